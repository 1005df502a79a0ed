"""What did not arrive, on screen: to whom, since when, why, and the button to try again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views.dates import say_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block
    from knowledge.store.models import Delivery

SHOWN = 8
_REASONS = {
    "not_in_channel": "undelivered.not_in_channel",
    "channel_not_found": "undelivered.not_in_channel",
    "is_archived": "undelivered.is_archived",
    "user_not_found": "undelivered.gone",
    "account_inactive": "undelivered.gone",
    "user_disabled": "undelivered.gone",
    "cannot_dm_bot": "undelivered.gone",
    "message_failed": "undelivered.message_failed",
}


def undelivered(
    failed: Sequence[Delivery], local: Callable[[datetime], datetime], voice: Voice
) -> list[Block]:
    """The newest failed deliveries; nothing when all arrived. What they say is not shown."""
    if not failed:
        return []
    blocks: list[Block] = [kit.divider(), kit.header(voice("undelivered.title"))]
    for delivery in failed[:SHOWN]:
        is_channel = delivery.to[:1] in {"C", "G"}
        blocks += [
            kit.prose(
                voice("undelivered.line", at=say_time(local(delivery.created_at), voice)),
                kit.channel(delivery.to) if is_channel else kit.person(delivery.to),
                voice("undelivered.reason", reason=_reason(delivery.error, voice)),
            ),
            kit.actions(
                kit.button(voice("undelivered.resend"), ids.ACTION_RESEND, value=delivery.key)
            ),
        ]
    more = len(failed) - SHOWN
    return [*blocks, kit.context(voice("undelivered.more", count=more))] if more > 0 else blocks


def _reason(code: str, voice: Voice) -> str:
    known = _REASONS.get(code)
    return voice(known) if known else voice("undelivered.other", code=code)
