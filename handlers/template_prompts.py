"""A filled template judged, and a finished prompt handed out: what the form's buttons share."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from handlers.checking import Question, check
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import entered_text
from handlers.payloads import MessageText
from handlers.template_shelf import ASKING
from handlers.views.template_feedback import question_message
from handlers.views.template_form import Entry, Finished, Trouble, slot_block, slot_blocks
from knowledge.chatgpt_link import chatgpt_link
from knowledge.content_table import ContentError
from knowledge.store import template_uses as store
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.deliveries import Draft, enqueue
from knowledge.store.departments import department_of
from knowledge.store.opt_outs import has_opted_out
from knowledge.store.template_revisions import revision_numbered
from knowledge.template_check import check_filled, whole_issue
from knowledge.template_states import PACKAGED
from knowledge.templates import load_templates, parse_template
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.views.checks import Answer
    from knowledge.store.database import Session
    from knowledge.template_check import SlotIssue
    from knowledge.templates import PromptTemplate

log = logging.getLogger(__name__)

_ASK_AFTER = timedelta(hours=1)
# Nobody is asked more often than this, however many prompts they make.
_ASK_AT_MOST_EVERY = timedelta(hours=20)
_ASK_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Judged:
    """A filled template with its verdict, and what keeps it from being handed out."""

    text: str = field(repr=False)
    answer: Answer
    issues: tuple[SlotIssue, ...]

    @property
    def trouble(self) -> Trouble:
        return Trouble(self.issues, self.answer.carried)


def pack(entry: Entry) -> str:
    """Return the entry as a form's `private_metadata`: ids and a count."""
    return json.dumps([entry.template, entry.revision, entry.use, entry.round])


def unpack(view: Mapping[str, Any]) -> Entry:
    """Read the entry of a form."""
    template, revision, use, round_ = json.loads(view["private_metadata"])
    return Entry(str(template), int(revision), str(use), int(round_))


def values_in(view: Mapping[str, Any], template: PromptTemplate) -> dict[str, str]:
    """Return what stands in the form, by the names of the slots."""
    typed = [entered_text(view, block) for block in slot_blocks(view)]
    return {slot.name: text for slot, text in zip(template.slots, typed, strict=False)}


def template_of(services: Services, entry: Entry) -> PromptTemplate | None:
    """Return the text that the person has before them; None when it is there no more.

    A newer revision may be in force by now; the one they began with was approved as well. A
    template that was retired meanwhile is given to nobody.
    """
    known = services.templates().templates.get(entry.template)
    if known is None:
        return None
    if known.revision == entry.revision:
        return known.template
    if entry.revision == PACKAGED:
        return load_templates().get(entry.template)
    try:
        row = read_briefly(
            services, lambda session: revision_numbered(session, entry.template, entry.revision)
        )
        return parse_template(row.source, entry.template) if row else None
    except (DatabaseUnavailable, ContentError):
        return None


def judge(
    services: Services,
    asker: Asker,
    entry: Entry,
    template: PromptTemplate,
    values: Mapping[str, str],
) -> Judged:
    """Check a filled template as any text is checked, and find the slots that must change.

    Each round counts as one check, however often it is looked at.
    """
    filled = check_filled(template, values, services.rulebook(), services.company())
    question = Question(
        MessageText(filled.text),
        "template",
        key=f"template:{entry.use}:{entry.round}",
        verdict=filled.verdict,
    )
    answer = check(services, asker, question)
    if answer.verdict.level is Level.OK:
        return Judged(filled.text, answer, ())
    # A person's answer may be stricter than the rules, which then name no slot.
    issues = filled.issues or (whole_issue(template, values, answer.verdict),)
    return Judged(filled.text, answer, issues)


def next_round(entry: Entry) -> Entry:
    """Return the entry of the form as it is shown again."""
    return replace(entry, round=entry.round + 1)


def last_round(entry: Entry) -> Entry:
    """Return the entry of the form as it was shown before."""
    return replace(entry, round=entry.round - 1)


def hand_out(
    services: Services,
    asker: Asker,
    entry: Entry,
    template: PromptTemplate,
    judged: Judged,
    *,
    before: Judged | None = None,
) -> Finished:
    """Count that a prompt was handed out, let the person be asked later, and return it.

    `before` is what it was masked from, if it was: its map puts the words back, unless something
    else was changed in between.
    """
    link = chatgpt_link(services.settings().chatgpt_address, judged.text)
    same = before is not None and before.answer.masked == judged.text
    in_force = services.templates().templates.get(template.id)
    return Finished(
        template,
        judged.text,
        link.address,
        takes_along=link.takes_along,
        is_older=in_force is not None and in_force.revision != entry.revision,
        is_masked="【" in judged.text and before is not None,
        keeps_map=before is not None and same and bool(before.answer.map_handle),
        asks_later=_count(services, asker, entry, template, judged),
    )


def note_start(services: Services, session: Session, asker: Asker, entry: Entry) -> None:
    """Count that a person took a template in hand, if that is not counted yet.

    Nothing is lost when this comes late: whatever counts more begins with it.
    """
    department = department_of(session, asker.member)
    store.start_use(
        session,
        key=entry.use,
        template=entry.template,
        revision=entry.revision,
        member=asker.member,
        department=department.id if department else None,
        at=services.clock(),
    )


def note_correction(services: Services, session: Session, asker: Asker, entry: Entry) -> None:
    """Count that what was filled in had to be gone over."""
    note_start(services, session, asker, entry)
    store.note_correction(session, entry.use, asker.member)


def note_end(services: Services, session: Session, asker: Asker, entry: Entry) -> None:
    """Count that the form was closed: without a prompt it was given up."""
    note_start(services, session, asker, entry)
    store.abandon_use(session, entry.use, asker.member, services.clock())


def typed_over(blocks: Sequence[str], template: PromptTemplate) -> list[str]:
    """Return the slots in whose fields a value of ours was put before."""
    return [
        slot.name
        for number, slot in enumerate(template.slots)
        if number < len(blocks) and blocks[number] != slot_block(number, 0)
    ]


def _count(
    services: Services, asker: Asker, entry: Entry, template: PromptTemplate, judged: Judged
) -> bool:
    """Write down the use and the question for later; return whether they will be asked."""
    now = services.clock()

    def write(session: Session) -> bool:
        note_start(services, session, asker, entry)
        use = store.hand_out(
            session,
            entry.use,
            asker.member,
            level=judged.answer.verdict.level,
            revision=entry.revision,
            at=now,
        )
        return use is not None and _ask_later(services, session, asker, template, use, now)

    try:
        asks = write_briefly(services, write)
    except DatabaseUnavailable:
        # The person has their prompt all the same.
        log.warning("a prompt was handed out but not counted")
        return False
    if asks:
        services.wake_outbox()
    return asks


def _ask_later(
    services: Services,
    session: Session,
    asker: Asker,
    template: PromptTemplate,
    use: int,
    now: datetime,
) -> bool:
    if has_opted_out(session, asker.member, ASKING):
        return False
    last = store.last_asked(session, asker.member)
    if last is not None and now - last < _ASK_AT_MOST_EVERY:
        return False
    if not store.note_asked(session, use, now):
        return False
    voice = services.texts.voice(asker.language)
    when = services.calendar().next_working_moment(now + _ASK_AFTER)
    draft = Draft(
        key=question_key(use),
        to=asker.member,
        message=question_message(template.title.inn(asker.language), use, voice),
        about=f"template_use:{use}",
        not_before=when,
        expires_at=when + _ASK_WITHIN,
    )
    return enqueue(session, draft, now=now)


def question_key(use: int) -> str:
    """Return the key under which the question about a use goes out, once."""
    return f"template_use:{use}:ask"
