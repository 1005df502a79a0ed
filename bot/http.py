"""HTTP mode: the bot behind gunicorn, one worker with threads."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import TYPE_CHECKING, Any

import structlog
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from typing_extensions import override

from bot.phrases import say
from bot.start_error import StartError
from bot.stopping import GRACE_SECONDS

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

    from bot.settings import Settings
    from bot.wiring import Annai
    from handlers.texts import Language

_THREADS = 16
_BOOT = 120
# How a worker tells gunicorn's master that another try would end the same way.
_WORKER_STATUS = {2: 4, 1: 3}
_OUR_STATUS = {theirs: ours for ours, theirs in _WORKER_STATUS.items()}


class _OurLogger(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Lets gunicorn's lines go where all lines go."""

    @override
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn, with the bot built in the worker: threads and pools do not survive a fork."""

    def __init__(
        self,
        settings: Settings,
        language: Language,
        listener: socket.socket,
        *,
        with_scheduler: bool,
    ) -> None:
        self._settings = settings
        self._language = language
        self._listener = listener
        self._with_scheduler = with_scheduler
        self._annai: Annai | None = None
        super().__init__()

    @override
    def load_config(self) -> None:
        options = {
            "bind": f"fd://{self._listener.fileno()}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": _THREADS,
            "graceful_timeout": int(GRACE_SECONDS),
            "timeout": _BOOT,
            "accesslog": None,
            "logger_class": _OurLogger,
            "control_socket_disable": True,
            "post_worker_init": _stop_gracefully_on_every_signal,
            "worker_exit": self._on_worker_exit,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    @override
    def load(self) -> WSGIApplication:
        log = structlog.get_logger("bot.http")
        # Here, in the worker: the master never needs these, and stays small.
        from bot.site import build_site  # noqa: PLC0415

        try:
            self._annai, site = build_site(self._settings)
        except StartError as error:
            sys.stderr.write(error.explain(self._language) + "\n")
            sys.exit(_WORKER_STATUS[error.exit_code])
        finally:
            # gunicorn would print the message of an exception that nobody foresaw, and what such
            # a message holds nobody knows; so the worker leaves before gunicorn sees it.
            unforeseen = sys.exc_info()[1]
            if isinstance(unforeseen, Exception):
                log.critical("nobody caught an exception", exc_info=unforeseen)
                sys.exit(_WORKER_STATUS[1])
        self._annai.warm_up()
        if self._with_scheduler:
            self._annai.runner.start()
        log.info("ready", mode="http")
        return site

    def _on_worker_exit(self, _arbiter: object, _worker: object) -> None:
        if self._annai is not None:
            self._annai.close(GRACE_SECONDS)
            structlog.get_logger("bot.http").info("stopped", mode="http")


def _stop_gracefully_on_every_signal(worker: Any) -> None:  # noqa: ANN401 - gunicorn ships no types
    # Ctrl-C in a terminal reaches the worker too, and gunicorn would drop what is running.
    signal.signal(signal.SIGINT, worker.handle_exit)
    signal.signal(signal.SIGQUIT, worker.handle_exit)


def serve_http(settings: Settings, port: int, language: Language, *, with_scheduler: bool) -> int:
    """Serve until told to stop; with the scheduler, do what is scheduled as well.

    Returns:
        The exit code: 0 after a stop that was asked for.
    """
    try:
        listener = socket.create_server(("0.0.0.0", port), backlog=1024)  # noqa: S104 - a server
    except OSError:
        sys.stderr.write(say(language, "start.port_taken", port=port) + "\n")
        return 2
    master = os.getpid()
    try:
        _Server(settings, language, listener, with_scheduler=with_scheduler).run()
    except SystemExit as stop:
        # The worker leaves through here as well, and gunicorn must see its own numbers.
        if os.getpid() != master:
            raise
        code = stop.code if isinstance(stop.code, int) else 0
        return _OUR_STATUS.get(code, code)
    return 0
