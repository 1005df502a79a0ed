"""The outbox: takes what is due from the database and sees that it is in Slack exactly once."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from handlers import ids
from handlers.background import Errand
from handlers.brief_client import brief
from handlers.keyed_posts import SECONDS_PER_CALL
from handlers.single_tries import (
    Became,
    KeyedPost,
    Place,
    Try,
    find_post,
    try_to_delete,
    try_to_open,
    try_to_post,
    try_to_update,
)
from knowledge.store import deliveries
from knowledge.store import delivery_tries as tries
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.deliveries import DeliveryKind, DeliveryStatus
from knowledge.store.delivery_threads import has_thread
from scheduler.outbox_files import send_files

if TYPE_CHECKING:
    from datetime import datetime

    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.store.delivery_tries import Taken
    from knowledge.store.models import Delivery

log = logging.getLogger(__name__)

# Longer than all calls of one try, looking through a long conversation included.
LEASE = timedelta(minutes=2)
MOST_TRIES = 60
_FIRST_PAUSE = 5.0
_LONGEST_PAUSE = 1800.0
_LONGEST_WAIT = 3600.0
# Slack's clock and ours may differ by this much.
_SKEW = timedelta(minutes=5)
# So many calls in a row without an answer: Slack is not there, and the rest may wait as well.
_SILENCE = 3

# The recipient is the reason: somebody else must get it.
_NOT_REACHABLE = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    }
)
# We are the reason (our token, our rights): somebody will mend that, and then it goes out.
_OUR_FAULT = frozenset(
    {
        "access_denied",
        "account_inactive",
        "accesslimited",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
_NOTHING_TO_CHANGE = "message_not_found"


def send_due(services: Services, client: WebClient, now: datetime) -> int:
    """Send every delivery that is due, one after the other, and return how many went out.

    Any number of threads and replicas may do this at the same time. Nothing is waited for: what
    cannot go out now gets a later time, and the rest goes on.

    Raises:
        DatabaseUnavailable: some may have been sent; nothing is lost or doubled by trying again.
    """
    quick = brief(client, SECONDS_PER_CALL)
    sent = silence = 0
    # `pause` says no when the process is about to end.
    while silence < _SILENCE and services.background.pause(0):
        taken = _take(services, max(now, services.clock()))
        if taken is None:
            break
        tried = _try(services, quick, taken)
        _record(services, taken, tried)
        sent += tried.became is Became.DONE
        silence = silence + 1 if tried.code == "unreachable" else 0
    return sent


def _take(services: Services, now: datetime) -> Taken | None:
    # One at a time: a lease need not last longer than one try, and replicas share the work.
    with services.database.begin() as session:
        return next(iter(tries.take_due(session, now, 1, LEASE)), None)


def _try(services: Services, client: WebClient, taken: Taken) -> Try:
    delivery = taken.delivery
    if delivery.attempts > MOST_TRIES:
        # Each one that came to an end would have given it up: they all died in the middle.
        return Try(Became.REFUSED, code="too_many_tries")
    if delivery.kind == DeliveryKind.POST:
        return _post(client, taken)
    with services.database.read() as session:
        original = deliveries.delivery(session, delivery.of or "")
    if original is None or original.status != DeliveryStatus.SENT or not original.ts:
        failed = original is not None and original.status == DeliveryStatus.FAILED
        # Files wait beside the message that they belong to, until somebody sends both again.
        left_behind = failed and delivery.kind == DeliveryKind.FILES
        return Try(Became.REFUSED, code="message_failed" if left_behind else _NOTHING_TO_CHANGE)
    where = (original.channel or "", original.ts)
    if delivery.kind == DeliveryKind.FILES:
        # From the very beginning: an id of Slack's is nobody else's.
        return send_files(services, client, taken, Place(where[0], _written(delivery.created_at)))
    if delivery.kind == DeliveryKind.DELETE:
        return try_to_delete(client, *where)
    return try_to_update(client, *where, delivery.message)


def _post(client: WebClient, taken: Taken) -> Try:
    place = _place(client, taken.delivery)
    if place.became is Became.REFUSED:
        return place
    if place.became is not Became.DONE:
        # Opening a conversation posts nothing, but what may have been posted before stays so.
        return replace(place, became=Became.UNCLEAR if taken.look_since else Became.NOTHING)
    post = _keyed(taken, place.channel)
    if taken.look_since is not None:
        found = find_post(client, post)
        if found.became is not Became.NOTHING:
            return found
    return try_to_post(client, post)


def _written(since: datetime) -> str:
    """Return an instant as Slack writes it, from which on we look for what may be there."""
    return f"{(since - _SKEW).timestamp():.6f}"


def _place(client: WebClient, delivery: Delivery) -> Try:
    if delivery.to.startswith(("U", "W")):
        # Asked each time, as it is also how Slack says that somebody has gone: it would take a
        # message to a deactivated person without a word.
        return try_to_open(client, delivery.to)
    return Try(Became.DONE, channel=delivery.to)


def _keyed(taken: Taken, channel: str) -> KeyedPost:
    return KeyedPost(
        channel=channel,
        message=taken.delivery.message,
        event_type=ids.METADATA_DELIVERY,
        key=taken.delivery.key,
        since=_written(taken.look_since or taken.delivery.created_at),
        thread_ts=taken.delivery.thread_ts,
    )


def _record(services: Services, taken: Taken, tried: Try) -> None:
    delivery, key, now = taken.delivery, taken.delivery.key, services.clock()
    is_post = delivery.kind == DeliveryKind.POST
    if tried.became is Became.DONE:
        # Somebody else got it: whoever looks after the message wants to know why.
        why = delivery.error if delivery.unreachable else ""
        with services.database.begin() as session:
            tries.mark_sent(session, key, channel=tried.channel, ts=tried.ts, now=now, error=why)
    elif tried.became is not Became.REFUSED or tried.code in _OUR_FAULT:
        _again_later(services, taken, tried, now)
    elif is_post and tried.code in _NOT_REACHABLE:
        _to_somebody_else(services, delivery, tried, now)
    else:
        with services.database.begin() as session:
            if not is_post and tried.code == _NOTHING_TO_CHANGE:
                tries.mark_needless(session, key, error=tried.code)
            else:
                tries.mark_failed(session, key, error=tried.code, unclear=False)


def _again_later(services: Services, taken: Taken, tried: Try, now: datetime) -> None:
    delivery = taken.delivery
    unclear = tried.became is Became.UNCLEAR or (
        tried.became is Became.REFUSED and taken.look_since is not None
    )
    # To be told to wait is no failure.
    counts = tried.wait is None
    with services.database.begin() as session:
        if counts and delivery.attempts >= MOST_TRIES:
            tries.mark_failed(session, delivery.key, error=tried.code, unclear=unclear)
            return
        pause = timedelta(seconds=_pause(delivery.attempts, tried.wait))
        tries.mark_retry(
            session,
            delivery.key,
            at=now + pause,
            error=tried.code,
            unclear=unclear,
            counts=counts,
        )


def _pause(attempts: int, wait: float | None) -> float:
    if wait is not None:
        return min(max(wait, 1.0), _LONGEST_WAIT)
    return float(min(_FIRST_PAUSE * 2 ** min(attempts - 1, 20), _LONGEST_PAUSE))


def _to_somebody_else(services: Services, delivery: Delivery, tried: Try, now: datetime) -> None:
    known = {*delivery.unreachable, delivery.to}
    others = [one for one in (*delivery.fallbacks, *services.admins()) if one not in known]
    with services.database.begin() as session:
        # A thread is read where it was meant to be: who wrote it finds another place for all of it.
        if others and not has_thread(session, delivery.key):
            tries.reroute(session, delivery.key, to=others[0], error=tried.code, now=now)
        else:
            tries.mark_failed(session, delivery.key, error=tried.code, unclear=False)


def waker(services: Services, client: WebClient) -> Errand:
    """Return what sends everything that is due soon, without whoever calls it waiting."""

    def send() -> None:
        try:
            send_due(services, client, services.clock())
        except DatabaseUnavailable:
            # The next tick sends it.
            log.warning("the outbox has to wait for the database")

    return Errand(services.background.submit, send)
