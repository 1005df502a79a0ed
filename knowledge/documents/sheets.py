"""xlsx: the cells of all sheets, hidden ones too, as rows with tabs; and what else has words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.documents.cells import BUILT_IN_FORMATS, GENERAL, shown
from knowledge.documents.document import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge.documents.document import Sink
    from knowledge.documents.package import Package

_MOST_STRINGS = 2_000_000
_WIDEST_GAP = 100
_LETTERS = re.compile(r"[A-Z]{1,3}")
_PAGE_CODES = re.compile(r'&(?:"[^"]*"|[0-9]{1,3}|[A-Z])')
_MAIN = "main+xml"
_SHEETS = ("spreadsheetml.worksheet+xml", "spreadsheetml.dialogsheet+xml")
_STRINGS = "spreadsheetml.sharedStrings+xml"
_STYLES = "spreadsheetml.styles+xml"
# Copies of cells from elsewhere, which nobody sees and everybody can get at.
_COPIES = ("pivotCacheDefinition+xml", "pivotCacheRecords+xml", "externalLink+xml")
_COPIED_WORDS = frozenset({"s", "n", "d"})


@dataclass(slots=True)
class _Book:
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    is_from_1904: bool = False
    lacks_strings: bool = False

    def string(self, number: str) -> str:
        if number.isdecimal() and len(number) < 10 and int(number) < len(self.strings):
            return self.strings[int(number)]
        self.lacks_strings = True
        return ""

    def format_of(self, style: str) -> str:
        if style.isdecimal() and len(style) < 7 and int(style) < len(self.formats):
            return self.formats[int(style)]
        return GENERAL


@dataclass(slots=True)
class _Cell:
    type: str = "n"
    style: str = ""
    value: str = ""
    formula: str = ""

    def text(self, book: _Book) -> str:
        if self.type == "s":
            return book.string(self.value.strip()) if self.value else ""
        if not self.value:
            # Never calculated: whoever opens it sees what comes of it, we see how.
            return f"={self.formula}" if self.formula else ""
        if self.type == "n":
            return shown(
                self.value.strip(), book.format_of(self.style), is_from_1904=book.is_from_1904
            )
        if self.type == "b":
            return "FALSE" if self.value.strip() == "0" else "TRUE"
        return self.value


def write_sheets(package: Package, sink: Sink) -> None:
    """Write all cells.

    Raises:
        NotReadError: a part or the sink comes to an end.
    """
    book = _Book()
    _read_strings(package, book)
    _read_formats(package, book)
    for name in package.parts(_MAIN):
        _read_workbook(package, name, book, sink)
    for name in package.parts(*_SHEETS):
        sink.line("")
        _write_sheet(package, name, book, sink)
    for name in package.parts(*_COPIES):
        _write_copies(package, name, sink)
    if book.lacks_strings:
        sink.miss(Reason.REST)


def _read_strings(package: Package, book: _Book) -> None:
    left = _MOST_STRINGS
    words: list[str] = []
    path: list[str] = []
    for name in package.parts(_STRINGS):
        for what, element, _ in package.events(name):
            if what == "start":
                path.append(element)
            elif what == "text" and path[-1] == "t" and "rPh" not in path:
                words.append(element)
            elif what == "end":
                path.pop()
                if element == "si":
                    book.strings.append("".join(words))
                    left -= len(book.strings[-1]) + 1
                    words.clear()
            if left < 0:
                return


def _read_formats(package: Package, book: _Book) -> None:
    known = dict(BUILT_IN_FORMATS)
    is_of_cells = False
    for name in package.parts(_STYLES):
        for what, element, attributes in package.events(name):
            if element == "cellXfs":
                is_of_cells = what == "start"
            elif what == "start" and element == "numFmt":
                known[attributes.get("numFmtId", "")] = attributes.get("formatCode", GENERAL)
            elif what == "start" and element == "xf" and is_of_cells:
                book.formats.append(known.get(attributes.get("numFmtId", ""), GENERAL))


def _read_workbook(package: Package, name: str, book: _Book, sink: Sink) -> None:
    titles = []
    for what, element, attributes in package.events(name):
        if what == "start" and element == "workbookPr":
            book.is_from_1904 = attributes.get("date1904") in {"1", "true"}
        elif what == "start" and element == "sheet":
            titles.append(attributes.get("name", ""))
    for title in titles:
        sink.line(title)


def _write_sheet(package: Package, name: str, book: _Book, sink: Sink) -> None:
    row: list[str] = []
    cell = _Cell()
    path: list[str] = []
    for what, element, attributes in package.events(name):
        if what == "start":
            path.append(element)
            if element == "row":
                row = []
            elif element == "c":
                cell = _Cell(attributes.get("t", "n"), attributes.get("s", ""))
                _fill_gap(row, attributes)
        elif what == "text":
            _take(element, path, cell, sink)
        else:
            path.pop()
            if element == "c":
                row.append(" ".join(cell.text(book).split("\n")))
            elif element == "row" and any(row):
                sink.line("\t".join(row).rstrip("\t"))


def _take(text: str, path: list[str], cell: _Cell, sink: Sink) -> None:
    match path[-1]:
        case "v":
            cell.value += text
        case "t" if "rPh" not in path:
            cell.value += text
        case "f":
            cell.formula += text
        case "formula1" if text.startswith('"'):
            # The choices that a cell offers.
            sink.line(text.strip('"').replace(",", "\t"))
        case other if other.endswith(("Header", "Footer")):
            sink.line(_PAGE_CODES.sub(" ", text))
        case _:
            pass


def _fill_gap(row: list[str], attributes: Mapping[str, str]) -> None:
    """Columns stay below one another; a lone cell far to the right does not make a line of tabs."""
    letters = _LETTERS.match(attributes.get("r", ""))
    if letters is None:
        return
    column = 0
    for letter in letters[0]:
        column = 26 * column + ord(letter) - ord("A") + 1
    gap = column - 1 - len(row)
    row.extend([""] * min(gap, _WIDEST_GAP))


def _write_copies(package: Package, name: str, sink: Sink) -> None:
    path: list[str] = []
    for what, element, attributes in package.events(name):
        if what == "start":
            path.append(element)
            if element in _COPIED_WORDS and attributes.get("v"):
                sink.line(attributes["v"])
        elif what == "end":
            path.pop()
        elif path[-1] == "v":
            sink.line(element)
