"""What Slack sends to the app, and what comes back: the same for HTTP and for Socket Mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from bot.playground.json_types import Json

EnvelopeKind = Literal["events_api", "slash_commands", "interactive"]
Failure = Literal["", "http_timeout", "http_error", "connection_failed"]


@dataclass(frozen=True)
class Envelope:
    kind: EnvelopeKind
    payload: Json
    retry_num: int = 0
    retry_reason: str = ""


@dataclass(frozen=True)
class Answer:
    """The app's acknowledgement, or how it failed to come."""

    status: int = 0
    body: str = ""
    is_json: bool = False
    failure: Failure = ""
    # The app may ask, by a header, not to be sent this event again.
    no_retry: bool = False

    @property
    def acknowledged(self) -> bool:
        return not self.failure


class Carrier(Protocol):
    """A way to the app."""

    def carry(self, envelope: Envelope) -> Answer:
        """Bring one envelope and wait, three seconds at most, for the answer."""
        ...
