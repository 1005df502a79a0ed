"""Deciding about proposed templates: approved, declined, looked at, withdrawn, and the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import template_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import entered_text
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.proposal_forms import words_error
from handlers.showing import is_on_modal, replace_view, show_view
from handlers.template_mail import (
    NOBODY,
    department_of_review,
    proposed,
    proposed_in,
    writing_now,
)
from handlers.views import proposals as views
from handlers.views.blocks import person as named
from handlers.views.dates import say_time
from handlers.views.escalation_forms import notice_modal
from handlers.views.template_diff import proposal_modal
from knowledge.store.template_revisions import find_revision, list_revisions
from knowledge.template_states import AlreadyDecided, MovedOn, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import TemplateRevision

_OWN = 20
_QUEUE = 30


def register(app: App, services: Services) -> None:
    """Listen to the buttons that decide, and to one's own list."""

    def on_approve(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(services.texts.known_language(person.language))
        id_, over = _read_value(read_pressed_value(body))

        def approve(session: Session, row: TemplateRevision) -> Surface:
            failed = steps.approve(writing_now(services, session), row, person, over)
            return _outcome(services, session, row, failed, "proposal.approved_now", voice)

        view = _decide(services, person, voice, id_, approve)
        services.look_again()
        services.wake_outbox()
        _show(client, body, view)
        ack()

    def on_look(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(services.texts.known_language(person.language))
        id_, _ = _read_value(read_pressed_value(body))

        def look(session: Session) -> Surface:
            row = steps.existing(session, id_)
            if problem := _not_now(services, session, person, row, voice):
                return problem
            return proposal_modal(proposed(session, row, voice), voice, may_decide=True)

        show_view(client, body, read_briefly(services, look))
        ack()

    app.action(ids.ACTION_APPROVE_PROPOSAL)(on_approve)
    app.action(ids.ACTION_LOOK_AT_PROPOSAL)(on_look)
    _register_declining(app, services)
    _register_own(app, services)


def _register_declining(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(services.texts.known_language(person.language))
        value = read_pressed_value(body)

        def open_(session: Session) -> Surface:
            row = steps.existing(session, _read_value(value)[0])
            problem = _not_now(services, session, person, row, voice)
            return problem or views.decline_form(value, voice)

        show_view(client, body, read_briefly(services, open_))
        ack()

    def on_decline(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(services.texts.known_language(person.language))
        words = entered_text(body["view"], ids.BLOCK_WORDS).strip()
        if error := words_error(services, words, voice):
            ack(response_action="errors", errors={ids.BLOCK_WORDS: error})
            return
        id_, _ = _read_value(body["view"]["private_metadata"])

        def decline(session: Session, row: TemplateRevision) -> Surface:
            failed = steps.decline(writing_now(services, session), row, person, words)
            return _outcome(services, session, row, failed, "proposal.declined_now", voice)

        view = _decide(services, person, voice, id_, decline)
        services.wake_outbox()
        ack(response_action="update", view=view)

    app.action(ids.ACTION_DECLINE_PROPOSAL)(on_open)
    app.view(ids.VIEW_DECLINE_PROPOSAL)(on_decline)


def _register_own(app: App, services: Services) -> None:
    def on_mine(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        show_view(client, body, own_proposals(services, person))
        ack()

    def on_withdraw(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(services.texts.known_language(person.language))
        id_ = int(read_pressed_value(body))

        def withdraw(session: Session) -> Surface:
            row = steps.existing(session, id_)
            if row.author != person.member:
                return notice_modal(voice, "proposal.title", voice("proposal.gone"))
            failed = steps.withdraw(writing_now(services, session), row)
            return _outcome(services, session, row, failed, "proposal.withdrawn", voice)

        view = write_briefly(services, withdraw)
        services.wake_outbox()
        _show(client, body, view)
        ack()

    def on_queue(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(services.texts.known_language(person.language))
        if steps.decides_somewhere(person):
            rows = read_briefly(services, lambda session: _waiting(services, session, person))
            view = views.queue_modal(rows, voice)
        else:
            view = _refused(voice, 0)
        show_view(client, body, view)
        ack()

    app.action(ids.ACTION_MY_PROPOSALS)(on_mine)
    app.action(ids.ACTION_WITHDRAW_PROPOSAL)(on_withdraw)
    app.action(ids.ACTION_PROPOSAL_QUEUE)(on_queue)


def own_proposals(services: Services, person: Person) -> Surface:
    """Return the list of what a person has proposed."""
    voice = services.texts.voice(services.texts.known_language(person.language))
    local = services.calendar().local

    def read(session: Session) -> list[views.Own]:
        rows = list_revisions(session, None, author=person.member)[-_OWN:]
        return [
            views.Own(
                row.id,
                proposed_in(row).title.inn(voice.language),
                local(row.at),
                Stage(row.status),
                row.words,
            )
            for row in reversed(rows)
        ]

    return views.mine_modal(read_briefly(services, read), voice)


def _waiting(services: Services, session: Session, person: Person) -> list[views.Waiting]:
    local = services.calendar().local
    language = services.texts.known_language(person.language)
    return [
        views.Waiting(
            f"{row.id} {NOBODY}", proposed_in(row).title.inn(language), row.author, local(row.at)
        )
        for row in steps.waiting_for(session, person)[:_QUEUE]
    ]


def _decide(
    services: Services,
    person: Person,
    voice: Voice,
    id_: int,
    work: Callable[[Session, TemplateRevision], Surface],
) -> Surface:
    """Look whether this person may decide about this proposal now, and if so let them."""

    def decide(session: Session) -> Surface:
        row = steps.existing(session, id_)
        return _not_now(services, session, person, row, voice) or work(session, row)

    return write_briefly(services, decide)


def _not_now(
    services: Services, session: Session, person: Person, row: TemplateRevision, voice: Voice
) -> Surface | None:
    """Return why this person may not decide about this now; None when they may."""
    department = department_of_review(session, row)
    if not steps.may_decide(person, department):
        return _refused(voice, department)
    if row.status in {Stage.IN_REVIEW, Stage.DRAFT}:
        return None
    at = row.decided_at or row.at
    return _late(services, AlreadyDecided(row.decided_by or "", at, Stage(row.status)), voice)


def _outcome(
    services: Services,
    session: Session,
    row: TemplateRevision,
    failed: AlreadyDecided | MovedOn | steps.OutOfUse | None,
    done: str,
    voice: Voice,
) -> Surface:
    """Say that it is done, who was first, or show what has changed meanwhile."""
    if isinstance(failed, AlreadyDecided):
        return _late(services, failed, voice)
    if isinstance(failed, MovedOn):
        again = find_revision(session, row.id) or row
        shown = proposed(session, again, voice)
        return proposal_modal(shown, voice, may_decide=True, said=voice("proposal.moved_on"))
    said = "proposal.gone" if isinstance(failed, steps.OutOfUse) else done
    return notice_modal(voice, "proposal.title", voice(said))


def _late(services: Services, already: AlreadyDecided, voice: Voice) -> Surface:
    """Tell somebody who was late who was first, and when."""
    title = "proposal.already"
    if already.stage in {Stage.REPLACED, Stage.WITHDRAWN}:
        return notice_modal(voice, title, voice(f"proposal.already_{already.stage}"))
    when = say_time(services.calendar().local(already.at), voice)
    said = voice(f"proposal.already_{already.stage}", when=when)
    return notice_modal(voice, title, said, named(already.by))


def _refused(voice: Voice, department: int | None) -> Surface:
    return notice_modal(voice, "proposal.title", refusal(voice, steps.action_for(department)))


def _read_value(value: str) -> tuple[int, int | None]:
    """Read what a button carries: the row, and the revision that it would replace."""
    id_, over = value.split()
    return int(id_), None if over == NOBODY else int(over)


def _show(client: WebClient, body: Mapping[str, Any], view: Surface) -> None:
    """Say how it went: in the place of the modal in which somebody pressed, else in a new one."""
    if is_on_modal(body):
        replace_view(client, body, view)
    else:
        show_view(client, body, view)
