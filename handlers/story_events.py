"""What happens to messages: emoji put on and taken off, messages rewritten and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import story_steps as steps
from handlers.background import Errand
from handlers.database_visits import read_briefly, write_briefly
from handlers.payloads import read_sender
from handlers.slack_text import decode
from handlers.story_looks import look_at_due
from knowledge.store.stories import message_key, story_with_key
from knowledge.store.story_sources import Place, is_known, want_look
from knowledge.stories import read_emoji, starts_a_story

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import App, BoltContext

    from handlers.services import Services
    from knowledge.store.database import Session


def register(app: App, services: Services) -> None:
    """Listen to emoji, and to changes of messages.

    An event only says that something happened; what is there now is looked up in Slack, so the
    order in which events come, and how often, does not matter.
    """
    look_soon = Errand(
        lambda work: services.background.submit(work),  # noqa: PLW0108 - not before it is needed
        lambda: look_at_due(services, app.client, services.clock()),
    )

    def on_reaction(body: dict[str, Any], context: BoltContext) -> None:
        event = body["event"]
        place = _place(event.get("item") or {}, body, context)
        if place is None or not _counts(services, event, place):
            return
        put_on = event["type"] == "reaction_added"
        by = str(event.get("user") or "") if put_on else ""
        write_briefly(services, lambda session: want_look(session, place, services.clock(), by=by))
        look_soon()

    def on_rewritten(body: dict[str, Any]) -> None:
        event = body["event"]
        after: Mapping[str, Any] = event.get("message") or {}
        before: Mapping[str, Any] = event.get("previous_message") or {}
        # A preview, a reply below it or Slack's own notes arrive as a change too.
        same = decode(str(after.get("text") or "")) == decode(str(before.get("text") or ""))
        if same or not after.get("edited") or after.get("bot_id"):
            return
        channel, ts = str(event.get("channel")), str(after.get("ts"))
        edit = str((after.get("edited") or {}).get("ts"))
        if write_briefly(
            services, lambda session: _note_edit(services, session, channel, ts, edit)
        ):
            services.wake_outbox()

    def on_deleted(body: dict[str, Any], context: BoltContext) -> None:
        event = body["event"]
        item = {"channel": event.get("channel"), "ts": event.get("deleted_ts"), "type": "message"}
        place = _place(item, body, context)
        if place is None or not read_briefly(
            services, lambda session: _concerns_us(session, place)
        ):
            return
        write_briefly(services, lambda session: want_look(session, place, services.clock()))
        look_soon()

    app.event("reaction_added")(on_reaction)
    app.event("reaction_removed")(on_reaction)
    app.event({"type": "message", "subtype": "message_changed"})(on_rewritten)
    app.event({"type": "message", "subtype": "message_deleted"})(on_deleted)


def _place(item: Mapping[str, Any], body: Mapping[str, Any], context: BoltContext) -> Place | None:
    """Return where it happened; None when it is about something else than a message."""
    channel, ts = item.get("channel"), item.get("ts")
    if item.get("type") != "message" or not channel or not ts:
        return None
    return Place(str(channel), str(ts), read_sender(body, context).home)


def _counts(services: Services, event: Mapping[str, Any], place: Place) -> bool:
    """Return whether this emoji, in this channel, is one that we look at."""
    settings = services.settings()
    emoji = read_emoji(settings.success_emoji)
    if not starts_a_story(str(event.get("reaction") or ""), emoji):
        return False
    if place.channel == settings.success_channel:
        return True
    # The channel may be another by now; what began there can still be taken back there.
    return read_briefly(services, lambda session: is_known(session, place.channel, place.ts))


def _concerns_us(session: Session, place: Place) -> bool:
    key = message_key(place.channel, place.ts)
    return story_with_key(session, key) is not None


def _note_edit(services: Services, session: Session, channel: str, ts: str, edit: str) -> bool:
    story = story_with_key(session, message_key(channel, ts))
    return story is not None and steps.note_edit(services, session, story, edit)
