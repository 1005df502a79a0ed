"""May I enter this? Every way to ask, through the real bot, in each mode and on each database."""

import re

import pytest

from handlers import ids
from knowledge.store.checks import recent_checks

COMMAND = ids.COMMAND_CAN_I_ENTER
SHORTCUT = ids.SHORTCUT_CHECK_MESSAGE
MAIL = {
    "ja": "鬼頭様、電話は090-0000-1234、見積2,718,281円、青磁色の帯留めの件です。",
    "en": "Please write to Ms. Kitoh Hanae, phone 090-0000-1234, about the celadon buckle.",
}
SECRETS = ("鬼頭", "090-0000-1234", "2,718,281円", "Kitoh Hanae")
VERDICT = {
    "ja": "# × そのままでは入れないでください",
    "en": "# × Please do not enter this as it is",
}
EMPTY = {"ja": "確認する文を書いてください。", "en": "Please write the text to check."}
OPEN = {"ja": "入れていいか確認する", "en": "Check whether I may enter it"}
TITLE = {"ja": "入れていいか確認", "en": "May I enter this?"}


def masked_text(surface):
    """What a person would copy: everything that stands preformatted, joined."""
    return "".join(_preformatted(list(surface.blocks)))


def _preformatted(node):
    if isinstance(node, list):
        for item in node:
            yield from _preformatted(item)
    elif isinstance(node, dict):
        if node.get("type") == "rich_text_preformatted":
            yield from (piece["text"] for piece in node["elements"])
        else:
            yield from _preformatted(list(node.values()))


def assert_masked(surface, text):
    """All of the text is there to copy, and each secret in it has become a placeholder."""
    secret = "|".join(map(re.escape, SECRETS))
    pattern = "【[^】]+】".join(map(re.escape, re.split(secret, text)))
    assert re.fullmatch(pattern, masked_text(surface), re.DOTALL)
    assert not re.search(secret, surface.text)


def assert_judged(surface, kind, language, text=None):
    """The verdict on this text (or the usual one), in this language, on such a surface."""
    assert surface is not None
    assert surface.kind == kind
    assert VERDICT[language] in surface.text
    assert_masked(surface, text or MAIL[language])


@pytest.fixture
def assert_counted(slack, database):
    """These are the checks of a person, in this order; no row holds a word of a text."""

    def rows_of(person):
        with database.read() as session:
            return recent_checks(session, person.id)[::-1]

    def check(person, *surfaces):
        # A slow database counts after the answer is out.
        slack.settle(lambda: len(rows_of(person)) >= len(surfaces), seconds=20)
        rows = rows_of(person)
        assert [row.surface for row in rows] == list(surfaces)
        assert {row.level for row in rows} <= {"prohibited"}
        kept = str([vars(row) for row in rows])
        assert not [word for word in (*SECRETS, "帯留め", "buckle") if word in kept]

    return check


def test_the_command_is_answered_by_its_acknowledgement(slack, everybody, assert_counted):
    """Only the asker sees the verdict, nothing is posted, and it is counted once."""
    for language, person in everybody.items():
        assert_judged(person.command(COMMAND, MAIL[language]), "ephemeral", language)
        assert_counted(person, "command")
    assert {call.method for call in slack.calls} <= {
        "auth.test",
        "apps.connections.open",
        "users.info",
    }
    assert everybody["ja"].messages(slack.workspace.general) == []


def test_the_command_alone_opens_a_modal_that_answers(everybody, assert_counted):
    """The verdict takes the place of the question; opening alone counts nothing."""
    for language, person in everybody.items():
        asked = person.command(COMMAND)
        assert asked.text.startswith(f"== modal: {TITLE[language]} ==")
        assert_counted(person)
        assert_judged(person.submit(text=MAIL[language]), "modal", language)
        assert_counted(person, "modal")


def test_a_blank_modal_says_so_at_the_field(everybody, assert_counted):
    """The modal stays open and nothing is counted."""
    for language, person in everybody.items():
        person.command(COMMAND)
        assert person.submit(text=" \n").errors == {"text": EMPTY[language]}
        assert_counted(person)


def test_a_message_is_checked_by_its_shortcut(slack, everybody, assert_counted):
    """On somebody else's message; only who asked is counted and sees the answer."""
    suzuki = slack.person("鈴木")
    for language, person in everybody.items():
        ts = suzuki.message(MAIL[language], channel=slack.workspace.general)
        modal = person.shortcut(SHORTCUT, message_ts=ts, channel=slack.workspace.general)
        assert_judged(modal, "modal", language)
        assert_counted(person, "shortcut")
    assert_counted(suzuki)
    assert {one.kind for one in suzuki.surfaces} == {"message"}


def test_a_direct_message_is_answered_where_it_was_written(everybody, assert_counted, replies):
    """One reply, one row."""
    for language, person in everybody.items():
        person.message(MAIL[language])
        (reply,) = replies(person)
        assert_judged(reply, "message", language)
        assert_counted(person, "dm")


def test_the_button_on_home_leads_to_a_verdict(everybody, assert_counted):
    """Home, its button, the modal, the answer."""
    for language, person in everybody.items():
        assert OPEN[language] in person.open_home().buttons
        person.click(OPEN[language])
        assert_judged(person.submit(text=MAIL[language]), "modal", language)
        assert_counted(person, "modal")


def test_a_long_text_is_shown_whole(everybody, assert_counted):
    """As much as a modal takes, with what HTML would have to escape."""
    for language, person in everybody.items():
        text = ("".join(f"({n}) R&D < {MAIL[language]}\n" for n in range(99))[:2_990]).rsplit(
            "\n", 1
        )[0]
        person.command(COMMAND)
        assert_judged(person.submit(text=text), "modal", language, text)
        assert_counted(person, "modal")


def test_a_long_message_is_cut_in_the_reply_and_whole_in_the_modal(tanaka, assert_counted, replies):
    """The reply says what is missing and how to see it, and that way works."""
    text = MAIL["ja"] + "青磁色の帯留めの紹介文です。\n" * 680 + "おわり"
    ts = tanaka.message(text)
    (reply,) = replies(tanaka)
    assert "文字分は表示していません" in reply.text
    assert "おわり" not in reply.text
    assert_judged(tanaka.shortcut(SHORTCUT, message_ts=ts), "modal", "ja", text)
    assert_counted(tanaka, "dm", "shortcut")


def test_it_works_where_the_bot_is_no_member(slack, everybody, assert_counted):
    """Between two people, and in a private channel: command, modal and shortcut."""
    suzuki = slack.person("鈴木")
    for language, person in everybody.items():
        private = slack.channel(f"人事-{language}", [person, suzuki], bot=False, private=True)
        for room in (slack.dm_between(person, suzuki), private):
            said = person.command(COMMAND, MAIL[language], channel=room)
            assert_judged(said, "ephemeral", language)
            assert said.channel == room
            person.command(COMMAND, channel=room)
            assert_judged(person.submit(text=MAIL[language]), "modal", language)
            ts = suzuki.message(MAIL[language], channel=room)
            assert_judged(person.shortcut(SHORTCUT, message_ts=ts, channel=room), "modal", language)
        assert_counted(person, *["command", "modal", "shortcut"] * 2)
    assert_counted(suzuki)
    assert slack.calls_to("chat.postMessage") == []


def test_what_is_fine_and_what_is_unclear_is_said_so(everybody):
    """◯ for something harmless; a blank text in a message is never ◯."""
    harmless = {"ja": "自社HPの文章を読みやすく直して", "en": "Please make this sentence shorter."}
    for language, person in everybody.items():
        assert person.command(COMMAND, harmless[language]).text.startswith("# ◯")
        assert person.command(COMMAND, "……").text.startswith("# ？")
