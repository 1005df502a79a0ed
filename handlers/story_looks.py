"""Looking at messages in Slack: what the stories of the database are to follow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from handlers import story_steps as steps
from handlers.askers import meet
from handlers.brief_client import brief
from handlers.payloads import Sender, read_message
from handlers.single_tries import retry_after
from handlers.story_steps import Look
from knowledge.store.members import find_member
from knowledge.store.story_sources import due_looks, finish_look, put_off_look
from knowledge.stories import read_emoji, supporters_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.payloads import MessageText
    from handlers.services import Services
    from knowledge.store.models import StorySource

_SECONDS = 5.0
_FIRST_PAUSE = 5.0
_LONGEST_PAUSE = 900.0
_GONE = frozenset({"message_not_found", "no_item_specified", "bad_timestamp"})
# We cannot see the place (any more), so we do not know; nothing is done on a guess.
_OUT_OF_SIGHT = frozenset(
    {"channel_not_found", "not_in_channel", "is_archived", "missing_scope", "no_permission"}
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as Slack has it now. `repr` shows no text."""

    author: str
    is_ours_or_bots: bool
    content: MessageText = field(repr=False)
    has_files: bool = False
    reactions: tuple[Mapping[str, Any], ...] = ()
    link: str = ""


class NotSeenError(Exception):
    """A message could not be read: it is gone, out of sight, or Slack does not answer now."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


def see_message(client: WebClient, channel: str, ts: str, seconds: float = _SECONDS) -> Seen:
    """Read one message, a reply in a thread as well as any other, with the emoji on it.

    `conversations.history` knows no replies and may give a neighbour; `reactions.get` reads
    exactly the message that it is asked for. That is checked all the same.

    Raises:
        NotSeenError: with the reason `gone`, `out_of_sight` or `later`.
    """
    try:
        answer = brief(client, seconds).reactions_get(channel=channel, timestamp=ts, full=True)
    except SlackApiError as error:
        raise _why(error) from None
    except (OSError, HTTPException):
        raise NotSeenError("later") from None
    message: Mapping[str, Any] = answer.get("message") or {}
    if message.get("ts") != ts or answer.get("channel") != channel:
        raise NotSeenError("gone")
    return Seen(
        author=str(message.get("user") or ""),
        is_ours_or_bots=bool(message.get("bot_id")) or not message.get("user"),
        content=read_message(message),
        has_files=bool(message.get("files")),
        reactions=tuple(message.get("reactions") or ()),
        link=str(message.get("permalink") or ""),
    )


def look_at_due(services: Services, client: WebClient, now: datetime) -> int:
    """Look at every message on which something happened, and return how many were done.

    Any number of replicas may do this at the same time: of two looks at one message the newer
    counts. Nothing is waited for; what cannot be seen now gets a later time.

    Raises:
        DatabaseUnavailable: the next look does the rest.
    """
    with services.database.read() as session:
        due = due_looks(session, now)
    done = 0
    for source in due:
        if not services.background.pause(0):
            break
        try:
            look = _look(services, client, source)
        except NotSeenError as error:
            _not_seen(services, source, error)
            if error.wait is not None:
                # Slack asks us to wait; the others would hear the same.
                break
            continue
        with services.database.begin() as session:
            done += steps.apply_look(services, session, look)
    if done:
        services.wake_outbox()
    return done


def _look(services: Services, client: WebClient, source: StorySource) -> Look:
    bare = Look(source.channel, source.ts, source.wanted)
    try:
        seen = see_message(client, source.channel, source.ts)
    except NotSeenError as error:
        if error.reason != "gone":
            raise
        return replace(bare, reactor=source.by, is_gone=True, problem="story.lost_message")
    if seen.is_ours_or_bots:
        return bare
    if not is_here(services, client, seen.author, source.team):
        return replace(bare, reactor=source.by, problem="story.author_not_here")
    people = supporters_in(seen.reactions, read_emoji(services.settings().success_emoji))
    supporters = tuple(one for one in people if is_here(services, client, one, source.team))
    link = seen.link or _permalink(client, source) if supporters else ""
    return replace(bare, author=seen.author, supporters=supporters, link=link, reactor=source.by)


def is_here(services: Services, client: WebClient, member: str, home: str) -> bool:
    """Return whether somebody is a person of this company who has not left, as far as we know.

    Raises:
        DatabaseUnavailable: it cannot be known.
    """
    asker = meet(services, client, Sender(member, home, home))
    with services.database.read() as session:
        known = find_member(session, member)
    gone = known is not None and (known.is_bot or known.is_deactivated or known.is_outsider)
    return not gone and not asker.is_outsider


def _permalink(client: WebClient, source: StorySource) -> str:
    try:
        answer = brief(client, _SECONDS).chat_getPermalink(
            channel=source.channel, message_ts=source.ts
        )
    except (SlackApiError, OSError, HTTPException):
        # The question is asked without a link then.
        return ""
    return str(answer.get("permalink") or "")


def _not_seen(services: Services, source: StorySource, error: NotSeenError) -> None:
    now = services.clock()
    with services.database.begin() as session:
        if error.reason == "out_of_sight":
            finish_look(session, source.channel, source.ts, source.wanted)
            return
        pause = min(_FIRST_PAUSE * 2 ** min(source.failures, 10), _LONGEST_PAUSE)
        until = now + timedelta(seconds=pause if error.wait is None else error.wait)
        failed = error.wait is None
        put_off_look(session, source.channel, source.ts, until=until, failed=failed)


def _why(error: SlackApiError) -> NotSeenError:
    code = str(error.response.get("error", ""))
    if error.response.status_code == 429 or code == "ratelimited":
        wait = retry_after(error.response.headers)
        return NotSeenError("later", _FIRST_PAUSE if wait is None else wait)
    if code in _GONE:
        return NotSeenError("gone")
    return NotSeenError("out_of_sight" if code in _OUT_OF_SIGHT else "later")
