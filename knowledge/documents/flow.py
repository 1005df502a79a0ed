"""Paragraphs and tables, as Word, PowerPoint and drawings write them, to lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.documents.document import Sink
    from knowledge.documents.package import Event

# Deleted words are still in the file, and somebody will see them.
_WORDS = frozenset({"t", "delText", "text", "v", "pt", "instrText", "delInstrText"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# Where these stand they are signs; elsewhere they describe a layout.
_HOLDERS = frozenset({"r", "p"})
_BLOCKS = frozenset({"p", "pt", "cm", "comment", "threadedComment"})
# Readings of names in kana repeat them; the fallback of a drawing repeats its text.
_REPEATS = frozenset({"rPh", "Fallback"})
_LINK = "HYPERLINK"


def write_flow(events: Iterable[Event], sink: Sink, *, own_shapes_only: bool = False) -> None:
    """Write what the events of a part say.

    Args:
        events: of the part.
        sink: takes each paragraph, and each row of a table, as a line.
        own_shapes_only: leave out places for text, which say 「ここに入力」 in layouts.

    Raises:
        NotReadError: the part or the sink comes to an end.
    """
    flow = _Flow(sink)
    path: list[str] = []
    skipped = 0
    in_place = False
    for what, name, attributes in events:
        if what == "start":
            path.append(name)
            skipped += name in _REPEATS
            if name == "sp":
                in_place = False
            in_place = in_place or name == "ph"
            if not skipped:
                flow.start(name, path[-2] if len(path) > 1 else "")
                flow.say(attributes.get("string", "") if name == "textpath" else "")
        elif what == "end":
            path.pop()
            if not skipped:
                flow.end(name)
            skipped -= name in _REPEATS
            in_place = in_place and name != "sp"
        elif not skipped and path[-1] in _WORDS and not (in_place and own_shapes_only):
            flow.say(_of_field(name) if path[-1].lower().endswith("instrtext") else name)
    flow.close()


def _of_field(code: str) -> str:
    """A link says where it leads; what other fields show stands beside them."""
    return f" {code.strip()} " if _LINK in code else ""


class _Flow:
    """Open paragraphs, cells and rows. A text box is a paragraph within a paragraph."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._paragraphs: list[list[str]] = [[]]
        self._cells: list[list[str]] = []
        self._rows: list[list[list[str]]] = [[]]

    def say(self, words: str) -> None:
        if words:
            self._paragraphs[-1].append(words)

    def start(self, name: str, holder: str) -> None:
        if name in _BLOCKS:
            self._paragraphs.append([])
        elif name == "tr":
            self._rows.append([])
        elif name == "tc":
            self._cells.append([])
        elif name in _SIGNS and holder in _HOLDERS:
            self.say(_SIGNS[name])

    def end(self, name: str) -> None:
        if name in _BLOCKS:
            self._write("".join(self._paragraphs.pop()))
        elif name == "tr":
            self._write(_line_of(self._rows.pop()))
        elif name == "tc":
            self._rows[-1].append(self._cells.pop())

    def close(self) -> None:
        """Write what stood outside of everything."""
        self._write("".join(self._paragraphs.pop()))
        self._write(_line_of(self._rows.pop()))

    def _write(self, text: str) -> None:
        if not text.strip():
            return
        if self._cells:
            self._cells[-1].append(text)
        else:
            self._sink.line(text)


def _line_of(cells: list[list[str]]) -> str:
    if len(cells) == 1:
        # Forms put whole pages into one cell.
        return "\n".join(cells[0])
    return "\t".join(" ".join(" ".join(cell).split("\n")) for cell in cells)
