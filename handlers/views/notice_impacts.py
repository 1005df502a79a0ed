"""What a notice may touch, on screen: asked of its owner, and listed until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_day
from handlers.views.fitting import fit
from knowledge.notices import STILL_OPEN, ImpactStatus, Touched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.store.models import Notice, NoticeImpact

_LISTED = 25
_BUTTONS = {
    ImpactStatus.KEPT: ids.ACTION_IMPACT_KEPT,
    ImpactStatus.CHANGING: ids.ACTION_IMPACT_CHANGING,
    ImpactStatus.CHANGED: ids.ACTION_IMPACT_CHANGED,
    ImpactStatus.RETIRED: ids.ACTION_IMPACT_RETIRED,
}
_NEXT = {
    ImpactStatus.OPEN: (ImpactStatus.KEPT, ImpactStatus.CHANGING, ImpactStatus.RETIRED),
    ImpactStatus.CHANGING: (ImpactStatus.CHANGED, ImpactStatus.KEPT, ImpactStatus.RETIRED),
}


@dataclass(frozen=True, slots=True)
class Touching:
    """Something that a notice may touch, with the name by which people know it."""

    impact: NoticeImpact
    name: str


def impacts_message(notice: Notice, touching: Sequence[Touching], voice: Voice) -> Surface:
    """To an owner: does this still hold now? Without buttons where it is decided."""
    open_ = [one for one in touching if one.impact.status in STILL_OPEN]
    head = voice("impact.header" if open_ else "impact.header_done")
    blocks = [
        kit.header(head),
        kit.prose(voice("impact.because"), kit.words(notice.title, bold=True)),
    ]
    if notice.link:
        blocks.append(kit.prose(voice("notice.more"), {"type": "link", "url": notice.link}))
    blocks += [block for one in touching for block in _touched(one, voice)]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def impacts_modal(
    listed: Sequence[tuple[Touching, Notice]],
    local: Callable[[datetime], datetime],
    voice: Voice,
) -> Surface:
    """Everything that is not closed yet, oldest first."""
    blocks: list[Block] = []
    if not listed:
        blocks.append(kit.prose(voice("impact.none")))
    for one, notice in listed[:_LISTED]:
        when = say_day(local(one.impact.opened_at), voice)
        blocks += [
            *_touched(one, voice),
            kit.context(voice("impact.meta", when=when, title=shorten(notice.title, 100))),
        ]
    if (more := len(listed) - _LISTED) > 0:
        blocks.append(kit.context(voice("impact.list_more", count=more)))
    made = kit.modal(voice("impact.list_title"), blocks, close=voice("check.close"))
    return fit(made, voice)


def _touched(one: Touching, voice: Voice) -> Iterator[Block]:
    impact, status = one.impact, ImpactStatus(one.impact.status)
    name = voice(f"impact.{impact.kind}", name=shorten(one.name, 100))
    yield kit.prose(
        kit.words(name, bold=True),
        "\n",
        voice(f"impact.status_{status}"),
        *([kit.person(impact.decided_by)] if impact.decided_by else []),
    )
    if buttons := list(_buttons(impact, status, voice)):
        yield kit.actions(*buttons)


def _buttons(impact: NoticeImpact, status: ImpactStatus, voice: Voice) -> Iterator[Block]:
    for then in _NEXT.get(status, ()):
        # A rule is retired in the rulebook, by whoever approves that.
        if then is ImpactStatus.RETIRED and impact.kind != Touched.TEMPLATE:
            continue
        yield kit.button(voice(f"impact.to_{then}"), _BUTTONS[then], value=str(impact.id))
    if status is ImpactStatus.CHANGING and impact.kind == Touched.TEMPLATE:
        yield kit.button(
            voice("proposal.improve"), ids.ACTION_IMPROVE_TEMPLATE, value=impact.subject
        )
