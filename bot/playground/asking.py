"""How people call the app: slash commands, shortcuts, and opening its Home tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.playground import payloads
from bot.playground.acknowledgements import take_command_answer
from bot.playground.content import Content
from bot.playground.envelopes import Envelope
from bot.playground.gestures import NotOnScreenError
from bot.playground.permits import issue_response_url, issue_trigger
from bot.playground.posting import show_only_to
from bot.playground.slack_says import no_such_command
from bot.playground.talking import mentionable
from bot.playground.typed_text import as_text, encoded, typed
from bot.playground.workspace import BOT_USER_ID

if TYPE_CHECKING:
    from bot.playground.actors import Actor
    from bot.playground.json_types import Json
    from bot.playground.records import Message


def run_command(actor: Actor, command: str, text: str, channel: str) -> None:
    """Send a slash command and show what its acknowledgement says."""
    slack = actor.slack
    workspace = slack.workspace
    known = slack.installation.commands
    if known is not None and command not in known:
        said = Content(text=no_such_command(command))
        show_only_to(workspace, actor.id, channel, said, by_slack=True)
        return
    wrap = known is None or known[command]
    pieces = typed(text, mentionable(workspace), labelled=True) if wrap else []
    address = issue_response_url(workspace, actor.id, channel)
    payload = payloads.slash_command(
        actor.member,
        workspace.channels[channel],
        command,
        as_text(pieces) if wrap else encoded(text),
        {
            "response_url": slack.desk.answer_url(address.key),
            "trigger_id": issue_trigger(workspace, actor.id),
        },
    )
    answer = slack.delivery.send(Envelope("slash_commands", payload))
    take_command_answer(slack.desk, answer, address, command, text)


def run_message_shortcut(actor: Actor, callback_id: str, message: Message) -> bool:
    """Choose the app's entry in a message's menu; it works where the app is not a member.

    Returns:
        Whether the app has heard of it.
    """
    slack = actor.slack
    _shortcut_exists(actor, callback_id)
    address = issue_response_url(slack.workspace, actor.id, message.channel)
    permits = {
        "response_url": slack.desk.answer_url(address.key),
        "trigger_id": issue_trigger(slack.workspace, actor.id),
    }
    payload = payloads.message_shortcut(
        slack.workspace, actor.member, message, callback_id, permits
    )
    return _interact(actor, payload, f"message shortcut {callback_id}")


def run_global_shortcut(actor: Actor, callback_id: str) -> bool:
    slack = actor.slack
    _shortcut_exists(actor, callback_id)
    trigger = issue_trigger(slack.workspace, actor.id)
    payload = payloads.global_shortcut(
        actor.member, callback_id, trigger, slack.workspace.mint.timestamp()
    )
    return _interact(actor, payload, f"shortcut {callback_id}")


def open_home(actor: Actor, tab: str) -> None:
    """Look at the app's Home tab, or at its Messages tab."""
    workspace = actor.slack.workspace
    dm = workspace.dm(actor.id, BOT_USER_ID)
    if tab == "home":
        workspace.home_watchers.add(actor.id)
    else:
        workspace.home_watchers.discard(actor.id)
    actor.slack.tell(payloads.app_home_opened(workspace, actor.id, dm.id, tab))


def _shortcut_exists(actor: Actor, callback_id: str) -> None:
    known = actor.slack.installation.shortcuts
    if known is not None and callback_id not in known:
        raise NotOnScreenError(f"the manifest has no shortcut {callback_id}")


def _interact(actor: Actor, payload: Json, what: str) -> bool:
    """Send an interaction whose acknowledgement says nothing more than that it came."""
    answer = actor.slack.delivery.send(Envelope("interactive", payload))
    if not answer.acknowledged:
        actor.slack.desk.report(f"{what}: not acknowledged: {answer.failure} {answer.status}")
    return answer.acknowledged
