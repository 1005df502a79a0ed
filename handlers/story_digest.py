"""The weekly digest of published stories: posted once, and corrected where it stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from handlers.story_mail import voice_of_channel
from handlers.views.story_spread import digest
from knowledge.store.deliveries import Draft, delivery, enqueue, enqueue_update, forget_words
from knowledge.store.departments import departments
from knowledge.store.stories import published_stories

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import Story

_WEEK = timedelta(days=7)
_ABOUT = "story_digest "


def post_digest(
    services: Services, session: Session, period: str, until: datetime, now: datetime
) -> bool:
    """Put the stories of the week before this moment into the outbox; False if there are none."""
    channel = services.settings().notice_channel or services.settings().success_channel
    if not channel or not published_stories(session, since=until - _WEEK, until=until, limit=1):
        return False
    draft = Draft(
        key=f"story_digest:{period}",
        to=channel,
        message=_message(session, until, voice_of_channel(services)),
        about=f"{_ABOUT}{until.isoformat()}",
        not_before=services.calendar().next_working_moment(now),
    )
    return enqueue(session, draft, now=now)


def digest_until(session: Session, until: datetime, voice: Voice) -> list[Surface]:
    """Return the digest of the week before this moment, if there is anything for it."""
    if not published_stories(session, since=until - _WEEK, until=until, limit=1):
        return []
    return [_message(session, until, voice)]


def correct_digests(
    services: Services, session: Session, story: Story, published_at: datetime, now: datetime
) -> None:
    """Bring the digest in which a story stands to what is published now."""
    local = services.calendar().local(published_at)
    # It was posted in the week in which the story was published, or in the next one.
    for year, week, _ in (local.isocalendar(), (local + _WEEK).isocalendar()):
        key = f"story_digest:{year:04}-W{week:02}"
        known = delivery(session, key)
        if known is None or not known.about.startswith(_ABOUT):
            continue
        until = datetime.fromisoformat(known.about.removeprefix(_ABOUT))
        if until - _WEEK <= published_at < until:
            forget_words(session, known.about, now)
            message = _message(session, until, voice_of_channel(services))
            change = f"{key}:story:{story.id}:{story.version}"
            enqueue_update(session, of=key, message=message, key=change, now=now)


def _message(session: Session, until: datetime, voice: Voice) -> Surface:
    stories = published_stories(session, since=until - _WEEK, until=until)
    names = {one.id: one.name for one in departments(session, with_retired=True)}
    return digest(stories, names, voice)
