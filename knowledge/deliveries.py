"""What can be done with a message in Slack, and where that stands."""

from __future__ import annotations

from enum import StrEnum


class DeliveryKind(StrEnum):
    """What is done with the message in Slack."""

    POST = "post"
    UPDATE = "update"
    DELETE = "delete"
    FILES = "files"


class DeliveryStatus(StrEnum):
    """Where a delivery stands; all but WAITING are ends, and only FAILED can be sent again."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
