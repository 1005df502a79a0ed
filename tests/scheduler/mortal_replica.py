"""A process with a clock of its own that ticks when it is told to, until it is killed in a tick."""

import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from sqlalchemy.orm import configure_mappers

from handlers.background import Background
from handlers.services import Services
from handlers.texts import load_texts
from knowledge.calendar import Calendar
from knowledge.company import UNKNOWN_COMPANY
from knowledge.company_settings import CompanySettings
from knowledge.rulebook import load_rulebook
from knowledge.store.database import Database, DatabaseUnavailable
from scheduler.jobs import JOBS
from scheduler.monthly_review import look_after_reviews
from scheduler.outbox import send_due
from scheduler.runner import Runner
from tests.scheduler.mortal_sender import die_after

# Each life is a fork of the process that has imported this; what all of them need is made once.
configure_mappers()
_RULEBOOK = load_rulebook()
_TEXTS = load_texts()
CALENDAR = Calendar(ZoneInfo("Asia/Tokyo"))
# The outbox is looked at every few seconds; what fails comes again after growing pauses. Together
# less than a lease: the others look in the same moment of real time, in which no lease runs out.
_SENDING = (10, 20, 40)
_NAMES = {"monthly_report", "monthly_review", "review_reminders", "review_close", "retention"}


def services_of(url, clock, channel):
    """What the jobs need, for a process of its own and for the test that looks on."""
    settings = CompanySettings(review_channel=channel)
    return Services(
        database=Database(url),
        rulebook=lambda: _RULEBOOK,
        company=lambda: UNKNOWN_COMPANY,
        texts=_TEXTS,
        clock=clock,
        calendar=lambda: CALENDAR,
        background=Background(),
        settings=lambda: settings,
    )


class _Now:
    moment = datetime.fromtimestamp(0, UTC)

    def __call__(self):
        return self.moment


def live(orders, url, api_url, token, channel, holder):
    """Tick at the moments that come, each with the number of lines after which to die, if any."""
    now = _Now()
    services = replace(services_of(url, now, channel), admins=lambda: ("U0NOBODY0",))
    client = WebClient(token=token, base_url=api_url, timeout=5)
    jobs = [job for job in JOBS if job.name in _NAMES]
    runner = Runner(services, client, jobs, holder, (look_after_reviews,))
    while (order := orders.recv()) is not None:
        moment, lines = order
        now.moment = datetime.fromisoformat(moment)
        if lines is not None:
            die_after(lines)
        # As the clockwork does: a later look does the rest.
        with suppress(DatabaseUnavailable):
            runner.tick()
            for seconds in _SENDING:
                now.moment += timedelta(seconds=seconds)
                send_due(services, client, now.moment)
        sys.settrace(None)
        orders.send("done")
    services.background.close()
    services.database.close()
