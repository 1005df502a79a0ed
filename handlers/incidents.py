"""Something was entered by mistake: the form, the first steps as the answer, and ticking them off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import incident_steps as steps
from handlers.database_visits import write_briefly
from handlers.form_values import chosen_option, chosen_options, entered_text, is_ticked
from handlers.home_tab import refresh_home
from handlers.incident_mail import around_of
from handlers.passing_words import checked_words
from handlers.payloads import read_command_text, read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import is_on_modal, replace_view, show_view
from handlers.views.escalation_forms import notice_modal
from handlers.views.incident_desk import DESK, desk_modal
from handlers.views.incidents import OWN_LIST, Received, own_modal, received_modal, report_form
from knowledge.incident_guide import Doer, load_incident_guide
from knowledge.incidents import LONGEST_WORDS, UNSURE, Happened, Place
from knowledge.roles import Action, may
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.incidents import NewIncident

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.leaving import Words
    from knowledge.roles import Person
    from knowledge.store.database import Session


@dataclass(frozen=True, slots=True)
class _Written:
    """What somebody wrote about it, and what of that may be kept."""

    typed: str = field(repr=False)
    words: Words = field(repr=False)

    @property
    def kept(self) -> str:
        """As it was written, or masked; never more than that."""
        return self.words.text or self.words.proposal if self.typed else ""


def register(app: App, services: Services) -> None:
    """Listen to everything by which a mistaken entry is reported, and to the reporter's steps."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if may(person, Action.REPORT_INCIDENT):
            often_done = load_incident_guide().often_done
            typed = read_command_text(body) if "command" in body else ""
            words = _written(services, typed).kept[:LONGEST_WORDS]
            view = report_form(services.rulebook(), often_done, voice, words=words)
        else:
            view = notice_modal(voice, "incident.title", refusal(voice, Action.REPORT_INCIDENT))
        show_view(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        if not may(person, Action.REPORT_INCIDENT):
            said = refusal(voice, Action.REPORT_INCIDENT)
            ack(response_action="update", view=notice_modal(voice, "incident.title", said))
            return
        new, written = _read(services, view, person)
        if not new.categories:
            errors = {ids.BLOCK_CATEGORIES: voice("incident.categories_needed")}
            ack(response_action="errors", errors=errors)
            return
        try:
            received = write_briefly(
                services, lambda session: _report(services, session, new, written, voice)
            )
        except DatabaseUnavailable:
            # The form stays as it is: another view would cost the person what they chose.
            errors = {ids.BLOCK_CATEGORIES: voice("incident.lost")}
            ack(response_action="errors", errors=errors)
            return
        ack(response_action="update", view=received)
        services.wake_outbox()
        refresh_home(services, client, asker)

    app.command(ids.COMMAND_MISINPUT)(on_open)
    app.shortcut(ids.SHORTCUT_MISINPUT)(on_open)
    app.action(ids.ACTION_REPORT_INCIDENT)(on_open)
    app.view(ids.VIEW_REPORT_INCIDENT)(on_submit)
    _register_steps(app, services)


def _register_steps(app: App, services: Services) -> None:
    def on_step(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        id_, step = read_pressed_value(body).split(" ", 1)
        kind = (body.get("view") or {}).get("private_metadata")

        def tick(session: Session) -> Surface | None:
            incident = steps.existing(session, int(id_))
            if not _may_tick(person, incident.reporter, step):
                return notice_modal(voice, "incident.title", voice("incident.not_yours"))
            # Whoever presses second finds it done: no message is needed for that.
            steps.do_step(services, session, int(id_), step, person.member)
            return _shown_anew(services, session, int(id_), kind, voice)

        view = write_briefly(services, tick)
        services.wake_outbox()
        if view is not None:
            (replace_view if is_on_modal(body) else show_view)(client, body, view)
        ack()

    app.action(ids.ACTION_INCIDENT_STEP)(on_step)


def _may_tick(person: Person, reporter: str, step: str) -> bool:
    """Return whether this step is theirs: the reporter's own, or any for those who handle it."""
    known = load_incident_guide().steps.get(step)
    is_own = person.member == reporter and may(person, Action.REPORT_INCIDENT)
    is_theirs = is_own and known is not None and known.doer is Doer.REPORTER
    return is_theirs or may(person, Action.HANDLE_INCIDENT)


def _shown_anew(
    services: Services, session: Session, id_: int, kind: str | None, voice: Voice
) -> Surface | None:
    """Return the modal in which somebody pressed, as it is now; a message is changed by itself."""
    if kind not in {OWN_LIST, DESK}:
        return None
    incident = steps.existing(session, id_)
    around = around_of(services, session, incident)
    if kind == DESK:
        return desk_modal(incident, around, services.clock(), voice)
    return own_modal(incident, around, voice)


def _read(services: Services, view: dict[str, Any], person: Person) -> tuple[NewIncident, _Written]:
    written = _written(services, entered_text(view, ids.BLOCK_WORDS).strip())
    rulebook = services.rulebook()
    known = {*rulebook.categories, UNSURE}
    new = NewIncident(
        key=f"incident:{view['id']}",
        reporter=person.member,
        place=Place(chosen_option(view, ids.BLOCK_PLACE) or Place.COMPANY),
        happened=Happened(chosen_option(view, ids.BLOCK_HAPPENED) or Happened.NOW),
        categories=tuple(one for one in chosen_options(view, ids.BLOCK_CATEGORIES) if one in known),
        steps=(),
        rulebook_revision=rulebook.revision,
        at=services.clock(),
        due_at=None,
        done=frozenset(chosen_options(view, ids.BLOCK_DONE)),
        many=is_ticked(view, ids.BLOCK_MANY),
        words=written.kept,
    )
    return new, written


def _written(services: Services, typed: str) -> _Written:
    return _Written(typed, checked_words(services, typed))


def _report(
    services: Services, session: Session, new: NewIncident, written: _Written, voice: Voice
) -> Surface:
    reported = steps.report(services, session, new)
    incident = steps.existing(session, reported.id)
    changed = bool(written.typed) and not written.words.text
    kinds = voice("escalation.between").join(voice(f"kind.{one}") for one in written.words.kinds)
    received = Received(
        told=reported.told,
        upwards=reported.upwards,
        words=written.kept if changed else "",
        found=kinds,
        dropped=changed and not written.kept,
    )
    return received_modal(incident, around_of(services, session, incident), received, voice)
