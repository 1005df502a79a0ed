"""Requests for a tool that somebody would like to use, and the answers there are."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

LONGEST_TOOL: Final = 100
LONGEST_PURPOSE: Final = 500
LONGEST_ANSWER: Final = 500


class ToolStatus(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    ALLOWED = "allowed"
    CONDITIONAL = "conditional"
    DECLINED = "declined"


ANSWERS: Final = (ToolStatus.ALLOWED, ToolStatus.CONDITIONAL, ToolStatus.DECLINED)
NEEDS_REASON: Final = frozenset({ToolStatus.CONDITIONAL, ToolStatus.DECLINED})
