"""Socket Mode: the app connects to Slack, and everything comes down that connection."""

import contextlib
import json
import threading

import pytest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bot.playground.server import LocalSlack


def plain(text):
    return {"type": "plain_text", "text": text}


def test_a_bolt_app_works_over_a_socket_as_over_http(slack, app, client, tanaka):
    """slack_sdk's own client connects to the ws:// address, and everything goes through."""

    @app.command("/can-i-enter")
    def on_command(ack, body):
        element = {"type": "plain_text_input", "action_id": "typed"}
        field = {"type": "input", "block_id": "text", "label": plain("文"), "element": element}
        view = {"type": "modal", "callback_id": "ask", "title": plain("確認"), "blocks": [field]}
        client.views_open(trigger_id=body["trigger_id"], view={**view, "submit": plain("はい")})
        ack("開きました")

    @app.view("ask")
    def on_ask(ack):
        ack(response_action="errors", errors={"text": "短く"})

    @app.event("message")
    def on_message(event, say):
        button = {"type": "button", "action_id": "press", "text": plain("押す")}
        say(text="x", blocks=[{"type": "actions", "elements": [button]}])

    @app.action("press")
    def on_press(ack, respond):
        ack()
        respond("押されました")

    with bolt_connected(app, slack):
        tanaka.command("/can-i-enter")
        assert tanaka.ephemerals[-1].text == "開きました"
        assert tanaka.submit(text="長い").errors == {"text": "短く"}
        tanaka.close()
        tanaka.message("やあ")
        tanaka.click("押す")
        assert tanaka.screen == "押されました"
        slack.settle()


@contextlib.contextmanager
def bolt_connected(app, slack):
    """A Bolt app on its own Socket Mode client, which is closed before Slack is."""
    handler = SocketModeHandler(app, slack.app_token)
    handler.connect()
    try:
        yield
    finally:
        handler.close()


class Listening:
    """A bare connection that notes what comes and acknowledges, if it is told to."""

    def __init__(self, slack, client, *, acknowledges=True):
        self.envelopes = []
        self._acknowledges = acknowledges
        self._open = contextlib.ExitStack()
        url = client.apps_connections_open(app_token=slack.app_token)["url"]
        self.connection = self._open.enter_context(connect(url))
        self.hello = json.loads(self.connection.recv())
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self):
        with contextlib.suppress(ConnectionClosed):
            for frame in self.connection:
                envelope = json.loads(frame)
                self.envelopes.append(envelope)
                if self._acknowledges and "envelope_id" in envelope:
                    self.connection.send(json.dumps({"envelope_id": envelope["envelope_id"]}))

    @property
    def texts(self):
        return [one["payload"]["event"]["text"] for one in self.envelopes]

    def close(self):
        self._open.close()
        self._thread.join()


@pytest.fixture
def listen(slack, client):
    """Opens bare connections, and closes them all after the test."""
    opened = []

    def connect_one(**options):
        opened.append(Listening(slack, client, **options))
        return opened[-1]

    yield connect_one
    for one in opened:
        one.close()


def test_a_connection_is_greeted(slack, listen):
    """The first frame says how many connections there are."""
    assert listen().hello["num_connections"] == 1
    hello = listen().hello
    assert (hello["type"], hello["num_connections"]) == ("hello", 2)
    assert hello["connection_info"] == {"app_id": "A0ANNAI"}


def test_each_event_goes_to_one_connection(slack, listen, tanaka):
    """With two connections the events are shared out, none goes to both."""
    first, second = listen(), listen()
    for number in range(4):
        tanaka.message(str(number))
    assert (first.texts, second.texts) == (["0", "2"], ["1", "3"])


def test_an_envelope_that_is_not_acknowledged_comes_again(clock):
    """The second try carries its number and the reason."""
    with LocalSlack(clock, seconds_to_answer=0.05) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        deaf = Listening(slack, client, acknowledges=False)
        slack.person("田中").message("x")
        slack.redeliver(slack.events[0].event_id)
    deaf.close()
    tries = [(one["retry_attempt"], one["retry_reason"]) for one in deaf.envelopes]
    assert tries == [(0, ""), (1, "http_timeout"), (2, "http_timeout")]


def test_a_goodbye_takes_a_connection_out_of_turn(slack, listen, tanaka):
    """After Slack's disconnect message the events go down another connection."""
    old, new = listen(), listen()
    slack.socket.say_goodbye("warning")
    newest = listen()
    tanaka.message("まだ届く")
    assert newest.texts == ["まだ届く"]
    for one in (old, new):
        assert [envelope["type"] for envelope in one.envelopes] == ["disconnect"]


def test_a_bolt_app_follows_a_goodbye_by_itself(slack, app, tanaka):
    """slack_sdk's client understands the message: it connects anew and hears what comes then."""
    heard = []

    @app.event("message")
    def on_message(event):
        heard.append(event["text"])

    with bolt_connected(app, slack):
        assert slack.socket.wait_for(1)
        slack.socket.say_goodbye()
        assert slack.socket.wait_for(1)
        tanaka.message("まだ届く")
    assert heard == ["まだ届く"]


def test_a_cut_connection_loses_what_is_under_way(slack, listen, tanaka):
    """An event that meets a broken line is not acknowledged, and arrives by its redelivery."""
    broken = listen()
    slack.socket.cut()
    broken.close()
    tanaka.message("x")
    assert [answer.failure for answer in slack.events[0].answers] == ["connection_failed"] * 2
    again = listen()
    slack.redeliver(slack.events[0].event_id)
    assert slack.events[0].acknowledged
    assert again.envelopes[0]["retry_attempt"] == 2


def test_a_ticket_admits_one_connection(slack, client):
    """The address that apps.connections.open gives is good once; a made-up one never."""
    url = client.apps_connections_open(app_token=slack.app_token)["url"]
    with connect(url) as connection:
        assert '"hello"' in connection.recv()
    for refused in (url, url.replace("ticket=", "ticket=1")):
        with pytest.raises(InvalidStatus):
            connect(refused)


def test_a_connection_needs_the_app_token(slack, client):
    """The bot's token opens no connection."""
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        client.api_call("apps.connections.open", params={"token": slack.bot_token})
    slack.take_problems()
