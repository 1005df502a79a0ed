"""Answering a question: one press, a form with a reason, asking back, handing over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import escalation_mail as mail
from handlers import escalation_steps as steps
from handlers import ids, precedent_steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.escalation_gates import done, not_found, not_now, said_by
from handlers.form_values import chosen_option, chosen_person, entered_text, is_ticked
from handlers.passing_words import checked_words, why_not
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import get_to_know, whoever_acts
from handlers.showing import is_on_modal, replace_view, show_view
from handlers.views import escalation_forms as forms
from knowledge.escalations import Step
from knowledge.roles import Action, Role, may
from knowledge.store import escalations as store
from knowledge.store.roles import find_person
from knowledge.verdict import Level

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person
    from knowledge.store.database import Session

_ONE_PRESS = {
    ids.ACTION_ANSWER_OK: Level.OK,
    ids.ACTION_ANSWER_PROHIBITED: Level.PROHIBITED,
}
_WITH_FORM = {
    ids.ACTION_ANSWER_CONDITIONAL: Level.CONDITIONAL,
    ids.ACTION_ANSWER_WITH_REASON: Level.OK,
}


def register(app: App, services: Services) -> None:
    """Listen to the buttons of a question, and to the forms behind them."""

    def on_one_press(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        level = _ONE_PRESS[body["actions"][0]["action_id"]]
        id_ = int(read_pressed_value(body))
        problem = _answer(services, voice, person, id_, level)
        if is_on_modal(body):
            replace_view(client, body, problem or done(voice, "escalation.answered"))
        elif problem is not None:
            show_view(client, body, problem)
        ack()

    def on_open_form(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        action = str(body["actions"][0]["action_id"])
        id_ = int(read_pressed_value(body))
        view = _form(services, voice, person, id_, action)
        show_view(client, body, view)
        ack()

    for action in _ONE_PRESS:
        app.action(action)(on_one_press)
    for action in (*_WITH_FORM, ids.ACTION_HAND_OVER, ids.ACTION_OPEN_ESCALATION):
        app.action(action)(on_open_form)
    _register_form(app, services)
    _register_handing_over(app, services)


def _register_form(app: App, services: Services) -> None:
    def on_answer(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        level = Level(chosen_option(view, ids.BLOCK_LEVEL))
        advice = entered_text(view, ids.BLOCK_ADVICE).strip()
        wrong = why_not(checked_words(services, advice), services.rulebook(), voice)
        if not advice:
            needs = level is Level.CONDITIONAL
            wrong = voice("escalation.answer_advice_needed") if needs else ""
        if wrong:
            ack(response_action="errors", errors={ids.BLOCK_ADVICE: wrong})
            return
        keep, id_ = is_ticked(view, ids.BLOCK_KEEP), int(view["private_metadata"])
        problem = _answer(services, voice, person, id_, level, advice, keep=keep)
        if problem is None:
            # What lies under the form is the question, which is answered now.
            ack(response_action="clear")
        else:
            ack(response_action="update", view=problem)

    app.view(ids.VIEW_ANSWER_ESCALATION)(on_answer)


def _register_handing_over(app: App, services: Services) -> None:
    def on_hand_over(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        sender = read_sender(body, context)
        asker, person = whoever_acts(services, client, sender)
        voice, view = services.texts.voice(asker.language), body["view"]
        to = chosen_person(view, ids.BLOCK_MEMBER)
        get_to_know(services, client, sender.home, [to])

        def hand(session: Session) -> Surface | str | None:
            row = steps.existing(session, int(view["private_metadata"]))
            problem = not_now(services, voice, person, row, Action.HAND_OVER)
            if problem is not None:
                return problem
            if to == row.asker:
                return "escalation.hand_asker"
            if not may(find_person(session, to), Action.ANSWER_ESCALATION, row.department):
                return "escalation.hand_not_allowed"
            now = services.clock()
            handed = steps.hand_over(services, session, row, to, person.member, now)
            return None if handed else "escalation.hand_already"

        said = write_briefly(services, hand)
        if isinstance(said, str):
            ack(response_action="errors", errors={ids.BLOCK_MEMBER: voice(said)})
            return
        services.wake_outbox()
        ack(response_action="update", view=said or done(voice, "escalation.hand_done"))

    app.view(ids.VIEW_HAND_OVER)(on_hand_over)


def _answer(
    services: Services,
    voice: Voice,
    person: Person,
    id_: int,
    level: Level,
    advice: str = "",
    *,
    keep: bool = True,
) -> Surface | None:
    """Answer for this person; return what to show instead when they may not, or are too late."""

    def decide(session: Session) -> Surface | None:
        row = steps.existing(session, id_)
        problem = not_now(services, voice, person, row, Action.ANSWER_ESCALATION)
        if problem is not None:
            return problem
        now = services.clock()
        decision = store.Decision(
            level=level.value,
            advice=advice,
            by=person.member,
            role=_role_of(person),
            at=now,
            working_minutes=steps.working_minutes(services, row.asked_at, now),
        )
        already = store.decide(session, id_, decision)
        if already is not None:
            return said_by(services, voice, already)
        kept = keep and precedent_steps.keep(services, session, row, decision, level) is not None
        steps.tell_of_answer(services, session, id_, kept=kept, now=now)
        return None

    try:
        problem = write_briefly(services, decide)
    except LookupError:
        return not_found(voice)
    services.look_again()
    services.wake_outbox()
    return problem


def _form(services: Services, voice: Voice, person: Person, id_: int, action: str) -> Surface:
    row = read_briefly(services, lambda session: store.find_escalation(session, id_))
    if row is None:
        return not_found(voice)
    handing = action == ids.ACTION_HAND_OVER
    needed = Action.HAND_OVER if handing else Action.ANSWER_ESCALATION
    problem = not_now(services, voice, person, row, needed)
    if problem is not None:
        return problem
    if handing:
        return forms.hand_over_form(voice, id_)
    if action == ids.ACTION_OPEN_ESCALATION:
        return read_briefly(services, lambda session: mail.shown(services, session, row, voice))
    may_keep = precedent_steps.can_be_kept(row)
    return forms.answer_form(voice, id_, _WITH_FORM[action], may_keep=may_keep)


def _role_of(person: Person) -> Step:
    """In which role somebody answers: the one that carries most."""
    if Role.LEAD in person.roles:
        return Step.LEAD
    return Step.DEPUTY if Role.DEPUTY in person.roles else Step.AMBASSADOR
