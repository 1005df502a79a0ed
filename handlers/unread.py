"""What nobody has read: how a verdict on the rest changes, and how a file's gaps are named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.payloads import Unread
from knowledge.verdict import Level, Note, Verdict, highest

if TYPE_CHECKING:
    from knowledge.documents.document import Document


def with_unread_parts(verdict: Verdict) -> Verdict:
    """Return the verdict on something of which the text is only a part.

    What nobody read is never ok, and a verdict on the rest does not cover it.
    """
    notes = tuple(note for note in verdict.notes if note is not Note.EMPTY)
    return replace(
        verdict,
        level=highest((verdict.level, Level.UNDECIDED)),
        notes=(Note.NOT_ALL_READ, *notes),
    )


def unread_of(document: Document) -> tuple[Unread, ...]:
    """Return what of a file was not read, as a screen names it."""
    return tuple(Unread(part.reason.value, part.count) for part in document.unread)
