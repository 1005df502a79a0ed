"""Putting masked words back, on screen: the question, the outcome, and why it does not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import MODAL_INPUT, split_text, units
from handlers.views import blocks as kit
from handlers.views.checks import MASKED_IN_MODAL
from handlers.views.fitting import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.masking_maps import Shut
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.unmasking import Restored

_LISTED = 20


def answer_modal(voice: Voice, handle: str = "") -> Surface:
    """The question: what did ChatGPT answer. The handle names a check; without one it is all."""
    text = kit.text_area(
        ids.INPUT_ANSWER, placeholder=voice("unmask.answer_placeholder"), most=MODAL_INPUT
    )
    view = kit.modal(
        voice("unmask.title"),
        [
            kit.prose(voice("unmask.one_check" if handle else "unmask.all_checks")),
            kit.field(
                voice("unmask.answer_label"),
                text,
                block_id=ids.BLOCK_ANSWER,
                hint=voice("unmask.answer_hint", most=f"{MODAL_INPUT:,}"),
            ),
        ],
        close=voice("check.close"),
        submit=voice("unmask.submit"),
        callback_id=ids.VIEW_UNMASK,
    )
    return fit({**view, "private_metadata": handle}, voice)


def restored_modal(restored: Restored, voice: Voice, *, of_all: bool, some_locked: bool) -> Surface:
    """The answer with the originals, and what could not be put back."""
    blocks = list(_blocks(restored, voice, of_all=of_all, some_locked=some_locked))
    return fit(kit.modal(voice("unmask.title"), blocks, close=voice("check.close")), voice)


def shut_modal(why: Shut, voice: Voice) -> Surface:
    """Why nothing can be put back."""
    blocks = [kit.prose(voice(why))]
    return fit(kit.modal(voice("unmask.title"), blocks, close=voice("check.close")), voice)


def not_restored(restored: Restored, voice: Voice, *, of_all: bool, some_locked: bool) -> list[str]:
    """Return a line for each reason why something stands there as it was."""
    lines = []
    if restored.unknown:
        sentence = "unmask.unknown_any" if of_all else "unmask.unknown"
        lines.append(voice(sentence, list=_listed(restored.unknown, voice)))
    if restored.removed:
        lines.append(voice("unmask.removed"))
    if some_locked:
        lines.append(voice("unmask.some_locked"))
    return lines


def _blocks(
    restored: Restored, voice: Voice, *, of_all: bool, some_locked: bool
) -> Iterator[Block]:
    if restored.count:
        yield kit.prose(kit.words(voice("unmask.restored", count=restored.count), bold=True))
    else:
        yield kit.prose(kit.words(voice("unmask.restored_nothing"), bold=True))
    shown, *rest = split_text(restored.text, MASKED_IN_MODAL)
    yield from kit.preformatted(shown)
    if rest:
        yield kit.context(voice("unmask.left_out", count=f"{units(''.join(rest)):,}"))
    if lines := not_restored(restored, voice, of_all=of_all, some_locked=some_locked):
        yield kit.bullets(voice("unmask.not_restored"), lines)
    if restored.doubtful:
        line = voice("unmask.doubtful_line", list=_listed(restored.doubtful, voice))
        yield kit.bullets(voice("unmask.doubtful"), [line])
    if restored.count:
        yield kit.context(voice("unmask.careful"))


def _listed(placeholders: Sequence[str], voice: Voice) -> str:
    listed = voice("unmask.between").join(placeholders[:_LISTED])
    more = len(placeholders) - _LISTED
    return voice("unmask.and_more", list=listed, count=more) if more > 0 else listed
