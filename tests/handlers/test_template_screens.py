"""Templates on screen: what a person reads, and whether Slack takes it."""

import pytest

from handlers.views.distinct import distinct_labels
from handlers.views.templates import Listing, search_modal
from tests.handlers.screens_of_templates import cards, filled, longest, longest_template, screens
from tests.handlers.taken_by_slack import assert_slack_takes, read_screen

NAMES = (
    "search",
    "nothing",
    "many",
    "mine",
    "mine_empty",
    "home",
    "form",
    "trouble",
    "trouble_all_masked",
    "finished",
    "finished_in_parts",
    "question",
    "answered",
    "answered_no",
    "answered_whole",
    "stopped",
    "comment",
    "settings",
)


def labels(view):
    """Return the labels of the menu of a list."""
    menus = [
        element
        for block in view["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "static_select"
    ]
    return [option["text"]["text"] for menu in menus for option in menu["options"]]


def test_every_screen_has_its_golden_file(small_rulebook, voice):
    """The list above is complete."""
    assert tuple(name for name, _ in screens(small_rulebook, voice)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_screen_reads_as_agreed(name, small_rulebook, voice, golden):
    """The golden file is what a person reads, in their language."""
    surface = dict(screens(small_rulebook, voice))[name]
    golden(f"templates/{name}.{voice.language}", read_screen(surface, {}))


def test_slack_takes_every_screen_at_its_longest(small_rulebook, voice):
    """Slack's own models find no fault, and nothing had to be cut off at the end."""
    usual = [surface for _, surface in screens(small_rulebook, voice)]
    for surface in (*usual, *longest(small_rulebook, voice)):
        assert_slack_takes(surface, voice)


def test_the_longest_form_keeps_every_field(small_rulebook, voice):
    """All slots and the whole text of 5,000 characters are there."""
    template = longest_template()
    blocks = filled(template, voice, small_rulebook)["blocks"]
    assert sum(block["type"] == "input" for block in blocks) == len(template.slots)
    texts = [block for block in blocks if block["type"] == "rich_text"]
    last = "".join(
        block["elements"][0]["elements"][0]["text"]
        for block in texts
        if block["elements"][0]["type"] == "rich_text_preformatted"
    )
    assert last == template.text


@pytest.mark.parametrize(
    ("count", "in_menu", "left_out"), [(0, 0, 0), (1, 0, 0), (100, 100, 0), (130, 100, 30)]
)
def test_a_list_shows_a_hundred_and_says_how_many_more(count, in_menu, left_out, voice):
    """Nothing, one, as many as a menu takes, more."""
    view = search_modal(Listing("x", cards(count)), voice)
    shown = labels(view)
    assert len(shown) == len(set(shown)) == in_menu
    assert (voice("template.nothing") in str(view)) == (count == 0)
    assert (voice("template.more", count=30) in str(view)) == (left_out == 30)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["短い", "別の"], ["短い", "別の"]),
        (["同じ", "同じ"], ["同じ（1）", "同じ（2）"]),
        (["あ" * 80 + "甲", "あ" * 80 + "乙"], ["あ" * 20 + "…甲", "あ" * 20 + "…乙"]),
    ],
)
def test_labels_differ_however_alike_the_titles_are(titles, expected):
    """By the part in which they differ, or by a number."""
    assert distinct_labels(titles, 75) == expected


def test_labels_stay_within_the_limit():
    """Numbers and long differences too."""
    titles = ["長" * 200, "長" * 200, "長" * 100 + "甲" * 100, "🎉" * 80, "🎉" * 80]
    made = distinct_labels(titles, 75)
    assert len(set(made)) == len(titles)
    assert all(len(label.encode("utf-16-le")) // 2 <= 75 for label in made)
