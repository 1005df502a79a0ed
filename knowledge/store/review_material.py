"""What a review is filled from, read from the company's records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from knowledge.review_sections import Material
from knowledge.store.incident_cases import cases_for_review
from knowledge.store.models import Check, ToolRequest
from knowledge.store.notices import notices_of_month
from knowledge.store.polls import latest_poll, poll_result
from knowledge.store.reports import read_report
from knowledge.store.stories import stories_of_month
from knowledge.store.template_revisions import list_revisions
from knowledge.template_states import Stage
from knowledge.verdict import Account
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.calendar import Calendar
    from knowledge.months import Month
    from knowledge.polls import PollResult

Span = tuple["datetime", "datetime"]


def read_material(
    session: Session,
    month: Month,
    calendar: Calendar,
    *,
    templates: Mapping[str, Words],
    now: datetime,
) -> Material:
    """Return everything from which the items of the review of a month are filled.

    `templates` has the titles of templates, by id; one that has none is not named.
    """
    span, before = month.span(calendar), month.before().span(calendar)
    changed = list_revisions(
        session, None, stage=Stage.APPROVED, decided_since=span[0], decided_until=span[1]
    )
    names = dict.fromkeys(one.template for one in changed)
    return Material(
        report=read_report(session, month, calendar),
        personal=(_personal(session, span), _personal(session, before)),
        stories=[Words(one.title, one.title) for one in stories_of_month(session, *span)],
        templates=[templates[name] for name in names if name in templates],
        news=[Words(one.title, one.title) for one in notices_of_month(session, *span)],
        poll=_poll(session, span, now),
        requests=(_requests(session, span), _requests(session, before)),
        # A review is held in the month after the one that it looks at.
        cases=[one.text for one in cases_for_review(session, str(month.before(-1)))],
    )


def _poll(session: Session, span: Span, now: datetime) -> PollResult | None:
    """Return the poll that was closed last, if it was opened in the month or since."""
    latest = latest_poll(session, closed_by=now)
    if latest is None or latest.closes_at < span[0]:
        return None
    return poll_result(session, latest, now=now)


def _personal(session: Session, span: Span) -> int:
    counted = (
        select(func.count())
        .select_from(Check)
        .where(Check.at >= span[0], Check.at < span[1])
        .where(Check.account == Account.PERSONAL.value)
    )
    return session.execute(counted).scalar_one()


def _requests(session: Session, span: Span) -> int:
    asked = ToolRequest.asked_at
    counted = select(func.count()).select_from(ToolRequest)
    return session.execute(counted.where(asked >= span[0], asked < span[1])).scalar_one()
