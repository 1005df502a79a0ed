"""The timetable: who organises sees every job, runs one now, looks at it, or switches it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.background import report_failure
from handlers.database_visits import read_briefly, write_briefly
from handlers.home_tab import refresh_home
from handlers.payloads import read_pressed_value
from handlers.people import refusal
from handlers.privileged import read_press, show
from handlers.showing import is_on_modal, replace_view
from handlers.views.forms import told_modal
from handlers.views.settings_overview import job_name
from handlers.views.timetable import timetable_modal
from knowledge.roles import Action, may
from knowledge.store.audit import append_entry
from knowledge.store.job_switches import switch_job

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session


def register(app: App, services: Services) -> None:
    """Listen to the button on Home and to those beside each job."""

    def listens(action: str, act: Callable[[Press, str], str]) -> None:
        def on_press(
            ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
        ) -> None:
            press = read_press(services, client, body, context)
            if not may(press.person, Action.RUN_JOB):
                _show(press, ack, told_modal(refusal(press.voice, Action.RUN_JOB), press.voice))
                return
            said = act(press, read_pressed_value(body))
            _show(press, ack, _timetable(press, said))

        app.action(action)(on_press)

    listens(ids.ACTION_OPEN_JOBS, lambda _press, _value: "")
    listens(ids.ACTION_RUN_JOB, _run)
    listens(ids.ACTION_PREVIEW_JOB, _preview)
    listens(ids.ACTION_SWITCH_JOB, _switch)


def _show(press: Press, ack: Ack, view: Surface) -> None:
    if is_on_modal(press.body):
        replace_view(press.client, press.body, view)
        ack()
    else:
        show(press, ack, view)


def _timetable(press: Press, said: str) -> Surface:
    services = press.services
    planned = read_briefly(services, lambda _: services.timetable())
    return timetable_modal(planned, services.calendar().local, press.voice, said)


def _run(press: Press, name: str) -> str:
    """Begin the run; how it ended is seen in the timetable, and what it sent where it is sent."""
    services, home = press.services, press.asker

    def run() -> None:
        services.run_job(name)
        refresh_home(services, press.client, home)

    write_briefly(services, lambda session: _audit(session, press, name, "run now"))
    future = services.background.submit(run)
    if future is None:
        return press.voice("settings.jobs.busy")
    future.add_done_callback(report_failure)
    return press.voice("settings.jobs.begun", name=job_name(name, press.voice))


def _preview(press: Press, name: str) -> str:
    services, member = press.services, press.asker.member
    pressed, *_ = press.body["actions"]
    key = f"{member}:{name}:{pressed['action_ts']}"
    future = services.background.submit(lambda: services.preview_job(name, member, key))
    if future is None:
        return press.voice("settings.jobs.busy")
    future.add_done_callback(report_failure)
    return press.voice("settings.jobs.preview_sent", name=job_name(name, press.voice))


def _switch(press: Press, value: str) -> str:
    name, wanted = value.split()
    by_name = {one.name: one for one in read_briefly(press.services, _planned(press))}
    if name in by_name and by_name[name].is_on != (wanted == "on"):
        write_briefly(press.services, lambda session: _set(session, press, name, wanted))
        refresh_home(press.services, press.client, press.asker)
    key = "settings.jobs.started" if wanted == "on" else "settings.jobs.stopped"
    return press.voice(key, name=job_name(name, press.voice))


def _planned(press: Press) -> Callable[[Session], Any]:
    return lambda _: press.services.timetable()


def _set(session: Session, press: Press, name: str, wanted: str) -> None:
    switch_job(session, name, on=wanted == "on", at=press.services.clock())
    _audit(session, press, name, wanted)


def _audit(session: Session, press: Press, name: str, outcome: str) -> None:
    append_entry(
        session,
        at=press.services.clock(),
        actor=press.asker.member,
        action=Action.RUN_JOB,
        subject=f"job:{name}",
        outcome=outcome,
    )
