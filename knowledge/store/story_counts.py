"""What the success stories of a time come to, for the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowledge.month_counts import StoriesTold
from knowledge.store.models import Story, StoryTry
from knowledge.store.stories import departments_with_stories, figures_of_stories
from knowledge.stories import Status

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session


def story_counts(
    session: Session, since: datetime, until: datetime, in_use: Collection[int]
) -> StoriesTold:
    """Return the counts of since <= time < until, of stories that are public now.

    A story counts when it was published, a try when somebody told of it. `in_use` are the
    departments that there are.
    """
    told = figures_of_stories(session, since, until)
    tries = session.execute(
        select(
            func.count(),
            func.count(StoryTry.minutes),
            func.coalesce(func.sum(StoryTry.minutes), 0),
        )
        .join(Story, Story.id == StoryTry.story)
        .where(Story.status == Status.PUBLISHED.value, StoryTry.at >= since, StoryTry.at < until)
    ).one()
    return StoriesTold(
        published=told.published,
        departments=len(departments_with_stories(session, since, until) & set(in_use)),
        tried=int(tries[0]),
        reports=told.with_minutes + int(tries[1]),
        minutes=told.minutes_a_month + int(tries[2] or 0),
    )
