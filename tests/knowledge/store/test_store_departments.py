"""Departments: one of a name, none lost, everybody in at most one."""

import pytest

from knowledge.departments import MOST_DEPARTMENTS, NameRefusal
from knowledge.roles import Role
from knowledge.store.audit import entries
from knowledge.store.departments import (
    add_department,
    choose_department,
    department_of,
    departments,
    find_department,
    members_of,
    rename_department,
    retire_department,
    set_department,
    staffed_departments,
)
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import set_holders

ADMIN = "U0ADMIN"


@pytest.fixture
def session(database):
    with database.begin() as session:
        yield session


@pytest.fixture
def add(session, clock):
    def add(name):
        return add_department(session, name, by=ADMIN, now=clock())

    return add


def audited(session):
    return [(e.actor, e.action, e.subject, e.outcome) for e in reversed(entries(session))]


def test_there_is_one_department_of_a_name(session, add):
    """However it is written; what cannot be a name is refused."""
    sales = add(" 営業部 ")
    assert isinstance(sales, Department)
    assert sales.name == "営業部"
    assert add("営業 部") is NameRefusal.TAKEN
    assert add(" ") is NameRefusal.EMPTY
    assert add("あ" * 41) is NameRefusal.TOO_LONG
    assert [one.name for one in departments(session)] == ["営業部"]
    assert audited(session) == [
        (ADMIN, "set_departments", f"department:{sales.id}", "added: 営業部")
    ]


def test_there_are_no_more_than_a_menu_can_show(session, add):
    """The hundred and first is refused, and possible again when one is retired."""
    made = [add(f"第{number}課") for number in range(MOST_DEPARTMENTS)]
    assert add("もう1つ") is NameRefusal.TOO_MANY
    retire_department(session, made[0], by=ADMIN, now=made[0].created_at)
    assert isinstance(add("もう1つ"), Department)


def test_a_department_gets_another_name(session, add, clock):
    """Its id stays; a name that another one has, even a retired one, is taken."""
    sales, office = add("営業部"), add("総務部")

    def rename(one, name):
        return rename_department(session, one, name, by=ADMIN, now=clock())

    assert rename(sales, "営業本部") is None
    assert rename(sales, "営業本部") is None
    assert rename(sales, "総務部") is NameRefusal.TAKEN
    retire_department(session, office, by=ADMIN, now=clock())
    assert rename(sales, "総務部") is NameRefusal.TAKEN
    found = find_department(session, sales.id)
    assert found is not None
    assert found.name == "営業本部"
    assert [entry[3] for entry in audited(session)][2:] == ["renamed: 営業本部", "retired"]


def test_a_retired_department_comes_back_with_its_people(session, add, clock):
    """Meanwhile nobody belongs to it and nobody helps it."""
    sales = add("営業部")
    set_department(session, ["U0AAA"], sales.id, by=ADMIN, now=clock())
    set_holders(session, Role.AMBASSADOR, ["U0BBB"], by=ADMIN, now=clock(), department=sales.id)
    retire_department(session, sales, by=ADMIN, now=clock())
    assert departments(session) == []
    assert [one.id for one in departments(session, with_retired=True)] == [sales.id]
    assert department_of(session, "U0AAA") is None
    assert staffed_departments(session) == []
    assert add("営業部").id == sales.id
    found = department_of(session, "U0AAA")
    assert found is not None
    assert found.id == sales.id
    (staffed,) = staffed_departments(session)
    assert (staffed.ambassadors, staffed.people) == (("U0BBB",), 1)


def test_a_person_chooses_once(session, add, clock):
    """Then an admin must help; a department that is out of use can be neither chosen nor kept."""
    sales, office = add("営業部"), add("総務部")

    def choose(one):
        return choose_department(session, "U0AAA", one.id, now=clock())

    retire_department(session, office, by=ADMIN, now=clock())
    assert not choose(office)
    assert choose(sales)
    assert not choose(sales)
    office = add("総務部")
    assert not choose(office)
    retire_department(session, sales, by=ADMIN, now=clock())
    assert choose(office)
    assert [entry for entry in audited(session) if entry[1] == "choose_own_department"] == [
        ("U0AAA", "choose_own_department", "member:U0AAA", f"department:{sales.id}"),
        ("U0AAA", "choose_own_department", "member:U0AAA", f"department:{office.id}"),
    ]


def test_an_admin_puts_people_where_they_belong(session, add, clock):
    """One department each, the last one said; who has left the company is not counted."""
    sales, office = add("営業部"), add("総務部")
    people = ["U0AAA", "U0BBB", "U0GONE"]
    set_department(session, people, sales.id, by=ADMIN, now=clock())
    set_department(session, ["U0AAA"], office.id, by=ADMIN, now=clock())
    see_member(
        session, member="U0GONE", team="T0AAA", at=clock(), language="ja", is_deactivated=True
    )
    assert members_of(session, sales.id) == ["U0BBB"]
    assert members_of(session, office.id) == ["U0AAA"]
    assert [one.people for one in staffed_departments(session)] == [1, 1]
    set_department(session, ["U0BBB"], None, by=ADMIN, now=clock())
    assert department_of(session, "U0BBB") is None
