"""Reports on one page on their way to whoever wants to hand one on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.slack_text import encode
from handlers.story_mail import around
from handlers.story_paper import make_paper
from handlers.views.story_spread import paper_message, paper_withdrawn
from handlers.voices import voice_of
from knowledge.store.deliveries import (
    Draft,
    cancel,
    enqueue,
    enqueue_files,
    enqueue_update,
    posts_about,
)
from knowledge.store.delivery_files import Attachment
from knowledge.store.stories import find_story
from knowledge.stories import Status

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.store.models import Story


def send_paper(services: Services, id_: int, member: str) -> bool:
    """Make the report of a published story and put it into the outbox; False if it is gone.

    It takes a moment, so it happens outside of any transaction that writes.

    Raises:
        DatabaseUnavailable: nothing was sent.
    """
    with services.database.read() as session:
        story = find_story(session, id_)
        if story is None or story.status != Status.PUBLISHED or story.published_at is None:
            return False
        voice = voice_of(services, session, member)
        known = around(services, session, story, voice)
    published = services.calendar().local(story.published_at)
    title = voice("story_paper.file")
    file = Attachment(title, title, make_paper(story, known, published, voice))
    now = services.clock()
    with services.database.begin() as session:
        current = find_story(session, id_)
        if current is None or current.version != story.version:
            return False
        key = f"story:{story.id}:paper:{member}:{now.isoformat()}"
        message = paper_message(story, voice)
        draft = Draft(key=key, to=member, message=message, about=f"story:{story.id}")
        enqueue(session, draft, now=now)
        comment = encode(voice("story_paper.comment"))
        enqueue_files(session, of=key, comment=comment, files=[file], key=f"{key}:file", now=now)
    return True


def recall_papers(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Tell everybody who was handed a report that its story was taken back.

    A file that somebody has saved cannot be called back; that it must not be used can be said.
    """
    if story.status != Status.WITHDRAWN:
        return
    for post in posts_about(session, f"story:{story.id}"):
        if post.key.startswith(f"story:{story.id}:paper:") and not cancel(session, post.key):
            shown = paper_withdrawn(voice_of(services, session, post.to))
            key = f"{post.key}:v{story.version}"
            enqueue_update(session, of=post.key, message=shown, key=key, now=now)
