"""A request for a tool is asked and answered, each in one transaction with its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.views import tool_requests as views
from handlers.voices import voice_of
from knowledge.roles import Action, Role
from knowledge.store import tool_requests as store
from knowledge.store.audit import append_entry
from knowledge.store.deliveries import Draft, enqueue, enqueue_update
from knowledge.store.roles import holders

if TYPE_CHECKING:
    from datetime import datetime

    from handlers.services import Services
    from knowledge.notices import AlreadyDone
    from knowledge.store.database import Session
    from knowledge.store.models import ToolRequest
    from knowledge.store.tool_requests import NewToolRequest
    from knowledge.tool_requests import ToolStatus


def ask(services: Services, session: Session, new: NewToolRequest, now: datetime) -> bool:
    """Keep a request and ask the leads; False when there is nobody to ask yet."""
    id_ = store.keep_request(session, new, now=now)
    if id_ is None:
        # The same form came twice; the first time it was done.
        return True
    leads = holders(session, Role.LEAD) or holders(session, Role.DEPUTY)
    request = _existing(session, id_)
    for member in leads:
        voice = voice_of(services, session, member)
        draft = Draft(
            key=_asked_key(id_, member),
            to=member,
            message=views.request_message(request, services.calendar().local, voice),
            about=f"tool:{id_}",
            not_before=services.calendar().next_working_moment(now),
            fallbacks=tuple(holders(session, Role.DEPUTY)),
        )
        enqueue(session, draft, now=now)
    return bool(leads)


def answer(
    services: Services,
    session: Session,
    id_: int,
    status: ToolStatus,
    words: str,
    *,
    by: str,
    now: datetime,
) -> AlreadyDone | None:
    """Answer a request and tell whoever asked; or return who was faster."""
    already = store.answer_request(session, id_, status, words, by=by, now=now)
    if already is not None:
        return already
    append_entry(
        session,
        at=now,
        actor=by,
        action=Action.ANSWER_TOOL_REQUEST,
        subject=f"tool:{id_}",
        outcome=status,
    )
    request = _existing(session, id_)
    told = Draft(
        key=f"tool:{id_}:answer",
        to=request.member,
        message=views.answer_message(request, voice_of(services, session, request.member)),
        about=f"tool:{id_}",
    )
    enqueue(session, told, now=now)
    local = services.calendar().local
    for member in (*holders(session, Role.LEAD), *holders(session, Role.DEPUTY)):
        key = _asked_key(id_, member)
        message = views.answered_message(request, local, voice_of(services, session, member))
        enqueue_update(session, of=key, message=message, key=f"{key}:answered", now=now)
    return None


def _existing(session: Session, id_: int) -> ToolRequest:
    row = store.find_request(session, id_)
    if row is None:
        raise LookupError(f"tool request {id_}")
    return row


def _asked_key(id_: int, member: str) -> str:
    return f"tool:{id_}:{member}"
