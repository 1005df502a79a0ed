"""Incidents in the store: one effect for each step, whoever comes second hears who was first."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.incidents import (
    AlreadyDone,
    CaseState,
    Closing,
    Happened,
    Outcome,
    OutsideReport,
    Place,
    State,
)
from knowledge.store import incident_cases as cases
from knowledge.store import incidents as store

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=12)
LATER = NOW + timedelta(hours=5)
NEW = store.NewIncident(
    key="incident:V1",
    reporter="U0REPORTER",
    place=Place.PRIVATE,
    happened=Happened.NOW,
    categories=("credential",),
    steps=("rotate-secret", "delete-chat", "check-secret"),
    rulebook_revision="2026-11",
    at=NOW,
    due_at=NOW + timedelta(minutes=30),
    done=frozenset({"delete-chat", "never-heard-of"}),
    words="鍵を入れてしまいました",
)


def closing(by="U0LEAD", at=LATER):
    return Closing(
        Outcome.CONTAINED, OutsideReport.NOT_NEEDED, "鍵は変えました", by, at, working_minutes=300
    )


@pytest.fixture
def made(database):
    with database.begin() as session:
        id_ = store.report(session, NEW)
        assert id_ is not None
        return id_


def test_a_report_is_kept_once(database, made):
    """The same form delivered twice is one incident with its steps."""
    with database.begin() as session:
        assert store.report(session, NEW) is None
        row = store.incident_with_key(session, NEW.key)
        assert row is not None
        assert (row.id, row.state, row.words) == (made, State.OPEN, NEW.words)
        steps = store.steps_of(session, made)
        assert [(one.step, one.done_by) for one in steps] == [
            ("rotate-secret", None),
            ("delete-chat", "U0REPORTER"),
            ("check-secret", None),
        ]
        assert [one.id for one in store.standing_incidents(session)] == [made]
        assert [one.id for one in store.incidents_of(session, "U0REPORTER")] == [made]


def test_it_is_taken_on_once(database, made):
    """The second lead hears who was first; the minutes are those of the first."""
    with database.begin() as session:
        assert store.take(session, made, "U0LEAD", SOON, due_at=LATER) is None
        late = store.take(session, made, "U0DEPUTY", LATER, due_at=LATER)
        assert late == AlreadyDone("U0LEAD", SOON, State.TAKEN)
        row = store.find_incident(session, made)
        assert row is not None
        assert (row.taken_by, row.minutes_to_take, row.due_at) == ("U0LEAD", 12, LATER)


def test_it_is_closed_once_and_opened_again_once(database, made):
    """Whoever closes an open one takes it on with that; opening keeps the first answer's time."""
    with database.begin() as session:
        assert store.close(session, made, closing()) is None
        late = store.close(session, made, closing(by="U0DEPUTY"))
        assert late == AlreadyDone("U0LEAD", LATER, State.CLOSED)
        assert store.take(session, made, "U0DEPUTY", LATER, due_at=None) == late
        row = store.find_incident(session, made)
        assert row is not None
        assert (row.minutes_to_take, row.working_minutes, row.due_at) == (300, 300, None)
        assert [one.id for one in store.closed_incidents(session, NOW)] == [made]
        assert store.reopen(session, made, "U0DEPUTY", LATER, due_at=LATER)
        assert not store.reopen(session, made, "U0LEAD", LATER, due_at=LATER)
        row = store.find_incident(session, made)
        assert row is not None
        assert (row.state, row.taken_by, row.minutes_to_take) == (State.TAKEN, "U0DEPUTY", 300)
        assert (row.closed_at, row.working_minutes, row.outcome) == (None, None, None)


def test_a_step_is_done_once(database, made):
    """By whoever was first; a step of another incident is none of this."""
    with database.begin() as session:
        assert store.do_step(session, made, "rotate-secret", "U0REPORTER", SOON)
        assert not store.do_step(session, made, "rotate-secret", "U0LEAD", LATER)
        assert not store.do_step(session, made, "never-heard-of", "U0LEAD", LATER)
        first, *_ = store.steps_of(session, made)
        assert (first.done_by, first.done_at) == ("U0REPORTER", SOON)
        row = store.find_incident(session, made)
        assert row is not None
        assert row.version == 1


def test_people_are_told_once(database, made):
    """And who was told is known, in order."""
    with database.begin() as session:
        assert store.note_told(session, made, ["U0B", "U0A"], NOW, handles=True) == ["U0B", "U0A"]
        assert store.note_told(session, made, ["U0A", "U0C"], NOW, handles=False) == ["U0C"]
        told = [(one.member, one.handles) for one in store.people_told(session, made)]
        assert told == [("U0B", True), ("U0A", True), ("U0C", False)]


def test_a_reminder_is_counted_by_one_replica(database, made):
    """Each names the count it saw."""
    with database.begin() as session:
        assert store.due_incidents(session, NOW) == []
        due = NOW + timedelta(minutes=30)
        assert store.due_incidents(session, due) == [made]
        assert store.count_nudge(session, made, nudges=0, due_at=LATER)
        assert not store.count_nudge(session, made, nudges=0, due_at=LATER)
        assert store.due_incidents(session, due) == []
        store.close(session, made, closing())
        assert not store.count_nudge(session, made, nudges=0, due_at=LATER)


def test_what_passed_between_the_sides_is_kept_once(database, made):
    """By the key of the form."""
    said = store.Said("V2", "U0LEAD", "U0REPORTER", SOON, "いつごろでしたか")
    with database.begin() as session:
        assert store.keep_message(session, made, said)
        assert not store.keep_message(session, made, said)
        (one,) = store.messages_of(session, made)
        assert (one.author, one.text) == ("U0LEAD", "いつごろでしたか")


def test_words_are_forgotten_and_figures_stay(database, made):
    """Only of what was closed long enough ago."""
    with database.begin() as session:
        store.keep_message(session, made, store.Said("V2", "U0LEAD", "U0REPORTER", SOON, "いつ"))
        assert store.forget_words(session, closed_before=LATER + timedelta(days=1)) == 0
        store.close(session, made, closing())
        assert store.forget_words(session, closed_before=LATER) == 0
        assert store.forget_words(session, closed_before=LATER + timedelta(days=1)) == 1
        assert store.forget_words(session, closed_before=LATER + timedelta(days=1)) == 0
        row = store.find_incident(session, made)
        assert row is not None
        assert (row.words, row.reason, row.categories) == ("", "", ["credential"])
        assert [one.text for one in store.messages_of(session, made)] == [""]


def test_what_is_not_there_is_said(database):
    """A button of another database."""
    with database.begin() as session:
        for step in (
            lambda: store.take(session, 9, "U0LEAD", NOW, due_at=None),
            lambda: store.close(session, 9, closing()),
        ):
            with pytest.raises(LookupError):
                step()
        assert not store.reopen(session, 9, "U0LEAD", NOW, due_at=None)


def test_a_case_is_decided_once_and_in_one_review(database, made):
    """It can be written anew until it was approved; it appears in the next review, and no other."""
    with database.begin() as session:
        assert cases.write_case(session, made, "下書き", by="U0LEAD", at=NOW)
        assert cases.write_case(session, made, "鍵を入れた事例", by="U0LEAD", at=SOON)
        assert [one.text for one in cases.waiting_cases(session)] == ["鍵を入れた事例"]
        assert cases.cases_for_review(session, "2026-11") == []
        assert cases.decide_case(session, made, CaseState.APPROVED, by="U0LEAD", at=SOON)
        assert not cases.decide_case(session, made, CaseState.DROPPED, by="U0DEPUTY", at=LATER)
        assert not cases.write_case(session, made, "別のもの", by="U0DEPUTY", at=LATER)
        (case,) = cases.cases_for_review(session, "2026-11")
        cases.put_into_review(session, "2026-11", [case.id])
    with database.begin() as session:
        assert [one.id for one in cases.cases_for_review(session, "2026-11")] == [case.id]
        assert cases.cases_for_review(session, "2026-12") == []
        found = cases.find_case(session, made)
        assert found is not None
        assert (found.text, found.state) == ("鍵を入れた事例", CaseState.APPROVED)
