"""What happens to a template, each step in one transaction with the messages that tell of it.

All functions take a session that may write and never commit; after the commit the caller wakes
the outbox and looks again at what is in force.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import template_mail as mail
from handlers.template_pins import refresh_pin
from knowledge.roles import Action, Role, may, may_somewhere
from knowledge.store import template_revisions as revisions
from knowledge.store import templates as store
from knowledge.store.audit import append_entry
from knowledge.store.template_revisions import Decision, NewRevision
from knowledge.template_source import write_template
from knowledge.template_states import AlreadyDecided, MovedOn, Stage, Status

if TYPE_CHECKING:
    from handlers.template_mail import Writing
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import TemplateRevision, TemplateRow
    from knowledge.templates import PromptTemplate


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes. Every word in it was checked.

    Attributes:
        key: of what was submitted: a second delivery of it proposes nothing again.
        template: as it is to be.
        why: the reason, for the improvement log.
        author: who proposes.
        language: in which they wrote.
        department: whose a new template is to be; None: everybody's.
        based_on: the revision that the author had before them; None for a new template.
    """

    key: str
    template: PromptTemplate
    why: str = field(repr=False)
    author: str
    language: str
    department: int | None = None
    based_on: int | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A proposal as it was kept: its row's id, and whom it was put before."""

    row: int
    reviewers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutOfUse:
    """The template was retired meanwhile: a better text of it helps nobody."""


def action_for(department: int | None) -> Action:
    """Return what somebody must be allowed to decide about a template of this department."""
    if department is None:
        return Action.APPROVE_ANY_TEMPLATE
    return Action.APPROVE_TEMPLATE_OF_DEPARTMENT


def may_decide(person: Person, department: int | None) -> bool:
    """Return whether this person decides about the templates of a department; None: of all."""
    return may(person, action_for(department), department)


def decides_somewhere(person: Person) -> bool:
    """Return whether there are any templates about which this person decides."""
    return may_somewhere(person, Action.APPROVE_TEMPLATE_OF_DEPARTMENT)


def waiting_for(session: Session, person: Person) -> list[TemplateRevision]:
    """Return the proposals that this person may decide about, oldest first."""
    if not decides_somewhere(person):
        return []
    rows = revisions.list_revisions(session, None, stage=Stage.IN_REVIEW)
    return [row for row in rows if may_decide(person, mail.department_of_review(session, row))]


def propose(writing: Writing, proposal: Proposal, stage: Stage) -> Sent:
    """Keep a proposal and, unless it is a draft, put it before those who decide."""
    template, author = proposal.template, proposal.author
    if proposal.based_on is None:
        store.keep_new(
            writing.session, template.id, writing.now, owner=author, department=proposal.department
        )
    else:
        store.keep_packaged(writing.session, template.id, writing.now)
    new = NewRevision(
        key=proposal.key,
        template=template.id,
        source=write_template(template),
        why=proposal.why,
        author=author,
        language=proposal.language,
        at=writing.now,
        based_on=proposal.based_on,
    )
    id_ = revisions.propose_revision(writing.session, new, stage)
    if id_ is None:
        known = revisions.revision_with_key(writing.session, proposal.key)
        return _sent(writing.session, known) if known else Sent(0)
    row = existing(writing.session, id_)
    if stage is Stage.IN_REVIEW:
        _put_forward(writing, row)
    return _sent(writing.session, row)


def send_draft(writing: Writing, id_: int, by: str) -> Sent | None:
    """Put a draft before those who decide; None when it was sent already or is not theirs."""
    if not revisions.send_draft(writing.session, id_, by):
        return None
    row = existing(writing.session, id_)
    _put_forward(writing, row)
    return _sent(writing.session, row)


def approve(
    writing: Writing, row: TemplateRevision, person: Person, over: int | None
) -> AlreadyDecided | MovedOn | OutOfUse | None:
    """Put a proposal into force; None when it is, else why it is not."""
    decision = Decision(by=person.member, role=role_of(person), at=writing.now)
    store.touch(writing.session, row.template, writing.now)
    kept = store.find_template(writing.session, row.template)
    if kept is not None and kept.status == Status.RETIRED:
        return OutOfUse()
    if failed := revisions.approve_revision(writing.session, row.id, decision, over=over):
        return failed
    after, template = existing(writing.session, row.id), mail.proposed_in(row)
    by, told = person.member, (person.member, row.author)
    mail.settle(writing, after, Stage.APPROVED, by)
    mail.tell_author(writing, after, Stage.APPROVED, by)
    if over is not None:
        mail.tell_followers(writing, template, after.number, after.why, told)
    _note(writing, row.template, person, f"approved: revision {after.number}")
    refresh_pin(writing)
    return None


def decline(
    writing: Writing, row: TemplateRevision, person: Person, words: str
) -> AlreadyDecided | None:
    """Turn a proposal down with words for its author; else say who was first."""
    decision = Decision(by=person.member, role=role_of(person), at=writing.now, words=words)
    if first := revisions.close_revision(writing.session, row.id, Stage.DECLINED, decision):
        return first
    mail.settle(writing, row, Stage.DECLINED, person.member, words)
    mail.tell_author(writing, row, Stage.DECLINED, person.member, words)
    _note(writing, row.template, person, f"declined: revision {row.number}")
    return None


def withdraw(writing: Writing, row: TemplateRevision) -> AlreadyDecided | None:
    """Let the author take a proposal back; else say who was first."""
    return _close_own(writing, row, Stage.WITHDRAWN)


def roll_back(writing: Writing, id_: str, person: Person, *, seen: int, to: int, why: str) -> bool:
    """Put an earlier revision into force again; False when another came into force meanwhile."""
    template = mail.template_at(writing.session, id_, to)
    if template is None:
        return False
    store.keep_packaged(writing.session, id_, writing.now)
    store.touch(writing.session, id_, writing.now)
    row = store.find_template(writing.session, id_)
    if row is None or (row.revision, row.status) != (seen, Status.APPROVED):
        return False
    new = NewRevision(
        key=f"roll_back:{id_}:{seen}:{to}",
        template=id_,
        source=write_template(template),
        why=why,
        author=person.member,
        language=person.language,
        at=writing.now,
        based_on=to,
    )
    decision = Decision(by=person.member, role=role_of(person), at=writing.now)
    kept = revisions.put_in_force(writing.session, new, decision)
    if kept is None:
        return False
    number = existing(writing.session, kept).number
    mail.tell_followers(writing, template, number, why, (person.member,))
    _note(writing, id_, person, f"rolled back: {seen} -> {to}")
    refresh_pin(writing)
    return True


def retire(writing: Writing, id_: str, person: Person, version: int) -> bool:
    """Take a template out of use; False when somebody changed it since that version."""
    template, _ = mail.template_in_force(writing.session, id_)
    if template is None:
        return False
    store.keep_packaged(writing.session, id_, writing.now)
    row = _unchanged(writing.session, id_, version)
    if row is None or not store.retire_template(writing.session, id_, writing.now):
        return False
    mail.tell_of_retirement(writing, template, version, row.owner, person.member)
    _note(writing, id_, person, "retired")
    refresh_pin(writing)
    return True


def restore(writing: Writing, id_: str, person: Person, version: int) -> bool:
    """Put a retired template back into use; False when somebody changed it since that version."""
    if _unchanged(writing.session, id_, version) is None:
        return False
    if not store.restore_template(writing.session, id_, writing.now):
        return False
    _note(writing, id_, person, "restored")
    refresh_pin(writing)
    return True


def give_to(writing: Writing, id_: str, person: Person, owner: str) -> None:
    """Say who looks after a template from now on."""
    store.keep_packaged(writing.session, id_, writing.now)
    row = store.find_template(writing.session, id_)
    department = row.department if row else None
    store.set_owner(writing.session, id_, owner, department, writing.now)
    _note(writing, id_, person, f"owner: {owner}")


def existing(session: Session, id_: int) -> TemplateRevision:
    """Return a proposal.

    Raises:
        LookupError: no such number.
    """
    row = revisions.find_revision(session, id_)
    if row is None:
        raise LookupError(f"template revision {id_}")
    return row


def role_of(person: Person) -> str:
    """Return the role in which somebody decides about templates."""
    for role in (Role.LEAD, Role.DEPUTY, Role.AMBASSADOR):
        if role in person.roles:
            return role
    return Role.MEMBER


def _put_forward(writing: Writing, row: TemplateRevision) -> None:
    """One proposal of a person for a template at a time: a newer one takes the place of others."""
    for stage in (Stage.IN_REVIEW, Stage.DRAFT):
        for other in revisions.revisions_of(writing.session, row.template, stage=stage):
            if other.author == row.author and other.id != row.id:
                _close_own(writing, other, Stage.REPLACED)
    mail.announce(writing, row)


def _close_own(writing: Writing, row: TemplateRevision, stage: Stage) -> AlreadyDecided | None:
    if row.status == Stage.DRAFT:
        revisions.send_draft(writing.session, row.id, row.author)
    decision = Decision(by=row.author, role=Role.MEMBER, at=writing.now)
    if first := revisions.close_revision(writing.session, row.id, stage, decision):
        return first
    mail.settle(writing, row, stage, row.author)
    return None


def _unchanged(session: Session, id_: str, version: int) -> TemplateRow | None:
    """Return a template's row if nobody has changed it since; version 0: it had no row.

    It is held until the commit: whoever is about to change it at this moment is waited for.
    """
    row = store.hold_template(session, id_)
    return row if row is not None and row.version == max(version, 1) else None


def _sent(session: Session, row: TemplateRevision) -> Sent:
    if row.status != Stage.IN_REVIEW:
        return Sent(row.id)
    department = mail.department_of_review(session, row)
    return Sent(row.id, tuple(mail.reviewers_of(session, department, row.author)))


def _note(writing: Writing, id_: str, person: Person, outcome: str) -> None:
    action = Action.APPROVE_TEMPLATE_OF_DEPARTMENT
    if role_of(person) != Role.AMBASSADOR:
        action = Action.APPROVE_ANY_TEMPLATE
    append_entry(
        writing.session,
        at=writing.now,
        actor=person.member,
        action=action,
        subject=f"template:{id_}",
        outcome=outcome,
    )
