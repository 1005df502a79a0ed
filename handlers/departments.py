"""Departments: a person says where they belong; those who organise add, change and retire them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import (
    chosen_option,
    chosen_people,
    entered_text,
    is_ticked,
    pressed_option,
)
from handlers.people import get_to_know, refusal
from handlers.privileged import close_form, open_form, read_press
from handlers.views.departments import (
    Staff,
    department_modal,
    new_department_modal,
    own_department_modal,
)
from knowledge.departments import LONGEST_NAME, MOST_DEPARTMENTS, NameRefusal
from knowledge.roles import Action, Role, may
from knowledge.store.departments import (
    add_department,
    choose_department,
    departments,
    find_department,
    members_of,
    rename_department,
    retire_department,
    set_department,
)
from knowledge.store.members import absent_among
from knowledge.store.roles import holders, set_holders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import Department

_MOST = {NameRefusal.TOO_LONG: LONGEST_NAME, NameRefusal.TOO_MANY: MOST_DEPARTMENTS}


@dataclass(frozen=True, slots=True)
class _Form:
    """What was entered into the modal of a department."""

    name: str
    ambassadors: list[str]
    joining: list[str]
    leaving: list[str]
    retires: bool


def register(app: App, services: Services) -> None:
    """Listen to the buttons on Home and to the modals that they open."""

    def on_choose(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        open_form(press, ack, Action.CHOOSE_OWN_DEPARTMENT, _ask_own)

    def on_chosen(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.CHOOSE_OWN_DEPARTMENT, _keep_own)

    def on_add(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        open_form(press, ack, Action.SET_DEPARTMENTS, lambda it: new_department_modal(it.voice))

    def on_added(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.SET_DEPARTMENTS, _add)

    def on_change(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        open_form(press, ack, Action.SET_DEPARTMENTS, _show_department)

    def on_changed(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.SET_DEPARTMENTS, _change)

    app.action(ids.ACTION_CHOOSE_DEPARTMENT)(on_choose)
    app.view(ids.VIEW_OWN_DEPARTMENT)(on_chosen)
    app.action(ids.ACTION_ADD_DEPARTMENT)(on_add)
    app.view(ids.VIEW_NEW_DEPARTMENT)(on_added)
    app.action(ids.ACTION_CHANGE_DEPARTMENT)(on_change)
    app.view(ids.VIEW_DEPARTMENT)(on_changed)


def _ask_own(press: Press) -> Surface | str:
    known = read_briefly(press.services, departments)
    if press.person.department is not None or not known:
        return press.voice("departments.own_chosen")
    return own_department_modal(known, press.voice)


def _keep_own(press: Press) -> Mapping[str, str] | str:
    department = _number(chosen_option(press.view, ids.BLOCK_DEPARTMENT))
    member, now = press.asker.member, press.services.clock()
    chosen = write_briefly(
        press.services, lambda session: choose_department(session, member, department, now=now)
    )
    return {} if chosen else press.voice("departments.own_chosen")


def _show_department(press: Press) -> Surface | str:
    ident = _number(pressed_option(press.body))

    def look(session: Session) -> tuple[Department | None, Staff]:
        helping = holders(session, Role.AMBASSADOR, ident)
        return find_department(session, ident), Staff(helping, members_of(session, ident))

    department, staff = read_briefly(press.services, look)
    if department is None or department.retired_at is not None:
        return press.voice("departments.gone")
    return department_modal(department, staff, press.voice)


def _add(press: Press) -> Mapping[str, str] | str:
    form = _read_form(press)

    def add(session: Session) -> Mapping[str, str]:
        if errors := _wrong_people(session, press, form, ambassadors=[]):
            return errors
        made = add_department(session, form.name, by=press.asker.member, now=press.services.clock())
        if isinstance(made, NameRefusal):
            return {ids.BLOCK_NAME: _name_error(made, press.voice)}
        # One of that name that comes back brings its ambassadors with it.
        if form.ambassadors:
            _set_ambassadors(session, press, made.id, form.ambassadors)
        return {}

    return write_briefly(press.services, add)


def _change(press: Press) -> Mapping[str, str] | str:
    form = _read_form(press)
    ident = _number(str(press.view.get("private_metadata")))
    by, now = press.asker.member, press.services.clock()

    def change(session: Session) -> Mapping[str, str] | str:
        department = find_department(session, ident)
        if department is None or department.retired_at is not None:
            return press.voice("departments.gone")
        if form.retires:
            retire_department(session, department, by=by, now=now)
            return {}
        helping = holders(session, Role.AMBASSADOR, ident)
        errors = dict(_wrong_people(session, press, form, ambassadors=helping))
        if not set(form.leaving) <= set(members_of(session, ident)):
            errors[ids.BLOCK_LEAVING] = press.voice("departments.not_members")
        if set(form.leaving) & set(form.joining):
            errors[ids.BLOCK_JOINING] = press.voice("departments.both")
        if errors:
            return errors
        refused = rename_department(session, department, form.name, by=by, now=now)
        if refused is not None:
            return {ids.BLOCK_NAME: _name_error(refused, press.voice)}
        _set_ambassadors(session, press, ident, form.ambassadors)
        set_department(session, form.joining, ident, by=by, now=now)
        set_department(session, form.leaving, None, by=by, now=now)
        return {}

    return write_briefly(press.services, change)


def _read_form(press: Press) -> _Form:
    view = press.view
    form = _Form(
        entered_text(view, ids.BLOCK_NAME),
        chosen_people(view, ids.BLOCK_AMBASSADORS),
        chosen_people(view, ids.BLOCK_JOINING),
        chosen_people(view, ids.BLOCK_LEAVING),
        retires=is_ticked(view, ids.BLOCK_RETIRE),
    )
    get_to_know(press.services, press.client, press.home, form.ambassadors)
    return form


def _wrong_people(
    session: Session, press: Press, form: _Form, *, ambassadors: list[str]
) -> dict[str, str]:
    errors = {}
    voice = press.voice
    if form.ambassadors != ambassadors and not may(press.person, Action.SET_AMBASSADORS):
        errors[ids.BLOCK_AMBASSADORS] = refusal(voice, Action.SET_AMBASSADORS)
    for block, people in (
        (ids.BLOCK_AMBASSADORS, form.ambassadors),
        (ids.BLOCK_JOINING, form.joining),
    ):
        if absent_among(session, people):
            errors[block] = voice("settings.roles.unfit")
    return errors


def _set_ambassadors(
    session: Session, press: Press, department: int, ambassadors: list[str]
) -> None:
    set_holders(
        session,
        Role.AMBASSADOR,
        ambassadors,
        by=press.asker.member,
        now=press.services.clock(),
        department=department,
    )


def _name_error(refused: NameRefusal, voice: Voice) -> str:
    most = _MOST.get(refused)
    key = f"departments.name_{refused}"
    return voice(key) if most is None else voice(key, most=most)


def _number(value: str) -> int:
    """Read the id of a department; what is none is the id of no department."""
    return int(value) if value.isascii() and value.isdecimal() else 0
