"""The monthly review without anybody pressing anything: opened, reminded, closed, carried over."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.playground.workspace import BOT_USER_ID
from handlers import review_steps
from handlers.review_mail import correct_results
from knowledge.company_settings import CompanySettings
from knowledge.months import month_of
from knowledge.reviews import OutcomeKind, OutcomeState
from knowledge.roles import Role
from knowledge.store import training
from knowledge.store.checks import record_check
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Delivery, Department, Story
from knowledge.store.review_outcomes import NewOutcome, add_outcome, settle_action
from knowledge.store.reviews import NewEntry, find_cycle, keep_entry
from knowledge.store.roles import set_holders
from knowledge.stories import Status
from knowledge.training import make_questions
from scheduler.jobs import JOBS, WATCHES
from scheduler.previews import send_preview
from scheduler.runner import Runner

REVIEW = [job for job in JOBS if job.name in {"monthly_review", "review_reminders", "review_close"}]


def jst(text):
    return datetime.fromisoformat(f"{text}+09:00").astimezone(UTC)


@pytest.fixture
def room(slack):
    return slack.channel("ai-ふりかえり")


class Company:
    """Sales and production have ambassadors, the warehouse has none; Kato leads, Mori is an admin."""

    def __init__(self, slack, services, client, room):
        self.slack, self.services, self.client, self.room = slack, services, client, room
        self.people = {name: slack.person(name) for name in ("佐藤", "鈴木", "加藤", "森")}
        self.departments = {}
        now = services.clock()
        with services.database.begin() as session:
            for person in self.people.values():
                see_member(session, member=person.id, team="T", at=now, language="ja")
            for name, ambassador in (("営業部", "佐藤"), ("製造部", "鈴木"), ("倉庫", "")):
                made = add_department(session, name, by="x", now=now)
                assert isinstance(made, Department)
                self.departments[name] = made.id
                if ambassador:
                    ids = [self.people[ambassador].id]
                    set_department(session, ids, made.id, by="x", now=now)
                    set_holders(session, Role.AMBASSADOR, ids, by="x", now=now, department=made.id)
            set_holders(session, Role.LEAD, [self.people["加藤"].id], by="x", now=now)
            set_holders(session, Role.ADMIN, [self.people["森"].id], by="x", now=now)
        admin = self.people["森"].id
        self.services = replace(services, admins=lambda: (admin,))
        self.runner = Runner(self.services, client, REVIEW, "one", WATCHES)
        self.runner.tick()

    def at(self, text):
        """Let it be this time in Tokyo."""
        self.services.clock.now = jst(text)
        self.runner.tick()

    def write(self, department, text="使いました", *, period="2026-12"):
        with self.services.database.begin() as session:
            key = f"form:{period}:{department}"
            ident = self.departments[department]
            entry = NewEntry(key, period, ident, "U1", {"good": text})
            assert keep_entry(session, entry, version=0, now=self.services.clock())
            review_steps.note_answer(self.services, session, period, self.services.clock())

    def cycle(self, period="2026-12"):
        with self.services.database.read() as session:
            return find_cycle(session, period)

    def posts(self, room=None):
        """The texts in the channel, threads included."""
        return [one.text for one in self.slack.workspace.messages_in(room or self.room)]

    def told(self, name):
        person = self.people[name]
        return [one for one in person.dm if one.user != person.id]


@pytest.fixture
def services(services, room):
    settings = CompanySettings(review_channel=room)
    return replace(services, settings=lambda: settings)


@pytest.fixture
def company(slack, services, client, room):
    return Company(slack, services, client, room)


def parent(company, room=None):
    return company.people["佐藤"].messages(room or company.room)[0].text


ITEMS = [
    "1．部門別の利用状況",
    "2．成果の共有",
    "3．プロンプト修正のポイント",
    "4．安全上の注意",
    "5．新しいアイデア",
    "6．シャドーAI防止の確認",
]


def test_a_month(company):
    """Opened on the third business day, reminded twice, told to the lead, closed with a summary."""
    company.at("2026-12-03 08:59")
    assert company.posts() == []
    company.at("2026-12-03 09:00")
    assert company.posts() == ["2026年11月の振り返り", *ITEMS]
    assert "@佐藤 @鈴木" in parent(company)
    company.write("営業部")
    company.at("2026-12-08 10:00")
    company.at("2026-12-08 10:30")
    assert company.told("佐藤") == []
    (first,) = company.told("鈴木")
    assert "製造部" in first.text
    company.at("2026-12-10 10:00")
    assert len(company.told("鈴木")) == 2
    assert "最後のお知らせ" in company.told("鈴木")[1].text
    company.at("2026-12-11 10:00")
    opening, silent = company.told("加藤")
    assert "倉庫" in opening.text
    assert "製造部：@鈴木" in silent.text
    assert "倉庫：アンバサダー未定" in silent.text
    company.at("2026-12-14 17:00")
    assert company.posts()[7:] == ["まとめ: 2026年11月の振り返り"]
    summary = company.people["佐藤"].messages(company.room)[-1].text
    assert "よかったこと: 使いました" in summary
    assert "書かなかった部門: 製造部、倉庫" in summary
    assert "次の振り返り: 1月6日" in summary
    assert "締め切りました" in parent(company)
    company.at("2026-12-20 10:00")
    assert len(company.posts()) == 8
    assert len(company.told("鈴木")) == 2


def test_who_has_written_meanwhile_is_not_reminded(company):
    """A reminder that waits for the working day is taken back."""
    company.at("2026-12-03 09:00")
    with company.services.database.begin() as session:
        now = jst("2026-12-08 06:00")
        company.services.clock.now = now
        cycle = find_cycle(session, "2026-12")
        assert cycle is not None
        assert review_steps.follow_up(company.services, session, cycle, now)
    company.write("製造部")
    company.at("2026-12-08 09:30")
    assert company.told("鈴木") == []
    assert len(company.told("佐藤")) == 1


def test_all_have_written(company):
    """Nobody is reminded, and the lead hears nothing."""
    company.at("2026-12-03 09:00")
    for name in company.departments:
        company.write(name)
    for day in ("08", "10", "11", "14"):
        company.at(f"2026-12-{day} 10:00")
    assert [company.told(name) for name in ("佐藤", "鈴木")] == [[], []]
    assert len(company.told("加藤")) == 1
    assert "書いた部門: 3／3" in parent(company)


def test_down_over_the_due_time(company):
    """Opened two days late, for the right month; its dates follow from that day."""
    company.at("2026-12-01 10:00")
    company.at("2026-12-07 15:00")
    assert company.posts() == ["2026年11月の振り返り", *ITEMS]
    assert company.services.calendar().local(company.cycle().closes_at).day == 16


def test_down_over_both_reminders_sends_one(company):
    """The last of the steps that were due stands for them all."""
    company.at("2026-12-03 09:00")
    company.at("2026-12-10 15:00")
    (only,) = company.told("鈴木")
    assert "最後のお知らせ" in only.text


def test_action_items_are_carried_over(company):
    """With owner and state: what is open for ever, what was settled once more."""
    company.at("2026-12-03 09:00")
    now, kato = company.services.clock(), company.people["加藤"].id
    with company.services.database.begin() as session:
        for number, (kind, text) in enumerate(
            [
                (OutcomeKind.ACTION, "早見表を貼る"),
                (OutcomeKind.ACTION, "勉強会をひらく"),
                (OutcomeKind.NEXT, "議事録の型"),
                (OutcomeKind.DECISION, "毎週試す"),
            ]
        ):
            new = NewOutcome(f"o{number}", "2026-12", kind, text, kato, owner=kato)
            assert add_outcome(session, new, now=now)
            assert not add_outcome(session, new, now=now)
    company.at("2026-12-14 17:00")
    summary = company.people["佐藤"].messages(company.room)[-1].text
    assert "［進行中］早見表を貼る　担当: @加藤" in summary
    assert "毎週試す" in summary
    with company.services.database.begin() as session:
        assert settle_action(session, 1, OutcomeState.DONE, now=company.services.clock())
        assert not settle_action(session, 1, OutcomeState.DONE, now=company.services.clock())
    company.at("2027-01-06 09:00")
    january = company.people["佐藤"].messages(company.room)[-7].text
    assert "［済み］早見表を貼る" in january
    assert "［進行中］勉強会をひらく" in january
    assert "議事録の型" in january
    company.at("2027-02-03 09:00")
    february = company.people["佐藤"].messages(company.room)[-7].text
    assert "早見表を貼る" not in february
    assert "［進行中］勉強会をひらく" in february


def test_a_month_that_was_not_held_is_said(company):
    """The next review says so, to everybody and to the lead; the admin heard of it when it was."""
    company.at("2026-12-03 09:00")
    company.at("2026-12-14 17:00")
    company.at("2026-12-28 10:00")
    company.at("2027-01-20 10:00")
    assert any("月次の振り返り" in one.text for one in company.told("森"))
    company.at("2027-02-03 09:00")
    february = company.people["佐藤"].messages(company.room)[-7].text
    assert "2026年12月の振り返りは行われていません" in february
    assert "2026年12月の振り返りは行われていません" in company.told("加藤")[-1].text


def test_one_that_was_never_closed_is_closed_by_the_next(company):
    """Its summary comes before the new one."""
    company.at("2026-12-03 09:00")
    company.runner = Runner(company.services, company.client, REVIEW[:1], "one", WATCHES)
    company.at("2027-01-06 09:00")
    assert company.posts()[7] == "まとめ: 2026年11月の振り返り"
    assert company.posts()[8] == "2026年12月の振り返り"


def test_without_a_channel_nothing_happens(company, services):
    """A fresh install is quiet: no cycle, no message, to anybody."""
    quiet = replace(services, settings=CompanySettings)
    company.services = quiet
    company.runner = Runner(quiet, company.client, REVIEW, "one", WATCHES)
    company.at("2026-12-03 09:00")
    assert company.cycle() is None
    assert [company.told(name) for name in company.people] == [[], [], [], []]


@pytest.mark.parametrize(
    ("happens", "said"),
    [("archive", "アーカイブされています"), ("leave", "/invite @annai")],
)
def test_a_channel_that_does_not_take_it(company, slack, happens, said):
    """The lead hears why, once; nothing is lost: another channel gets all of it."""
    if happens == "archive":
        slack.archive(company.room)
    else:
        slack.leave(company.room, BOT_USER_ID)
    company.at("2026-12-03 09:00")
    company.at("2026-12-03 09:01")
    company.at("2026-12-03 09:02")
    stuck = [one for one in company.told("加藤") if "投稿できません" in one.text]
    assert len(stuck) == 1
    assert said in stuck[0].text
    assert company.posts() == []
    other = slack.channel("ai-別の部屋")
    settings = CompanySettings(review_channel=other)
    company.services = replace(company.services, settings=lambda: settings)
    company.runner = Runner(company.services, company.client, REVIEW, "one", WATCHES)
    company.at("2026-12-03 10:00")
    assert company.posts(other) == ["2026年11月の振り返り", *ITEMS]
    assert company.cycle().channel == other


def test_a_channel_that_is_gone_at_the_end(company, slack):
    """The lead gets the summary, and hears that there is no channel any more."""
    company.at("2026-12-03 09:00")
    company.write("営業部")
    slack.archive(company.room)
    company.at("2026-12-14 17:00")
    for minute in ("17:01", "17:02", "17:03"):
        company.at(f"2026-12-14 {minute}")
    texts = [one.text for one in company.told("加藤")]
    assert len([one for one in texts if "まとめ: 2026年11月の振り返り" in one]) == 1
    (why,) = [one for one in texts if "投稿できません" in one]
    assert "アーカイブされています" in why
    assert "あなたに直接送ります" in why


def test_the_month_is_the_one_of_the_company(company):
    """A check a minute before midnight of the 30th counts to November, the next to December."""
    people, others = ([f"U{team}{number:07}" for number in range(5)] for team in "AB")
    with company.services.database.begin() as session:
        for name, members in (("営業部", people), ("倉庫", others)):
            ident, then = company.departments[name], jst("2026-11-01 09:00")
            set_department(session, members, ident, by="x", now=then)
        for number, at in enumerate(
            ("2026-11-01 00:00", "2026-11-30 23:59", "2026-12-01 00:00", "2026-10-31 23:59")
        ):
            record_check(
                session,
                key=None,
                member=people[number],
                at=jst(at),
                month=month_of(jst(at), company.services.calendar()),
                surface="command",
                asked=False,
                account="company",
                level="conditional",
                maskable=True,
                categories=[],
                kinds={},
                rulebook_revision="x",
                characters=1,
            )
    company.at("2026-12-03 09:00")
    usage = company.people["佐藤"].messages(company.room)[1].text
    assert "入れる前の確認：2件（前の月 1件、+1件）" in usage
    assert "営業部：33%（2/6）　◯0件・△2件・×0件・？0件" in usage
    assert "製造部" not in usage
    assert "倉庫" not in usage
    assert "2部門は、だれのことか分かってしまうため" in usage
    safety = company.people["佐藤"].messages(company.room)[4].text
    assert "入れる前に伏せた割合：100%（2/2）" in safety


def published(at, title, **more):
    """A story that became public then."""
    names = ("ts", "link", "work", "done", "prompt", "template", "tips", "decided_by", "reason")
    return Story(
        key=title,
        status=Status.PUBLISHED.value,
        author="U1",
        started_by="U1",
        channel="C1",
        created_at=at,
        asks=0,
        title=title,
        published_at=at,
        withdrawn_by="",
        version=1,
        **(dict.fromkeys(names, "") | more),
    )


def test_stories_at_the_turn_of_a_month(company):
    """A minute before midnight in Tokyo is April's, midnight and later May's; so at New Year."""
    with company.services.database.begin() as session:
        for title, at in (
            ("十二月の話", "2026-12-31T14:59+00:00"),
            ("一月の話", "2026-12-31T15:00+00:00"),
            ("四月の話", "2027-04-30T14:59+00:00"),
            ("五月の話", "2027-04-30T15:00+00:00"),
            ("五月の次の話", "2027-04-30T15:30+00:00"),
        ):
            session.add(published(datetime.fromisoformat(at), title))
    posts = company.people["佐藤"].messages
    for opened, there, count, before in (
        ("2027-01-06 09:00", ["十二月の話"], 1, "0件、+1件"),
        ("2027-02-03 09:00", ["一月の話"], 1, "1件、±0件"),
        ("2027-05-10 09:00", ["四月の話"], 1, "0件、+1件"),
        ("2027-06-03 09:00", ["五月の話", "五月の次の話"], 2, "1件、+1件"),
    ):
        company.at(opened)
        item = [one.text for one in posts(company.room) if ITEMS[1] in one.text][-1]
        assert f"公開された成功事例：{count}件（前の月 {before}）" in item
        titles = ("四月の話", "五月の話", "五月の次の話", "十二月の話", "一月の話")
        assert [one for one in titles if one in item] == there


def test_a_story_that_is_withdrawn_leaves_the_thread(company):
    """Its title stands in the item and in the agenda while it is public, and nowhere afterwards."""
    then = jst("2026-11-20 10:00")
    with company.services.database.begin() as session:
        story = published(then, "点検表が5分で")
        session.add(story)
    company.at("2026-12-03 09:00")
    item = company.people["佐藤"].messages(company.room)[2].text
    assert item.count("点検表が5分で") == 2
    assert "公開された成功事例：1件" in item
    with company.services.database.begin() as session:
        (known,) = session.scalars(select(Story))
        known.status, known.title, known.version = Status.WITHDRAWN.value, "", 2
        session.flush()
        correct_results(company.services, session, known, company.services.clock())
    company.at("2026-12-03 09:05")
    item = company.people["佐藤"].messages(company.room)[2].text
    assert "点検表" not in item
    assert "公開された成功事例：0件" in item
    with company.services.database.read() as session:
        kept = [one.message for one in session.scalars(select(Delivery))]
    assert "点検表" not in str(kept)


def test_who_answered_the_safety_check_is_said_by_department(company):
    """Of small departments together; the same as on Home, in the report and its workbook."""
    sales = company.departments["営業部"]
    people = {f"U{n}": sales for n in range(8)} | {"U8": company.departments["製造部"]}
    people |= {f"U{n}": None for n in range(9, 14)}
    now = company.services.clock()
    quiz = make_questions(company.services.rulebook(), "2026-11")
    with company.services.database.begin() as session:
        training.open_round(session, "2026-11", quiz, people, now=now, closes_at=now)
        for member in ("U0", "U1", "U8"):
            assert training.finish_round(session, "2026-11", member, [True, False, True])
    company.at("2026-12-03 09:00")
    item = company.people["佐藤"].messages(company.room)[4].text
    assert "安全確認に答えた人の割合：21%（3/14）" in item
    assert "営業部: 2人 / 8人（25%）" in item
    assert "そのほかの部門など: 1人 / 6人（17%）" in item
    assert "製造部" not in item


def test_previews_of_what_follows(company):
    """Reminder, summary and digest of stories as they would be now, for whoever asks alone."""
    company.at("2026-12-03 09:00")
    company.write("営業部")
    with company.services.database.begin() as session:
        told = {
            "work": "点検",
            "done": "表にした",
            "link": "https://local.slack.com/archives/C1/p1",
        }
        session.add(published(jst("2026-12-01 10:00"), "点検表が5分で", **told))
    mori = company.people["森"]
    for job in ("review_reminders", "review_close", "story_digest"):
        assert send_preview(company.services, job, mori.id, f"press {job}")
    company.at("2026-12-03 09:01")
    _, reminder, _, summary, _, digest = (one.text for one in company.told("森"))
    assert "製造部" in reminder
    assert "倉庫" not in reminder
    assert "まとめ: 2026年11月の振り返り" in summary
    assert "使いました" in summary
    assert "点検表が5分で" in digest
    assert company.told("鈴木") == []
    assert len(company.posts()) == 7
