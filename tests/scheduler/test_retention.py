"""Every night: what is over is forgotten, and nothing else."""

from datetime import timedelta

import pytest

from knowledge.schedules import Due
from knowledge.store.audit import append_entry, entries
from knowledge.store.masking_maps import NewMap, keep_map
from scheduler.retention import forget_what_is_over


@pytest.fixture
def clean_up(services, client, clock):
    return lambda: forget_what_is_over(services, client, Due(clock(), "2026-11-25"))


def test_words_of_messages_go_after_their_day(slack, outbox, clock, clean_up):
    """The row stays, so that its key cannot be used again."""
    outbox.post(slack.person("田中").id)
    outbox.send()
    clean_up()
    assert outbox.row().message["text"] == "お知らせ"
    clock.advance(days=1, minutes=1)
    clean_up()
    assert outbox.row().message == {}
    assert not outbox.post(slack.person("田中").id)


def test_maps_of_masked_words_go_after_their_day(database, clock, clean_up):
    """Also those of somebody who never came back."""
    with database.begin() as session:
        keep_map(session, NewMap("h1", "U1", clock(), "locked"))
    clock.advance(days=1, minutes=1)
    clean_up()
    with database.read() as session:
        assert session.connection().exec_driver_sql("SELECT * FROM masking_maps").all() == []


def test_the_audit_trail_is_kept_for_years(database, clock, clean_up):
    """Five of them; then it goes, entry by entry."""
    for number in range(2):
        with database.begin() as session:
            append_entry(
                session, at=clock(), actor="U1", action="a", subject=str(number), outcome="done"
            )
        clock.advance(days=300)
    clock.advance(days=4 * 365)
    clean_up()
    clock.advance(seconds=-timedelta(days=1).total_seconds())
    with database.read() as session:
        assert [one.subject for one in entries(session)] == ["1"]
