"""What may not go into a template is named at its slot, with what could stand there instead."""

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.rulebook import load_rulebook
from knowledge.template_check import check_filled
from knowledge.template_filling import fill, put_in
from knowledge.templates import load_templates
from knowledge.verdict import Kind, Level

TEMPLATES = load_templates()
RULEBOOK = load_rulebook()
MINUTES = TEMPLATES["minutes"]
FINE = {slot.name: slot.example for slot in MINUTES.slots}


def issues(template=MINUTES, **values):
    filled = {**FINE, **values} if template is MINUTES else values
    return check_filled(template, filled, RULEBOOK, UNKNOWN_COMPANY).issues


def test_a_fine_prompt_has_no_issue():
    """Its own examples."""
    assert issues() == ()


def test_a_customers_name_is_named_at_its_slot_with_the_masked_value():
    """Only that slot; taking the proposal makes the prompt fine."""
    (issue,) = issues(memo="・山田商事の佐藤様から相談\n・費用は1,200,000円")
    assert issue.name == "memo"
    assert set(issue.kinds) == {Kind.CUSTOMER, Kind.MONEY}
    assert issue.proposal == "・【顧客1】の【顧客2】様から相談\n・費用は【金額1】"
    assert issues(memo=issue.proposal) == ()


def test_the_same_name_gets_the_same_placeholder_in_every_slot():
    """So that the prompt still says who is who."""
    first, second = issues(topic="佐藤様との定例", memo="・鈴木様と佐藤様が出席")
    assert (first.name, first.proposal) == ("memo", "・【顧客2】様と【顧客1】様が出席")
    assert (second.name, second.proposal) == ("topic", "【顧客1】様との定例")


def test_a_topic_that_must_stay_out_has_no_proposal():
    """Masking does not make it harmless."""
    (issue,) = issues(memo="新規事業として、来期に競合会社を買収する方針を決定。まだ未公開。")
    assert (issue.name, issue.proposal) == ("memo", "")
    assert issue.categories


def test_a_name_beside_such_a_topic_still_gets_its_proposal():
    """Each slot by itself."""
    found = {
        one.name: one
        for one in issues(
            topic="佐藤様との打ち合わせ",
            memo="新規事業として、来期に競合会社を買収する方針を決定。まだ未公開。",
        )
    }
    assert found["topic"].proposal == "【顧客1】様との打ち合わせ"
    assert found["memo"].proposal == ""


def test_a_prompt_too_long_to_be_read_is_nobodys_fault_and_not_handed_out():
    """The longest slot is named."""
    template = replace(MINUTES, text="{{memo}}" * 10 + "{{topic}}")
    (issue,) = issues(template, memo="あ" * 3000, topic="短い")
    assert (issue.name, issue.is_unread, issue.proposal) == ("memo", True, "")


def test_a_slot_that_stands_in_several_places_is_named_once():
    """And masked the same everywhere."""
    template = replace(MINUTES, text=f"{MINUTES.text}\n{{{{memo}}}}")
    (issue,) = issues(template, **{**FINE, "memo": "佐藤様の件です"})
    assert issue.proposal == "【顧客1】様の件です"


# Pieces of which people's values are made, some of which may not go in.
LISTED = st.lists(
    st.sampled_from(
        [
            "佐藤様",
            "山田商事",
            "090-0000-1234",
            "1,200,000円",
            "sato@example.co.jp",
            "来週の予定",
            "について",
            "、",
            "\n",
            "😀",
            "【顧客1】",
            "{{topic}}",
            r"\1",
        ]
    ),
    max_size=8,
)
PIECES = LISTED.map("".join)


@settings(deadline=None, max_examples=30)
@given(PIECES, PIECES)
def test_taking_every_proposal_ends_in_a_prompt_that_may_be_entered(memo, topic):
    """Whatever stands where; or something is left that has no proposal."""
    values = {**FINE, "memo": memo or "x", "topic": topic or "x"}
    for _ in range(3):
        found = issues(**values)
        if not found or not all(issue.proposal for issue in found):
            break
        values |= {issue.name: issue.proposal for issue in found}
    assert not found or not all(issue.proposal for issue in found)
    if not found:
        assert classify(put_in(MINUTES, values).text, RULEBOOK).level is Level.OK


@settings(deadline=None, max_examples=30)
@given(LISTED)
def test_a_proposal_changes_nothing_but_what_was_found(pieces):
    """Line by line: what is harmless stands where it stood."""
    memo = "\n".join(piece for piece in pieces if piece != "\n") or "x"
    for issue in issues(memo=memo):
        lines, masked = memo.split("\n"), issue.proposal.split("\n")
        if issue.proposal:
            assert len(masked) == len(lines)
            for before, after in zip(lines, masked, strict=True):
                assert "【" in after or before == after


def test_a_proposal_that_no_field_has_room_for_is_none():
    """Then a person shortens their text first."""
    memo = "佐藤様と鈴木様。" * 375
    (issue,) = issues(memo=memo)
    assert (len(memo), issue.proposal) == (3_000, "")


def test_a_template_makes_nothing_look_harmless():
    """What may not be entered by itself may not be entered inside of a template either."""
    rows = (Path(__file__).parents[1] / "corpus" / "topics.jsonl").read_text("utf-8").splitlines()
    texts = [row["text"] for row in map(json.loads, rows) if row["split"] == "test"]
    slot = next(slot for slot in MINUTES.slots if slot.name == "memo")
    seen = 0
    for text in texts[:120]:
        alone = classify(text, RULEBOOK, as_text=True)
        if alone.level is not Level.OK and len(text) <= slot.max_length:
            seen += 1
            assert issues(memo=text), text
    assert seen > 30


def test_put_in_says_where_the_values_stand():
    """The places are those of the values, in code points."""
    values = {**FINE, "memo": "😀メモ{{topic}}"}
    prompt = put_in(MINUTES, values)
    assert prompt.text == fill(MINUTES, values)
    for place in prompt.places:
        assert prompt.text[place.start : place.end] == (values[place.name] or "（指定なし）")
