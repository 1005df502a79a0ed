"""Files in a direct message: fetched and read in memory, checked with the message's own text."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import BoundedSemaphore
from time import monotonic
from typing import TYPE_CHECKING, Any

from handlers.downloads import NotFetchedError, fetch
from handlers.payloads import MessageText, Unread
from handlers.unread import unread_of
from knowledge.classification import LONGEST_TEXT
from knowledge.documents.read import MOST_BYTES, read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from slack_sdk import WebClient

MOST_FILES = 5
# Each may hold the largest file and what was unpacked of it; the machine has half a gigabyte.
_PLACES = BoundedSemaphore(2)
_OBSTACLES = {
    "external": "external",
    "tombstone": "gone",
    "hidden_by_limit": "gone",
    # Canvases, lists and posts are no files, though they are listed among them.
    "canvas": "unknown_type",
    "list": "unknown_type",
    "post": "unknown_type",
    "quip": "unknown_type",
    "space": "unknown_type",
}


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file of a message. `obstacle` names why it will not be fetched, as `unread.<what>` does."""

    name: str = field(repr=False)
    url: str = field(repr=False)
    obstacle: str = ""


def read_shared_files(event: Mapping[str, Any]) -> tuple[SharedFile, ...]:
    """Read which files a message has, and which of them need not be tried."""
    files = [one for one in event.get("files") or [] if isinstance(one, dict)]
    return tuple(
        SharedFile(
            _name_of(one),
            str(one.get("url_private_download") or ""),
            "too_many" if place >= MOST_FILES else _obstacle(one),
        )
        for place, one in enumerate(files)
    )


def _name_of(file: Mapping[str, Any]) -> str:
    name = str(file.get("name") or file.get("title") or "")
    if file.get("mode") == "snippet":
        # Slack's own texts, whatever language they are said to be written in.
        return f"{name}.txt"
    return name


def _obstacle(file: Mapping[str, Any]) -> str:
    mode = str(file.get("mode") or "")
    if file.get("is_external"):
        return "external"
    if file.get("file_access") in {"check_file_info", "access_denied", "file_not_found"}:
        return "foreign_file"
    if mode in _OBSTACLES:
        return _OBSTACLES[mode]
    if int(file.get("size") or 0) > MOST_BYTES:
        return "too_large"
    return "" if file.get("url_private_download") else "gone"


def without_files(content: MessageText, files: Sequence[SharedFile]) -> MessageText:
    """Return a message whose files nobody could fetch now."""
    unread = [Unread(file.obstacle or "not_fetched", 1) for file in files]
    return _with_documents(content, (), unread)


def with_files(
    content: MessageText,
    files: Sequence[SharedFile],
    client: WebClient,
    *,
    give_up_at: float,
    pause: Callable[[float], bool],
) -> MessageText:
    """Fetch and read the files of a message.

    Args:
        content: the message's own text.
        files: what belongs to it.
        client: whose token opens the files.
        give_up_at: when to stop, on the monotonic clock.
        pause: waits, and says whether to go on.

    Returns:
        One text of all: who enters a file enters its name, too. And what was not read.
    """
    if not _PLACES.acquire(timeout=max(0.0, give_up_at - monotonic())):
        return without_files(content, files)
    try:
        texts: list[str] = []
        unread: list[Unread] = []
        for file in files:
            text, missed = _read(file, client, give_up_at, pause)
            texts.append(f"{file.name}\n\n{text}")
            unread += missed
    finally:
        _PLACES.release()
    return _with_documents(content, texts, unread)


def _read(
    file: SharedFile, client: WebClient, give_up_at: float, pause: Callable[[float], bool]
) -> tuple[str, tuple[Unread, ...]]:
    if file.obstacle:
        return "", (Unread(file.obstacle, 1),)
    try:
        content = fetch(client, file.url, most=MOST_BYTES, give_up_at=give_up_at, pause=pause)
    except NotFetchedError as error:
        return "", (Unread(error.what, 1),)
    document = read_document(
        file.name,
        content,
        # One more than a check looks at, so that it notices.
        most=LONGEST_TEXT + 1,
        go_on=lambda: monotonic() < give_up_at,
    )
    return document.text, unread_of(document)


def _with_documents(
    content: MessageText, texts: Iterable[str], unread: Iterable[Unread]
) -> MessageText:
    others = (part for part in content.unread if part.what != "files")
    text = "\n\n".join(part for part in (content.text, *texts) if part.strip())
    return MessageText(text, tuple(_summed((*others, *unread))))


def _summed(parts: Iterable[Unread]) -> Iterator[Unread]:
    counts: dict[str, int] = {}
    for part in parts:
        counts[part.what] = counts.get(part.what, 0) + part.count
    for what, count in counts.items():
        yield Unread(what, count)
