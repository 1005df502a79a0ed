"""Instants stay the same instants on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from knowledge.store.checks import count_checks
from knowledge.store.database import Database
from knowledge.store.members import find_member, see_member
from knowledge.store.settings import write_setting

TOKYO = timezone(timedelta(hours=9))


def _seen_at(database, at):
    with database.begin() as session:
        see_member(session, member="U0AAA", team="T0AAA", at=at, language="ja")
    with database.read() as session:
        member = find_member(session, "U0AAA")
    assert member is not None
    return member.seen_at


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 5, 1, 0, 30, tzinfo=TOKYO),
        datetime(2026, 4, 30, 15, 30, 0, 123456, tzinfo=UTC),
        datetime(
            2026, 12, 31, 23, 59, 59, 999999, tzinfo=timezone(-timedelta(hours=9, minutes=30))
        ),
    ],
)
def test_an_instant_is_the_same_after_reloading(database, at):
    """What was saved in any zone comes back as the same instant, aware and in UTC."""
    seen = _seen_at(database, at)
    assert seen == at
    assert seen.utcoffset() == timedelta(0)


def test_a_reloaded_instant_compares_with_now(database, clock):
    """Comparing with the clock raises nothing and is right to the microsecond."""
    seen = _seen_at(database, clock().astimezone(TOKYO))
    assert seen == clock()
    assert seen < clock.advance(microseconds=1)


def test_the_session_zone_of_the_server_does_not_matter(postgresql_url):
    """A PostgreSQL server that lives in Tokyo gives the same instants."""
    opened = Database(postgresql_url + "&options=-ctimezone%3DAsia/Tokyo")
    at = datetime(2026, 5, 1, 0, 30, tzinfo=TOKYO)
    seen = _seen_at(opened, at)
    opened.close()
    assert (seen, seen.utcoffset()) == (at, timedelta(0))


def test_a_time_without_a_zone_is_refused(database):
    """A naive time raises, whether it is to be stored or to be compared with."""
    naive = datetime(2026, 5, 1, 0, 30)  # noqa: DTZ001 - that is the fault
    with pytest.raises(StatementError, match="without a zone"), database.begin() as session:
        write_setting(session, "reviews.channel", "C0AAA", naive)
    with pytest.raises(StatementError, match="without a zone"), database.read() as session:
        count_checks(session, since=naive)
