"""Every month: the report of the month before, to those who answer for the use of AI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.report_mail import letters, send_letter
from handlers.views.reports import report_message
from knowledge.months import read_month
from knowledge.store.reports import read_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.months import Month
    from knowledge.schedules import Due
    from knowledge.store.database import Session


def send_monthly_report(services: Services, _client: WebClient, due: Due) -> None:
    """Send leads, deputies and executives the report; as long as nobody is one, nobody gets it.

    Raises:
        DatabaseUnavailable: nobody was sent anything; it may be tried again.
    """
    month, now = _month_of(due), services.clock()
    made = letters(services, month)
    at = services.calendar().next_working_moment(now)
    with services.database.begin() as session:
        for letter in made:
            key = f"monthly_report:{month}:{letter.to}"
            about = f"monthly_report:{month}"
            send_letter(session, letter, key=key, about=about, at=at, now=now)


def preview_report(
    services: Services, session: Session, due: Due, voice: Voice
) -> Sequence[Surface]:
    """Return the message as a lead would get it now; its files come with the real one."""
    report = read_report(session, _month_of(due), services.calendar())
    return [report_message(report, voice, for_lead=True)]


def _month_of(due: Due) -> Month:
    due_in = read_month(due.period)
    if due_in is None:
        raise ValueError(f"not a month: {due.period}")
    return due_in.before()
