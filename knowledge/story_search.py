"""Finding published stories by words: the index is built anew only when they are others."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from knowledge.search import NOTHING_FITS, Document, build_index, search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowledge.search import Index

_MOST = 100


class StoryIndex:
    """The search index of one process, for all of its threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._stamp: object = None
        self._index: Index | None = None

    def find(
        self,
        words: str,
        stamp: object,
        documents: Callable[[], Iterable[Document]],
        at_least: float = NOTHING_FITS,
    ) -> list[int]:
        """Return the numbers of the stories that fit, best first.

        Args:
            words: what a person typed.
            stamp: is another whenever the stories are others.
            documents: gives them; called only when the stamp is another than before.
            at_least: the least score of a hit.
        """
        with self._lock:
            if self._index is None or self._stamp != stamp:
                self._index, self._stamp = build_index(documents()), stamp
            index = self._index
        return [int(hit.id) for hit in search(index, words, _MOST, at_least=at_least)]


def story_document(number: int, *, title: str, work: str, department: str, body: str) -> Document:
    """Return a story as it is searched."""
    fields = {"title": title, "purpose": work, "tags": f"{work} {department}", "body": body}
    return Document(str(number), fields)
