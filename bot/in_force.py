"""What the company has decided, as it is now: read anew when somebody decided anew."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY, CompanyListError, parse_company
from knowledge.company_settings import CompanySettings
from knowledge.content_table import ContentError
from knowledge.precedents import build_precedent_index, no_precedents
from knowledge.rulebook import load_rulebook, parse_rulebook
from knowledge.store.company_lists import id_of_company_list_in_force, newest_company_lists
from knowledge.store.company_settings import read_company_settings
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.precedents import precedents_in_force, stamp_of_precedents
from knowledge.store.rulebooks import approved_rulebooks, id_of_rulebook_in_force
from knowledge.store.templates import kept_templates, stamp_of_templates
from knowledge.template_library import InUse, build_library, packaged_library
from knowledge.template_states import Status
from knowledge.templates import load_templates, parse_template

if TYPE_CHECKING:
    from collections.abc import Callable

    from handlers.background import Background
    from knowledge.company import Company
    from knowledge.precedents import Precedent, PrecedentIndex
    from knowledge.rulebook import Rulebook
    from knowledge.store.database import Database
    from knowledge.store.templates import Kept
    from knowledge.template_library import TemplateLibrary
    from knowledge.templates import PromptTemplate

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 3.0
# A person waits meanwhile. What comes later counts from the next question on.
_WAIT_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class _Known:
    """What is used, and the numbers of what was in force when we looked."""

    rulebook: Rulebook
    company: Company
    settings: CompanySettings = field(default_factory=CompanySettings)
    rulebook_id: int | None = None
    company_id: int | None = None
    precedents: PrecedentIndex = field(default_factory=no_precedents)
    stamp: int = 0
    templates: TemplateLibrary = field(default_factory=packaged_library)
    template_stamp: int = 0
    kept: tuple[Kept, ...] = ()


class InForce:
    """What is in force (rules, company list, settings, answers, templates), for all threads.

    A database that does not answer, and a stored text that this version cannot read, leave
    what was last known in its place.
    """

    def __init__(
        self,
        database: Database,
        background: Background,
        monotonic: Callable[[], float],
        *,
        patience: float = _WAIT_SECONDS,
    ) -> None:
        """Begin with the packaged rulebook and an unknown company; `load` reads the real ones."""
        self._patience = patience
        self._database = database
        self._background = background
        self._monotonic = monotonic
        self._known = _Known(load_rulebook(), UNKNOWN_COMPANY)
        self._due = monotonic()
        self._changed = False
        self._scheduling = Lock()
        self._looking = Lock()

    def rulebook(self) -> Rulebook:
        """Return the rulebook in force, at most a few seconds old."""
        self._look_if_due()
        return self._known.rulebook

    def company(self) -> Company:
        """Return the company list in force, at most a few seconds old."""
        self._look_if_due()
        return self._known.company

    def settings(self) -> CompanySettings:
        """Return the company's settings, at most a few seconds old."""
        self._look_if_due()
        return self._known.settings

    def precedents(self) -> PrecedentIndex:
        """Return the answers that decide later checks, at most a few seconds old."""
        self._look_if_due()
        return self._known.precedents

    def templates(self) -> TemplateLibrary:
        """Return the templates that people get, at most a few seconds old."""
        self._look_if_due()
        return self._known.templates

    def look_again(self) -> None:
        """Let whoever asks next wait for a new look: something has just been changed here."""
        with self._scheduling:
            self._due = self._monotonic()
            self._changed = True

    def load(self) -> None:
        """Read what is in force now, however long it takes.

        Raises:
            DatabaseUnavailable: nothing was read.
        """
        with self._looking:
            self._due = self._monotonic() + SECONDS_BETWEEN_LOOKS
            self._read()

    def _look_if_due(self) -> None:
        with self._scheduling:
            now = self._monotonic()
            if now < self._due:
                return
            self._due = now + SECONDS_BETWEEN_LOOKS
            changed, self._changed = self._changed, False
        self._background.within(self._patience, lambda: self._look(changed=changed), None)

    def _look(self, *, changed: bool) -> None:
        # One at a time: a database that hangs must not take a thread every few seconds. But a look
        # that began before a change may have read what was there before it.
        if not self._looking.acquire(timeout=self._patience if changed else 0):
            if changed:
                self.look_again()
            return
        try:
            self._read()
        except DatabaseUnavailable:
            log.warning("cannot read what is in force; the last ones stay")
        finally:
            self._looking.release()

    def _read(self) -> None:
        known = self._known
        with self._database.read() as session:
            rulebook_id = id_of_rulebook_in_force(session)
            company_id = id_of_company_list_in_force(session)
            settings = read_company_settings(session)
            rulebooks = companies = answers = kept = None
            if rulebook_id != known.rulebook_id:
                rulebooks = [(row.id, row.source) for row in approved_rulebooks(session)]
            if company_id != known.company_id:
                companies = [(row.id, row.source) for row in newest_company_lists(session)]
            stamp = stamp_of_precedents(session)
            if stamp != known.stamp or rulebooks is not None or companies is not None:
                answers = precedents_in_force(session)
            template_stamp = stamp_of_templates(session)
            if template_stamp != known.template_stamp:
                kept = kept_templates(session)
        known = replace(known, settings=settings)
        if kept is not None:
            known = replace(_with_templates(known, kept), template_stamp=template_stamp)
        if answers is not None:
            known = replace(_decided(known, rulebooks, companies, answers), stamp=stamp)
        self._known = replace(known, rulebook_id=rulebook_id, company_id=company_id)


def _decided(
    known: _Known,
    rulebooks: list[tuple[int, str]] | None,
    companies: list[tuple[int, str]] | None,
    answers: list[Precedent],
) -> _Known:
    """Return what is known with what is new: rules, the company list, answers of people."""
    rulebook = known.rulebook if rulebooks is None else _newest_rulebook(rulebooks, known)
    company = known.company if companies is None else _newest_company(companies, known)
    same_rules = rulebook is known.rulebook and company is known.company
    if not same_rules:
        # What is made of a list when it is first used takes longer than a person should wait.
        classify("本日の予定", rulebook, company)
    index = build_precedent_index(
        answers, rulebook, company, known=known.precedents.standing if same_rules else ()
    )
    return replace(known, rulebook=rulebook, company=company, precedents=index)


def _newest_rulebook(rows: list[tuple[int, str]], known: _Known) -> Rulebook:
    """Return the newest that this version can read, but none from before the one in use."""
    for id_, source in rows:
        if id_ == known.rulebook_id:
            break
        try:
            return parse_rulebook(source, f"rulebook {id_}")
        except ContentError:
            # Without the reason, which quotes the rulebook.
            log.error("stored rulebook %d cannot be read; the one before stays", id_)  # noqa: TRY400
    return known.rulebook


def _newest_company(rows: list[tuple[int, str]], known: _Known) -> Company:
    """Return the newest that this version can read, but none from before the one in use."""
    for id_, source in rows:
        if id_ == known.company_id:
            break
        try:
            return parse_company(source, f"company list {id_}")
        except CompanyListError:
            # Without the reason, which quotes the list.
            log.error("stored company list %d cannot be read; the one before stays", id_)  # noqa: TRY400
    return known.company


def _with_templates(known: _Known, kept: list[Kept]) -> _Known:
    """Return what is known with the library of what the company keeps, if that is another."""
    if tuple(kept) == known.kept:
        # Something was proposed, or seen and left: nobody gets another text for that.
        return known
    in_use, former = [], []
    for one in kept:
        template = _template(one, known.templates)
        if template is None:
            continue
        if one.status is Status.RETIRED:
            former.append(template)
        else:
            in_use.append(InUse(template, one.revision, one.owner, one.department))
    library = build_library(in_use, former)
    # Before anybody searches in it: that takes longer than a person should wait.
    library.warm_up()
    return replace(known, templates=library, kept=tuple(kept))


def _template(kept: Kept, known: TemplateLibrary) -> PromptTemplate | None:
    before = known.templates.get(kept.id)
    if kept.source is None:
        return load_templates().get(kept.id)
    if before is not None and before.revision == kept.revision:
        return before.template
    try:
        return parse_template(kept.source, f"template {kept.id}")
    except ContentError:
        # Without the reason, which quotes the template.
        log.error("stored template %s cannot be read; the one before stays", kept.id)  # noqa: TRY400
        return before.template if before else load_templates().get(kept.id)
