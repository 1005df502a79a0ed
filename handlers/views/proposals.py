"""Proposing a template: the form, what is like it, and what became of one's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_day
from handlers.views.fitting import fit
from knowledge.output_checks import load_output_checks
from knowledge.template_drafts import MINUTES_AFTER, MINUTES_BEFORE, Typed
from knowledge.template_states import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.template_duplicates import Alike

LONGEST_TITLE, LONGEST_PURPOSE, LONGEST_WHY, LONGEST_TAGS = 60, 200, 500, 300
_FIELD = 3_000
_MOST_MINUTES = 600
EVERYBODY = "0"


@dataclass(frozen=True, slots=True)
class Home:
    """The department of whoever proposes: its number and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What a form begins with. Everything in it was checked: it may stand in a field.

    Attributes:
        note: the sentence above the fields (a key of the texts), with its values.
        typed: what stands in the fields.
        why: what stands in the field for the reason.
        home: whose the new template can be; None for an improvement, which changes no owner.
    """

    note: str = "proposal.intro_new"
    values: dict[str, str] = field(default_factory=dict, repr=False)
    typed: Typed = field(default_factory=lambda: Typed("", "", ""), repr=False)
    why: str = field(default="", repr=False)
    home: Home | None = None
    is_improvement: bool = False


def propose_form(begun: Begun, metadata: str, voice: Voice) -> Surface:
    """The form for a new template or for what is to be better about one."""
    typed = begun.typed
    first, rest = parts_of(typed.text)
    title = "proposal.improve_title" if begun.is_improvement else "proposal.new_title"
    blocks = [
        kit.prose(voice(begun.note, **begun.values)),
        *_what(typed, voice),
        kit.field(
            voice("proposal.text"),
            inputs.lines(most=_FIELD, initial=first),
            block_id=ids.BLOCK_PROMPT,
            hint=voice("proposal.text_hint"),
        ),
        kit.field(
            voice("proposal.text_more"),
            inputs.lines(most=_FIELD, initial=rest),
            block_id=ids.BLOCK_PROMPT_MORE,
            hint=voice("proposal.text_more_hint"),
            optional=True,
        ),
        *_about(typed, voice),
    ]
    if begun.home is not None:
        blocks.append(_whose(begun.home, voice))
    why = "proposal.why_improve" if begun.is_improvement else "proposal.why"
    blocks.append(
        kit.field(
            voice(why),
            inputs.lines(most=LONGEST_WHY, initial=begun.why),
            block_id=ids.BLOCK_WHY,
            hint=voice("proposal.why_hint"),
        )
    )
    view = kit.modal(
        voice(title),
        blocks,
        close=voice("check.close"),
        submit=voice("proposal.submit"),
        callback_id=ids.VIEW_PROPOSE,
    )
    return fit({**view, "private_metadata": metadata}, voice)


def parts_of(text: str) -> tuple[str, str]:
    """Return a text as the two fields hold it: cut at a line's end, for a field takes 3,000."""
    if len(text) <= _FIELD:
        return text, ""
    at = text.rfind("\n", 1, _FIELD + 1)
    return (text[:at], text[at + 1 :]) if at > 0 else (text[:_FIELD], text[_FIELD:])


def _what(typed: Typed, voice: Voice) -> Iterator[Block]:
    yield kit.field(
        voice("proposal.name"),
        inputs.line(
            most=LONGEST_TITLE, initial=typed.title, placeholder=voice("proposal.name_placeholder")
        ),
        block_id=ids.BLOCK_TITLE,
    )
    yield kit.field(
        voice("proposal.purpose"),
        inputs.line(
            most=LONGEST_PURPOSE,
            initial=typed.purpose,
            placeholder=voice("proposal.purpose_placeholder"),
        ),
        block_id=ids.BLOCK_PURPOSE,
    )


def _about(typed: Typed, voice: Voice) -> Iterator[Block]:
    yield kit.field(
        voice("proposal.tags"),
        inputs.line(most=LONGEST_TAGS, initial=voice("proposal.between").join(typed.tags)),
        block_id=ids.BLOCK_TAGS,
        hint=voice("proposal.tags_hint"),
        optional=True,
    )
    types = [(one.label.inn(voice.language), one.id) for one in load_output_checks().values()]
    label = voice("proposal.output")
    yield kit.field(
        label,
        inputs.menu(types, placeholder=label, initial=typed.output),
        block_id=ids.BLOCK_OUTPUT,
    )
    yield _minutes(ids.BLOCK_MINUTES_BEFORE, typed.minutes_before or MINUTES_BEFORE, voice)
    yield _minutes(ids.BLOCK_MINUTES_AFTER, typed.minutes_after or MINUTES_AFTER, voice)


def _minutes(block_id: str, initial: int, voice: Voice) -> Block:
    number = inputs.whole_number(least=1, most=max(_MOST_MINUTES, initial), initial=initial)
    return kit.field(voice(f"proposal.{block_id}"), number, block_id=block_id)


def _whose(home: Home, voice: Voice) -> Block:
    options = [(home.name, str(home.id)), (voice("proposal.for_everybody"), EVERYBODY)]
    label = voice("proposal.department")
    menu = inputs.menu(options, placeholder=label, initial=str(home.id))
    return kit.field(label, menu, block_id=ids.BLOCK_DEPARTMENT)


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal that waits, as others see it: its title, and the department of its author."""

    title: str
    department: str = ""
    is_own: bool = False


def alike_modal(
    alike: Sequence[Alike], pending: Sequence[Pending], draft: int, voice: Voice
) -> Surface:
    """What is nearly the same, before a proposal is sent; what was typed is in the draft.

    Args:
        alike: templates that people have, which can be improved instead.
        pending: proposals that wait; nothing of their text is shown.
        draft: the row of the proposal.
        voice: of whoever proposes.
    """
    intro = "proposal.alike_intro" if alike else "proposal.alike_pending_intro"
    blocks: list[Block] = [kit.prose(voice(intro))]
    for one in alike:
        template = one.in_use.template
        blocks += [
            kit.titled(
                template.title.inn(voice.language),
                voice("proposal.alike_line", percent=one.percent),
                "\n",
                template.purpose.inn(voice.language),
            ),
            kit.actions(
                kit.button(
                    voice("proposal.alike_improve"), ids.ACTION_IMPROVE_TEMPLATE, value=template.id
                )
            ),
        ]
    blocks += [kit.titled(one.title, _whose_pending(one, voice)) for one in pending]
    back = kit.button(voice("proposal.alike_back"), ids.ACTION_PROPOSE_AGAIN, value=str(draft))
    blocks += [kit.divider(), kit.actions(back)]
    view = kit.modal(
        voice("proposal.alike_title"),
        blocks,
        close=voice("check.close"),
        submit=voice("proposal.alike_submit"),
        callback_id=ids.VIEW_PROPOSE_ALL_THE_SAME,
    )
    return fit({**view, "private_metadata": str(draft)}, voice)


def _whose_pending(one: Pending, voice: Voice) -> str:
    if one.is_own:
        return voice("proposal.alike_pending_own")
    if one.department:
        return voice("proposal.alike_pending_of", department=one.department)
    return voice("proposal.alike_pending")


def sent_modal(reviewers: Sequence[str], voice: Voice) -> Surface:
    """Who looks at it now, and how one hears of it."""
    pieces: list[str | Block] = [voice("proposal.sent_to")]
    for place, member in enumerate(reviewers):
        pieces += [voice("proposal.between"), kit.person(member)] if place else [kit.person(member)]
    blocks = [
        kit.prose(kit.words(voice("proposal.sent"), bold=True)),
        kit.prose(*(pieces if reviewers else [voice("proposal.sent_nobody")])),
        kit.context(voice("proposal.sent_mine")),
    ]
    return fit(kit.modal(voice("proposal.title"), blocks, close=voice("check.close")), voice)


@dataclass(frozen=True, slots=True)
class Own:
    """One of a person's proposals: its row, title, when (local), how far it is, what was said."""

    id: int
    title: str
    at: datetime
    stage: Stage
    words: str = field(default="", repr=False)


def mine_modal(own: Sequence[Own], voice: Voice) -> Surface:
    """A person's own proposals, the newest first."""
    blocks = [block for one in own for block in _own(one, voice)]
    if not own:
        blocks.append(kit.prose(voice("proposal.mine_none")))
    blocks.append(kit.actions(kit.button(voice("proposal.open"), ids.ACTION_PROPOSE_TEMPLATE)))
    return fit(kit.modal(voice("proposal.mine"), blocks, close=voice("check.close")), voice)


def _own(one: Own, voice: Voice) -> Iterator[Block]:
    head = voice("proposal.mine_line", title=one.title, when=say_day(one.at, voice))
    words = ["\n", one.words] if one.words else []
    yield kit.titled(head, voice(f"proposal.stage_{one.stage}"), *words)
    value = str(one.id)
    if one.stage is Stage.DRAFT:
        label = voice("proposal.continue_draft")
        yield kit.actions(kit.button(label, ids.ACTION_SEND_DRAFT, value=value))
    elif one.stage is Stage.IN_REVIEW:
        label = voice("proposal.withdraw")
        yield kit.actions(kit.button(label, ids.ACTION_WITHDRAW_PROPOSAL, value=value))
    elif one.stage is Stage.DECLINED:
        label = voice("template_news.again")
        yield kit.actions(kit.button(label, ids.ACTION_PROPOSE_AGAIN, value=value))


def decline_form(value: str, voice: Voice) -> Surface:
    """What the person who proposed gets to read."""
    words = kit.field(
        voice("proposal.decline_label"),
        inputs.lines(most=LONGEST_WHY),
        block_id=ids.BLOCK_WORDS,
        hint=voice("proposal.decline_hint"),
    )
    view = kit.modal(
        voice("proposal.decline_title"),
        [words],
        close=voice("check.close"),
        submit=voice("proposal.decline_submit"),
        callback_id=ids.VIEW_DECLINE_PROPOSAL,
    )
    return fit({**view, "private_metadata": value}, voice)


def home_proposals(waiting: int | None, voice: Voice) -> list[Block]:
    """The part of Home for proposals; `waiting` is None for who decides about none."""
    buttons = [
        kit.button(voice("proposal.open"), ids.ACTION_PROPOSE_TEMPLATE),
        kit.button(voice("proposal.mine"), ids.ACTION_MY_PROPOSALS),
    ]
    if waiting is not None:
        label = voice("proposal.queue_open", count=waiting)
        buttons.append(kit.button(label, ids.ACTION_PROPOSAL_QUEUE, primary=waiting > 0))
    return [kit.actions(*buttons)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal that waits: its value for buttons, title, author and day (local)."""

    value: str
    title: str
    author: str
    at: datetime


def queue_modal(waiting: Sequence[Waiting], voice: Voice) -> Surface:
    """What waits for this person, the oldest first."""
    blocks: list[Block] = []
    for one in waiting:
        head = voice("proposal.mine_line", title=one.title, when=say_day(one.at, voice))
        blocks += [
            kit.titled(head, voice("template_news.review_from"), kit.person(one.author)),
            kit.actions(
                kit.button(
                    voice("template_news.look"), ids.ACTION_LOOK_AT_PROPOSAL, value=one.value
                )
            ),
        ]
    if not waiting:
        blocks.append(kit.prose(voice("proposal.queue_none")))
    return fit(kit.modal(voice("proposal.queue"), blocks, close=voice("check.close")), voice)
