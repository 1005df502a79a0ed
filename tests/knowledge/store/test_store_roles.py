"""Roles: exactly those who were named, one first admin, and nobody who is not here any more."""

import pytest

from knowledge.roles import Role
from knowledge.store.audit import entries
from knowledge.store.departments import add_department, retire_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import (
    become_first_admin,
    find_person,
    has_admin,
    holders,
    set_holders,
    whom_to_ask_first,
)
from knowledge.store.roles import contacts as all_contacts

ADMIN = "U0ADMIN"


@pytest.fixture
def session(database):
    with database.begin() as session:
        yield session


@pytest.fixture
def give(session, clock):
    """Give a role as the admin."""

    def give(role, *members, department=None):
        return set_holders(session, role, members, by=ADMIN, now=clock(), department=department)

    return give


@pytest.fixture
def sales(session, clock):
    return department(session, "営業部", clock)


def department(session, name, clock):
    made = add_department(session, name, by=ADMIN, now=clock())
    assert isinstance(made, Department)
    return made


def test_a_role_is_with_those_who_were_named_last(session, give):
    """In the order of asking, each once; every change is in the audit trail."""
    assert give(Role.LEAD, "U0BBB", "U0AAA", "U0BBB")
    assert holders(session, Role.LEAD) == ["U0BBB", "U0AAA"]
    assert not give(Role.LEAD, "U0BBB", "U0AAA")
    assert give(Role.LEAD, "U0AAA")
    assert holders(session, Role.LEAD) == ["U0AAA"]
    assert [(e.actor, e.action, e.subject, e.outcome) for e in reversed(entries(session))] == [
        (ADMIN, "set_roles", "role:lead", "- -> U0BBB U0AAA"),
        (ADMIN, "set_roles", "role:lead", "U0BBB U0AAA -> U0AAA"),
    ]


@pytest.mark.parametrize(
    ("role", "members"),
    [
        (Role.LEAD, ()),
        (Role.LEAD, ("U0AAA", "U0BBB", "U0CCC")),
        (Role.ADMIN, ()),
        (Role.MEMBER, ("U0AAA",)),
        (Role.AMBASSADOR, ("U0AAA",)),
    ],
)
def test_numbers_that_a_role_does_not_allow(session, give, role, members):
    """Are refused, and nothing changes."""
    with pytest.raises(ValueError, match=role):
        give(role, *members)
    assert entries(session) == []


def test_only_ambassadors_have_a_department(give, sales):
    """The other roles are of the whole company."""
    with pytest.raises(ValueError, match="lead"):
        give(Role.LEAD, "U0AAA", department=sales.id)


def test_a_person_is_found_with_everything_they_are(session, give, sales, clock):
    """Roles, departments helped and the own one, language, standing."""
    give(Role.DEPUTY, "U0AAA")
    give(Role.AMBASSADOR, "U0AAA", department=sales.id)
    set_department(session, ["U0AAA"], sales.id, by=ADMIN, now=clock())
    see_member(session, member="U0AAA", team="T0AAA", at=clock(), language="en")
    person = find_person(session, "U0AAA")
    assert person.roles == {Role.MEMBER, Role.DEPUTY, Role.AMBASSADOR}
    assert person.ambassador_of == {sales.id}
    assert (person.department, person.language) == (sales.id, "en")
    assert (person.active, person.outsider) == (True, False)
    retire_department(session, sales, by=ADMIN, now=clock())
    person = find_person(session, "U0AAA")
    assert person.roles == {Role.MEMBER, Role.DEPUTY}
    assert (person.ambassador_of, person.department) == (frozenset(), None)


def test_somebody_unknown_is_a_plain_member(session):
    """Roles may be given before a person has ever said a word to us."""
    person = find_person(session, "U0NEW")
    assert person.roles == {Role.MEMBER}
    assert (person.active, person.outsider) == (True, False)


@pytest.mark.parametrize(
    "standing", [{"is_deactivated": True}, {"is_bot": True}, {"is_outsider": True}]
)
def test_who_is_not_one_of_us_holds_nothing(session, give, sales, clock, standing):
    """Who left, a bot and somebody of another company are passed over when people are asked."""
    for role in (Role.LEAD, Role.ADMIN):
        give(role, "U0GONE", "U0AAA")
    give(Role.AMBASSADOR, "U0GONE", department=sales.id)
    see_member(session, member="U0GONE", team="T0AAA", at=clock(), language="ja", **standing)
    assert holders(session, Role.LEAD) == holders(session, Role.ADMIN) == ["U0AAA"]
    assert holders(session, Role.AMBASSADOR) == []
    person = find_person(session, "U0GONE")
    assert person.outsider or not person.active


def test_ambassadors_of_one_department_and_of_all(session, give, sales, clock):
    """Each once; those of a retired department are not asked."""
    office = department(session, "総務部", clock)
    give(Role.AMBASSADOR, "U0BBB", "U0AAA", department=sales.id)
    give(Role.AMBASSADOR, "U0CCC", "U0AAA", department=office.id)
    assert holders(session, Role.AMBASSADOR, office.id) == ["U0CCC", "U0AAA"]
    assert holders(session, Role.AMBASSADOR) == ["U0BBB", "U0AAA", "U0CCC"]
    retire_department(session, office, by=ADMIN, now=clock())
    assert holders(session, Role.AMBASSADOR, office.id) == []


def test_whom_a_person_can_ask(session, give, sales, clock):
    """The own department's ambassador first, then leads, then deputies; never oneself."""

    def contacts(session, member):
        found = all_contacts(session, member)
        assert whom_to_ask_first(session, member) == next(iter(found.nearest), "")
        return found

    assert contacts(session, "U0AAA").nearest == ()
    give(Role.DEPUTY, "U0DEP")
    assert contacts(session, "U0AAA").nearest == ("U0DEP",)
    give(Role.LEAD, "U0LEAD")
    assert contacts(session, "U0AAA").nearest == ("U0LEAD",)
    assert contacts(session, "U0LEAD").nearest == ("U0DEP",)
    give(Role.AMBASSADOR, "U0BBB", department=sales.id)
    set_department(session, ["U0AAA", "U0BBB"], sales.id, by=ADMIN, now=clock())
    found = contacts(session, "U0AAA")
    assert found.nearest == found.ambassadors == ("U0BBB",)
    assert (found.leads, found.deputies) == (("U0LEAD",), ("U0DEP",))
    assert contacts(session, "U0BBB").nearest == ("U0LEAD",)


def test_the_first_admin(session, clock):
    """The first who takes it has it; nobody else can, until no admin is left in the company."""
    assert not has_admin(session)
    assert become_first_admin(session, "U0AAA", now=clock())
    assert not become_first_admin(session, "U0BBB", now=clock())
    assert not become_first_admin(session, "U0AAA", now=clock())
    assert holders(session, Role.ADMIN) == ["U0AAA"]
    see_member(
        session, member="U0AAA", team="T0AAA", at=clock(), language="ja", is_deactivated=True
    )
    assert become_first_admin(session, "U0BBB", now=clock())
    assert holders(session, Role.ADMIN) == ["U0BBB"]


RACE = """
import sys
from datetime import UTC, datetime
from knowledge.store.database import Database
from knowledge.store.models import Department
from knowledge.store.roles import become_first_admin

database = Database(sys.argv[1])
database.ping()
print("ready", flush=True)
sys.stdin.readline()
import os
with database.begin() as session:
    print(become_first_admin(session, f"U0P{os.getpid()}", now=datetime(2026, 11, 25, tzinfo=UTC)))
database.close()
"""


def test_of_several_replicas_one_makes_the_first_admin(database, database_url, replicas):
    """Two people who press at the same moment do not both become admin."""
    told = replicas(RACE, database_url, times=3)
    assert sorted(told) == ["False\n", "False\n", "True\n"]
    with database.read() as session:
        assert len(holders(session, Role.ADMIN)) == 1
