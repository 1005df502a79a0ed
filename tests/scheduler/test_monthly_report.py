"""The job that sends the month's report: twelve a year to each, on whatever kind of day."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.playground.faults import Fault
from handlers import report_mail
from knowledge.kpis import TOPICS
from knowledge.roles import Role
from knowledge.schedules import Due
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.members import see_member
from knowledge.store.roles import set_holders
from scheduler.jobs import JOBS
from scheduler.monthly_report import send_monthly_report
from scheduler.runner import Runner

(JOB,) = [job for job in JOBS if job.name == "monthly_report"]
DECEMBER = Due(datetime(2026, 12, 2, tzinfo=UTC), "2026-12")


@pytest.fixture
def people(slack, services, clock):
    """A lead and an executive."""
    made = {Role.LEAD: slack.person("加藤"), Role.EXECUTIVE: slack.person("Smith")}
    with services.database.begin() as session:
        for role, person in made.items():
            set_holders(session, role, [person.id], by="x", now=clock())
        smith = made[Role.EXECUTIVE].id
        see_member(session, member=smith, team="T0LOCAL", at=clock(), language="en")
    return made


@pytest.fixture
def quickly(monkeypatch):
    """Files that are not drawn: how they look is told elsewhere."""

    def make(report, wanted):
        return {one: f"{report.month} {one}".encode() for one in wanted}

    monkeypatch.setattr(report_mail, "make_apart", make)


@pytest.fixture
def runner(services, client):
    """One process with this job only."""

    def build(holder="one"):
        return Runner(services, client, [JOB], holder, ())

    return build


def titles(person):
    return [one.text.partition("\n")[0] for one in person.dm]


@pytest.mark.usefixtures("quickly")
class TestOnce:
    """Whatever happens, each report is there once, and its files."""

    def test_a_year(self, slack, runner, people, clock):
        """Two processes, a third of Slack's calls failing, the clock moved by hours."""
        dice = random.Random(12)  # noqa: S311 - no secret

        def bad(_method):
            if dice.random() >= 1 / 3:
                return None
            kind: Any = dice.choice(("429", "500", "cut"))
            happened = kind != "429" and dice.random() < 0.5
            return Fault(kind, seconds=0.02, happened=happened)

        slack.faults.whenever(bad)
        both = [runner("one"), runner("two")]
        end = clock() + timedelta(days=365)
        while clock() < end:
            # In an ordinary hour nothing is due; around the turn of a month all of it is.
            near = clock().day < 7
            for one in both:
                one.tick()
            clock.advance(hours=7 if near else 73)
        slack.faults.clear()
        told = Counter(titles(people[Role.LEAD]))
        months = [f"{year}年{month}月" for year, month in _months()]
        assert {title: told[title] for title in told if title.startswith("# ")} == {
            f"# {month}の報告": 1 for month in months
        }
        assert {title for title in told if not title.startswith("# ")} == {
            f"{month}の報告のファイルです。" for month in months
        }
        assert set(told.values()) == {1}
        assert len(titles(people[Role.EXECUTIVE])) == 24

    def test_made_again_it_is_the_same(self, services, outbox, people):
        """A process that died after it had written everything leaves nothing to double."""
        for _ in range(2):
            send_monthly_report(services, outbox.client, DECEMBER)
        services.clock.advance(hours=12)
        outbox.send_until_settled()
        assert len(titles(people[Role.LEAD])) == 2

    @pytest.mark.usefixtures("people")
    def test_all_or_nothing(self, services, outbox, monkeypatch):
        """When the second letter cannot be written, the first one is not either."""
        written = []

        def fails_at_second(*given, **how):
            written.append(how["key"])
            if len(written) == 2:
                raise DatabaseUnavailable("x")
            return send(*given, **how)

        send = report_mail.send_letter
        monkeypatch.setattr("scheduler.monthly_report.send_letter", fails_at_second)
        with pytest.raises(DatabaseUnavailable):
            send_monthly_report(services, outbox.client, DECEMBER)
        assert outbox.waiting() == []

    def test_whoever_left_is_stood_in_for(self, slack, services, outbox, people):
        """The executive's page goes to the lead."""
        slack.deactivate(people[Role.EXECUTIVE])
        send_monthly_report(services, outbox.client, DECEMBER)
        services.clock.advance(hours=12)
        outbox.send_until_settled()
        lead = people[Role.LEAD]
        names = [
            file["name"]
            for message in slack.workspace.messages_in(lead.dm_id)
            for file in message.files
        ]
        assert sorted(names) == ["annai-2026-11.pdf", "annai-2026-11.png", "annai-2026-11.xlsx"]

    def test_a_lead_who_is_also_executive_gets_everything(self, services, slack, outbox, clock):
        """One message, with all the files."""
        person = slack.person("加藤")
        with services.database.begin() as session:
            for role in (Role.LEAD, Role.EXECUTIVE):
                set_holders(session, role, [person.id], by="x", now=clock())
        send_monthly_report(services, outbox.client, DECEMBER)
        clock.advance(hours=12)
        outbox.send_until_settled()
        (message,) = [one for one in slack.workspace.messages_in(person.dm_id) if one.files]
        assert [file["name"][-4:] for file in message.files] == [".pdf", ".png", "xlsx"]


def _months():
    """From November 2026, of which December tells, to October 2027."""
    return [(2026, 11), (2026, 12), *((2027, month) for month in range(1, 11))]


def test_the_files_are_real(slack, services, outbox, people, clock):
    """Drawn once for each language, as they are sent."""
    send_monthly_report(services, outbox.client, DECEMBER)
    clock.advance(hours=12)
    outbox.send_until_settled()
    contents = {
        file["name"]: slack.workspace.contents[file["id"]]
        for person in people.values()
        for message in slack.workspace.messages_in(person.dm_id)
        for file in message.files
    }
    assert {name: content[:4] for name, content in contents.items()} == {
        "annai-2026-11.png": b"\x89PNG",
        "annai-2026-11.xlsx": b"PK\x03\x04",
        "annai-2026-11.pdf": b"%PDF",
    }


def test_without_files_the_message_says_it_all(slack, services, outbox, people, monkeypatch):
    """No memory, no font: every figure is there in words, and nothing is waited for."""
    monkeypatch.setattr("handlers.report_files.apart.sys.executable", "/bin/false")
    send_monthly_report(services, outbox.client, DECEMBER)
    services.clock.advance(hours=12)
    outbox.send_until_settled()
    for role, language in ((Role.LEAD, "ja"), (Role.EXECUTIVE, "en")):
        (message,) = people[role].dm
        for topic in TOPICS:
            shown = role is Role.LEAD or not topic.for_leads
            for kpi in topic.kpis:
                assert (kpi.formula.inn(language) in message.text) == shown, kpi.id
    assert slack.calls_to("files.completeUploadExternal") == []


def test_a_period_that_is_no_month(services, client):
    """Would be a mistake of ours, and not pass for a month."""
    with pytest.raises(ValueError, match="not a month"):
        send_monthly_report(services, client, Due(DECEMBER.at, "2026-W49"))
