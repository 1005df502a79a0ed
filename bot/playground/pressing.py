"""What people do with buttons, menus and modals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.playground import payloads
from bot.playground.acknowledgements import take_submission_answer
from bot.playground.blockkit.composition import MENU_OPTION, OPTION_GROUP, OPTIONS
from bot.playground.blockkit.rules import items, shape
from bot.playground.envelopes import Envelope
from bot.playground.forms import chosen_state, keeps_a_value, options_of, refusals, state_values
from bot.playground.gestures import NotOnScreenError, action_of, find_field, find_on
from bot.playground.permits import issue_response_url, issue_trigger
from bot.playground.records import Ephemeral, View
from bot.playground.slack_says import TROUBLE_CONNECTING
from bot.playground.views import change_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.playground.actors import Actor
    from bot.playground.blockkit.walk import Placed
    from bot.playground.envelopes import Answer
    from bot.playground.json_types import Json
    from bot.playground.records import Message
    from bot.playground.surfaces import Surface


def click(actor: Actor, what: str, value: object, surfaces: Sequence[Surface]) -> None:
    """Press a button or choose in a menu, on the newest of these surfaces that has it."""
    surface, placed = find_on(surfaces, what, value)
    press(actor, surface, placed, value)


def press(actor: Actor, surface: Surface, placed: Placed, value: object) -> bool:
    """Press this element, or choose this value in it; return whether the app has heard of it.

    Raises:
        NoSuchChoiceError: the menu does not offer the value.
    """
    workspace = actor.slack.workspace
    searched = actor.searched.get(placed.action_id, ())
    action = action_of(placed, value, searched, workspace.mint.timestamp())
    if isinstance(surface.source, View):
        view = actor.slack.workspace.views.get(surface.source.id, surface.source)
        if keeps_a_value(placed.element):
            view = enter(actor, view, [(placed, value)])
        quiet = placed.block["type"] == "input" and not placed.block.get("dispatch_action")
        if quiet:
            return True
        trigger = issue_trigger(workspace, actor.id, view.id)
        payload = payloads.actions_in_view(actor.member, view, action, trigger)
    else:
        payload = _actions_in_message(actor, surface.source, placed, action)
    answer = actor.slack.delivery.send(Envelope("interactive", payload))
    if not answer.acknowledged:
        _fail(actor, f"block_actions {placed.action_id}", answer, surface)
    return answer.acknowledged


def _actions_in_message(
    actor: Actor, source: Message | Ephemeral, placed: Placed, action: Json
) -> Json:
    workspace = actor.slack.workspace
    address = issue_response_url(
        workspace, actor.id, source.channel, source.ts, ephemeral=isinstance(source, Ephemeral)
    )
    drafts = {}
    if keeps_a_value(placed.element):
        drafts[placed.block_id, placed.action_id] = {
            name: content
            for name, content in action.items()
            if name not in {"action_id", "block_id", "action_ts"}
        }
    permits = {
        "response_url": actor.slack.desk.answer_url(address.key),
        "trigger_id": issue_trigger(workspace, actor.id),
    }
    values = state_values(source.blocks, drafts)
    return payloads.actions_in_message(workspace, actor.member, source, action, values, permits)


def fill(actor: Actor, view: View, values: Mapping[str, object]) -> View:
    """Type and choose in a form, without sending it. Returns the view with what was entered.

    Raises:
        NotOnScreenError: the form has no field of that name.
        NoSuchChoiceError: a menu does not offer the value.
    """
    blocks = view.source["blocks"]
    entered = [(find_field(blocks, name), value) for name, value in values.items()]
    return enter(actor, view, entered)


def enter(actor: Actor, view: View, values: Iterable[tuple[Placed, object]]) -> View:
    """Put these values into these fields of a form. Returns the view with what was entered.

    Raises:
        NoSuchChoiceError: a menu does not offer the value.
    """
    drafts = dict(actor.slack.workspace.views.get(view.id, view).drafts)
    for placed, value in values:
        before = drafts.get((placed.block_id, placed.action_id), {})
        # What is chosen already stays choosable, whatever was searched for since.
        chosen = [before.get("selected_option"), *(before.get("selected_options") or ())]
        searched = [*actor.searched.get(placed.action_id, ()), *filter(None, chosen)]
        drafts[placed.block_id, placed.action_id] = chosen_state(placed.element, value, searched)
    return change_view(actor.slack.workspace, view, drafts=drafts)


def submit(actor: Actor, view: View) -> None:
    """Press the modal's submit button: the client's own checks first, then the app."""
    workspace = actor.slack.workspace
    if not view.source.get("submit"):
        raise NotOnScreenError("the modal on top has no submit button")
    refused = refusals(view.source["blocks"], view.drafts, actor.language)
    view = change_view(workspace, view, errors=refused, notice="")
    if refused:
        return
    trigger = issue_trigger(workspace, actor.id, view.id)
    payload = payloads.view_submission(actor.member, view, trigger, _response_urls(actor, view))
    answer = actor.slack.delivery.send(Envelope("interactive", payload))
    take_submission_answer(actor.slack.desk, answer, view, actor.language)


def _response_urls(actor: Actor, view: View) -> list[Json]:
    """Menus with `response_url_enabled` let the app answer into the chosen conversation."""
    urls: list[Json] = []
    values = state_values(view.source["blocks"], view.drafts)
    for block in view.source["blocks"]:
        element = block.get("element") or {}
        if not element.get("response_url_enabled"):
            continue
        state = values[block["block_id"]][element["action_id"]]
        channel = state.get("selected_conversation") or state.get("selected_channel")
        if channel:
            address = issue_response_url(actor.slack.workspace, actor.id, channel)
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel,
                    "response_url": actor.slack.desk.answer_url(address.key),
                }
            )
    return urls


def close(actor: Actor, view: View, *, everything: bool) -> None:
    """Close the modal on top, or all that are stacked; the app hears of those that ask for it."""
    workspace = actor.slack.workspace
    everything = everything or bool(view.source.get("clear_on_close"))
    stack = [one for one in workspace.modals_of(actor.id) if one.root == view.root]
    for closed in workspace.close_view(stack[0] if everything else view):
        if closed.source.get("notify_on_close"):
            payload = payloads.view_closed(actor.member, closed, cleared=everything)
            actor.slack.delivery.send(Envelope("interactive", payload))


def search_options(actor: Actor, what: str, typed: str, surfaces: Sequence[Surface]) -> list[str]:
    """Type into a menu that the app fills (`external_select`); return the labels it offers."""
    surface, placed = find_on(surfaces, what, None)
    offered = ask_for_options(actor, surface, placed, typed)
    return [str(option["text"]["text"]) for option in options_of(offered)]


def ask_for_options(actor: Actor, surface: Surface, placed: Placed, typed: str) -> Json:
    """Ask the app for the options of a menu that it fills; return its offer, empty if it is bad."""
    workspace = actor.slack.workspace
    payload = payloads.block_suggestion(workspace, actor.member, surface.source, placed, typed)
    answer = actor.slack.delivery.send(Envelope("interactive", payload))
    offered = _offered(actor, placed, answer)
    actor.searched[placed.action_id] = options_of(offered)
    return offered


_OFFER = shape(
    {},
    {
        "options": items(MENU_OPTION, most=OPTIONS, least=0),
        "option_groups": items(OPTION_GROUP, most=OPTIONS, least=0),
    },
)


def _offered(actor: Actor, placed: Placed, answer: Answer) -> Json:
    """Read the app's offer. A wrong one shows as "no result": no error reaches anybody."""
    try:
        given = json.loads(answer.body) if answer.acknowledged and answer.body else {}
    except ValueError:
        given = None
    complaints = list(_OFFER(given, ""))
    if complaints or not answer.acknowledged:
        details = "; ".join(complaints) or answer.failure
        actor.slack.desk.report(f"block_suggestion {placed.action_id}: {details}")
        return {}
    return dict(given or {})


def _fail(actor: Actor, what: str, answer: Answer, surface: Surface) -> None:
    """The person sees a sign of trouble; the app may not even know that it was called."""
    status = f" {answer.status}" if answer.status else ""
    actor.slack.desk.report(f"{what}: not acknowledged: {answer.failure}{status}")
    if isinstance(surface.source, View):
        notice = TROUBLE_CONNECTING[actor.language]
        change_view(actor.slack.workspace, surface.source, notice=notice)
