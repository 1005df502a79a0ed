"""Questions put to people: opened, passed on and decided once, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.escalations import AlreadyDecided, Asked, Matter, Status, Step
from knowledge.store import escalations as store
from knowledge.store.lead_load import lead_load, reports_by_rule

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


def new(key="ask:V1", **rest):
    made = {
        "matter": Matter.QUESTION,
        "asker": "U0ASKER00",
        "language": "ja",
        "asked_at": NOW,
        "question": "議事録を入れてもいいですか",
        "is_question": True,
        "words": "",
        "level": "undecided",
        "rulebook_revision": "2026-11",
        "step": Step.LEAD,
        "due_at": NOW + timedelta(hours=4),
        **rest,
    }
    return store.NewEscalation(key=key, **made)


def decision(by="U0LEAD000", **rest):
    made = {"level": "ok", "advice": "", "role": Step.LEAD, "at": NOW, "working_minutes": 30}
    return store.Decision(by=by, **{**made, **rest})


def opened(session, key="ask:V1", **rest):
    id_ = store.open_escalation(session, new(key, **rest))
    assert id_ is not None
    return id_


def test_a_key_opens_one_question(database):
    """The second delivery of a form finds the first."""
    with database.begin() as session:
        id_ = opened(session)
        assert store.open_escalation(session, new()) is None
    with database.read() as session:
        row = store.escalation_with_key(session, "ask:V1")
        assert row is not None
        assert (row.id, row.status, row.moves) == (id_, "open", 0)


def test_people_are_asked_once_and_reminders_are_counted(database):
    """Whoever was asked before is not asked again."""
    with database.begin() as session:
        id_ = opened(session)
        assert store.note_asked(session, id_, ["A", "B"], Step.AMBASSADOR, NOW) == ["A", "B"]
        assert store.note_asked(session, id_, ["B", "C"], Step.LEAD, NOW) == ["C"]
        store.note_reminded(session, id_, ["C"])
        asked = store.people_asked(session, id_)
    assert asked == [
        Asked("A", Step.AMBASSADOR),
        Asked("B", Step.AMBASSADOR),
        Asked("C", Step.LEAD, 1),
    ]


def test_a_turn_passes_once(database):
    """Of two replicas that saw the same state one makes the move."""
    with database.begin() as session:
        id_ = opened(session)

        def move():
            return store.pass_turn(session, id_, moves=0, step=Step.DEPUTY, due_at=None)

        assert [move(), move()] == [True, False]
        assert store.due_escalations(session, NOW + timedelta(days=9)) == []


def test_the_first_answer_counts(database):
    """The second learns whose the first is, and changes nothing."""
    with database.begin() as session:
        id_ = opened(session)
        assert store.decide(session, id_, decision("U0FIRST00")) is None
        late = decision("U0SECOND0", level="prohibited", at=NOW + timedelta(minutes=1))
        assert store.decide(session, id_, late) == AlreadyDecided("U0FIRST00", NOW)
        row = store.find_escalation(session, id_)
        assert row is not None
        assert (row.answer_level, row.answered_by, row.due_at) == ("ok", "U0FIRST00", None)


def test_what_was_taken_back_is_not_answered(database):
    """And only the asker takes it back."""
    with database.begin() as session:
        id_ = opened(session)
        with pytest.raises(LookupError):
            store.withdraw(session, id_, "U0OTHER00", NOW)
        assert store.withdraw(session, id_, "U0ASKER00", NOW) is None
        already = store.decide(session, id_, decision())
    assert already == AlreadyDecided("U0ASKER00", NOW, Status.WITHDRAWN)


def test_a_question_that_is_not_there(database):
    """Nobody can answer it."""
    with database.begin() as session, pytest.raises(LookupError):
        store.decide(session, 99, decision())


def test_followers_get_the_answer_and_one_of_them_inherits(database):
    """Those who ask the same share the answer, or the question when it is taken back."""
    with database.begin() as session:
        first = opened(session)
        second = opened(session, "ask:V2", asker="U0SECOND0", same_as=first)
        third = opened(session, "ask:V3", asker="U0THIRD00", same_as=first)
        assert [one.id for one in store.open_escalations(session)] == [first]
        store.withdraw(session, first, "U0ASKER00", NOW)
        assert store.free_followers(session, first, due_at=NOW) == second
        assert [one.id for one in store.followers(session, second)] == [third]
        assert store.decide(session, second, decision()) is None
        assert store.people_told(session, second) == ["U0SECOND0", "U0THIRD00"]
        assert store.free_followers(session, first, due_at=NOW) is None


def test_a_message_is_kept_once(database):
    """Both sides, in order."""
    with database.begin() as session:
        id_ = opened(session)

        def keep(key, text):
            return store.keep_message(
                session, id_, key=key, author="A", addressee="B", text=text, at=NOW
            )

        assert [keep("V1", "一つ目"), keep("V1", "別の"), keep("V2", "二つ目")] == [
            True,
            False,
            True,
        ]
        assert [one.text for one in store.messages_of(session, id_)] == ["一つ目", "二つ目"]


def test_the_figures_of_the_lead(database):
    """Who answered, how long it took, what waits, and which rules were called wrong."""
    with database.begin() as session:
        for number, (role, minutes) in enumerate([("ambassador", 60), ("lead", 120)]):
            id_ = opened(session, f"ask:{number}")
            store.decide(session, id_, decision(role=role, working_minutes=minutes))
        follower = opened(session, "ask:f", same_as=opened(session, "ask:m"))
        assert follower
        opened(session, "report", matter=Matter.REPORT, categories=("money", "pay"))
        opened(session, "report2", matter=Matter.REPORT, categories=("money",))
        load = lead_load(session, NOW, NOW + timedelta(days=1))
        assert (load.by_ambassador, load.by_lead, load.together) == (1, 1, 0)
        assert load.median_hours == 1.5
        assert load.waiting == 4
        assert dict(load.reports) == {"money": 2, "pay": 1}
        assert reports_by_rule(session, NOW - timedelta(days=1), NOW) == {}
        assert lead_load(session, NOW + timedelta(days=1), NOW).median_hours is None


_DECIDE = """
import sys
from datetime import UTC, datetime
from knowledge.store.database import Database
from knowledge.store.escalations import Decision, decide

database = Database(sys.argv[1])
me = str(id(database))
print("ready", flush=True)
input()
with database.begin() as session:
    decision = Decision("ok", "", me, "lead", datetime(2026, 11, 25, 1, 0, tzinfo=UTC), 0)
    print("first" if decide(session, 1, decision) is None else "late")
database.close()
"""


def test_of_many_processes_at_once_one_decides(database_url, database, replicas):
    """One statement, so that there is no moment between looking and answering."""
    with database.begin() as session:
        assert opened(session) == 1
    outcomes = sorted(line.strip() for line in replicas(_DECIDE, database_url, times=4))
    assert outcomes == ["first", "late", "late", "late"]
