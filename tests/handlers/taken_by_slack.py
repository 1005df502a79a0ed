"""What every test of screens asks of one: what a person reads on it, and whether Slack takes it."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.playground.outline import outline_message, outline_view
from handlers.limits import MESSAGE_BLOCKS, VIEW_BLOCKS, units
from handlers.views.fitting import fit


def read_screen(surface, names):
    """Return a message, modal or Home as the text that a person reads."""
    if "type" in surface:
        return outline_view(surface, names)
    return outline_message(surface["text"], surface["blocks"], names)


def assert_slack_takes(surface, voice):
    """Slack's own models find no fault, and nothing has to be cut off at the end."""
    blocks = surface["blocks"]
    is_view = "type" in surface
    assert len(blocks) <= (VIEW_BLOCKS if is_view else MESSAGE_BLOCKS)
    assert fit(surface, voice) == surface
    if is_view:
        View(**surface).validate_json()
        assert units(surface.get("private_metadata", "")) <= 3_000
    parsed = Block.parse_all(blocks)
    assert len(parsed) == len(blocks)
    for block in parsed:
        block.validate_json()
