"""Told to stop by a signal, at any moment."""

# ruff: noqa: S603 - the program is our own
import subprocess
import sys
from pathlib import Path
from threading import Thread

from bot.stopping import StopSign

ROOT = Path(__file__).parents[2]
PATIENCE = 60

# The signal comes at the n-th step of the wait that can be told apart, for every n there is.
SCRIPT = """
import signal, sys
from itertools import count
from bot.stopping import stop_on_signal

def steps_of_a_wait(signal_at):
    stop, steps = stop_on_signal(), count(1)
    def on_step(frame, event, argument):
        if next(steps) == signal_at:
            signal.raise_signal(signal.SIGTERM)
    sys.setprofile(on_step)
    stop.wait(0.02)
    sys.setprofile(None)
    made = next(steps) - 1
    assert made < signal_at or stop.wait(0), f"not heard at step {signal_at}"
    return made

number = 1
while steps_of_a_wait(number) >= number:
    number += 1
print(number - 1)
"""


def test_a_signal_in_the_middle_of_the_wait_is_heard():
    """Its handler runs on the thread that waits, between any two of its steps."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=PATIENCE,
    )
    assert int(done.stdout) > 5


def test_who_waits_is_let_go_at_once():
    """And whoever comes later does not wait at all."""
    stop = StopSign()
    waiting = Thread(target=stop.wait)
    waiting.start()
    stop.set()
    waiting.join(PATIENCE)
    assert not waiting.is_alive()
    assert stop.wait()


def test_a_wait_that_nobody_ends_says_so():
    """After its time."""
    assert not StopSign().wait(0.01)
