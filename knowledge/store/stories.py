"""Success stories: one a message or form, moved by one conditional statement at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, delete, func, select, update

from knowledge.store.models import Story, StorySupporter, StoryTry
from knowledge.store.upserts import insert_into
from knowledge.stories import MOVES, Move, Start, Status, StoryFigures, Via, saved_a_month

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.stories import SuccessStory

_NO_WORDS: dict[str, Any] = {
    "title": "",
    "work": "",
    "done": "",
    "prompt": "",
    "template": "",
    "tips": "",
    "minutes_before": None,
    "minutes_after": None,
    "times_a_month": None,
}
_NOTHING_YET: dict[str, Any] = {
    **_NO_WORDS,
    "asks": 0,
    "decided_by": "",
    "reason": "",
    "withdrawn_by": "",
    "version": 1,
}


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a story would come from: a message by its author, or (without a place) a form."""

    key: str
    author: str
    start: Start
    channel: str = ""
    ts: str = ""
    link: str = ""
    department: int | None = None


def message_key(channel: str, ts: str) -> str:
    """Return what the story of a message is called, for ever."""
    return f"message:{channel}:{ts}"


def point_at(session: Session, pointer: Pointer, now: datetime) -> Story:
    """Keep where a story would come from, without a word of it, and return it.

    The one that is there already is returned as it is.
    """
    insert = insert_into(session, Story).values(
        key=pointer.key,
        status=Status.PROPOSED.value,
        author=pointer.author,
        started_by=pointer.start.value,
        channel=pointer.channel,
        ts=pointer.ts,
        link=pointer.link,
        department=pointer.department,
        created_at=now,
        **_NOTHING_YET,
    )
    session.execute(insert.on_conflict_do_nothing(index_elements=["key"]))
    found = select(Story).where(Story.key == pointer.key).execution_options(populate_existing=True)
    return session.scalars(found).one()


def find_story(session: Session, id_: int) -> Story | None:
    """Return a story as it is now; None when there is no such number."""
    return session.get(Story, id_, populate_existing=True)


def story_with_key(session: Session, key: str) -> Story | None:
    """Return the story of a message or form."""
    found = select(Story).where(Story.key == key).execution_options(populate_existing=True)
    return session.scalars(found).one_or_none()


def move(
    session: Session, story: Story, what: Move, *, version: int | None = None, **values: object
) -> bool:
    """Make a move; False, changing nothing, when the story is where it cannot be made (any more).

    One statement decides, so of two people at the same moment only one succeeds. With a version
    the story must also be as it was at that count.
    """
    status, sources = MOVES[what]
    moved = update(Story).where(
        Story.id == story.id, Story.status.in_([one.value for one in sources])
    )
    if version is not None:
        moved = moved.where(Story.version == version)
    moved = moved.values(status=status.value, version=Story.version + 1, **values)
    if not _changes(session, moved):
        session.refresh(story)
        return False
    session.refresh(story)
    return True


def note(session: Session, story: Story, **values: object) -> None:
    """Write down something about a story that moves it nowhere."""
    session.execute(
        update(Story).where(Story.id == story.id).values(**values),
        execution_options={"synchronize_session": False},
    )
    session.refresh(story)


def words_of(story: SuccessStory) -> dict[str, Any]:
    """Return what is kept of a shared story, by column."""
    return {
        "title": story.title,
        "work": story.work,
        "done": story.done,
        "prompt": story.prompt,
        "template": story.template,
        "tips": story.tips,
        "department": story.department,
        "minutes_before": story.minutes_before,
        "minutes_after": story.minutes_after,
        "times_a_month": story.times_a_month,
    }


def withdraw(session: Session, story: Story, *, by: str, now: datetime) -> bool:
    """Take a story back and forget every word of it; False when that has been done already."""
    gone = {**_NO_WORDS, "reason": "", "edited_at": None}
    if not move(session, story, Move.WITHDRAW, withdrawn_by=by, withdrawn_at=now, **gone):
        return False
    session.execute(delete(StoryTry).where(StoryTry.story == story.id))
    return True


def set_supporters(
    session: Session, story: Story, members: Collection[str], via: Via, now: datetime
) -> None:
    """Let exactly these people support a story in this way."""
    of_it = StorySupporter.story == story.id, StorySupporter.via == via.value
    session.execute(
        delete(StorySupporter).where(*of_it, StorySupporter.member.not_in(list(members)))
    )
    for member in members:
        add_supporter(session, story, member, via, now)


def add_supporter(session: Session, story: Story, member: str, via: Via, now: datetime) -> None:
    """Let one more person support a story; twice is once."""
    insert = insert_into(session, StorySupporter).values(
        story=story.id, member=member, via=via.value, at=now
    )
    session.execute(insert.on_conflict_do_nothing(index_elements=["story", "member", "via"]))


def forget_supporters(session: Session, story: Story) -> None:
    """Nobody supports this story any more."""
    session.execute(delete(StorySupporter).where(StorySupporter.story == story.id))


def supporters(session: Session, story: Story) -> list[str]:
    """Return who supports a story, each once, the first one first."""
    rows = select(StorySupporter.member).where(StorySupporter.story == story.id)
    return list(dict.fromkeys(session.scalars(rows.order_by(StorySupporter.id))))


def note_try(
    session: Session, story: Story, member: str, minutes: int | None, now: datetime
) -> bool:
    """Note that somebody did it too; False when they had said so and only the minutes changed."""
    before = select(StoryTry.id).where(StoryTry.story == story.id, StoryTry.member == member)
    known = session.scalar(before) is not None
    session.execute(
        insert_into(session, StoryTry)
        .values(story=story.id, member=member, minutes=minutes, at=now)
        .on_conflict_do_update(index_elements=["story", "member"], set_={"minutes": minutes})
    )
    return not known


def tries_of(session: Session, story: Story) -> int:
    """Return how many people did it too."""
    rows = select(func.count()).select_from(StoryTry).where(StoryTry.story == story.id)
    return session.execute(rows).scalar_one()


def stories_with_status(
    session: Session, status: Status, *, author: str | None = None, limit: int | None = 50
) -> list[Story]:
    """Return the stories that stand there, those that waited longest first."""
    rows = select(Story).where(Story.status == status.value)
    if author is not None:
        rows = rows.where(Story.author == author)
    return list(session.scalars(rows.order_by(Story.shared_at, Story.id).limit(limit)))


def published_stories(
    session: Session,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    department: int | None = None,
    limit: int | None = None,
) -> list[Story]:
    """Return the stories that are published now, newest first; `until` itself is not among them."""
    rows = select(Story).where(Story.status == Status.PUBLISHED.value)
    if since is not None:
        rows = rows.where(Story.published_at >= since)
    if until is not None:
        rows = rows.where(Story.published_at < until)
    if department is not None:
        rows = rows.where(Story.department == department)
    newest = rows.order_by(Story.published_at.desc(), Story.id.desc()).limit(limit)
    return list(session.scalars(newest))


def stories_of_month(session: Session, start: datetime, end: datetime) -> list[Story]:
    """Return the stories published from one moment to before another, oldest first.

    What was withdrawn meanwhile is not among them.
    """
    return published_stories(session, since=start, until=end)[::-1]


def stamp_of_stories(session: Session) -> tuple[int, int]:
    """Return what is another whenever the published stories or their words are others."""
    published = Story.status == Status.PUBLISHED.value
    rows = select(func.count(), func.coalesce(func.sum(Story.version), 0)).where(published)
    count, versions = session.execute(rows).one()
    return int(count), int(versions)


def departments_with_stories(session: Session, since: datetime, until: datetime) -> set[int]:
    """Return the departments of which stories were published in this time."""
    rows = (
        select(Story.department)
        .where(
            Story.status == Status.PUBLISHED.value,
            Story.published_at >= since,
            Story.published_at < until,
            Story.department.is_not(None),
        )
        .distinct()
    )
    return {one for one in session.scalars(rows) if one is not None}


def figures_of_stories(session: Session, since: datetime, until: datetime) -> StoryFigures:
    """Return what the stories published in this time come to, as far as they still are."""
    stories = published_stories(session, since=since, until=until)
    saved = [
        minutes
        for one in stories
        if (minutes := saved_a_month(one.minutes_before, one.minutes_after, one.times_a_month))
        is not None
    ]
    tries, tried_minutes = _tries(session, [one.id for one in stories])
    return StoryFigures(
        published=len(stories),
        departments=len({one.department for one in stories if one.department is not None}),
        with_minutes=len(saved),
        minutes_a_month=sum(saved),
        tries=tries,
        tried_minutes=tried_minutes,
    )


def _tries(session: Session, stories: Sequence[int]) -> tuple[int, int]:
    rows = select(func.count(), func.coalesce(func.sum(StoryTry.minutes), 0)).where(
        StoryTry.story.in_(stories)
    )
    count, minutes = session.execute(rows).one()
    return count, int(minutes or 0)


def _changes(session: Session, statement: Any) -> int:  # noqa: ANN401 - an UPDATE
    done = session.execute(statement, execution_options={"synchronize_session": False})
    return cast("CursorResult[Any]", done).rowcount
