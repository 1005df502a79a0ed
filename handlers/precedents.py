"""Precedents: whether one helped, the list, changing one, and saying that it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from handlers import ids
from handlers import precedent_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_option, entered_text
from handlers.home_tab import refresh_home
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import show_view
from handlers.slack_text import encode
from handlers.views import precedents as views
from handlers.views.escalation_forms import notice_modal
from knowledge.precedents import State
from knowledge.roles import Action, may, may_somewhere
from knowledge.store import precedents as store
from knowledge.verdict import Level

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session

_LISTED = 30
_THANKS_SECONDS = 2


def register(app: App, services: Services) -> None:
    """Listen to what people say about an answer, to the list, and to the form."""

    def on_helped(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        use = int(read_pressed_value(body))
        write_briefly(
            services,
            lambda session: store.say_whether_it_helped(session, use, asker.member, helped=True),
        )
        _thank(client, body, services.texts.voice(asker.language))
        ack()

    def on_list(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if may_somewhere(person, Action.EDIT_PRECEDENT):
            rows = read_briefly(services, lambda session: _listed(services, session, person))
            view = views.list_modal(rows, voice)
        else:
            view = _refused(voice)
        show_view(client, body, view)
        ack()

    app.action(ids.ACTION_PRECEDENT_HELPED)(on_helped)
    app.action(ids.ACTION_LIST_PRECEDENTS)(on_list)
    _register_changes(app, services)


def _register_changes(app: App, services: Services) -> None:
    def on_edit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, id_ = services.texts.voice(asker.language), int(read_pressed_value(body))
        row = read_briefly(services, lambda session: store.find_precedent(session, id_))
        if row is None or row.status == State.RETIRED:
            view = notice_modal(voice, "precedent.title", voice("precedent.gone"))
        elif not may(person, Action.EDIT_PRECEDENT, row.department):
            view = _refused(voice)
        else:
            view = views.edit_form(row, voice)
        show_view(client, body, view)
        ack()

    def on_save(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        wanted = _wanted(view)
        if errors := _errors(services, wanted, voice):
            ack(response_action="errors", errors=errors)
            return
        said = _save(services, person, view["private_metadata"], wanted)
        ack(response_action="update", view=_told(voice, said))
        refresh_home(services, client, asker)

    def on_confirm(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        said = _save(services, person, read_pressed_value(body), None)
        if said != "precedent.edit_saved":
            show_view(client, body, _told(voice, said))
        ack()
        refresh_home(services, client, asker)

    app.action(ids.ACTION_EDIT_PRECEDENT)(on_edit)
    app.view(ids.VIEW_EDIT_PRECEDENT)(on_save)
    app.action(ids.ACTION_CONFIRM_PRECEDENT)(on_confirm)


def _listed(services: Services, session: Session, person: Person) -> list[views.Listed]:
    rows = [
        row
        for row in store.list_precedents(session, _LISTED)
        if may(person, Action.EDIT_PRECEDENT, row.department)
    ]
    uses = store.count_uses(session, [row.id for row in rows])
    local = services.calendar().local
    return [views.Listed(row, local(row.decided_at), *uses.get(row.id, (0, 0))) for row in rows]


def _wanted(view: dict[str, Any]) -> steps.Change:
    return steps.Change(
        state=State(chosen_option(view, ids.BLOCK_THEN)),
        level=Level(chosen_option(view, ids.BLOCK_LEVEL)),
        question=entered_text(view, ids.BLOCK_QUESTION).strip(),
        advice=entered_text(view, ids.BLOCK_ADVICE).strip(),
    )


def _errors(services: Services, wanted: steps.Change, voice: Voice) -> dict[str, str]:
    if wanted.state is State.RETIRED:
        return {}
    said = {ids.BLOCK_QUESTION: wanted.question, ids.BLOCK_ADVICE: wanted.advice}
    found = {
        block: why_not(checked_words(services, text), services.rulebook(), voice)
        for block, text in said.items()
        if text
    }
    if not wanted.advice and wanted.level is Level.CONDITIONAL:
        found[ids.BLOCK_ADVICE] = voice("precedent.edit_needs_advice")
    return {block: error for block, error in found.items() if error}


def _save(services: Services, person: Person, named: str, wanted: steps.Change | None) -> str:
    """Change or, with nothing wanted, confirm a precedent; return the sentence that says how it went."""
    id_, version = (int(part) for part in named.split())
    now = services.clock()

    def save(session: Session) -> str:
        row = store.find_precedent(session, id_)
        if row is None or row.status == State.RETIRED:
            return "precedent.gone"
        if not may(person, Action.EDIT_PRECEDENT, row.department):
            return "refused"
        if wanted is None:
            done = steps.confirm(services, session, id_, version, by=person.member, now=now)
        else:
            done = steps.change(services, session, id_, version, wanted, by=person.member, now=now)
        return "precedent.edit_saved" if done else "precedent.edit_changed"

    said = write_briefly(services, save)
    services.look_again()
    services.wake_outbox()
    retired = wanted is not None and wanted.state is State.RETIRED
    return "precedent.edit_retired" if retired and said == "precedent.edit_saved" else said


def _told(voice: Voice, said: str) -> Surface:
    return (
        _refused(voice)
        if said == "refused"
        else notice_modal(voice, "precedent.title", voice(said))
    )


def _refused(voice: Voice) -> Surface:
    return notice_modal(voice, "precedent.title", refusal(voice, Action.EDIT_PRECEDENT))


def _thank(client: WebClient, body: dict[str, Any], voice: Voice) -> None:
    """Say thank you where the person pressed; that it cannot be said is no reason to fail."""
    said = voice("precedent.thanks")
    if address := body.get("response_url"):
        try:
            hook = WebhookClient(address, timeout=_THANKS_SECONDS, retry_handlers=[])
            hook.send(text=encode(said), response_type="ephemeral", replace_original=False)
        except (SlackClientError, OSError):
            return
    else:
        view = notice_modal(voice, "precedent.title", said)
        show_view(client, body, view)
