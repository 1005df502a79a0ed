"""Departments, who belongs to them, and who has which role."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.store.models.base import Base, RowNumber


class Department(Base):
    """A department; a retired one keeps its row, because other rows name it."""

    __tablename__ = "departments"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    name: Mapped[str]
    # The name as it is compared, so that no two differ in width or case only.
    folded: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class RoleHolder(Base):
    """One person with one role in the whole company."""

    __tablename__ = "role_holders"

    role: Mapped[str] = mapped_column(primary_key=True)
    member: Mapped[str] = mapped_column(primary_key=True, index=True)
    # The first one is asked first.
    place: Mapped[int]
    at: Mapped[datetime]


class Ambassador(Base):
    """One person who helps one department."""

    __tablename__ = "ambassadors"

    department_id: Mapped[int] = mapped_column(
        RowNumber, ForeignKey("departments.id"), primary_key=True
    )
    member: Mapped[str] = mapped_column(primary_key=True, index=True)
    place: Mapped[int]
    at: Mapped[datetime]


class MemberDepartment(Base):
    """The department that a person belongs to."""

    __tablename__ = "member_departments"

    member: Mapped[str] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(RowNumber, ForeignKey("departments.id"), index=True)
    at: Mapped[datetime]
    # The person themselves, or who put them there.
    by: Mapped[str]
