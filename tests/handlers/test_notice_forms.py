"""Notices from the draft to the channel: by whom, with what in them, and what they touch."""

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType

import pytest

from handlers import ids
from knowledge.notices import NoticeKind, NoticeStatus, Tag, Touched
from knowledge.store import notices as store
from knowledge.store.audit import entries
from knowledge.store.members import see_member
from knowledge.store.templates import find_template
from knowledge.template_library import InUse, TemplateLibrary, packaged_library
from tests.handlers.staff_of_news import be_patient, hire, sender, told, with_channel

MAIL = "佐藤様に見積 1,280,000円を送る"
BODY = "会議の録音から議事録を作れるようになりました。今月から全員が使えます。"


@pytest.fixture
def people(slack, bot, database, clock, monkeypatch):
    be_patient(monkeypatch)
    return hire(slack, database, clock())


@pytest.fixture
def kato(people):
    return people["加藤"]


@pytest.fixture
def channel(slack, services, people):
    made = slack.channel("ai-お知らせ", [people[n] for n in ("田中", "加藤")], bot=True)
    with_channel(services, made)
    return made


@pytest.fixture
def deliver(slack, services, clock):
    return sender(slack, services, clock)


@pytest.fixture
def draft(database, clock):
    """A draft as the feed made it."""

    def make(title="議事録の自動作成が新しくなりました", body="月額3,000円です。", key="feed:1"):
        new = store.NewNotice(key, NoticeKind.FEED, title, body, "https://news.example/a")
        with database.begin() as session:
            id_ = store.add_notice(session, new, now=clock())
            if id_ is not None:
                store.tag_notice(session, id_, [Tag(Touched.TEMPLATE, "minutes")], now=clock())
            return id_

    return make


@pytest.fixture
def posts(people, channel):
    return lambda: [one for one in people["田中"].messages(channel) if one.user != "?"]


def notice(database, id_=1):
    with database.read() as session:
        return store.find_notice(session, id_)


@pytest.mark.usefixtures("channel")
class TestWriting:
    """By hand."""

    def test_a_lead_writes_and_publishes(self, kato, deliver, posts, database):
        """One form, one message in the channel, one line in the audit trail."""
        kato.command(ids.COMMAND_ANNAI, "notice")
        done = kato.submit(title="新しい機能", body=BODY, link="https://news.example/a")
        assert "11月25日（水）10:00" in done.text
        deliver()
        (post,) = posts()
        assert "新しい機能" in post.text
        assert BODY in post.text
        assert "https://news.example/a" in post.text
        with database.read() as session:
            assert [(one.action, one.outcome) for one in entries(session, limit=1)] == [
                ("publish_notice", "approved")
            ]

    def test_what_must_stay_inside_is_named_at_its_field(self, kato, deliver, posts):
        """Title and text both; nothing is kept of it."""
        kato.command(ids.COMMAND_ANNAI, "notice")
        refused = kato.submit(title="佐藤様より 090-1234-5678", body=MAIL)
        assert set(refused.errors) == {"title", "body"}
        assert "【金額1】" in refused.errors["body"]
        deliver()
        assert posts() == []

    def test_a_strange_link_is_refused(self, kato):
        """Only addresses of the web."""
        kato.command(ids.COMMAND_ANNAI, "お知らせ")
        refused = kato.submit(title="新しい機能", body=BODY, link="javascript:alert(1)")
        assert set(refused.errors) == {"link"}

    def test_it_can_wait_for_a_day(self, kato, deliver, posts, clock):
        """Not before, and not in the past."""
        kato.command(ids.COMMAND_ANNAI, "notice")
        refused = kato.submit(title="新しい機能", body=BODY, day="2026-11-24")
        assert set(refused.errors) == {"day"}
        assert "11月27日（金）9:00" in kato.submit(day="2026-11-27").text
        deliver()
        assert posts() == []
        clock.advance(days=1, hours=23)
        deliver()
        assert len(posts()) == 1

    def test_what_a_draft_may_touch_is_guessed(self, kato, database, background):
        """While nobody waits; it stands in the form when the draft is opened."""
        kato.command(ids.COMMAND_ANNAI, "notice")
        kato.submit(title="会議の議事録を作れるようになりました", body=BODY, then="save")
        kato.close()
        background.close()
        with database.read() as session:
            guessed = [store.tag_of_impact(one) for one in store.impacts_of(session, 1)]
        assert Tag(Touched.TEMPLATE, "minutes") in guessed

    def test_at_night_it_waits_for_the_morning(self, kato, deliver, posts, clock):
        """Nobody's phone makes a sound for it."""
        clock.advance(hours=11)
        kato.command(ids.COMMAND_ANNAI, "notice")
        assert "11月26日（木）9:00" in kato.submit(title="新しい機能", body=BODY).text
        deliver()
        assert posts() == []

    @pytest.mark.parametrize("name", ["田中", "小野", "森", "Jones"])
    def test_nobody_else_writes(self, name, people):
        """Members, ambassadors, admins, people of other companies."""
        people[name].command(ids.COMMAND_ANNAI, "notice")
        assert "題名" not in people[name].modal.text
        assert "だけです" in people[name].modal.text


@pytest.mark.usefixtures("channel")
class TestDrafts:
    """What a feed brought."""

    def test_a_draft_is_confirmed_tagged_and_published(self, kato, draft, deliver, posts):
        """What the source says needs no check; guesses stand in the form."""
        draft()
        kato.open_home()
        assert "下書き: 1件" in kato.home.text
        kato.click(ids.ACTION_LIST_NOTICES)
        kato.click(ids.ACTION_OPEN_NOTICE)
        assert "[会議議事録の作成 ▾" in kato.modal.text
        kato.submit()
        deliver()
        (post,) = posts()
        assert "月額3,000円" in post.text
        (asked,) = told(kato)
        assert "影響の確認" in asked.text
        assert "「" in asked.text

    def test_what_somebody_adds_is_checked(self, kato, draft):
        """A line of one's own is no line of the source."""
        draft()
        kato.open_home()
        kato.click(ids.ACTION_LIST_NOTICES)
        kato.click(ids.ACTION_OPEN_NOTICE)
        refused = kato.submit(body=f"月額3,000円です。\n{MAIL}")
        assert set(refused.errors) == {"body"}
        assert "3,000" not in refused.errors["body"]

    def test_a_draft_can_be_dropped(self, kato, draft, database, deliver, posts):
        """And does not come again."""
        id_ = draft()
        kato.open_home()
        kato.click(ids.ACTION_LIST_NOTICES)
        kato.click(ids.ACTION_OPEN_NOTICE)
        assert "使わないことにしました" in kato.submit(then="drop").text
        assert notice(database, id_).status == NoticeStatus.DROPPED
        assert draft() is None
        deliver()
        assert posts() == []

    def test_of_two_leads_one_decides(self, people, draft, deliver, posts):
        """The other hears who, and when."""
        draft()
        kato, hara = people["加藤"], people["原"]
        for lead in (kato, hara):
            lead.open_home()
            lead.click(ids.ACTION_LIST_NOTICES)
            lead.click(ids.ACTION_OPEN_NOTICE)
        kato.submit()
        told_ = hara.submit(title="別の題", body="別の文を書きました。")
        assert "@加藤" in told_.text
        assert "11月25日（水）10:00" in told_.text
        deliver()
        assert len(posts()) == 1

    def test_a_role_that_is_gone_publishes_nothing(self, kato, draft, database, clock):
        """Asked at the press, not when the form was opened."""
        draft()
        kato.open_home()
        kato.click(ids.ACTION_LIST_NOTICES)
        kato.click(ids.ACTION_OPEN_NOTICE)
        with database.begin() as session:
            see_member(
                session, member=kato.id, team="T0LOCAL", at=clock(), language="ja",
                is_deactivated=True,
            )  # fmt: skip
        assert "だけです" in kato.submit().text
        assert notice(database).status == NoticeStatus.DRAFT


@pytest.mark.usefixtures("channel")
class TestAfterwards:
    """What was published."""

    @pytest.fixture
    def published(self, kato, draft, deliver):
        draft()
        kato.open_home()
        kato.click(ids.ACTION_LIST_NOTICES)
        kato.click(ids.ACTION_OPEN_NOTICE)
        kato.submit(templates=["template:minutes"], rules=[])
        deliver()
        kato.close(everything=True)
        return kato

    def test_it_is_put_right_in_place(self, published, deliver, posts):
        """The message in the channel changes; no second one comes."""
        published.click(ids.ACTION_LIST_NOTICES, on=published.home)
        published.click("直す")
        published.submit(title="訂正: 議事録の機能")
        deliver()
        (post,) = posts()
        assert "訂正" in post.text

    def test_what_waits_for_its_day_is_put_right_before_anybody_reads_it(
        self, kato, deliver, posts, clock, slack
    ):
        """The old words never appear; twice, and withdrawn in the end."""
        kato.command(ids.COMMAND_ANNAI, "notice")
        kato.submit(title="新しい機能", body=BODY, day="2026-11-27")
        kato.close(everything=True)
        kato.open_home()
        for title in ("まだ違う題", "正しい題"):
            kato.click(ids.ACTION_LIST_NOTICES, on=kato.home)
            kato.click("直す")
            kato.submit(title=title)
            kato.close(everything=True)
        clock.advance(days=2)
        deliver()
        (post,) = posts()
        assert "正しい題" in post.text
        sent = [str(one.arguments) for one in slack.calls if one.method == "chat.postMessage"]
        assert not any("まだ違う題" in words or "新しい機能" in words for words in sent)
        kato.click(ids.ACTION_LIST_NOTICES, on=kato.home)
        kato.click("取り下げる")
        deliver()
        assert posts() == []

    def test_it_is_withdrawn(self, published, deliver, posts, people):
        """Out of the channel; who is late hears it."""
        published.click(ids.ACTION_LIST_NOTICES, on=published.home)
        published.click("取り下げる")
        deliver()
        assert posts() == []
        hara = people["原"]
        hara.open_home()
        assert "影響の確認待ち: 0件" in hara.home.text

    def test_an_impact_is_open_until_it_is_closed(self, published, deliver, people):
        """Being changed is not changed; the message and the list say where it stands."""
        (asked,) = told(published)
        published.click("直す", on=asked)
        deliver()
        (asked,) = told(published)
        assert "直しています: @加藤" in asked.text
        hara = people["原"]
        hara.open_home()
        assert "影響の確認待ち: 1件" in hara.home.text
        hara.click(ids.ACTION_LIST_IMPACTS)
        hara.click("直した")
        assert "確認を待っているものはありません" in hara.modal.text
        deliver()
        (asked,) = told(published)
        assert "直しました: @原" in asked.text
        assert "影響の確認が終わりました" in asked.text

    def test_retiring_a_template_takes_it_out_of_use(self, published, database, deliver):
        """By who may decide about it: a lead."""
        (asked,) = told(published)
        published.click("引退する", on=asked)
        with database.read() as session:
            row = find_template(session, "minutes")
        assert row is not None
        assert row.status == "retired"
        deliver()
        (asked,) = told(published)
        assert "引退しました: @加藤" in asked.text

    def test_being_changed_leads_to_the_form_that_changes_it(self, published, deliver):
        """The improvement of the template, prefilled."""
        (asked,) = told(published)
        published.click("直す", on=asked)
        deliver()
        (asked,) = told(published)
        published.click(ids.ACTION_IMPROVE_TEMPLATE, on=asked)
        assert "会議議事録の作成" in published.modal.text

    def test_who_is_late_hears_who_decided(self, published):
        """An old button on a slow screen."""
        (asked,) = told(published)
        published.click("このままでよい", on=asked)
        published.click("引退する", on=asked)
        assert "もう決まっています" in published.modal.text
        assert "@加藤" in published.modal.text


def test_the_owner_of_a_template_is_asked(
    people, services, channel, draft, deliver, database, connect
):
    """Not the lead; and nobody else may decide it."""
    tanaka, kato, suzuki = people["田中"], people["加藤"], people["鈴木"]
    known = dict(packaged_library().templates)
    known["minutes"] = replace(known["minutes"], owner=tanaka.id)
    library = TemplateLibrary(MappingProxyType(known))
    object.__setattr__(services, "templates", lambda: library)
    draft()
    kato.open_home()
    kato.click(ids.ACTION_LIST_NOTICES)
    kato.click(ids.ACTION_OPEN_NOTICE)
    kato.submit(templates=["template:minutes"], rules=[])
    deliver()
    (asked,) = told(tanaka)
    assert told(kato) == []
    suzuki.click("このままでよい", on=asked)
    assert "持ち主と" in suzuki.modal.text
    tanaka.click("引退する", on=asked)
    assert "引退を決められるのは" in tanaka.modal.text
    tanaka.close()
    tanaka.click("このままでよい", on=asked)
    deliver()
    (asked,) = told(tanaka)
    assert "このままでよい: @田中" in asked.text
    assert isinstance(known["minutes"], InUse)


def test_the_list_says_when_there_is_nothing(kato):
    """And offers to write something."""
    kato.open_home()
    kato.click(ids.ACTION_LIST_NOTICES)
    assert "下書きはありません" in kato.modal.text
    kato.click("お知らせを書く")
    assert "題名" in kato.modal.text


def test_without_a_channel_nothing_can_be_published(kato):
    """It is said at the field, and a draft can be kept."""
    kato.command(ids.COMMAND_ANNAI, "notice")
    refused = kato.submit(title="新しい機能", body=BODY)
    assert "チャンネルが決まっていません" in refused.errors["then"]
    assert "保存しました" in kato.submit(then="save").text


def test_help_says_what_there_is(people):
    """In the person's language; what only leads can do for leads only."""
    tanaka, kato, smith = people["田中"], people["加藤"], people["Smith"]
    assert "/annai notice" not in tanaka.command(ids.COMMAND_ANNAI).text
    assert "/annai notice" in kato.command(ids.COMMAND_ANNAI, "help").text
    assert "What Annai can do" in smith.command(ids.COMMAND_ANNAI, "なに").text


def test_a_notice_of_last_month_is_in_the_list_no_more(kato, channel, draft, deliver, clock):
    """Thirty days."""
    draft()
    kato.open_home()
    kato.click(ids.ACTION_LIST_NOTICES)
    kato.click(ids.ACTION_OPEN_NOTICE)
    kato.submit()
    kato.close(everything=True)
    clock.advance(seconds=timedelta(days=31).total_seconds())
    kato.open_home()
    kato.click(ids.ACTION_LIST_NOTICES)
    assert "取り下げる" not in kato.modal.text
