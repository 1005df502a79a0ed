"""Posting a message exactly once, when nobody can be sure what became of a try."""

from __future__ import annotations

from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING

from handlers.brief_client import brief
from handlers.single_tries import Became, find_post, try_to_post, try_to_whisper

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from handlers.single_tries import KeyedPost
    from handlers.views.blocks import Surface

SECONDS_PER_CALL = 5
_PAUSE = 0.5


class Outcome(StrEnum):
    """What became of a post. NOT_YET may be tried again, REFUSED may not."""

    POSTED = "posted"
    NOT_YET = "not_yet"
    REFUSED = "refused"


def post_once(
    client: WebClient,
    post: KeyedPost,
    *,
    look_first: bool,
    give_up_at: float,
    pause: Callable[[float], bool],
) -> Outcome:
    """Post the message unless it is there already.

    After a try whose outcome nobody knows (cut, timed out, a 500), the conversation is searched
    for the key before another try. What remains is a post that Slack makes after we looked; the
    pause before looking makes that rare, and nothing on our side can make it impossible.

    Args:
        client: any client; each call is one short try of our own.
        post: what, where, and under which key.
        look_first: an earlier caller may have posted.
        give_up_at: when to stop trying, on the monotonic clock.
        pause: waits, and says whether to go on.
    """
    quick = brief(client, SECONDS_PER_CALL)
    unclear = look_first
    wait = 0.0
    while monotonic() + wait < give_up_at and (not wait or pause(wait)):
        tried = find_post(quick, post) if unclear else try_to_post(quick, post)
        if tried.became is Became.DONE:
            return Outcome.POSTED
        if tried.became is Became.REFUSED:
            return Outcome.REFUSED
        absent = unclear and tried.became is Became.NOTHING
        wait = 0.0 if absent else _PAUSE if tried.wait is None else tried.wait
        unclear = tried.became is Became.UNCLEAR
    return Outcome.NOT_YET


def whisper(
    client: WebClient,
    *,
    channel: str,
    member: str,
    thread_ts: str | None,
    message: Surface,
    give_up_at: float,
    pause: Callable[[float], bool],
) -> Outcome:
    """Post a line that only one person sees.

    Nobody can look for such a line afterwards, so after an unclear try it may stand there twice;
    it is never lost. It is gone anyway when the person reloads.
    """
    quick = brief(client, SECONDS_PER_CALL)
    wait = 0.0
    while monotonic() + wait < give_up_at and (not wait or pause(wait)):
        tried = try_to_whisper(quick, channel, member, thread_ts, message)
        if tried.became is Became.DONE:
            return Outcome.POSTED
        if tried.became is Became.REFUSED:
            return Outcome.REFUSED
        wait = _PAUSE if tried.wait is None else tried.wait
    return Outcome.NOT_YET
