"""Success stories where something is not the usual way: who, where, how long, how often, when."""

from functools import partial

import pytest

from handlers import ids
from knowledge.roles import Role
from knowledge.store import stories as store
from knowledge.store.models import Story
from knowledge.store.roles import set_holders
from knowledge.stories import Status
from tests.journeys.story_company import found_company, home_with, open_channel, wait_for

ASKED = "成功事例として共有しませんか"
WORDS = {"title": "議事録が早くできた", "work": "会議の議事録"}
DONE = "会議の文字起こしから議事録を作り、60分が10分になりました"


@pytest.fixture
def mode():
    return "http"


@pytest.fixture
def database_url(sqlite_url):
    """The way there is the same on both databases; the whole story is told on each."""
    return sqlite_url


@pytest.fixture
def company(slack, annai, clock):
    return found_company(slack, annai, clock)


@pytest.fixture
def tanaka(company):
    return company["田中"]


@pytest.fixture
def suzuki(company):
    return company["鈴木"]


@pytest.fixture
def sato(company):
    return company["佐藤"]


@pytest.fixture
def room(slack, annai, company, clock):
    return open_channel(slack, [annai], company, clock)


@pytest.fixture
def sees(slack, annai):
    return partial(wait_for, slack, annai)


@pytest.fixture
def stories(annai, slack):
    """Let everything that was set going come to rest, and return all stories."""

    def read():
        annai.annai.runner.tick()
        slack.settle(seconds=20)
        annai.annai.runner.tick()
        with annai.annai.services.database.read() as session:
            return session.query(Story).order_by(Story.id).all()

    return read


@pytest.fixture
def told():
    """What the bot wrote to somebody."""

    def read(person):
        return [one.text for one in person.dm if one.user != person.id]

    return read


@pytest.fixture
def shared(tanaka, suzuki, room, sees):
    """A message whose story waits to be published: its ts."""
    ts = tanaka.message(DONE, channel=room)
    suzuki.react("ai_success", ts, channel=room)
    sees(tanaka, ASKED)
    tanaka.click("共有する")
    tanaka.submit(WORDS)
    tanaka.close()
    # The message asks no more: what it offers next is there to press.
    sees(tanaka, "共有ありがとうございます")
    return ts


class TestWhichMessage:
    """An event is not always what its name says."""

    def test_a_reply_in_a_thread_is_the_message_that_was_meant(
        self, tanaka, suzuki, room, sees, stories
    ):
        """Text and author come from the reply, not from its parent or a neighbour."""
        parent = suzuki.message("今月の相談です", channel=room)
        reply = tanaka.message(DONE, channel=room, thread_ts=parent)
        suzuki.react("ai_success", reply, channel=room)
        sees(tanaka, ASKED)
        tanaka.click("共有する")
        assert DONE in tanaka.modal.text
        assert [(one.author, one.ts) for one in stories()] == [(tanaka.id, reply)]

    def test_a_message_that_is_gone_before_we_look_leaves_nothing(
        self, slack, tanaka, suzuki, room, sees, stories, told
    ):
        """Whoever put the emoji there is told, once."""
        ts = tanaka.message(DONE, channel=room)
        event = {
            "type": "reaction_added",
            "user": suzuki.id,
            "reaction": "ai_success",
            "item": {"type": "message", "channel": room, "ts": ts},
            "item_user": tanaka.id,
            "event_ts": "1.1",
        }
        tanaka.delete(ts, channel=room)
        slack.tell(event)
        sees(suzuki, "成功事例にできませんでした")
        slack.tell(event)
        assert stories() == []
        assert len(told(suzuki)) == 1
        assert told(tanaka) == []

    def test_an_answer_about_another_message_counts_as_none(
        self, tanaka, suzuki, room, sees, stories, monkeypatch
    ):
        """What Slack gives is checked to be what was asked for."""

        class Neighbour:
            def reactions_get(self, **asked):
                message = {"ts": "1.000001", "user": suzuki.id, "text": DONE}
                return {"channel": asked["channel"], "message": message}

        monkeypatch.setattr("handlers.story_looks.brief", lambda *_: Neighbour())
        ts = tanaka.message(DONE, channel=room)
        suzuki.react("ai_success", ts, channel=room)
        sees(suzuki, "成功事例にできませんでした")
        assert stories() == []

    def test_skin_tones_are_one_emoji_and_a_longer_name_is_another(
        self, slack, annai, company, tanaka, suzuki, room, sees, stories, told
    ):
        """Two tones of one person are one support; a name that only begins alike is nothing."""
        mori = company["森"]
        mori.open_home()
        mori.click(ids.ACTION_OPEN_CHANNELS)
        mori.submit(emoji=":raised_hands: :star:")
        services = annai.annai.services
        services.look_again()
        slack.settle(lambda: "star" in services.settings().success_emoji, seconds=20)
        party = tanaka.message("別の話です", channel=room)
        suzuki.react("raised_hands_party", party, channel=room)
        ts = tanaka.message(DONE, channel=room)
        suzuki.react("raised_hands::skin-tone-4", ts, channel=room)
        suzuki.react("raised_hands", ts, channel=room)
        sees(tanaka, ASKED)
        (story,) = stories()
        assert story.ts == ts
        with annai.annai.services.database.read() as session:
            assert store.supporters(session, story) == [suzuki.id]
        suzuki.unreact("raised_hands", ts, channel=room)
        assert [one.status for one in stories()] == [Status.PROPOSED]
        suzuki.unreact("raised_hands::skin-tone-4", ts, channel=room)
        assert [one.status for one in stories()] == [Status.WITHDRAWN]
        assert len(told(tanaka)) == 1

    def test_a_preview_changes_nothing_and_an_edit_is_noticed_once(
        self, slack, tanaka, sato, shared, room, sees, stories, told
    ):
        """A story that was shared is marked and its author told; there is never a second one."""
        sees(sato, "成功事例の確認をお願いします")
        before = len(told(tanaka))
        slack.show_preview(room, shared)
        assert len(stories()) == 1
        assert len(told(tanaka)) == before
        tanaka.edit(shared, f"{DONE}。なお、題名は手で直しました", channel=room)
        sees(tanaka, "元のメッセージが書きかえられました")
        for event in slack.events:
            if event.payload["event"].get("subtype") == "message_changed":
                slack.redeliver(event.event_id)
        (story,) = stories()
        assert story.edited_at is not None
        assert len(told(tanaka)) == before + 1
        home_with(slack, sato, "確認を待っている成功事例")
        sato.click("確認する")
        assert "書きかえられています" in sato.modal.text

    def test_an_edit_before_it_is_shared_is_what_the_form_shows(
        self, tanaka, suzuki, room, sees, told, stories
    ):
        """Until then nothing of the text is kept, so there is nothing to refresh."""
        ts = tanaka.message("はじめの文です", channel=room)
        suzuki.react("ai_success", ts, channel=room)
        sees(tanaka, ASKED)
        tanaka.edit(ts, DONE, channel=room)
        stories()
        assert len(told(tanaka)) == 1
        tanaka.click("共有する")
        assert DONE in tanaka.modal.text

    def test_a_deleted_message_takes_its_story_along(
        self, tanaka, sato, shared, room, sees, stories
    ):
        """Published or not; the author can write it again."""
        sees(sato, "成功事例の確認をお願いします")
        sato.click("公開する")
        sees(tanaka, "成功事例: 議事録が早くできた", room)
        tanaka.delete(shared, channel=room)
        sees(tanaka, "公開した事例を取り下げました")
        sees(tanaka, "この成功事例は取り下げられました", room)
        (story,) = stories()
        assert (story.status, story.title, story.done) == (Status.WITHDRAWN, "", "")


class TestWhoAndWhere:
    """The person or place is not the usual one."""

    def test_bots_outsiders_and_other_places_start_nothing(
        self, slack, annai, tanaka, suzuki, room, stories
    ):
        """A bot's message, an outsider's emoji or message, another channel."""
        outsider = slack.person("Guest", outsider=True)
        elsewhere = slack.channel("雑談", [tanaka, suzuki, outsider], bot=True)
        slack.join(room, outsider.id)
        ours = annai.annai.client.chat_postMessage(channel=room, text="お知らせです")["ts"]
        suzuki.react("ai_success", ours, channel=room)
        outsider.react("ai_success", tanaka.message(DONE, channel=room), channel=room)
        suzuki.react("ai_success", outsider.message(DONE, channel=room), channel=room)
        suzuki.react("ai_success", tanaka.message(DONE, channel=elsewhere), channel=elsewhere)
        suzuki.react("tada", tanaka.message(DONE, channel=room), channel=room)
        assert stories() == []

    def test_an_author_who_has_left_is_not_asked(self, slack, tanaka, suzuki, room, sees, told):
        """Whoever put the emoji there hears why."""
        ts = tanaka.message(DONE, channel=room)
        slack.deactivate(tanaka)
        suzuki.react("ai_success", ts, channel=room)
        assert "在籍していない" in sees(suzuki, "成功事例にできませんでした").text
        assert told(tanaka) == []

    def test_who_has_left_is_not_asked_to_look(self, slack, company, suzuki, sato, sees, told):
        """The story goes to the lead, and with nobody left the admins hear of it; it stays open."""
        for gone, heir, said in (
            (sato, company["加藤"], "成功事例の確認をお願いします"),
            (company["加藤"], company["森"], "成功事例を確認する担当がいません"),
        ):
            slack.deactivate(gone)
            suzuki.command("/story")
            sent = suzuki.submit(WORDS, done=DONE)
            assert "ありがとうございます" in sent.text
            suzuki.close()
            sees(heir, said)
        assert told(sato) == []

    @pytest.mark.usefixtures("shared")
    def test_a_story_that_waits_goes_on_to_the_lead_and_then_to_nobody_twice(
        self, company, sato, sees, stories, told, clock
    ):
        """After a working day; whoever presses first decides for both."""
        kato = company["加藤"]
        sees(sato, "成功事例の確認をお願いします")
        clock.advance(hours=3)
        stories()
        assert told(kato) == []
        clock.advance(days=2)
        review = sees(kato, "成功事例の確認をお願いします")
        clock.advance(days=1)
        stories()
        assert len(told(kato)) == 1
        kato.click("公開する", on=review)
        sees(sato, "公開しました")
        sees(kato, "公開しました")

    def test_the_command_works_where_the_bot_is_not(self, slack, tanaka, suzuki):
        """In a conversation of two, by the command's own answer."""
        private = slack.dm_between(tanaka, suzuki)
        assert "成功事例を書く" in tanaka.command("/story", channel=private).text
        tanaka.close()
        assert "成功事例をさがす" in tanaka.command("/story", "経理", channel=private).text

    def test_nobody_publishes_their_own_story_while_somebody_else_can(
        self, slack, sato, company, sees, stories
    ):
        """An ambassador's story goes to the lead; the role is looked up at the press."""
        sato.command("/story")
        sato.submit(WORDS, done=DONE)
        sato.close()
        review = sees(company["加藤"], "成功事例の確認をお願いします")
        home = home_with(slack, sato, "成功事例をさがす")
        assert "確認を待っている成功事例" not in home
        assert [one.status for one in stories()] == [Status.WAITING]
        company["加藤"].click("公開する", on=review)
        assert [one.status for one in stories()] == [Status.PUBLISHED]

    @pytest.mark.usefixtures("shared")
    def test_an_old_button_of_somebody_without_the_role_does_nothing(
        self, annai, company, sato, sees, stories, clock
    ):
        """What counts is what the person is at the press."""
        review = sees(sato, "成功事例の確認をお願いします")
        admin = company["森"].id
        (story,) = stories()
        with annai.annai.services.database.begin() as session:
            set_holders(
                session, Role.AMBASSADOR, [], by=admin, now=clock(), department=story.department
            )
        sato.click("公開する", on=review)
        assert "だけです" in sato.modal.text
        assert [one.status for one in stories()] == [Status.WAITING]


class TestAnswers:
    """What the author and those who publish can say."""

    def test_not_now_and_then_after_all(self, tanaka, suzuki, room, sees, stories):
        """One press each; the message shows how it stands."""
        ts = tanaka.message(DONE, channel=room)
        suzuki.react("ai_success", ts, channel=room)
        sees(tanaka, ASKED)
        tanaka.click("今はしない")
        sees(tanaka, "今回は共有しないことにしました")
        assert [one.status for one in stories()] == [Status.DECLINED]
        tanaka.click("やっぱり共有する")
        tanaka.submit(WORDS)
        assert [one.status for one in stories()] == [Status.WAITING]

    def test_never_again_is_kept_until_it_is_taken_back(
        self, tanaka, suzuki, room, sees, stories, told
    ):
        """No emoji asks any more, nor a colleague's shortcut; one's own stories still work."""
        first, second, third = (tanaka.message(f"{n}つめ。{DONE}", channel=room) for n in "123")
        suzuki.react("ai_success", first, channel=room)
        sees(tanaka, ASKED)
        tanaka.click("今後きかない")
        quiet = sees(tanaka, "今後はおたずねしません")
        suzuki.react("ai_success", second, channel=room)
        suzuki.shortcut(ids.SHORTCUT_STORY, message_ts=second, channel=room)
        assert "受け取らない設定" in suzuki.modal.text
        assert len(stories()) == 1
        assert len(told(tanaka)) == 1
        tanaka.click("また聞いてほしい", on=quiet)
        assert "またおたずねします" in tanaka.modal.text
        tanaka.close()
        suzuki.react("ai_success", third, channel=room)
        assert len(stories()) == 2
        assert len(told(tanaka)) == 2

    def test_the_shortcut_asks_a_colleague_and_opens_ones_own(
        self, tanaka, suzuki, room, sees, stories
    ):
        """The twin of the emoji, which stays when emoji come and go."""
        ts = tanaka.message(DONE, channel=room)
        suzuki.shortcut(ids.SHORTCUT_STORY, message_ts=ts, channel=room)
        assert "たずねます" in suzuki.modal.text
        sees(tanaka, ASKED)
        suzuki.react("ai_success", ts, channel=room)
        suzuki.unreact("ai_success", ts, channel=room)
        assert [one.status for one in stories()] == [Status.PROPOSED]
        tanaka.shortcut(ids.SHORTCUT_STORY, message_ts=ts, channel=room)
        assert DONE in tanaka.modal.text
        tanaka.submit(WORDS)
        assert [one.status for one in stories()] == [Status.WAITING]

    @pytest.mark.usefixtures("shared")
    def test_polished_and_published_or_refused_with_a_reason(self, tanaka, sato, sees, stories):
        """The author reads why; writes it anew; the second press is too late; thanks follow."""
        first = sees(sato, "成功事例の確認をお願いします")
        sato.click("見送る…")
        assert sato.submit(words="佐藤様の電話は03-1234-5678です").errors
        sato.submit(words="会議の名前を書かないでください")
        sato.close()
        assert "会議の名前を書かないでください" in sees(tanaka, "今回は公開を見送りました").text
        tanaka.click("内容を直す")
        tanaka.submit(title="会議の記録が早くできた")
        tanaka.close()
        sees(sato, "会議の記録が早くできた")
        sato.click("公開する", on=first)
        assert "先に変わりました" in sato.modal.text
        sato.close()
        sato.click("直して公開…")
        sato.submit(tips="数字は元の資料で確かめます")
        sato.close()
        assert "言い回しを少し整えています" in sees(tanaka, "共有ありがとうございました").text
        (story,) = stories()
        assert (story.status, story.tips) == (Status.PUBLISHED, "数字は元の資料で確かめます")
        assert story.decided_by == sato.id

    @pytest.mark.usefixtures("shared")
    def test_a_published_story_is_rewritten_in_place(self, tanaka, sato, room, sees):
        """Its card says so meanwhile, and is the same card afterwards."""
        sees(sato, "成功事例の確認をお願いします")
        sato.click("公開する")
        card = sees(tanaka, "成功事例: 議事録が早くできた", room)
        tanaka.click("内容を直す")
        tanaka.submit(title="議事録が10分でできた")
        tanaka.close()
        assert sees(tanaka, "この成功事例は書き直しています", room).ts == card.ts
        sato.click("公開する", on=sees(sato, "議事録が10分でできた"))
        assert sees(tanaka, "成功事例: 議事録が10分でできた", room).ts == card.ts

    def test_the_author_takes_it_back_before_and_after(
        self, tanaka, suzuki, sato, shared, room, sees, stories
    ):
        """Before it is published it is gone; the emoji that are still there ask for nothing."""
        sees(sato, "成功事例の確認をお願いします")
        tanaka.click("取り下げる")
        sees(sato, "取り下げられました")
        (story,) = stories()
        assert (story.status, story.done) == (Status.WITHDRAWN, "")
        suzuki.react("ai_success::skin-tone-2", shared, channel=room)
        assert [one.status for one in stories()] == [Status.WITHDRAWN]
        tanaka.click("もう一度書く")
        assert DONE in tanaka.modal.text
        tanaka.submit(WORDS)
        tanaka.close()
        sato.click("公開する", on=sees(sato, "成功事例の確認をお願いします"))
        sees(tanaka, "成功事例: 議事録が早くできた", room)
        tanaka.click("取り下げる")
        sees(tanaka, "この成功事例は取り下げられました", room)

    def test_what_nobody_has_seen_yet_is_never_sent(
        self, tanaka, suzuki, sato, room, sees, stories, clock
    ):
        """In the evening a story is shared and taken back: its reviewer hears nothing of it."""
        clock.advance(hours=10)
        ts = tanaka.message(DONE, channel=room)
        suzuki.react("ai_success", ts, channel=room)
        sees(tanaka, ASKED)
        tanaka.click("共有する")
        tanaka.submit(WORDS)
        tanaka.close()
        assert [one.status for one in stories()] == [Status.WAITING]
        suzuki.unreact("ai_success", ts, channel=room)
        sees(tanaka, "共有のお願いを取りやめました")
        clock.advance(hours=16)
        assert [one.status for one in stories()] == [Status.WITHDRAWN]
        assert [one for one in sato.dm if one.user != sato.id] == []


class TestTexts:
    """Whatever stands in a message."""

    @pytest.mark.parametrize(
        ("text", "files", "note"),
        [
            ("", [("手順.png", b"x")], "ファイルしかありません"),
            ("会議の議事録を10分で作りました。" * 250, [], "はじめの部分だけ"),
            ("取引先から訴えられている訴訟の資料を整理してもらいました", [], "写していません"),
        ],
    )
    def test_what_cannot_be_copied_is_said(self, tanaka, suzuki, room, sees, text, files, note):
        """Only files, 4,000 characters, a topic that may not be spread."""
        ts = tanaka.message(text, channel=room, files=files)
        suzuki.react("ai_success", ts, channel=room)
        sees(tanaka, ASKED)
        tanaka.click("共有する")
        assert note in tanaka.modal.text

    def test_marks_and_calls_stay_what_they_are(self, slack, tanaka, suzuki, sato, room, sees):
        """`<!channel>`, `@here`, stars and backticks in a story call nobody and format nothing."""
        said = "<!channel> @here *強く* `code` <https://example.com|リンク> & 10分で終わりました"
        ts = tanaka.message(said, channel=room)
        suzuki.react("ai_success", ts, channel=room)
        sees(tanaka, ASKED)
        tanaka.click("共有する")
        tanaka.submit(WORDS, done=said, prompt="```\n*表*にして\n```")
        tanaka.close()
        sato.click("公開する", on=sees(sato, "成功事例の確認をお願いします"))
        card = sees(suzuki, "成功事例: 議事録が早くできた", room)
        assert "*強く* `code`" in card.text
        sent = [
            call
            for call in slack.calls_to("chat.postMessage")
            if "議事録が早くできた" in str(call.arguments)
        ]
        assert sent
        for call in sent:
            assert "<!channel>" not in str(call.arguments["text"])
            assert '"mrkdwn"' not in str(call.arguments)
