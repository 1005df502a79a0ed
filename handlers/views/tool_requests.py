"""Requests for tools on screen: the form, the question to the lead, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_day, say_time
from handlers.views.fitting import fit
from knowledge.tool_requests import (
    ANSWERS,
    LONGEST_ANSWER,
    LONGEST_PURPOSE,
    LONGEST_TOOL,
    ToolStatus,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.store.models import ToolRequest

_LINE = 80
_WAITING = 5


def request_form(voice: Voice) -> Surface:
    """Which tool, and what for."""
    view = kit.modal(
        voice("tool.title"),
        [
            kit.prose(voice("tool.intro")),
            kit.field(
                voice("tool.tool_label"),
                inputs.line(most=LONGEST_TOOL),
                block_id=ids.BLOCK_TOOL,
                hint=voice("tool.tool_hint"),
            ),
            kit.field(
                voice("tool.purpose_label"),
                inputs.lines(most=LONGEST_PURPOSE, placeholder=voice("tool.purpose_placeholder")),
                block_id=ids.BLOCK_PURPOSE,
                hint=voice("tool.purpose_hint"),
            ),
        ],
        close=voice("check.close"),
        submit=voice("tool.submit"),
        callback_id=ids.VIEW_REQUEST_TOOL,
    )
    return fit(view, voice)


def request_message(
    request: ToolRequest, local: Callable[[datetime], datetime], voice: Voice
) -> Surface:
    """To the lead: somebody would like to use this."""
    head = voice("tool.asked_header")
    answer = kit.button(
        voice("tool.answer"), ids.ACTION_ANSWER_TOOL, value=str(request.id), primary=True
    )
    blocks = [kit.header(head), *_asked(request, local, voice), kit.actions(answer)]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def answered_message(
    request: ToolRequest, local: Callable[[datetime], datetime], voice: Voice
) -> Surface:
    """The same message once somebody has answered: no button is left on it."""
    head = voice("tool.answered_header", answer=voice(f"tool.status_{request.status}"))
    blocks = [kit.header(head), *_asked(request, local, voice), *_answer(request, voice)]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def answer_message(request: ToolRequest, voice: Voice) -> Surface:
    """To whoever asked: the answer."""
    head = voice("tool.told_header", answer=voice(f"tool.status_{request.status}"))
    blocks = [
        kit.header(head),
        kit.prose(kit.words(request.tool, bold=True)),
        *_answer(request, voice),
        kit.context(voice("tool.told_more")),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def answer_form(
    request: ToolRequest, local: Callable[[datetime], datetime], voice: Voice
) -> Surface:
    """What the lead says to a request."""
    options = [(voice(f"tool.status_{status}"), status.value) for status in ANSWERS]
    view = kit.modal(
        voice("tool.answer_title"),
        [
            *_asked(request, local, voice),
            kit.field(
                voice("tool.level_label"), kit.choice("input", options), block_id=ids.BLOCK_LEVEL
            ),
            kit.field(
                voice("tool.reason_label"),
                inputs.lines(most=LONGEST_ANSWER),
                block_id=ids.BLOCK_REASON,
                hint=voice("tool.reason_hint"),
                optional=True,
            ),
        ],
        close=voice("check.close"),
        submit=voice("tool.answer_submit"),
        callback_id=ids.VIEW_ANSWER_TOOL,
    )
    return fit({**view, "private_metadata": str(request.id)}, voice)


def waiting_requests(
    requests: Sequence[ToolRequest], local: Callable[[datetime], datetime], voice: Voice
) -> Iterator[Block]:
    """The part of the lead's Home: what waits for an answer."""
    for one in requests[:_WAITING]:
        when = say_day(local(one.asked_at), voice)
        yield kit.prose(voice("tool.waiting_line", when=when, tool=shorten(one.tool, _LINE)))
        yield kit.actions(
            kit.button(voice("tool.answer"), ids.ACTION_ANSWER_TOOL, value=str(one.id))
        )
    if (more := len(requests) - _WAITING) > 0:
        yield kit.context(voice("tool.waiting_more", count=more))


def own_line(one: ToolRequest, voice: Voice) -> str:
    """One's own request in a line."""
    status = voice(f"tool.status_{one.status}")
    line = voice("tool.own_line", tool=shorten(one.tool, _LINE), status=status)
    return f"{line}\n{shorten(one.answer, _LINE)}" if one.answer else line


def _asked(
    request: ToolRequest, local: Callable[[datetime], datetime], voice: Voice
) -> Iterator[Block]:
    yield kit.prose(
        kit.words(request.tool, bold=True),
        "\n",
        voice("tool.by", when=say_time(local(request.asked_at), voice)),
        kit.person(request.member),
    )
    yield kit.prose(request.purpose)


def _answer(request: ToolRequest, voice: Voice) -> Iterator[Block]:
    if request.answer:
        yield kit.prose(request.answer)
    if request.answered_by and request.status != ToolStatus.OPEN:
        yield kit.prose(voice("tool.answered_by"), kit.person(request.answered_by))
