"""Precedents: what they decide, what they never lower, and when they stop answering."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.precedents import (
    Match,
    Precedent,
    apply_precedent,
    asked_of,
    build_precedent_index,
    checked_as,
    is_touched,
    no_precedents,
    rules_of,
)
from knowledge.rulebook import load_rulebook, packaged_source, parse_rulebook
from knowledge.verdict import Account, Finding, Kind, Level, Note, Verdict, highest

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
QUESTION = "梱包ミスの原因を、作業写真の説明文を入れて考えさせてもいいですか"
AGAIN = "作業写真の説明文を入れて梱包ミスの原因を考えてもらうのはOK？"
RULEBOOK = load_rulebook()


def precedent(level=Level.OK, **rest):
    checked = classify(rest.get("question", QUESTION), RULEBOOK)
    made = {
        "id": 1,
        "question": QUESTION,
        "is_question": True,
        "level": level,
        "advice": "",
        "decided_by": "U0LEAD000",
        "decided_at": NOW,
        "expires_at": NOW + timedelta(days=365),
        "checked_as": checked_as(checked),
        "rules": rules_of(checked, RULEBOOK),
        **rest,
    }
    return Precedent(**made)


def index(*precedents, rulebook=RULEBOOK):
    return build_precedent_index(precedents, rulebook, UNKNOWN_COMPANY)


_LEVELS = st.sampled_from(list(Level))
_FINDINGS = st.sampled_from([(), (Finding(0, 2, Kind.PERSON),)])


@given(_LEVELS, st.sampled_from([Level.OK, Level.CONDITIONAL, Level.PROHIBITED]), _FINDINGS)
def test_a_precedent_never_lowers_what_was_found(level, decided, findings):
    """Only what no rule decides takes the person's level; everything else may only rise."""
    verdict = Verdict(level, asked=True, findings=findings)
    after = apply_precedent(verdict, Match(precedent(decided), 0.9))
    if level is Level.UNDECIDED and not findings:
        assert after.level is decided
    else:
        assert after.level is highest([level, decided])
    assert after.precedents == (1,)
    assert after.findings == findings


def test_a_repeated_question_is_found_with_its_share():
    """In other words, and with how much it covers."""
    match = index(precedent()).find(AGAIN, is_question=True, now=NOW)
    assert match is not None
    assert match.precedent.id == 1
    assert 70 <= match.percent <= 100


def test_an_expired_precedent_answers_nothing():
    """A year is over: somebody has to look again."""
    known = index(precedent(expires_at=NOW))
    assert known.find(AGAIN, is_question=True, now=NOW) is None


def test_of_two_answers_the_later_one_counts():
    """The newest decision stands."""
    known = index(precedent(Level.OK), precedent(Level.PROHIBITED, id=2))
    match = known.find(AGAIN, is_question=True, now=NOW)
    assert match is not None
    assert match.precedent.id == 2


def test_a_masked_text_must_be_the_same():
    """What differs between two texts could be exactly what matters."""
    text = "【顧客1】様に見積【金額1】を送ります。"
    known = index(precedent(question=text, is_question=False))
    assert known.find("【顧客1】様に 見積【金額1】を送ります。", is_question=False, now=NOW)
    assert known.find(text.replace("見積", "請求"), is_question=False, now=NOW) is None
    assert known.find(text, is_question=True, now=NOW) is None


@pytest.mark.parametrize(
    ("verdict", "compared"),
    [
        (Verdict(Level.UNDECIDED, asked=True), "質問"),
        (Verdict(Level.PROHIBITED, asked=True, findings=(Finding(0, 1, Kind.CUSTOMER),)), ""),
        (Verdict(Level.UNDECIDED, asked=True, notes=(Note.NOT_ALL_READ,)), ""),
        (Verdict(Level.UNDECIDED, asked=True, account=Account.PERSONAL), ""),
        (Verdict(Level.PROHIBITED), ""),
    ],
)
def test_only_what_was_seen_whole_is_compared(verdict, compared):
    """No finding, nothing unread, the company's own workspace."""
    assert asked_of(verdict, "質問") == compared


def changed(old, new):
    return parse_rulebook(packaged_source().replace(old, new), "changed")


def test_a_rule_that_says_something_else_stops_the_answer():
    """One of the rules near the question has another reason now."""
    near = next(iter(precedent().rules))
    reason = RULEBOOK.categories[near].reason.ja
    newer = changed(reason, "理由が変わりました。")
    assert is_touched(precedent(), newer, UNKNOWN_COMPANY)
    assert index(precedent(), rulebook=newer).find(AGAIN, is_question=True, now=NOW) is None
    assert [one.id for one in index(precedent(), rulebook=newer).touched] == [1]


def test_a_rule_that_covers_the_question_now_stops_the_answer():
    """What was undecided is decided by a term that was added."""
    rules = dict(RULEBOOK.categories)
    money = rules["money"]
    rules["money"] = replace(money, terms=(*money.terms, "作業写真"))
    newer = replace(RULEBOOK, categories=rules)
    alone = precedent(rules={})
    assert not is_touched(alone, RULEBOOK, UNKNOWN_COMPANY)
    assert is_touched(alone, newer, UNKNOWN_COMPANY)


def test_other_rules_and_another_revision_touch_nothing():
    """A new name of the rulebook alone is no change."""
    newer = changed('revision = "', 'revision = "x-')
    assert not is_touched(precedent(), newer, UNKNOWN_COMPANY)


def test_what_is_known_to_stand_is_not_looked_at_again():
    """A new precedent does not cost a check of all the others."""
    first = index(precedent())
    again = build_precedent_index(
        [precedent(checked_as="something else")], RULEBOOK, UNKNOWN_COMPANY, known=first.standing
    )
    assert [one.id for one in again.standing] == [1]


def test_without_precedents_nothing_is_found():
    """The state of a fresh install."""
    assert no_precedents().find(QUESTION, is_question=True, now=NOW) is None
    assert index(precedent()).find("", is_question=True, now=NOW) is None
