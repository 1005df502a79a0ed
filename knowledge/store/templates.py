"""Templates that the company made or changed: which are in force, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, update

from knowledge.store.models import TemplateRevision, TemplateRow
from knowledge.store.upserts import insert_into
from knowledge.template_states import PACKAGED, Status

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Update
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Kept:
    """A template as the company has it. `source` is its TOML; None: as it ships with Annai."""

    id: str
    status: Status
    revision: int
    source: str | None
    owner: str | None
    department: int | None


def stamp_of_templates(session: Session) -> int:
    """Return a number that grows with every change of any template: asked every few seconds."""
    return session.execute(select(func.coalesce(func.sum(TemplateRow.version), 0))).scalar_one()


def kept_templates(session: Session) -> list[Kept]:
    """Return what the company has approved or retired, in the order of their ids.

    What ships with Annai and is not among these stands as it is.
    """
    in_force = and_(
        TemplateRevision.template == TemplateRow.id,
        TemplateRevision.number == TemplateRow.revision,
    )
    rows = (
        select(TemplateRow, TemplateRevision.source)
        .outerjoin(TemplateRevision, in_force)
        .where(TemplateRow.revision.is_not(None))
        .order_by(TemplateRow.id)
    )
    return [
        Kept(
            row.id,
            Status(row.status),
            row.revision or PACKAGED,
            source,
            row.owner,
            row.department,
        )
        for row, source in session.execute(rows)
    ]


def find_template(session: Session, id_: str) -> TemplateRow | None:
    """Return what is kept of a template; None for one that ships and was never touched."""
    return session.get(TemplateRow, id_, populate_existing=True)


def hold_template(session: Session, id_: str) -> TemplateRow | None:
    """Return what is kept of a template, and keep others from changing it before the commit.

    Unlike `touch` it counts as no change. None for one that ships and was never touched.
    """
    return session.get(TemplateRow, id_, populate_existing=True, with_for_update=True)


def list_templates(
    session: Session,
    limit: int | None = 100,
    *,
    status: Status | None = None,
    owner: str | None = None,
    department: int | None = None,
    among: Collection[str] | None = None,
) -> list[TemplateRow]:
    """Return templates that are kept, changed last first."""
    rows = select(TemplateRow)
    if status is not None:
        rows = rows.where(TemplateRow.status == status.value)
    if owner is not None:
        rows = rows.where(TemplateRow.owner == owner)
    if department is not None:
        rows = rows.where(TemplateRow.department == department)
    if among is not None:
        rows = rows.where(TemplateRow.id.in_(among))
    newest = rows.order_by(TemplateRow.changed_at.desc(), TemplateRow.id).limit(limit)
    return list(session.scalars(newest))


def keep_packaged(session: Session, id_: str, at: datetime) -> None:
    """Give a template that ships a row, as it is: before its owner or status is changed."""
    _keep(session, id_, status=Status.APPROVED, revision=PACKAGED, at=at)


def keep_new(
    session: Session, id_: str, at: datetime, *, owner: str | None, department: int | None
) -> None:
    """Give a template that was just proposed its row; it is not in force yet."""
    _keep(
        session,
        id_,
        status=Status.IN_REVIEW,
        revision=None,
        at=at,
        owner=owner,
        department=department,
    )


def touch(session: Session, id_: str, at: datetime) -> bool:
    """Count a change of a template; False when it has no row.

    Whoever comes second waits here until the first has committed, and then sees what it did:
    looking first and writing then is safe after this.
    """
    touched = update(TemplateRow).where(TemplateRow.id == id_)
    return _changed(session, touched, at)


def retire_template(session: Session, id_: str, at: datetime) -> bool:
    """Take a template out of use; False, changing nothing, when it is not in use."""
    in_use = TemplateRow.id == id_, TemplateRow.status == Status.APPROVED.value
    retired = update(TemplateRow).where(*in_use).values(status=Status.RETIRED.value)
    return _changed(session, retired, at)


def restore_template(session: Session, id_: str, at: datetime) -> bool:
    """Put a retired template back into use as it was; False when it is not retired."""
    retired = TemplateRow.id == id_, TemplateRow.status == Status.RETIRED.value
    restored = update(TemplateRow).where(*retired).values(status=Status.APPROVED.value)
    return _changed(session, restored, at)


def set_owner(
    session: Session, id_: str, owner: str | None, department: int | None, at: datetime
) -> bool:
    """Say who looks after a template and whose it is; False when it has no row."""
    owned = update(TemplateRow).where(TemplateRow.id == id_)
    return _changed(session, owned.values(owner=owner, department=department), at)


def _keep(
    session: Session,
    id_: str,
    *,
    status: Status,
    revision: int | None,
    at: datetime,
    owner: str | None = None,
    department: int | None = None,
) -> None:
    insert = insert_into(session, TemplateRow).values(
        id=id_,
        status=status.value,
        revision=revision,
        owner=owner,
        department=department,
        created_at=at,
        changed_at=at,
        version=1,
    )
    session.execute(insert.on_conflict_do_nothing(index_elements=["id"]))


def _changed(session: Session, statement: Update, at: datetime) -> bool:
    counted = statement.values(version=TemplateRow.version + 1, changed_at=at)
    without_guessing = {"synchronize_session": False}
    changed = session.execute(counted.returning(TemplateRow.id), execution_options=without_guessing)
    return changed.first() is not None
