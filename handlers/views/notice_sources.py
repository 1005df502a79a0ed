"""The feeds that are read for news, on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_time
from handlers.views.forms import settings_form
from knowledge.notices import LONGEST_LINK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.store.models import NoticeSource

MOST_SOURCES = 20


def sources_modal(
    sources: Sequence[NoticeSource], local: Callable[[datetime], datetime], voice: Voice
) -> Surface:
    """Where news comes from, how the last reading went, and room for one more."""
    blocks: list[Block] = [kit.prose(voice("source.intro"))]
    for one in sources:
        blocks.append(
            kit.prose(
                kit.words(one.title or voice("source.untitled"), bold=True),
                "\n",
                shorten(one.url, 200),
            )
        )
        blocks.append(kit.context(_state(one, local, voice)))
        remove = kit.button(voice("source.remove"), ids.ACTION_REMOVE_SOURCE, value=str(one.id))
        blocks.append(kit.actions(remove))
    blocks.append(
        kit.field(
            voice("source.url_label"),
            inputs.line(most=LONGEST_LINK, placeholder="https://example.com/feed.xml"),
            block_id=ids.BLOCK_URL,
            hint=voice("source.url_hint"),
        )
    )
    return settings_form(voice("source.title"), blocks, ids.VIEW_SOURCES, voice)


def _state(one: NoticeSource, local: Callable[[datetime], datetime], voice: Voice) -> str:
    if one.read_at is None:
        return voice("source.not_yet")
    when = say_time(local(one.read_at), voice)
    if one.problem:
        return voice("source.failed", when=when, problem=voice(f"feed.{one.problem}"))
    return voice("source.read", when=when)
