"""The month's report: made once, sent to those who answer for it, the same figures everywhere."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest
from pypdf import PdfReader

from handlers import ids
from knowledge.roles import Action, Role
from knowledge.store.audit import entries
from knowledge.store.departments import add_department, departments, set_department
from knowledge.store.job_switches import switch_job
from knowledge.store.models import Story
from knowledge.store.roles import set_holders
from knowledge.stories import Status

COMMAND = ids.COMMAND_CAN_I_ENTER
MAIL = "見積は1,000円です"
# Wednesday, the second business day of December, in Tokyo.
DUE = datetime(2026, 12, 2, 0, 0, tzinfo=UTC)


@pytest.fixture
def company(slack, annai, clock):
    """Five people in sales, Kato the lead, Smith the executive, Mori the admin."""
    names = ("田中", "鈴木", "佐藤", "高橋", "伊藤", "加藤", "森")
    people = {name: slack.person(name) for name in names}
    people["Smith"] = slack.person("Smith", locale="en-US")
    with annai.annai.services.database.begin() as session:
        for role, name in ((Role.ADMIN, "森"), (Role.LEAD, "加藤"), (Role.EXECUTIVE, "Smith")):
            set_holders(session, role, [people[name].id], by="x", now=clock())
        add_department(session, "営業部", by="x", now=clock())
        (sales,) = departments(session)
        members = [people[name].id for name in names[:5]]
        set_department(session, members, sales.id, by="x", now=clock())
    # They have written to the bot before: it knows in which language they read.
    for person in people.values():
        person.command(COMMAND, "自社HPの公開情報")
    # What was due before the clockwork first looked is not made up for.
    annai.annai.runner.tick()
    return people


@pytest.fixture
def tick(slack, annai, clock):
    """Let the clock show this, and do what is due then."""

    def until(moment):
        clock.now = moment
        annai.annai.runner.tick()

    return until


def told(person):
    """What the bot wrote to somebody about the report."""
    texts = [one.text for one in person.dm if one.user != person.id]
    return [text for text in texts if "の報告" in text or "eport for" in text]


def files(slack, person):
    """Every file that somebody got, by its name."""
    messages = slack.workspace.messages_in(person.dm_id)
    contents = slack.workspace.contents
    return [(file["name"], contents[file["id"]]) for one in messages for file in one.files]


def test_a_month_is_reported_once(slack, annai, company, tick):
    """On the second business day, to the lead and the executive, each in their language."""
    kato, smith = company["加藤"], company["Smith"]
    company["田中"].command(COMMAND, MAIL)
    tick(DUE.replace(day=1))
    assert told(kato) == told(smith) == []
    for _ in range(3):
        tick(DUE)
    report, comment = told(kato)
    assert "2026年11月の報告" in report
    assert "入れる前の確認：9件（前の月 0件、+9件）" in report
    assert "その月の確認の件数" in report
    assert "前例が答えた質問" in report
    assert comment.startswith("2026年11月の報告のファイルです。")
    assert [name for name, _ in files(slack, kato)] == ["annai-2026-11.png", "annai-2026-11.xlsx"]
    report, _ = told(smith)
    assert "Report for Nov 2026" in report
    assert "Checks before entering: 9 (month before: 0, +9)" in report
    assert "Answered by a precedent" not in report
    assert [name for name, _ in files(slack, smith)] == ["annai-2026-11.pdf"]
    assert not any(told(company[name]) for name in ("田中", "森"))


def test_the_same_figures_everywhere(slack, annai, company, tick, clock):
    """On Home in November, in December's message, in the workbook and on the page."""
    kato, smith = company["加藤"], company["Smith"]
    for person in (company["田中"], company["鈴木"]):
        person.command(COMMAND, MAIL)
    # The last moment of November, and the first of December, in Tokyo.
    clock.now = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)
    company["佐藤"].command(COMMAND, MAIL)
    home = kato.open_home().text
    clock.now = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    company["佐藤"].command(COMMAND, MAIL)
    assert "入れる前の確認：11件" in home
    assert "入れる前の確認：1件（前の月 11件、−10件）" in kato.open_home().text
    tick(DUE)
    assert "入れる前の確認：11件" in told(kato)[0]
    assert "使った人の割合：100%（5/5）" in told(kato)[0]
    book = openpyxl.load_workbook(io.BytesIO(files(slack, kato)[1][1]))
    rows = {row[1]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    assert rows["入れる前の確認"][2] == 11
    (page,) = PdfReader(io.BytesIO(files(slack, smith)[0][1])).pages
    assert "11\n" in page.extract_text().split("Checks before entering")[1][:40]


@pytest.mark.parametrize("now", ["00:10", "10:00"])
def test_the_month_is_the_same_on_every_screen(slack, annai, company, clock, now):
    """On 1 May in Tokyo, before and after nine: Home is in May, the report is April's, wherever."""
    with annai.annai.services.database.begin() as session:
        for number, minute in enumerate(("14:59", "15:00", "15:30")):
            at = datetime.fromisoformat(f"2026-04-30T{minute}+00:00")
            session.add(story(number, at))
    kato = company["加藤"]
    clock.now = datetime.fromisoformat(f"2026-05-01T{now}+09:00").astimezone(UTC)
    home = kato.open_home().text
    assert "AI活用の数字（2026年5月、今日まで）" in home
    assert "短くなった時間〈自己申告〉：2.0時間（前の月 1.0時間、+1.0時間）" in home
    kato.click("先月の報告を受け取る")
    slack.settle(lambda: len(files(slack, kato)) == 2, seconds=20)
    report, comment = told(kato)
    assert "短くなった時間〈自己申告〉：1.0時間（前の月 0.0時間、+1.0時間）" in report
    assert "2026年4月の報告" in comment
    (name, _), (_, content) = files(slack, kato)
    assert name == "annai-2026-04.png"
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = {row[1]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    assert (rows["公開された成功事例"][2], rows["短くなった時間"][2]) == (1, 1)
    assert book.worksheets[-1]["A7"].value == "2026年4月"


def story(number, at):
    """A story that became public then, and saves an hour a month."""
    names = ("ts", "link", "work", "done", "prompt", "template", "tips", "decided_by", "reason")
    return Story(
        key=f"s{number}",
        status=Status.PUBLISHED.value,
        author="U1",
        started_by="U1",
        channel="C1",
        created_at=at,
        asks=0,
        title=f"話{number}",
        published_at=at,
        withdrawn_by="",
        version=1,
        minutes_before=90,
        minutes_after=30,
        times_a_month=1,
        **dict.fromkeys(names, ""),
    )


def test_nobody_to_report_to(slack, annai, clock, tick):
    """A fresh installation writes to nobody."""
    slack.person("田中").command(COMMAND, MAIL)
    with annai.annai.services.database.begin() as session:
        set_holders(session, Role.ADMIN, [slack.person("森").id], by="x", now=clock())
    tick(DUE.replace(day=1))
    tick(DUE)
    assert slack.calls_to("chat.postMessage") == []
    assert slack.calls_to("files.completeUploadExternal") == []


def test_it_can_be_switched_off(slack, annai, company, tick, clock):
    """Like every job."""
    with annai.annai.services.database.begin() as session:
        switch_job(session, "monthly_report", on=False, at=clock())
    tick(DUE.replace(day=1))
    tick(DUE)
    assert told(company["加藤"]) == []


def test_the_process_was_down(slack, annai, company, tick):
    """A week later it is made up for, for the right month; at night it waits for the morning."""
    tick(DUE.replace(day=1))
    tick(datetime(2026, 12, 8, 14, 0, tzinfo=UTC))
    assert told(company["加藤"]) == []
    tick(datetime(2026, 12, 9, 0, 0, tzinfo=UTC))
    assert "2026年11月の報告" in told(company["加藤"])[0]


class TestOnDemand:
    """The button on Home; the mode and the database have no part in this."""

    @pytest.fixture
    def mode(self):
        return "http"

    @pytest.fixture
    def database_url(self, sqlite_url):
        return sqlite_url

    def test_the_report_of_last_month_at_a_press(self, slack, annai, company):
        """With its files, at once; each press brings it once, and stands in the audit trail."""
        mori = company["森"]
        mori.open_home()
        assert (
            "2026年10月の報告を、ダイレクトメッセージで送ります"
            in mori.click("先月の報告を受け取る").text
        )
        slack.settle(lambda: len(files(slack, mori)) == 2, seconds=20)
        report, _ = told(mori)
        assert "2026年10月の報告" in report
        assert "入れる前の確認：0件" in report
        with annai.annai.services.database.read() as session:
            (entry,) = [one for one in entries(session) if one.action == Action.SEE_KPIS]
        assert (entry.actor, entry.subject) == (mori.id, "report:2026-10")

    def test_others_find_no_figures(self, company):
        """Neither the section nor its button; nor does an old button help."""
        home = company["田中"].open_home()
        assert "AI活用の数字" not in home.text
        assert ids.ACTION_SEND_REPORT not in home.action_ids

    def test_an_old_button_carries_no_permission(self, slack, annai, company, clock):
        """Whoever was lead when Home was opened gets nothing once they are it no more."""
        kato = company["加藤"]
        home = kato.open_home()
        with annai.annai.services.database.begin() as session:
            set_holders(session, Role.LEAD, [company["鈴木"].id], by="x", now=clock())
        assert "だけです" in kato.click("先月の報告を受け取る", on=home).text
        slack.settle()
        assert told(kato) == files(slack, kato) == []
