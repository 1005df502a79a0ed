"""The prompt templates that ship with Annai: safe, whole, and filled literally."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.content_table import ContentError
from knowledge.output_checks import load_output_checks
from knowledge.rulebook import load_rulebook
from knowledge.template_check import check_filled
from knowledge.template_filling import NotFilledError, fill
from knowledge.template_search import build_template_index, find_templates
from knowledge.templates import load_templates, parse_template
from knowledge.verdict import Level

TEMPLATES = load_templates()
RULEBOOK = load_rulebook()
SMALL = """
id = "thanks"
title = { ja = "お礼", en = "Thanks" }
purpose = { ja = "お礼を書きます。", en = "Writes thanks." }
departments = []
output = "mail"
minutes_before = 10
minutes_after = 3
tags = ["お礼"]
when = ["お礼を言いたい"]
text = "{{what}}へのお礼を書いてください。{{tone}}"
[may_enter]
ok = { ja = "一般の話", en = "General matters" }
conditional = { ja = "社内の話", en = "Internal matters" }
prohibited = { ja = "お客様の氏名", en = "Names of customers" }
[[slot]]
name = "what"
label = { ja = "何の", en = "For what" }
hint = { ja = "短く", en = "In short" }
example = "差し入れ"
required = true
multiline = false
max_length = 50
[[slot]]
name = "tone"
label = { ja = "調子", en = "Tone" }
hint = { ja = "あれば", en = "If any" }
example = "明るく"
required = false
multiline = false
max_length = 20
"""


@pytest.mark.parametrize("id_", TEMPLATES)
def test_a_template_may_itself_be_entered(id_):
    """What we hand out must not be what we warn of."""
    assert classify(TEMPLATES[id_].text, RULEBOOK).level is Level.OK


@pytest.mark.parametrize("id_", TEMPLATES)
def test_a_template_is_filled_by_its_own_examples(id_):
    """Each example fits its slot, no place stays open, and the checklist exists."""
    template = TEMPLATES[id_]
    filled = fill(template, {slot.name: slot.example for slot in template.slots})
    assert not re.search(r"\{\{[^{}]*\}\}", filled)
    assert all(slot.example in filled for slot in template.slots)
    assert load_output_checks()[template.output].checks


@pytest.mark.parametrize("id_", TEMPLATES)
def test_a_template_filled_with_its_examples_is_handed_out(id_):
    """Whoever tries it with what the hints show gets a prompt."""
    template = TEMPLATES[id_]
    values = {slot.name: slot.example for slot in template.slots}
    assert check_filled(template, values, RULEBOOK, UNKNOWN_COMPANY).issues == ()


@given(st.text(min_size=1, max_size=50).filter(str.strip))
def test_values_are_put_in_literally(value):
    """A value that looks like a place, a group or markup stays what it is."""
    template = parse_template(SMALL, "small.toml")
    for trap in (value, "{{tone}}", "{{what}}", r"\1\g<0>", "$& ${x} %s {0}"):
        filled = fill(template, {"what": trap, "tone": "明るく"})
        assert filled == f"{trap}へのお礼を書いてください。明るく"


@pytest.mark.parametrize(
    ("values", "named"),
    [({}, "what"), ({"what": "長" * 51}, "what"), ({"what": "茶", "colour": "赤"}, "colour")],
)
def test_what_cannot_be_filled_in_is_named_without_its_value(values, named):
    """Missing, too long, or no slot at all."""
    with pytest.raises(NotFilledError, match=named) as caught:
        fill(parse_template(SMALL, "small.toml"), values)
    assert "長長" not in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('id = "thanks"', 'id = "Thank you"', "id"),
        ('output = "mail"', 'output = "poem"', "output"),
        ("{{tone}}", "", "slot"),
        ("{{tone}}", "{{tune}}", "text"),
        ("minutes_after = 3", "minutes_after = 0", "minutes_after"),
        ('tags = ["お礼"]', 'tags = ["お礼"]\ncolour = "red"', "colour"),
        ("departments = []", "departments = [", "TOML"),
    ],
)
def test_a_broken_template_is_refused_in_both_languages(old, new, key):
    """With the file, the key and the reason."""
    with pytest.raises(ContentError, match=rf"^small\.toml: .*{key}") as caught:
        parse_template(SMALL.replace(old, new, 1), "small.toml")
    assert caught.value.inn("en").isascii()


@pytest.mark.parametrize(
    ("query", "id_"),
    [
        ("議事録", "minutes"),
        ("gijiroku", "minutes"),
        ("お客さんに謝りたい", "mail-apology"),
        ("proofread my text", "proofread"),
    ],
)
def test_a_template_is_found_by_what_people_call_it(query, id_):
    """In kanji, in romaji, in a sentence, in English."""
    index = build_template_index(TEMPLATES.values())
    assert id_ in [hit.id for hit in find_templates(index, query)[:3]]


@pytest.mark.parametrize("query", ["", "　", "駅までの道順", "qqqxyz", "{{", "😀"])
def test_nothing_is_found_when_nothing_fits(query):
    """Better nothing than anything."""
    assert find_templates(build_template_index(TEMPLATES.values()), query) == ()


def test_the_own_department_comes_first_among_equals():
    """The order changes, what is found does not."""
    index = build_template_index(TEMPLATES.values())
    plain = find_templates(index, "マニュアル")
    own = find_templates(index, "マニュアル", department="accounting")
    assert {hit.id for hit in own} == {hit.id for hit in plain}
    assert own[0].id == "accounting-manual"
