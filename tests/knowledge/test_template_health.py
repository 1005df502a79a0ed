"""Which templates grow old, which to talk about, which to recommend, which are nearly the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.template_drafts import Typed, template_from
from knowledge.template_duplicates import near_duplicates
from knowledge.template_health import Stale, agenda_of, best_of, what_is_stale
from knowledge.template_library import packaged_library
from knowledge.template_states import NEVER_USED, Popularity

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=90)
BAD = Popularity(9, 9, as_is=1, after_edits=1, not_helpful=3)


@pytest.mark.parametrize(
    ("popularity", "last_used", "since", "stale"),
    [
        (NEVER_USED, None, LONG_AGO, (Stale.UNUSED,)),
        (NEVER_USED, None, LONG_AGO + timedelta(seconds=1), ()),
        (NEVER_USED, LONG_AGO, LONG_AGO - timedelta(days=300), (Stale.UNUSED,)),
        (NEVER_USED, NOW - timedelta(days=89), LONG_AGO, ()),
        (NEVER_USED, None, None, ()),
        (BAD, NOW, None, (Stale.BADLY_RATED,)),
        (replace(BAD, not_helpful=2), NOW, None, ()),
        (replace(BAD, as_is=2), NOW, None, ()),
    ],
)
def test_what_is_stale_is_told_with_its_reason(popularity, last_used, since, stale):
    """Unused for 90 days, or fewer than half of five or more say that it helped."""
    assert what_is_stale(popularity, last_used=last_used, since=since, now=NOW) == stale


def test_the_agenda_has_the_worst_first_and_nothing_of_a_few():
    """Of fewer than five nothing is said; what nobody complains of is no topic."""
    month = {
        "a": Popularity(20, 10, 10, as_is=1, after_edits=5, not_helpful=4),
        "b": Popularity(10, 9, 1, as_is=4, after_edits=1, not_helpful=5),
        "few": Popularity(4, 0, 4, as_is=0, after_edits=0, not_helpful=4),
        "fine": Popularity(30, 30, as_is=30),
    }
    agenda = agenda_of(month)
    assert [(one.template, one.percent) for one in agenda.lowest_rated] == [("b", 50), ("a", 40)]
    assert [(one.template, one.percent) for one in agenda.most_edited] == [("a", 83), ("b", 20)]
    assert [(one.template, one.percent) for one in agenda.most_abandoned] == [("a", 50), ("b", 10)]
    assert agenda_of({}).topics == ()


def test_each_list_has_five_at_most():
    """A meeting has an hour."""
    many = {str(n): Popularity(10, 5, 5, as_is=5, after_edits=3, not_helpful=2) for n in range(9)}
    assert [one.template for one in agenda_of(many).lowest_rated] == ["0", "1", "2", "3", "4"]


def test_the_best_are_used_and_helped():
    """One that is used more but does not help comes later; one that is gone is not there."""
    month = {
        "used": Popularity(20, 20, as_is=1, not_helpful=9),
        "good": Popularity(12, 12, as_is=9, not_helpful=1),
        "gone": Popularity(99, 99, as_is=99),
        "begun": Popularity(5),
    }
    assert best_of(month, {"used": 1, "good": 1, "begun": 1}) == ("good", "used")


def draft(title, text, purpose="つくります。", tags=()):
    return template_from("own-1", Typed(title, purpose, text, tags))


def test_the_same_text_under_another_title_is_found():
    """Also when a line was added."""
    minutes = packaged_library().templates["minutes"].template
    new = replace(
        draft("打ち合わせの記録をつくる", "x", tags=("議事録",)), text=minutes.text + "\n短く。"
    )
    found = near_duplicates(packaged_library(), new)
    assert found[0].in_use.id == "minutes"
    assert found[0].percent >= 90


def test_the_same_title_is_found():
    """Even when the text is quite another."""
    found = near_duplicates(
        packaged_library(), draft("会議の議事録の作成", "季節の話題を3つ挙げてください。")
    )
    assert [one.in_use.id for one in found] == ["minutes"]


@pytest.mark.parametrize("id_", packaged_library().templates)
def test_no_two_that_ship_are_nearly_the_same(id_):
    """Nor is a template its own duplicate."""
    assert near_duplicates(packaged_library(), packaged_library().templates[id_].template) == ()
