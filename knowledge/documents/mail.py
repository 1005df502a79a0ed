"""eml: the headers that name people, the subject, the text; attachments by name only."""

from __future__ import annotations

from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import Header, decode_header
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from typing_extensions import override

from knowledge.documents.decoding import decode, decode_as
from knowledge.documents.document import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from knowledge.documents.document import Sink

_HEADERS = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"style", "script"})
_MOST_HTML = 2_000_000


def write_mail(content: bytes, sink: Sink) -> None:
    """Write what a mail says.

    Raises:
        NotReadError: the sink comes to an end.
    """
    mail = message_from_bytes(content)
    for name in _HEADERS:
        for value in mail.get_all(name, ()):
            sink.line(f"{name}: {_header(value)}")
    sink.line("")
    for part in _parts(mail):
        if _is_attached(part):
            sink.miss(Reason.MAIL_FILES)
            sink.line(_header(part.get_filename("")))
        else:
            _write_body(part, sink)


def _parts(mail: Message) -> Iterator[Message]:
    """Yield what is not made of further parts; of versions of the same text only the plainest."""
    waiting = [mail]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if part.get_content_maintype() != "multipart" or not isinstance(inner, list):
            yield part
            continue
        parts = [one for one in inner if not isinstance(one, str)]
        if part.get_content_subtype() == "alternative":
            plain = [one for one in parts if one.get_content_type() == "text/plain"]
            parts = plain or parts[-1:]
        waiting.extend(reversed(parts))


def _is_attached(part: Message) -> bool:
    is_text = part.get_content_type() in {"text/plain", "text/html"}
    return part.get_content_disposition() == "attachment" or not is_text


def _write_body(part: Message, sink: Sink) -> None:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("")
    text = decode_as(content, charset) if charset else decode(content)
    if text is None:
        sink.miss(Reason.UNDECODABLE)
    elif part.get_content_subtype() == "html":
        sink.line(text_of_html(text[:_MOST_HTML]))
        sink.miss(Reason.REST, len(text) > _MOST_HTML)
    else:
        sink.line(text)


def _header(value: str | Header) -> str:
    """Undo the encoding of a header; what cannot be undone is shown as it is."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return str(value)
    words = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            words.append(piece)
        else:
            text = decode_as(piece, charset) if charset else decode(piece)
            words.append(text if text is not None else str(value))
    return "".join(words)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.words.append("\n")
        elif tag in _CELLS:
            self.words.append("\t")
        elif tag == "a":
            self.words += [f" {to} " for name, to in attrs if name == "href" and to]

    @override
    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BREAKS:
            self.words.append("\n")

    @override
    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(" ".join(data.split("\n")) if data.strip() else " ")


def text_of_html(source: str) -> str:
    """Return the words of a page of HTML, rows and paragraphs as lines."""
    parser = _Words()
    parser.feed(source)
    parser.close()
    lines = (line.strip() for line in "".join(parser.words).split("\n"))
    return "\n".join(line for line in lines if line)
