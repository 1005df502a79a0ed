"""What a person writes becomes a template, and what they improve keeps the rest."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.template_changes import changes_between
from knowledge.template_drafts import (
    Fault,
    Typed,
    faults_in,
    improve,
    split_tags,
    template_from,
    text_as_typed,
)
from knowledge.template_source import write_template
from knowledge.templates import load_templates, parse_template

TEMPLATES = load_templates()
TYPED = Typed(
    "朝礼のひとこと", "1分の話をつくります。", "話題: {{季節の 話題}}\n{{条件}}", ("朝礼",)
)


def as_typed(template, language="ja"):
    return Typed(
        template.title.inn(language),
        template.purpose.inn(language),
        text_as_typed(template, language),
        template.tags,
        template.output,
        template.minutes_before,
        template.minutes_after,
    )


def test_a_new_template_can_be_kept_and_read_again():
    """Its places are slots that everybody is asked for, named as they were written."""
    template = template_from("own-1", TYPED)
    assert parse_template(write_template(template), "x") == template
    assert [slot.label.ja for slot in template.slots] == ["季節の 話題", "条件"]
    assert template.text == "話題: {{季節の_話題}}\n{{条件}}"
    assert text_as_typed(template, "ja") == TYPED.text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("id_", TEMPLATES)
def test_a_form_that_nobody_changed_changes_nothing(id_, language):
    """Every template that ships goes through the form, in both languages, and stays itself."""
    template = TEMPLATES[id_]
    typed = as_typed(template, language)
    assert faults_in(typed) == {}
    assert improve(template, typed, language) == template


def test_a_slot_that_stays_keeps_its_hint_and_a_new_one_gets_its_own():
    """By its label or its name; one that is no longer in the text is gone."""
    old = TEMPLATES["minutes"]
    text = "{{会議のメモ}}\n{{topic}}\n{{読む人}}\n{{新しい所}}"
    new = improve(old, replace(as_typed(old), text=text), "ja")
    assert [slot.name for slot in new.slots] == ["memo", "topic", "readers", "新しい所"]
    assert new.slots[0] == old.slots[0]
    assert parse_template(write_template(new), "x") == new


def test_what_is_said_in_the_other_language_stays():
    """An improvement in Japanese does not take the English title away, unless it is the same."""
    old = TEMPLATES["minutes"]
    new = improve(old, replace(as_typed(old), title="新しい題名"), "ja")
    assert (new.title.ja, new.title.en) == ("新しい題名", old.title.en)
    own = template_from("own-1", TYPED)
    assert improve(own, replace(TYPED, title="別の題名"), "ja").title.en == "別の題名"


def test_two_places_that_would_get_one_name_stay_two():
    """A blank becomes a line below; what is there already gets a number."""
    template = template_from("own-1", replace(TYPED, text="{{a b}} {{a_b}}"))
    assert [slot.name for slot in template.slots] == ["a_b", "a_b_2"]
    assert parse_template(write_template(template), "x") == template


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.MISSING),
        ("　\n", Fault.MISSING),
        ("あ" * 5_001, Fault.TOO_LONG),
        ("{{話題", Fault.BROKEN_PLACE),
        ("話題}}", Fault.BROKEN_PLACE),
        ("{{ }}", Fault.BROKEN_PLACE),
        ("{{{{話題}}}}", Fault.BROKEN_PLACE),
        ("".join(f"{{{{所{n}}}}}" for n in range(16)), Fault.TOO_MANY_PLACES),
    ],
)
def test_what_is_no_template_is_told(text, fault):
    """By its field."""
    assert faults_in(replace(TYPED, text=text)) == {"text": fault}


@given(st.text(max_size=200))
def test_whatever_passes_can_be_kept(text):
    """No text that the form takes makes a template that cannot be read again."""
    typed = replace(TYPED, text=text)
    if not faults_in(typed):
        template = template_from("own-1", typed)
        if template.text:
            assert parse_template(write_template(template), "x") == template


def test_words_to_find_it_by_are_split_as_people_list_them():
    """Japanese and English commas and lines, each word once."""
    assert split_tags("朝礼、 スピーチ,話題\n朝礼、") == ("朝礼", "スピーチ", "話題")


def test_changes_are_told_by_field_and_by_line():
    """In the words of one language, with a line around each place."""
    old = TEMPLATES["minutes"]
    new = replace(
        old,
        text=old.text.replace("決定事項\n3.", "決まったこと\n3."),
        minutes_after=5,
        tags=("議事録",),
    )
    changes = changes_between(old, new, "ja")
    assert [one.field for one in changes.fields] == ["tags", "minutes_after"]
    assert changes.lines == (
        "　 1. 概要（2文まで）",
        "－ 2. 決定事項",
        "＋ 2. 決まったこと",
        "　 3. 議論の要点（議題ごと）",
    )
    assert not changes_between(old, old, "ja")
