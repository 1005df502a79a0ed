"""News from a feed to the templates it touches, the poll and the safety check: told with the real bot."""

import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typing_extensions import override

from bot.public_fetch import PublicFetch
from handlers import ids
from knowledge.company_settings import CompanySettings
from knowledge.figures import Share
from knowledge.months import month_of
from knowledge.roles import Action, Role
from knowledge.store.company_settings import change_company_settings
from knowledge.store.departments import add_department, set_department
from knowledge.store.job_switches import switch_job
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.reports import read_report
from knowledge.store.roles import set_holders

STAFF = ("田中", "鈴木", "小野", "加藤", "森", "林")
ENTRY = """<item><title>会議の議事録を作れるようになりました</title><link>/minutes</link>
<pubDate>Wed, 25 Nov 2026 08:00:00 +0900</pubDate><description>&lt;p&gt;録音から作れます。
月額3,000円です。&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>"""
FEED = f'<rss version="2.0"><channel><title>AIの更新情報</title>{ENTRY}</channel></rss>'


class Feed(BaseHTTPRequestHandler):
    """A feed of the neighbourhood."""

    def do_GET(self):
        content = FEED.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    @override
    def log_message(self, *given):
        """Say nothing."""


@contextmanager
def _served():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://news.example:{server.server_address[1]}/feed.xml"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def feed(annai):
    """Its address; the bot may ask this machine, and nothing else."""
    fetch = PublicFetch(
        allows=lambda address: address == "127.0.0.1",
        find=lambda _host, _port: ["127.0.0.1"],
        ports=None,
    )
    object.__setattr__(annai.annai.services, "fetch", fetch)
    with _served() as address:
        yield address


@pytest.fixture
def company(slack, annai, clock, monkeypatch):
    """Six people in sales; Kato leads, Mori is the admin."""
    # The database may be as slow as the machine that the tests run on.
    monkeypatch.setattr("handlers.database_visits._SECONDS", 20)
    people = {name: slack.person(name) for name in STAFF}
    with annai.annai.services.database.begin() as session:
        for person in people.values():
            see_member(session, member=person.id, team="T0LOCAL", at=clock(), language="ja")
        admin = people["森"].id
        set_holders(session, Role.ADMIN, [admin], by=admin, now=clock())
        set_holders(session, Role.LEAD, [people["加藤"].id], by=admin, now=clock())
        sales = add_department(session, "営業部", by=admin, now=clock())
        assert isinstance(sales, Department)
        members = [one.id for one in people.values()]
        set_department(session, members, sales.id, by=admin, now=clock())
    return people


@pytest.fixture
def room(slack, annai, company, clock):
    """The channel for notices."""
    made = slack.channel("ai-お知らせ", list(company.values()), bot=True)
    with annai.annai.services.database.begin() as session:
        change_company_settings(
            session,
            lambda now: replace(now, notice_channel=made),
            action=Action.SET_CHANNELS,
            by=company["森"].id,
            now=clock(),
        )
    annai.annai.services.look_again()
    assert annai.annai.services.settings() != CompanySettings()
    return made


@pytest.fixture
def gets(slack, annai):
    """Wait until somebody's newest message from the bot says this, and return it."""

    def wait(person, said):
        annai.annai.runner.tick()
        slack.settle(lambda: any(said in one.text for one in person.dm), seconds=20)
        return next(one for one in reversed(person.dm) if said in one.text)

    return wait


def test_news_reaches_everybody_and_touches_a_template(
    slack, annai, feed, company, room, gets, clock
):
    """Fed, drafted, confirmed, posted once, asked about, closed; and put right in the channel."""
    kato, tanaka = company["加藤"], company["田中"]
    annai.annai.runner.tick()
    kato.open_home()
    kato.click(ids.ACTION_LIST_SOURCES)
    kato.submit(url=feed)
    clock.advance(hours=23)
    drafted = gets(kato, "お知らせの下書きが1件")
    kato.click("お知らせの下書きを見る", on=drafted)
    kato.click("開く")
    assert "録音から作れます" in kato.modal.text
    assert "alert" not in kato.modal.text
    assert kato.submit(body="佐藤様の見積 1,280,000円で使えます").errors
    kato.submit(body="録音から作れます。 月額3,000円です。")
    kato.close(everything=True)
    annai.annai.runner.tick()
    slack.settle(lambda: bool(tanaka.messages(room)), seconds=20)
    (post,) = tanaka.messages(room)
    assert "会議の議事録を作れるようになりました" in post.text
    asked = gets(kato, "影響の確認")
    kato.click("このままでよい", "1", on=asked)
    gets(kato, "このままでよい: @加藤")
    clock.advance(days=1)
    annai.annai.runner.tick()
    assert len(tanaka.messages(room)) == 1
    assert len([one for one in kato.dm if "下書きが" in one.text]) == 1


def test_the_poll_and_the_safety_check_of_a_month(slack, annai, company, gets, clock):
    """Off at first; switched on, asked once, answered once, shown in the end."""
    kato, tanaka = company["加藤"], company["田中"]
    annai.annai.runner.tick()
    clock.advance(days=30)
    annai.annai.runner.tick()
    assert not any("アンケート" in one.text or "安全確認" in one.text for one in tanaka.dm)
    with annai.annai.services.database.begin() as session:
        for job in ("poll", "safety_check"):
            switch_job(session, job, on=True, at=clock())
    while not any("アンケート" in one.text for one in tanaka.dm):
        clock.advance(hours=6)
        annai.annai.runner.tick()
        slack.settle(seconds=20)
    for name in STAFF[:5]:
        company[name].click("答える")
        company[name].submit(outside="never", why="did-not", help="how")
        company[name].close(everything=True)
    while not any("安全確認" in one.text for one in tanaka.dm):
        clock.advance(hours=6)
        annai.annai.runner.tick()
        slack.settle(seconds=20)
    tanaka.click("はじめる")
    tanaka.submit(q0="ok", q1="ok", q2="ok")
    assert "3問のうち1問が正解" in tanaka.modal.text
    clock.advance(days=8)
    result = gets(kato, "締め切りました")
    kato.click("アンケートの結果", on=result)
    assert "5人 / 6人" in kato.modal.text
    assert "使い方を教わること: 5人（100%）" in kato.modal.text
    kato.close(everything=True)
    kato.open_home()
    kato.click(ids.ACTION_SAFETY_RESULT)
    assert "営業部: 1人 / 6人（17%）" in kato.modal.text
    month = month_of(clock(), annai.annai.services.calendar())
    with annai.annai.services.database.read() as session:
        report = read_report(session, month, annai.annai.services.calendar())
    assert report.figure("safety_check_done").value == Share(1, 6)
    assert len([one for one in tanaka.dm if "アンケート" in one.text]) == 1
    assert len([one for one in tanaka.dm if "今月の安全確認" in one.text]) == 1


def test_a_tool_is_requested_and_answered(slack, annai, company, gets):
    """From the command to the answer."""
    kato, tanaka = company["加藤"], company["田中"]
    tanaka.command(ids.COMMAND_ANNAI, "tool")
    tanaka.submit(tool="翻訳ツール", purpose="マニュアルの下訳を作りたいです")
    asked = gets(kato, "使いたいツールの申請")
    kato.click("答える", on=asked)
    kato.submit(level="declined", reason="会社のChatGPTで同じことができます")
    gets(tanaka, "今は使えません")
    gets(kato, "申請に答えました")
