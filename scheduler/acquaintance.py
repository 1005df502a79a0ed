"""Getting to know people before the bot writes to them first: their language, and whether they are there."""

from __future__ import annotations

import logging
from http.client import HTTPException
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackClientError

from handlers.askers import meet
from handlers.payloads import Sender
from knowledge.store.audience import everybody
from knowledge.store.members import find_member

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from handlers.services import Services

log = logging.getLogger(__name__)


def meet_everybody(services: Services, client: WebClient) -> None:
    """Ask Slack about those of the company who have never used Annai, as far as it answers.

    An organiser may have put somebody into a department who has never written to us: their
    language is not known yet, nor whether they have left.

    Raises:
        DatabaseUnavailable: nobody knows who there is.
    """
    with services.database.read() as session:
        unknown = [one for one in everybody(session) if find_member(session, one) is None]
    if not unknown:
        return
    try:
        home = str(client.auth_test()["team_id"])
    except (SlackClientError, HTTPException, OSError) as error:
        log.info("cannot ask about people: %s", type(error).__name__)
        return
    for member in unknown:
        meet(services, client, Sender(member, home, home))
