"""Everything around the messages: who is there, what is open, what can be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground.control.rooms import can_see, rooms_of
from bot.playground.forms import state_values
from bot.playground.slack_says import language_of
from bot.playground.workspace import BOT_USER_ID, TEAM_ID, TEAM_NAME

if TYPE_CHECKING:
    from bot.playground.actors import Actor
    from bot.playground.control.desktop import Desktop
    from bot.playground.json_types import Json
    from bot.playground.records import Member, View
    from bot.playground.workspace import Workspace


def state_before(desktop: Desktop, actor: Actor) -> Json:
    """Return what this person's client shows beside messages."""
    workspace = desktop.slack.workspace
    with workspace.lock:
        rooms = rooms_of(workspace, actor.id)
        home = workspace.home_of(actor.id)
        features = desktop.features(actor.language)
        return {
            "version": workspace.changes.number,
            "workspace": {"name": TEAM_NAME},
            "me": {"id": actor.id, "language": actor.language},
            "bot": {
                "id": BOT_USER_ID,
                "name": workspace.members[BOT_USER_ID].name,
                "dm": workspace.dm(actor.id, BOT_USER_ID).id,
                "pane": "assistant_view" in features,
            },
            "people": [_person(one) for one in _in_order(workspace)],
            "names": _names(workspace, actor.id),
            "channels": rooms,
            "modals": [view_shown(one) for one in workspace.modals_of(actor.id)],
            "home": view_shown(home) if home else None,
            "commands": _commands(features),
            "shortcuts": _shortcuts(features),
            "emoji": dict(workspace.emoji),
            "clock": desktop.clock.shown(),
            "outbound": False,
        }


def view_shown(view: View) -> Json:
    """Return a modal or Home with what stands in its fields and what is wrong with them."""
    # What the app keeps for itself in a view is not on anybody's screen.
    seen = {name: value for name, value in view.source.items() if name != "private_metadata"}
    return {
        "id": view.id,
        "hash": view.hash,
        "view": seen,
        "values": state_values(view.source["blocks"], view.drafts),
        "errors": dict(view.errors),
        "notice": view.notice,
    }


def _in_order(workspace: Workspace) -> list[Member]:
    return sorted(workspace.members.values(), key=lambda one: one.is_bot)


def _person(member: Member) -> Json:
    outsider = member.team != TEAM_ID
    return {
        "id": member.id,
        "name": member.name,
        "title": member.title,
        "department": member.department,
        "company": member.company,
        "role": "outsider" if outsider else member.role,
        "locale": member.locale,
        "language": language_of(member.locale),
        "outsider": outsider,
        "is_bot": member.is_bot,
        "deactivated": member.deleted,
    }


def _names(workspace: Workspace, person: str) -> dict[str, str]:
    people = {one.id: one.name for one in workspace.members.values()}
    # The name of a channel that somebody cannot see is not theirs to know.
    rooms = {
        one.id: one.name
        for one in workspace.channels.values()
        if one.name and can_see(workspace, person, one)
    }
    return people | rooms


def _commands(features: Json) -> list[Json]:
    return [
        {
            "command": one["command"],
            "description": one.get("description", ""),
            "usage_hint": one.get("usage_hint", ""),
        }
        for one in features.get("slash_commands", ())
    ]


def _shortcuts(features: Json) -> list[Json]:
    kept = ("callback_id", "type", "name", "description")
    return [{name: one[name] for name in kept} for one in features.get("shortcuts", ())]
