"""The zip file of XML parts that docx, xlsx and pptx are, read part by part and never unpacked.

Read here and not through a library for each: those load every part as a tree, which takes a
gigabyte for what twenty megabytes may hold, and show neither text boxes, deleted words nor
comments. What counts is that no word is missed; layout does not.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Literal, TypeAlias
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from knowledge.documents.document import NotReadError, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Event: TypeAlias = tuple[Literal["start", "end", "text"], str, "Mapping[str, str]"]
"""What happens in a part: an element starts (its name, its attributes) or ends, or there is text.

Names are without their namespaces: the strict and the usual dialect differ in nothing else.
"""

MOST_UNPACKED = 300_000_000
MOST_PARTS = 10_000
MOST_XML = 50_000_000
MOST_EVENTS = 1_000_000
"""What one document may make us read: some seconds of work."""

_HONEST_RATIO = 200
_SMALL = 20_000_000
_CHUNK = 1 << 16
_IS_ENCRYPTED = 0x1
_TYPES = "[Content_Types].xml"
_NO_ATTRIBUTES: Mapping[str, str] = {}
_NUMBERS = re.compile(r"\d+")


class Package:
    """An open document. Every method may raise NotReadError, `look_at_time` among others."""

    def __init__(self, content: bytes, look_at_time: Callable[[], None]) -> None:
        self._look_at_time = look_at_time
        self._xml_left = MOST_XML
        self._events_left = MOST_EVENTS
        try:
            self._zip = ZipFile(io.BytesIO(content))
        except (BadZipFile, NotImplementedError, ValueError, OverflowError):
            raise NotReadError(Reason.BROKEN) from None
        parts = self._zip.infolist()
        unpacked = sum(part.file_size for part in parts)
        swells = unpacked > _SMALL and unpacked > _HONEST_RATIO * len(content)
        if swells or unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
            raise NotReadError(Reason.BOMB)
        if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
            raise NotReadError(Reason.ENCRYPTED)
        self.is_office = _TYPES in self._zip.NameToInfo
        self.types = self._read_types() if self.is_office else {}

    def parts(self, *types: str) -> list[str]:
        """Return the parts whose content type ends so, in the order of their numbers."""
        found = [name for name, type_ in self.types.items() if type_.endswith(types)]
        return sorted(found, key=_by_number)

    def relations(self) -> Iterator[Mapping[str, str]]:
        """Return what parts say of other parts and of places outside."""
        for name in sorted(self._zip.NameToInfo):
            if name.endswith(".rels"):
                for what, element, attributes in self.events(name):
                    if what == "start" and element == "Relationship":
                        yield attributes

    def events(self, name: str) -> Iterator[Event]:
        """Read a part of XML from its beginning to its end."""
        found: list[Event] = []
        parser = _parser(found)
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    parser.Parse(chunk)
                    self._spend(len(chunk), len(found))
                    yield from found
                    found.clear()
                parser.Parse(b"", True)  # noqa: FBT003 - it takes no names
                yield from found
        except (BadZipFile, zlib.error, expat.ExpatError):
            raise NotReadError(Reason.BROKEN) from None
        except (KeyError, EOFError, NotImplementedError, OSError, ValueError):
            raise NotReadError(Reason.BROKEN) from None

    def _spend(self, xml: int, events: int) -> None:
        self._look_at_time()
        self._xml_left -= xml
        self._events_left -= events
        if self._xml_left < 0 or self._events_left < 0:
            raise NotReadError(Reason.REST)

    def _read_types(self) -> dict[str, str]:
        named: dict[str, str] = {}
        by_suffix: dict[str, str] = {}
        for what, element, attributes in self.events(_TYPES):
            if what == "start" and element == "Override":
                named[attributes.get("PartName", "").lstrip("/").lower()] = attributes.get(
                    "ContentType", ""
                )
            elif what == "start" and element == "Default":
                suffix = attributes.get("Extension", "").lower()
                by_suffix[suffix] = attributes.get("ContentType", "")
        return {
            name: named.get(name.lower()) or by_suffix.get(name.rpartition(".")[2].lower(), "")
            for name in self._zip.NameToInfo
            if not name.endswith("/")
        }


def _parser(found: list[Event]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise NotReadError(Reason.BROKEN)

    def start(name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        found.append(("start", name.rpartition(" ")[2], plain))

    def end(name: str) -> None:
        found.append(("end", name.rpartition(" ")[2], _NO_ATTRIBUTES))

    def text(words: str) -> None:
        found.append(("text", words, _NO_ATTRIBUTES))

    # No document of these kinds has one; those that have mean harm.
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    return parser


def _by_number(name: str) -> tuple[str, int]:
    numbers = _NUMBERS.findall(name.rpartition("/")[2])
    return _NUMBERS.sub("", name), int(numbers[0][:9]) if numbers else 0
