"""What a person can do on a page: each act goes the way that the actors of the tests go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bot.playground.actors import Actor
from bot.playground.control import acts_messages, acts_rooms, acts_screens
from bot.playground.control.given import Given
from bot.playground.control.refusals import RefusalError
from bot.playground.forms import NoSuchChoiceError
from bot.playground.gestures import NotOnScreenError
from bot.playground.json_types import Json

if TYPE_CHECKING:
    from collections.abc import Mapping

Act = Callable[[Actor, Given], Json]

ACTS: Final[Mapping[str, Act]] = {
    **acts_messages.ACTS,
    **acts_screens.ACTS,
    **acts_rooms.ACTS,
}


def act(actor: Actor, name: str, given: Given) -> Json:
    """Do it, wait until the app has answered, and return what came of it.

    Raises:
        RefusalError: a person could not do this.
    """
    if name not in ACTS:
        raise RefusalError("unknown_act")
    try:
        result = ACTS[name](actor, given)
    except NoSuchChoiceError as error:
        raise RefusalError("no_such_choice") from error
    except NotOnScreenError as error:
        raise RefusalError("not_on_screen") from error
    workspace = actor.slack.workspace
    # Not everything that an act changes is watched: who looks at the Home, for one.
    workspace.changes.note()
    return {"ok": True, "version": workspace.changes.number, "notice": "", **result}
