"""The report at a press: whoever may see the figures gets that of last month at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.background import report_failure
from handlers.payloads import read_sender
from handlers.people import refusal, whoever_acts
from handlers.report_mail import letters, send_letter
from handlers.showing import show_view
from handlers.views.dates import say_month
from handlers.views.forms import told_modal
from knowledge.months import month_of
from knowledge.roles import Action, may
from knowledge.store.audit import append_entry

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.services import Services
    from knowledge.months import Month


def register(app: App, services: Services) -> None:
    """Listen to the button beside the figures on Home."""

    def on_send(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker, person = whoever_acts(services, client, read_sender(body, context))
        voice = services.texts.voice(asker.language)
        if may(person, Action.SEE_KPIS):
            month = month_of(services.clock(), services.calendar()).before()
            press = f"{asker.member}:{body['actions'][0]['action_ts']}"
            # Drawing takes longer than Slack waits.
            work = services.background.submit(lambda: _send(services, month, asker.member, press))
            if work is not None:
                work.add_done_callback(report_failure)
            key = "report.sent" if work is not None else "report.busy"
            said = voice(key, month=say_month(month, voice))
        else:
            said = refusal(voice, Action.SEE_KPIS)
        show_view(client, body, told_modal(said, voice))
        ack()

    app.action(ids.ACTION_SEND_REPORT)(on_send)


def _send(services: Services, month: Month, member: str, press: str) -> None:
    made, now = letters(services, month, [member]), services.clock()
    with services.database.begin() as session:
        for letter in made:
            key = f"report:{month}:{press}"
            if send_letter(session, letter, key=key, about=f"report:{month}", at=now, now=now):
                append_entry(
                    session,
                    at=now,
                    actor=member,
                    action=Action.SEE_KPIS,
                    subject=f"report:{month}",
                    outcome="sent",
                )
    services.wake_outbox()
