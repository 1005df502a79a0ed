"""pdf: the text of its pages, notes and form fields; a page that is only a picture is said."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge.documents.document import NotReadError, Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdf import PageObject, PdfReader

    from knowledge.documents.document import Sink

T = TypeVar("T")

MOST_PAGES = 500
_DEEPEST = 5
_MOST_UNPACKED = 20_000_000
_LIMITS = (
    "array_based_stream_maximum_output_length",
    "lzw_maximum_output_length",
    "maximum_declared_stream_length",
    "run_length_maximum_output_length",
    "zlib_maximum_output_length",
)
_INLINE_PICTURE = re.compile(rb"\bBI\s.{0,500}?\sID\s", re.DOTALL)
_PLAYED = frozenset({"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"})
# Character codes of these are characters; those of other encodings are numbers of drawings.
_CODES_OF_CHARACTERS = ("UTF16", "UCS2", "90ms-RKSJ")
_NO_LETTERS = frozenset(map(chr, range(32))) - set("\t\n\r\f\x0b") | {"\ufffd"}
# pypdf: "broken PDF files might cause other Exceptions"; these are those that it was seen to raise.
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def write_pdf(content: bytes, sink: Sink) -> None:
    """Write what a PDF says.

    Raises:
        NotReadError: it, or the rest of it, cannot be read.
    """
    from pypdf import apply_configuration  # noqa: PLC0415 - heavy

    # It tells its log pieces of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    with apply_configuration(**dict.fromkeys(_LIMITS, _MOST_UNPACKED)):
        reader = _tried(lambda: _open(content))
        pages = _tried(lambda: len(reader.pages))
        for number in range(min(pages, MOST_PAGES)):
            _write_page(reader, number, sink)
        sink.miss(Reason.OBJECTS, _tried(lambda: sum(1 for _ in reader.attachment_list)))
    if pages > MOST_PAGES:
        raise NotReadError(Reason.REST)


def _open(content: bytes) -> PdfReader:
    from pypdf import PdfReader  # noqa: PLC0415 - heavy

    reader = PdfReader(io.BytesIO(content))
    # An empty password forbids to print or to copy; anybody can read.
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotReadError(Reason.ENCRYPTED)
    return reader


def _tried(read: Callable[[], T]) -> T:
    """Do something with the file.

    Raises:
        NotReadError: pypdf cannot.
    """
    from pypdf.errors import (  # noqa: PLC0415 - heavy
        DependencyError,
        FileNotDecryptedError,
        LimitReachedError,
        PyPdfError,
    )

    try:
        return read()
    except (DependencyError, FileNotDecryptedError):
        raise NotReadError(Reason.ENCRYPTED) from None
    except LimitReachedError:
        raise NotReadError(Reason.BOMB) from None
    except (PyPdfError, *_BROKEN):
        raise NotReadError(Reason.BROKEN) from None


def _write_page(reader: PdfReader, number: int, sink: Sink) -> None:
    """Write one page; one that cannot be read does not take the others with it."""
    try:
        page = _tried(lambda: reader.pages[number])
        text = _tried(page.extract_text)
        seen = _tried(lambda: _look_at(page))
    except NotReadError:
        sink.miss(Reason.PAGES)
        return
    if text.strip():
        sink.miss(Reason.PICTURES, seen.pictures)
        sink.line(text)
    is_noise = seen.has_coded_font or not _NO_LETTERS.isdisjoint(text)
    if is_noise or (not text.strip() and not seen.is_blank):
        sink.miss(Reason.PAGES)
    for note in seen.notes:
        sink.line(note)
    sink.miss(Reason.OBJECTS, seen.objects)


@dataclass(slots=True)
class _Seen:
    """What a page has beside its text. A coded font shows letters, but has numbers for them."""

    is_blank: bool = False
    has_coded_font: bool = False
    pictures: int = 0
    objects: int = 0
    notes: list[str] = field(default_factory=list)


def _look_at(page: PageObject) -> _Seen:
    seen = _Seen()
    contents = page.get_contents()
    code = contents.get_data() if contents is not None else b""
    seen.is_blank = not code.strip()
    seen.pictures += len(_INLINE_PICTURE.findall(code))
    _look_into(page.get("/Resources"), seen, _DEEPEST)
    for one in _inside(page.get("/Annots"), []):
        note = _inside(one, {})
        seen.objects += note.get("/Subtype") in _PLAYED
        holders = (note, _inside(note.get("/Parent"), {}), _inside(note.get("/A"), {}))
        for holder in holders:
            values = [_inside(holder.get(name), "") for name in ("/Contents", "/V", "/URI")]
            seen.notes += [value for value in values if isinstance(value, str) and value.strip()]
    return seen


def _look_into(resources: Any, seen: _Seen, depth: int) -> None:  # noqa: ANN401 - whatever a PDF has
    """Look at fonts and pictures, also of the forms of which a page is put together."""
    found = _inside(resources, {})
    for font in _inside(found.get("/Font"), {}).values():
        seen.has_coded_font = seen.has_coded_font or _is_coded(_inside(font, {}))
    for one in _inside(found.get("/XObject"), {}).values():
        thing = _inside(one, {})
        if thing.get("/Subtype") == "/Image":
            seen.pictures += 1
        elif depth and thing.get("/Resources") is not None:
            _look_into(thing.get("/Resources"), seen, depth - 1)


def _is_coded(font: Any) -> bool:  # noqa: ANN401 - whatever a PDF has
    if font.get("/ToUnicode") is not None:
        return False
    if font.get("/Subtype") == "/Type3":
        return True
    encoding = str(_inside(font.get("/Encoding"), ""))
    knows = any(mark in encoding for mark in _CODES_OF_CHARACTERS)
    return font.get("/Subtype") == "/Type0" and not knows


def _inside(value: Any, otherwise: T) -> T:  # noqa: ANN401 - whatever a PDF has
    """Follow a reference; `otherwise` when what is there is of another type."""
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, type(otherwise)) else otherwise
