"""Where the playground's bot posts, and the drafts of notices that wait for its lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from knowledge.notices import NoticeKind, tag_of
from knowledge.roles import Action
from knowledge.store.company_settings import change_company_settings
from knowledge.store.notices import NewNotice, add_notice, tag_notice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.playground.seed_file import Seed
    from knowledge.store.database import Session


def choose_channels(
    session: Session, seed: Seed, rooms: Mapping[str, str], *, by: str, now: datetime
) -> None:
    """Set the channels that the file names; what it leaves out stays quiet."""
    chosen: dict[str, Any] = {
        key: rooms[name] for key, name in seed.posts.model_dump().items() if name
    }
    if chosen:
        change_company_settings(
            session,
            lambda settings: replace(settings, **chosen),
            action=Action.SET_CHANNELS,
            by=by,
            now=now,
        )


def sow_notices(session: Session, seed: Seed, now: datetime) -> None:
    """Put drafts before the lead, as a feed would have brought them."""
    for number, one in enumerate(seed.notice, 1):
        draft = NewNotice(f"seed:{number}", NoticeKind.FEED, one.title, one.text, one.link)
        id_ = add_notice(session, draft, now=now - timedelta(days=one.days_ago))
        if id_ is not None:
            tag_notice(session, id_, [tag_of(value) for value in one.touches], now=now)
