"""The messages about an incident: who gets which, and how they are kept true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views import incident_desk as desk
from handlers.views import incidents as own
from handlers.views.incident_parts import Around, ShownStep
from handlers.voices import voice_of
from knowledge.incident_guide import Doer, deadline_of, load_incident_guide
from knowledge.incidents import Place, State
from knowledge.roles import Role
from knowledge.store import incidents as store
from knowledge.store.deliveries import Draft, enqueue, enqueue_update
from knowledge.store.departments import find_department
from knowledge.store.incident_cases import find_case
from knowledge.store.roles import holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.incident_guide import Deadline, Duty
    from knowledge.store.database import Session
    from knowledge.store.models import Incident


def tell_desk(
    services: Services,
    session: Session,
    incident: Incident,
    members: Sequence[str],
    now: datetime,
) -> list[str]:
    """Put an incident before those who handle it, at any hour; return who had not heard of it."""
    fresh = store.note_told(session, incident.id, members, now, handles=True)
    around = around_of(services, session, incident)
    for member in fresh:
        message = desk.desk_message(incident, around, voice_of(services, session, member))
        others = [one for one in responsible(session) if one != incident.reporter]
        enqueue(
            session,
            _urgent(incident, _told_key(incident, member), member, message, others),
            now=now,
        )
    return fresh


def tell_upwards(services: Services, session: Session, incident: Incident, now: datetime) -> bool:
    """Tell the executives that the law may set a deadline; False when it sets none, or none are."""
    around = around_of(services, session, incident)
    if not around.duties:
        return False
    executives = [one for one in holders(session, Role.EXECUTIVE) if one != incident.reporter]
    store.note_told(session, incident.id, executives, now, handles=False)
    for told in store.people_told(session, incident.id):
        if not told.handles:
            voice = voice_of(services, session, told.member)
            message = desk.upwards_message(incident, around, voice)
            enqueue(
                session,
                _urgent(incident, _told_key(incident, told.member), told.member, message),
                now=now,
            )
    return bool(executives)


def tell_reporter(services: Services, session: Session, incident: Incident, now: datetime) -> None:
    """Send the reporter their first steps, to keep."""
    around = around_of(services, session, incident)
    message = own.own_message(incident, around, voice_of(services, session, incident.reporter))
    enqueue(session, _urgent(incident, _own_key(incident), incident.reporter, message), now=now)


def show_change(services: Services, session: Session, incident: Incident, now: datetime) -> None:
    """Make every message about an incident say what is so now."""
    around = around_of(services, session, incident)
    for told in store.people_told(session, incident.id):
        voice = voice_of(services, session, told.member)
        build = desk.desk_message if told.handles else desk.upwards_message
        _change(
            session, incident, _told_key(incident, told.member), build(incident, around, voice), now
        )
    voice = voice_of(services, session, incident.reporter)
    _change(session, incident, _own_key(incident), own.own_message(incident, around, voice), now)


def tell_of_end(services: Services, session: Session, incident: Incident, now: datetime) -> None:
    """Tell the reporter that it is closed, or was opened again."""
    voice = voice_of(services, session, incident.reporter)
    if incident.state == State.CLOSED:
        message = own.closed_message(incident, voice)
    else:
        message = own.reopened_message(voice)
    key = f"incident:{incident.id}:end:v{incident.version}"
    enqueue(session, _urgent(incident, key, incident.reporter, message), now=now)


def send_question(
    services: Services, session: Session, incident: Incident, said: store.Said
) -> None:
    """Bring a question to the reporter."""
    voice = voice_of(services, session, incident.reporter)
    message = own.asked_message(incident, said.text, said.author, voice)
    key = f"incident:{incident.id}:ask:{said.key}"
    enqueue(session, _urgent(incident, key, incident.reporter, message), now=said.at)


def send_reply(services: Services, session: Session, incident: Incident, said: store.Said) -> None:
    """Bring the reporter's reply to whoever asked."""
    voice = voice_of(services, session, said.addressee)
    message = desk.replied_message(incident, said.text, voice)
    key = f"incident:{incident.id}:reply:{said.key}"
    others = [one for one in responsible(session) if one != incident.reporter]
    enqueue(session, _urgent(incident, key, said.addressee, message, others), now=said.at)


def remind(
    services: Services,
    session: Session,
    incident: Incident,
    members: Sequence[str],
    number: int,
    now: datetime,
) -> None:
    """Remind these people; of one that nobody has taken on at any hour, else in working hours."""
    passed = now - incident.reported_at
    is_late = incident.state == State.TAKEN
    for member in members:
        message = desk.nudge_message(incident, passed, voice_of(services, session, member))
        key = f"incident:{incident.id}:nudge:{incident.version}:{number}:{member}"
        draft = Draft(
            key=key,
            to=member,
            message=message,
            about=_about(incident),
            urgent=not is_late,
            not_before=services.calendar().next_working_moment(now) if is_late else None,
        )
        enqueue(session, draft, now=now)


def around_of(services: Services, session: Session, incident: Incident) -> Around:
    """Return what a screen about an incident says besides the incident itself."""
    guide = load_incident_guide()
    name = ""
    if incident.department is not None:
        department = find_department(session, incident.department)
        name = department.name if department else ""
    return Around(
        rulebook=services.rulebook(),
        local=services.calendar().local,
        steps=[
            ShownStep(
                row.step,
                known.doer if (known := guide.steps.get(row.step)) else Doer.LEAD,
                known.text if known else None,
                row.done_by,
                row.done_at,
            )
            for row in store.steps_of(session, incident.id)
        ],
        duties=_duties(services, incident),
        department=name,
        messages=store.messages_of(session, incident.id),
        case=find_case(session, incident.id),
    )


def responsible(session: Session) -> list[str]:
    """Return everybody who may handle an incident, the nearest first."""
    roles = (Role.LEAD, Role.DEPUTY, Role.EXECUTIVE, Role.ADMIN)
    return list(dict.fromkeys(one for role in roles for one in holders(session, role)))


def desk_of(session: Session, reporter: str) -> list[str]:
    """Return who hears of an incident at once: leads and deputies, or else who is responsible.

    Somebody's own report goes to the others; where there are no others, to nobody.
    """
    leads = [*holders(session, Role.LEAD), *holders(session, Role.DEPUTY)]
    first = [one for one in dict.fromkeys(leads) if one != reporter]
    return first or [one for one in responsible(session) if one != reporter]


def _duties(services: Services, incident: Incident) -> list[tuple[Duty, Deadline]]:
    calendar = services.calendar()
    known = calendar.local(incident.reported_at).date()
    duties = load_incident_guide().duties_for(
        incident.categories, Place(incident.place), many=incident.many
    )
    return [(duty, deadline_of(duty, known, calendar)) for duty in duties]


def _urgent(
    incident: Incident, key: str, to: str, message: Surface, fallbacks: Sequence[str] = ()
) -> Draft:
    """A message that goes out at any hour: of an incident one hears at once."""
    return Draft(
        key=key,
        to=to,
        message=message,
        about=_about(incident),
        urgent=True,
        fallbacks=tuple(fallbacks),
    )


def _change(session: Session, incident: Incident, of: str, message: Surface, now: datetime) -> None:
    enqueue_update(session, of=of, message=message, key=f"{of}:v{incident.version}", now=now)


def _about(incident: Incident) -> str:
    return f"incident:{incident.id}"


def _told_key(incident: Incident, member: str) -> str:
    return f"incident:{incident.id}:told:{member}"


def _own_key(incident: Incident) -> str:
    return f"incident:{incident.id}:own"
