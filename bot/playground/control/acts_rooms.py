"""Acts on channels and people: join, leave, invite, open, create, archive, add somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.control.refusals import RefusalError
from bot.playground.control.rooms import visible_room, writable_room
from bot.playground.workspace import TEAM_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.actors import Actor
    from bot.playground.control.acts import Act
    from bot.playground.control.given import Given
    from bot.playground.json_types import Json

_LONGEST_NAME: Final = 80
_ROLES: Final = frozenset({"member", "ambassador", "lead", "deputy", "executive", "admin"})


def _join(actor: Actor, given: Given) -> Json:
    workspace = actor.slack.workspace
    room = visible_room(workspace, actor.id, given.text("channel"))
    if room.archived:
        raise RefusalError("is_archived")
    actor.slack.join(room.id, actor.id)
    return {}


def _leave(actor: Actor, given: Given) -> Json:
    room = visible_room(actor.slack.workspace, actor.id, given.text("channel"))
    if room.kind in {"im", "mpim"}:
        raise RefusalError("invalid_arguments")
    actor.slack.leave(room.id, actor.id)
    return {}


def _invite(actor: Actor, given: Given) -> Json:
    workspace = actor.slack.workspace
    room = writable_room(workspace, actor.id, given.text("channel"))
    actor.slack.join(room.id, _known(actor, given.text("member")))
    return {}


def _open_dm(actor: Actor, given: Given) -> Json:
    people = [_known(actor, one) for one in given.texts("people")]
    if not 0 < len(people) <= 8:
        raise RefusalError("invalid_arguments")
    return {"channel": actor.slack.workspace.dm(actor.id, *people).id}


def _create_channel(actor: Actor, given: Given) -> Json:
    workspace = actor.slack.workspace
    name = _name(given)
    inside = {actor.id, *(_known(actor, one) for one in given.texts("people"))}
    with workspace.lock:
        if workspace.members[actor.id].team != TEAM_ID:
            raise RefusalError("not_allowed")
        if any(one.name == name for one in workspace.channels.values()):
            raise RefusalError("name_taken")
        kind: Final = "group" if given.flag("private") else "channel"
        return {"channel": workspace.add_channel(name, inside, kind=kind).id}


def _archive(actor: Actor, given: Given) -> Json:
    room = writable_room(actor.slack.workspace, actor.id, given.text("channel"))
    if room.kind in {"im", "mpim"} or room.id == actor.slack.workspace.general:
        raise RefusalError("invalid_arguments")
    actor.slack.archive(room.id)
    return {}


def _add_person(actor: Actor, given: Given) -> Json:
    name = _name(given)
    if any(one.name == name for one in actor.slack.workspace.members.values()):
        raise RefusalError("name_taken")
    company, role = given.text("company", ""), given.text("role", "member")
    if role not in _ROLES:
        raise RefusalError("invalid_arguments")
    person = actor.slack.person(
        name, locale=given.text("locale", "ja-JP"), outsider=bool(company.strip())
    )
    person.describe(
        title=given.text("title", ""),
        department=given.text("department", ""),
        company=company,
        role=role,
    )
    return {"person": person.id}


def _name(given: Given) -> str:
    name = given.text("name").strip().removeprefix("#")
    if not 0 < len(name) <= _LONGEST_NAME:
        raise RefusalError("invalid_arguments")
    return name


def _known(actor: Actor, ident: str) -> str:
    if ident not in actor.slack.workspace.members:
        raise RefusalError("no_such_person")
    return ident


ACTS: Final[Mapping[str, Act]] = {
    "join": _join,
    "leave": _leave,
    "invite": _invite,
    "open_dm": _open_dm,
    "create_channel": _create_channel,
    "archive": _archive,
    "add_person": _add_person,
}
