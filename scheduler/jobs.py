"""The whole timetable: what happens without being asked, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from handlers.story_looks import look_at_due
from knowledge.job_times import at_time
from knowledge.reviews import CLOSING_TIME, REVIEW_JOB, REVIEW_SCHEDULE
from knowledge.schedules import (
    DATES_AHEAD,
    Daily,
    MonthlyBusinessDay,
    PlannedJob,
    Weekly,
    next_due_times,
)
from knowledge.store.job_switches import read_switches, read_times
from scheduler.digests import draft_the_week, tell_leads_of_the_week
from scheduler.monthly_report import send_monthly_report
from scheduler.monthly_review import (
    close_reviews,
    look_after_reviews,
    open_review_of,
    remind_of_reviews,
)
from scheduler.polls import send_poll
from scheduler.retention import forget_what_is_over
from scheduler.safety_checks import send_safety_check
from scheduler.stories import STORY_DIGEST_AT, pass_stories_on, post_story_digest
from scheduler.update_notices import announce_rules, read_sources
from scheduler.watch import pass_questions_on, reopen_precedents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.calendar import Calendar
    from knowledge.job_times import JobTime
    from knowledge.schedules import Due, Schedule
    from knowledge.store.database import Database
    from knowledge.store.job_switches import JobSwitch


@dataclass(frozen=True, slots=True)
class Job:
    """Something that happens on a schedule.

    Args:
        name: for ever: claims and settings go by it, and `job.<name>` in the texts says it.
        schedule: when it is due.
        run: does it, once for each due time. It may be called again for the same one after a
            crash, so whatever it writes has a key made of the job and the period.
        catch_up: how late it may still be done; later, the admins are told instead.
        on_by_default: before anybody has set it. What posts somewhere waits for its channel.
        tells_when_missed: whether a run that nobody made is worth a message.
        lease: longer than it takes.
        in_office_hours: whether it writes to people, so that its time lies in office hours.
    """

    name: str
    schedule: Schedule
    run: Callable[[Services, WebClient, Due], None]
    catch_up: timedelta
    on_by_default: bool = True
    tells_when_missed: bool = True
    lease: timedelta = timedelta(minutes=10)
    in_office_hours: bool = True

    def is_on(self, switch: JobSwitch | None) -> bool:
        if switch is None or switch.is_on is None:
            return self.on_by_default
        return switch.is_on

    def as_set(self, times: Mapping[str, JobTime]) -> Job:
        """Return this job with the time that the company has set for it."""
        return replace(self, schedule=at_time(self.schedule, times.get(self.name)))


_MONDAY, _FRIDAY = 0, 4

JOBS: tuple[Job, ...] = (
    Job(
        "lead_digest",
        Weekly(_MONDAY, time(9)),
        tell_leads_of_the_week,
        catch_up=timedelta(hours=48),
    ),
    # Before the week is over, so that it can be published on the same day.
    Job("week_draft", Weekly(_FRIDAY, time(15)), draft_the_week, catch_up=timedelta(hours=72)),
    # Before work begins, so that the drafts are there when the lead comes.
    Job(
        "notice_feeds",
        Daily(time(7, 30)),
        read_sources,
        catch_up=timedelta(hours=24),
        # The next morning reads what this one did not.
        tells_when_missed=False,
        in_office_hours=False,
    ),
    # These two write to everybody, so they wait until somebody switches them on.
    Job(
        "safety_check",
        MonthlyBusinessDay(10, time(10)),
        send_safety_check,
        catch_up=timedelta(days=3),
        on_by_default=False,
    ),
    Job(
        "poll",
        MonthlyBusinessDay(6, time(10)),
        send_poll,
        catch_up=timedelta(days=3),
        on_by_default=False,
    ),
    # The day before the review begins, so that whoever leads it has read the figures.
    Job(
        "monthly_report",
        MonthlyBusinessDay(2, time(9)),
        send_monthly_report,
        catch_up=timedelta(days=10),
    ),
    Job(
        "story_digest",
        Weekly(_MONDAY, STORY_DIGEST_AT),
        post_story_digest,
        catch_up=timedelta(hours=48),
    ),
    Job(
        "stories_passed_on",
        Daily(time(9, 30)),
        pass_stories_on,
        catch_up=timedelta(hours=12),
        # The next morning passes on what this one did not.
        tells_when_missed=False,
    ),
    Job(
        REVIEW_JOB,
        REVIEW_SCHEDULE,
        open_review_of,
        catch_up=timedelta(days=7),
    ),
    # Every day, as the dates of a review follow from when it was really opened.
    Job(
        "review_reminders",
        Daily(time(10)),
        remind_of_reviews,
        catch_up=timedelta(hours=24),
        tells_when_missed=False,
    ),
    Job(
        "review_close",
        Daily(CLOSING_TIME),
        close_reviews,
        catch_up=timedelta(hours=24),
        tells_when_missed=False,
    ),
    Job(
        "retention",
        Daily(time(3, 20)),
        forget_what_is_over,
        catch_up=timedelta(hours=24),
        # The next night forgets what this one did not.
        tells_when_missed=False,
        in_office_hours=False,
    ),
)


# What has no hours of its own: looked after every few seconds, on every replica. Each effect is
# claimed by what it changes, so no claim on the run is needed. It is switched off like a job, by
# the name of its function, which is therefore for ever, and `job.<name>` in the texts says it.
WATCHES: tuple[Callable[[Services, datetime], object], ...] = (
    pass_questions_on,
    reopen_precedents,
    announce_rules,
    look_after_reviews,
)


# The same for what has to be looked up in Slack.
LOOKS: tuple[Callable[[Services, WebClient, datetime], object], ...] = (look_at_due,)


def name_of(look: Callable[..., object]) -> str:
    """Return the name by which something that is looked after all the time is switched."""
    return str(getattr(look, "__name__", ""))


def is_on(name: str, switches: Mapping[str, JobSwitch]) -> bool:
    """Return whether something that is looked after all the time is looked after."""
    switch = switches.get(name)
    return switch is None or switch.is_on is not False


def timetable(services: Services, jobs: Sequence[Job] = JOBS) -> tuple[PlannedJob, ...]:
    """Return every job with its next dates, and what is looked after all the time.

    Raises:
        DatabaseUnavailable: nobody can say what is on.
    """
    with services.database.read() as session:
        switches = read_switches(session)
    planned = plan_ahead(services.database, services.calendar(), services.clock(), jobs)
    looks: tuple[Callable[..., object], ...] = (*WATCHES, *LOOKS)
    names = [name_of(look) for look in looks]
    return (*planned, *(PlannedJob(name, is_on(name, switches)) for name in names))


def plan_ahead(
    database: Database, calendar: Calendar, now: datetime, jobs: Sequence[Job] = JOBS
) -> tuple[PlannedJob, ...]:
    """Return every job with its next six dates; also for those who have no services.

    Raises:
        DatabaseUnavailable: nobody can say what is on.
    """
    with database.read() as session:
        switches, times = read_switches(session), read_times(session)
    return tuple(
        PlannedJob(
            job.name,
            job.is_on(switches.get(job.name)),
            tuple(next_due_times(job.schedule, calendar, now, DATES_AHEAD)),
            job.schedule,
            job.in_office_hours,
        )
        for job in (one.as_set(times) for one in jobs)
    )
