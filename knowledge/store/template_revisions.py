"""Proposed texts of templates: kept for ever, decided once, one of them in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from knowledge.store.models import TemplateRevision, TemplateRow
from knowledge.store.templates import find_template, touch
from knowledge.store.upserts import insert_into
from knowledge.template_states import PACKAGED, AlreadyDecided, MovedOn, Stage, Status

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Update
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A text for a template that has a row. Every word in it was checked by the caller."""

    key: str
    template: str
    source: str
    why: str
    author: str
    language: str
    at: datetime
    based_on: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a proposed text: whose decision, in which role, with which words."""

    by: str
    role: str
    at: datetime
    words: str = ""


def propose_revision(
    session: Session, new: NewRevision, stage: Stage = Stage.IN_REVIEW
) -> int | None:
    """Keep a proposed text and return its row's id; None when its key is known already.

    Raises:
        LookupError: the template has no row (`keep_packaged`, `keep_new`).
    """
    return _keep(session, new, stage, None)


def put_in_force(session: Session, new: NewRevision, decision: Decision) -> int | None:
    """Keep a text that is in force from now on: going back to an earlier one, an import.

    Returns its row's id; None, changing nothing, when its key is known already.

    Raises:
        LookupError: the template has no row (`keep_packaged`, `keep_new`).
    """
    id_ = _keep(session, new, Stage.APPROVED, decision)
    if id_ is not None:
        row = session.get_one(TemplateRevision, id_)
        _set_in_force(session, new.template, row.number)
    return id_


def approve_revision(
    session: Session, id_: int, decision: Decision, *, over: int | None
) -> AlreadyDecided | MovedOn | None:
    """Put a proposed text into force; None when it is, else why it is not.

    Args:
        session: that may write.
        id_: of the row.
        decision: whose it is.
        over: the revision in force that the approver had before them; None: there was none.

    Raises:
        LookupError: no such row.
    """
    row = find_revision(session, id_)
    if row is None:
        raise LookupError(f"template revision {id_}")
    touch(session, row.template, decision.at)
    template = find_template(session, row.template)
    in_force = None if template is None else template.revision
    if in_force != over:
        return _who_was_first(session, id_) or MovedOn(in_force)
    if decided := close_revision(session, id_, Stage.APPROVED, decision):
        return decided
    _set_in_force(session, row.template, row.number)
    return None


def close_revision(
    session: Session, id_: int, stage: Stage, decision: Decision
) -> AlreadyDecided | None:
    """Decline a proposed text, or let its author replace or withdraw it; else say who was first.

    Raises:
        LookupError: no such row, or it is a draft.
    """
    closed = (
        update(TemplateRevision)
        .where(TemplateRevision.id == id_, TemplateRevision.status == Stage.IN_REVIEW.value)
        .values(
            status=stage.value,
            decided_by=decision.by,
            decided_as=decision.role,
            decided_at=decision.at,
            words=decision.words,
        )
    )
    if _changed(session, closed):
        return None
    first = _who_was_first(session, id_)
    if first is None:
        raise LookupError(f"template revision {id_}")
    return first


def send_draft(session: Session, id_: int, author: str) -> bool:
    """Let a draft be looked at; False when it is none of theirs, or no draft any more."""
    sent = (
        update(TemplateRevision)
        .where(
            TemplateRevision.id == id_,
            TemplateRevision.author == author,
            TemplateRevision.status == Stage.DRAFT.value,
        )
        .values(status=Stage.IN_REVIEW.value)
    )
    return _changed(session, sent)


def find_revision(session: Session, id_: int) -> TemplateRevision | None:
    """Return a proposed text as it is now."""
    return session.get(TemplateRevision, id_, populate_existing=True)


def revision_with_key(session: Session, key: str) -> TemplateRevision | None:
    """Return what was submitted under a key."""
    return session.scalars(
        select(TemplateRevision).where(TemplateRevision.key == key)
    ).one_or_none()


def revision_numbered(session: Session, template: str, number: int) -> TemplateRevision | None:
    """Return one revision of a template by its number."""
    rows = select(TemplateRevision).where(
        TemplateRevision.template == template, TemplateRevision.number == number
    )
    return session.scalars(rows).one_or_none()


def revisions_of(
    session: Session, template: str, limit: int | None = 50, *, stage: Stage | None = None
) -> list[TemplateRevision]:
    """Return the revisions of a template, newest first."""
    rows = select(TemplateRevision).where(TemplateRevision.template == template)
    if stage is not None:
        rows = rows.where(TemplateRevision.status == stage.value)
    return list(session.scalars(rows.order_by(TemplateRevision.number.desc()).limit(limit)))


def list_revisions(
    session: Session,
    limit: int | None = 50,
    *,
    stage: Stage | None = None,
    author: str | None = None,
    decided_since: datetime | None = None,
    decided_until: datetime | None = None,
) -> list[TemplateRevision]:
    """Return proposed texts of all templates, oldest first.

    decided_since <= decided < decided_until.
    """
    rows = select(TemplateRevision)
    if stage is not None:
        rows = rows.where(TemplateRevision.status == stage.value)
    if author is not None:
        rows = rows.where(TemplateRevision.author == author)
    if decided_since is not None:
        rows = rows.where(TemplateRevision.decided_at >= decided_since)
    if decided_until is not None:
        rows = rows.where(TemplateRevision.decided_at < decided_until)
    return list(session.scalars(rows.order_by(TemplateRevision.id).limit(limit)))


def _keep(
    session: Session, new: NewRevision, stage: Stage, decision: Decision | None
) -> int | None:
    # One at a time for each template, so that no two get the same number.
    if not touch(session, new.template, new.at):
        raise LookupError(f"template {new.template}")
    last = select(func.coalesce(func.max(TemplateRevision.number), PACKAGED))
    number = session.execute(last.where(TemplateRevision.template == new.template)).scalar_one() + 1
    insert = insert_into(session, TemplateRevision).values(
        key=new.key,
        template=new.template,
        number=number,
        based_on=new.based_on,
        source=new.source,
        why=new.why,
        author=new.author,
        language=new.language,
        at=new.at,
        status=stage.value,
        decided_by=decision and decision.by,
        decided_as=decision and decision.role,
        decided_at=decision and decision.at,
        words="" if decision is None else decision.words,
    )
    once = insert.on_conflict_do_nothing(index_elements=["key"])
    return session.execute(once.returning(TemplateRevision.id)).scalar_one_or_none()


def _set_in_force(session: Session, template: str, number: int) -> None:
    session.execute(
        update(TemplateRow)
        .where(TemplateRow.id == template)
        .values(revision=number, status=Status.APPROVED.value),
        execution_options={"synchronize_session": False},
    )


def _changed(session: Session, statement: Update) -> bool:
    without_guessing = {"synchronize_session": False}
    changed = session.execute(
        statement.returning(TemplateRevision.id), execution_options=without_guessing
    )
    return changed.first() is not None


def _who_was_first(session: Session, id_: int) -> AlreadyDecided | None:
    row = find_revision(session, id_)
    if row is None:
        raise LookupError(f"template revision {id_}")
    if row.decided_by is None or row.decided_at is None:
        return None
    return AlreadyDecided(row.decided_by, row.decided_at, Stage(row.status))
