"""The check on screen: the question, the verdict, and what to do with it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handlers import ids
from handlers.carried import Carried
from handlers.limits import BLOCK_TEXT, MODAL_INPUT, split_text, units
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from handlers.views.precedents import precedent_blocks
from knowledge.verdict import Account, Confidence, Level, Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from handlers.payloads import Unread
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.precedents import Match
    from knowledge.rulebook import Category, Rulebook
    from knowledge.verdict import Kind, Verdict

MASKED_IN_MESSAGE = 3 * BLOCK_TEXT
MASKED_IN_MODAL = 60_000
_REASONS = 3
_NEAREST = 3
# With one of these the level is not a matter of rules: something was not looked at.
_NOT_SEEN = frozenset({Note.EMPTY, Note.TOO_LONG, Note.NOT_TEXT, Note.FOREIGN, Note.NOT_ALL_READ})
_RANK = {level: place for place, level in enumerate(Level)}
_MEMBER = re.compile(r"[UW][A-Z0-9]{6,}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{6,}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A precedent on a verdict, and when it was decided (local time)."""

    match: Match
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict together with everything that its screen says besides."""

    verdict: Verdict
    rulebook: Rulebook
    unread: tuple[Unread, ...] = ()
    lead_contact: str = ""
    # Names what was kept of this check, for the button that puts the masked words back.
    map_handle: str = ""
    # What the buttons for asking a person take along.
    carried: Carried = field(default_factory=Carried)
    precedent: Shown | None = None
    masked: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # A question has no masked text: what would be masked are the words of the question.
        verdict = self.verdict
        shown = verdict.maskable and verdict.masking is not None and not verdict.asked
        text = verdict.masking.masked.text if verdict.masking and shown else ""
        object.__setattr__(self, "masked", text)


def ask_modal(voice: Voice, *, keeps_maps: bool = False) -> Surface:
    """The question: what would you enter, and where."""
    hint = "check.text_hint_kept" if keeps_maps else "check.text_hint"
    text = kit.text_area(
        ids.INPUT_TEXT, placeholder=voice("check.text_placeholder"), most=MODAL_INPUT
    )
    account = kit.choice(
        ids.INPUT_ACCOUNT,
        [(voice(f"check.account_{account}"), account.value) for account in Account],
    )
    view = kit.modal(
        voice("check.title"),
        [
            kit.field(
                voice("check.text_label"),
                text,
                block_id=ids.BLOCK_TEXT,
                hint=voice(hint, most=f"{MODAL_INPUT:,}"),
            ),
            kit.field(voice("check.account_label"), account, block_id=ids.BLOCK_ACCOUNT),
        ],
        close=voice("check.close"),
        submit=voice("check.submit"),
        callback_id=ids.VIEW_CHECK,
    )
    return fit(view, voice)


def verdict_message(answer: Answer, voice: Voice) -> Surface:
    """The verdict as a message. The text for notifications says the level and nothing else."""
    blocks = list(_blocks(answer, voice, MASKED_IN_MESSAGE, "check.masked_left_out"))
    return fit({"text": encode(headline(answer.verdict, voice)), "blocks": blocks}, voice)


def verdict_modal(answer: Answer, voice: Voice) -> Surface:
    """The verdict as a modal, with room for all of a long masked text."""
    blocks = list(_blocks(answer, voice, MASKED_IN_MODAL, "check.masked_left_out_modal"))
    return fit(kit.modal(voice("check.title"), blocks, close=voice("check.close")), voice)


def headline(verdict: Verdict, voice: Voice) -> str:
    """The verdict in one line."""
    if verdict.asked:
        return voice(f"level.asked.{verdict.level}")
    if verdict.level is Level.PROHIBITED and verdict.maskable:
        return voice("level.prohibited_as_it_is")
    return voice(f"level.{verdict.level}")


def _blocks(answer: Answer, voice: Voice, room: int, left_out: str) -> Iterator[Block]:
    verdict = answer.verdict
    yield kit.header(headline(verdict, voice))
    yield kit.prose(voice(_summary(answer)))
    yield from _precedent(answer, voice)
    yield from _reasons(answer, voice)
    if verdict.findings:
        yield kit.titled(voice("check.found"), _found(verdict, voice))
    if answer.unread:
        yield kit.bullets(voice("check.unread"), _unread(answer, voice))
    if answer.masked:
        yield from _masked(answer.masked, voice, room, left_out)
        if answer.map_handle:
            yield kit.actions(
                kit.button(voice("unmask.open"), ids.ACTION_OPEN_UNMASK, value=answer.map_handle)
            )
    if steps := _next_steps(answer, voice):
        yield kit.bullets(voice("check.next"), steps)
    if verdict.level is not Level.OK:
        yield kit.titled(voice("check.ask"), *_contact(answer.lead_contact, voice))
        yield _ask_buttons(answer, voice)
    if nearest := _nearest(answer, voice):
        yield kit.bullets(voice("check.nearest"), nearest)
    if verdict.notes:
        yield kit.bullets(voice("check.notes"), [voice(f"note.{note}") for note in verdict.notes])
    yield kit.divider()
    yield kit.context(voice(f"level.account.{verdict.account}"))
    yield kit.context(voice("check.footer", revision=verdict.rulebook_revision))


def _precedent(answer: Answer, voice: Voice) -> Iterator[Block]:
    shown = answer.precedent
    if shown is None:
        return
    yield from precedent_blocks(shown.match, voice, shown.decided_at)
    if use := answer.carried.use:
        value = answer.carried.packed()
        yield kit.actions(
            kit.button(voice("precedent.helped"), ids.ACTION_PRECEDENT_HELPED, value=str(use)),
            kit.button(voice("precedent.not_helped"), ids.ACTION_PRECEDENT_DIFFERS, value=value),
        )


def _ask_buttons(answer: Answer, voice: Voice) -> Block:
    report = replace(answer.carried, report=True).packed()
    ask = kit.button(voice("escalation.open"), ids.ACTION_ASK_LEAD, value=answer.carried.packed())
    return kit.actions(
        ask, kit.button(voice("escalation.report"), ids.ACTION_REPORT_VERDICT, value=report)
    )


def _summary(answer: Answer) -> str:
    verdict = answer.verdict
    if answer.precedent and answer.carried.level != verdict.level:
        by_rules = answer.carried.level
        return "precedent.summary" if by_rules == Level.UNDECIDED else "precedent.raised"
    if verdict.level is Level.UNDECIDED and _NOT_SEEN & set(verdict.notes):
        return "summary.undecided_not_seen"
    section = "summary.asked" if verdict.asked else "summary"
    if verdict.level is Level.PROHIBITED and verdict.account is Account.PERSONAL:
        return f"{section}.prohibited_personal"
    if verdict.level is Level.PROHIBITED and _masking_helps(verdict):
        return f"{section}.prohibited_as_it_is"
    if verdict.level is Level.CONDITIONAL and not verdict.asked and not answer.masked:
        return "summary.conditional_by_hand"
    return f"{section}.{verdict.level}"


def _masking_helps(verdict: Verdict) -> bool:
    """Return whether the information could be entered with parts of it masked.

    A question holds nothing to mask, so there the rules answer instead of a masked text.
    """
    if not verdict.asked:
        return verdict.maskable
    return verdict.account is Account.COMPANY and all(hit.maskable for hit in verdict.categories)


def _top(answer: Answer) -> Sequence[Category]:
    """The categories that explain the verdict, strictest first, as the rulebook knows them."""
    hits = sorted(answer.verdict.categories, key=lambda hit: -_RANK[hit.level])
    known = [answer.rulebook.categories.get(hit.category) for hit in hits]
    return [category for category in known if category is not None][:_REASONS]


def _reasons(answer: Answer, voice: Voice) -> Iterator[Block]:
    evidence = {hit.category: hit.evidence for hit in answer.verdict.categories}
    for category in _top(answer):
        title = voice("check.reason", label=category.label.inn(voice.language), rule=category.id)
        lines = [category.reason.inn(voice.language)]
        if signs := [words.inn(voice.language) for words in evidence[category.id]]:
            lines.append(voice("check.why", signs=voice("check.why_between").join(signs)))
        # The examples of a rule that allows something show what it does not allow.
        if category.level is not Level.OK and category.ng:
            lines.append(voice("check.example", example=category.ng[0]))
        yield kit.titled(title, "\n".join(line for line in lines if line))


def _found(verdict: Verdict, voice: Voice) -> str:
    counts: Counter[Kind] = Counter(finding.kind for finding in verdict.findings)
    sure = {f.kind for f in verdict.findings if f.confidence is Confidence.SURE}
    return voice("check.found_between").join(
        voice(
            "check.found_kind" if kind in sure else "check.found_kind_possible",
            kind=voice(f"kind.{kind}"),
            count=count,
        )
        for kind, count in counts.items()
    )


def _unread(answer: Answer, voice: Voice) -> list[str]:
    return [unread_line(part, voice) for part in answer.unread]


def unread_line(part: Unread, voice: Voice) -> str:
    """What was not read, and why, in one line."""
    return voice(f"unread.{part.what}", count=part.count)


def _masked(text: str, voice: Voice, room: int, left_out: str) -> Iterator[Block]:
    yield kit.prose(kit.words(voice("check.masked"), bold=True))
    shown, *rest = split_text(text, room)
    yield from kit.preformatted(shown)
    if rest:
        yield kit.context(voice(left_out, count=f"{units(''.join(rest)):,}"))


def _next_steps(answer: Answer, voice: Voice) -> list[str]:
    verdict = answer.verdict
    if verdict.level is Level.OK:
        return [voice("check.next_ok")]
    if verdict.level is Level.UNDECIDED:
        empty = Note.EMPTY in verdict.notes
        return [voice("check.next_empty" if empty else "check.next_undecided")]
    if verdict.account is Account.PERSONAL:
        return [voice("check.next_personal")]
    if answer.masked:
        return [voice("check.next_masked_kept" if answer.map_handle else "check.next_masked")]
    return _advice(answer, voice)


def _advice(answer: Answer, voice: Voice) -> list[str]:
    """What the rules say to do instead; what to mask only where masking helps."""
    helps = _masking_helps(answer.verdict)
    lines = []
    for category in _top(answer):
        if helps:
            lines += [category.masking.inn(voice.language), category.instead.inn(voice.language)]
        elif answer.verdict.level is not Level.PROHIBITED or not category.maskable:
            lines.append(category.instead.inn(voice.language))
    return list(dict.fromkeys(line for line in lines if line))


def _contact(contact: str, voice: Voice) -> Sequence[str | Block]:
    if _MEMBER.fullmatch(contact):
        return voice("check.ask_before"), {"type": "user", "user_id": contact}
    if _CHANNEL.fullmatch(contact):
        return voice("check.ask_before"), {"type": "channel", "channel_id": contact}
    if contact:
        return (voice("check.ask_text", contact=contact),)
    return (voice("check.ask_default"),)


def _nearest(answer: Answer, voice: Voice) -> list[str]:
    near = [answer.rulebook.categories.get(category) for category in answer.verdict.nearest]
    return [
        voice(
            "check.nearest_line",
            mark=voice(f"level.mark.{category.level}"),
            label=category.label.inn(voice.language),
            rule=category.id,
        )
        for category in near[:_NEAREST]
        if category is not None
    ]
