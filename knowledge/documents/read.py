"""A file to its text, in memory, whatever it is and however it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from knowledge.documents.decoding import decode
from knowledge.documents.document import Document, NotReadError, Reason, Sink, Unread
from knowledge.documents.kinds import Kind, look_at, suffix_of
from knowledge.documents.mail import write_mail
from knowledge.documents.office import write_office
from knowledge.documents.pdf import write_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_BYTES: Final = 20_000_000
MOST_CHARACTERS: Final = 2_000_000


def read_document(
    name: str,
    content: bytes,
    *,
    most: int = MOST_CHARACTERS,
    go_on: Callable[[], bool] = lambda: True,
) -> Document:
    """Read a file of text, mail, PDF, Word, Excel or PowerPoint. Never raises for what it is given.

    What an office keeps about a file (its author, its title) is no part of what it says, and is
    neither read nor said.

    Args:
        name: the file's name; with the first bytes it tells the kind.
        content: the file.
        most: characters to read; whoever looks at fewer saves the time for the rest.
        go_on: asked now and then; says whether there is time left.

    Returns:
        The text as far as it could be read, and what could not. A file of which anything is
        unread must never be called ok.
    """
    if len(content) > MOST_BYTES:
        return Document("", (Unread(Reason.TOO_LARGE),))
    sink = Sink(most, go_on)
    try:
        _write(name, content, sink)
    except NotReadError as error:
        sink.miss(error.reason)
    except (RecursionError, MemoryError):
        sink.miss(Reason.BROKEN)
    return sink.document()


def _write(name: str, content: bytes, sink: Sink) -> None:
    look = look_at(name, content)
    if look.is_misnamed:
        sink.miss(Reason.MISNAMED)
    if look.reason is not None:
        raise NotReadError(look.reason)
    if look.kind is Kind.OFFICE:
        write_office(content, suffix_of(name), sink)
    elif look.kind is not None:
        _WRITERS[look.kind](content, sink)


def _write_text(content: bytes, sink: Sink) -> None:
    text = decode(content)
    if text is None:
        raise NotReadError(Reason.UNDECODABLE)
    sink.line(text)


_WRITERS: Mapping[Kind, Callable[[bytes, Sink], None]] = {
    Kind.TEXT: _write_text,
    Kind.MAIL: write_mail,
    Kind.PDF: write_pdf,
}
