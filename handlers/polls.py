"""The anonymous poll: answering it once, and its result once it is closed.

Nothing here is logged, audited or sent that says what somebody chose, or when they did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_option
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import refusal, whoever_acts
from handlers.showing import show_view
from handlers.views import polls as views
from handlers.views.dates import say_month
from handlers.views.escalation_forms import notice_modal
from knowledge.months import read_month
from knowledge.polls import questions_from
from knowledge.roles import Action, may
from knowledge.store import polls as store
from knowledge.store.departments import departments

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import PollRound


def register(app: App, services: Services) -> None:
    """Listen to the invitation, to the questions, and to the result on Home."""

    def on_start(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        show_view(client, body, _start(services, read_pressed_value(body), asker.member, voice))
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, _ = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        ack(response_action="update", view=_vote(services, body["view"], asker.member, voice))

    def on_result(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if may(person, Action.SEE_KPIS):
            view = read_briefly(services, lambda session: _result(services, session, voice))
        else:
            view = _told(voice, refusal(voice, Action.SEE_KPIS))
        show_view(client, body, view)
        ack()

    app.action(ids.ACTION_ANSWER_POLL)(on_start)
    app.view(ids.VIEW_POLL)(on_submit)
    app.action(ids.ACTION_POLL_RESULT)(on_result)


def _start(services: Services, period: str, member: str, voice: Voice) -> Surface:
    def look(session: Session) -> tuple[PollRound | None, bool | None]:
        return store.find_poll(session, period), store.has_answered(session, period, member)

    round_, answered = read_briefly(services, look)
    if round_ is None or answered is None:
        return _told(voice, voice("poll.not_asked"))
    if answered:
        return _told(voice, voice("poll.already"))
    if services.clock() >= round_.closes_at:
        return _told(voice, voice("poll.over"))
    return views.poll_modal(period, questions_from(round_.questions), voice)


def _vote(services: Services, view: dict[str, Any], member: str, voice: Voice) -> Surface:
    period = view["private_metadata"]
    round_ = read_briefly(services, lambda session: store.find_poll(session, period))
    if round_ is None:
        return _told(voice, voice("poll.not_asked"))
    chosen = {one.id: chosen_option(view, one.id) for one in questions_from(round_.questions)}
    now = services.clock()
    counted = write_briefly(
        services, lambda session: store.vote(session, period, member, chosen, now=now)
    )
    if counted:
        return views.thanks_modal(voice)
    return _told(voice, voice("poll.over" if now >= round_.closes_at else "poll.already"))


def _result(services: Services, session: Session, voice: Voice) -> Surface:
    now = services.clock()
    newest = store.latest_poll(session, closed_by=now)
    result = store.poll_result(session, newest, now=now) if newest else None
    names = {one.id: one.name for one in departments(session, with_retired=True)}
    month = _month(result.period, voice) if result else ""
    return views.result_modal(result, month, names, voice)


def _told(voice: Voice, said: str) -> Surface:
    return notice_modal(voice, "poll.title", said)


def _month(period: str, voice: Voice) -> str:
    month = read_month(period)
    return say_month(month, voice) if month else period
