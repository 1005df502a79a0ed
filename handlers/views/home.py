"""App Home: the one button, and how to use the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views.fitting import fit

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Surface

_WAYS = ("home.how_command", "home.how_shortcut", "home.how_dm", "home.how_button")
_LEVELS = (
    "home.level_ok",
    "home.level_conditional",
    "home.level_prohibited",
    "home.level_undecided",
)


def home(voice: Voice, *, can_unmask: bool = False) -> Surface:
    """The Home tab of a person."""
    buttons = [kit.button(voice("home.open"), ids.ACTION_OPEN_CHECK, primary=True)]
    if can_unmask:
        buttons.append(kit.button(voice("unmask.open"), ids.ACTION_OPEN_UNMASK))
    blocks = [
        kit.header(voice("home.title")),
        kit.prose(voice("home.welcome")),
        kit.actions(*buttons),
        kit.bullets(voice("home.how"), map(voice, _WAYS)),
        kit.bullets(voice("home.levels"), map(voice, _LEVELS)),
        kit.context(voice("home.privacy_kept" if can_unmask else "home.privacy")),
    ]
    return fit({"type": "home", "blocks": blocks}, voice)
