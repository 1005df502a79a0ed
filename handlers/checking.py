"""One check for one asker: classified, counted without its text, and ready to be shown."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.carried import carry
from handlers.masking_maps import lock_map
from handlers.unread import with_unread_parts
from handlers.views.checks import Answer, Shown
from knowledge.classification import classify
from knowledge.months import month_of
from knowledge.precedents import apply_precedent, asked_of
from knowledge.store.checks import record_check
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.masking_maps import keep_map
from knowledge.store.precedents import record_use
from knowledge.store.roles import whom_to_ask_first
from knowledge.verdict import Account, Level, Verdict

if TYPE_CHECKING:
    from handlers.askers import Asker
    from handlers.payloads import MessageText
    from handlers.services import Services
    from knowledge.precedents import Match

log = logging.getLogger(__name__)

_DATABASE_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Question:
    """What is checked, and how it came to us."""

    content: MessageText
    surface: str
    account: Account = Account.COMPANY
    key: str | None = None
    # By whoever knows more of the text than its words, under the rules in force.
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database adds to an answer; empty when it does not answer."""

    contact: str = ""
    map_handle: str = ""
    use: int = 0


def check(services: Services, asker: Asker, question: Question) -> Answer:
    """Classify a text, unless it has a verdict already, and count the check, without its text.

    A database that is down or stuck takes neither the verdict from the person nor their time.
    """
    rulebook = services.rulebook()
    text = question.content.text
    verdict = question.verdict
    if verdict is None:
        verdict = classify(text, rulebook, services.company(), question.account)
    if question.content.unread:
        verdict = with_unread_parts(verdict)
    by_rules = verdict
    match = _precedent(services, verdict, text)
    if match:
        verdict = apply_precedent(verdict, match)
    services.count_check(question.surface, verdict.level)
    known = services.background.within(
        _DATABASE_SECONDS, lambda: _count(services, asker, question, verdict), _Known()
    )
    local = services.calendar().local
    return Answer(
        verdict,
        rulebook,
        question.content.unread,
        known.contact,
        known.map_handle,
        carried=carry(by_rules, text, seen=match.precedent.id if match else 0, use=known.use),
        precedent=Shown(match, local(match.precedent.decided_at)) if match else None,
    )


def _precedent(services: Services, verdict: Verdict, text: str) -> Match | None:
    """Return the answer that a person has given to the same; never in place of anything found."""
    asked = asked_of(verdict, text)
    return services.precedents().find(asked, is_question=verdict.asked, now=services.clock())


def _count(services: Services, asker: Asker, question: Question, verdict: Verdict) -> _Known:
    """Record the check, keep its map, and return whom to ask, in one visit to the database."""
    new_map, now = lock_map(services, asker.member, verdict), services.clock()
    try:
        with services.database.begin() as session:
            counted = record_check(
                session,
                key=question.key,
                member=asker.member,
                at=now,
                month=month_of(now, services.calendar()),
                surface=question.surface,
                asked=verdict.asked,
                account=verdict.account,
                level=verdict.level,
                maskable=verdict.maskable,
                categories=[hit.category for hit in verdict.categories],
                kinds=Counter(finding.kind.value for finding in verdict.findings),
                rulebook_revision=verdict.rulebook_revision,
                characters=len(question.content.text),
            )
            if new_map:
                keep_map(session, new_map)
            asks = verdict.level is not Level.OK
            contact = whom_to_ask_first(session, asker.member) if asks else ""
            use = 0
            for precedent in verdict.precedents if counted else ():
                use = record_use(session, precedent, asker.member, services.clock())
            return _Known(contact, new_map.handle if new_map else "", use)
    except DatabaseUnavailable:
        log.warning("a check by %s was answered but not counted", question.surface)
        return _Known()
