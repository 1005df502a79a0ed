"""What the tests of the start and the command line share."""

import logging
import socket
import sys
import threading

import pytest
import structlog


@pytest.fixture(autouse=True)
def process_wide_things_are_put_back():
    """Commands set up logs and hooks for their process, which here is that of all tests."""
    loggers = [logging.getLogger(name) for name in (None, "annai", "bot", "handlers")]
    loggers += [
        logging.getLogger(name) for name in ("knowledge", "scheduler", "alembic", "apscheduler")
    ]
    levels = [(logger, logger.level) for logger in loggers]
    handlers = logging.getLogger().handlers[:]
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    yield
    logging.captureWarnings(capture=False)
    logging.getLogger().handlers[:] = handlers
    for logger, level in levels:
        logger.setLevel(level)
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    structlog.reset_defaults()


@pytest.fixture
def unused_port() -> int:
    """A port of this machine that nobody has just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
