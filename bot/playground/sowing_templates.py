"""What a playground has of templates: uses with what people said, and proposals that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.store.departments import department_of
from knowledge.store.template_marks import add_mark
from knowledge.store.template_revisions import NewRevision, propose_revision
from knowledge.store.template_uses import Rating, hand_out, rate_use, start_use
from knowledge.store.templates import keep_new
from knowledge.template_drafts import Typed, template_from
from knowledge.template_source import write_template
from knowledge.template_states import PACKAGED, Helped, Mark, own_template_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.playground.seed_file import Proposal, Seed, Use
    from knowledge.store.database import Session


def sow_templates(
    session: Session,
    seed: Seed,
    members: Mapping[str, str],
    moment: Callable[[Use | Proposal], datetime],
    by: str,
) -> None:
    """Let people have used templates and said how that was, and have proposed others."""
    for number, use in enumerate(seed.use):
        _use(session, use, f"{by}:{number}", members[use.by], moment(use))
    for number, proposal in enumerate(seed.proposal):
        key = f"{by}:proposal:{number}"
        _propose(session, proposal, key, members[proposal.by], moment(proposal))


def _use(session: Session, one: Use, key: str, member: str, at: datetime) -> None:
    home = department_of(session, member)
    start_use(
        session,
        key=key,
        template=one.template,
        revision=PACKAGED,
        member=member,
        department=home.id if home else None,
        at=at,
    )
    use = hand_out(session, key, member, level="ok", revision=PACKAGED, at=at)
    if use is not None and one.helped:
        rate_use(session, use, member, Rating(Helped(one.helped), one.minutes, one.comment), at)
    if one.favourite:
        add_mark(session, member, one.template, Mark.FAVOURITE, at)


def _propose(session: Session, one: Proposal, key: str, member: str, at: datetime) -> None:
    typed = Typed(one.title, one.purpose, one.text, one.tags)
    template = template_from(own_template_id(key), typed)
    home = department_of(session, member)
    keep_new(session, template.id, at, owner=member, department=home.id if home else None)
    new = NewRevision(
        key=key,
        template=template.id,
        source=write_template(template),
        why=one.why,
        author=member,
        language="ja",
        at=at,
    )
    propose_revision(session, new)
