"""Uses of templates: counted once, rated by who used them, kept without any value."""

from datetime import UTC, datetime, timedelta

from knowledge.store import opt_outs
from knowledge.store import template_marks as marks
from knowledge.store import template_uses as store
from knowledge.store.members import see_member
from knowledge.template_states import Helped, Mark, Outcome, Popularity

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
ME = "U0HANAKO0"


def there(row):
    """What must be there, is."""
    assert row is not None
    return row


def started(session, key="view:1", template="minutes", member=ME, at=NOW):
    return store.start_use(
        session, key=key, template=template, revision=0, member=member, department=None, at=at
    )


def handed(session, key="view:1", member=ME, **rest):
    started(session, key=key, member=member, **rest)
    return store.hand_out(session, key, member, level="ok", revision=1, at=LATER)


def counted(session, now=LATER, **rest):
    span = {"since": NOW - timedelta(days=1), "until": NOW + timedelta(days=1), **rest}
    return store.popularity(session, now=now, **span)


def test_started_once_and_handed_out_once(database):
    """Redeliveries count nothing."""
    with database.begin() as session:
        assert started(session) is not None
        assert started(session) is None
        id_ = store.hand_out(session, "view:1", ME, level="ok", revision=2, at=LATER)
        assert id_ is not None
        assert store.hand_out(session, "view:1", ME, level="ok", revision=2, at=LATER) is None
        row = there(store.find_use(session, id_))
        assert there(store.use_with_key(session, "view:1")).id == id_
    assert (row.outcome, row.level, row.revision) == (Outcome.HANDED_OUT, "ok", 2)
    assert (row.at, row.ended_at) == (NOW, LATER)


def test_nobody_hands_out_for_another(database):
    """A key that somebody else began is not theirs."""
    with database.begin() as session:
        started(session)
        other = "U0OTHER00"
        assert store.hand_out(session, "view:1", other, level="ok", revision=0, at=LATER) is None
        assert not store.abandon_use(session, "view:1", other, LATER)


def test_closing_the_form_is_giving_up_unless_the_prompt_was_handed_out(database):
    """Whoever comes back and finishes has not given up."""
    with database.begin() as session:
        started(session)
        assert store.abandon_use(session, "view:1", ME, LATER)
        assert not store.abandon_use(session, "view:1", ME, LATER)
        assert store.hand_out(session, "view:1", ME, level="ok", revision=0, at=LATER)
        assert not store.abandon_use(session, "view:1", ME, LATER)


def test_asked_once_and_rated_by_who_used_it(database):
    """The last word of the person counts; nobody else has one."""
    with database.begin() as session:
        id_ = handed(session)
        assert store.note_asked(session, id_, LATER)
        assert not store.note_asked(session, id_, LATER)
        good = store.Rating(Helped.AS_IS, 30, "表がよかった")
        assert not store.rate_use(session, id_, "U0OTHER00", good, LATER)
        assert store.rate_use(session, id_, ME, good, LATER)
        assert store.rate_use(session, id_, ME, store.Rating(Helped.AFTER_EDITS, 20), LATER)
        assert counted(session) == {
            "minutes": Popularity(1, 1, 0, 0, 1, 0, 0, minutes_saved=20, with_minutes=1)
        }


def test_who_rated_by_themselves_is_not_asked(database):
    """They have said it already."""
    with database.begin() as session:
        id_ = handed(session)
        store.rate_use(session, id_, ME, store.Rating(Helped.NO, None), LATER)
        assert not store.note_asked(session, id_, LATER)


def test_what_was_not_handed_out_cannot_be_rated(database):
    """There is nothing to speak of."""
    with database.begin() as session:
        id_ = started(session)
        assert not store.rate_use(session, id_, ME, store.Rating(Helped.NO, None), LATER)


def test_popularity_counts_by_template_and_time(database):
    """Half-open span; old beginnings without an end were abandoned; corrections add up."""
    with database.begin() as session:
        handed(session, "a")
        started(session, "b")
        store.note_correction(session, "b", ME)
        store.note_correction(session, "b", ME)
        started(session, "c", template="faq")
        store.abandon_use(session, "c", ME, LATER)
        started(session, "d", at=NOW + timedelta(days=1))
        assert counted(session) == {
            "minutes": Popularity(started=2, handed_out=1, corrections=2),
            "faq": Popularity(started=1, abandoned=1),
        }
        next_day = NOW + timedelta(hours=24)
        assert counted(session, now=next_day)["minutes"].abandoned == 1
        assert set(counted(session, among=["faq"])) == {"faq"}
        assert counted(session, until=NOW) == {}


def test_lists_of_uses(database):
    """One's own newest first, when each template was used last, what people wrote."""
    with database.begin() as session:
        first, second = handed(session, "a"), handed(session, "b", template="faq")
        handed(session, "c", member="U0OTHER00")
        started(session, "d")
        assert [row.id for row in store.uses_of(session, ME)] == [second, first]
        assert store.last_used(session) == {"minutes": NOW, "faq": NOW}
        store.rate_use(session, first, ME, store.Rating(Helped.NO, None, "長すぎた"), LATER)
        assert [row.id for row in store.comments_on(session, "minutes", NOW)] == [first]


def test_marks(database):
    """A favourite and a follow are apart, each kept once."""
    with database.begin() as session:
        marks.add_mark(session, ME, "minutes", Mark.FAVOURITE, NOW)
        marks.add_mark(session, ME, "minutes", Mark.FAVOURITE, LATER)
        marks.add_mark(session, ME, "faq", Mark.FAVOURITE, LATER)
        marks.add_mark(session, ME, "faq", Mark.FOLLOW, LATER)
        assert marks.marked_by(session, ME, Mark.FAVOURITE) == ["faq", "minutes"]
        assert marks.count_favourites(session) == {"faq": 1, "minutes": 1}
        assert marks.followers_of(session, "faq") == [ME]
        assert marks.followers_of(session, "minutes") == []
        marks.remove_mark(session, ME, "faq", Mark.FAVOURITE)
        assert marks.marked_by(session, ME, Mark.FAVOURITE) == ["minutes"]
        assert marks.followers_of(session, "faq") == [ME]


def test_who_has_left_follows_nothing(database):
    """Nobody writes to them."""
    with database.begin() as session:
        marks.add_mark(session, ME, "faq", Mark.FOLLOW, NOW)
        see_member(session, member=ME, team="T", at=NOW, language="ja", is_deactivated=True)
        assert marks.followers_of(session, "faq") == []


def test_opting_out(database):
    """By topic, and back."""
    with database.begin() as session:
        assert not opt_outs.has_opted_out(session, ME, "template")
        opt_outs.opt_out(session, ME, "template", NOW)
        opt_outs.opt_out(session, ME, "template", LATER)
        assert opt_outs.has_opted_out(session, ME, "template")
        assert not opt_outs.has_opted_out(session, ME, "stories")
        opt_outs.opt_in(session, ME, "template")
        assert not opt_outs.has_opted_out(session, ME, "template")
