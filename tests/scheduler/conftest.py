"""What the tests of the scheduler share: an outbox before a local Slack, on both databases."""

import multiprocessing
import os
import sys
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from slack_sdk import WebClient

from bot.playground.server import LocalSlack
from handlers.background import Background
from handlers.services import Services
from handlers.texts import load_texts
from knowledge.calendar import Calendar
from knowledge.company import UNKNOWN_COMPANY
from knowledge.rulebook import load_rulebook
from knowledge.store import deliveries, delivery_tries
from knowledge.store.deliveries import DeliveryStatus, Draft
from scheduler.outbox import send_due

_PATIENCE = 60


@pytest.fixture(scope="session")
def forks():
    """Processes that start in a moment: forks of one that has imported everything."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.scheduler.mortal_asker"])
    with pytest.MonkeyPatch.context() as patched:
        # The process that is forked looks for modules nowhere else.
        patched.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        first = context.Process(target=len, args=((),))
        first.start()
    first.join(_PATIENCE)
    return context


@pytest.fixture
def slack(clock):
    with LocalSlack(clock) as running:
        yield running
        assert running.problems == []


@pytest.fixture
def client(slack):
    return WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)


@pytest.fixture
def background():
    made = Background()
    yield made
    made.close()


@pytest.fixture
def services(database, clock, background):
    rulebook = load_rulebook()
    calendar = Calendar(ZoneInfo("Asia/Tokyo"))
    return Services(
        database=database,
        rulebook=lambda: rulebook,
        company=lambda: UNKNOWN_COMPANY,
        texts=load_texts(),
        clock=clock,
        calendar=lambda: calendar,
        background=background,
    )


class Outbox:
    """The outbox as a test uses it: each step in a transaction of its own, at the clock's time."""

    def __init__(self, services, client):
        self.services = services
        self.client = client

    def post(self, to, text="お知らせ", *, key="k1", blocks=(), **more):
        draft = Draft(key, to, {"text": text, "blocks": list(blocks)}, **more)
        return self._write(deliveries.enqueue, draft, now=self.services.clock())

    def update(self, of, text, *, key):
        now = self.services.clock()
        how = {"of": of, "message": {"text": text}, "key": key}
        return self._write(deliveries.enqueue_update, **how, now=now)

    def delete(self, of, *, key):
        return self._write(deliveries.enqueue_delete, of=of, key=key, now=self.services.clock())

    def files(self, of, *files, key="f1", comment="ファイルです"):
        how = {"of": of, "comment": comment, "files": files, "key": key}
        return self._write(deliveries.enqueue_files, **how, now=self.services.clock())

    def cancel(self, key):
        return self._write(deliveries.cancel, key)

    def resend(self, key):
        return self._write(deliveries.resend, key, self.services.clock())

    def _write(self, function, *given, **how):
        with self.services.database.begin() as session:
            return function(session, *given, **how)

    def send(self):
        return send_due(self.services, self.client, self.services.clock())

    def send_until_settled(self, *, most=100, minutes=31):
        """Send, and let time pass, until nothing waits any more."""
        for _ in range(most):
            self.send()
            if not self.waiting():
                return
            self.services.clock.advance(minutes=minutes)
        raise AssertionError([(one.key, one.error) for one in self.waiting()])

    def row(self, key="k1"):
        with self.services.database.read() as session:
            return deliveries.delivery(session, key)

    def failed(self):
        with self.services.database.read() as session:
            return deliveries.failed_deliveries(session)

    def waiting(self):
        with self.services.database.read() as session:
            return deliveries.waiting_deliveries(session)

    def forget_that_it_was_sent(self, key):
        """Put a row back to where it stood between the post and the mark."""
        with self.services.database.begin() as session:
            row = deliveries.delivery(session, key)
            assert row is not None
            row.status, row.lease_until = DeliveryStatus.WAITING, self.services.clock()
            row.unclear_since, row.channel, row.ts = row.created_at, None, None

    def take(self, *, lease=timedelta(minutes=2)):
        """Take what is due, like a sender who then dies."""
        taken = self._write(delivery_tries.take_due, self.services.clock(), 100, lease)
        return [one.delivery.key for one in taken]


@pytest.fixture
def outbox(services, client):
    return Outbox(services, client)


@pytest.fixture
def texts_in(slack):
    """What the bot wrote in a conversation, oldest first."""

    def read(person):
        return [message.text for message in person.dm if message.user != person.id]

    return read
