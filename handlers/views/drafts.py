"""A draft of a language model on screen, beside what it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from knowledge.drafts import DraftKind, changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.drafts import Part

_SOURCE = 6_000


def waiting_modal(source: str, voice: Voice) -> Surface:
    """What stands there while the model writes."""
    return _modal([kit.prose(voice("draft.waiting")), *_source(source, voice)], voice)


def draft_modal(kind: DraftKind, parts: Sequence[Part], source: str, voice: Voice) -> Surface:
    """The draft to copy from, or that there is none; nothing on it posts or saves anything."""
    blocks = [*_draft(kind, parts, source, voice), *_source(source, voice)]
    return _modal(blocks, voice)


def _draft(kind: DraftKind, parts: Sequence[Part], source: str, voice: Voice) -> Iterator[Block]:
    if not parts:
        yield kit.prose(kit.words(voice("model.no_draft"), bold=True))
        yield kit.prose(voice("draft.none"))
        return
    yield kit.prose(voice("draft.note"))
    for part in parts:
        yield kit.prose(kit.words(voice(f"draft.part.{part.name}"), bold=True))
        yield from kit.preformatted(part.text)
        if kind is DraftKind.REVISION and part.name == "text":
            yield kit.prose(kit.words(voice("draft.changed"), bold=True))
            yield from kit.preformatted(changed_lines(source, part.text) or "-")


def _source(source: str, voice: Voice) -> list[Block]:
    return [
        kit.divider(),
        kit.prose(kit.words(voice("draft.source"), bold=True)),
        *kit.preformatted(shorten(source, _SOURCE)),
    ]


def _modal(blocks: Sequence[Block], voice: Voice) -> Surface:
    return fit(kit.modal(voice("draft.title"), blocks, close=voice("check.close")), voice)
