"""What happens to success stories by the clock: the weekly digest, and those that wait too long."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Final

from handlers.story_digest import digest_until, post_digest
from handlers.story_mail import pass_on
from knowledge.store.stories import find_story, stories_with_status
from knowledge.stories import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.schedules import Due
    from knowledge.store.database import Session

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


def preview_story_digest(
    services: Services, session: Session, due: Due, voice: Voice
) -> Sequence[Surface]:
    """Return the digest as it would be posted now; nothing while there are no stories for it."""
    return digest_until(session, _monday(services, due.period), voice)


def pass_stories_on(services: Services, _client: WebClient, _due: Due) -> None:
    """Put what has waited for a working day before more people; a story a transaction.

    Raises:
        DatabaseUnavailable: the next run does the rest.
    """
    now = services.clock()
    with services.database.read() as session:
        waiting = [one.id for one in stories_with_status(session, Status.WAITING, limit=None)]
    for id_ in waiting:
        with services.database.begin() as session:
            story = find_story(session, id_)
            if story is not None and story.status == Status.WAITING:
                pass_on(services, session, story, now)


def _monday(services: Services, period: str) -> datetime:
    year, week = period.split("-W")
    day = date.fromisocalendar(int(year), int(week), 1)
    return services.calendar().instant(day, STORY_DIGEST_AT)
