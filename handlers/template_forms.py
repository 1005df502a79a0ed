"""Filling a template: chosen, filled in, checked, and the finished prompt handed out."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers import template_prompts as prompts
from handlers.askers import meet
from handlers.database_visits import read_briefly
from handlers.form_values import pressed_option
from handlers.payloads import read_press_key, read_pressed_value, read_sender
from handlers.showing import replace_view, show_view
from handlers.views import template_form as views
from handlers.views.escalation_forms import notice_modal
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.template_marks import marked_by
from knowledge.template_filling import Problem, gaps
from knowledge.template_states import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.template_prompts import Judged
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.template_check import SlotIssue
    from knowledge.templates import PromptTemplate

log = logging.getLogger(__name__)


def register(app: App, services: Services) -> None:
    """Listen to the choice of a template, and to the form."""

    def on_choose(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        chosen = read_pressed_value(body) or pressed_option(body)
        in_use = services.templates().templates.get(chosen)
        if in_use is None:
            said = voice("template.form.no_longer")
            show_view(client, body, notice_modal(voice, "template.title", said))
            ack()
            return
        entry = views.Entry(in_use.id, in_use.revision, read_press_key(body))
        show_view(client, body, _form(services, asker, entry, in_use.template))
        _count(services, lambda session: prompts.note_start(services, session, asker, entry))
        ack()

    app.action(ids.ACTION_USE_TEMPLATE)(on_choose)
    app.action(ids.ACTION_CHOOSE_TEMPLATE)(on_choose)
    _register_form(app, services)
    _register_taking(app, services)


def _register_form(app: App, services: Services) -> None:
    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        entry = prompts.unpack(view)
        template = prompts.template_of(services, entry)
        if template is None:
            ack(response_action="errors", errors=_gone(services, entry, view, voice))
            return
        values = prompts.values_in(view, template)
        if errors := _errors(template, values, views.slot_blocks(view), voice):
            ack(response_action="errors", errors=errors)
            return
        judged = prompts.judge(services, asker, entry, template, values)
        if not judged.issues:
            finished = prompts.hand_out(services, asker, entry, template, judged)
            ack(response_action="push", view=views.finished_modal(finished, voice))
            return
        shown = _form_again(services, asker, view, template, values, judged)
        ack(response_action="update", view=shown)
        _count(services, lambda session: prompts.note_correction(services, session, asker, entry))

    def on_close(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        entry = prompts.unpack(body["view"])
        _count(services, lambda session: prompts.note_end(services, session, asker, entry))
        ack()

    def on_open_chatgpt(ack: Ack) -> None:
        # The button is a link: Slack opens it and only tells us.
        ack()

    app.view(ids.VIEW_FILL_TEMPLATE)(on_submit)
    app.view_closed(ids.VIEW_FILL_TEMPLATE)(on_close)
    app.action(ids.ACTION_OPEN_CHATGPT)(on_open_chatgpt)


def _register_taking(app: App, services: Services) -> None:
    def on_take(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        entry = prompts.unpack(view)
        template = prompts.template_of(services, entry)
        if template is None:
            said = _why_gone(services, entry, voice)
            show_view(client, body, notice_modal(voice, "template.title", said))
            ack()
            return
        values = prompts.values_in(view, template)
        # What stands there now was counted when it was submitted.
        before = prompts.judge(services, asker, prompts.last_round(entry), template, values)
        taken = _taken(before.issues, template, read_pressed_value(body))
        values |= {issue.name: issue.proposal for issue in taken}
        after = prompts.judge(services, asker, entry, template, values)
        shown = _form_again(services, asker, view, template, values, after, taken=taken)
        replace_view(client, body, shown)
        if not after.issues:
            finished = prompts.hand_out(services, asker, entry, template, after, before=before)
            show_view(client, body, views.finished_modal(finished, voice))
        ack()

    app.action(ids.ACTION_TAKE_MASKED)(on_take)
    app.action(ids.ACTION_TAKE_ALL_MASKED)(on_take)


def _form(
    services: Services, asker: Asker, entry: views.Entry, template: PromptTemplate
) -> Surface:
    return views.fill_form(
        template,
        services.texts.voice(asker.language),
        metadata=prompts.pack(entry),
        marks=_marks(services, asker.member, template.id),
        rulebook=services.rulebook(),
    )


def _form_again(
    services: Services,
    asker: Asker,
    view: Mapping[str, Any],
    template: PromptTemplate,
    values: Mapping[str, str],
    judged: Judged,
    *,
    taken: Sequence[SlotIssue] = (),
) -> Surface:
    """The form with what was typed still in it, the proposals that were taken, and what is left.

    A field into which we put a value is given it again as long as nothing is wrong with it;
    everything else that was typed is only in Slack.
    """
    entry = prompts.next_round(prompts.unpack(view))
    blocks = views.slot_blocks(view)
    names = [slot.name for slot in template.slots]
    for issue in taken:
        at = names.index(issue.name)
        blocks[at] = views.next_block(blocks[at])
    in_trouble = {issue.name for issue in judged.issues}
    ours = [name for name in prompts.typed_over(blocks, template) if name not in in_trouble]
    trouble = views.Trouble(
        judged.issues, judged.answer.carried, {name: values[name] for name in ours}
    )
    return views.fill_form(
        template,
        services.texts.voice(asker.language),
        metadata=prompts.pack(entry),
        marks=_marks(services, asker.member, template.id),
        rulebook=services.rulebook(),
        blocks_now=blocks,
        trouble=trouble,
    )


def _taken(issues: Sequence[SlotIssue], template: PromptTemplate, pressed: str) -> list[SlotIssue]:
    """Return the issues whose proposals are taken: of the slot that was pressed at, or all."""
    wanted = (
        {template.slots[int(pressed)].name} if pressed else {slot.name for slot in template.slots}
    )
    return [issue for issue in issues if issue.proposal and issue.name in wanted]


def _errors(
    template: PromptTemplate, values: Mapping[str, str], blocks: Sequence[str], voice: Voice
) -> dict[str, str]:
    names = [slot.name for slot in template.slots]
    most = {slot.name: slot.max_length for slot in template.slots}
    ours = prompts.typed_over(blocks, template)
    said = {
        gap.name: voice("template.form.missing")
        if gap.problem is Problem.MISSING
        else voice("template.form.too_long", most=f"{most[gap.name]:,}")
        for gap in gaps(template, values)
        # What we have put into a field ourselves is not too long for it.
        if gap.problem is not Problem.TOO_LONG or gap.name not in ours
    }
    return {blocks[names.index(name)]: error for name, error in said.items()}


def _gone(
    services: Services, entry: views.Entry, view: Mapping[str, Any], voice: Voice
) -> dict[str, str]:
    """Say it at the first field: the form stays, and with it what the person wrote."""
    return {views.slot_blocks(view)[0]: _why_gone(services, entry, voice)}


def _why_gone(services: Services, entry: views.Entry, voice: Voice) -> str:
    former = services.templates().former.get(entry.template)
    if former is None:
        return voice("template.form.changed")
    return voice("template.form.gone", title=former.title.inn(voice.language))


def _marks(services: Services, member: str, template: str) -> views.Marks:
    def read(session: Session) -> views.Marks:
        kept = {mark: marked_by(session, member, mark) for mark in Mark}
        return views.Marks(template in kept[Mark.FAVOURITE], template in kept[Mark.FOLLOW])

    try:
        return read_briefly(services, read)
    except DatabaseUnavailable:
        return views.Marks()


def _count(services: Services, work: Callable[[Session], object]) -> None:
    """Count something without anybody waiting for it; that it cannot be counted is no trouble."""

    def write() -> None:
        try:
            with services.database.begin() as session:
                work(session)
        except DatabaseUnavailable:
            log.warning("the use of a template was not counted")

    services.background.submit(write)
