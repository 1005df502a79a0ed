"""`annai export kpi`: a month's report as a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.cli_decisions import open_database, who
from bot.clock import utc_now
from bot.input_error import InputError
from bot.phrases import say
from bot.settings import load_settings
from handlers.report_files import chart, page, table, workbook
from handlers.texts import load_texts
from knowledge.company_settings import calendar_of
from knowledge.months import Month, month_of, read_month
from knowledge.store.audit import append_entry
from knowledge.store.company_settings import read_company_settings
from knowledge.store.reports import read_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from handlers.texts import Language, Voice
    from knowledge.calendar import Calendar
    from knowledge.reports import Report

Form = Literal["json", "csv", "xlsx", "pdf", "png"]
_TEXT = frozenset({"json", "csv"})


def export_kpis(
    month: str | None,
    form: Form,
    output: Path | None,
    language: Language,
    *,
    clock: Callable[[], datetime] = utc_now,
) -> None:
    """Write the report of a month, by default the last one, to a file or to standard output.

    Raises:
        InputError: that is no month, or the file cannot be written.
    """
    if form not in _TEXT and output is None and sys.stdout.isatty():
        raise InputError(say(language, "kpi.needs_file", form=form))
    zone = ZoneInfo(load_settings().annai_timezone)
    with open_database() as database:
        with database.read() as session:
            calendar = calendar_of(read_company_settings(session), zone)
            chosen = _month(month, calendar, clock(), language)
            report = read_report(session, chosen, calendar)
        content = _content(form, report, load_texts(language).voice(language))
        with database.begin() as session:
            append_entry(
                session,
                at=clock(),
                actor=who(),
                action="kpi.export",
                subject=f"report:{chosen}",
                outcome=form,
            )
    _write(content, output, language)


def _month(written: str | None, calendar: Calendar, now: datetime, language: Language) -> Month:
    if written is None:
        return month_of(now, calendar).before()
    month = read_month(written)
    if month is None:
        raise InputError(say(language, "kpi.no_month", month=written))
    return month


def _content(form: Form, report: Report, voice: Voice) -> bytes:
    make = {
        "json": table.write_json,
        "csv": table.write_csv,
        "xlsx": workbook.make_workbook,
        "pdf": page.make_page,
        "png": chart.draw_chart,
    }
    return make[form](report, voice)


def _write(content: bytes, output: Path | None, language: Language) -> None:
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError:
        raise InputError(say(language, "kpi.cannot_write", path=output)) from None
