"""The monthly budget of the language model: never more than was set, in any number of processes."""

from knowledge.store.model_use import reserve_tokens, settle_tokens, tokens_of_month

MONTH = "2026-11"


def reserve(database, tokens, budget=1_000, month=MONTH):
    with database.begin() as session:
        return reserve_tokens(session, month, tokens, budget)


def spent(database, month=MONTH):
    with database.read() as session:
        return tokens_of_month(session, month)


def test_what_is_set_aside_counts_at_once(database):
    """A second call cannot spend what the first may still need."""
    assert reserve(database, 600)
    assert not reserve(database, 600)
    assert reserve(database, 400)
    assert spent(database) == 1_000


def test_what_was_not_used_comes_back(database):
    """A call is set aside at its dearest and counted at its price."""
    assert reserve(database, 900)
    with database.begin() as session:
        settle_tokens(session, MONTH, reserved=900, used=150)
    assert spent(database) == 150
    assert reserve(database, 850)


def test_each_month_begins_at_nothing(database):
    """And a month that nobody used is nothing."""
    assert reserve(database, 1_000)
    assert reserve(database, 1_000, month="2026-12")
    assert spent(database, "2027-01") == 0


SCRIPT = """
import sys
from knowledge.store.database import Database
from knowledge.store.model_use import reserve_tokens

database = Database(sys.argv[1])
print("ready", flush=True)
input()
taken = 0
for _ in range(20):
    with database.begin() as session:
        taken += reserve_tokens(session, "2026-11", 10, 250)
print(taken)
database.close()
"""


def test_three_processes_together_stay_within_the_budget(database, database_url, replicas):
    """Sixty calls for 250 tokens at ten each: twenty-five."""
    taken = sum(int(told) for told in replicas(SCRIPT, database_url, times=3))
    assert taken == 25
    assert spent(database) == 250
