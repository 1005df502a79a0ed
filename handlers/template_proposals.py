"""Proposing a template: a new one, one made of a message, a better text of one that is there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import template_steps as steps
from handlers.askers import meet
from handlers.database_visits import read_briefly, write_briefly
from handlers.payloads import read_message, read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.proposal_forms import (
    Form,
    as_typed,
    errors_in,
    home_of,
    improvement_form,
    open_proposal,
    read_form,
    whose,
)
from handlers.proposal_likeness import Likeness, what_is_alike
from handlers.showing import is_on_modal, replace_view, show_view
from handlers.template_mail import proposed_in, template_in_use, writing_now
from handlers.views import proposals as views
from handlers.views.escalation_forms import notice_modal
from knowledge.roles import Action, may
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.template_revisions import find_revision
from knowledge.template_drafts import Typed, improve, template_from
from knowledge.template_states import Stage, own_template_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.proposal_forms import Entered
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import TemplateRevision
    from knowledge.templates import PromptTemplate


def register(app: App, services: Services) -> None:
    """Listen to every way to propose a template, and to the form."""

    def on_new(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        open_proposal(services, client, body, asker)
        ack()

    def on_message(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        content = read_message(body["message"])
        open_proposal(services, client, body, asker, content.text, is_partly=bool(content.unread))
        ack()

    def on_improve(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        show_view(client, body, _improvement(services, asker, read_pressed_value(body)))
        ack()

    def on_again(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        view = _again_form(services, asker, int(read_pressed_value(body)))
        show = replace_view if is_on_modal(body) else show_view
        show(client, body, view)
        ack()

    app.action(ids.ACTION_PROPOSE_TEMPLATE)(on_new)
    app.shortcut(ids.SHORTCUT_MAKE_TEMPLATE)(on_message)
    app.action(ids.ACTION_IMPROVE_TEMPLATE)(on_improve)
    app.action(ids.ACTION_PROPOSE_AGAIN)(on_again)
    _register_submission(app, services)


def _register_submission(app: App, services: Services) -> None:
    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        if not may(person, Action.ASK_LEAD):
            ack(response_action="update", view=_told(voice, refusal(voice, Action.ASK_LEAD)))
            return
        read = _read(services, view, asker)
        if read is None:
            ack(response_action="update", view=_told(voice, voice("proposal.gone")))
        elif isinstance(read, dict):
            ack(response_action="errors", errors=read)
        else:
            ack(**_submit(services, asker, read, voice))

    def on_all_the_same(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker = meet(services, client, read_sender(body, context))
        draft = int(body["view"]["private_metadata"])
        ack(response_action="update", view=_send(services, asker, draft))

    def on_send(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        replace_view(client, body, _send(services, asker, int(read_pressed_value(body))))
        ack()

    app.view(ids.VIEW_PROPOSE)(on_submit)
    app.view(ids.VIEW_PROPOSE_ALL_THE_SAME)(on_all_the_same)
    app.action(ids.ACTION_SEND_DRAFT)(on_send)


def _read(
    services: Services, view: Mapping[str, Any], asker: Asker
) -> steps.Proposal | dict[str, str] | None:
    """Return what is proposed, the errors by their block, or None: the template is gone."""
    form, entered = Form(*json.loads(view["private_metadata"])), read_form(view)
    voice = services.texts.voice(asker.language)
    before = None
    if form.based_on is not None:
        in_use = read_briefly(services, lambda session: template_in_use(session, form.template))
        if in_use is None:
            return None
        before, _ = in_use
    if errors := errors_in(services, entered, voice, before):
        return errors
    template = _template(form, entered.typed, before, view["id"], asker.language)
    if template == before:
        return {ids.BLOCK_PROMPT: voice("proposal.unchanged")}
    return _proposal(form, entered, template, view, asker)


def _submit(
    services: Services, asker: Asker, proposal: steps.Proposal, voice: Voice
) -> dict[str, Any]:
    """Keep the proposal, as a draft while there is something like it; return what is answered."""
    is_new = proposal.based_on is None
    alike = what_is_alike(services, asker, proposal.template) if is_new else Likeness()
    sent = _keep(services, proposal, Stage.DRAFT if alike else Stage.IN_REVIEW)
    if sent is None:
        errors = {ids.BLOCK_WHY: voice("proposal.lost")}
        return {"response_action": "errors", "errors": errors}
    if alike:
        # In the place of the form, as there may be no room for another modal on top of it. What
        # was typed is in the draft.
        view = views.alike_modal(alike.in_use, alike.waiting, sent.row, voice)
        return {"response_action": "update", "view": view}
    return {"response_action": "update", "view": views.sent_modal(sent.reviewers, voice)}


def _improvement(services: Services, asker: Asker, id_: str) -> Surface:
    voice = services.texts.voice(asker.language)
    in_use = read_briefly(services, lambda session: template_in_use(session, id_))
    if in_use is None:
        return _told(voice, voice("proposal.gone"))
    template, revision = in_use
    return improvement_form(template, revision, as_typed(template, voice.language), voice)


def _again_form(services: Services, asker: Asker, id_: int) -> Surface:
    """The form as a proposal of one's own left it."""
    voice = services.texts.voice(asker.language)

    def read(session: Session) -> tuple[TemplateRevision | None, tuple[PromptTemplate, int] | None]:
        row = find_revision(session, id_)
        return row, template_in_use(session, row.template) if row else None

    row, in_use = read_briefly(services, read)
    if row is None or row.author != asker.member:
        return _told(voice, voice("proposal.gone"))
    typed = as_typed(proposed_in(row), voice.language)
    if in_use is None:
        begun = views.Begun(typed=typed, why=row.why, home=home_of(services, asker.member))
        return views.propose_form(begun, Form(row.template).packed(), voice)
    template, revision = in_use
    return improvement_form(template, revision, typed, voice, why=row.why)


def _template(
    form: Form, typed: Typed, base: PromptTemplate | None, view: str, language: str
) -> PromptTemplate:
    if form.based_on is not None and base is not None:
        return improve(base, typed, language)
    return template_from(form.template or own_template_id(view), typed)


def _proposal(
    form: Form,
    entered: Entered,
    template: PromptTemplate,
    view: Mapping[str, Any],
    asker: Asker,
) -> steps.Proposal:
    # What is changed and sent again from the same form is another proposal.
    said = json.dumps([view["id"], repr(template), entered.why])
    return steps.Proposal(
        key=f"proposal:{hashlib.sha256(said.encode()).hexdigest()}",
        template=template,
        why=entered.why,
        author=asker.member,
        language=asker.language,
        department=entered.department,
        based_on=form.based_on,
    )


def _keep(services: Services, proposal: steps.Proposal, stage: Stage) -> steps.Sent | None:
    """Keep a proposal; None when the database does not answer: the form stays as it is."""

    def keep(session: Session) -> steps.Sent:
        department = whose(session, proposal.author, proposal.department)
        theirs = replace(proposal, department=department)
        return steps.propose(writing_now(services, session), theirs, stage)

    try:
        sent = write_briefly(services, keep)
    except DatabaseUnavailable:
        return None
    services.wake_outbox()
    return sent


def _send(services: Services, asker: Asker, draft: int) -> Surface:
    voice = services.texts.voice(asker.language)
    sent = write_briefly(
        services,
        lambda session: steps.send_draft(writing_now(services, session), draft, asker.member),
    )
    services.wake_outbox()
    if sent is None:
        return _told(voice, voice("proposal.already_sent"))
    return views.sent_modal(sent.reviewers, voice)


def _told(voice: Voice, said: str) -> Surface:
    return notice_modal(voice, "proposal.title", said)
