"""Mistaken entries on screen: what is read, and whether Slack takes it."""

import pytest
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.playground.outline import outline_message, outline_view
from handlers.limits import units
from handlers.views.fitting import fit
from knowledge.rulebook import load_rulebook
from tests.handlers.screens_of_incidents import NAMES, fullest, messages, on_home, views

RULEBOOK = load_rulebook()
MESSAGES = (
    "desk",
    "desk_law",
    "desk_taken",
    "desk_closed",
    "upwards",
    "own",
    "own_taken",
    "own_closed",
    "told",
    "told_reopened",
    "asked",
    "replied",
    "nudge",
    "nudge_late",
)
VIEWS = (
    "form",
    "received",
    "received_masked",
    "received_dropped",
    "own",
    "desk",
    "desk_law",
    "ask",
    "reply",
    "close",
    "close_again",
    "close_published",
)


def test_every_screen_has_its_golden_file(voice):
    """The lists above are complete."""
    assert tuple(name for name, _ in messages(RULEBOOK, voice)) == MESSAGES
    assert tuple(name for name, _ in views(RULEBOOK, voice)) == VIEWS


@pytest.mark.parametrize("name", MESSAGES)
def test_each_message_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    message = dict(messages(RULEBOOK, voice))[name]
    screen = outline_message(message["text"], message["blocks"], NAMES)
    golden(f"incidents/{name}.{voice.language}", screen)


@pytest.mark.parametrize("name", VIEWS)
def test_each_modal_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    view = dict(views(RULEBOOK, voice))[name]
    golden(f"incidents/{name}_modal.{voice.language}", outline_view(view, NAMES))


@pytest.mark.parametrize("handles", [False, True])
def test_the_part_of_home_reads_as_agreed(handles, voice, golden):
    """For everybody, and for those who handle them."""
    blocks = on_home(RULEBOOK, voice, handles=handles)
    screen = outline_view({"type": "home", "blocks": blocks}, NAMES)
    golden(f"incidents/home_{'desk' if handles else 'own'}.{voice.language}", screen)


def test_slack_takes_every_screen_at_its_fullest(voice):
    """Slack's own models find no fault, and nothing had to be cut off at the end."""
    surfaces = [
        *fullest(RULEBOOK, voice),
        *(one for _, one in messages(RULEBOOK, voice)),
        *(one for _, one in views(RULEBOOK, voice)),
    ]
    for surface in surfaces:
        blocks = surface["blocks"]
        assert len(blocks) <= (100 if "type" in surface else 50)
        assert fit(surface, voice) == surface
        if surface.get("type") == "modal":
            View(**surface).validate_json()
            assert units(surface.get("private_metadata", "")) <= 3_000
        for block in Block.parse_all(blocks):
            block.validate_json()


def test_nothing_is_left_out_at_its_fullest(voice):
    """The buttons stand near the end: they would be the first to go."""
    left_out = {voice("limits.left_out", count=count) for count in range(100)}
    for surface in fullest(RULEBOOK, voice):
        assert (
            not {
                one["elements"][0]["text"] for one in surface["blocks"] if one["type"] == "context"
            }
            & left_out
        )
