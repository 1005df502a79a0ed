"""The weekly digests: publishing the week's decisions, and handing over before a holiday."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from handlers import digest_mail, ids
from handlers import escalation_steps as steps
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import chosen_date, chosen_person
from handlers.payloads import read_pressed_value, read_sender
from handlers.people import get_to_know, refusal, whoever_acts
from handlers.showing import show_view
from handlers.views.dates import say_day
from handlers.views.digests import away_form
from handlers.views.escalation_forms import notice_modal
from knowledge.roles import Action, Role, may, may_somewhere
from knowledge.store.roles import find_person, holders

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session

_USUAL_HOLIDAY = timedelta(days=7)


def register(app: App, services: Services) -> None:
    """Listen to the button of the draft, and to the form of whoever goes away."""

    def on_publish(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice, settings = services.texts.voice(asker.language), services.settings()
        channel = settings.question_channel or settings.notice_channel
        edition = digest_mail.edition_of(read_pressed_value(body))
        problem = ""
        if not may(person, Action.PUBLISH_DIGEST):
            problem = refusal(voice, Action.PUBLISH_DIGEST)
        elif not channel:
            problem = voice("week_digest.no_channel")
        elif not write_briefly(
            services,
            lambda session: digest_mail.publish(
                services, session, edition, channel, asker.member, services.clock()
            ),
        ):
            problem = voice("week_digest.already")
        if problem:
            show_view(client, body, notice_modal(voice, "week_digest.title", problem))
        else:
            services.wake_outbox()
        ack()

    app.action(ids.ACTION_PUBLISH_WEEK)(on_publish)
    _register_absence(app, services)


def _register_absence(app: App, services: Services) -> None:
    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if may_somewhere(person, Action.HAND_OVER):
            deputies = read_briefly(services, lambda session: holders(session, Role.DEPUTY))
            others = [one for one in deputies if one != asker.member]
            until = _today(services) + _USUAL_HOLIDAY
            view = away_form(voice, next(iter(others), ""), until)
        else:
            view = notice_modal(voice, "away.title", refusal(voice, Action.HAND_OVER))
        show_view(client, body, view)
        ack()

    def on_submit(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        sender = read_sender(body, context)
        asker, person = whoever_acts(services, client, sender)
        voice, view = services.texts.voice(asker.language), body["view"]
        if not may_somewhere(person, Action.HAND_OVER):
            told = notice_modal(voice, "away.title", refusal(voice, Action.HAND_OVER))
            ack(response_action="update", view=told)
            return
        to, until = chosen_person(view, ids.BLOCK_MEMBER), chosen_date(view, ids.BLOCK_UNTIL)
        get_to_know(services, client, sender.home, [to])
        if errors := _errors(services, voice, asker.member, to, until):
            ack(response_action="errors", errors=errors)
            return
        told = _hand_over(services, voice, asker.member, to, date.fromisoformat(until))
        ack(response_action="update", view=told)

    app.action(ids.ACTION_GO_AWAY)(on_open)
    app.view(ids.VIEW_GO_AWAY)(on_submit)


def _errors(services: Services, voice: Voice, member: str, to: str, until: str) -> dict[str, str]:
    errors = {}
    if until <= _today(services).isoformat():
        errors[ids.BLOCK_UNTIL] = voice("away.past")
    if to == member:
        errors[ids.BLOCK_MEMBER] = voice("away.self")
    else:
        other = read_briefly(services, lambda session: find_person(session, to))
        if not may_somewhere(other, Action.ANSWER_ESCALATION):
            errors[ids.BLOCK_MEMBER] = voice("escalation.hand_not_allowed")
    return errors


def _hand_over(services: Services, voice: Voice, member: str, to: str, until: date) -> Surface:
    def hand(session: Session) -> int:
        return steps.go_away(services, session, member, to, until, services.clock())

    count = write_briefly(services, hand)
    services.wake_outbox()
    when = say_day(until, voice)
    said = (
        voice("away.done", count=count, when=when) if count else voice("away.done_none", when=when)
    )
    return notice_modal(voice, "away.title", said)


def _today(services: Services) -> date:
    return services.calendar().local(services.clock()).date()
