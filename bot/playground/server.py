"""The local Slack put together: start it, let people act, look at what the app did."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.playground.actors import Actor
from bot.playground.delivery import Delivery, Postman
from bot.playground.desk import Desk
from bot.playground.envelopes import Envelope
from bot.playground.exchanges import Exchanges
from bot.playground.faults import Faults
from bot.playground.http_carrier import HttpCarrier
from bot.playground.http_server import HttpServer
from bot.playground.installation import Installation
from bot.playground.messages import changed_event, membership_event
from bot.playground.mint import Mint
from bot.playground.payloads import event_callback, url_verification
from bot.playground.recording import Recording
from bot.playground.socket_mode import SocketModeServer
from bot.playground.web.application import Office, create_web_api
from bot.playground.web.uploading import UPLOADS
from bot.playground.workspace import BOT_USER_ID, OTHER_TEAM_ID, TEAM_ID, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    from bot.playground.delivery import Delivered
    from bot.playground.envelopes import Answer
    from bot.playground.json_types import Json
    from bot.playground.recording import RecordedCall
    from bot.playground.records import ChannelKind

BOT_TOKEN: Final = "xoxb-local-bot-token"  # noqa: S105 -- opens only what is on loopback
APP_TOKEN: Final = "xapp-1-local-app-token"  # noqa: S105 -- likewise


class LocalSlack:
    """A workspace with one app, `annai`, installed in it. A context manager.

    Args:
        clock: what time it is in the workspace.
        installation: what the app's manifest grants; everything, if it is not given.
        seconds_to_answer: how long the app may take; real Slack gives three.
        port: of the Web API; 0 takes any that is free.
        wall_clock: the machine's time, for signatures.
    """

    bot_token = BOT_TOKEN
    app_token = APP_TOKEN

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        installation: Installation | None = None,
        seconds_to_answer: float = 3.0,
        port: int = 0,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        mint = Mint(clock)
        self.installation = installation or Installation()
        self.workspace = Workspace(mint, "annai")
        self.faults = Faults()
        self.problems: list[str] = []
        self._recording = Recording()
        self._seconds = seconds_to_answer
        self._wall_clock = wall_clock
        self.socket = SocketModeServer(mint, seconds_to_answer)
        self.exchanges = Exchanges(mint.now, self.workspace.changes.note)
        self.delivery = Delivery(self.socket, self.faults, self._recording, self.exchanges)
        self._postman = Postman(self.delivery.send_event, self._recording)
        self.desk = Desk(
            self.workspace,
            self._announce,
            self.problems.append,
            self.installation.scopes,
            BOT_TOKEN,
            APP_TOKEN,
            lambda key: f"{self._http.url}/actions/{TEAM_ID}/{key}",
            self.socket.new_url,
            lambda: self._http.url,
            lambda key: f"{self._http.url}/{UPLOADS}/{key}",
        )
        self.web = create_web_api(Office(self.desk, self.faults, self._recording, self.exchanges))
        self._http = HttpServer(self.web, port)
        self._people: dict[str, Actor] = {}

    def start(self) -> None:
        self.socket.start(0)
        self._postman.start()
        self._http.start()

    def stop(self) -> None:
        """Stop everything; whoever waits for an answer is released at once.

        Close the app's own Socket Mode client first: it would try to connect again.
        """
        self.faults.stop()
        self.workspace.changes.close()
        self._postman.stop()
        self._http.stop()
        self.socket.stop()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # The app's side

    @property
    def address(self) -> str:
        """Where everything of the Web is."""
        return self._http.url

    @property
    def api_url(self) -> str:
        """The `base_url` for slack_sdk's WebClient."""
        return f"{self.address}/api/"

    def send_to(self, url: str, signing_secret: str) -> None:
        """Deliver over HTTP from now on; until this is called, Socket Mode is the way."""
        self.delivery.carrier = HttpCarrier(url, signing_secret, self._seconds, self._wall_clock)

    def verify_url(self) -> bool:
        """Ask the app, as Slack does when a request URL is entered, to echo a challenge."""
        challenge = self.workspace.mint.identifier("challenge-")
        answer = self.delivery.send(Envelope("events_api", url_verification(challenge)))
        return answer.acknowledged and challenge in answer.body

    # The people's side

    def person(self, name: str, *, locale: str = "ja-JP", outsider: bool = False) -> Actor:
        """Return the person of this name, who joins the workspace when first named.

        An outsider is somebody of another company, met in shared channels only.
        """
        if name not in self._people:
            team = OTHER_TEAM_ID if outsider else TEAM_ID
            member = self.workspace.add_member(name, locale=locale, team=team)
            self._people[name] = Actor(self, member.id)
        return self._people[name]

    def actor(self, ident: str) -> Actor | None:
        """Return the person of this id."""
        return next((one for one in self._people.values() if one.id == ident), None)

    @property
    def people(self) -> list[Actor]:
        """Everybody who can act, in the order in which they joined."""
        return list(self._people.values())

    def channel(
        self,
        name: str,
        members: Iterable[Actor] = (),
        *,
        bot: bool = True,
        private: bool = False,
        shared: bool = False,
    ) -> str:
        """Open a channel with these people, and with the bot unless told otherwise; return its id."""
        inside = {one.id for one in members} | ({BOT_USER_ID} if bot else set())
        kind: ChannelKind = "group" if private else "channel"
        return self.workspace.add_channel(name, inside, kind=kind, shared=shared).id

    def dm_between(self, *people: Actor) -> str:
        """Return the direct conversation of these people, without the bot."""
        return self.workspace.dm(*(one.id for one in people)).id

    def join(self, channel: str, member: str) -> None:
        """Put somebody into a channel, and tell the app of it if the app is there."""
        if member not in self.workspace.channels[channel].members:
            self.workspace.join(channel, member)
            self.tell(membership_event(self.workspace, "member_joined_channel", member, channel))

    def leave(self, channel: str, member: str) -> None:
        if member in self.workspace.channels[channel].members:
            self.workspace.leave(channel, member)
            self.tell(membership_event(self.workspace, "member_left_channel", member, channel))

    def archive(self, channel: str) -> None:
        with self.workspace.lock:
            old = self.workspace.channels[channel]
            self.workspace.channels[channel] = replace(old, archived=True)

    def deactivate(self, person: Actor) -> None:
        self._set_deleted(person, deleted=True)

    def reactivate(self, person: Actor) -> None:
        self._set_deleted(person, deleted=False)

    def _set_deleted(self, person: Actor, *, deleted: bool) -> None:
        with self.workspace.lock:
            old = self.workspace.members[person.id]
            self.workspace.members[person.id] = replace(old, deleted=deleted)

    def show_preview(self, channel: str, ts: str) -> None:
        """Let a link preview appear: `message_changed` for a text that nobody has changed."""
        with self.workspace.lock:
            before = self.workspace.messages[channel, ts]
            preview = {"id": 1, "from_url": "https://example.co.jp/", "title": "例"}
            after = replace(before, attachments=(*before.attachments, preview))
            self.workspace.put(after)
        self.tell(changed_event(self.workspace, before, after))

    # Events

    def tell(self, event: Json) -> None:
        """Deliver an event, if the app hears of such, and wait for its acknowledgement."""
        if self._reaches_the_app(event):
            self.delivery.send_event(event_callback(self.workspace, event))

    def _announce(self, event: Json) -> None:
        # The envelope is made now, so that event ids rise in the order of what happened.
        if self._reaches_the_app(event):
            self._postman.post(event_callback(self.workspace, event))

    def _reaches_the_app(self, event: Json) -> bool:
        item = event.get("item") or {}
        channel = self.workspace.channels.get(event.get("channel") or item.get("channel") or "")
        there = channel is None or BOT_USER_ID in channel.members
        return there and self.installation.hears(event)

    @property
    def events(self) -> list[Delivered]:
        """The events so far, each with the app's answers."""
        return self.delivery.events

    def redeliver(self, event_id: str, times: int = 1) -> list[Answer]:
        """Send an event again, as Slack may at any time."""
        return self.delivery.redeliver(event_id, times)

    # What happened

    @property
    def calls(self) -> list[RecordedCall]:
        """The calls of the Web API and the posts to answering URLs so far."""
        return self._recording.calls

    def calls_to(self, method: str) -> list[RecordedCall]:
        return [call for call in self.calls if call.method == method]

    def take_problems(self) -> list[str]:
        """Return the problems so far and forget them: for a test that caused them on purpose."""
        taken, self.problems[:] = list(self.problems), []
        return taken

    def settle(self, until: Callable[[], bool] = lambda: True, seconds: float = 5.0) -> None:
        """Wait until the app has no call under way, no event is left to bring, and `until` holds.

        Give `until` what a background job of the app shall have reached: a job that has not
        called yet cannot be seen from here.

        Raises:
            TimeoutError: it did not come to that in time.
        """
        if not self._recording.wait_until(lambda: self._postman.is_idle and until(), seconds):
            raise TimeoutError(f"the app did not come to rest within {seconds} s")

    def everything_sent_by_app(self, *, acknowledgements: bool = True) -> str:
        """Return all that has left the app, for a search for words that must not have.

        Each body is there as sent and with its encodings undone. Acknowledgements are what the
        person who acted sees; leave them out to look at calls alone.
        """
        return self._recording.everything(acknowledgements=acknowledgements)
