"""Success stories in the database: one a key, moved once, forgotten when withdrawn, counted."""

from datetime import UTC, datetime, timedelta

import pytest

from knowledge.store import stories as store
from knowledge.store.deliveries import (
    Draft,
    delivery,
    enqueue,
    enqueue_update,
    forget_words,
    posts_about,
)
from knowledge.store.delivery_tries import mark_sent
from knowledge.store.stories import Pointer
from knowledge.store.story_sources import (
    Place,
    due_looks,
    finish_look,
    is_known,
    is_quiet,
    put_off_look,
    set_quiet,
    want_look,
)
from knowledge.stories import Move, Start, Status, StoryFigures, SuccessStory, Via

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PLACE = Place("C1", "1.000100", "T1")
CONTENT = SuccessStory(
    "題名", "仕事", "やったこと", minutes_before=20, minutes_after=5, times_a_month=30, department=1
)


def pointed(session, key="message:C1:1.000100", **rest):
    made = {"author": "U0AUTHOR0", "start": Start.COLLEAGUE, "channel": "C1", "ts": "1.000100"}
    return store.point_at(session, Pointer(key, **{**made, **rest}), NOW)


def published(session, key, at=NOW, content=CONTENT):
    story = pointed(session, key)
    assert store.move(session, story, Move.SHARE, **store.words_of(content), shared_at=at)
    assert store.move(session, story, Move.PUBLISH, published_at=at, decided_by="U0LEAD000")
    return story


class TestLooks:
    """Of two looks at one message the one that began later counts."""

    def test_events_add_up_and_a_newer_look_wins(self, database):
        """Whoever ends later with an older number changes nothing; what came since is due."""
        with database.begin() as session:
            want_look(session, PLACE, NOW, by="U1")
            want_look(session, PLACE, NOW)
            (due,) = due_looks(session, NOW)
            assert (due.wanted, due.looked, due.by, due.team) == (2, 0, "U1", "T1")
        with database.begin() as session:
            want_look(session, PLACE, NOW, by="U2")
            assert finish_look(session, "C1", "1.000100", 3)
            assert not finish_look(session, "C1", "1.000100", 2)
            assert due_looks(session, NOW) == []
        with database.begin() as session:
            want_look(session, PLACE, NOW)
            want_look(session, PLACE, NOW)
            assert finish_look(session, "C1", "1.000100", 4)
            (due,) = due_looks(session, NOW)
            assert (due.wanted, due.looked) == (5, 4)

    def test_a_look_that_failed_comes_back_later(self, database):
        """With one failure more; being asked to wait is none."""
        with database.begin() as session:
            want_look(session, PLACE, NOW)
            put_off_look(session, "C1", "1.000100", until=NOW + DAY, failed=True)
            assert due_looks(session, NOW) == []
            put_off_look(session, "C1", "1.000100", until=NOW + DAY, failed=False)
            (due,) = due_looks(session, NOW + DAY)
            session.refresh(due)
            assert due.failures == 1
            assert is_known(session, "C1", "1.000100")
            assert not is_known(session, "C1", "1.000200")

    def test_quiet_is_kept_for_a_person(self, database):
        """And taken back."""
        with database.begin() as session:
            assert not is_quiet(session, "U1")
            set_quiet(session, "U1", quiet=True, now=NOW)
            assert is_quiet(session, "U1")
            assert not is_quiet(session, "U2")
            set_quiet(session, "U1", quiet=False, now=NOW)
            assert not is_quiet(session, "U1")


class TestMoves:
    """One conditional statement decides."""

    def test_a_key_is_one_story(self, database):
        """The second one to point at it gets the first."""
        with database.begin() as session:
            first = pointed(session)
            again = pointed(session, author="U0OTHER00")
            assert (again.id, again.author) == (first.id, "U0AUTHOR0")
            assert (first.status, first.title, first.version) == (Status.PROPOSED, "", 1)

    def test_only_one_of_two_publishes(self, database):
        """The other is told by False; a version that has passed counts for nothing."""
        with database.begin() as session:
            story = pointed(session)
            assert store.move(session, story, Move.SHARE, version=1, **store.words_of(CONTENT))
            assert story.version == 2
            assert not store.move(session, story, Move.PUBLISH, version=1)
            assert store.move(session, story, Move.PUBLISH, version=2, published_at=NOW)
            assert not store.move(session, story, Move.PUBLISH)
            assert not store.move(session, story, Move.REFUSE)
            assert story.status == Status.PUBLISHED

    def test_a_withdrawal_forgets_every_word(self, database):
        """Minutes and tries too; a second one is told that it was done."""
        with database.begin() as session:
            story = published(session, "form:V1")
            assert store.note_try(session, story, "U0FAN0000", 12, NOW)
            assert not store.note_try(session, story, "U0FAN0000", 15, NOW)
            assert store.tries_of(session, story) == 1
            assert store.withdraw(session, story, by="U0AUTHOR0", now=NOW)
            assert not store.withdraw(session, story, by="", now=NOW)
            said = (story.title, story.work, story.done, story.prompt, story.tips, story.template)
            assert said == ("",) * 6
            assert (story.minutes_before, story.times_a_month) == (None, None)
            assert store.tries_of(session, story) == 0
            assert story.withdrawn_by == "U0AUTHOR0"

    def test_supporters_by_emoji_leave_those_by_shortcut_alone(self, database):
        """Each person once, the first one first."""
        with database.begin() as session:
            story = pointed(session)
            store.add_supporter(session, story, "U1", Via.SHORTCUT, NOW)
            store.set_supporters(session, story, ["U2", "U3", "U1"], Via.REACTION, NOW)
            assert store.supporters(session, story) == ["U1", "U2", "U3"]
            store.set_supporters(session, story, [], Via.REACTION, NOW)
            assert store.supporters(session, story) == ["U1"]
            store.forget_supporters(session, story)
            assert store.supporters(session, story) == []


class TestWhatIsPublished:
    """The lists and figures of those that are published now."""

    def test_a_month_is_counted_and_corrected(self, database):
        """Before and after a withdrawal; the end of the time is not in it."""
        since, until = NOW, NOW + 3 * DAY
        with database.begin() as session:
            first = published(session, "form:V1", NOW)
            quiet = SuccessStory("題名", "仕事", "やったこと")
            published(session, "form:V2", NOW + DAY, quiet)
            published(session, "form:V3", until)
            store.note_try(session, first, "U0FAN0000", 12, NOW)
            store.note_try(session, first, "U0FAN0001", None, NOW)
            figures = store.figures_of_stories(session, since, until)
            assert figures == StoryFigures(2, 1, 1, 450, 2, 12)
            assert store.departments_with_stories(session, since, until) == {1}
            month = store.stories_of_month(session, since, until)
            assert [one.key for one in month] == ["form:V1", "form:V2"]
            stamp = store.stamp_of_stories(session)
            store.withdraw(session, first, by="", now=NOW)
            assert store.stamp_of_stories(session) != stamp
            assert store.figures_of_stories(session, since, until) == StoryFigures(1)
            assert store.departments_with_stories(session, since, until) == set()

    def test_lists_are_narrowed(self, database):
        """By department, by author, by number; newest first."""
        with database.begin() as session:
            published(session, "form:V1", NOW)
            published(session, "form:V2", NOW + DAY, SuccessStory("題", department=2))
            newest = store.published_stories(session)
            assert [one.key for one in newest] == ["form:V2", "form:V1"]
            assert [one.key for one in store.published_stories(session, department=1)] == [
                "form:V1"
            ]
            assert len(store.published_stories(session, limit=1)) == 1
            waiting = pointed(session, "form:V4")
            store.move(session, waiting, Move.SHARE, shared_at=NOW)
            assert store.stories_with_status(session, Status.WAITING) == [waiting]
            other = store.stories_with_status(session, Status.WAITING, author="U0OTHER00")
            assert other == []


def test_words_of_messages_are_forgotten_at_once_and_can_still_be_changed(database):
    """What was sent is emptied, what waits to change it is stopped, what waits to be sent stays."""
    with database.begin() as session:
        for key in ("a", "b"):
            draft = Draft(key, "U1", {"text": "秘密"}, about="story:1")
            assert enqueue(session, draft, now=NOW)
        mark_sent(session, "a", channel="D1", ts="1.1", now=NOW)
        assert enqueue_update(session, of="a", message={"text": "秘密2"}, key="a:1", now=NOW)
        assert enqueue(session, Draft("c", "U1", {"text": "別"}, about="story:2"), now=NOW)
        forget_words(session, "story:1", NOW)
    with database.begin() as session:
        states = {key: delivery(session, key) for key in ("a", "a:1", "b", "c")}
        said = {key: (one.status, one.message) for key, one in states.items() if one is not None}
        assert said == {
            "a": ("sent", {}),
            "a:1": ("cancelled", {}),
            "b": ("waiting", {"text": "秘密"}),
            "c": ("waiting", {"text": "別"}),
        }
        assert [one.key for one in posts_about(session, "story:1")] == ["a", "b"]
        assert enqueue_update(session, of="a", message={"text": "取り下げ"}, key="a:2", now=NOW)


@pytest.mark.parametrize("times", [4])
def test_replicas_that_look_at_once_count_the_newest(database_url, replicas, times):
    """Each finishes its own number; the highest stays, whoever comes last."""
    script = f"""
import sys
from datetime import UTC, datetime
from knowledge.store.database import Database
from knowledge.store.story_sources import Place, finish_look, want_look
NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
database = Database({database_url!r})
print("ready", flush=True)
sys.stdin.readline()
for _ in range(5):
    with database.begin() as session:
        want_look(session, Place("C1", "1.1", "T1"), NOW)
        from knowledge.store.models import StorySource
        number = session.query(StorySource).one().wanted
    with database.begin() as session:
        finish_look(session, "C1", "1.1", number)
database.close()
"""
    replicas(script, times=times)
    from knowledge.store.database import Database  # noqa: PLC0415 - as above
    from knowledge.store.models import StorySource  # noqa: PLC0415 - as above

    opened = Database(database_url)
    with opened.read() as session:
        row = session.query(StorySource).one()
        assert (row.wanted, row.looked, row.next_look_at) == (20, 20, None)
    opened.close()
