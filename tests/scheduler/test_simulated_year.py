"""A year, day by day, with replicas that die and a Slack that fails a third of all calls.

Every review is there exactly once, with its six items, its summary and the right reminders; every
report exactly once for each who is to get it, with its files. The suite lives through one month;
`--months 12` through the whole year.
"""

import multiprocessing
import os
import random
import sys
from collections import Counter
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.playground.faults import Fault
from handlers import review_steps
from handlers.views.dates import say_month
from knowledge.months import Month
from knowledge.reviews import ReviewItem
from knowledge.roles import Role
from knowledge.store.deliveries import DeliveryStatus, delivery, waiting_deliveries
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.reviews import (
    NewEntry,
    entries_of,
    form_key,
    keep_entry,
    latest_cycle,
)
from knowledge.store.roles import set_holders
from tests.scheduler import mortal_replica
from tests.scheduler.lives import Replica
from tests.scheduler.mortal_replica import CALENDAR

_LONGEST_LIFE = 6_000
_PATIENCE = 120
# Each step is a look of all replicas at once; the second of each pair brings what failed.
_BUSY_DAY = ("09:01", "09:31", "10:01", "10:31", "12:00", "17:01", "17:31")
_QUIET_DAY = ("10:01",)
_WRITING_HOURS = (12, 17)


@pytest.fixture(scope="module")
def forks():
    """Processes that start in a moment: forks of one that has imported everything."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([mortal_replica.__name__])
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        first = context.Process(target=len, args=((),))
        first.start()
    first.join(_PATIENCE)
    return context


class Year:
    """Three departments: one writes by itself, one when it is reminded, one never.

    A lead reads Japanese, an executive English.
    """

    def __init__(self, slack, client, services, dice):
        self.slack, self.client, self.services, self.dice = slack, client, services, dice
        names = ("佐藤", "鈴木", "田中", "加藤", "Smith")
        roles = ("A", "B", "C", "lead", "executive")
        self.people = dict(zip(roles, map(slack.person, names), strict=True))
        self.departments = {}
        now = services.clock()
        with services.database.begin() as session:
            for person in self.people.values():
                see_member(session, member=person.id, team="T", at=now, language="ja")
            for name in "ABC":
                made = add_department(session, f"部門{name}", by="x", now=now)
                assert isinstance(made, Department)
                self.departments[name] = made.id
                ids = [self.people[name].id]
                set_department(session, ids, made.id, by="x", now=now)
                set_holders(session, Role.AMBASSADOR, ids, by="x", now=now, department=made.id)
            for role in (Role.LEAD, Role.EXECUTIVE):
                set_holders(session, role, [self.people[role].id], by="x", now=now)
            smith = self.people["executive"].id
            see_member(session, member=smith, team="T", at=now, language="en")

    def cycle(self):
        with self.services.database.read() as session:
            return latest_cycle(session)

    def write(self):
        """Let the departments write that have a reason to."""
        cycle = self.cycle()
        if cycle is None or cycle.status != "open":
            return
        if self.services.clock() > cycle.opened_at + timedelta(hours=20):
            self._write(cycle.period, "A")
        with self.services.database.read() as session:
            key = f"review:{cycle.period}:remind:1:{self.people['B'].id}"
            reminder = delivery(session, key)
        if reminder is not None and reminder.status == DeliveryStatus.SENT:
            self._write(cycle.period, "B")

    def _write(self, period, name):
        now, ident = self.services.clock(), self.departments[name]
        with self.services.database.begin() as session:
            if any(one.department == ident for one in entries_of(session, period)):
                return
            new = NewEntry(form_key(period, ident), period, ident, "U1", {"good": "使いました"})
            assert keep_entry(session, new, version=0, now=now)
            review_steps.note_answer(self.services, session, period, now)

    def settle(self):
        """Wait until what the dead have sent has arrived: in real life a lease is time enough."""
        for _ in range(2):
            self.client.auth_test()
        self.slack.settle(seconds=_PATIENCE)


def failing(dice):
    """Every third call goes wrong, in one of the ways in which they do."""

    def choose(name):
        if name == "auth.test" or dice.random() > 1 / 3:
            return None
        kind = dice.choice(("429", "500", "503", "cut", "timeout"))
        happened = kind in {"500", "503", "cut", "timeout"} and dice.random() < 0.5
        return Fault(kind, 1.0 if kind == "429" else 0.01, happened=happened)

    return choose


def is_down(cycle, moment):
    """Whether nothing runs: over the opening, over a reminder, over the close, in turn by month.

    In every other month over the report, too.
    """
    due, report = due_in(moment, 3), due_in(moment, 2)
    if due.month % 2 == 0 and report - timedelta(hours=1) < moment < report + timedelta(hours=4):
        return True
    month = due.month % 3
    if month == 1:
        return due - timedelta(hours=1) < moment < due + timedelta(days=2)
    if cycle is None or cycle.status != "open":
        return False
    if month == 2:
        return cycle.remind_at <= moment < cycle.remind_at + timedelta(hours=30)
    return cycle.closes_at - timedelta(hours=1) < moment < cycle.closes_at + timedelta(hours=20)


def due_in(moment, nth):
    """The morning of the month's second business day, or third, and so on."""
    day = CALENDAR.local(moment)
    found = CALENDAR.nth_business_day(day.year, day.month, nth)
    assert found is not None
    return CALENDAR.instant(found, time(9))


def steps_of(day):
    """The moments of a day: more of them while something may happen."""
    noon = CALENDAR.instant(day, time(12))
    first, last = (CALENDAR.local(due_in(noon, nth)).date() for nth in (2, 3))
    busy = first <= day <= last + timedelta(days=16)
    for at in _BUSY_DAY if busy and CALENDAR.is_business_day(day) else _QUIET_DAY:
        yield CALENDAR.instant(day, time.fromisoformat(at))


def days(start, months):
    """From the day on which it begins to the end of the last month."""
    end = Month(start.year, start.month).before(-months - 1)
    day = start
    while Month(day.year, day.month) < end:
        yield day
        day += timedelta(days=1)


def live_through(year, replicas, months, clock):
    """Move the clock day by day; each look may be the last one of a replica."""
    dice = year.dice
    for day in days(CALENDAR.local(clock()).date(), months):
        for moment in steps_of(day):
            clock.now = moment
            if moment.astimezone(CALENDAR.zone).hour in _WRITING_HOURS:
                year.write()
            if is_down(year.cycle(), moment):
                continue
            died = False
            mortal = dice.choice(replicas) if dice.random() < 0.25 else None
            for one in replicas:
                one.begin(moment, dice.randint(1, _LONGEST_LIFE) if one is mortal else None)
            for one in replicas:
                before = one.deaths
                one.finish()
                died |= one.deaths > before
            if died:
                year.settle()


def send_the_rest(year, replica, clock):
    """Without failures, until nothing is left that wants to go out."""
    year.slack.faults.clear()
    for _ in range(20):
        clock.advance(minutes=31)
        replica.begin(clock(), None)
        replica.finish()
        with year.services.database.read() as session:
            if not waiting_deliveries(session):
                return
    raise AssertionError("something never went out")


@pytest.mark.parametrize(("kind", "count"), [("postgresql", 3), ("sqlite", 1)])
def test_every_month_is_there_once(request, forks, slack, client, clock, kind, count):
    """One parent, six items in order, one report to each; each reminder once, to the right people."""
    months = request.config.getoption("--months")
    url = request.getfixturevalue(f"{kind}_url")
    clock.now = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
    channel = slack.channel("ai-ふりかえり")
    services = mortal_replica.services_of(url, clock, channel)
    year = Year(slack, client, services, random.Random(months))  # noqa: S311 - no secret
    given = (url, slack.api_url, slack.bot_token, channel)
    replicas = [Replica(forks, mortal_replica.live, *given, f"replica {n}") for n in range(count)]
    slack.faults.whenever(failing(year.dice))
    live_through(year, replicas, months, clock)
    send_the_rest(year, replicas[0], clock)
    for one in replicas:
        one.stop()
    assert sum(one.deaths for one in replicas) >= months
    texts = services.texts.voice("ja")
    check_channel(slack, channel, months, texts)
    check_people(year, months)
    for name, language in (("lead", "ja"), ("executive", "en")):
        check_reports(slack, year.people[name], months, services.texts.voice(language))
    services.background.close()
    services.database.close()


def check_channel(slack, channel, months, texts):
    """Every thread is whole, in order, and only once there."""
    there = slack.workspace.messages_in(channel)
    parents = [one for one in there if not one.thread_ts or one.thread_ts == one.ts]
    titles = [one.text for one in parents]
    assert len(titles) == len(set(titles)) == months
    assert len(there) == months * (1 + len(ReviewItem) + 1)
    items = [texts(f"review.item.{item}") for item in ReviewItem]
    for parent in parents:
        below = [one.text for one in there if one.thread_ts == parent.ts and one is not parent]
        assert [any(item in text for item in items) for text in below] == [True] * 6 + [False]
        assert all(item in text for item, text in zip(items, below[:6], strict=True))
        assert below[6].endswith(parent.text)


def check_people(year, months):
    """Who writes hears nothing, who does not is reminded, and the lead hears who still has not."""
    told = {name: Counter(one.text for one in person.dm) for name, person in year.people.items()}
    assert told["A"] == Counter()
    assert len(told["B"]) == len(told["B"].keys()) == months
    assert sum(told["C"].values()) == len(told["C"]) == 2 * months
    silent = [text for text in told["lead"].elements() if "部門C" in text]
    assert len(silent) == len(set(silent)) == months
    assert not any("部門B" in text for text in silent)
    assert sum(told["lead"].values()) == 3 * months
    assert sum(told["executive"].values()) == 2 * months


def check_reports(slack, person, months, voice):
    """Each month's report is there once, with the files that this person gets, each once."""
    wanted = [Month(2026, 11).before(-back) for back in range(months)]
    there = [one for one in slack.workspace.messages_in(person.dm_id) if one.user != person.id]
    heads = [voice("report.title", month=say_month(month, voice)) for month in wanted]
    assert [one.text for one in there if one.text in heads] == heads
    endings = ["png", "xlsx"] if voice.language == "ja" else ["pdf"]
    names = [[file["name"] for file in one.files] for one in there if one.files]
    assert names == [[f"annai-{month}.{end}" for end in endings] for month in wanted]
