"""Setting the clock of the workspace and of the bot forward."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.playground.control.refusals import RefusalError
from bot.playground.moving_clock import NotForwardError

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.playground.control.desktop import Desktop
    from bot.playground.control.given import Given
    from bot.playground.json_types import Json

_MOST_HOURS = 9_000


def move_clock(desktop: Desktop, given: Given) -> Json:
    """Set the clock forward, and run what is due by then: on the way, too, hour by hour.

    What reminds somebody, or closes, would otherwise come all at once, or not at all.

    Raises:
        RefusalError: `invalid_arguments` or `clock_only_forward`.
    """
    moment = _moment(desktop, given)
    for stop in (*desktop.clock.stops_until(moment), moment):
        try:
            desktop.clock.move_to(stop)
        except NotForwardError as error:
            raise RefusalError("clock_only_forward") from error
        desktop.after_clock_moved()
    changes = desktop.slack.workspace.changes
    changes.note()
    return {"ok": True, "version": changes.number, "clock": desktop.clock.shown()}


def _moment(desktop: Desktop, given: Given) -> datetime:
    clock, hours = desktop.clock, given.values.get("hours")
    if isinstance(hours, int | float) and not isinstance(hours, bool) and 0 < hours < _MOST_HOURS:
        return clock() + timedelta(hours=hours)
    match given.text("to"):
        case "next_working_morning":
            return clock.next_working_morning()
        case "next_month":
            return clock.next_month()
        case "next_review":
            return clock.next_review()
        case written:
            return _written(written, clock.zone)


def _written(written: str, zone: tzinfo) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise RefusalError("invalid_arguments") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
