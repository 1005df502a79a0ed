"""Makes a report's files in a process of its own, which gives its memory back when it is done.

Fonts, charts and pages take more than a hundred megabytes, which Python does not return: too much
for once a month in a bot that is to stay small.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from handlers.report_files.chart import draw_chart
from handlers.report_files.page import make_page
from handlers.report_files.workbook import make_workbook
from handlers.texts import load_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from handlers.texts import Language, Voice
    from knowledge.reports import Report

ENDINGS: Final[Mapping[str, str]] = {"chart": "png", "workbook": "xlsx", "page": "pdf"}
_MAKERS: Final[Mapping[str, Callable[[Report, Voice], bytes]]] = {
    "chart": draw_chart,
    "workbook": make_workbook,
    "page": make_page,
}
_PATIENCE: Final = 120

Wanted = tuple[str, "Language"]
"""A form of the report, as `ENDINGS` has it, and its language."""


class NotDrawnError(Exception):
    """The files could not be made; the message names the kind of failure only."""


def make_apart(report: Report, wanted: Iterable[Wanted]) -> dict[Wanted, bytes]:
    """Return each of these files.

    Raises:
        NotDrawnError: a font, memory or time was missing, or the machine starts no processes.
    """
    # It looks for modules where we do, wherever it was started from.
    script = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve; serve()"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-c", script],
            input=pickle.dumps((report, list(dict.fromkeys(wanted)))),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=True,
        )
        made: dict[Wanted, bytes] = pickle.loads(done.stdout)  # noqa: S301 - from our own process
    except (OSError, subprocess.SubprocessError, pickle.UnpicklingError, EOFError) as error:
        raise NotDrawnError(type(error).__name__) from None
    return made


def serve() -> None:
    """Answer the process that started this one."""
    report, wanted = pickle.loads(sys.stdin.buffer.read())  # noqa: S301 - from our own process
    texts = load_texts()
    made = {
        (form, language): _MAKERS[form](report, texts.voice(language)) for form, language in wanted
    }
    sys.stdout.buffer.write(pickle.dumps(made))
