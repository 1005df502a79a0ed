"""Who is asking, and in which language we answer."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackClientError

from handlers.brief_client import brief
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.members import find_member, see_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from handlers.payloads import Sender
    from handlers.services import Services
    from handlers.texts import Language
    from knowledge.store.models import Member

log = logging.getLogger(__name__)

_KNOWN_FOR = timedelta(days=1)
# The person waits for the answer, not for its language.
_SLACK_SECONDS = 0.8
_DATABASE_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Asker:
    """A person as far as a journey needs to know them."""

    member: str
    team: str
    language: Language
    is_outsider: bool = False


def meet(services: Services, client: WebClient, sender: Sender) -> Asker:
    """Return who is asking; ask Slack about them at most once a day, and never for long.

    When neither the database nor Slack answers, the language is the default one: no answer
    fails or waits because of its language.
    """
    known = _recall(services, sender.member)
    if known and services.clock() - known.seen_at <= _KNOWN_FOR:
        language = services.texts.known_language(known.language)
        return Asker(sender.member, known.team, language, known.is_outsider)
    user = _ask_slack(client, sender.member)
    if not user:
        language = services.texts.known_language(known.language if known else None)
        return Asker(sender.member, sender.team, language, sender.team != sender.home)
    team = str(user.get("team_id") or sender.team)
    asker = Asker(
        sender.member,
        team,
        services.texts.language_of(user.get("locale")),
        is_outsider=bool(user.get("is_stranger")) or team != sender.home,
    )
    _remember(services, asker, user)
    return asker


def language_of_member(services: Services, member: str) -> Language:
    """Return a person's language as far as we know it already, without asking Slack."""
    known = _recall(services, member)
    return services.texts.known_language(known.language if known else None)


def _recall(services: Services, member: str) -> Member | None:
    def find() -> Member | None:
        try:
            with services.database.read() as session:
                return find_member(session, member)
        except DatabaseUnavailable:
            log.warning("cannot read members")
            return None

    return services.background.within(_DATABASE_SECONDS, find, None)


def _ask_slack(client: WebClient, member: str) -> Mapping[str, Any]:
    try:
        answer = brief(client, _SLACK_SECONDS).users_info(user=member, include_locale=True)
    except (SlackClientError, HTTPException, OSError) as error:
        log.info("cannot ask about a member: %s", type(error).__name__)
        return {}
    user: Mapping[str, Any] = answer.get("user") or {}
    return user


def _remember(services: Services, asker: Asker, user: Mapping[str, Any]) -> None:
    def see() -> None:
        try:
            with services.database.begin() as session:
                see_member(
                    session,
                    member=asker.member,
                    team=asker.team,
                    at=services.clock(),
                    language=asker.language,
                    is_bot=bool(user.get("is_bot")),
                    is_outsider=asker.is_outsider,
                    is_deactivated=bool(user.get("deleted")),
                )
        except DatabaseUnavailable:
            log.warning("cannot remember a member")

    services.background.within(_DATABASE_SECONDS, see, None)
