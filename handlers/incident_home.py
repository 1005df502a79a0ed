"""What the database says for Home about incidents."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from handlers.views.incident_home import IncidentsOnHome
from knowledge.roles import Action, may
from knowledge.store.incident_cases import waiting_cases
from knowledge.store.incidents import closed_incidents, incidents_of, standing_incidents

if TYPE_CHECKING:
    from handlers.services import Services
    from knowledge.roles import Person
    from knowledge.store.database import Session

# So long it can be opened again from Home.
_CLOSED_SHOWN = timedelta(days=14)


def incidents_for(services: Services, session: Session, person: Person) -> IncidentsOnHome:
    """Return what this person may see of them."""
    handles = may(person, Action.HANDLE_INCIDENT)
    since = services.clock() - _CLOSED_SHOWN
    return IncidentsOnHome(
        standing=standing_incidents(session) if handles else None,
        closed=closed_incidents(session, since) if handles else (),
        cases=waiting_cases(session) if may(person, Action.PUBLISH_CASE) else (),
        own=incidents_of(session, person.member),
    )
