"""What the database says for Home about news, requests for tools, and the safety check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views.home_news import News
from knowledge.roles import Action, may
from knowledge.store.notices import count_drafts, count_unsettled
from knowledge.store.opt_outs import has_opted_out
from knowledge.store.tool_requests import open_requests, requests_of
from knowledge.store.training import TOPIC

if TYPE_CHECKING:
    from knowledge.roles import Person
    from knowledge.store.database import Session


def news_for(session: Session, person: Person) -> News:
    """Return what this person may see of it."""
    leads = may(person, Action.PUBLISH_NOTICE)
    answers = may(person, Action.ANSWER_TOOL_REQUEST)
    return News(
        drafts=count_drafts(session) if leads else 0,
        impacts=count_unsettled(session) if leads else 0,
        waiting=open_requests(session) if answers else (),
        own=requests_of(session, person.member),
        has_left_safety_check=has_opted_out(session, person.member, TOPIC),
    )
