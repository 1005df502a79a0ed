"""The whole timetable: what happens without being asked, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from handlers.story_looks import look_at_due
from knowledge.job_times import at_time
from knowledge.reviews import CLOSING_TIME, REVIEW_JOB, REVIEW_SCHEDULE
from knowledge.schedules import Daily, MonthlyBusinessDay, Weekly
from scheduler.digests import (
    draft_the_week,
    preview_digest,
    preview_week,
    tell_leads_of_the_week,
)
from scheduler.monthly_report import preview_report, send_monthly_report
from scheduler.monthly_review import (
    close_reviews,
    look_after_reviews,
    open_review_of,
    preview_close,
    preview_reminders,
    preview_review,
    remind_of_reviews,
)
from scheduler.polls import preview_poll, send_poll
from scheduler.retention import forget_what_is_over
from scheduler.safety_checks import preview_safety_check, send_safety_check
from scheduler.stories import (
    STORY_DIGEST_AT,
    pass_stories_on,
    post_story_digest,
    preview_story_digest,
)
from scheduler.template_notices import announce_templates
from scheduler.template_rounds import (
    call_improvement_meeting,
    carry_meeting_on,
    look_after_templates,
    pin_recommended,
    recommend_prompts,
)
from scheduler.update_notices import announce_rules, read_sources
from scheduler.watch import look_after_incidents, pass_questions_on, reopen_precedents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.job_times import JobTime
    from knowledge.schedules import Due, Schedule
    from knowledge.store.database import Session
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
        preview: what it would send now, as somebody may see it before everybody does.
        channel: the setting that says where it posts; it does nothing while that is empty.
    """

    name: str
    schedule: Schedule
    run: Callable[[Services, WebClient, Due], None]
    catch_up: timedelta
    on_by_default: bool = True
    tells_when_missed: bool = True
    lease: timedelta = timedelta(minutes=10)
    in_office_hours: bool = True
    preview: Callable[[Services, Session, Due, Voice], Sequence[Surface]] | None = None
    channel: str = ""

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
        preview=preview_digest,
    ),
    # Before the week is over, so that it can be published on the same day.
    Job(
        "week_draft",
        Weekly(_FRIDAY, time(15)),
        draft_the_week,
        catch_up=timedelta(hours=72),
        preview=preview_week,
    ),
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
        preview=preview_safety_check,
    ),
    Job(
        "poll",
        MonthlyBusinessDay(6, time(10)),
        send_poll,
        catch_up=timedelta(days=3),
        on_by_default=False,
        preview=preview_poll,
    ),
    # The day before the review begins, so that whoever leads it has read the figures.
    Job(
        "monthly_report",
        MonthlyBusinessDay(2, time(9)),
        send_monthly_report,
        catch_up=timedelta(days=10),
        preview=preview_report,
    ),
    Job(
        "story_digest",
        Weekly(_MONDAY, STORY_DIGEST_AT),
        post_story_digest,
        catch_up=timedelta(hours=48),
        preview=preview_story_digest,
    ),
    # Each morning, so that the one message in the channel says what is so.
    Job(
        "recommended_prompts",
        Daily(time(8, 30)),
        recommend_prompts,
        catch_up=timedelta(hours=24),
        tells_when_missed=False,
    ),
    Job(
        "template_health",
        MonthlyBusinessDay(1, time(9, 30)),
        look_after_templates,
        catch_up=timedelta(days=10),
    ),
    Job(
        "improvement_meeting",
        MonthlyBusinessDay(4, time(10)),
        call_improvement_meeting,
        catch_up=timedelta(days=10),
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
        preview=preview_review,
        channel="review_channel",
    ),
    # Every day, as the dates of a review follow from when it was really opened.
    Job(
        "review_reminders",
        Daily(time(10)),
        remind_of_reviews,
        catch_up=timedelta(hours=24),
        tells_when_missed=False,
        preview=preview_reminders,
    ),
    Job(
        "review_close",
        Daily(CLOSING_TIME),
        close_reviews,
        catch_up=timedelta(hours=24),
        tells_when_missed=False,
        preview=preview_close,
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
    announce_templates,
    carry_meeting_on,
    look_after_reviews,
    look_after_incidents,
)


# The same for what has to be looked up in Slack.
LOOKS: tuple[Callable[[Services, WebClient, datetime], object], ...] = (
    look_at_due,
    pin_recommended,
)
