"""docx and pptx: which parts are read, in which order, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.documents.document import NotReadError, Reason
from knowledge.documents.flow import write_flow
from knowledge.documents.package import Package
from knowledge.documents.sheets import write_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.documents.document import Sink

_WORD = "wordprocessingml."
_SLIDES = "presentationml."
_SHEETS = "spreadsheetml."
# What the content type of a document's main part begins and ends with, by the letters that its
# file name's ending begins with. Documents with macros have types of their own.
_FAMILIES = {
    "do": (_WORD, "ms-word."),
    "xl": (_SHEETS, "ms-excel."),
    "pp": (_SLIDES, "ms-powerpoint."),
    "po": (_SLIDES, "ms-powerpoint."),
}
_MAIN = ("main+xml",)
_WORD_PARTS = (
    _MAIN,
    (f"{_WORD}header+xml",),
    (f"{_WORD}footer+xml",),
    (f"{_WORD}footnotes+xml", f"{_WORD}endnotes+xml"),
    (f"{_WORD}comments+xml",),
)
_SLIDE_PARTS = (
    (f"{_SLIDES}slide+xml",),
    (f"{_SLIDES}notesSlide+xml",),
    ("comments+xml",),
)
_SHEET_PARTS = ((f"{_SHEETS}comments+xml", "threadedcomments+xml"),)
_LAYOUTS = (f"{_SLIDES}slideLayout+xml", f"{_SLIDES}slideMaster+xml", f"{_SLIDES}notesMaster+xml")
_CHARTS = ("drawingml.chart+xml", "chartex+xml")
_DRAWINGS = ("diagramData+xml", *_CHARTS, "drawing+xml", "drawingml.chartshapes+xml")
_MACROS = "vbaProject"
# What belongs to printing, letters and the picture in the folder: no words of the document.
_TRAPPINGS = ("printerSettings", "obfuscatedFont", "fontdata", "x-font-ttf", "package.signature")
_SHOWN_IN_FOLDER = "docProps/"


def write_office(content: bytes, suffix: str, sink: Sink) -> None:
    """Write what a document of Word, Excel or PowerPoint says.

    Raises:
        NotReadError: it, or the rest of it, cannot be read.
    """
    package = Package(content, sink.look_at_time)
    mains = [package.types[name] for name in package.parts(*_MAIN)]
    if not package.is_office or not mains:
        raise NotReadError(Reason.ARCHIVE if suffix in {"zip", ""} else Reason.UNKNOWN_TYPE)
    wanted = _FAMILIES.get(suffix[:2])
    if wanted and not any(family in main for main in mains for family in wanted):
        sink.miss(Reason.MISNAMED)
    _tell_what_is_no_text(package, sink)
    for group in (*_parts_of(package, mains, sink), _DRAWINGS):
        _write_parts(package, package.parts(*group), sink)
    _write_parts(package, package.parts(*_LAYOUTS), sink, own_shapes_only=True)
    _write_links(package, sink)


def _parts_of(package: Package, mains: list[str], sink: Sink) -> tuple[tuple[str, ...], ...]:
    if any(mark in main for main in mains for mark in _FAMILIES["xl"]):
        write_sheets(package, sink)
        return _SHEET_PARTS
    if any(mark in main for main in mains for mark in _FAMILIES["pp"]):
        return _SLIDE_PARTS
    return _WORD_PARTS


def _write_parts(
    package: Package, names: Iterable[str], sink: Sink, *, own_shapes_only: bool = False
) -> None:
    for name in names:
        write_flow(package.events(name), sink, own_shapes_only=own_shapes_only)


def _tell_what_is_no_text(package: Package, sink: Sink) -> None:
    for name, type_ in package.types.items():
        if name.startswith(_SHOWN_IN_FOLDER) or any(mark in type_ for mark in _TRAPPINGS):
            continue
        if type_.startswith("image/"):
            sink.miss(Reason.PICTURES)
        elif type_.startswith(("audio/", "video/")):
            sink.miss(Reason.SOUND)
        elif type_.endswith(_CHARTS):
            sink.miss(Reason.CHARTS)
        elif _MACROS in type_:
            sink.miss(Reason.MACROS)
        elif not type_.endswith(("+xml", "/xml", "vmlDrawing")):
            sink.miss(Reason.OBJECTS)


def _write_links(package: Package, sink: Sink) -> None:
    """A link says where it leads; a picture that lies elsewhere is a picture all the same."""
    for relation in package.relations():
        if relation.get("TargetMode") == "External":
            kind = relation.get("Type", "").rpartition("/")[2]
            if kind == "hyperlink":
                sink.line(relation.get("Target", ""))
            elif kind == "image":
                sink.miss(Reason.PICTURES)
