"""Requests for tools: kept once, answered once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, select, update

from knowledge.notices import AlreadyDone
from knowledge.store.models import ToolRequest
from knowledge.store.upserts import insert_into
from knowledge.tool_requests import ToolStatus

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class NewToolRequest:
    """What somebody asks for; both texts have passed their check."""

    key: str
    member: str
    tool: str = field(repr=False)
    purpose: str = field(repr=False)


def keep_request(session: Session, new: NewToolRequest, *, now: datetime) -> int | None:
    """Keep a request and return its number; None if the same was submitted before."""
    insert = insert_into(session, ToolRequest).values(
        key=new.key,
        member=new.member,
        tool=new.tool,
        purpose=new.purpose,
        asked_at=now,
        status=ToolStatus.OPEN,
        answer="",
    )
    kept = insert.on_conflict_do_nothing(index_elements=["key"]).returning(ToolRequest.id)
    return session.scalar(kept)


def find_request(session: Session, id_: int) -> ToolRequest | None:
    """Return a request as it is now."""
    return session.get(ToolRequest, id_, populate_existing=True)


def open_requests(session: Session, limit: int | None = 20) -> list[ToolRequest]:
    """Return what waits for an answer, oldest first."""
    waiting = select(ToolRequest).where(ToolRequest.status == ToolStatus.OPEN)
    return list(session.scalars(waiting.order_by(ToolRequest.asked_at).limit(limit)))


def requests_of(session: Session, member: str, limit: int = 3) -> list[ToolRequest]:
    """Return what somebody has asked for, newest first."""
    own = select(ToolRequest).where(ToolRequest.member == member)
    return list(session.scalars(own.order_by(ToolRequest.id.desc()).limit(limit)))


def answer_request(
    session: Session, id_: int, status: ToolStatus, answer: str, *, by: str, now: datetime
) -> AlreadyDone | None:
    """Answer an open request; who was faster, if somebody did already.

    Raises:
        LookupError: no such number.
    """
    answered = (
        update(ToolRequest)
        .where(ToolRequest.id == id_, ToolRequest.status == ToolStatus.OPEN)
        .values(status=status, answer=answer, answered_by=by, answered_at=now)
    )
    if cast("CursorResult[Any]", session.execute(answered)).rowcount > 0:
        return None
    known = find_request(session, id_)
    if known is None or known.answered_by is None or known.answered_at is None:
        raise LookupError(f"tool request {id_}")
    return AlreadyDone(known.answered_by, known.answered_at)
