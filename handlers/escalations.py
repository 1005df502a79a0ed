"""Asking a person: the button on an answer, the command, the shortcut, and the form."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers import escalation_steps as steps
from handlers import ids
from handlers.carried import Carried, unpack
from handlers.database_visits import write_briefly
from handlers.form_values import entered_text
from handlers.opinions import ask_for_opinion
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_command_text, read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import is_on_modal, replace_view, show_view
from handlers.views.dates import say_time
from handlers.views.escalation_forms import (
    LONGEST_WORDS,
    ask_form,
    notice_modal,
    rule_lines,
    sent_modal,
)
from handlers.views.precedents import precedent_blocks
from knowledge.classification import classify
from knowledge.escalations import AlreadyDecided, Matter, Status, Step
from knowledge.leaving import what_may_leave
from knowledge.repeated_questions import find_repeats, index_questions
from knowledge.roles import Action, may
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.escalations import NewEscalation, open_escalations
from knowledge.store.precedents import say_whether_it_helped

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.precedents import Match
    from knowledge.store.database import Session


@dataclass(frozen=True, slots=True)
class _Form:
    """What the form knows besides what is typed into it."""

    carried: Carried
    channel: str | None = None
    thread_ts: str | None = None
    words: str = field(default="", repr=False)

    def metadata(self, seen: int) -> str:
        place = [self.channel, self.thread_ts, seen]
        return json.dumps([*place, self.carried.packed()], ensure_ascii=False)


def register(app: App, services: Services) -> None:
    """Listen to everything by which a person asks another, and to the form itself."""

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if may(person, Action.ASK_LEAD):
            words = _typed(services, body)
            channel, thread_ts = _place(body)
            carried = unpack(read_pressed_value(body))
            if _pressed(body) == ids.ACTION_PRECEDENT_DIFFERS:
                _note_that_it_differs(services, carried.use, asker.member)
            view = _form(services, voice, _Form(carried, channel, thread_ts, words))
        else:
            view = notice_modal(voice, "escalation.title", refusal(voice, Action.ASK_LEAD))
        show_view(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if not may(person, Action.ASK_LEAD):
            view = notice_modal(voice, "escalation.title", refusal(voice, Action.ASK_LEAD))
            ack(response_action="update", view=view)
            return
        asked = _read(services, body["view"], asker.member, asker.language)
        if errors := _errors(services, asked, voice):
            ack(response_action="errors", errors=errors)
            return
        if match := _known_answer(services, asked):
            ack(response_action="update", view=_answered(services, voice, asked, match))
            return
        try:
            opened = write_briefly(
                services,
                lambda session: steps.open_question(
                    services, session, _new(services, session, asked)
                ),
            )
        except DatabaseUnavailable:
            # The form stays as it is: another view would cost the person what they wrote.
            errors = {ids.BLOCK_WORDS: voice("escalation.lost")}
            ack(response_action="errors", errors=errors)
            return
        services.wake_outbox()
        ask_for_opinion(services, opened.id)
        ack(response_action="update", view=_sent(services, voice, opened))

    for action in (ids.ACTION_ASK_LEAD, ids.ACTION_REPORT_VERDICT, ids.ACTION_PRECEDENT_DIFFERS):
        app.action(action)(on_open)
    app.command(ids.COMMAND_ASK_LEAD)(on_open)
    app.shortcut(ids.SHORTCUT_ASK_LEAD)(on_open)
    app.view(ids.VIEW_ASK_LEAD)(on_submit)
    _register_withdrawal(app, services)


def _register_withdrawal(app: App, services: Services) -> None:
    def on_withdraw(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        id_, now = int(read_pressed_value(body)), services.clock()
        try:
            already = write_briefly(
                services,
                lambda session: steps.withdraw(services, session, id_, asker.member, now),
            )
        except LookupError:
            view = notice_modal(voice, "escalation.title", voice("escalation.not_found"))
        else:
            services.wake_outbox()
            view = _withdrawn(services, voice, already, asker.member)
        (replace_view if is_on_modal(body) else show_view)(client, body, view)
        ack()

    app.action(ids.ACTION_WITHDRAW_ESCALATION)(on_withdraw)


def _withdrawn(
    services: Services, voice: Voice, already: AlreadyDecided | None, member: str
) -> Surface:
    if already is None or (already.status is Status.WITHDRAWN and already.by == member):
        return notice_modal(voice, "escalation.title", voice("escalation.withdrawn"))
    when = say_time(services.calendar().local(already.at), voice)
    pieces: list[str | Block] = [voice("escalation.already_answered", when=when)]
    return notice_modal(
        voice, "escalation.already_title", *pieces, {"type": "user", "user_id": already.by}
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was submitted, everything checked."""

    key: str
    member: str
    language: str
    form: _Form
    seen: int
    carried: str = field(repr=False)
    words: str = field(repr=False)
    purpose: str = field(repr=False)
    is_question: bool = False

    @property
    def question(self) -> str:
        """What it is about in one text: the carried one, or the asker's own words."""
        return self.carried or self.words


def _read(services: Services, view: dict[str, Any], member: str, language: str) -> _Asked:
    channel, thread_ts, seen, packed = json.loads(view["private_metadata"])
    carried = unpack(packed)
    rulebook, company = services.rulebook(), services.company()
    # Again, and as if nobody had looked before: the rules may be others by now.
    verdict = classify(carried.text, rulebook, company)
    text = what_may_leave(verdict, carried.text) if carried.text else ""
    words = entered_text(view, ids.BLOCK_WORDS).strip()
    of_words = verdict if text else classify(words, rulebook, company)
    return _Asked(
        key=f"ask:{view['id']}",
        member=member,
        language=language,
        form=_Form(carried, channel, thread_ts),
        seen=int(seen),
        carried=text,
        words=words,
        purpose=entered_text(view, ids.BLOCK_PURPOSE).strip(),
        is_question=of_words.asked,
    )


def _errors(services: Services, asked: _Asked, voice: Voice) -> dict[str, str]:
    said = {ids.BLOCK_WORDS: asked.words, ids.BLOCK_PURPOSE: asked.purpose}
    found = {
        block: why_not(checked_words(services, text), services.rulebook(), voice)
        for block, text in said.items()
        if text
    }
    if not asked.question:
        found[ids.BLOCK_WORDS] = voice("escalation.words_needed")
    return {block: error for block, error in found.items() if error}


def _known_answer(services: Services, asked: _Asked) -> Match | None:
    """Return a precedent that answers this, unless the person has seen it and asks all the same."""
    if asked.form.carried.report:
        return None
    index = services.precedents()
    match = index.find(asked.question, is_question=asked.is_question, now=services.clock())
    return None if match is None or match.precedent.id == asked.seen else match


def _new(services: Services, session: Session, asked: _Asked) -> NewEscalation:
    carried, form = asked.form.carried, asked.form
    return NewEscalation(
        key=asked.key,
        matter=Matter.REPORT if carried.report else Matter.QUESTION,
        asker=asked.member,
        language=asked.language,
        asked_at=services.clock(),
        question=asked.carried,
        is_question=asked.is_question,
        words=asked.words,
        purpose=asked.purpose,
        level=carried.level,
        categories=carried.categories,
        nearest=carried.nearest,
        rulebook_revision=services.rulebook().revision,
        step=Step.LEAD,
        due_at=None,
        channel=form.channel,
        thread_ts=form.thread_ts,
        same_as=None if carried.report else _open_same(session, asked),
    )


def _open_same(session: Session, asked: _Asked) -> int | None:
    """Return the open question that asks the same as this one, so that nobody is asked twice."""
    if not asked.is_question:
        return None
    waiting = [
        (one.id, one.question or one.words)
        for one in open_escalations(session)
        if one.is_question and one.kind == Matter.QUESTION
    ]
    repeat = next(iter(find_repeats(index_questions(waiting), asked.question)), None)
    return repeat.id if repeat else None


def _form(
    services: Services, voice: Voice, form: _Form, above: tuple[Block, ...] = (), seen: int = 0
) -> Surface:
    carried = form.carried
    return ask_form(
        voice,
        carried=carried.text,
        level=carried.level,
        rules=rule_lines(carried.categories, services.rulebook(), voice),
        metadata=form.metadata(seen or carried.seen),
        words=form.words,
        report=carried.report,
        above=above,
    )


def _answered(services: Services, voice: Voice, asked: _Asked, match: Match) -> Surface:
    """The form once more, under the answer that is there already."""
    local = services.calendar().local
    above = tuple(precedent_blocks(match, voice, local(match.precedent.decided_at)))
    form = _Form(asked.form.carried, asked.form.channel, asked.form.thread_ts, asked.words)
    return _form(services, voice, form, above, match.precedent.id)


def _sent(services: Services, voice: Voice, opened: steps.Opened) -> Surface:
    due_at = services.calendar().local(opened.due_at) if opened.due_at else None
    return sent_modal(
        voice, escalation=opened.id, asked=opened.asked, due_at=due_at, same=opened.same
    )


def _typed(services: Services, body: dict[str, Any]) -> str:
    """Return what of the words after the command may stand in the form: as they are, or masked."""
    typed = read_command_text(body) if "command" in body else ""
    words = checked_words(services, typed)
    return (words.text or words.proposal)[:LONGEST_WORDS]


def _pressed(body: dict[str, Any]) -> str:
    pressed, *_ = body.get("actions") or [{}]
    return str(pressed.get("action_id") or "")


def _note_that_it_differs(services: Services, use: int, member: str) -> None:
    write_briefly(
        services, lambda session: say_whether_it_helped(session, use, member, helped=False)
    )


def _place(body: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return where the person asked: the conversation, and the message there that was answered.

    What only they saw can be answered nowhere but in the direct message.
    """
    channel = (body.get("channel") or {}).get("id") or body.get("channel_id")
    message = body.get("message") or {}
    if (body.get("container") or {}).get("is_ephemeral") or not message:
        return channel, None
    return channel, message.get("thread_ts") or message.get("ts")
