"""The language model's monthly budget: it stops, the admins hear of it once, and nothing breaks."""

from dataclasses import replace

import pytest

from handlers.model_budget import MonthlyBudget
from knowledge.company_settings import CompanySettings
from knowledge.language_model import Why
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.model_use import tokens_of_month
from knowledge.store.models import Delivery


@pytest.fixture
def told(database):
    """The keys of all messages in the outbox."""

    def read():
        with database.read() as session:
            return sorted(row.key for row in session.query(Delivery))

    return read


@pytest.fixture
def budget(services):
    settings = CompanySettings(model_tokens=1_000)
    return MonthlyBudget(
        replace(services, settings=lambda: settings, admins=lambda: ["U1ADMIN", "U2ADMIN"])
    )


def test_it_stops_at_what_was_set_and_tells_the_admins_once(budget, told, clock):
    """One message for each admin and month, however often somebody asks."""
    assert budget.reserve(800) is None
    assert [budget.reserve(800) for _ in range(3)] == [Why.OVER_BUDGET] * 3
    keys = [f"model:budget:2026-11:{admin}" for admin in ("U1ADMIN", "U2ADMIN")]
    assert told() == keys
    clock.advance(days=10)
    assert budget.reserve(800) is None
    assert told() == keys


def test_the_month_is_the_companys_own(budget, database, clock):
    """On the last evening in London it is December in Tokyo."""
    clock.advance(days=5, hours=15)
    budget.reserve(10)
    with database.read() as session:
        assert tokens_of_month(session, "2026-12") == 10


def test_without_the_database_nothing_is_spent(budget, database):
    """Who cannot say how much is left does not ask."""
    database.close()
    object.__setattr__(budget.services, "database", Unreachable())
    assert budget.reserve(10) is Why.NOT_COUNTED
    budget.settle(10, 5)


class Unreachable:
    """A database that does not answer."""

    def begin(self):
        raise DatabaseUnavailable("gone")
