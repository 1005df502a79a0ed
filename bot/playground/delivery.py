"""Delivery to the app: faults on the way, redelivery of events, and the book of both."""

from __future__ import annotations

import json
import queue
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.playground.envelopes import Answer, Envelope
from bot.playground.exchanges import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.playground.envelopes import Carrier
    from bot.playground.exchanges import Exchanges
    from bot.playground.faults import Faults
    from bot.playground.json_types import Json
    from bot.playground.recording import Recording


@dataclass(frozen=True)
class Delivered:
    """An event, and what came back each time that it was sent."""

    event_id: str
    payload: Json
    answers: tuple[Answer, ...] = ()

    @property
    def acknowledged(self) -> bool:
        return any(answer.acknowledged for answer in self.answers)


class Delivery:
    """Sends envelopes by whichever carrier leads to the app. Safe to use from any thread."""

    def __init__(
        self, carrier: Carrier, faults: Faults, recording: Recording, exchanges: Exchanges
    ) -> None:
        self.carrier = carrier
        self._exchanges = exchanges
        self._faults = faults
        self._recording = recording
        self._lock = threading.Lock()
        self._events: dict[str, Delivered] = {}

    @property
    def events(self) -> list[Delivered]:
        """The events so far, in the order in which they happened."""
        with self._lock:
            return list(self._events.values())

    def send(self, envelope: Envelope) -> Answer:
        """Carry one envelope and return the app's answer, as far as Slack sees it."""
        with self._recording.under_way():
            fault = self._faults.take(envelope.kind)
            if fault is not None and fault.kind == "delay":
                self._faults.wait(fault.seconds)
            begun = time.perf_counter()
            answer = self.carrier.carry(envelope)
            self._exchanges.note(_exchange(envelope, answer, time.perf_counter() - begun))
            self._recording.note_acknowledgement(answer.body)
            lost = fault is not None and fault.kind == "cut"
            return Answer(failure="connection_failed") if lost else answer

    def send_event(self, payload: Json) -> None:
        """Carry an event; if it is not acknowledged, carry it once more at once.

        Real Slack tries twice more, after one minute and after five: `redeliver` does that when
        a test says.
        """
        ident = str(payload["event_id"])
        with self._lock:
            self._events.setdefault(ident, Delivered(ident, payload))
        answer = self._try(ident)
        if not answer.acknowledged and not answer.no_retry:
            self._try(ident)

    def redeliver(self, event_id: str, times: int = 1) -> list[Answer]:
        """Send an event again, acknowledged or not: Slack gives no promise of "once".

        Raises:
            KeyError: there was no such event.
        """
        return [self._try(event_id) for _ in range(times)]

    def _try(self, event_id: str) -> Answer:
        with self._lock:
            event = self._events[event_id]
        envelope = Envelope("events_api", event.payload)
        if event.answers:
            reason = event.answers[-1].failure or "http_timeout"
            envelope = replace(envelope, retry_num=len(event.answers), retry_reason=reason)
        answer = self.send(envelope)
        with self._lock:
            event = self._events[event_id]
            self._events[event_id] = replace(event, answers=(*event.answers, answer))
        return answer


def _exchange(envelope: Envelope, answer: Answer, seconds: float) -> Exchange:
    return Exchange(
        "slack",
        envelope.kind,
        _name(envelope),
        envelope.payload,
        _shown(answer),
        seconds,
        answer.acknowledged,
        answer.status,
        envelope.retry_num,
    )


def _name(envelope: Envelope) -> str:
    """Say what it is about: an event's type, a command, what was pressed or chosen."""
    payload = envelope.payload
    match envelope.kind:
        case "slash_commands":
            return str(payload["command"])
        case "events_api":
            return str((payload.get("event") or payload).get("type"))
        case _:
            acted = [str(one["action_id"]) for one in payload.get("actions") or ()]
            view = payload.get("view") or {}
            about = payload.get("callback_id") or payload.get("action_id")
            names = [*acted, about or (not acted and view.get("callback_id")) or ""]
            return " ".join([str(payload["type"]), *filter(None, names)])


def _shown(answer: Answer) -> object:
    if not answer.acknowledged:
        return {"failure": answer.failure}
    if answer.is_json or answer.body.startswith("{"):
        try:
            return json.loads(answer.body)
        except ValueError:
            pass
    return answer.body or None


class Postman:
    """Brings the events that nobody waits for, one after the other, in a thread of its own."""

    def __init__(self, bring: Callable[[Json], None], recording: Recording) -> None:
        self._bring = bring
        self._recording = recording
        self._letters: queue.Queue[Json | None] = queue.Queue()
        self._left = 0
        self._stopping = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._walk, name="local-slack-events")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the letter in hand; the others are not brought any more."""
        self._stopping = True
        self._letters.put(None)
        self._thread.join()

    def post(self, payload: Json) -> None:
        with self._lock:
            self._left += 1
        self._letters.put(payload)

    @property
    def is_idle(self) -> bool:
        with self._lock:
            return self._left == 0

    def _walk(self) -> None:
        while (payload := self._letters.get()) is not None:
            with self._recording.under_way():
                if not self._stopping:
                    self._bring(payload)
                with self._lock:
                    self._left -= 1
