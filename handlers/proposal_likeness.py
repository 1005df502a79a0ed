"""What is nearly the same as a template that somebody is about to propose.

Of what is in use everything may be seen. Of a proposal that waits whoever proposes another sees
its title and from which department it comes: its text is a draft that nobody has approved, its
author has shown it to those who decide only, and how alike it is would tell more about it with
each try.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.template_mail import proposed_in
from handlers.views.proposals import Pending
from knowledge.content_table import ContentError
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.departments import department_of
from knowledge.store.template_revisions import list_revisions
from knowledge.template_duplicates import are_alike, near_duplicates
from knowledge.template_states import Stage

if TYPE_CHECKING:
    from handlers.askers import Asker
    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.store.models import TemplateRevision
    from knowledge.template_duplicates import Alike
    from knowledge.templates import PromptTemplate

_LOOK_SECONDS = 1.0
_MOST_PENDING = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """Templates in use and proposals that wait, each the most alike first; mostly none."""

    in_use: tuple[Alike, ...] = ()
    waiting: tuple[Pending, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.in_use or self.waiting)


def what_is_alike(services: Services, asker: Asker, new: PromptTemplate) -> Likeness:
    """Return what is nearly the same; nothing when that cannot be known while somebody waits."""
    library = services.templates()

    def look() -> Likeness:
        in_use = near_duplicates(library, new)
        try:
            with services.database.read() as session:
                return Likeness(in_use, _waiting(session, asker, new))
        except DatabaseUnavailable:
            return Likeness(in_use)

    return services.background.within(_LOOK_SECONDS, look, Likeness())


def _waiting(session: Session, asker: Asker, new: PromptTemplate) -> tuple[Pending, ...]:
    rows = {
        row.id: row
        for row in list_revisions(session, None, stage=Stage.IN_REVIEW)
        # A better text of a template that is in use is like that one, which is looked at.
        if row.based_on is None and row.template != new.id
    }
    proposals = [(id_, proposed) for id_, row in rows.items() if (proposed := _readable(row))]
    found = are_alike(proposals, new)[:_MOST_PENDING]
    return tuple(_pending(session, asker, rows[id_], proposed) for id_, proposed in found)


def _pending(
    session: Session, asker: Asker, row: TemplateRevision, proposed: PromptTemplate
) -> Pending:
    home = department_of(session, row.author)
    return Pending(
        proposed.title.inn(asker.language),
        home.name if home else "",
        is_own=row.author == asker.member,
    )


def _readable(row: TemplateRevision) -> PromptTemplate | None:
    try:
        return proposed_in(row)
    except ContentError:
        return None
