"""Questions on Home: asking one, one's own, those that wait for an answer, and the newest precedents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views.dates import say_time
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
_LINE = 80


@dataclass(frozen=True, slots=True)
class Questions:
    """What Home shows of questions: one's own, the waiting ones, and the precedents."""

    mine: Sequence[Escalation] = ()
    # None for those who answer none.
    queue: Sequence[Escalation] | None = None
    board: Sequence[PrecedentRow] = ()


def questions(known: Questions, local: Callable[[datetime], datetime], voice: Voice) -> list[Block]:
    """The part of Home that is about questions to people."""
    buttons = [kit.button(voice("escalation.open"), ids.ACTION_ASK_LEAD)]
    if known.queue is not None:
        buttons.append(kit.button(voice("precedent.list_open"), ids.ACTION_LIST_PRECEDENTS))
    blocks = [*_queue(known, local, voice), kit.actions(*buttons)]
    if known.mine:
        lines = [_own_line(one, local, voice) for one in known.mine[:_MINE]]
        blocks.append(kit.bullets(voice("precedent.mine"), lines))
    if known.board:
        lines = [_board_line(one, voice) for one in known.board[:_BOARD]]
        blocks.append(kit.bullets(voice("precedent.board"), lines))
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


def _said(one: Escalation) -> str:
    return one.question or one.words
