"""Precedents on screen: on a verdict, in the list, in the form that changes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_day
from handlers.views.fitting import fit
from knowledge.escalations import ANSWERS
from knowledge.precedents import State
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.precedents import Match
    from knowledge.store.models import PrecedentRow

LONGEST_QUESTION = 300
_LONGEST_ADVICE = 1_000


def precedent_blocks(match: Match, voice: Voice, decided_at: datetime) -> Iterator[Block]:
    """A precedent as part of another screen: what was asked, what was said, when, by whom."""
    one = match.precedent
    title = voice("precedent.match", percent=match.percent)
    if match.share >= 1:
        title = voice("precedent.match_same")
    mark = voice(f"escalation.level_{one.level}")
    pieces: list[str | Block] = [
        voice("precedent.asked", question=shorten(one.question, LONGEST_QUESTION)),
        "\n",
        voice("precedent.decided", when=say_day(decided_at, voice), mark=mark),
        kit.person(one.decided_by),
    ]
    if one.advice:
        pieces += ["\n", voice("precedent.advice", advice=one.advice)]
    yield kit.titled(title, *pieces)
    yield kit.context(voice("precedent.differs"))


def precedent_line(row: PrecedentRow, voice: Voice) -> str:
    """A precedent in one line."""
    return f"{voice(f'level.mark.{row.level}')} {shorten(row.question, 150)}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A precedent in the list: decided when (local time), how often it answered, and in vain."""

    row: PrecedentRow
    decided_at: datetime
    uses: int = 0
    wrong: int = 0


def list_modal(listed: Sequence[Listed], voice: Voice) -> Surface:
    """The precedents, newest first, each with how often it answered and how often wrongly."""
    blocks = [block for one in listed for block in _listed(one, voice)]
    if listed:
        blocks.append(kit.context(voice("precedent.list_more", count=len(listed))))
    else:
        blocks.append(kit.prose(voice("precedent.list_empty")))
    made = kit.modal(voice("precedent.list_title"), blocks, close=voice("check.close"))
    return fit(made, voice)


def _listed(one: Listed, voice: Voice) -> Iterator[Block]:
    row = one.row
    line = kit.words(precedent_line(row, voice), bold=True)
    advice = ["\n", shorten(row.advice, 200)] if row.advice else []
    yield kit.prose(line, *advice)
    yield kit.context(
        voice(
            "precedent.list_meta",
            when=say_day(one.decided_at, voice, with_year=True),
            status=voice(f"precedent.status_{row.status}"),
            uses=one.uses,
            wrong=one.wrong,
        )
    )
    yield kit.actions(
        kit.button(voice("precedent.edit"), ids.ACTION_EDIT_PRECEDENT, value=str(row.id))
    )


def edit_form(row: PrecedentRow, voice: Voice) -> Surface:
    """Everything of a precedent that its owner may change."""
    level = kit.choice("input", [(voice(f"escalation.level_{one}"), one.value) for one in ANSWERS])
    level["initial_option"] = level["options"][ANSWERS.index(Level(row.level))]
    then = kit.choice(
        "input",
        [
            (voice("precedent.edit_keep"), State.IN_FORCE.value),
            (voice("precedent.edit_retire"), State.RETIRED.value),
        ],
    )
    question = inputs.lines(most=2_000, initial=row.question)
    advice = inputs.lines(most=_LONGEST_ADVICE, initial=row.advice)
    view = kit.modal(
        voice("precedent.edit_title"),
        [
            kit.field(
                voice("precedent.edit_question"),
                question,
                block_id=ids.BLOCK_QUESTION,
                hint=voice("precedent.edit_question_hint"),
            ),
            kit.field(voice("precedent.edit_level"), level, block_id=ids.BLOCK_LEVEL),
            kit.field(
                voice("precedent.edit_advice"),
                advice,
                block_id=ids.BLOCK_ADVICE,
                hint=voice("escalation.answer_advice_hint"),
                optional=True,
            ),
            kit.field(voice("precedent.edit_then"), then, block_id=ids.BLOCK_THEN),
        ],
        close=voice("check.close"),
        submit=voice("precedent.edit_submit"),
        callback_id=ids.VIEW_EDIT_PRECEDENT,
    )
    return fit({**view, "private_metadata": f"{row.id} {row.version}"}, voice)


def reopened_message(row: PrecedentRow, decided_at: datetime, voice: Voice) -> Surface:
    """To the owner: the rules have changed under this answer."""
    head = voice("precedent.reopened_header")
    value = f"{row.id} {row.version}"
    blocks = [
        kit.header(head),
        kit.prose(voice("precedent.reopened")),
        *_said(row, decided_at, voice),
        kit.actions(
            kit.button(
                voice("precedent.reopened_confirm"),
                ids.ACTION_CONFIRM_PRECEDENT,
                value=value,
                primary=True,
            ),
            kit.button(voice("precedent.edit"), ids.ACTION_EDIT_PRECEDENT, value=str(row.id)),
        ),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def looked_at_message(row: PrecedentRow, decided_at: datetime, by: str, voice: Voice) -> Surface:
    """The same message once somebody has looked: no button is left on it."""
    known = row.status != State.RETIRED
    status = voice(f"precedent.status_{row.status}") if known else voice("precedent.edit_retired")
    head = voice("precedent.reopened_done", status=status)
    blocks = [
        kit.header(head),
        *_said(row, decided_at, voice),
        kit.prose(voice("precedent.reopened_by"), kit.person(by)),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def changed_message(row: PrecedentRow, decided_at: datetime, voice: Voice) -> Surface:
    """To those who got an earlier answer: it is another one now, or none."""
    if row.status == State.RETIRED:
        head, said = voice("precedent.withdrawn_header"), voice("precedent.withdrawn")
        blocks = [kit.header(head), kit.prose(said), *kit.preformatted(row.question)]
        return fit({"text": encode(head), "blocks": blocks}, voice)
    mark = voice(f"escalation.level_{row.level}")
    head = voice("precedent.changed_header", mark=mark)
    blocks = [kit.header(head), kit.prose(voice("precedent.changed"))]
    blocks += _said(row, decided_at, voice)
    return fit({"text": encode(head), "blocks": blocks}, voice)


def _said(row: PrecedentRow, decided_at: datetime, voice: Voice) -> Iterator[Block]:
    yield from kit.preformatted(row.question)
    mark = voice(f"escalation.level_{row.level}")
    when = say_day(decided_at, voice)
    yield kit.prose(voice("precedent.decided", when=when, mark=mark), kit.person(row.decided_by))
    if row.advice:
        yield kit.prose(voice("precedent.advice", advice=row.advice))
