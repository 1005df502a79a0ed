"""News feeds: what was fetched, and RSS or Atom bytes read into entries of plain text."""

from __future__ import annotations

import io
from calendar import timegm
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from knowledge.html_text import text_of_html, tidy
from knowledge.notices import LONGEST_BODY, LONGEST_LINK, LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MOST_BYTES: Final = 2_000_000
_MOST_ENTRIES = 100
_MOST_HTML = 200_000
_BEGINNING = 4_000
_ROOTS = (b"<rss", b"<feed", b"<rdf", b":feed")
_HTTP = frozenset({"http", "https"})


class FeedProblem(StrEnum):
    """Why a feed gave nothing; `feed.<problem>` in the texts says it."""

    ADDRESS = "address"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"
    NOT_A_FEED = "not_a_feed"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave, and the address that it came from in the end."""

    url: str
    content: bytes = field(repr=False)


if TYPE_CHECKING:
    Fetch = Callable[[str], Fetched | FeedProblem]


def fetch_nothing(_url: str) -> FeedProblem:
    """Stand in for the network where there is none."""
    return FeedProblem.UNREACHABLE


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news, as plain text. `key` is the same for the same news in another feed."""

    key: str
    title: str
    body: str
    link: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its newest entries, newest first as far as they have dates."""

    title: str
    entries: tuple[Entry, ...]


def read_feed(fetched: Fetched) -> Feed | FeedProblem:
    """Read RSS or Atom, however it is written; HTML in it becomes plain text."""
    # What is no feed at all can keep the reader busy for long.
    beginning = fetched.content[:_BEGINNING].replace(b"\0", b"").lower()
    if not any(root in beginning for root in _ROOTS):
        return FeedProblem.NOT_A_FEED
    # Here and not above: who reads no feeds does not pay for the library.
    import feedparser  # noqa: PLC0415

    # As a stream: a name or an address would be opened by the library itself.
    parsed = feedparser.parse(
        io.BytesIO(fetched.content[:MOST_BYTES]), sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version"):
        return FeedProblem.NOT_A_FEED
    entries = tuple(_entries(parsed.entries[:_MOST_ENTRIES], fetched.url))
    oldest = datetime.min.replace(tzinfo=UTC)
    ordered = tuple(sorted(entries, key=lambda one: one.at or oldest, reverse=True))
    return Feed(_line(parsed.feed.get("title", ""), LONGEST_TITLE), ordered)


def _entries(raw: list[Mapping[str, Any]], base: str) -> Iterator[Entry]:
    for one in raw:
        link = _link(str(one.get("link") or ""), base)
        title = _line(str(one.get("title") or ""), LONGEST_TITLE)
        body = _cut(text_of_html(_said(one)[:_MOST_HTML]), LONGEST_BODY)
        if title or body:
            yield Entry(
                _key(one, link, title),
                title or _line(body, LONGEST_TITLE),
                body,
                link,
                _moment(one),
            )


def _said(one: Mapping[str, Any]) -> str:
    summary = str(one.get("summary") or "")
    contents = [str(part.get("value") or "") for part in one.get("content") or ()]
    return summary or next(iter(contents), "")


def _key(one: Mapping[str, Any], link: str, title: str) -> str:
    what = _without_tracking(link) or str(one.get("id") or "") or title
    return f"feed:{sha256(what.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _without_tracking(link: str) -> str:
    """Return a link without its fragment and what only says where it was clicked."""
    parts = urlsplit(link)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")]
    return urlunsplit((*parts[:3], urlencode(kept), ""))


def _link(link: str, base: str) -> str:
    try:
        whole = urljoin(base, link.strip())
        parts = urlsplit(whole)
    except ValueError:
        return ""
    fine = parts.scheme in _HTTP and parts.hostname and len(whole) <= LONGEST_LINK
    return whole if link and fine and whole.isprintable() else ""


def _moment(one: Mapping[str, Any]) -> datetime | None:
    parsed = one.get("published_parsed") or one.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (OverflowError, ValueError, OSError):
        return None


def _line(html: str, most: int) -> str:
    return _cut(" ".join(tidy(text_of_html(html[:_MOST_HTML])).split()), most)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
