"""What a success story is: its emoji, its supporters, its minutes, and how it may move."""

from typing import Any

import pytest

from knowledge.stories import (
    MOVES,
    Move,
    Status,
    read_emoji,
    saved_a_month,
    starts_a_story,
    supporters_in,
)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("ai_success", ("ai_success",)),
        (":ai_success: :star:", ("ai_success", "star")),
        (":ai_success::star:", ("ai_success", "star")),
        ("ai_success、star,tada", ("ai_success", "star", "tada")),
        (":raised_hands::skin-tone-4:", ("raised_hands",)),
        ("raised_hands::skin-tone-2 star", ("raised_hands", "star")),
        ("+1 +1", ("+1",)),
        ("成功", ("成功",)),
        (" :: , ", ()),
        ("", ()),
    ],
)
def test_emoji_are_read_as_people_write_them(written, names):
    """Colons, commas, blanks and skin tones do not matter; each name once."""
    assert read_emoji(written) == names


@pytest.mark.parametrize(
    ("reaction", "starts"),
    [
        ("raised_hands", True),
        ("raised_hands::skin-tone-4", True),
        ("raised_hands_party", False),
        ("my_raised_hands", False),
        ("raised_hands::skin-tone-9", False),
        ("", False),
    ],
)
def test_an_emoji_counts_by_its_whole_name(reaction, starts):
    """Whatever its skin tone; a name that only contains it is another."""
    assert starts_a_story(reaction, ["raised_hands"]) is starts


def test_supporters_are_counted_once():
    """Two tones of one person are one; other emoji, and entries without people, are none."""
    reactions: list[dict[str, Any]] = [
        {"name": "star", "users": ["U1", "U2"]},
        {"name": "star::skin-tone-2", "users": ["U2", "U3"]},
        {"name": "tada", "users": ["U4"]},
        {"name": "star"},
        {},
    ]
    assert supporters_in(reactions, ["star"]) == ("U1", "U2", "U3")


@pytest.mark.parametrize(
    ("before", "after", "times", "saved"),
    [
        (20, 5, 30, 450),
        (20, 5, None, 15),
        (20, 5, 0, 15),
        (5, 20, 30, 0),
        (None, 5, 30, None),
        (20, None, 30, None),
        (0, 0, 10, 0),
    ],
)
def test_the_minutes_of_a_month(before, after, times, saved):
    """Before less after, times a month; nobody's silence is a number, and no loss is a gain."""
    assert saved_a_month(before, after, times) == saved


def test_every_move_leads_somewhere_and_nothing_moves_onto_itself_unseen():
    """Only writing it anew may leave a story where it stands: it waits again."""
    assert set(MOVES) == set(Move)
    for move, (to, sources) in MOVES.items():
        assert sources
        assert (to in sources) == (move is Move.SHARE)
    assert all(any(status in sources for _, sources in MOVES.values()) for status in Status)
