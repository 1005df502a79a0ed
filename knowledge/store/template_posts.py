"""The messages in which people were asked to decide about a proposed template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.store.deliveries import DeliveryKind
from knowledge.store.models import Delivery

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def about_revision(revision: int) -> str:
    """Return what the messages about a proposal say that they are about."""
    return f"template_review:{revision}"


def review_posts(session: Session, revision: int) -> list[Delivery]:
    """Return the messages that put a proposal before people, in the order of writing."""
    posts = select(Delivery).where(
        Delivery.about == about_revision(revision), Delivery.kind == DeliveryKind.POST.value
    )
    return list(session.scalars(posts.order_by(Delivery.id)))
