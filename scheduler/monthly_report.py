"""Every month: the report of the month before, to those who answer for the use of AI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.report_mail import letters, send_letter
from knowledge.months import read_month

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.schedules import Due


def send_monthly_report(services: Services, _client: WebClient, due: Due) -> None:
    """Send leads, deputies and executives the report; as long as nobody is one, nobody gets it.

    Raises:
        DatabaseUnavailable: nobody was sent anything; it may be tried again.
    """
    due_in = read_month(due.period)
    if due_in is None:
        raise ValueError(f"not a month: {due.period}")
    month, now = due_in.before(), services.clock()
    made = letters(services, month)
    at = services.calendar().next_working_moment(now)
    with services.database.begin() as session:
        for letter in made:
            key = f"monthly_report:{month}:{letter.to}"
            about = f"monthly_report:{month}"
            send_letter(session, letter, key=key, about=about, at=at, now=now)
