"""Keeps what people wrote out of the log lines of the Slack libraries."""

from __future__ import annotations

import logging

from typing_extensions import override

_LIBRARIES = ("slack_bolt", "slack_sdk")


class WithoutBody(logging.Filter):
    """Lets no debug line through, and cuts a line where it begins to quote.

    Bolt's debug lines hold requests and answers; its "Invalid request signature detected (…)" is
    an info line with the whole body, and so is the warning about a middleware that skipped a
    request. What these lines are about stands before the bracket.
    """

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.INFO:
            return False
        record.msg = str(record.msg).partition(" (")[0]
        record.args = ()
        record.exc_info = None
        return True


def keep_bodies_out_of_logs() -> None:
    """Put the filter on every logger that the Slack libraries have made so far."""
    without_body = WithoutBody()
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in _LIBRARIES:
            logger = logging.getLogger(name)
            if not any(isinstance(known, WithoutBody) for known in logger.filters):
                logger.addFilter(without_body)
