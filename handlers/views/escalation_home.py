"""Questions on Home: asking one, one's own, those that wait for an answer, and the newest precedents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views.dates import say_day, say_time
from handlers.views.escalation_posts import ask_blocks
from handlers.views.fitting import fit
from knowledge.escalations import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from handlers.views.escalation_posts import Around
    from knowledge.store.models import Escalation, PrecedentRow

_QUEUE = 5
_MINE = 3
_BOARD = 5
_REOPENED = 3
_LINE = 80


@dataclass(frozen=True, slots=True)
class Questions:
    """What Home shows of questions: one's own, the waiting ones, and the precedents."""

    mine: Sequence[Escalation] = ()
    # None for those who answer none.
    queue: Sequence[Escalation] | None = None
    # Precedents that somebody has to look at again.
    reopened: Sequence[PrecedentRow] = ()
    board: Sequence[PrecedentRow] = ()
    # Answers that were given for one case and answer nothing by themselves.
    once: Sequence[Escalation] = ()


def questions(known: Questions, local: Callable[[datetime], datetime], voice: Voice) -> list[Block]:
    """The part of Home that is about questions to people."""
    buttons = [kit.button(voice("escalation.open"), ids.ACTION_ASK_LEAD)]
    if known.queue is not None:
        buttons.append(kit.button(voice("precedent.list_open"), ids.ACTION_LIST_PRECEDENTS))
    blocks = [
        *_queue(known, local, voice),
        *_reopened(known, local, voice),
        kit.actions(*buttons),
    ]
    if known.mine:
        lines = [_own_line(one, local, voice) for one in known.mine[:_MINE]]
        blocks.append(kit.bullets(voice("precedent.mine"), lines))
    if known.board:
        lines = [_board_line(one, voice) for one in known.board[:_BOARD]]
        blocks.append(kit.bullets(voice("precedent.board"), lines))
    if known.once:
        lines = [_once_line(one, voice) for one in known.once[:_BOARD]]
        blocks.append(kit.bullets(voice("precedent.once"), lines))
        blocks.append(kit.context(voice("precedent.once_note")))
    return blocks


def question_modal(escalation: Escalation, around: Around, voice: Voice) -> Surface:
    """One waiting question with its buttons, opened from Home."""
    blocks = list(ask_blocks(escalation, around, voice))
    return fit(kit.modal(voice("escalation.title"), blocks, close=voice("check.close")), voice)


def _queue(
    known: Questions, local: Callable[[datetime], datetime], voice: Voice
) -> Iterator[Block]:
    if not known.queue:
        return
    yield kit.prose(kit.words(voice("precedent.queue"), bold=True))
    for one in known.queue[:_QUEUE]:
        when = say_time(local(one.asked_at), voice)
        step = voice(f"step.{one.step}")
        line = voice("precedent.queue_line", when=when, step=step)
        yield kit.prose(line, "\n", shorten(_said(one), _LINE) or voice("escalation.no_text"))
        yield kit.actions(
            kit.button(voice("precedent.open_one"), ids.ACTION_OPEN_ESCALATION, value=str(one.id))
        )
    if (more := len(known.queue) - _QUEUE) > 0:
        yield kit.context(voice("precedent.queue_more", count=more))


def _reopened(
    known: Questions, local: Callable[[datetime], datetime], voice: Voice
) -> Iterator[Block]:
    if not known.reopened:
        return
    yield kit.prose(kit.words(voice("precedent.to_look_at"), bold=True))
    for one in known.reopened[:_REOPENED]:
        mark, when = voice(f"escalation.level_{one.level}"), say_day(local(one.decided_at), voice)
        line = voice("precedent.to_look_at_line", when=when, mark=mark)
        yield kit.prose(line, "\n", shorten(one.question, _LINE))
        yield kit.actions(
            kit.button(
                voice("precedent.reopened_confirm"),
                ids.ACTION_CONFIRM_PRECEDENT,
                value=f"{one.id} {one.version}",
            ),
            kit.button(voice("precedent.edit"), ids.ACTION_EDIT_PRECEDENT, value=str(one.id)),
        )


def _own_line(one: Escalation, local: Callable[[datetime], datetime], voice: Voice) -> str:
    when = say_time(local(one.asked_at), voice)
    if one.status == Status.OPEN:
        line = voice("precedent.mine_open", when=when)
    elif one.status == Status.WITHDRAWN:
        line = voice("precedent.mine_withdrawn", when=when)
    else:
        mark = voice(f"escalation.level_{one.answer_level}")
        line = f"{when} {mark}"
    return f"{line}\n{shorten(_said(one), _LINE)}" if _said(one) else line


def _board_line(one: PrecedentRow, voice: Voice) -> str:
    line = f"{voice(f'level.mark.{one.level}')} {shorten(one.question, _LINE)}"
    return f"{line}\n{shorten(one.advice, _LINE)}" if one.advice else line


def _once_line(one: Escalation, voice: Voice) -> str:
    mark = voice(f"level.mark.{one.answer_level}")
    line = f"{mark} {shorten(one.question, _LINE)}"
    if one.answer_advice:
        line = f"{line}\n{shorten(one.answer_advice, _LINE)}"
    return line


def _said(one: Escalation) -> str:
    return one.question or one.words
