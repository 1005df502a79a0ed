"""The page of a template: its improvement log, differences, going back, retiring, its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import template_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.draft_offers import offer_draft
from handlers.draft_sources import feedback_on
from handlers.form_values import chosen_person
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import get_to_know, refusal, whoever_acts
from handlers.showing import replace_view, show_view
from handlers.template_mail import (
    department_of_text,
    proposed_in,
    template_at,
    template_in_force,
    writing_now,
)
from handlers.views import template_pages as views
from handlers.views.escalation_forms import notice_modal
from handlers.views.template_diff import diff_modal
from knowledge.drafts import DraftKind
from knowledge.roles import Action, may
from knowledge.store.departments import find_department
from knowledge.store.roles import find_person
from knowledge.store.template_revisions import revision_numbered, revisions_of
from knowledge.store.template_uses import last_used, popularity
from knowledge.store.templates import find_template
from knowledge.template_changes import changes_between
from knowledge.template_health import what_is_stale
from knowledge.template_states import NEVER_USED, PACKAGED, POPULAR_WITHIN, Stage, Status
from knowledge.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session

_LOG = 20


def register(app: App, services: Services) -> None:
    """Listen to the page and to its buttons."""

    def on_page(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        id_ = read_pressed_value(body)
        view, is_commented = read_briefly(
            services,
            lambda session: (
                _page(services, session, person, id_),
                bool(feedback_on(services, session, id_)),
            ),
        )
        # Without a word of its users there is nothing to improve it by.
        if is_commented and may(person, Action.APPROVE_ANY_TEMPLATE):
            voice = _voice(services, person)
            view = offer_draft(services, view, DraftKind.REVISION, id_, voice)
        show_view(client, body, view)
        ack()

    def on_diff(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice = _voice(services, person)
        id_, number = read_pressed_value(body).split()
        view = read_briefly(services, lambda session: _diff(session, id_, int(number), voice))
        show_view(client, body, view)
        ack()

    def on_roll_back(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice = _voice(services, person)
        id_, seen, to = read_pressed_value(body).split()

        def roll_back(session: Session) -> str:
            done = steps.roll_back(
                writing_now(services, session),
                id_,
                person,
                seen=int(seen),
                to=int(to),
                why=_back_to("template_page.rolled_back_why", int(to), voice),
            )
            if not done:
                return voice("template_page.already_there")
            return _back_to("template_page.rolled_back", int(to), voice)

        _change(services, client, body, person, id_, roll_back, of_text=True)
        ack()

    app.action(ids.ACTION_TEMPLATE_PAGE)(on_page)
    app.action(ids.ACTION_TEMPLATE_DIFF)(on_diff)
    app.action(ids.ACTION_ROLL_BACK)(on_roll_back)
    _register_retiring(app, services)
    _register_owner(app, services)


def _register_retiring(app: App, services: Services) -> None:
    def on_retire(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice, (id_, version) = _voice(services, person), read_pressed_value(body).split()

        def retire(session: Session) -> str:
            done = steps.retire(writing_now(services, session), id_, person, int(version))
            return voice("template_page.retired" if done else "template_page.not_changed")

        _change(services, client, body, person, id_, retire)
        ack()

    def on_restore(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice, (id_, version) = _voice(services, person), read_pressed_value(body).split()

        def restore(session: Session) -> str:
            done = steps.restore(writing_now(services, session), id_, person, int(version))
            return voice("template_page.restored" if done else "template_page.not_changed")

        _change(services, client, body, person, id_, restore)
        ack()

    app.action(ids.ACTION_RETIRE_TEMPLATE)(on_retire)
    app.action(ids.ACTION_RESTORE_TEMPLATE)(on_restore)


def _register_owner(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        _, person = whoever_acts(services, client, read_sender(body, context))
        voice, id_ = _voice(services, person), read_pressed_value(body)

        def open_(session: Session) -> Surface:
            row = find_template(session, id_)
            if problem := _not_theirs(session, person, id_, voice):
                return problem
            return views.owner_form(id_, (row.owner if row else None) or "", voice)

        show_view(client, body, read_briefly(services, open_))
        ack()

    def on_save(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        sender = read_sender(body, context)
        _, person = whoever_acts(services, client, sender)
        voice, id_ = _voice(services, person), body["view"]["private_metadata"]
        owner = chosen_person(body["view"], ids.BLOCK_MEMBER)
        get_to_know(services, client, sender.home, [owner])

        def save(session: Session) -> Surface | None:
            if problem := _not_theirs(session, person, id_, voice):
                return problem
            new = find_person(session, owner)
            if not new.active or new.outsider:
                return None
            steps.give_to(writing_now(services, session), id_, person, owner)
            return notice_modal(voice, "template_page.title", voice("template_page.owner_saved"))

        view = write_briefly(services, save)
        services.look_again()
        if view is None:
            said = voice("template_page.owner_unfit")
            ack(response_action="errors", errors={ids.BLOCK_MEMBER: said})
        else:
            ack(response_action="update", view=view)

    app.action(ids.ACTION_CHANGE_OWNER)(on_open)
    app.view(ids.VIEW_CHANGE_OWNER)(on_save)


def _change(
    services: Services,
    client: WebClient,
    body: dict[str, Any],
    person: Person,
    id_: str,
    work: Callable[[Session], str],
    *,
    of_text: bool = False,
) -> None:
    """Let whoever may do it change a template, or its text only, and show how that went."""
    voice = _voice(services, person)

    def change(session: Session) -> Surface:
        if problem := _not_theirs(session, person, id_, voice, of_text=of_text):
            return problem
        said = work(session)
        return _page(services, session, person, id_, said)

    view = write_briefly(services, change)
    services.look_again()
    services.wake_outbox()
    replace_view(client, body, view)


def _not_theirs(
    session: Session, person: Person, id_: str, voice: Voice, *, of_text: bool = False
) -> Surface | None:
    """Return why this person may not decide about a template; None when they may."""
    row = find_template(session, id_)
    department = row.department if row else None
    if of_text:
        department = department_of_text(session, id_, person)
    if steps.may_decide(person, department):
        return None
    said = refusal(voice, steps.action_for(department))
    return notice_modal(voice, "template_page.title", said)


def _page(
    services: Services, session: Session, person: Person, id_: str, said: str = ""
) -> Surface:
    voice, now = _voice(services, person), services.clock()
    template, revision = template_in_force(session, id_)
    if template is None or revision is None:
        return notice_modal(voice, "template_page.title", voice("proposal.gone"))
    row = find_template(session, id_)
    used = popularity(session, since=now - POPULAR_WITHIN, until=now, now=now, among=[id_])
    popular = used.get(id_, NEVER_USED)
    department = find_department(session, row.department) if row and row.department else None
    page = views.Page(
        template=template,
        status=Status(row.status) if row else Status.APPROVED,
        revision=revision,
        version=row.version if row else 0,
        owner=(row.owner if row else None) or "",
        department=department.name if department else "",
        popularity=popular,
        stale=what_is_stale(
            popular,
            last_used=last_used(session).get(id_),
            since=row.changed_at if row else None,
            now=now,
        ),
        log=_log(services, session, id_),
        may_decide=steps.may_decide(person, row.department if row else None),
        may_go_back=steps.may_decide(person, department_of_text(session, id_, person)),
        ships=id_ in load_templates(),
    )
    return views.page_modal(page, voice, said)


def _log(services: Services, session: Session, id_: str) -> list[views.LogEntry]:
    local = services.calendar().local
    return [
        views.LogEntry(
            row.number, local(row.decided_at or row.at), row.author, row.decided_by or "", row.why
        )
        for row in revisions_of(session, id_, _LOG, stage=Stage.APPROVED)
    ]


def _diff(session: Session, id_: str, number: int, voice: Voice) -> Surface:
    """What a revision changed about the one that its author had before them."""
    row = revision_numbered(session, id_, number)
    if row is None:
        return notice_modal(voice, "template_page.title", voice("proposal.gone"))
    before = None if row.based_on is None else template_at(session, id_, row.based_on)
    if before is None:
        return notice_modal(voice, "template_page.diff_title", voice("template_page.diff_new"))
    return diff_modal(changes_between(before, proposed_in(row), voice.language), voice)


def _back_to(key: str, number: int, voice: Voice) -> str:
    """「第2版に戻しました」; of the text that ships with Annai 「はじめの版に…」."""
    return voice(f"{key}_packaged") if number == PACKAGED else voice(key, number=number)


def _voice(services: Services, person: Person) -> Voice:
    return services.texts.voice(services.texts.known_language(person.language))
