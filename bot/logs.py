"""Logs: JSON lines on stderr that hold no text of a person, no secret and no foreign sentence."""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from typing import TYPE_CHECKING, Any

import structlog
from typing_extensions import override

from handlers.error_log import OWN_PACKAGES, outline, place_of

if TYPE_CHECKING:
    from types import TracebackType

    from structlog.typing import EventDict, WrappedLogger

# Libraries write request bodies, tokens and answers into their lines, at every level: Bolt's
# "Invalid request signature" is an info line that holds the whole body. So their sentences are
# left out, and the place in their source is given instead. Only these are known to be harmless;
# what follows the known words is cut as well, except for the process server's own lines.
_HARMLESS = re.compile(
    r"A new session has been established|Starting to receive messages|Stopped receiving messages"
    r"|The connection seems to be stale|The session seems to be already closed"
    r"|Received CLOSE event|The connection has been closed|Connecting to a new endpoint"
    r"|Connected to a new endpoint|Unable to send a ping message|Going to retry the same request"
    r"|Failed to retrieve WSS URL|Failed to send a request to Slack API server"
    r"|Failed to establish a connection|Failed to check the current session"
    r"|Failed to authorize with the given token|Invalid request signature detected"
    r"|Unsuccessful Bolt execution result|Unhandled request|Rate limited"
    r"|Error handling request|Invalid request from|Running upgrade|As you gave `client` as well"
)
_HARMLESS_WHOLE = re.compile(
    r"(?:Starting gunicorn|Listening at|Using worker|Booting worker|Worker exiting|Worker \(pid"
    r"|Handling signal|Shutting down|Reason: |Autorestarting)[^\n]{0,120}"
)
_SECRET = re.compile(
    r"xox[a-z](?:\.[a-z]+)?-[\w.-]+|xapp-[\w-]+|xwfp-[\w-]+|(?<![A-Za-z0-9])sk-[\w-]{8,}|(?i:bearer) +[\w.~+/-]+=*"
    r"|(?<=://)[^\s/@:]+:[^\s/@]+(?=@)"
)


def redact(value: Any) -> Any:  # noqa: ANN401 - a log value is whatever somebody logged
    """Return the value with everything that looks like a token or a password taken out."""
    if isinstance(value, str):
        return _SECRET.sub("[secret]", value)
    if isinstance(value, dict):
        return {key: redact(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [redact(item) for item in value]
    return value


def _withhold_foreign(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    record: logging.LogRecord = event["_record"]
    if event["_from_structlog"] or record.name.partition(".")[0].partition(":")[0] in OWN_PACKAGES:
        return event
    said = str(event["event"])
    known = _HARMLESS_WHOLE.match(said) or _HARMLESS.match(said)
    event["event"] = known.group() if known else "withheld"
    event["source"] = place_of(record.pathname, record.lineno)
    event.pop("stack_info", None)
    return event


def _outline_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if isinstance(info, tuple):
        info = info[1]
    if info is True:
        info = sys.exc_info()[1]
    if isinstance(info, BaseException):
        event["exception"] = outline(info)
    return event


def _redact_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: redact(value) for key, value in event.items()}


def _to_json(event: EventDict, **_ignored: object) -> str:
    # A value of some other type shows its type only: its repr may hold anything.
    return json.dumps(event, ensure_ascii=False, default=lambda value: f"<{type(value).__name__}>")


class _QuietHandler(logging.StreamHandler[Any]):
    """Writes to stderr; a line that cannot be written is lost instead of being shown raw."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        # The library's own version prints the message and its arguments.
        sys.stderr.write(f'{{"event": "log line failed", "logger": "{record.name}"}}\n')


def configure_logs(level: str) -> None:
    """Send everything that anybody logs in this process through one careful handler.

    Args:
        level: of our own loggers. Libraries never speak below INFO.
    """
    handler = _QuietHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_logger_name,
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
            processors=[
                _withhold_foreign,
                _outline_exception,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _redact_event,
                structlog.processors.JSONRenderer(serializer=_to_json),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.INFO, logging.getLevelName(level)))
    for name in OWN_PACKAGES:
        logging.getLogger(name).setLevel(level)
    # One says a dozen lines at every start that nothing was to do, the others at every look and
    # at every call; all that they say would be withheld anyway.
    for name in ("alembic", "apscheduler", "httpx2", "httpcore2", "openai"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.contextvars.merge_contextvars,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    _log_what_nobody_caught()


def _log_what_nobody_caught() -> None:
    log = logging.getLogger("bot.logs")

    def in_main(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        log.critical("nobody caught an exception", exc_info=error)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        log.error("nobody caught an exception in a thread", exc_info=args.exc_value)

    def in_finalizer(args: sys.UnraisableHookArgs) -> None:
        log.error("nobody could catch an exception", exc_info=args.exc_value)

    sys.excepthook = in_main
    threading.excepthook = in_thread
    sys.unraisablehook = in_finalizer
