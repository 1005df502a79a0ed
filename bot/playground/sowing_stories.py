"""Putting the success stories of a seed file into the bot's database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.store import stories as store
from knowledge.store.departments import department_of
from knowledge.stories import Move, Start, SuccessStory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.playground.seed_file import Seed, Story
    from knowledge.store.database import Session


def sow_stories(
    session: Session,
    seed: Seed,
    members: Mapping[str, str],
    moment: Callable[[Story], datetime],
    by: str,
) -> None:
    """Let stories be there: published, or waiting for somebody to look at them."""
    for number, told in enumerate(seed.story):
        author, at = members[told.by], moment(told)
        department = department_of(session, author)
        home = department.id if department else None
        pointer = store.Pointer(f"seed:{number}", author, Start.AUTHOR, department=home)
        story = store.point_at(session, pointer, at)
        content = SuccessStory(
            title=told.title,
            work=told.work,
            done=told.text,
            prompt=told.prompt,
            tips=told.tips,
            department=home,
            minutes_before=told.minutes_before,
            minutes_after=told.minutes_after,
            times_a_month=told.times_a_month,
        )
        words = store.words_of(content)
        store.move(session, story, Move.SHARE, **words, shared_at=at)
        if told.published:
            store.move(session, story, Move.PUBLISH, decided_by=by, decided_at=at, published_at=at)
        for fan in told.tried_by:
            store.note_try(session, story, members[fan], None, at)
