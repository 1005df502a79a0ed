"""What people ask with the marked text, in every way, and the requests that nobody expects."""

import time

from bot.playground.envelopes import Envelope
from bot.playground.http_carrier import HttpCarrier
from bot.playground.payloads import event_callback
from bot.playground.workspace import TEAM_ID
from handlers import ids
from tests.journeys.marked_text import TEXT

COMMAND = ids.COMMAND_CAN_I_ENTER
SHORTCUT = ids.SHORTCUT_CHECK_MESSAGE
UNKNOWN_EVENT = {"type": "channel_rename", "channel": {"id": "C1", "name": TEXT}, "text": TEXT}


def ask_in_every_way(slack, person, room):
    person.command(COMMAND, TEXT)
    person.command(COMMAND, TEXT, channel=room)
    for account in ("company", "personal"):
        person.command(COMMAND)
        person.submit(text=TEXT, account=account)
    ts = person.message(TEXT)
    person.shortcut(SHORTCUT, message_ts=ts)
    person.edit(ts, f"{TEXT}。")
    person.open_home()
    person.click(ids.ACTION_OPEN_CHECK)
    person.submit(text=TEXT)
    person.shortcut(SHORTCUT, message_ts=person.message(TEXT, channel=room), channel=room)
    slack.settle(seconds=20)


def ask_while_slack_fails(slack, person):
    ts = person.message(TEXT)
    for fault in ("429", "500", "cut"):
        slack.faults.next("views.open", fault)
        person.shortcut(SHORTCUT, message_ts=ts)
        slack.faults.next("chat.postMessage", fault)
        person.message(TEXT)
        slack.faults.next("users.info", fault)
        slack.person(f"新人{fault}").command(COMMAND, TEXT)


def strange_requests(slack, person):
    """Requests with the text where nobody expects it: unknown, old, and broken ones."""
    who = {"team_id": TEAM_ID, "user_id": person.id}
    click = {"type": "block_actions", "user": {"id": person.id}, "team": {"id": TEAM_ID}}
    old = {"type": "button", "action_id": "an.old.button", "value": TEXT, "block_id": TEXT}
    broken_view = {"type": "modal", "callback_id": ids.VIEW_CHECK, "state": {"values": {TEXT: {}}}}
    message = {"type": "message", "channel_type": "im", "user": person.id, "text": TEXT}
    yield Envelope("slash_commands", {"command": "/old", "text": TEXT, **who})
    yield Envelope("interactive", {**click, "actions": [old], "message": {"text": TEXT}})
    yield Envelope("interactive", {**click, "type": "view_submission", "view": broken_view})
    for event in (UNKNOWN_EVENT, message, {"type": TEXT}):
        yield Envelope("events_api", event_callback(slack.workspace, event))


def refused_requests(replica, secret, person):
    """What HTTP refuses: somebody else's signature, and a body that is too large."""
    asked = {"command": COMMAND, "text": TEXT, "team_id": TEAM_ID, "user_id": person.id}
    for signed_with, text in (("another-secret", TEXT), (secret, TEXT * 5_000)):
        carrier = HttpCarrier(replica.events_url, signed_with, 3.0, time.time)
        assert not carrier.carry(Envelope("slash_commands", {**asked, "text": text})).acknowledged
