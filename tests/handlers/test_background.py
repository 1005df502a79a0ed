"""The bounded pool."""

from threading import Event

import pytest

from handlers.background import Background


def started(future):
    assert future is not None
    return future


@pytest.fixture
def gate():
    """Work that waits until the test lets it go."""
    opened = Event()
    yield opened
    opened.set()


def test_work_is_done_and_its_outcome_returned():
    """A future holds what the work returned or raised."""
    background = Background(workers=1, waiting=1)
    assert started(background.submit(lambda: 42)).result(5) == 42
    assert isinstance(started(background.submit(lambda: 1 // 0)).exception(5), ZeroDivisionError)
    background.close()


def test_a_full_waiting_room_says_so_at_once(gate):
    """One works, one waits, the third is told; a place that was given back can be taken again."""
    background = Background(workers=1, waiting=1)
    first, second = (started(background.submit(lambda: gate.wait(5))) for _ in range(2))
    assert background.submit(lambda: None) is None
    gate.set()
    assert first.result(5)
    assert second.result(5)
    # The place is given back just after the outcome is known.
    while (third := background.submit(lambda: "again")) is None:
        pass
    assert third.result(5) == "again"
    background.close()


def test_closing_finishes_what_has_started_and_drops_what_waits(gate):
    """Nothing is taken after that, and nobody waits in a pause."""
    background = Background(workers=1, waiting=5)
    running_now = Event()

    def work():
        running_now.set()
        went_on = background.pause(60)
        gate.wait(5)
        return went_on

    running = started(background.submit(work))
    waiting = started(background.submit(lambda: "never"))
    assert running_now.wait(5)
    gate.set()
    background.close()
    assert running.result(5) is False
    assert waiting.cancelled()
    assert background.submit(lambda: None) is None


def test_short_work_never_waits_behind_slow_work(gate):
    """The database is not asked for permission by Slack."""
    background = Background(workers=1, waiting=0)
    slow = started(background.submit(lambda: gate.wait(5)))
    assert background.within(5, lambda: "done", "late") == "done"
    gate.set()
    assert slow.result(5)
    background.close()


def test_short_work_that_is_late_is_done_all_the_same(gate):
    """Nobody waits for it, and its failure is logged without its message."""
    background = Background()
    done = Event()

    def work():
        gate.wait(5)
        done.set()
        return "done"

    assert background.within(0, work, "late") == "late"
    gate.set()
    assert done.wait(5)
    background.close()
    assert background.within(5, lambda: "done", "closed") == "closed"


def test_a_late_failure_is_logged_without_its_message(gate, caplog):
    """The log says what and where; what the exception says may be somebody's text."""

    def work():
        gate.wait(5)
        raise ValueError("marker-4402")

    background = Background()
    assert background.within(0, work, None) is None
    gate.set()
    background.close()
    assert "builtins.ValueError" in caplog.text
    assert "test_background.py" in caplog.text
    assert "marker-4402" not in caplog.text
