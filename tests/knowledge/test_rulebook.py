"""The rulebook is real content, refuses nonsense by name, and its examples hold."""

import pytest

from knowledge.classification import classify
from knowledge.content_table import ContentError
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Kind, Level

RULEBOOK = load_rulebook()
CATEGORIES = list(RULEBOOK.categories.values())


def test_about_forty_categories_or_more_in_both_languages():
    """Every category says in Japanese and English what it is, why, and what to do instead."""
    assert len(CATEGORIES) >= 40
    for category in CATEGORIES:
        words = [category.label, category.reason]
        if category.level is not Level.OK:
            words.append(category.instead)
        for each in words:
            assert each.ja, category.id
            assert each.en, category.id
        assert category.basis or category.level is Level.OK, category.id


def test_every_kind_of_finding_has_one_category():
    """Nothing that a detector finds can fall through the rulebook."""
    assert set(RULEBOOK.category_of_kind) == set(Kind)


@pytest.mark.parametrize(
    ("category", "text"),
    [(c, text) for c in CATEGORIES for text in c.ok],
    ids=lambda v: getattr(v, "id", None),
)
def test_ok_examples_are_ok(category, text):
    """What a rule calls harmless is answered ◯."""
    assert classify(text, RULEBOOK).level is Level.OK


@pytest.mark.parametrize(
    ("category", "text"),
    [(c, text) for c in CATEGORIES for text in c.ng],
    ids=lambda v: getattr(v, "id", None),
)
def test_ng_examples_are_caught(category, text):
    """What a rule forbids is answered at its level or above; near an ok rule, at least not ◯."""
    level = classify(text, RULEBOOK).level
    assert level is not Level.OK
    if category.level is not Level.OK:
        assert list(Level).index(level) >= list(Level).index(category.level)


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("revision = \nx = 1", "1 行目"),
        ('revision = "1"', "category"),
        ('revision = "1"\n[[category]]\nid = "x"\nlevel = "harmless"', "level"),
        ('revision = "1"\n[[category]]\nid = "x"\nlevel = "ok"\ncolour = "red"', "colour"),
        ('revision = "1"\n[[category]]\nid = "x"\nlevel = "ok"\nkinds = ["FACE"]', "FACE"),
        ('revision = "1"\n[[category]]\nid = "x"\nlevel = "ok"\nok = ["a"]', "ok / ng"),
    ],
)
def test_a_broken_rulebook_is_refused_by_name(tmp_path, toml, named):
    """The error names the file and the key or line, so that it can be mended."""
    path = tmp_path / "rules.toml"
    path.write_text(toml, "utf-8")
    with pytest.raises(ContentError) as caught:
        load_rulebook(path)
    assert "rules.toml" in str(caught.value)
    assert named in str(caught.value)
    assert caught.value.inn("en").isascii()


def test_a_missing_rulebook_is_named(tmp_path):
    """A wrong path is said, not traced."""
    with pytest.raises(ContentError, match="nowhere"):
        load_rulebook(tmp_path / "nowhere.toml")
