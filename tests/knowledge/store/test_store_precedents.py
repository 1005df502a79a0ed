"""Precedents: kept once, changed by one hand at a time, counted when they answer."""

from datetime import UTC, date, datetime, timedelta

from knowledge.precedents import State
from knowledge.store import precedents as store
from knowledge.store.absences import absences, note_absence
from knowledge.store.lead_load import lead_load
from knowledge.verdict import Level

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def new(**rest):
    made = {
        "question": "議事録を入れてもいいですか",
        "is_question": True,
        "level": Level.CONDITIONAL,
        "advice": "名前を消してください",
        "checked_as": "undecided:",
        "rules": {"minutes": "abc"},
        "rulebook_revision": "2026-11",
        "decided_by": "U0LEAD000",
        "decided_at": NOW,
        "expires_at": NOW + timedelta(days=365),
        **rest,
    }
    return store.NewPrecedent(**made)


def kept(session, **rest):
    id_ = store.keep_precedent(session, new(**rest))
    assert id_ is not None
    return id_


def test_what_is_kept_can_answer(database):
    """As the rules see it, all fields."""
    with database.begin() as session:
        id_ = kept(session)
        (known,) = store.precedents_in_force(session)
    assert (known.id, known.level, known.version) == (id_, Level.CONDITIONAL, 1)
    assert known.rules == {"minutes": "abc"}
    assert known.decided_at == NOW


def test_every_change_moves_the_stamp(database):
    """Whoever looks every few seconds sees that there is something new."""
    with database.begin() as session:
        assert store.stamp_of_precedents(session) == 0
        id_ = kept(session)
        first = store.stamp_of_precedents(session)
        store.change_precedent(session, id_, version=1, at=LATER, status=State.REOPENED)
        assert store.stamp_of_precedents(session) > first > 0
        assert store.precedents_in_force(session) == []


def test_of_two_changes_at_once_one_is_made(database):
    """The second has seen something that is not there any more."""
    with database.begin() as session:
        id_ = kept(session)
        assert store.change_precedent(session, id_, version=1, at=LATER, level=Level.OK)
        assert not store.change_precedent(session, id_, version=1, at=LATER, advice="別の")
        row = store.find_precedent(session, id_)
        assert row is not None
        assert (row.level, row.advice, row.version) == ("ok", "名前を消してください", 2)
        assert row.created_at == row.decided_at == NOW


def test_retired_ones_are_not_listed(database):
    """And a department sees its own and those of nobody's."""
    with database.begin() as session:
        own, others, everybodys = (kept(session, department=n) for n in (1, 2, None))
        gone = kept(session)
        store.change_precedent(session, gone, version=1, at=LATER, status=State.RETIRED)
        listed = store.list_precedents(session)
        assert [one.id for one in listed] == [everybodys, others, own]
        assert [one.id for one in store.list_precedents(session, department=1)] == [everybodys, own]
        assert len(store.list_precedents(session, since=NOW, until=LATER)) == 3
        assert store.list_precedents(session, since=LATER, until=NOW) == []
        soon = store.list_precedents(session, expiring_before=NOW + timedelta(days=14))
        assert soon == []


def test_uses_are_counted_with_what_people_say(database):
    """Only the person who got the answer may say whether it helped."""
    with database.begin() as session:
        id_ = kept(session)
        use = store.record_use(session, id_, "U0ASKER00", NOW)
        assert store.say_whether_it_helped(session, use, "U0OTHER00", helped=False) is None
        assert store.count_uses(session, [id_]) == {id_: (1, 0)}
        assert store.people_answered(session, id_, NOW) == ["U0ASKER00"]
        assert lead_load(session, NOW, LATER).by_precedent == 1
        assert lead_load(session, NOW, LATER).hours_saved == 10 / 60
        assert store.say_whether_it_helped(session, use, "U0ASKER00", helped=False) == id_
        assert store.count_uses(session, [id_]) == {id_: (1, 1)}
        assert store.people_answered(session, id_, NOW) == []
        assert lead_load(session, NOW, LATER).by_precedent == 0


def test_who_is_away_and_until_when(database):
    """The newest word counts; who never said anything is here."""
    with database.begin() as session:
        note_absence(session, "U0LEAD000", date(2026, 12, 1), NOW)
        note_absence(session, "U0LEAD000", date(2026, 12, 3), LATER)
        assert absences(session, ["U0LEAD000", "U0OTHER00"]) == {"U0LEAD000": date(2026, 12, 3)}
