"""The company's own list, version by version; the newest is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.store.models import CompanyList

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

_NEWEST = select(CompanyList).order_by(CompanyList.id.desc())


def keep_company_list(session: Session, *, source: str, at: datetime, by: str) -> bool:
    """Put a list into force; return False, changing nothing, if it is in force already."""
    in_force = company_list_in_force(session)
    if in_force is not None and in_force.source == source:
        return False
    session.add(CompanyList(source=source, imported_at=at, imported_by=by))
    session.flush()
    return True


def company_list_in_force(session: Session) -> CompanyList | None:
    """Return the list that was imported last; None when none ever was."""
    return session.scalars(_NEWEST.limit(1)).one_or_none()


def id_of_company_list_in_force(session: Session) -> int | None:
    """Return only the number of the newest list: asked every few seconds."""
    return session.scalar(_NEWEST.with_only_columns(CompanyList.id).limit(1))


def newest_company_lists(session: Session, limit: int = 10) -> list[CompanyList]:
    """Return the lists imported last, the one in force first."""
    return list(session.scalars(_NEWEST.limit(limit)))
