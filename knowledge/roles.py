"""Who may do what: one table of roles and privileged actions, asked at the moment of the click."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """What a person is in the company's use of AI. Everybody is a member."""

    MEMBER = auto()
    AMBASSADOR = auto()
    LEAD = auto()
    DEPUTY = auto()
    EXECUTIVE = auto()
    ADMIN = auto()


class Action(StrEnum):
    """Everything for which it matters who does it."""

    ASK_LEAD = auto()
    CHOOSE_OWN_DEPARTMENT = auto()
    SHARE_STORY = auto()

    ANSWER_ESCALATION = auto()
    HAND_OVER = auto()
    SEE_QUEUE = auto()
    EDIT_PRECEDENT = auto()
    PUBLISH_DIGEST = auto()
    PUBLISH_NOTICE = auto()
    WRITE_REVIEW = auto()
    LEAD_REVIEW = auto()
    ANSWER_TOOL_REQUEST = auto()
    REPORT_INCIDENT = auto()
    HANDLE_INCIDENT = auto()
    PUBLISH_CASE = auto()

    APPROVE_TEMPLATE_OF_DEPARTMENT = auto()
    APPROVE_ANY_TEMPLATE = auto()
    APPROVE_STORY_OF_DEPARTMENT = auto()
    APPROVE_ANY_STORY = auto()
    EDIT_RULEBOOK = auto()
    APPROVE_RULEBOOK = auto()
    IMPORT_COMPANY = auto()

    SET_ROLES = auto()
    SET_AMBASSADORS = auto()
    SET_DEPARTMENTS = auto()
    SET_CHANNELS = auto()
    SET_SOURCES = auto()
    SET_HOURS = auto()
    SET_MODEL = auto()
    RUN_JOB = auto()
    SEE_PEOPLE = auto()
    SEE_TIMETABLE = auto()
    RESEND_DELIVERY = auto()
    SEE_KPIS = auto()
    SEE_AUDIT = auto()
    EXPORT = auto()


@dataclass(frozen=True, slots=True)
class Person:
    """A person with what they are in the company, as it is now."""

    member: str
    roles: frozenset[Role] = frozenset({Role.MEMBER})
    ambassador_of: frozenset[int] = frozenset()
    department: int | None = None
    language: str = ""
    # False for bots and for people who have left.
    active: bool = True
    outsider: bool = False


_MEMBER: Final = frozenset({Role.MEMBER})
_LEADS: Final = frozenset({Role.LEAD, Role.DEPUTY})
# An ambassador may do these for their own departments only.
_HELPERS: Final = _LEADS | {Role.AMBASSADOR}
_ORGANISERS: Final = _LEADS | {Role.ADMIN}
_RESPONSIBLE: Final = _ORGANISERS | {Role.EXECUTIVE}
_ADMIN: Final = frozenset({Role.ADMIN})

ALLOWED: Final[Mapping[Action, frozenset[Role]]] = MappingProxyType(
    {
        Action.ASK_LEAD: _MEMBER,
        Action.CHOOSE_OWN_DEPARTMENT: _MEMBER,
        Action.SHARE_STORY: _MEMBER,
        # The text of a question is for those who answer it, not for who runs the system. An
        # admin may hand one over all the same: to them it comes when nobody else is there.
        Action.ANSWER_ESCALATION: _HELPERS,
        Action.HAND_OVER: _HELPERS | _ADMIN,
        Action.SEE_QUEUE: _HELPERS,
        Action.EDIT_PRECEDENT: _HELPERS,
        Action.PUBLISH_DIGEST: _LEADS,
        Action.PUBLISH_NOTICE: _LEADS,
        Action.WRITE_REVIEW: _MEMBER,
        Action.LEAD_REVIEW: _LEADS,
        Action.ANSWER_TOOL_REQUEST: _LEADS,
        Action.REPORT_INCIDENT: _MEMBER,
        Action.HANDLE_INCIDENT: _RESPONSIBLE,
        Action.PUBLISH_CASE: _LEADS,
        Action.APPROVE_TEMPLATE_OF_DEPARTMENT: _HELPERS,
        Action.APPROVE_ANY_TEMPLATE: _LEADS,
        Action.APPROVE_STORY_OF_DEPARTMENT: _HELPERS,
        Action.APPROVE_ANY_STORY: _LEADS,
        Action.EDIT_RULEBOOK: _LEADS,
        Action.APPROVE_RULEBOOK: frozenset({Role.EXECUTIVE}),
        Action.IMPORT_COMPANY: _ORGANISERS,
        Action.SET_ROLES: _ADMIN,
        Action.SET_AMBASSADORS: _ORGANISERS,
        Action.SET_DEPARTMENTS: _ORGANISERS,
        Action.SET_CHANNELS: _ORGANISERS,
        Action.SET_SOURCES: _ORGANISERS,
        Action.SET_HOURS: _ORGANISERS,
        Action.SET_MODEL: _ORGANISERS,
        Action.RUN_JOB: _ORGANISERS,
        Action.SEE_PEOPLE: _ORGANISERS,
        Action.SEE_TIMETABLE: _ORGANISERS,
        Action.RESEND_DELIVERY: _ADMIN,
        Action.SEE_KPIS: _RESPONSIBLE,
        Action.SEE_AUDIT: frozenset({Role.EXECUTIVE, Role.ADMIN}),
        Action.EXPORT: _ADMIN,
    }
)

_HOLDERS: Final[Mapping[Role, tuple[int, int]]] = MappingProxyType(
    {
        Role.AMBASSADOR: (0, 5),
        # One or two: of more, nobody feels asked.
        Role.LEAD: (1, 2),
        Role.DEPUTY: (0, 3),
        Role.EXECUTIVE: (0, 3),
        # Without an admin nobody could put things right again.
        Role.ADMIN: (1, 5),
    }
)


def may(person: Person, action: Action, department: int | None = None) -> bool:
    """Return whether this person may do this now.

    `department` is whose matter it is; an ambassador may act for their own departments only, so
    without one their role counts for nothing. Outsiders, bots and people who left may nothing.
    """
    granting = _granting(person, action)
    if granting - {Role.AMBASSADOR}:
        return True
    return Role.AMBASSADOR in granting and department in person.ambassador_of


def may_somewhere(person: Person, action: Action) -> bool:
    """Return whether there is any department for which this person may do this."""
    granting = _granting(person, action)
    return bool(granting - {Role.AMBASSADOR}) or bool(
        Role.AMBASSADOR in granting and person.ambassador_of
    )


def _granting(person: Person, action: Action) -> frozenset[Role]:
    """Return those of a person's roles that allow the action."""
    if not person.active or person.outsider:
        return frozenset()
    return ALLOWED[action] & person.roles


def holders_allowed(role: Role) -> tuple[int, int]:
    """Return how few and how many people may have a role; for ambassadors, in one department.

    Raises:
        ValueError: nobody is given this role: everybody has it.
    """
    if role not in _HOLDERS:
        raise ValueError(f"nobody is made a {role}")
    return _HOLDERS[role]
