"""What happens to a precedent, each step in one transaction with the messages that tell of it.

All functions take a session that may write and never commit; after the commit the caller wakes
the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import digest_mail
from handlers.views import precedents as views
from handlers.voices import voice_of
from knowledge.classification import classify
from knowledge.escalations import Matter
from knowledge.precedents import LIFETIME, State, checked_as, fingerprints, rules_of
from knowledge.roles import Action, Role
from knowledge.store import precedents as store
from knowledge.store.audit import append_entry
from knowledge.store.deliveries import Draft, cancel, enqueue, enqueue_update, posts_about
from knowledge.store.escalations import people_told
from knowledge.store.roles import find_person, holders
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.store.escalations import Decision
    from knowledge.store.models import Escalation, PrecedentRow


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what an answer rests: what the check of its question says, and which rules are near."""

    checked_as: str
    rules: Mapping[str, str]
    revision: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a precedent is to be from now on."""

    state: State
    level: Level
    question: str = field(repr=False)
    advice: str = field(repr=False)


def grounds_of(services: Services, question: str, more: Sequence[str] = ()) -> Grounds:
    """Check a question as it stands, and note the rules it rests on, `more` of them included."""
    rulebook = services.rulebook()
    verdict = classify(question, rulebook, services.company())
    rules = {**fingerprints(more, rulebook), **rules_of(verdict, rulebook)}
    return Grounds(checked_as(verdict), rules, rulebook.revision)


def can_be_kept(escalation: Escalation) -> bool:
    """Return whether the same could be asked again: a report about a verdict could not."""
    said = escalation.question or escalation.words
    return bool(said) and escalation.kind == Matter.QUESTION


def keep(
    services: Services, session: Session, escalation: Escalation, decision: Decision, level: Level
) -> int | None:
    """Keep an answer as a precedent; None when there is nothing that could be asked again."""
    if not can_be_kept(escalation):
        return None
    question = escalation.question or escalation.words
    grounds = grounds_of(services, question, [*escalation.categories, *escalation.nearest])
    new = store.NewPrecedent(
        question=question,
        is_question=escalation.is_question,
        level=level,
        advice=decision.advice,
        checked_as=grounds.checked_as,
        rules=grounds.rules,
        rulebook_revision=grounds.revision,
        decided_by=decision.by,
        decided_at=decision.at,
        expires_at=decision.at + LIFETIME,
        department=escalation.department,
        escalation=escalation.id,
    )
    id_ = store.keep_precedent(session, new)
    if id_ is not None:
        _audit(session, id_, decision.by, f"kept: {level}", decision.at)
    return id_


def change(
    services: Services,
    session: Session,
    id_: int,
    version: int,
    wanted: Change,
    *,
    by: str,
    now: datetime,
) -> bool:
    """Change a precedent; False when somebody changed it since that version.

    Whoever got the earlier answer hears of it when it is another one now, or none.
    """
    before = existing(session, id_)
    old_level, old_advice = before.level, before.advice
    outcome = f"{wanted.state}: {wanted.level}"
    if not _decide(services, session, before, version, wanted, outcome, by=by, now=now):
        return False
    after = existing(session, id_)
    if wanted.state is State.RETIRED or (old_level, old_advice) != (after.level, after.advice):
        _tell_those_who_asked(services, session, after, now)
    return True


def confirm(
    services: Services, session: Session, id_: int, version: int, *, by: str, now: datetime
) -> bool:
    """Say that a precedent still holds; False when somebody changed it since that version."""
    row = existing(session, id_)
    same = Change(State.IN_FORCE, Level(row.level), row.question, row.advice)
    return _decide(services, session, row, version, same, "confirmed", by=by, now=now)


def _decide(
    services: Services,
    session: Session,
    row: PrecedentRow,
    version: int,
    wanted: Change,
    outcome: str,
    *,
    by: str,
    now: datetime,
) -> bool:
    """Let a precedent stand on the rules of today; False when somebody changed it meanwhile."""
    grounds = grounds_of(services, wanted.question, list(row.rules))
    changed = store.change_precedent(
        session,
        row.id,
        version=version,
        at=now,
        question=wanted.question,
        level=wanted.level,
        advice=wanted.advice,
        status=wanted.state,
        checked_as=grounds.checked_as,
        rules=grounds.rules,
        rulebook_revision=grounds.revision,
        expires_at=now + LIFETIME,
        decided_by=by,
    )
    if changed:
        _audit(session, row.id, by, outcome, now)
        after = existing(session, row.id)
        _settle(services, session, after, by, now)
        digest_mail.correct(services, session, after, now)
    return changed


def reopen(services: Services, session: Session, id_: int, version: int, now: datetime) -> bool:
    """Stop a precedent under which the rules have changed; its owner and the leads hear of it."""
    changed = store.change_precedent(session, id_, version=version, at=now, status=State.REOPENED)
    if not changed:
        return False
    row = existing(session, id_)
    _audit(session, id_, "annai", "reopened", now)
    digest_mail.correct(services, session, row, now)
    decided_at = services.calendar().local(row.decided_at)
    for to in _who_looks_again(session, row.owner):
        draft = Draft(
            key=f"{_reopened_key(row.id, row.version)}:{to}",
            to=to,
            message=views.reopened_message(row, decided_at, voice_of(services, session, to)),
            about=_about(row.id),
            not_before=services.calendar().next_working_moment(now),
            fallbacks=tuple(holders(session, Role.DEPUTY)),
        )
        enqueue(session, draft, now=now)
    return True


def _who_looks_again(session: Session, owner: str) -> list[str]:
    """Return the owner, if they still answer questions, and the leads, each once."""
    person = find_person(session, owner)
    may_look = person.active and person.roles & {Role.LEAD, Role.DEPUTY, Role.AMBASSADOR}
    leads = holders(session, Role.LEAD) or holders(session, Role.DEPUTY)
    return list(dict.fromkeys([owner, *leads] if may_look else leads)) or [owner]


def existing(session: Session, id_: int) -> PrecedentRow:
    """Return a precedent.

    Raises:
        LookupError: no such number.
    """
    row = store.find_precedent(session, id_)
    if row is None:
        raise LookupError(f"precedent {id_}")
    return row


def _settle(
    services: Services, session: Session, row: PrecedentRow, by: str, now: datetime
) -> None:
    """Take the buttons off the requests to look again: the version before this one made them."""
    asked = f"{_reopened_key(row.id, row.version - 1)}:"
    decided_at = services.calendar().local(row.decided_at)
    for post in posts_about(session, _about(row.id)):
        # What nobody has seen yet need not be seen at all.
        if post.key.startswith(asked) and not cancel(session, post.key):
            voice = voice_of(services, session, post.to)
            message = views.looked_at_message(row, decided_at, by, voice)
            enqueue_update(
                session, of=post.key, message=message, key=f"{post.key}:settled", now=now
            )


def _tell_those_who_asked(
    services: Services, session: Session, row: PrecedentRow, now: datetime
) -> None:
    since = now - LIFETIME
    asked = people_told(session, row.escalation) if row.escalation else []
    for member in dict.fromkeys([*asked, *store.people_answered(session, row.id, since)]):
        voice = voice_of(services, session, member)
        decided_at = services.calendar().local(row.decided_at)
        draft = Draft(
            key=f"precedent:{row.id}:changed:{row.version}:{member}",
            to=member,
            message=views.changed_message(row, decided_at, voice),
            about=_about(row.id),
            not_before=services.calendar().next_working_moment(now),
        )
        enqueue(session, draft, now=now)


def _about(id_: int) -> str:
    return f"precedent:{id_}"


def _reopened_key(id_: int, version: int) -> str:
    return f"precedent:{id_}:reopened:{version}"


def _audit(session: Session, id_: int, actor: str, outcome: str, at: datetime) -> None:
    append_entry(
        session,
        at=at,
        actor=actor,
        action=Action.EDIT_PRECEDENT,
        subject=f"precedent:{id_}",
        outcome=outcome,
    )
