"""Templates without being asked: recommended ones, those that grow old, the improvement meeting."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.brief_client import brief
from handlers.template_mail import Writing
from handlers.template_pins import note_pinned, place_to_pin, post_or_refresh_pin
from handlers.template_rounds import (
    continue_meeting,
    is_meeting_begun,
    open_meeting,
    tell_of_stale_templates,
)

if TYPE_CHECKING:
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.schedules import Due

_SLACK_SECONDS = 5.0
# A person may have pinned it, or the channel has no room for another pin: nothing to wait for.
_SETTLED = frozenset({"already_pinned", "not_pinnable", "permission_denied", "message_not_found"})


def recommend_prompts(services: Services, _client: WebClient, _due: Due) -> None:
    """Post the recommended prompts, or bring the one message up to date; nothing without a channel.

    Raises:
        DatabaseUnavailable: nothing was written; it may be tried again.
    """
    with services.database.begin() as session:
        post_or_refresh_pin(Writing(services, session, services.clock()))


def pin_recommended(services: Services, client: WebClient, now: datetime) -> None:
    """Pin the message with the recommended prompts once it is in its channel.

    Raises:
        DatabaseUnavailable: it is not known whether there is anything to pin.
    """
    with services.database.read() as session:
        place = place_to_pin(session)
    if place is None:
        return
    channel, ts = place
    try:
        brief(client, _SLACK_SECONDS).pins_add(channel=channel, timestamp=ts)
    except SlackApiError as error:
        if error.response.get("error") not in _SETTLED:
            return
    except (SlackClientError, OSError):
        # The next tick tries again.
        return
    with services.database.begin() as session:
        note_pinned(Writing(services, session, now))


def look_after_templates(services: Services, _client: WebClient, due: Due) -> None:
    """Tell owners and leads which templates nobody uses, or do not help.

    Raises:
        DatabaseUnavailable: nobody was told; it may be tried again.
    """
    with services.database.begin() as session:
        tell_of_stale_templates(Writing(services, session, services.clock()), due.period)


def call_improvement_meeting(services: Services, _client: WebClient, due: Due) -> None:
    """Post what to talk about of the month before; nothing without a channel for reviews.

    Raises:
        DatabaseUnavailable: nothing was posted; it may be tried again.
    """
    channel, calendar = services.settings().review_channel, services.calendar()
    if not channel:
        return
    first = calendar.local(due.at).date().replace(day=1)
    before = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    since, until = (calendar.instant(day, time(0)) for day in (before, first))
    with services.database.begin() as session:
        writing = Writing(services, session, services.clock())
        open_meeting(writing, channel, due.period, since, until)


def carry_meeting_on(services: Services, now: datetime) -> None:
    """Put the topics of a meeting into its thread once its head is in Slack.

    Raises:
        DatabaseUnavailable: the next look does it.
    """
    with services.database.read() as session:
        if not is_meeting_begun(session):
            return
    with services.database.begin() as session:
        continue_meeting(Writing(services, session, now))
