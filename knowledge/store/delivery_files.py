"""Files that go out with a delivery: kept with it, uploaded, shared, and then forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from knowledge.store.models import Delivery, DeliveryFile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it will be sent: the name under which it is saved, and the title that is shown."""

    name: str
    title: str
    content: bytes = field(repr=False)


def keep_files(session: Session, delivery: str, files: Sequence[Attachment]) -> None:
    """Keep the files of a delivery that was written in this transaction."""
    session.add_all(
        DeliveryFile(
            delivery=delivery, place=place, name=one.name, title=one.title, content=one.content
        )
        for place, one in enumerate(files)
    )
    session.flush()


def files_of(session: Session, delivery: str) -> list[DeliveryFile]:
    """Return the files of a delivery in their order; none once they were forgotten."""
    found = select(DeliveryFile).where(DeliveryFile.delivery == delivery)
    return list(session.scalars(found.order_by(DeliveryFile.place)))


def note_uploaded(session: Session, delivery: str, place: int, file: str | None) -> None:
    """Note under which id Slack has taken a file's content; None when it has it no more."""
    session.execute(
        update(DeliveryFile)
        .where(DeliveryFile.delivery == delivery, DeliveryFile.place == place)
        .values(file=file),
        execution_options={"synchronize_session": False},
    )


def forget_files(session: Session, over: Sequence[str]) -> None:
    """Forget the files of deliveries whose words are forgotten, or that go nowhere any more."""
    gone = select(Delivery.key).where(
        or_(Delivery.emptied_at.is_not(None), Delivery.status.in_(over))
    )
    session.execute(
        delete(DeliveryFile).where(DeliveryFile.delivery.in_(gone)),
        execution_options={"synchronize_session": False},
    )
