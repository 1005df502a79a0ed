"""The messages about a story, put into the outbox in the transaction of what they tell."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.views import story_posts as posts
from handlers.voices import voice_of
from knowledge.roles import Role
from knowledge.store import stories as store
from knowledge.store.deliveries import Draft, cancel, enqueue, enqueue_update, posts_about
from knowledge.store.departments import find_department
from knowledge.store.roles import holders
from knowledge.stories import Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import Story

# Whoever is asked once more so soon reads the message that they have; later they get a new one.
_SAME_MESSAGE = timedelta(hours=12)


def tell_author(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Let the author's own message about a story show how it stands now."""
    voice = voice_of(services, session, story.author)
    message = posts.author_message(story, around(services, session, story, voice), voice)
    show_author(session, story, message, now)


def show_author(session: Session, story: Story, message: Surface, now: datetime) -> None:
    """Put this in the place of the author's message about a story, or post it if it is old."""
    asks_anew = story.status == Status.PROPOSED
    is_old = story.asked_at is None or now - story.asked_at > _SAME_MESSAGE
    if story.asks and not (asks_anew and is_old):
        key = _author_key(story)
        if enqueue_update(session, of=key, message=message, key=f"{key}:v{story.version}", now=now):
            return
    store.note(session, story, asks=story.asks + 1, asked_at=now)
    draft = Draft(key=_author_key(story), to=story.author, message=message, about=_about(story))
    enqueue(session, draft, now=now)


def tell_lost(
    services: Services, session: Session, member: str, place: str, said: str, now: datetime
) -> None:
    """Tell whoever put the emoji there, once, why no story can come of it."""
    voice = voice_of(services, session, member)
    draft = Draft(
        key=f"story:lost:{place}:{member}", to=member, message=posts.lost_message(said, voice)
    )
    enqueue(session, draft, now=now)


def tell_edited(
    services: Services, session: Session, story: Story, edit: str, now: datetime
) -> bool:
    """Tell the author that the message was rewritten; False when this edit is known already."""
    voice = voice_of(services, session, story.author)
    draft = Draft(
        key=f"story:{story.id}:edited:{edit}",
        to=story.author,
        message=posts.edited_message(story, voice),
        about=_about(story),
    )
    return enqueue(session, draft, now=now)


def ask_reviewers(
    services: Services, session: Session, story: Story, same: Sequence[str], now: datetime
) -> None:
    """Put a shared story before those who may publish it, in working hours."""
    members = reviewers_of(session, story)
    not_before = services.calendar().next_working_moment(now)
    others = [*holders(session, Role.LEAD), *holders(session, Role.DEPUTY)]
    for member in members:
        voice = voice_of(services, session, member)
        shown = posts.review_message(
            story, review_around(services, session, story, voice, same), voice
        )
        draft = Draft(
            key=_review_key(story, member),
            to=member,
            message=shown,
            about=_about(story),
            not_before=not_before,
            fallbacks=tuple(one for one in others if one != story.author),
        )
        enqueue(session, draft, now=now)
    if not members:
        _tell_nobody(services, session, story, now)


def reviewers_of(session: Session, story: Story) -> list[str]:
    """Return whose turn it is to look: who is nearest to the work, and not its author.

    Only where nobody else could, authors look at their own story.
    """
    steps = [holders(session, Role.LEAD), holders(session, Role.DEPUTY)]
    if story.department is not None:
        steps.insert(0, holders(session, Role.AMBASSADOR, story.department))
    for members in steps:
        if others := [one for one in members if one != story.author]:
            return others
    return steps[-2] or steps[-1]


def settle_reviews(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Take the buttons off what was put before somebody, except for what waits just now."""
    prefix = f"story:{story.id}:review:"
    current = f"{prefix}{story.version}:" if story.status == Status.WAITING else None
    for post in posts_about(session, _about(story)):
        if not post.key.startswith(prefix) or (current and post.key.startswith(current)):
            continue
        # What nobody has seen yet need not be seen at all.
        if not cancel(session, post.key):
            voice = voice_of(services, session, post.to)
            shown = posts.reviewed_message(story, around(services, session, story, voice), voice)
            key = f"{post.key}:v{story.version}"
            enqueue_update(session, of=post.key, message=shown, key=key, now=now)


def show_card(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Let the card in the channel be what the story is now; the first time, post it."""
    voice = voice_of_channel(services)
    if story.status == Status.PUBLISHED:
        message = posts.card(story, around(services, session, story, voice), voice)
    else:
        message = posts.card_without_story(story, voice)
    prefix = f"story:{story.id}:card:"
    cards = [one for one in posts_about(session, _about(story)) if one.key.startswith(prefix)]
    for card in cards:
        change = f"{card.key}:v{story.version}"
        enqueue_update(session, of=card.key, message=message, key=change, now=now)
    channel = services.settings().success_channel
    if story.status == Status.PUBLISHED and channel and not cards:
        key = f"{prefix}{story.version}"
        draft = Draft(key=key, to=channel, message=message, about=_about(story))
        enqueue(session, draft, now=now)


def stop_unsent(session: Session, story: Story) -> None:
    """Stop what nobody has seen yet of a story, except for the author's own message."""
    for post in posts_about(session, _about(story)):
        if not post.key.startswith(f"story:{story.id}:author:"):
            cancel(session, post.key)


def thank(
    services: Services, session: Session, story: Story, now: datetime, *, edited: bool
) -> None:
    """Thank the author in a message of its own: a changed one would not be noticed."""
    channel = services.settings().success_channel
    voice = voice_of(services, session, story.author)
    message = posts.thanks_message(
        story, voice, channel=channel, edited=edited, by=story.decided_by
    )
    draft = Draft(
        key=f"story:{story.id}:thanks:{story.version}",
        to=story.author,
        message=message,
        about=_about(story),
    )
    enqueue(session, draft, now=now)


def tell_tried(
    services: Services,
    session: Session,
    story: Story,
    member: str,
    minutes: int | None,
    now: datetime,
) -> None:
    """Tell the author, once and in working hours, that somebody did it too."""
    voice = voice_of(services, session, story.author)
    draft = Draft(
        key=f"story:{story.id}:tried:{member}",
        to=story.author,
        message=posts.tried_message(story, member, minutes, voice),
        about=_about(story),
        not_before=services.calendar().next_working_moment(now),
    )
    enqueue(session, draft, now=now)


def around(services: Services, session: Session, story: Story, voice: Voice) -> posts.AroundStory:
    """Return what a screen says besides the story."""
    department = find_department(session, story.department) if story.department else None
    used = services.templates().templates.get(story.template)
    return posts.AroundStory(
        department=department.name if department else "",
        template=used.template.title.inn(voice.language) if used else "",
        supporters=store.supporters(session, story),
    )


def review_around(
    services: Services, session: Session, story: Story, voice: Voice, same: Sequence[str] = ()
) -> posts.AroundStory:
    """Return the same for those who publish; `same` are the titles of stories like this one."""
    known = around(services, session, story, voice)
    return posts.AroundStory(
        department=known.department,
        template=known.template,
        supporters=[one for one in known.supporters if one != story.author],
        same=same,
        has_channel=bool(services.settings().success_channel),
    )


def voice_of_channel(services: Services) -> Voice:
    """Return the catalogue in the language of what is posted for everybody."""
    texts = services.texts
    return texts.voice(texts.known_language(services.settings().channel_language))


def _tell_nobody(services: Services, session: Session, story: Story, now: datetime) -> None:
    day = services.calendar().local(now).date().isoformat()
    for admin in holders(session, Role.ADMIN):
        draft = Draft(
            key=f"story:nobody:{day}:{admin}",
            to=admin,
            message=posts.nobody_message(voice_of(services, session, admin)),
            about=_about(story),
            not_before=services.calendar().next_working_moment(now),
        )
        enqueue(session, draft, now=now)


def _about(story: Story) -> str:
    return f"story:{story.id}"


def _author_key(story: Story) -> str:
    return f"story:{story.id}:author:{story.asks}"


def _review_key(story: Story, member: str) -> str:
    return f"story:{story.id}:review:{story.version}:{member}"
