"""The monthly safety check: answering it, leaving it, coming back, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_option
from handlers.home_tab import refresh_home
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import show_view
from handlers.views import training as views
from handlers.views.dates import say_month
from handlers.views.escalation_forms import notice_modal
from knowledge.months import read_month
from knowledge.roles import Action, may
from knowledge.store import training as store
from knowledge.store.opt_outs import opt_in, opt_out
from knowledge.training import questions_from
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import SafetyRound
    from knowledge.training import Question, SafetyResult


def register(app: App, services: Services) -> None:
    """Listen to the invitation, to the questions, and to the result on Home."""

    def on_start(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        view = _start(services, read_pressed_value(body), asker.member, voice)
        show_view(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        voice, view = services.texts.voice(asker.language), body["view"]
        told = _answer(services, view, asker.member, voice)
        ack(response_action="update", view=told)

    def on_result(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if may(person, Action.SEE_KPIS):
            result = read_briefly(services, _newest_result)
            month = _month(result.period, voice) if result else ""
            view = views.result_modal(result, month, voice)
        else:
            view = notice_modal(voice, "training.title", refusal(voice, Action.SEE_KPIS))
        show_view(client, body, view)
        ack()

    app.action(ids.ACTION_START_SAFETY_CHECK)(on_start)
    app.view(ids.VIEW_SAFETY_CHECK)(on_submit)
    app.action(ids.ACTION_SAFETY_RESULT)(on_result)
    _register_wishes(app, services)


def _register_wishes(app: App, services: Services) -> None:
    def on_leave(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        now = services.clock()
        write_briefly(services, lambda session: opt_out(session, asker.member, store.TOPIC, now))
        voice = services.texts.voice(asker.language)
        show_view(client, body, notice_modal(voice, "training.title", voice("training.left")))
        ack()

    def on_join(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        write_briefly(services, lambda session: opt_in(session, asker.member, store.TOPIC))
        refresh_home(services, client, asker)
        ack()

    app.action(ids.ACTION_LEAVE_SAFETY_CHECK)(on_leave)
    app.action(ids.ACTION_JOIN_SAFETY_CHECK)(on_join)


def _start(services: Services, period: str, member: str, voice: Voice) -> Surface:
    """Return the questions; or the answers, where somebody answered before or it is closed."""

    def look(session: Session) -> tuple[SafetyRound | None, bool]:
        part = store.participant(session, period, member)
        return store.find_round(session, period), part is not None and not part.is_done

    round_, may_answer = read_briefly(services, look)
    if round_ is None:
        return notice_modal(voice, "training.title", voice("training.gone"))
    questions = questions_from(round_.questions)
    if may_answer and services.clock() < round_.closes_at:
        return views.quiz_modal(period, questions, voice)
    nothing: list[Level | None] = [None] * len(questions)
    return views.explained_modal(questions, nothing, voice, counted=False)


def _answer(services: Services, view: dict[str, Any], member: str, voice: Voice) -> Surface:
    period = view["private_metadata"]
    round_ = read_briefly(services, lambda session: store.find_round(session, period))
    if round_ is None:
        return notice_modal(voice, "training.title", voice("training.gone"))
    questions = questions_from(round_.questions)
    chosen = [Level(chosen_option(view, f"q{number}")) for number in range(len(questions))]
    counted = services.clock() < round_.closes_at and write_briefly(
        services,
        lambda session: store.finish_round(session, period, member, _right(questions, chosen)),
    )
    return views.explained_modal(questions, chosen, voice, counted=counted)


def _right(questions: Sequence[Question], chosen: Sequence[Level]) -> list[bool]:
    return [one.level is said for one, said in zip(questions, chosen, strict=True)]


def _newest_result(session: Session) -> SafetyResult | None:
    newest = store.latest_round(session)
    return store.safety_result(session, newest) if newest else None


def _month(period: str, voice: Voice) -> str:
    month = read_month(period)
    return say_month(month, voice) if month else period
