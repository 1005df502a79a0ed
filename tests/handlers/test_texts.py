"""The catalogue: both languages say the same things."""

import re
import string
from pathlib import Path

import pytest

import handlers
from handlers.texts import LANGUAGES, language_of, load_texts
from knowledge.verdict import Account, Kind, Level, Note

TEXTS = load_texts()
SOURCES = [p.read_text("utf-8") for p in Path(handlers.__file__).parent.rglob("*.py")]


def places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys():
    """Nothing is untranslated and nothing is translated twice."""
    ja, en = (TEXTS.catalogues[language] for language in LANGUAGES)
    assert list(ja) == list(en)


def test_both_languages_have_the_same_placeholders():
    """A value that is shown in one language is shown in the other."""
    ja, en = (TEXTS.catalogues[language] for language in LANGUAGES)
    assert {key: places(text) for key, text in ja.items()} == {
        key: places(text) for key, text in en.items()
    }


def test_no_sentence_is_empty():
    """Slack refuses an empty text, and a person cannot read one."""
    assert all(
        text.strip() for language in LANGUAGES for text in TEXTS.catalogues[language].values()
    )


def test_japanese_has_no_english_sentence_and_english_no_japanese_one():
    """No text was left in the other language (a shortcut keeps its one name)."""
    for key, text in TEXTS.catalogues["en"].items():
        rest = text.replace("「これ入れていい？」", "")
        assert not any("ぁ" <= c <= "ヿ" or "一" <= c <= "鿿" for c in rest), key
    for key, text in TEXTS.catalogues["ja"].items():
        assert any(ord(c) > 0x7F for c in text), key


@pytest.mark.parametrize(
    ("prefix", "names"),
    [
        ("level.", Level),
        ("level.asked.", Level),
        ("level.mark.", Level),
        ("kind.", Kind),
        ("note.", Note),
        ("level.account.", Account),
        ("check.account_", Account),
    ],
)
def test_everything_a_verdict_can_say_has_words(prefix, names):
    """Each level, kind, note and account is named."""
    assert all(TEXTS.has(f"{prefix}{name}") for name in names)


def test_every_sentence_is_used():
    """A sentence that no code names is a leftover; one whose name is built is named by its family."""
    families = (
        "level.",
        "kind.",
        "note.",
        "unread.",
        "summary.",
        "check.account_",
        "date.",
        "job.",
        "escalation.level_",
        "escalation.answer_",
        "escalation.back_",
        "escalation.hand_",
        "escalation.words_",
        "story.own_",
        "story.card_",
        "story.field_",
        "story.form_",
        "story.refuse_",
        "story.review_done_",
        "story.words_",
        "story_spread.kit_",
        "story_paper.",
        "precedent.status_",
        "step.",
        "report.said.",
        "report.mark.",
        "report.unit.",
        "report.basis.",
        "report.level.",
        "report.file.",
        "report.sheet.",
        "report.head.",
        "role.",
        "departments.name_",
        "home.table.",
        "review.ask.",
        "review.count.",
        "review.formula.",
        "review.item.",
        "review.said.",
        "review.state.",
        "review.titles.",
        "review_form.kind.",
        "review_form.placeholder.",
        "review_form.topic.",
        "review_note.stuck.",
        "settings.channel.",
        "settings.jobs.outcome.",
        "settings.time.",
        "proposal.already_",
        "proposal.minutes_",
        "proposal.stage_",
        "proposal.words_",
        "template_page.field_",
        "template_page.rolled_back",
        "template_page.stale_",
        "template_page.status_",
        "template_news.decided_",
        "template_news.meeting_",
        "free.source.",
        "model.opinion_",
        "draft.part.",
        "assistant.prompts.",
        "notice.kind_",
        "notice.post_",
        "impact.",
        "feed.",
        "training.level_",
        "tool.status_",
        "incident.already_",
        "incident.case_",
        "incident.desk_",
        "incident.happened_",
        "incident.outcome_",
        "incident.outside_",
        "incident.own_state_",
        "incident.place_",
        "incident.state_",
        "incident.steps_",
    )
    unused = [
        key
        for key in TEXTS.catalogues["ja"]
        if not key.startswith(families) and not any(f'"{key}"' in source for source in SOURCES)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ja-JP", "ja"), ("ja", "ja"), ("en-US", "en"), ("fr-FR", "en"), ("", "ja"), (None, "ja")],
)
def test_a_locale_becomes_a_language(locale, language):
    """Japanese for Japanese, English for everybody else, the default for the unknown."""
    assert language_of(locale) == language


def test_values_are_put_in_literally():
    """Braces and percent signs in a value are only characters."""
    said = TEXTS.say("ja", "check.ask_text", contact="{0} {contact} %s")
    assert said == "聞く相手: {0} {contact} %s"


def test_no_sentence_needs_markup():
    """Marks would show bare beside wide characters, and a fallback text is read as markup."""
    for language in LANGUAGES:
        for key, text in TEXTS.catalogues[language].items():
            said = re.sub(r"{[^}]*}", "", text)
            assert not set("*_~`<>&") & set(said), key
