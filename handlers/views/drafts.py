"""A draft of a language model on screen, beside what it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from knowledge.drafts import DraftKind, Part, changed_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface

_SOURCE = 6_000


def waiting_modal(source: str, voice: Voice) -> Surface:
    """What stands there while the model writes."""
    return _modal([kit.prose(voice("draft.waiting")), *_source(source, voice)], voice)


def draft_modal(
    kind: DraftKind, parts: Sequence[Part], source: str, voice: Voice, *, metadata: str = ""
) -> Surface:
    """The draft, or that there is none; nothing on it posts or saves anything.

    With `metadata` there is a form that one press puts the draft into; else it is to copy from.
    """
    is_usable = bool(metadata and parts)
    drafted = _draft(kind, parts, source, voice, is_usable=is_usable)
    view = _modal([*drafted, *_source(source, voice)], voice)
    if not is_usable:
        return view
    use = kit.plain(voice("draft.use"))
    return {**view, "submit": use, "callback_id": ids.VIEW_DRAFT, "private_metadata": metadata}


def read_parts(view: Mapping[str, Any]) -> tuple[Part, ...]:
    """Read the draft that stands on screen; it is kept nowhere else."""
    texts: dict[str, str] = {}
    for block in view["blocks"]:
        known, *place = str(block.get("block_id", "")).split(":")
        if known == ids.BLOCK_DRAFT:
            name = ":".join(place[:2])
            (shown,) = block["elements"]
            said = "".join(str(piece["text"]) for piece in shown["elements"])
            texts[name] = texts.get(name, "") + said
    return tuple(Part(name.partition(":")[2], text) for name, text in texts.items())


def _draft(
    kind: DraftKind, parts: Sequence[Part], source: str, voice: Voice, *, is_usable: bool
) -> Iterator[Block]:
    if not parts:
        yield kit.prose(kit.words(voice("model.no_draft"), bold=True))
        yield kit.prose(voice("draft.none"))
        return
    yield kit.prose(voice("draft.note_use" if is_usable else "draft.note"))
    for place, part in enumerate(parts):
        if kind is DraftKind.REVISION and part.name == "text":
            yield kit.prose(kit.words(voice("draft.changed"), bold=True))
            yield from kit.preformatted(changed_lines(source, part.text) or "-")
        yield kit.prose(kit.words(voice(f"draft.part.{part.name}"), bold=True))
        for piece, block in enumerate(kit.preformatted(part.text)):
            yield {**block, "block_id": f"{ids.BLOCK_DRAFT}:{place}:{part.name}:{piece}"}


def _source(source: str, voice: Voice) -> list[Block]:
    return [
        kit.divider(),
        kit.prose(kit.words(voice("draft.source"), bold=True)),
        *kit.preformatted(shorten(source, _SOURCE)),
    ]


def _modal(blocks: Sequence[Block], voice: Voice) -> Surface:
    return fit(kit.modal(voice("draft.title"), blocks, close=voice("check.close")), voice)
