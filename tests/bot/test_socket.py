"""The line of Socket Mode: alive means heard recently, and a stop lets those inside finish."""

from dataclasses import dataclass, field
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from bot.freshness import LastHeard
from bot.socket import Gate, Line


class Ticks:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Client:
    """A Socket Mode client that says it is connected, whatever happens."""

    current_session: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(last_ping_pong_time=None)
    )
    auto_reconnect_enabled: bool = True
    closed: bool = False

    def is_connected(self) -> bool:
        return True


@dataclass
class Handler:
    client: Client = field(default_factory=Client)
    hung_up: Event = field(default_factory=Event)

    def close(self) -> None:
        self.hung_up.set()


class Exchange:
    """Lays lines, and remembers them."""

    def __init__(self) -> None:
        self.ticks = Ticks()
        self.heard = LastHeard(self.ticks)
        self.laid: list[Handler] = []
        self.is_there = True
        self.tried = 0
        annai = SimpleNamespace(heard=self.heard)
        self.line = Line(annai, self.lay, self.ticks)  # type: ignore[arg-type]

    def lay(self) -> Handler:
        self.tried += 1
        if not self.is_there:
            raise ConnectionError
        self.laid.append(Handler())
        return self.laid[-1]

    def pass_time(self, seconds: int, *, pong: bool) -> None:
        for _ in range(seconds):
            self.ticks.now += 1
            if pong and self.laid:
                self.laid[-1].client.current_session.last_ping_pong_time = self.ticks.now
            self.line.watch()


@pytest.fixture
def exchange() -> Exchange:
    made = Exchange()
    made.line.open()
    return made


def test_a_line_that_answers_pings_is_left_alone(exchange: Exchange) -> None:
    """An hour of pongs: one line, always fresh."""
    exchange.pass_time(3600, pong=True)
    assert len(exchange.laid) == 1
    assert exchange.heard.is_fresh()


def test_a_deaf_line_is_laid_anew_although_it_says_connected(exchange: Exchange) -> None:
    """The client's own word does not count; the old line is hung up."""
    exchange.pass_time(30, pong=True)
    exchange.pass_time(180, pong=False)
    assert exchange.laid[0].client.is_connected()
    assert len(exchange.laid) > 1
    assert exchange.laid[0].hung_up.wait(5)
    assert exchange.laid[0].client.auto_reconnect_enabled is False


def test_a_deaf_line_shows_as_not_fresh_until_the_new_one_speaks(exchange: Exchange) -> None:
    """Being connected anew is not yet a sign of life."""
    exchange.pass_time(61, pong=False)
    assert len(exchange.laid) > 1
    assert not exchange.heard.is_fresh()
    exchange.pass_time(1, pong=True)
    assert exchange.heard.is_fresh()


def test_a_new_line_gets_time_to_speak(exchange: Exchange) -> None:
    """A second of silence after laying anew is no reason to do it again."""
    exchange.pass_time(40, pong=False)
    assert len(exchange.laid) == 2


def test_while_slack_is_away_the_tries_become_rarer_and_never_end(exchange: Exchange) -> None:
    """An outage of an hour: bounded tries, and the line is back within half a minute of Slack."""
    exchange.is_there = False
    exchange.pass_time(3600, pong=False)
    assert 100 < exchange.tried < 200
    exchange.is_there = True
    exchange.pass_time(31, pong=False)
    assert len(exchange.laid) == 2
    exchange.pass_time(1, pong=True)
    assert exchange.heard.is_fresh()


def test_the_gate_waits_for_those_inside_and_lets_nobody_in_any_more() -> None:
    """Who is inside finishes; who comes later is not served."""
    gate, inside, go_on = Gate(), Event(), Event()
    served: list[str] = []

    def request() -> None:
        with gate.passing() as welcome:
            assert welcome
            inside.set()
            go_on.wait(10)
            served.append("first")

    first = Thread(target=request)
    first.start()
    inside.wait(10)
    assert not gate.close(seconds=0)
    with gate.passing() as welcome:
        assert not welcome
    go_on.set()
    assert gate.close(seconds=10)
    first.join()
    assert served == ["first"]


def test_a_request_that_fails_leaves_the_gate_too() -> None:
    """An exception inside does not keep the process from stopping."""
    gate = Gate()
    with pytest.raises(ValueError, match="broken"), gate.passing():
        raise ValueError("broken")
    assert gate.close(seconds=0)
