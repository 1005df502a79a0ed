"""Addresses of databases: which are understood, and what they may choose."""

import traceback

import pytest
from sqlalchemy import text

from knowledge.store.database import Database
from knowledge.store.engine import read_address


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgres://u:p@db.example.co.jp:5432/annai", "postgresql+psycopg"),
        ("postgresql://u:p@db.example.co.jp/annai?sslmode=require", "postgresql+psycopg"),
        ("postgresql+psycopg2://u:p@db.example.co.jp/annai", "postgresql+psycopg"),
        ("sqlite:///annai.db", "sqlite+pysqlite"),
    ],
)
def test_addresses_in_the_forms_that_hosts_hand_out(url, driver):
    """Every usual form leads to the driver that is installed."""
    assert read_address(url).drivername == driver


@pytest.mark.parametrize(
    "url",
    [
        "",
        "annai.db",
        "mysql://u:hunter2@db/annai",
        "sqlite://",
        "sqlite:///:memory:",
        "postgres://u:hunter2@db:port/annai",
    ],
)
def test_other_addresses_are_refused_without_being_shown(url):
    """A wrong address is a ValueError that keeps the password to itself."""
    with pytest.raises(ValueError, match="DATABASE_URL") as caught:
        Database(url)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_an_address_may_choose_its_own_limits(postgresql_url):
    """What the query of the address says wins over what we would choose."""
    database = Database(postgresql_url + "&application_name=nightly")
    with database.read() as session:
        name = session.execute(text("SHOW application_name")).scalar_one()
    database.close()
    assert name == "nightly"
