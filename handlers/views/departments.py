"""The modals for departments: choosing one's own, adding one, changing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.fitting import fit
from knowledge.departments import LONGEST_NAME
from knowledge.roles import Role, holders_allowed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.store.models import Department

_SHOWN_MEMBERS = 40
_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Staff:
    """Who helps a department and who belongs to it."""

    ambassadors: Sequence[str] = ()
    members: Sequence[str] = ()


def own_department_modal(departments: Sequence[Department], voice: Voice) -> Surface:
    """The question where a person belongs."""
    menu = inputs.menu(
        [(one.name, str(one.id)) for one in departments], placeholder=voice("departments.choose")
    )
    view = kit.modal(
        voice("departments.own_title"),
        [
            kit.prose(voice("departments.own_intro")),
            kit.field(voice("departments.own_label"), menu, block_id=ids.BLOCK_DEPARTMENT),
        ],
        close=voice("check.close"),
        submit=voice("departments.choose_button"),
        callback_id=ids.VIEW_OWN_DEPARTMENT,
    )
    return fit(view, voice)


def new_department_modal(voice: Voice) -> Surface:
    """A department that is not there yet, with its ambassadors."""
    view = kit.modal(
        voice("departments.new_title"),
        [_name("", voice), _ambassadors((), voice)],
        close=voice("check.close"),
        submit=voice("departments.save"),
        callback_id=ids.VIEW_NEW_DEPARTMENT,
    )
    return fit(view, voice)


def department_modal(department: Department, staff: Staff, voice: Voice) -> Surface:
    """A department with everything that can be changed about it."""
    view = kit.modal(
        voice("departments.change_title"),
        [
            _name(department.name, voice),
            _ambassadors(staff.ambassadors, voice),
            *_members(staff.members, voice),
            kit.field(
                voice("departments.retire_label"),
                inputs.tick(voice("departments.retire"), "retire"),
                block_id=ids.BLOCK_RETIRE,
                hint=voice("departments.retire_hint"),
                optional=True,
            ),
        ],
        close=voice("check.close"),
        submit=voice("departments.save"),
        callback_id=ids.VIEW_DEPARTMENT,
    )
    return fit({**view, "private_metadata": str(department.id)}, voice)


def _name(name: str, voice: Voice) -> Block:
    return kit.field(
        voice("departments.name"),
        inputs.line(most=LONGEST_NAME, initial=name),
        block_id=ids.BLOCK_NAME,
        hint=voice("departments.name_hint", most=LONGEST_NAME),
    )


def _ambassadors(ambassadors: Sequence[str], voice: Voice) -> Block:
    most = holders_allowed(Role.AMBASSADOR)[1]
    people = inputs.people(most=most, initial=ambassadors, placeholder=voice("departments.people"))
    return kit.field(
        voice("departments.ambassadors"),
        people,
        block_id=ids.BLOCK_AMBASSADORS,
        hint=voice("departments.ambassadors_hint", most=most),
        optional=True,
    )


def _members(members: Sequence[str], voice: Voice) -> Iterator[Block]:
    yield kit.titled(voice("departments.members", count=len(members)), *_named(members, voice))
    for block_id, label in (
        (ids.BLOCK_JOINING, "departments.joining"),
        (ids.BLOCK_LEAVING, "departments.leaving"),
    ):
        people = inputs.people(most=_AT_ONCE, placeholder=voice("departments.people"))
        yield kit.field(voice(label), people, block_id=block_id, optional=True)


def _named(members: Sequence[str], voice: Voice) -> Iterator[str | Block]:
    if not members:
        yield voice("departments.nobody")
    for place, member in enumerate(members[:_SHOWN_MEMBERS]):
        if place:
            yield voice("home.between")
        yield kit.person(member)
    if (more := len(members) - _SHOWN_MEMBERS) > 0:
        yield voice("home.between")
        yield voice("departments.members_more", count=more)
