"""Drafts on screen: beside their source, for those who may use them, and only with a model."""

from dataclasses import replace

import pytest

from bot.playground.outline import outline_view
from handlers import ids
from handlers.views.drafts import draft_modal, read_parts, waiting_modal
from knowledge.drafts import DraftKind, Part
from knowledge.language_model import Patience
from knowledge.roles import Role
from knowledge.store.notices import drop_notice, find_notice, impacts_of
from knowledge.store.roles import set_holders

OPEN = "AIの下書きを見る"
SOURCE = "英語のメールの言い回しを直してもらったら、60分かかっていた作業が15分になりました。"
PARTS = (Part("title", "議事録が早くなりました"), Part("after", "15分になりました。"))


@pytest.fixture
def patience():
    return Patience()


@pytest.fixture
def bot(connect, services, gateway, patience):
    return connect(replace(services, model=gateway, patience=patience))


@pytest.fixture
def kato(slack, bot, database, clock):
    """The lead."""
    person = slack.person("加藤")
    with database.begin() as session:
        set_holders(session, Role.LEAD, [person.id], by="x", now=clock())
    return person


@pytest.fixture
def saved(kato):
    """A notice that Kato has begun to write, open before them again."""

    def write(body=SOURCE):
        kato.command(ids.COMMAND_ANNAI, "notice")
        kato.submit(title="議事録の新しい機能", body=body, then="save")
        kato.close(everything=True)
        kato.open_home()
        kato.click(ids.ACTION_LIST_NOTICES)
        return kato.click(ids.ACTION_OPEN_NOTICE)

    return write


def stored(database):
    """What is kept of the notice."""
    with database.read() as session:
        notice = find_notice(session, 1)
        assert notice is not None
        return notice.title, notice.body, notice.link


def settled(slack, person):
    """Wait until the draft is there, or is known not to come."""
    slack.settle(lambda: "下書きを作っています" not in person.modal.text, seconds=30)
    return person.modal.text


@pytest.mark.parametrize("name", ["waiting", "draft", "usable", "none", "revision"])
def test_the_screens_read_as_agreed(name, voice, golden):
    """What a person reads while it is written, when it is there, and when it is not."""
    template = "次のメモから議事録を作ってください。\n短くしてください。"
    revised = (Part("text", f"{template}\n結論から書きます。"), Part("why", "声に合わせました。"))
    view = {
        "waiting": lambda: waiting_modal(SOURCE, voice),
        "draft": lambda: draft_modal(DraftKind.MONTH, PARTS, SOURCE, voice),
        "usable": lambda: draft_modal(DraftKind.STORY, PARTS, SOURCE, voice, metadata="[]"),
        "none": lambda: draft_modal(DraftKind.STORY, (), SOURCE, voice),
        "revision": lambda: draft_modal(DraftKind.REVISION, revised, template, voice),
    }[name]()
    golden(f"drafts/{name}.{voice.language}", outline_view(view))


@pytest.mark.parametrize("length", [1, 2_900, 4_990])
def test_a_draft_is_read_off_the_screen_as_it_was_written(voice, length):
    """Whole, however long it is, with several parts of one name, and without the source."""
    text = f"{'あ' * (length - 1)}&\n*い*"
    parts = (Part("text", text), Part("points", "一"), Part("points", "二"), Part("why", "三"))
    view = draft_modal(DraftKind.REVISION, parts, "元の文" * 2_000, voice, metadata="[]")
    assert read_parts(view) == parts


def test_a_draft_stands_beside_its_source(slack, kato, saved, database):
    """The form below is as it was, and nothing is posted or stored."""
    assert OPEN in saved().text
    before = len(slack.calls_to("chat.postMessage"))
    kato.click(OPEN)
    text = settled(slack, kato)
    assert text.startswith("== modal: AIの下書き")
    assert "押しただけでは何も投稿されません" in text
    assert SOURCE in text
    assert len(slack.calls_to("chat.postMessage")) == before
    with database.read() as session:
        notice = find_notice(session, 1)
        assert notice is not None
        assert notice.body == SOURCE
    kato.close()
    assert "議事録の新しい機能" in kato.modal.text


@pytest.mark.parametrize("mood", ["500", "cut_json", "refusal", "wrong_key"])
def test_without_an_answer_the_source_remains(slack, kato, saved, model, mood):
    """「AIの下書きなし」, and what the draft would have been made of."""
    model.behave(mood)
    saved()
    kato.click(OPEN)
    text = settled(slack, kato)
    assert "AIの下書きなし" in text
    assert SOURCE in text


def test_a_figure_that_the_model_adds_is_not_shown(slack, kato, saved, model):
    """An invented number looks like a fact."""
    model.says = lambda _: {"title": "99%短縮", "what": "x", "for_us": "x", "tags": []}
    saved()
    kato.click(OPEN)
    text = settled(slack, kato)
    assert "99" not in text
    assert "AIの下書きなし" in text


def test_what_the_model_says_is_shown_as_characters(slack, kato, saved, model):
    """A mass mention or a link in a draft calls nobody and leads nowhere."""
    said = "<!channel> *新機能* <https://example.com|こちら>"
    model.says = lambda _: {"title": said, "what": said, "for_us": said, "tags": []}
    saved()
    kato.click(OPEN)
    settled(slack, kato)
    (update,) = slack.calls_to("views.update")[-1:]
    assert "<!channel>" in str(update.arguments)
    assert '"type": "link"' not in str(update.arguments)


def test_closing_it_meanwhile_harms_nobody(slack, kato, saved, model):
    """The draft comes to nobody."""
    saved()
    model.says = lambda _: (kato.close(), {"title": "t", "what": "w", "for_us": "f", "tags": []})[1]
    kato.click(OPEN)
    slack.settle(lambda: len(model.asked) == 1, seconds=20)
    slack.settle(seconds=20)
    assert "議事録の新しい機能" in kato.modal.text


def test_who_is_no_lead_any_more_gets_none(slack, kato, saved, model, database, clock):
    """The role counts at the click."""
    saved()
    other = slack.person("原")
    with database.begin() as session:
        set_holders(session, Role.LEAD, [other.id], by="x", now=clock())
    kato.click(OPEN)
    assert model.asked == []
    assert SOURCE not in kato.modal.text


@pytest.fixture
def drafted(slack, kato, saved, model):
    """The draft of a notice, before Kato's eyes."""

    def show(**says):
        said = {
            "title": "要約が早くなりました",
            "what": "速くなりました。",
            "for_us": "助かります。",
        }
        model.says = lambda _: {**said, "tags": [], **says}
        saved()
        kato.fill(link="https://example.com/news", body="途中まで書いた文")
        kato.click(OPEN)
        return settled(slack, kato)

    return show


def test_one_press_puts_the_draft_into_the_form(slack, kato, drafted, database):
    """In the place of what stood there; the rest of the form stays, and nothing is stored."""
    assert "この下書きを使う" in drafted()
    before = len(slack.calls_to("chat.postMessage"))
    kato.submit()
    text = kato.modal.text
    assert text.startswith("== modal: お知らせ")
    assert "要約が早くなりました" in text
    assert "速くなりました。\n\n助かります。" in text
    assert "途中まで書いた文" not in text
    assert "https://example.com/news" in text
    assert len(slack.calls_to("chat.postMessage")) == before
    assert stored(database)[1] == SOURCE
    kato.submit(then="save")
    assert stored(database) == (
        "要約が早くなりました",
        "速くなりました。\n\n助かります。",
        "https://example.com/news",
    )


def test_a_second_draft_takes_the_place_of_the_first(slack, kato, drafted, model):
    """However often; and what a person writes over it stays theirs."""
    drafted()
    kato.submit()
    assert "要約が早くなりました" in kato.modal.text
    model.says = lambda _: {"title": "二つめ", "what": "なに", "for_us": "かかわり", "tags": []}
    kato.click(OPEN)
    settled(slack, kato)
    kato.submit()
    assert "二つめ" in kato.modal.text
    assert "要約が早くなりました" not in kato.modal.text
    kato.submit(**{f"{ids.BLOCK_TITLE}:2": "自分の見出し", "then": "save"})
    kato.close(everything=True)
    kato.open_home()
    kato.click(ids.ACTION_LIST_NOTICES)
    assert "自分の見出し" in kato.modal.text


def test_what_a_draft_says_is_checked_like_what_a_person_writes(slack, kato, drafted):
    """In the field of the draft, when the form is sent."""
    drafted()
    kato.submit()
    title = f"{ids.BLOCK_TITLE}:1"
    kato.submit(**{title: "北斗商事の佐藤様に見積 1,280,000円", "then": "save"})
    assert title in kato.modal.errors


def test_what_the_draft_touches_is_chosen_besides(slack, kato, saved, model, database):
    """What the person had chosen stays chosen, and a name that is none of ours is not shown."""

    def says(given):
        names = [one for key, one in given.items() if key.startswith("candidate_")]
        assert names, given
        said = {"title": "要約が早くなりました", "what": "速い。", "for_us": "助かる。"}
        return {**said, "tags": [names[0], "ありもしない名前"]}

    model.says = says
    saved("会議の議事録が速くなりました。")
    kato.fill(rules=["rule:pay"])
    kato.click(OPEN)
    assert "ありもしない名前" not in settled(slack, kato)
    kato.submit()
    kato.submit(then="save")
    with database.read() as session:
        touched = {(one.kind, one.subject) for one in impacts_of(session, 1)}
    assert ("rule", "pay") in touched
    assert len(touched) >= 2


def test_a_notice_that_has_gone_meanwhile_is_not_brought_back(kato, drafted, database, clock):
    """The draft says so instead."""
    drafted()
    with database.begin() as session:
        assert drop_notice(session, 1, by="x", now=clock()) is None
    kato.submit()
    assert "要約が早くなりました" not in kato.modal.text


def test_who_is_no_lead_any_more_cannot_use_it(slack, kato, drafted, database, clock):
    """The role counts at each press."""
    drafted()
    other = slack.person("原")
    with database.begin() as session:
        set_holders(session, Role.LEAD, [other.id], by="x", now=clock())
    kato.submit()
    assert "要約が早くなりました" not in kato.modal.text


class TestNeverAnswering:
    @pytest.fixture
    def patience(self):
        return Patience(draft=0.4)

    def test_the_source_remains(self, slack, kato, saved, model):
        """After the time that was agreed."""
        model.behave("never")
        saved()
        kato.click(OPEN)
        text = settled(slack, kato)
        assert "AIの下書きなし" in text
        assert SOURCE in text


class TestWithoutAModel:
    @pytest.fixture
    def bot(self, connect, services):
        return connect(services)

    def test_no_screen_offers_a_draft(self, saved):
        """Without a key there is no button for it."""
        assert OPEN not in saved().text
