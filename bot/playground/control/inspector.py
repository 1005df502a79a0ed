"""The inspector: what went between Slack and the bot, with timing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.playground.control.desktop import Desktop
    from bot.playground.exchanges import Numbered
    from bot.playground.json_types import Json

MOST: Final = 1_000


def exchanges_since(desktop: Desktop, number: int, limit: int) -> Json:
    book = desktop.slack.exchanges
    found = book.since(number, limit)
    return {"last": book.last, "exchanges": [_shown(desktop, one) for one in found]}


def _shown(desktop: Desktop, numbered: Numbered) -> Json:
    exchange = numbered.exchange
    at = numbered.at.astimezone(desktop.clock.zone)
    return {
        "n": numbered.number,
        "at": at.isoformat(timespec="milliseconds"),
        "from": exchange.sender,
        "kind": exchange.kind,
        "name": exchange.name,
        "ms": round(exchange.seconds * 1000, 1),
        "ok": exchange.ok,
        "status": exchange.status,
        "retry": exchange.retry,
        "request": exchange.request,
        "response": exchange.response,
    }
