"""What people keep: their favourite templates, and those they want to hear about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from knowledge.store.members import absent_members
from knowledge.store.models import TemplateMark
from knowledge.store.upserts import insert_into
from knowledge.template_states import Mark

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def add_mark(session: Session, member: str, template: str, mark: Mark, at: datetime) -> None:
    """Let a person keep a template; a second time changes nothing."""
    insert = insert_into(session, TemplateMark).values(
        member=member, template=template, kind=mark.value, at=at
    )
    session.execute(insert.on_conflict_do_nothing(index_elements=["member", "template", "kind"]))


def remove_mark(session: Session, member: str, template: str, mark: Mark) -> None:
    """Let a person keep a template no longer."""
    session.execute(
        delete(TemplateMark).where(
            TemplateMark.member == member,
            TemplateMark.template == template,
            TemplateMark.kind == mark.value,
        )
    )


def marked_by(session: Session, member: str, mark: Mark) -> list[str]:
    """Return the ids of the templates that a person keeps, the newest first."""
    rows = select(TemplateMark.template).where(
        TemplateMark.member == member, TemplateMark.kind == mark.value
    )
    return list(session.scalars(rows.order_by(TemplateMark.at.desc(), TemplateMark.template)))


def followers_of(session: Session, template: str) -> list[str]:
    """Return who wants to hear about a template and is still with the company."""
    rows = select(TemplateMark.member).where(
        TemplateMark.template == template,
        TemplateMark.kind == Mark.FOLLOW.value,
        TemplateMark.member.not_in(absent_members()),
    )
    return list(session.scalars(rows.order_by(TemplateMark.member)))


def count_favourites(session: Session) -> dict[str, int]:
    """Return how many people keep each template, by its id."""
    rows = (
        select(TemplateMark.template, func.count())
        .where(TemplateMark.kind == Mark.FAVOURITE.value)
        .group_by(TemplateMark.template)
    )
    return {row[0]: row[1] for row in session.execute(rows)}
