"""What differs between two rulebooks is said by rule and field, and loosening stands out."""

import pytest

from knowledge.rulebook import load_rulebook, parse_rulebook
from knowledge.rulebook_diff import How, Part, compare, describe
from tests.corpus.small_rulebook import small

THIRD = """
[[category]]
id = "third"
label = { ja = "三つめ", en = "The third" }
level = "conditional"
ok = ["a", "b"]
ng = ["c", "d"]
"""


def book(*changes, more="", revision="small-1"):
    return parse_rulebook(small(*changes, revision=revision) + more, "x")


def test_a_rulebook_does_not_differ_from_itself():
    """Nothing is said, also about another order of the same examples."""
    assert compare(load_rulebook(), load_rulebook()) == ()
    first, second = "会議の議題を三つ考えてください。", "ていねいな断り方の例を三つ挙げてください。"
    turned = book((f'ok = ["{first}", "{second}"]', f'ok = ["{second}", "{first}"]'))
    assert compare(book(), turned) == ()
    assert describe((), "ja") == ""


def test_changed_fields_are_named_with_what_went_and_what_came():
    """Words by language, lists by what differs."""
    new = book(
        ('ja = "もう外にあります。"', 'ja = "公開済みです。"'),
        ('terms = ["公開した情報"]', 'terms = ["公開した情報", "公開資料"]'),
        ('date = "2026-01-01"', 'date = "2026-02-02"'),
        revision="small-2",
    )
    changes = compare(book(), new)
    assert [(c.part, c.id, c.field, c.before, c.after) for c in changes] == [
        (Part.BOOK, "", "revision", ("small-1",), ("small-2",)),
        (Part.CATEGORY, "free", "reason.ja", ("もう外にあります。",), ("公開済みです。",)),
        (Part.CATEGORY, "free", "terms", (), ("公開資料",)),
        (Part.SOURCE, "law", "date", ("2026-01-01",), ("2026-02-02",)),
    ]
    assert not any(change.is_looser for change in changes)
    said = describe(changes, "ja")
    assert "改訂の名前: small-1 → small-2" in said
    assert "理由（日本語）:\n    - もう外にあります。\n    + 公開済みです。" in said
    assert "    + 公開資料" in said
    assert "日付: 2026-01-01 → 2026-02-02" in said


def test_a_rule_that_comes_or_goes_is_one_line():
    """With its level; losing a rule that stops something loosens."""
    (came,) = compare(book(), book(more=THIRD))
    assert (came.how, came.id, came.is_looser) == (How.CAME, "third", False)
    assert "三つめ" in describe((came,), "ja")
    assert "△" in describe((came,), "ja")
    (went,) = compare(book(more=THIRD), book())
    assert (went.how, went.is_looser) == (How.WENT, True)
    assert "looser" in describe((went,), "en")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('level = "prohibited"', 'level = "conditional"', "level"),
        ('level = "prohibited"\nmaskable = false', 'level = "prohibited"', "maskable"),
    ],
)
def test_loosening_stands_out_and_tightening_does_not(old, new, field):
    """Who approves must not overlook that more may be entered."""
    strict = book(('level = "prohibited"', old))
    loose = book(('level = "prohibited"', new))
    (looser,) = compare(strict, loose)
    assert (looser.field, looser.is_looser) == (field, True)
    assert "ゆるくなります" in describe((looser,), "ja")
    (tighter,) = compare(loose, strict)
    assert not tighter.is_looser
    assert "ゆるく" not in describe((tighter,), "ja")


def test_a_kind_that_moves_to_a_laxer_rule_stands_out():
    """No level changes, yet cards are no longer forbidden."""
    moved = book(('"CARD", ', ""), ('level = "ok"', 'level = "ok"\nkinds = ["CARD"]'))
    loosened = {c.id: c.is_looser for c in compare(book(), moved) if c.field == "kinds"}
    assert loosened == {"free": True, "private": False}


def test_english_readers_read_english():
    """All words around the content."""
    changes = compare(book(), book(('level = "prohibited"', 'level = "conditional"')))
    said = describe(changes, "en")
    assert "Rule private「Private information」" in said
    assert "level: × must not be entered → △ fine once parts of it are masked" in said
    assert not any("ぁ" <= char <= "ん" for char in said)
