"""What a person has of the templates: their department's, their favourites, what they used last."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers.database_visits import read_briefly
from handlers.views.templates import Card
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.departments import department_of
from knowledge.store.opt_outs import has_opted_out
from knowledge.store.template_marks import marked_by
from knowledge.store.template_uses import popularity, uses_of
from knowledge.template_library import Home
from knowledge.template_states import NEVER_USED, POPULAR_WITHIN, Mark, Popularity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.template_library import InUse, TemplateLibrary

log = logging.getLogger(__name__)

ASKING = "template"
"""The topic under which a person opts out of being asked whether a prompt helped."""
_RECENT = 30


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the database says about a person and the templates; empty when it does not answer."""

    home: Home | None = None
    used: Mapping[str, Popularity] = field(default_factory=dict)
    favourites: tuple[str, ...] = ()
    followed: tuple[str, ...] = ()
    # Each once, the newest first.
    recent: tuple[str, ...] = ()
    asks: bool = True

    def cards(self, templates: Iterable[InUse]) -> list[Card]:
        """Return templates with what is known of them, in their order."""
        return [
            Card(one.template, self.used.get(one.id, NEVER_USED), one.id in self.favourites)
            for one in templates
        ]

    def cards_of(self, library: TemplateLibrary, ids: Iterable[str]) -> list[Card]:
        """Return those of these templates that can still be used."""
        return self.cards(library.templates[id_] for id_ in ids if id_ in library.templates)

    def nearest(self, library: TemplateLibrary) -> list[Card]:
        """Return favourites, then what was used last, then all others in the person's order."""
        ordered = [one.id for one in library.ordered(home=self.home, used=self.used)]
        return self.cards_of(library, dict.fromkeys([*self.favourites, *self.recent, *ordered]))


def read_shelf(services: Services, member: str) -> Shelf:
    """Return a person's shelf. A database that does not answer takes nobody their templates."""
    now = services.clock()
    try:
        return read_briefly(services, lambda session: shelf_of(session, member, now))
    except DatabaseUnavailable:
        log.warning("cannot read what a person has of the templates")
        return Shelf()


def shelf_of(session: Session, member: str, now: datetime) -> Shelf:
    """Return a person's shelf as it is now."""
    department = department_of(session, member)
    recent = (row.template for row in uses_of(session, member, _RECENT))
    return Shelf(
        home=Home(department.id, department.name) if department else None,
        used=popularity(session, since=now - POPULAR_WITHIN, until=now, now=now),
        favourites=tuple(marked_by(session, member, Mark.FAVOURITE)),
        followed=tuple(marked_by(session, member, Mark.FOLLOW)),
        recent=tuple(dict.fromkeys(recent)),
        asks=not has_opted_out(session, member, ASKING),
    )
