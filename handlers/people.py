"""Who acts, with what they are in the company at this moment, and what is said when they may not."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from handlers.askers import meet
from handlers.database_visits import read_briefly
from handlers.payloads import Sender
from knowledge.roles import ALLOWED, Role
from knowledge.store.roles import find_person

if TYPE_CHECKING:
    from collections.abc import Collection

    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.roles import Action, Person

_SLACK_SECONDS = 1.2


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
    found = read_briefly(services, lambda session: find_person(session, asker.member))
    # What Slack said a moment ago may not have reached the database.
    return replace(found, language=asker.language, outsider=found.outsider or asker.is_outsider)


def get_to_know(services: Services, client: WebClient, home: str, members: Collection[str]) -> None:
    """Ask Slack about people whom somebody else has named, as far as it answers in time.

    Afterwards the database knows which of them are bots, people of other companies, or gone.
    """
    senders = [Sender(member, home, home) for member in members]
    services.background.together(
        _SLACK_SECONDS, [partial(meet, services, client, sender) for sender in senders]
    )


def refusal(voice: Voice, action: Action) -> str:
    """Say who may do this, to somebody who may not."""
    allowed = ALLOWED[action]
    if Role.MEMBER in allowed:
        return voice("people.members_only")
    named = [voice(f"role.{role}") for role in Role if role in allowed]
    return voice("people.refusal", roles=voice("people.between").join(named))
