"""News: feeds become drafts every morning, and what changed in the rules is announced."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers import notice_steps as steps
from handlers.views.notices import change_of_rules
from handlers.voices import voice_of_channel
from knowledge.content_table import ContentError
from knowledge.feeds import FeedProblem, read_feed
from knowledge.notices import NoticeKind, guess_tags
from knowledge.rulebook import load_rulebook, parse_rulebook
from knowledge.rulebook_diff import compare, describe
from knowledge.store.notice_sources import note_reading, sources
from knowledge.store.notices import (
    NewNotice,
    add_notice,
    known_keys,
    notice_with_key,
    tag_notice,
    titles_fed_since,
)
from knowledge.store.rulebooks import approved_rulebooks, newest_approval

if TYPE_CHECKING:
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.feeds import Entry, Feed
    from knowledge.rulebook import Rulebook
    from knowledge.schedules import Due
    from knowledge.store.models import NoticeSource, RulebookRevision

# A feed that is new to us begins with what is still news; whoever comes late gets no flood.
_STILL_NEWS = timedelta(days=14)
_MOST_A_DAY = 10
# An approval that is older than this was made before anybody wanted it announced.
_RECENT = timedelta(days=7)


def read_sources(services: Services, _client: WebClient, due: Due) -> None:
    """Read every feed once; new entries become drafts, and the leads hear of them once.

    Raises:
        DatabaseUnavailable: it may be tried again; what is a draft already stays one.
    """
    with services.database.read() as session:
        known = sources(session)
    for source in known:
        # One after the other, and none within a transaction: each may take a while.
        fetched = services.fetch(source.url)
        feed = fetched if isinstance(fetched, FeedProblem) else read_feed(fetched)
        if isinstance(feed, FeedProblem):
            with services.database.begin() as session:
                now = services.clock()
                note_reading(session, source.id, problem=feed, title="", now=now)
        else:
            _draft(services, source, feed, due)
    if known:
        with services.database.begin() as session:
            # Not what this try made: an earlier one may have died before it told anybody.
            titles = titles_fed_since(session, due.at)
            steps.tell_leads_of_drafts(services, session, titles, due.period, services.clock())


def _draft(services: Services, source: NoticeSource, feed: Feed, due: Due) -> None:
    """Make a draft of each new entry, oldest first, tagged with what it may touch: a guess."""
    now = services.clock()
    with services.database.read() as session:
        known = known_keys(session, [one.key for one in feed.entries])
    new = [one for one in feed.entries if one.key not in known and _is_news(one, source, due)]
    # Outside of a transaction: a guess takes a moment.
    index, rulebook = services.templates().index, services.rulebook()
    guessed = [(one, guess_tags(one.title, one.body, index, rulebook)) for one in new[:_MOST_A_DAY]]
    with services.database.begin() as session:
        for one, tags in reversed(guessed):
            notice = NewNotice(
                one.key, NoticeKind.FEED, one.title, one.body, one.link, source=source.id
            )
            id_ = add_notice(session, notice, now=now)
            if id_ is not None:
                tag_notice(session, id_, tags, now=now)
        note_reading(session, source.id, problem="", title=feed.title, now=now)


def _is_news(entry: Entry, source: NoticeSource, due: Due) -> bool:
    if entry.at is None:
        # Nobody knows how old it is: taken once the feed has been read before.
        return source.read_at is not None
    return entry.at >= max(source.added_at, due.at - _STILL_NEWS) - _STILL_NEWS


def announce_rules(services: Services, now: datetime) -> bool:
    """Say in the notices channel what a newly approved rulebook changes; once for each approval.

    Any number of replicas may do this at the same moment: one key, one message.

    Raises:
        DatabaseUnavailable: the next look does it.
    """
    if not services.settings().notice_channel:
        return False
    with services.database.read() as session:
        newest = newest_approval(session)
        if newest is None or now - newest.at > _RECENT:
            return False
        key = f"rulebook:{newest.id}:{newest.at.isoformat()}"
        if notice_with_key(session, key) is not None:
            return False
        rows = approved_rulebooks(session, 2)
    new, old = _parsed(rows[0]), _parsed(rows[1]) if len(rows) > 1 else load_rulebook()
    voice = voice_of_channel(services)
    diff = describe(compare(old, new), voice.language) if old and new else ""
    title, body = change_of_rules(rows[0].revision, diff, voice)
    with services.database.begin() as session:
        return steps.announce(
            services,
            session,
            key=key,
            kind=NoticeKind.RULEBOOK,
            title=title,
            body=body,
            now=now,
        )


def _parsed(row: RulebookRevision) -> Rulebook | None:
    try:
        return parse_rulebook(row.source, row.revision)
    except ContentError:
        # Of an older version of Annai: what is in force is known, what was before is not.
        return None
