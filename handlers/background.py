"""Bounded pools for work that does not fit, or may not fit, into Slack's three seconds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from threading import BoundedSemaphore, Event, Lock
from typing import TYPE_CHECKING, TypeVar

from handlers.error_log import report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

T = TypeVar("T")


class Background:
    """Threads with a waiting room of a fixed size.

    Bolt's own pool is small and shared by every listener, so one slow service would stop all
    commands. Work waits here instead, and when the waiting room is full the caller is told so
    at once: a queue without an end would only turn "busy" into "lost at the next restart".
    What is normally done in a moment (the database) has its own room, so that it never waits
    behind what is slow (Slack, a model).
    """

    def __init__(self, workers: int = 4, waiting: int = 32) -> None:
        self._slow = _Room("annai-slow", workers, waiting)
        self._short = _Room("annai-short", 4, 64)
        self._closing = Event()

    def submit(self, work: Callable[[], T]) -> Future[T] | None:
        """Start slow work or let it wait; None when there is no place left or we are closing."""
        return self._slow.submit(work)

    def within(self, seconds: float, work: Callable[[], T], otherwise: T) -> T:
        """Return the outcome of short work, or `otherwise` when it cannot be had in time.

        Work that has started goes on to its end even when nobody waits for it any more.
        """
        future = self._short.submit(work)
        if future is None:
            return otherwise
        try:
            return future.result(seconds)
        except TimeoutError:
            future.add_done_callback(report_failure)
            return otherwise

    def together(self, seconds: float, works: Sequence[Callable[[], T]]) -> list[T | None]:
        """Return the outcomes of slow works done side by side; None for what is not had in time."""
        futures = [self._slow.submit(work) for work in works]
        wait([future for future in futures if future is not None], seconds)
        outcomes: list[T | None] = []
        for future in futures:
            if future is not None and future.done():
                outcomes.append(future.result())
                continue
            if future is not None:
                future.add_done_callback(report_failure)
            outcomes.append(None)
        return outcomes

    def pause(self, seconds: float) -> bool:
        """Let a worker wait between two tries; False as soon as we are closing."""
        return not self._closing.wait(seconds)

    def close(self) -> None:
        """Finish what has started, drop what waits, take nothing more."""
        self._closing.set()
        self._slow.close()
        self._short.close()


def report_failure(future: Future[T]) -> None:
    """Log the failure of work that nobody waits for any more."""
    if not future.cancelled() and (error := future.exception()) is not None:
        report(error)


class Errand:
    """Work that many ask for and that is done soon, on another thread, once for all of them.

    While it is being done, calls only ask for it to be done once more.

    Args:
        submit: starts work elsewhere; None when there is no place for it.
        work: does everything that is to be done by then.
    """

    def __init__(
        self,
        submit: Callable[[Callable[[], None]], Future[None] | None],
        work: Callable[[], object],
    ) -> None:
        self._submit = submit
        self._work = work
        self._lock = Lock()
        self._is_busy = False
        self._is_asked = False

    def __call__(self) -> None:
        """Return at once; when there is no place for the work, somebody else does it later."""
        with self._lock:
            self._is_asked = True
            if self._is_busy:
                return
            self._is_busy = True
        future = self._submit(self._run)
        if future is None:
            self._rest()
        else:
            future.add_done_callback(report_failure)

    def _run(self) -> None:
        try:
            while self._take_request():
                self._work()
        except BaseException:
            self._rest()
            raise

    def _take_request(self) -> bool:
        with self._lock:
            asked, self._is_asked = self._is_asked, False
            self._is_busy = asked
            return asked

    def _rest(self) -> None:
        with self._lock:
            self._is_busy = self._is_asked = False


class _Room:
    def __init__(self, name: str, workers: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._places = BoundedSemaphore(workers + waiting)

    def submit(self, work: Callable[[], T]) -> Future[T] | None:
        if not self._places.acquire(blocking=False):
            return None
        try:
            future = self._pool.submit(work)
        except RuntimeError:
            self._places.release()
            return None
        future.add_done_callback(lambda _: self._places.release())
        return future

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
