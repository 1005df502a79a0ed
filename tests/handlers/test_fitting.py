"""Every screen at its longest, in both languages, against Slack's own limits."""

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers.limits import units
from handlers.payloads import Unread
from handlers.texts import Texts, load_texts
from handlers.views import blocks as kit
from handlers.views.checks import Answer, ask_modal, verdict_message, verdict_modal
from handlers.views.errors import error_modal
from handlers.views.fitting import TooLargeError, fit
from knowledge.masking import mask
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Account, CategoryHit, Finding, Kind, Level, Note, Verdict
from knowledge.wording import Words
from tests.handlers.screens_of_home import forms, fullest_home

LONG = "長い文🎉" * 1_500


@pytest.fixture(params=["as written", "stretched"])
def any_voice(request, voice):
    """Our words, and the same catalogue as long as nobody would write it."""
    if request.param == "as written":
        return voice
    stretched = {
        language: MappingProxyType({key: text + LONG for key, text in sentences.items()})
        for language, sentences in voice.texts.catalogues.items()
    }
    return Texts(MappingProxyType(stretched)).voice(voice.language)


@pytest.fixture
def longest_answer(small_rulebook):
    """All kinds found many times, all notes, all rules with endless words, a huge masked text."""
    words = Words(LONG, LONG)
    rules = {
        f"rule-{n}": replace(
            rule,
            id=f"rule-{n}",
            label=words,
            reason=words,
            instead=words,
            masking=words,
            ng=(LONG,),
        )
        for n, rule in enumerate(list(small_rulebook.categories.values()) * 3)
    }
    text = "佐藤🎉<&>【" * 3_000
    findings = [
        Finding(at, at + 2, kind)
        for at, kind in zip(range(0, len(text), 7), list(Kind) * 100, strict=False)
    ]
    verdict = Verdict(
        Level.PROHIBITED,
        findings=tuple(findings),
        categories=tuple(CategoryHit(id_, Level.PROHIBITED, maskable=True) for id_ in rules),
        maskable=True,
        masking=mask(text, findings),
        nearest=tuple(rules),
        notes=tuple(Note),
        account=Account.PERSONAL,
        rulebook_revision=LONG,
    )
    unread = tuple(Unread(what, 10**9) for what in ("files", "attachments", "blocks"))
    return Answer(verdict, replace(small_rulebook, categories=rules), unread, LONG)


def pieces(node):
    """Everything in a surface that has a type."""
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for value in node.values():
            yield from pieces(value)
    elif isinstance(node, list):
        for item in node:
            yield from pieces(item)


def assert_slack_takes(surface):
    """Slack's own models take it, and so does a count in UTF-16 units."""
    if surface.get("type") in {"modal", "home"}:
        View(**surface).to_dict()
        assert len(surface["blocks"]) <= 100
        inputs = any(block["type"] == "input" for block in surface["blocks"])
        assert ("submit" in surface) == ("callback_id" in surface) == inputs
    else:
        assert len(surface["blocks"]) <= 50
        assert units(surface["text"]) <= 3_000
    for block in Block.parse_all(surface["blocks"]):
        block.to_dict()
    for block in surface["blocks"]:
        written = sum(units(p.get("text", "")) for p in pieces(block) if p["type"] == "text")
        assert written <= 3_000
    for piece in pieces(surface):
        assert piece.get("text") != ""
        assert piece.get("elements") != []
        if piece["type"] == "header":
            assert units(piece["text"]["text"]) <= 150


@pytest.mark.parametrize("account", Account)
def test_the_longest_verdict_is_taken(account, longest_answer, any_voice):
    """As a message and as a modal."""
    answer = replace(longest_answer, verdict=replace(longest_answer.verdict, account=account))
    assert_slack_takes(verdict_message(answer, any_voice))
    assert_slack_takes(verdict_modal(answer, any_voice))


def other_screens(rulebook, voice):
    return [
        ask_modal(voice),
        error_modal(voice("error.slow"), voice),
        fullest_home(rulebook, voice),
        *forms(rulebook, voice),
    ]


def test_the_other_screens_are_taken(longest_answer, any_voice):
    """The question, Home and its forms, and the failure."""
    for surface in other_screens(longest_answer.rulebook, any_voice):
        assert_slack_takes(surface)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_our_own_words_need_no_shortening(language):
    """The ellipsis is for other people's texts; ours fit as they are written."""
    voice = load_texts().voice(language)
    for surface in other_screens(load_rulebook(), voice):
        assert "…" not in json.dumps(surface, ensure_ascii=False)


def test_no_surface_holds_markup(longest_answer, voice):
    """Nothing on screen is mrkdwn, so nothing that anybody wrote can become formatting."""
    for surface in (
        verdict_message(longest_answer, voice),
        verdict_modal(longest_answer, voice),
        *other_screens(longest_answer.rulebook, voice),
    ):
        assert {p["type"] for p in pieces(surface)}.isdisjoint({"mrkdwn", "markdown"})


def test_too_many_blocks_are_counted_in_words(voice):
    """What does not fit is not dropped in silence."""
    fitted = fit({"text": "x", "blocks": [kit.divider()] * 55}, voice)
    assert len(fitted["blocks"]) == 50
    assert "6" in fitted["blocks"][-1]["elements"][0]["text"]


@pytest.mark.parametrize(
    "surface",
    [
        {"text": "x", "blocks": [kit.actions(kit.button("x", "a", value="v" * 2_001))]},
        {"text": "x", "blocks": [kit.actions(kit.button("x", "a" * 256))]},
        {"text": "x", "blocks": [kit.actions(*[kit.button("x", "a")] * 26)]},
        {"type": "modal", "blocks": [], "private_metadata": "m" * 3_001},
        {
            "type": "modal",
            "blocks": [kit.field("x", kit.choice("a", [("x", "v" * 151)]), block_id="b")],
        },
    ],
)
def test_what_cannot_be_shortened_is_refused(surface, voice):
    """Half an id or value would mean something else; the error shows the place, not the content."""
    with pytest.raises(TooLargeError) as refused:
        fit(surface, voice)
    assert "vv" not in str(refused.value)
    assert "mm" not in str(refused.value)
