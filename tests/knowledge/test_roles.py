"""Who may do what, cell by cell, and who may nothing."""

from dataclasses import replace

import pytest

from knowledge.roles import (
    ALLOWED,
    Action,
    Person,
    Role,
    holders_allowed,
    may,
    may_somewhere,
)

OWN, OTHER = 1, 2

# One row an action, one letter a role: member, ambassador, lead, deputy, executive, admin.
# "x" may, "d" may for the own department only, "." may not.
MATRIX = """
                                m a l d e x
ask_lead                        x x x x x x
choose_own_department           x x x x x x
share_story                     x x x x x x
answer_escalation               . d x x . .
hand_over                       . d x x . x
see_queue                       . d x x . .
edit_precedent                  . d x x . .
publish_digest                  . . x x . .
publish_notice                  . . x x . .
write_review                    x x x x x x
lead_review                     . . x x . .
answer_tool_request             . . x x . .
report_incident                 x x x x x x
handle_incident                 . . x x x x
publish_case                    . . x x . .
approve_template_of_department  . d x x . .
approve_any_template            . . x x . .
approve_story_of_department     . d x x . .
approve_any_story               . . x x . .
edit_rulebook                   . . x x . .
approve_rulebook                . . . . x .
import_company                  . . x x . x
set_roles                       . . . . . x
set_ambassadors                 . . x x . x
set_departments                 . . x x . x
set_channels                    . . x x . x
set_sources                     . . x x . x
set_hours                       . . x x . x
set_model                       . . x x . x
run_job                         . . x x . x
see_people                      . . x x . x
see_timetable                   . . x x . x
resend_delivery                 . . . . . x
see_kpis                        . . x x x x
see_audit                       . . . . x x
export                          . . . . . x
"""
ROWS = {row.split()[0]: row.split()[1:] for row in MATRIX.strip().splitlines()[1:]}
CELLS = [
    (Action(action), role, cell)
    for action, cells in ROWS.items()
    for role, cell in zip(Role, cells, strict=True)
]


def person(role):
    """Somebody with this role and no other; an ambassador of one department."""
    helped = frozenset({OWN}) if role is Role.AMBASSADOR else frozenset()
    return Person("U0AAA", frozenset({Role.MEMBER, role}), helped, department=OWN)


@pytest.mark.parametrize(("action", "role", "cell"), CELLS)
def test_each_cell_of_the_table(action, role, cell):
    """What the table says holds for the own department, for another one and for none."""
    somebody = person(role)
    assert may(somebody, action, OWN) == (cell in "xd")
    assert may(somebody, action, OTHER) == (cell == "x")
    assert may(somebody, action) == (cell == "x")
    assert may_somewhere(somebody, action) == (cell in "xd")


def test_the_table_is_complete():
    """No action is missing in the table of this test, nor in the one of the product."""
    assert set(ROWS) == {action.value for action in Action} == {action.value for action in ALLOWED}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("nobody", [{"active": False}, {"outsider": True}])
def test_outsiders_and_those_who_left_may_nothing(action, nobody):
    """Whatever roles the database still has for them."""
    everything = Person("U0AAA", frozenset(Role), frozenset({OWN}), department=OWN)
    assert may_somewhere(everything, action)
    assert not may(replace(everything, **nobody), action, OWN)
    assert not may_somewhere(replace(everything, **nobody), action)


def test_belonging_to_a_department_is_not_helping_it():
    """A member of the department may no more than any other."""
    assert not may(Person("U0AAA", department=OWN), Action.ANSWER_ESCALATION, OWN)


def test_an_ambassador_of_nothing_may_nothing():
    """The role alone, without a department, opens no door."""
    former = Person("U0AAA", frozenset({Role.MEMBER, Role.AMBASSADOR}))
    assert not may_somewhere(former, Action.SEE_QUEUE)
    assert not may(former, Action.SEE_QUEUE)


def test_how_many_may_have_a_role():
    """One or two leads, always an admin; nobody is made a member."""
    assert holders_allowed(Role.LEAD) == (1, 2)
    assert holders_allowed(Role.ADMIN)[0] == 1
    with pytest.raises(ValueError, match="member"):
        holders_allowed(Role.MEMBER)
