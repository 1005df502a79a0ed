"""The one exception of the Web API: Slack's answer `{"ok": false, "error": ...}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.playground.json_types import Json

# These say that the app itself is wrong, whatever the circumstances: a test must fail on them.
APP_IS_WRONG = frozenset(
    {
        "invalid_arguments",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_json",
        "invalid_metadata_format",
        "json_not_object",
        "metadata_too_large",
        "missing_scope",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_allowed_token_type",
        "too_many_attachments",
        "unknown_method",
        "view_too_large",
    }
)


class SlackError(Exception):
    """Slack refuses a call. `error` is its name for that; `complaints` say what exactly."""

    def __init__(self, error: str, complaints: Sequence[str] = (), **more: str) -> None:
        super().__init__(error)
        self.error = error
        self.complaints = list(complaints)
        self.more = more

    def answer(self) -> Json:
        """Return the body as Slack sends it."""
        body: Json = {"ok": False, "error": self.error, **self.more}
        if self.complaints:
            if self.error == "invalid_blocks":
                body["errors"] = self.complaints
            messages = [f"[ERROR] {complaint}" for complaint in self.complaints]
            body["response_metadata"] = {"messages": messages}
        return body


def missing(*names: str) -> SlackError:
    """Build the answer to a call that left out required arguments."""
    return SlackError("invalid_arguments", [f"missing required field: {name}" for name in names])
