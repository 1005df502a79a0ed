"""Reactions: who put which emoji on which message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.playground.messages import reaction_event

if TYPE_CHECKING:
    from bot.playground.json_types import Json
    from bot.playground.records import Message
    from bot.playground.workspace import Workspace


def add_reaction(workspace: Workspace, user: str, message: Message, name: str) -> Json | None:
    """Put a reaction on a message; return the event, or None if the person has it there already.

    A skin tone is part of the name: `raised_hands::skin-tone-4`.
    """
    with workspace.lock:
        there = message.reactions.get(name, ())
        if user in there:
            return None
        workspace.put(replace(message, reactions={**message.reactions, name: (*there, user)}))
    return reaction_event(workspace, "reaction_added", user, name, message)


def remove_reaction(workspace: Workspace, user: str, message: Message, name: str) -> Json | None:
    """Take a reaction off; return the event, or None if there was none of this person."""
    with workspace.lock:
        there = message.reactions.get(name, ())
        if user not in there:
            return None
        left = tuple(one for one in there if one != user)
        others = {key: users for key, users in message.reactions.items() if key != name}
        workspace.put(replace(message, reactions=others | ({name: left} if left else {})))
    return reaction_event(workspace, "reaction_removed", user, name, message)
