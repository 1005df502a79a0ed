"""The parts of Home about news, requests for tools, the safety check and the poll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views.tool_requests import own_line, waiting_requests
from knowledge.roles import Action, may

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block
    from knowledge.roles import Person
    from knowledge.store.models import ToolRequest


@dataclass(frozen=True, slots=True)
class News:
    """What Home shows of these, as far as a person may see it."""

    drafts: int = 0
    impacts: int = 0
    waiting: Sequence[ToolRequest] = ()
    own: Sequence[ToolRequest] = ()
    has_left_safety_check: bool = False


def news(
    known: News, person: Person, local: Callable[[datetime], datetime], voice: Voice
) -> list[Block]:
    """The lead's work first, then what everybody can ask for."""
    blocks: list[Block] = []
    buttons: list[Block] = []
    if may(person, Action.PUBLISH_NOTICE):
        line = voice("notice.home_line", drafts=known.drafts, impacts=known.impacts)
        blocks.append(kit.titled(voice("notice.home"), line))
        buttons += [
            kit.button(voice("notice.list_open"), ids.ACTION_LIST_NOTICES),
            kit.button(voice("notice.write"), ids.ACTION_WRITE_NOTICE),
            kit.button(voice("impact.list_open"), ids.ACTION_LIST_IMPACTS),
        ]
    if may(person, Action.SET_SOURCES):
        buttons.append(kit.button(voice("source.open"), ids.ACTION_LIST_SOURCES))
    if may(person, Action.SEE_KPIS):
        buttons += [
            kit.button(voice("training.result_open"), ids.ACTION_SAFETY_RESULT),
            kit.button(voice("poll.result_open"), ids.ACTION_POLL_RESULT),
        ]
    if buttons:
        blocks.append(kit.actions(*buttons))
    if known.waiting:
        blocks.append(kit.prose(kit.words(voice("tool.waiting"), bold=True)))
        blocks += waiting_requests(known.waiting, local, voice)
    return [*blocks, *_for_all(known, person, voice)]


def _for_all(known: News, person: Person, voice: Voice) -> list[Block]:
    blocks: list[Block] = []
    if known.own:
        blocks.append(kit.bullets(voice("tool.own"), [own_line(one, voice) for one in known.own]))
    buttons: list[Block] = []
    if may(person, Action.ASK_LEAD):
        buttons.append(kit.button(voice("tool.open"), ids.ACTION_REQUEST_TOOL))
    if known.has_left_safety_check:
        buttons.append(kit.button(voice("training.rejoin"), ids.ACTION_JOIN_SAFETY_CHECK))
    return [*blocks, kit.actions(*buttons)] if buttons else blocks
