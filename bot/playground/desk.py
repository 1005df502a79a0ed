"""What every part of the local Slack is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.json_types import Json
    from bot.playground.workspace import Workspace


class Announce(Protocol):
    """Tell the app of an event, soon and in order, without waiting for its answer."""

    def __call__(self, event: Json) -> None: ...


@dataclass(frozen=True)
class Desk:
    workspace: Workspace
    announce: Announce
    # A problem is something that real Slack would leave unsaid, or show to a person as an error:
    # tests assert that there are none.
    report: Callable[[str], None]
    scopes: frozenset[str]
    bot_token: str
    app_token: str
    # The address of an answering URL, and that of a new Socket Mode connection.
    answer_url: Callable[[str], str]
    socket_url: Callable[[], str]
    # Where the local Slack itself is, and where the content of an announced file goes.
    address: Callable[[], str]
    upload_url: Callable[[str], str]
