"""Once: whatever Slack repeats, loses or delays, a message has one row and one answer."""

from threading import Event, Thread

import pytest

from bot.playground.faults import Fault
from handlers import ids
from handlers.keyed_posts import post_once
from knowledge.store.checks import count_checks

MAIL = "鬼頭様に見積 2,718,281円を送る"
PATIENCE = 20


@pytest.fixture
def event_of(slack):
    """The event of a person's message, found by its `ts`."""

    def find(ts):
        return next(one for one in slack.events if one.payload["event"].get("ts") == ts)

    return find


@pytest.fixture
def answered_once(slack, database, replies):
    """These people have one answer each, and there is one row for each, and for each command."""

    def rows():
        with database.read() as session:
            return count_checks(session)

    def check(*people, commands=0):
        expected = len(people) + commands
        # A slow database counts after the answer is out.
        slack.settle(lambda: all(map(replies, people)) and rows() >= expected, seconds=PATIENCE)
        assert [len(replies(person)) for person in people] == [1] * len(people)
        assert rows() == expected

    return check


def together(*works):
    """Do these at the same time, and wait until all are done."""
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class FourTimes:
    """Carries each envelope four times at the same moment; one acknowledgement is enough."""

    def __init__(self, carrier):
        self.carrier = carrier

    def carry(self, envelope):
        answers = []
        together(*[lambda: answers.append(self.carrier.carry(envelope))] * 4)
        return next((one for one in answers if one.acknowledged), answers[0])


def test_three_deliveries_are_one_answer(slack, tanaka, event_of, answered_once):
    """Slack repeats what it thinks was not heard; each time it is told that all is well."""
    ts = tanaka.message(MAIL)
    again = slack.redeliver(event_of(ts).event_id, times=2)
    assert all(answer.acknowledged for answer in again)
    answered_once(tanaka)


def test_a_lost_acknowledgement_is_no_second_answer(slack, tanaka, event_of, answered_once):
    """The work was done, only Slack does not know."""
    slack.faults.next("events_api", "cut")
    ts = tanaka.message(MAIL)
    assert event_of(ts).acknowledged
    assert len(event_of(ts).answers) == 2
    answered_once(tanaka)


def test_slack_in_trouble_gets_one_answer_through(slack, tanaka, event_of, answered_once):
    """Too many requests, an error, a cut connection (the message having arrived or not)."""
    people = [tanaka, *(slack.person(name) for name in ("鈴木", "高橋", "伊藤"))]
    for fault, happened in (("429", False), ("500", True), ("cut", False), ("cut", True)):
        slack.faults.next("chat.postMessage", fault, happened=happened)
    written = []
    together(*[lambda one=person: written.append(one.message(MAIL)) for person in people])
    answered_once(*people)
    for ts in written:
        slack.redeliver(event_of(ts).event_id)
    answered_once(*people)
    assert {call.fault for call in slack.calls_to("chat.postMessage")} >= {"429", "500", "cut"}


class TestAnswersThatNeverCome:
    """Here Slack waits for acknowledgements in vain, so that it waits a little less."""

    @pytest.fixture
    def seconds_to_answer(self):
        return 1.0

    @pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
    @pytest.mark.parametrize("posted", [False, True])
    def test_who_died_is_replaced_by_a_retry(
        self, slack, tanaka, clock, monkeypatch, event_of, answered_once, replies, posted
    ):
        """Dead before the answer or right after it: nothing is swallowed, nothing doubled."""
        lives = [1]

        def dies_at_first(*given, **how):
            if lives:
                lives.pop()
                if posted:
                    post_once(*given, **how)
                # Like a kill for everybody outside: no receipt is finished, nothing acknowledged.
                raise SystemExit
            return post_once(*given, **how)

        monkeypatch.setattr("handlers.direct_messages.post_once", dies_at_first)
        ts = tanaka.message(MAIL)
        assert not lives
        assert not event_of(ts).acknowledged
        assert len(replies(tanaka)) == posted
        clock.advance(seconds=31)
        slack.redeliver(event_of(ts).event_id)
        answered_once(tanaka)
        slack.redeliver(event_of(ts).event_id)
        answered_once(tanaka)

    def test_two_replicas_give_one_answer(self, slack, annai, start, answered_once):
        """Both get the message, twice each and at one moment; one of them works on it."""
        other = start()
        tanaka = slack.person("田中")
        slack.faults.next("chat.postMessage", "delay", seconds=0.3)
        slack.delivery.carrier = FourTimes(slack.delivery.carrier)
        tanaka.message(MAIL)
        answered_once(tanaka)
        assert annai.requests("event_callback") >= 2
        assert other.requests("event_callback") >= 2


@pytest.mark.usefixtures("annai")
class TestWhileTheSlowIsBusy:
    """The database has no part in this, so one kind is enough."""

    @pytest.fixture
    def database_url(self, sqlite_url):
        return sqlite_url

    def test_a_command_does_not_wait_behind_slow_posts(self, slack, answered_once, replies):
        """Five answers hang for longer than Slack waits; the command is acknowledged in time."""
        people = [slack.person(f"社員{number}") for number in range(5)]
        hanging, all_busy = [], Event()

        def choose(name):
            if name != "chat.postMessage":
                return None
            hanging.append(name)
            if len(hanging) == 4:
                all_busy.set()
            # The slow pool has four places: the fifth answer waits for one of them.
            return Fault("delay", seconds=3.2) if len(hanging) <= 4 else None

        slack.faults.whenever(choose)
        writing = [Thread(target=person.message, args=(MAIL,)) for person in people]
        for thread in writing:
            thread.start()
        assert all_busy.wait(PATIENCE)
        said = slack.person("田中").command(ids.COMMAND_CAN_I_ENTER, "見積の金額")
        assert [replies(person) for person in people] == [[]] * 5
        assert said.text.startswith("# △")
        for thread in writing:
            thread.join()
        answered_once(*people, commands=1)
