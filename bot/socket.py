"""Socket Mode: one connection that is known to be alive, and a stop that loses nothing."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from threading import Condition, Thread
from typing import TYPE_CHECKING

import structlog
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from typing_extensions import override

from bot.freshness import UNREACHABLE
from bot.slack_client import web_client
from bot.start_error import StartError
from bot.stopping import GRACE_SECONDS, leave, stop_on_signal
from bot.web import start_side_server, web_app
from bot.wiring import build, slack_refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from slack_sdk.socket_mode.builtin import SocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from bot.settings import Settings
    from bot.stopping import StopSign
    from bot.wiring import Annai
    from handlers.texts import Language

_PING_EVERY = 5
# Three pings without an answer. The client itself holds on longer, and after a cut connection it
# does not let go at all: each ping fails, and it counts to five.
_DEAF_AFTER = 16.0
# Slack counts new connections by the minute, so a new line is given more time than an old one.
_TIME_TO_SPEAK = 30.0
_REBUILD_PAUSES = (1.0, 5.0, 15.0, 30.0)
_THREADS = 16


class Gate:
    """Counts the requests inside, and lets no new ones in once it is closed."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._inside = 0
        self._closed = False

    @contextmanager
    def passing(self) -> Iterator[bool]:
        """Yield whether the caller may do the work; leaving is noticed either way."""
        with self._changed:
            welcome = not self._closed
            self._inside += welcome
        try:
            yield welcome
        finally:
            with self._changed:
                self._inside -= welcome
                self._changed.notify_all()

    def close(self, seconds: float) -> bool:
        """Let nobody in any more and wait for those inside; False when some stayed too long."""
        with self._changed:
            self._closed = True
            return self._changed.wait_for(lambda: self._inside == 0, timeout=seconds)


class _Handler(SocketModeHandler):
    """Bolt's handler behind a gate.

    A request that finds the gate closed is not acknowledged, so Slack sends it again elsewhere;
    the connection stays open meanwhile, so those inside can still acknowledge theirs.
    """

    def __init__(self, annai: Annai, app_token: str, gate: Gate) -> None:
        self._gate = gate
        super().__init__(
            annai.app,
            app_token,
            web_client=web_client(annai.client.base_url, None, timeout=10),
            ping_interval=_PING_EVERY,
            concurrency=_THREADS,
        )
        self.client.on_message_listeners.append(lambda _message: annai.heard.mark())

    @override
    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt's own
        with self._gate.passing() as welcome:
            if welcome:
                super().handle(client, req)


class Line:
    """The line to Slack: watched by its signs of life, and laid anew when it is deaf.

    Args:
        annai: the running bot; its `heard` is marked at every sign of life.
        lay: opens a connection and returns its handler; raises what `UNREACHABLE` lists.
        monotonic: seconds on a clock that never jumps.
    """

    def __init__(
        self,
        annai: Annai,
        lay: Callable[[], SocketModeHandler],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._annai = annai
        self._lay = lay
        self._monotonic = monotonic
        self._handler: SocketModeHandler | None = None
        self._last_pong: float | None = None
        self._failures = 0
        self._try_at = float("-inf")

    def open(self) -> None:
        """Lay the line for the first time.

        Raises:
            what `UNREACHABLE` lists: Slack refused, or is not there.
        """
        self._handler = self._lay()
        self._annai.heard.mark()

    def watch(self) -> None:
        """Notice a sign of life, or lay the line anew when there was none for too long."""
        pong = _last_pong(self._handler)
        if pong is not None and pong != self._last_pong:
            self._last_pong = pong
            self._annai.heard.mark()
        if self._annai.heard.age() > _DEAF_AFTER and self._monotonic() >= self._try_at:
            self._lay_anew()

    def _lay_anew(self) -> None:
        log = structlog.get_logger("bot.socket")
        log.warning("deaf: laying the line anew", silent_for=round(self._annai.heard.age()))
        hang_up(self._handler, seconds=0)
        self._handler = None
        try:
            self._handler = self._lay()
        except UNREACHABLE as error:
            pause = _REBUILD_PAUSES[min(self._failures, len(_REBUILD_PAUSES) - 1)]
            self._failures += 1
            self._try_at = self._monotonic() + pause
            log.warning("Slack cannot be reached", exc_info=error, next_try_in=pause)
            return
        self._failures = 0
        self._try_at = self._monotonic() + _TIME_TO_SPEAK

    def close(self, seconds: float) -> None:
        """Hang up."""
        hang_up(self._handler, seconds)
        self._handler = None


def _last_pong(handler: SocketModeHandler | None) -> float | None:
    session = handler.client.current_session if handler is not None else None
    return session.last_ping_pong_time if session is not None else None


def hang_up(handler: SocketModeHandler | None, seconds: float) -> None:
    """Close a connection without waiting for it longer than this: a deaf one may never answer."""
    if handler is None:
        return
    handler.client.auto_reconnect_enabled = False
    handler.client.closed = True
    closing = Thread(target=handler.close, name="annai-hang-up", daemon=True)
    closing.start()
    closing.join(seconds)


def lay_line(annai: Annai, app_token: str, gate: Gate) -> SocketModeHandler:
    """Open a connection and return its handler.

    Raises:
        what `UNREACHABLE` lists: Slack refused the token, or is not there.
    """
    handler = _Handler(annai, app_token, gate)
    try:
        handler.client.connect()
    except UNREACHABLE:
        hang_up(handler, seconds=0)
        raise
    return handler


def serve_socket(annai: Annai, line: Line, gate: Gate, stop: StopSign) -> bool:
    """Watch the line until told to stop, then finish what is running.

    Returns:
        False when something was still running after the time for finishing.
    """
    log = structlog.get_logger("bot.socket")
    log.info("ready", mode="socket")
    while not stop.wait(1.0):
        line.watch()
    finished = gate.close(GRACE_SECONDS)
    line.close(seconds=5)
    finished = annai.close(GRACE_SECONDS) and finished
    log.info("stopped", mode="socket", finished=finished)
    return finished


def run_socket(
    settings: Settings, port: int | None, language: Language, *, with_scheduler: bool
) -> int:
    """Build the bot, connect, and serve until a signal says stop.

    Args:
        settings: checked, with both tokens.
        port: for the web addresses beside; None for none.
        language: of the messages to the person who starts it.
        with_scheduler: this process also does what is scheduled.

    Returns:
        The exit code: 0 stopped as told, 1 something did not answer, 2 something is wrong.
    """
    stop = stop_on_signal()
    app_token = settings.slack_app_token.get_secret_value() if settings.slack_app_token else ""
    gate = Gate()
    try:
        annai = build(settings)
        stop_side_server = _serve_beside(annai, port)
        line = Line(annai, lambda: lay_line(annai, app_token, gate))
        try:
            line.open()
        except UNREACHABLE as error:
            raise slack_refusal("app_token", error) from None
    except StartError as error:
        sys.stderr.write(error.explain(language) + "\n")
        return error.exit_code
    annai.warm_up()
    if with_scheduler:
        annai.runner.start()
    finished = serve_socket(annai, line, gate, stop)
    stop_side_server()
    return leave(finished=finished)


def _serve_beside(annai: Annai, port: int | None) -> Callable[[], None]:
    if port is None:
        return lambda: None
    site = web_app(lambda: annai.readiness(annai.heard.is_fresh), annai.metrics)
    try:
        return start_side_server(site, port)
    except OSError:
        raise StartError("port_taken", port=port) from None
