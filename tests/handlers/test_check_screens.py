"""The verdict on screen: what a person reads, and whether Slack takes it."""

import pytest

from bot.playground.outline import outline_message, outline_view
from handlers.limits import units
from handlers.payloads import Unread
from handlers.views.checks import Answer, ask_modal, verdict_message, verdict_modal
from knowledge.masking import mask
from knowledge.verdict import Account, CategoryHit, Confidence, Finding, Kind, Level, Note, Verdict

MONEY = CategoryHit("money", Level.CONDITIONAL, maskable=True, count=1)
NAME = CategoryHit("customer-name", Level.PROHIBITED, maskable=True, count=1)
PLAN = CategoryHit("unreleased-plan", Level.PROHIBITED, maskable=False)
PUBLIC = CategoryHit("own-public", Level.OK, maskable=True)


def verdict(level, text="", findings=(), **rest):
    """A verdict as the check would make it, with the findings masked."""
    masking = mask(text, findings) if text else None
    return Verdict(
        level,
        findings=tuple(findings),
        masking=masking,
        rulebook_revision="2026-11",
        maskable=rest.pop("maskable", masking is not None),
        **rest,
    )


MAIL = "佐藤様に見積 1,280,000円を送る"
MAIL_FINDINGS = (
    Finding(0, 2, Kind.PERSON),
    Finding(7, 17, Kind.MONEY),
)

SCREENS: dict[str, tuple[Verdict, dict]] = {
    "ok": (verdict(Level.OK, categories=(PUBLIC,)), {}),
    "conditional": (
        verdict(
            Level.CONDITIONAL,
            "見積は1,000円です",
            [Finding(3, 9, Kind.MONEY)],
            categories=(MONEY,),
            notes=(Note.NAMES_BY_EYE,),
        ),
        {},
    ),
    "conditional_by_hand": (verdict(Level.CONDITIONAL, categories=(MONEY,)), {}),
    "possible": (
        verdict(
            Level.CONDITIONAL,
            "1234",
            [Finding(0, 4, Kind.CARD, Confidence.POSSIBLE)],
            categories=(MONEY,),
        ),
        {},
    ),
    "prohibited_as_it_is": (
        verdict(
            Level.PROHIBITED,
            MAIL,
            MAIL_FINDINGS,
            categories=(NAME, MONEY),
            notes=(Note.INVISIBLE, Note.NAMES_BY_EYE),
        ),
        {"lead_contact": "U0LEAD000"},
    ),
    "prohibited": (
        verdict(Level.PROHIBITED, categories=(PLAN,), notes=(Note.UNMASKABLE,)),
        {"lead_contact": "C0AIHELP0"},
    ),
    "prohibited_personal": (
        verdict(
            Level.PROHIBITED,
            categories=(MONEY,),
            account=Account.PERSONAL,
            notes=(Note.PERSONAL_ACCOUNT,),
        ),
        {},
    ),
    "undecided": (
        verdict(Level.UNDECIDED, nearest=("money", "unreleased-plan", "no-longer-there")),
        {"lead_contact": "総務の佐々木さん（内線 <12> & *34*）"},
    ),
    "undecided_empty": (verdict(Level.UNDECIDED, notes=(Note.EMPTY,)), {}),
    "unread": (
        verdict(Level.UNDECIDED, notes=(Note.NOT_ALL_READ,)),
        {"unread": (Unread("files", 2), Unread("attachments", 1), Unread("blocks", 3))},
    ),
    "asked_ok": (verdict(Level.OK, asked=True, categories=(PUBLIC,)), {}),
    "asked_conditional": (verdict(Level.CONDITIONAL, asked=True, categories=(MONEY,)), {}),
    "asked_prohibited": (verdict(Level.PROHIBITED, asked=True, categories=(PLAN,)), {}),
    "asked_prohibited_as_it_is": (verdict(Level.PROHIBITED, asked=True, categories=(NAME,)), {}),
    "asked_undecided": (verdict(Level.UNDECIDED, asked=True, nearest=("money",)), {}),
}
NAMES = {"U0LEAD000": "佐藤 律", "C0AIHELP0": "ai-相談"}


def shown(name, small_rulebook):
    verdict, rest = SCREENS[name]
    return Answer(verdict, small_rulebook, **rest)


@pytest.mark.parametrize("name", SCREENS)
def test_each_verdict_reads_as_agreed(name, small_rulebook, voice, golden):
    """The golden file is what a person reads, in their language."""
    message = verdict_message(shown(name, small_rulebook), voice)
    screen = outline_message(message["text"], message["blocks"], NAMES)
    golden(f"checks/{name}.{voice.language}", screen)


def test_the_question_reads_as_agreed(voice, golden):
    """The modal asks for the text and for the account."""
    golden(f"checks/ask.{voice.language}", outline_view(ask_modal(voice)))


@pytest.mark.parametrize("name", SCREENS)
def test_modal_and_message_say_the_same(name, small_rulebook, voice):
    """The verdict does not depend on where it is shown."""
    answer = shown(name, small_rulebook)
    assert verdict_modal(answer, voice)["blocks"] == verdict_message(answer, voice)["blocks"]


@pytest.mark.parametrize("name", SCREENS)
def test_the_notification_says_only_the_level(name, small_rulebook, voice):
    """What a phone shows on its lock screen is the first line of the screen, nothing else."""
    message = verdict_message(shown(name, small_rulebook), voice)
    assert message["text"] == message["blocks"][0]["text"]["text"]


def copied(surface):
    """What the preformatted blocks hold."""
    return [
        element["elements"][0]["text"]
        for block in surface["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_preformatted"
    ]


def long_answer(length, small_rulebook):
    line = "佐藤様の件、至急🎉&<!channel> *確認* お願いします\n"
    text = (line * (length // len(line) + 1))[:length]
    findings = [Finding(at, at + 2, Kind.PERSON) for at in range(0, length - 2, len(line))]
    return Answer(verdict(Level.PROHIBITED, text, findings, categories=(NAME,)), small_rulebook)


def test_a_long_masked_text_is_whole_in_the_modal(small_rulebook, voice):
    """The parts of the modal, one after the other, are the masked text."""
    answer = long_answer(20_000, small_rulebook)
    parts = copied(verdict_modal(answer, voice))
    assert "".join(parts) == answer.masked
    assert all(units(part) <= 3_000 for part in parts)


def test_a_message_says_how_much_it_leaves_out(small_rulebook, voice):
    """A message shows the beginning, and says in words what is missing and where to see it."""
    answer = long_answer(20_000, small_rulebook)
    message = verdict_message(answer, voice)
    visible = "".join(copied(message))
    assert answer.masked.startswith(visible)
    assert 8_000 < units(visible) <= 9_000
    left_out = f"{units(answer.masked) - units(visible):,}"
    assert left_out in outline_message("", message["blocks"])


def test_a_question_shows_no_masked_text(small_rulebook, voice):
    """The words of a question are not something to copy."""
    answer = Answer(
        verdict(Level.PROHIBITED, MAIL, MAIL_FINDINGS, asked=True, categories=(NAME,)),
        small_rulebook,
    )
    assert copied(verdict_message(answer, voice)) == []


def test_what_cannot_be_masked_is_not_offered(small_rulebook, voice):
    """A masking that the check did not approve is shown to nobody."""
    answer = Answer(
        verdict(Level.PROHIBITED, MAIL, MAIL_FINDINGS, maskable=False, categories=(PLAN,)),
        small_rulebook,
    )
    assert copied(verdict_message(answer, voice)) == []


def test_an_answer_shows_no_text_of_the_person_in_its_repr(small_rulebook):
    """An answer in a log or an exception says nothing."""
    answer = long_answer(100, small_rulebook)
    assert "至急" not in repr(answer)
