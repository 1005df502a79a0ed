"""The small workshop about a story: a thread, posted once a channel, corrected where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.story_mail import around, voice_of_channel
from handlers.views.story_spread import kit_messages, kit_withdrawn
from knowledge.store.deliveries import Draft, cancel, enqueue, enqueue_update, posts_about
from knowledge.stories import Status

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.store.models import Story


def post_workshop(
    services: Services, session: Session, story: Story, channel: str, by: str, now: datetime
) -> bool:
    """Put the workshop's messages into the outbox; False when they are in this channel already.

    A channel that is closed to us gives them to whoever wanted them posted.
    """
    voice = voice_of_channel(services)
    new = False
    for place, message in enumerate(
        kit_messages(story, around(services, session, story, voice), voice)
    ):
        draft = Draft(
            key=_key(story, channel, place),
            to=channel,
            message=message,
            about=f"story:{story.id}",
            thread_of=_key(story, channel, 0) if place else None,
            fallbacks=(by,),
        )
        new |= enqueue(session, draft, now=now)
    return new


def correct_workshops(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Let the messages of every workshop be what the story is now."""
    voice = voice_of_channel(services)
    prefix = f"story:{story.id}:kit:"
    shown = kit_messages(story, around(services, session, story, voice), voice)
    for post in posts_about(session, f"story:{story.id}"):
        if not post.key.startswith(prefix):
            continue
        is_there = story.status == Status.PUBLISHED
        message = shown[int(post.key.rpartition(":")[2])] if is_there else kit_withdrawn(voice)
        if is_there or not cancel(session, post.key):
            key = f"{post.key}:v{story.version}"
            enqueue_update(session, of=post.key, message=message, key=key, now=now)


def _key(story: Story, channel: str, place: int) -> str:
    return f"story:{story.id}:kit:{channel}:{place}"
