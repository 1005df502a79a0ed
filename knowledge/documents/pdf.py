"""pdf: the text of its pages, notes and form fields; a page that is only a picture is said."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge.documents.document import NotReadError, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pypdf import PageObject, PdfReader

    from knowledge.documents.document import Sink

T = TypeVar("T")

MOST_PAGES = 500
_DEEPEST = 5
_MOST_UNPACKED = 20_000_000
_MOST_CODE = 20_000_000
_CODE_OF_A_STEP = 4
_MOST_STEPS_OF_ONE = 500_000
_MOST_FORMS = 1_000
_LOOK_EVERY = 1_000
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
    with apply_configuration(
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        maximum_declared_stream_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        zlib_maximum_output_length=_MOST_UNPACKED,
        stream_parsing_work_maximum_count=_MOST_STEPS_OF_ONE,
        xform_maximum_invocations_per_extraction=_MOST_FORMS,
    ):
        reader = _tried(lambda: _open(content))
        pages = _tried(lambda: len(reader.pages))
        work = _Work(sink)
        for number in range(min(pages, MOST_PAGES)):
            _write_page(reader, number, sink, work)
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


class _Work:
    """Adds up the code by which pages are drawn: a small file may have us run any amount of it."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._left = _MOST_CODE
        self._steps = 0

    def spend(self, code: int) -> None:
        """Take note of some bytes of code.

        Raises:
            NotReadError: it was enough, or the time is over.
        """
        self._left -= code
        if self._left <= 0:
            raise NotReadError(Reason.REST)

    def step(self, *_: object) -> None:
        self._steps += 1
        self.spend(_CODE_OF_A_STEP)
        if self._steps % _LOOK_EVERY == 0:
            self._sink.look_at_time()


def _write_page(reader: PdfReader, number: int, sink: Sink, work: _Work) -> None:
    """Write one page; one that cannot be read does not take the others with it."""
    sink.look_at_time()
    work.spend(0)
    try:
        page = _tried(lambda: reader.pages[number])
        seen = _tried(lambda: _look_at(page))
        work.spend(seen.code)
        text = _tried(lambda: page.extract_text(visitor_operand_before=work.step))
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

    code: int = 0
    is_blank: bool = False
    has_coded_font: bool = False
    pictures: int = 0
    objects: int = 0
    notes: list[str] = field(default_factory=list)


def _look_at(page: PageObject) -> _Seen:
    seen = _Seen()
    contents = page.get_contents()
    code = contents.get_data() if contents is not None else b""
    seen.code = len(code)
    seen.is_blank = not code.strip()
    seen.pictures += len(_INLINE_PICTURE.findall(code))
    _look_into(page.get("/Resources"), seen, _DEEPEST)
    annotations = _followed(page.get("/Annots"))
    for one in annotations if isinstance(annotations, list) else ():
        note = _entries(one)
        seen.objects += note.get("/Subtype") in _PLAYED
        for holder in (note, _entries(note.get("/Parent")), _entries(note.get("/A"))):
            values = [_followed(holder.get(name)) for name in ("/Contents", "/V", "/URI")]
            seen.notes += [value for value in values if isinstance(value, str) and value.strip()]
    return seen


def _look_into(resources: Any, seen: _Seen, depth: int) -> None:  # noqa: ANN401 - whatever a PDF has
    """Look at fonts and pictures, also of the forms of which a page is put together."""
    found = _entries(resources)
    for font in _entries(found.get("/Font")).values():
        seen.has_coded_font = seen.has_coded_font or _is_coded(_entries(font))
    for one in _entries(found.get("/XObject")).values():
        thing = _entries(one)
        if thing.get("/Subtype") == "/Image":
            seen.pictures += 1
        elif depth and thing.get("/Resources") is not None:
            _look_into(thing.get("/Resources"), seen, depth - 1)


def _is_coded(font: Mapping[str, Any]) -> bool:
    if font.get("/ToUnicode") is not None:
        return False
    if font.get("/Subtype") == "/Type3":
        return True
    encoding = str(_followed(font.get("/Encoding")))
    knows = any(mark in encoding for mark in _CODES_OF_CHARACTERS)
    return font.get("/Subtype") == "/Type0" and not knows


def _entries(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - whatever a PDF has
    found = _followed(value)
    return found if isinstance(found, dict) else {}


def _followed(value: Any) -> Any:  # noqa: ANN401 - whatever a PDF has
    return value.get_object() if hasattr(value, "get_object") else value
