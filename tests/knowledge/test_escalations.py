"""Whose turn it is: the order of those who are asked, and what comes after them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.escalations import (
    REMINDERS,
    Ask,
    Asked,
    Matter,
    Remind,
    Responsible,
    Rest,
    Step,
    first_ask,
    next_move,
)

EVERYBODY = Responsible(("A1", "A2"), ("L1", "L2"), ("D1",))


@pytest.mark.parametrize(
    ("responsible", "asker", "step", "members"),
    [
        (EVERYBODY, "U1", Step.AMBASSADOR, ("A1", "A2")),
        (EVERYBODY, "A1", Step.AMBASSADOR, ("A2",)),
        (Responsible((), ("L1",), ()), "U1", Step.LEAD, ("L1",)),
        (Responsible(("A1",), ("L1",), ()), "A1", Step.LEAD, ("L1",)),
        (Responsible((), ("L1",), ("D1",)), "L1", Step.DEPUTY, ("D1",)),
        (Responsible(), "U1", Step.LEAD, ()),
    ],
)
def test_the_nearest_person_is_asked_first(responsible, asker, step, members):
    """The department's ambassador, else the lead, else the deputy, and never the asker."""
    assert first_ask(responsible, asker, Matter.QUESTION) == Ask(step, members)


def test_a_report_goes_to_the_lead_at_once():
    """Who looks after the rules hears of a verdict that seems wrong."""
    assert first_ask(EVERYBODY, "U1", Matter.REPORT) == Ask(Step.LEAD, ("L1", "L2"))


def test_a_silent_step_passes_the_turn_on():
    """Ambassador, lead, deputy, each once."""
    asked = [Asked("A1", Step.AMBASSADOR), Asked("A2", Step.AMBASSADOR)]
    assert next_move(Step.AMBASSADOR, asked, EVERYBODY, "U1") == Ask(Step.LEAD, ("L1", "L2"))
    asked += [Asked("L1", Step.LEAD), Asked("L2", Step.LEAD)]
    assert next_move(Step.LEAD, asked, EVERYBODY, "U1") == Ask(Step.DEPUTY, ("D1",))


def test_a_lead_named_later_is_asked_before_reminders():
    """Roles are read as they are now."""
    asked = [Asked("D1", Step.DEPUTY)]
    now = Responsible((), ("L9",), ("D1",))
    assert next_move(Step.DEPUTY, asked, now, "U1") == Ask(Step.DEPUTY, ("L9",))


def test_the_last_ones_are_reminded_a_few_times_and_then_left_alone():
    """Nobody is reminded more often than agreed, and the ambassador not at all."""
    asked = [Asked("A1", Step.AMBASSADOR), Asked("L1", Step.LEAD), Asked("D1", Step.DEPUTY)]
    now = Responsible(("A1",), ("L1",), ("D1",))
    assert next_move(Step.DEPUTY, asked, now, "U1") == Remind(("D1",))
    done = [*asked[:2], Asked("D1", Step.DEPUTY, REMINDERS)]
    assert next_move(Step.DEPUTY, done, now, "U1") == Remind(("L1",))
    all_done = [Asked(one.member, one.step, REMINDERS) for one in asked]
    assert next_move(Step.DEPUTY, all_done, now, "U1") == Rest()


def test_who_lost_the_role_is_not_reminded():
    """A former lead is left in peace."""
    assert next_move(Step.LEAD, [Asked("L1", Step.LEAD)], Responsible(), "U1") == Rest()


_PEOPLE = st.lists(st.sampled_from([f"P{n}" for n in range(6)]), unique=True, max_size=3)


@given(_PEOPLE, _PEOPLE, _PEOPLE, st.sampled_from([f"P{n}" for n in range(6)]))
def test_every_question_comes_to_rest(ambassadors, leads, deputies, asker):
    """However the roles lie: each person is asked once, reminded at most so often, never the asker."""
    responsible = Responsible(tuple(ambassadors), tuple(leads), tuple(deputies))
    first = first_ask(responsible, asker, Matter.QUESTION)
    step, asked = first.step, {member: Asked(member, first.step) for member in first.members}
    for _ in range(40):
        move = next_move(step, list(asked.values()), responsible, asker)
        if isinstance(move, Rest):
            break
        if isinstance(move, Ask):
            assert not set(move.members) & asked.keys()
            step = move.step
            asked |= {member: Asked(member, step) for member in move.members}
        else:
            for member in move.members:
                one = asked[member]
                asked[member] = Asked(member, one.step, one.reminders + 1)
    assert isinstance(move, Rest)
    assert asker not in asked
    assert all(one.reminders <= REMINDERS for one in asked.values())
    assert {*ambassadors, *leads, *deputies} - {asker} == set(asked)
