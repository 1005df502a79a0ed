"""Killed at any moment and started again: nothing is lost, nothing is doubled."""

import random
import signal
from collections import Counter

from knowledge.store.deliveries import (
    DeliveryStatus,
    delivery,
    failed_deliveries,
    waiting_deliveries,
)
from tests.scheduler import mortal_sender
from tests.scheduler.lives import let_live, settle

# Lines of code; a message takes some hundred.
_LONGEST_LIFE = 4_000


def test_killed_at_random_moments(request, forks, slack, client, database_url, database, clock):
    """Everything that was decided is told exactly once, and stands as it was decided last."""
    kills = request.config.getoption("--kills")
    dice = random.Random(kills)  # noqa: S311 - no secret
    people = [slack.person(f"社員{number}") for number in range(4)]
    ids = [person.id for person in people]
    given = (mortal_sender.live, database_url, slack.api_url, slack.bot_token, ids)
    for _ in range(kills):
        lines = dice.randint(1, _LONGEST_LIFE)
        assert let_live(forks, *given, clock().isoformat(), lines) == -signal.SIGKILL
        settle(slack, client)
        clock.advance(minutes=3)
    assert let_live(forks, *given, clock().isoformat(), None) == 0
    with database.read() as session:
        numbers = mortal_sender.decided(session)
        assert (waiting_deliveries(session), failed_deliveries(session)) == ([], [])
        keys = [f"{kind}{number}" for number in numbers for kind in "tu"]
        rows = [delivery(session, key) for key in keys]
    assert len(numbers) == len(set(numbers)) >= kills / 3
    assert all(row is not None and row.status == DeliveryStatus.SENT for row in rows)
    # One that was posted twice would stand here unanswered: only the one we know of is changed.
    held = Counter(message.text.partition("\n")[0] for person in people for message in person.dm)
    told = [f"{number} answered" for number in numbers if number % 3]
    sent = [f"{number} files" for number in numbers if number % 3 == 1]
    assert held == Counter([*told, *sent])
