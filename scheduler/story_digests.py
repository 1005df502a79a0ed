"""Every week: what was published of success stories reaches those who have seen none of it."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Final

from handlers.story_digest import post_digest

if TYPE_CHECKING:
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.schedules import Due

STORY_DIGEST_AT: Final = time(10)


def post_story_digest(services: Services, _client: WebClient, due: Due) -> None:
    """Post the stories of the seven days before the slot; a week without any posts nothing.

    The seven days are counted to Monday, also when a holiday moves the digest to Tuesday: no
    story falls between two digests.

    Raises:
        DatabaseUnavailable: nothing was posted; it may be tried again.
    """
    with services.database.begin() as session:
        until = _monday(services, due.period)
        post_digest(services, session, due.period, until, services.clock())


def _monday(services: Services, period: str) -> datetime:
    year, week = period.split("-W")
    day = date.fromisocalendar(int(year), int(week), 1)
    return services.calendar().instant(day, STORY_DIGEST_AT)
