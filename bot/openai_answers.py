"""What an OpenAI-compatible server answered, read with care: bytes in, a value out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knowledge.language_model import Answer, Unavailable, Why

if TYPE_CHECKING:
    from collections.abc import Mapping

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)
_MOST_CODE = 64


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer, or why there is none, with the tokens that it cost; 0 when nobody said so."""

    outcome: Answer | Unavailable
    prompt_tokens: int = 0
    completion_tokens: int = 0

    @property
    def tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens


@dataclass(frozen=True, slots=True)
class ErrorBody:
    """What a refusal says about itself: its code, in our own few words."""

    code: str = field(default="", repr=False)

    @property
    def is_filter(self) -> bool:
        return self.code in {"content_filter", "content_policy_violation"}

    @property
    def is_quota(self) -> bool:
        return self.code in {"insufficient_quota", "billing_hard_limit_reached"}


def read_completion(content: bytes) -> Completion:
    """Read the body of a chat completion.

    The reason why it ended is looked at before its content: what was cut is no JSON, and a
    refusal is no answer.
    """
    body = _parsed(content)
    if not isinstance(body, dict):
        return Completion(Unavailable(Why.MALFORMED))
    usage = _table(body, "usage")
    tokens = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict):
        return Completion(Unavailable(Why.EMPTY), *tokens)
    return Completion(_outcome(choice), *tokens)


def read_error(content: bytes) -> ErrorBody:
    """Read the code in the body of a refusal; its words are nobody's business."""
    body = _parsed(content)
    error = _table(body, "error") if isinstance(body, dict) else {}
    code = error.get("code") or error.get("type")
    return ErrorBody(code[:_MOST_CODE] if isinstance(code, str) else "")


def _outcome(choice: Mapping[str, Any]) -> Answer | Unavailable:
    finish = choice.get("finish_reason")
    message = _table(choice, "message")
    content = message.get("content")
    if finish == "length":
        return Unavailable(Why.CUT)
    if finish == "content_filter":
        return Unavailable(Why.FILTERED)
    if message.get("refusal"):
        return Unavailable(Why.REFUSED)
    if not isinstance(content, str) or not content.strip():
        return Unavailable(Why.EMPTY)
    fenced = _FENCE.match(content)
    values = _parsed(fenced[1] if fenced else content)
    return Answer(values) if isinstance(values, dict) else Unavailable(Why.MALFORMED)


def _parsed(content: bytes | str) -> object:
    try:
        parsed: object = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return parsed


def _table(body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = body.get(key)
    return value if isinstance(value, dict) else {}


def _count(usage: Mapping[str, Any], key: str) -> int:
    value = usage.get(key)
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
