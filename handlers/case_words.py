"""Words that everybody will read as a case to learn from: why they may not stand as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.passing_words import checked_words, why_not
from knowledge.incident_cases import date_in, small_department_in
from knowledge.store.departments import staffed_departments

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.store.database import Session


def why_no_case(services: Services, session: Session, text: str, voice: Voice) -> str:
    """Return what must come out of a case, for its field; empty when nothing must."""
    if found := why_not(
        checked_words(services, text, to_all=True), services.rulebook(), voice, to="story"
    ):
        return found
    if date := date_in(text):
        return voice("incident.case_date", found=date)
    sizes = {one.name: one.people for one in staffed_departments(session)}
    return voice("incident.case_department") if small_department_in(text, sizes) else ""
