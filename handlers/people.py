"""Who acts, with what they are in the company at this moment, and what is said when they may not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.askers import meet
from knowledge.roles import ALLOWED, Role
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.roles import find_person

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.payloads import Sender
    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.roles import Action, Person

_DATABASE_SECONDS = 1.0


def whoever_acts(services: Services, client: WebClient, sender: Sender) -> tuple[Asker, Person]:
    """Return who pressed something, and their roles as the database has them now.

    An old button carries no permission: what counts is what the person is at the click.

    Raises:
        DatabaseUnavailable: nobody knows what they are, so they may nothing.
    """
    asker = meet(services, client, sender)
    return asker, person_of(services, asker)


def person_of(services: Services, asker: Asker) -> Person:
    """Return an asker with their roles as the database has them now.

    Raises:
        DatabaseUnavailable: it did not answer in time.
    """

    def find() -> Person | None:
        try:
            with services.database.read() as session:
                return find_person(session, asker.member)
        except DatabaseUnavailable:
            return None

    found = services.background.within(_DATABASE_SECONDS, find, None)
    if found is None:
        raise DatabaseUnavailable("The roles cannot be read now.")
    # What Slack said a moment ago may not have reached the database.
    return replace(found, language=asker.language, outsider=found.outsider or asker.is_outsider)


def refusal(voice: Voice, action: Action) -> str:
    """Say who may do this, to somebody who may not."""
    allowed = ALLOWED[action]
    if Role.MEMBER in allowed:
        return voice("people.members_only")
    named = [voice(f"role.{role}") for role in Role if role in allowed]
    return voice("people.refusal", roles=voice("people.between").join(named))
