"""The timetable in Home: what is due when, how it ended last, and what can be done about it."""

from dataclasses import replace
from datetime import time

import pytest

from bot.playground.outline import outline_message, outline_view
from handlers import ids
from handlers.views.timetable import preview_messages, timetable_modal
from knowledge.roles import Role
from knowledge.schedules import Daily, Due, Made, PlannedJob
from knowledge.store.audit import entries
from knowledge.store.job_switches import read_switches
from knowledge.store.roles import set_holders
from tests.handlers.screens_of_home import JOBS, LOCAL

OPEN = ids.ACTION_OPEN_JOBS


def test_the_timetable_reads_as_agreed(voice, golden):
    """Every job with its dates, its last run, and its buttons."""
    view = timetable_modal(JOBS, LOCAL, voice, said=voice("settings.jobs.busy"))
    golden(f"home/timetable.{voice.language}", outline_view(view))


def test_a_preview_has_nothing_to_press(voice):
    """It says what it is, and its buttons are gone."""
    button = {"type": "actions", "elements": []}
    text = {"type": "context", "elements": [{"type": "plain_text", "text": "x"}]}
    surface = {"text": "x", "blocks": [text, button]}
    first, second = preview_messages("monthly_review", [surface], voice)
    said = outline_message(first["text"], first["blocks"], {})
    assert voice("settings.jobs.preview_intro") in said
    assert second["blocks"] == [text]


@pytest.fixture
def asked():
    """What listeners asked the scheduler to do."""
    return []


@pytest.fixture
def services(services, database, clock, asked):
    """With two jobs, whose switches are those of the database."""

    def timetable():
        with database.read() as session:
            switches = read_switches(session)
        return [
            PlannedJob(
                name,
                is_on=name not in switches or bool(switches[name].is_on),
                next_due=(Due(clock(), "x"),),
                schedule=Daily(time(3)),
                can_preview=name == "monthly_review",
            )
            for name in ("retention", "monthly_review")
        ]

    def run(name):
        asked.append(name)
        return Made.DONE

    def preview(name, member, key):
        asked.append((name, member))
        return bool(key)

    return replace(services, timetable=timetable, run_job=run, preview_job=preview)


@pytest.fixture
def sato(database, clock, slack, bot):
    """The lead, with Home open."""
    person = slack.person("佐藤")
    with database.begin() as session:
        set_holders(session, Role.LEAD, [person.id], by="x", now=clock())
    person.open_home()
    return person


def trail(database, person):
    with database.read() as session:
        return [(e.subject, e.outcome) for e in entries(session) if e.actor == person.id]


def test_a_job_is_stopped_and_started(database, slack, sato):
    """Home says that it is off, and the trail who did it; a second press changes nothing."""
    opened = sato.click(OPEN)
    stopped = sato.click(ids.ACTION_SWITCH_JOB, "retention off", on=opened)
    assert "止めました" in stopped.text
    sato.click(ids.ACTION_SWITCH_JOB, "retention off", on=opened)
    slack.settle(lambda: "の削除：止めています" in sato.home.text)
    sato.click(ids.ACTION_SWITCH_JOB, "retention on")
    told = [("job:retention", "on"), ("job:retention", "off")]
    assert trail(database, sato) == told
    with database.read() as session:
        assert set(read_switches(session)) == {"retention"}


def test_a_job_is_run_now(database, slack, sato, asked):
    """At once, on another thread; the trail says who asked for it."""
    sato.click(OPEN)
    told = sato.click(ids.ACTION_RUN_JOB, "retention")
    assert "始めました" in told.text
    slack.settle(lambda: asked == ["retention"])
    assert trail(database, sato) == [("job:retention", "run now")]


def test_a_preview_goes_to_whoever_asked(slack, sato, asked):
    """And is offered only where there is one."""
    sato.click(OPEN)
    told = sato.click(ids.ACTION_PREVIEW_JOB, "monthly_review")
    assert "ダイレクトメッセージに送りました" in told.text
    slack.settle(lambda: asked == [("monthly_review", sato.id)])


def test_an_old_button_carries_no_permission(database, clock, slack, sato, asked):
    """Who leads no more sees no timetable, and starts nothing."""
    home, opened = sato.home, sato.click(OPEN)
    with database.begin() as session:
        set_holders(session, Role.LEAD, ["U0OTHER"], by="x", now=clock())
    assert "だけです" in sato.click(ids.ACTION_RUN_JOB, "retention", on=opened).text
    sato.close(everything=True)
    assert "だけです" in sato.click(OPEN, on=home).text
    assert asked == []
