"""A template being filled in: the form, what may not go in, and the finished prompt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.limits import units
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.fitting import fit
from knowledge.output_checks import load_output_checks
from knowledge.template_check import LONGEST_PROMPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handlers.carried import Carried
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.rulebook import Rulebook
    from knowledge.template_check import SlotIssue
    from knowledge.templates import PromptTemplate, Slot

_SLOT = "slot"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form knows besides what is typed into it: only ids."""

    template: str
    revision: int
    # Under which the use is counted.
    use: str
    # How often what was filled in was looked at.
    round: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """What the person keeps this template for."""

    favourite: bool = False
    follow: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps the prompt from being handed out.

    Attributes:
        issues: at their slots.
        carried: what the button for asking a person takes along.
        taken: masked values that stand in their fields from now on, by the name of the slot.
    """

    issues: Sequence[SlotIssue] = ()
    carried: Carried | None = None
    taken: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Finished:
    """A prompt that may be entered, with what belongs to it."""

    template: PromptTemplate
    text: str = field(repr=False)
    # The page that opens ChatGPT; `takes_along`: with the prompt in it.
    link: str = field(repr=False)
    takes_along: bool = False
    is_older: bool = False
    is_masked: bool = False
    # What was masked is kept for a day, for the person to put back.
    keeps_map: bool = False
    asks_later: bool = False


def fill_form(
    template: PromptTemplate,
    voice: Voice,
    *,
    metadata: str,
    marks: Marks,
    rulebook: Rulebook,
    blocks_now: Sequence[str] = (),
    trouble: Trouble | None = None,
) -> Surface:
    """The form. What a person has typed stays in it as long as its blocks keep their ids.

    Args:
        template: that is filled in.
        voice: of the person.
        metadata: the entry of this form as `private_metadata`.
        marks: what the person keeps the template for.
        rulebook: whose rules explain what may not go in.
        blocks_now: the ids of the fields as they are on screen, in the order of the slots.
        trouble: what was found in what was filled in.
    """
    language = voice.language
    now = blocks_now or [slot_block(number, 0) for number in range(len(template.slots))]
    blocks: list[Block] = [
        kit.titled(template.title.inn(language), template.purpose.inn(language)),
        kit.context(
            voice("template.minutes", before=template.minutes_before, after=template.minutes_after)
        ),
        _may_enter(template, voice),
    ]
    if trouble and trouble.issues:
        blocks += _troubled(trouble, voice)
    for number, slot in enumerate(template.slots):
        blocks += _slot(number, slot, now[number], trouble, rulebook, voice)
    blocks += [
        kit.context(voice("template.form.checked")),
        kit.divider(),
        marks_block(template.id, marks, voice),
        kit.prose(kit.words(voice("template.form.whole"), bold=True)),
        *kit.preformatted(template.text),
    ]
    view = kit.modal(
        voice("template.form.title"),
        blocks,
        close=voice("check.close"),
        submit=voice("template.form.submit"),
        callback_id=ids.VIEW_FILL_TEMPLATE,
    )
    return fit({**view, "private_metadata": metadata, "notify_on_close": True}, voice)


def slot_block(number: int, times: int) -> str:
    """Return the id of a slot's field; it changes when another value is put into it by us."""
    return f"{_SLOT}.{number}.{times}"


def slot_blocks(view: Mapping[str, Any]) -> list[str]:
    """Return the ids of the fields on screen, in the order of the slots."""
    blocks = [str(block.get("block_id", "")) for block in view["blocks"]]
    return [block for block in blocks if block.startswith(f"{_SLOT}.")]


def marks_block(template: str, marks: Marks, voice: Voice) -> Block:
    """The buttons for keeping a template, which say what they would do now."""
    keep = "template.drop" if marks.favourite else "template.keep"
    follow = "template.unfollow" if marks.follow else "template.follow"
    row = kit.actions(
        kit.button(
            voice(keep), ids.ACTION_KEEP_TEMPLATE, value=_switch(template, on=not marks.favourite)
        ),
        kit.button(
            voice(follow), ids.ACTION_FOLLOW_TEMPLATE, value=_switch(template, on=not marks.follow)
        ),
        kit.button(voice("template_page.open"), ids.ACTION_TEMPLATE_PAGE, value=template),
    )
    return {**row, "block_id": ids.BLOCK_MARKS}


def finished_modal(finished: Finished, voice: Voice) -> Surface:
    """The prompt to copy, and what to look at before using what ChatGPT answers."""
    blocks = list(_finished(finished, voice))
    view = kit.modal(voice("template.result.title"), blocks, close=voice("check.close"))
    return fit(view, voice)


def next_block(block: str) -> str:
    """Return the id under which a field shows a value of ours instead of what was typed."""
    _, number, times = block.split(".")
    return slot_block(int(number), int(times) + 1)


def _switch(template: str, *, on: bool) -> str:
    return f"{'on' if on else 'off'} {template}"


def _may_enter(template: PromptTemplate, voice: Voice) -> Block:
    levels, language = template.may_enter, voice.language
    lines = [
        voice("template.form.ok", what=levels.ok.inn(language)),
        voice("template.form.conditional", what=levels.conditional.inn(language)),
        voice("template.form.prohibited", what=levels.prohibited.inn(language)),
    ]
    return kit.bullets(voice("template.form.may_enter"), lines)


def _troubled(trouble: Trouble, voice: Voice) -> Iterator[Block]:
    count = len(trouble.issues)
    title = (
        voice("template.issue.one") if count == 1 else voice("template.issue.several", count=count)
    )
    yield kit.divider()
    yield kit.titled(title, voice("template.issue.stays"))
    buttons = []
    if count > 1 and all(issue.proposal for issue in trouble.issues):
        label = voice("template.issue.take_all")
        buttons.append(kit.button(label, ids.ACTION_TAKE_ALL_MASKED, primary=True))
    if trouble.carried is not None:
        value = trouble.carried.packed()
        buttons.append(kit.button(voice("escalation.open"), ids.ACTION_ASK_LEAD, value=value))
    if buttons:
        yield kit.actions(*buttons)


def _slot(
    number: int,
    slot: Slot,
    block_id: str,
    trouble: Trouble | None,
    rulebook: Rulebook,
    voice: Voice,
) -> Iterator[Block]:
    # Nothing but what was checked and may go in is ever sent along as the value of a field.
    value = trouble.taken.get(slot.name, "") if trouble else ""
    make = inputs.lines if slot.multiline else inputs.line
    # An example is in the language of the prompt, which not everybody reads.
    example = slot.example if voice.language == "ja" or slot.example.isascii() else ""
    # Placeholders may be longer than what they stand for.
    most = max(slot.max_length, units(value))
    element = make(most=most, initial=value, placeholder=example)
    yield kit.field(
        slot.label.inn(voice.language),
        element,
        block_id=block_id,
        hint=slot.hint.inn(voice.language),
        optional=not slot.required,
    )
    for issue in trouble.issues if trouble else ():
        if issue.name == slot.name:
            yield from _issue(number, slot, issue, rulebook, voice)


def _issue(
    number: int, slot: Slot, issue: SlotIssue, rulebook: Rulebook, voice: Voice
) -> Iterator[Block]:
    title = voice("template.issue.here", label=slot.label.inn(voice.language))
    yield kit.bullets(title, _reasons(issue, rulebook, voice))
    if not issue.proposal:
        return
    yield kit.prose(kit.words(voice("template.issue.proposal"), bold=True))
    yield from kit.preformatted(issue.proposal)
    take = kit.button(voice("template.issue.take"), ids.ACTION_TAKE_MASKED, value=str(number))
    yield kit.actions(take)


def _reasons(issue: SlotIssue, rulebook: Rulebook, voice: Voice) -> list[str]:
    between = voice("template.list_between")
    lines = []
    if issue.kinds:
        kinds = between.join(voice(f"kind.{kind}") for kind in issue.kinds)
        lines.append(voice("template.issue.found", list=kinds))
    known = [rulebook.categories[id_] for id_ in issue.categories if id_ in rulebook.categories]
    if known:
        labels = between.join(one.label.inn(voice.language) for one in known)
        lines.append(voice("template.issue.topic", list=labels))
    if not lines and issue.is_too_long:
        lines.append(voice("template.issue.too_long", most=f"{LONGEST_PROMPT:,}"))
    elif not lines:
        unread = "template.issue.unreadable" if issue.is_unread else "template.issue.undecided"
        lines.append(voice(unread))
    elif not issue.proposal:
        helps_not = voice("template.issue.no_proposal")
        lines.append(helps_not if known else voice("template.issue.no_room"))
    return lines


def _finished(finished: Finished, voice: Voice) -> Iterator[Block]:
    template, language = finished.template, voice.language
    parts = kit.preformatted(finished.text)
    yield kit.titled(template.title.inn(language), voice("template.result.ready"))
    if finished.is_older:
        yield kit.context(voice("template.result.older"))
    if len(parts) == 1:
        yield kit.prose(voice("template.result.copy"))
        yield from parts
    else:
        yield kit.prose(voice("template.result.copy_parts", count=len(parts)))
        for number, part in enumerate(parts, 1):
            yield kit.context(voice("template.result.part", number=number, count=len(parts)))
            yield part
    link = kit.button(voice("template.result.open"), ids.ACTION_OPEN_CHATGPT, primary=True)
    yield kit.actions({**link, "url": finished.link})
    if finished.takes_along:
        yield kit.context(voice("template.result.opens_filled"))
    else:
        yield kit.context(voice("template.result.opens_empty"))
    if finished.is_masked:
        yield kit.context(voice("template.result.by_eye"))
    if finished.keeps_map:
        yield kit.context(voice("template.result.unmask"))
    checks = load_output_checks()[template.output]
    title = voice("template.result.checklist", output=checks.label.inn(language))
    yield kit.bullets(title, [check.says.inn(language) for check in checks.checks])
    if finished.asks_later:
        yield kit.context(voice("template.result.asked_later"))
    yield kit.context(voice("template.result.privacy"))
