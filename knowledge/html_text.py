"""What an HTML fragment says, as plain text: no script, no markup, nothing hidden."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from typing_extensions import override

_SILENT = frozenset(
    ["script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math"]
)
_OWN_LINE = frozenset(
    ["p", "div", "br", "tr", "ul", "ol", "table", "section", "article", "blockquote", "pre", "hr"]
    + [f"h{n}" for n in range(1, 7)]
)
_WITHOUT_END = frozenset({"br", "hr"})
_BLANKS = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")
# Control characters, and those that turn the direction of a line or cannot be seen.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def text_of_html(html: str) -> str:
    """Return what a reader sees of an HTML fragment, a line for each paragraph and list item."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tidy("".join(reader.pieces))


def tidy(text: str) -> str:
    """Return a text without what cannot be seen, blanks and empty lines in a row made one."""
    lines = _BLANKS.sub(" ", _UNSEEN.sub("", text)).split("\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "li":
            self.pieces.append("\n・")
        elif tag in _OWN_LINE:
            self.pieces.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            # What was opened inside and never closed ends with it.
            del self._silent[self._silent.index(tag) :]
        elif tag in _OWN_LINE - _WITHOUT_END:
            self.pieces.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))
