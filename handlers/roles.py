"""Who has which role: the first admin takes theirs, and admins give the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_people
from handlers.home_tab import is_workspace_admin, refresh_home
from handlers.people import get_to_know
from handlers.privileged import close_form, open_form, read_press, show
from handlers.views.roles import roles_modal
from handlers.views.settings_overview import GIVEN_ROLES
from knowledge.roles import Action, Role, holders_allowed
from knowledge.store.members import absent_among
from knowledge.store.roles import become_first_admin, holders, set_holders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session

_Holders = dict[Role, list[str]]


def register(app: App, services: Services) -> None:
    """Listen to the buttons on Home and to the modal for roles."""

    def on_become_admin(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        press = read_press(services, client, body, context)
        show(press, ack, _become_admin(press))
        refresh_home(services, client, press.asker)

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        open_form(press, ack, Action.SET_ROLES, _ask)

    def on_saved(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.SET_ROLES, _save)

    app.action(ids.ACTION_BECOME_ADMIN)(on_become_admin)
    app.action(ids.ACTION_OPEN_ROLES)(on_open)
    app.view(ids.VIEW_ROLES)(on_saved)


def _become_admin(press: Press) -> Surface | str:
    """Return the form to go on with, or why somebody does not become the first admin."""
    member, now = press.asker.member, press.services.clock()
    # The button may be old, and who is an admin of the workspace may have changed since.
    is_one_of_us = press.person.active and not press.person.outsider
    if not is_one_of_us or not is_workspace_admin(press.client, member):
        return press.voice("settings.not_owner")
    if not write_briefly(
        press.services, lambda session: become_first_admin(session, member, now=now)
    ):
        return press.voice("settings.taken")
    return _ask(press)


def _ask(press: Press) -> Surface:
    return roles_modal(read_briefly(press.services, _current), press.voice)


def _save(press: Press) -> Mapping[str, str]:
    wanted = {role: chosen_people(press.view, role) for role in GIVEN_ROLES}
    current = read_briefly(press.services, _current)
    known = {member for people in current.values() for member in people}
    new = {member for people in wanted.values() for member in people} - known
    get_to_know(press.services, press.client, press.home, new)
    return write_briefly(press.services, partial(_give, press=press, wanted=wanted))


def _give(session: Session, press: Press, wanted: _Holders) -> Mapping[str, str]:
    current = _current(session)
    # A role that nobody has yet may wait.
    given = {role: people for role, people in wanted.items() if people or current[role]}
    errors = {
        role.value: error
        for role, people in given.items()
        if (error := _error(session, press, role, people))
    }
    if errors:
        return errors
    by, now = press.asker.member, press.services.clock()
    for role, people in given.items():
        set_holders(session, role, people, by=by, now=now)
    return {}


def _error(session: Session, press: Press, role: Role, people: list[str]) -> str:
    voice = press.voice
    least, most = holders_allowed(role)
    if not least <= len(people) <= most:
        return voice("settings.roles.wrong_number", least=least, most=most)
    if absent_among(session, people):
        return voice("settings.roles.unfit")
    if role is Role.ADMIN and press.asker.member not in people:
        return voice("settings.roles.yourself")
    return ""


def _current(session: Session) -> _Holders:
    return {role: holders(session, role) for role in GIVEN_ROLES}
