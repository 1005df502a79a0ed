"""`annai scheduler`: a process that only does what is scheduled."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import structlog

from bot.logs import configure_logs
from bot.start_error import StartError
from bot.stopping import GRACE_SECONDS, leave, stop_on_signal
from bot.wiring import build

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.texts import Language


def run_clockwork(settings: Settings, language: Language) -> int:
    """Do what is scheduled until told to stop.

    Returns:
        The exit code: 0 stopped as told, 1 something did not answer, 2 something is missing.
    """
    configure_logs(settings.log_level)
    stop = stop_on_signal()
    try:
        annai = build(settings)
    except StartError as error:
        sys.stderr.write(error.explain(language) + "\n")
        return error.exit_code
    annai.runner.start()
    log = structlog.get_logger("bot.clockwork")
    log.info("ready", mode="scheduler")
    stop.wait()
    finished = annai.close(GRACE_SECONDS)
    log.info("stopped", mode="scheduler", finished=finished)
    return leave(finished=finished)
