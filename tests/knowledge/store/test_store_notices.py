"""Notices in the database: each piece of news once, each decision once, impacts until closed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from knowledge.notices import AlreadyDone, ImpactStatus, NoticeKind, NoticeStatus, Tag, Touched
from knowledge.store import notice_sources
from knowledge.store import notices as store
from knowledge.store.audit import entries

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
TEMPLATE = Tag(Touched.TEMPLATE, "minutes")
RULE = Tag(Touched.RULE, "money")
WORDS = store.Wording("新しい機能", "ファイルを読めます。", "https://news.example/b")


def new(key="feed:1", **rest):
    made = {"kind": NoticeKind.FEED, "title": "New", "body": "Reads files.", **rest}
    return store.NewNotice(key, **made)


def added(session, key="feed:1", **rest):
    id_ = store.add_notice(session, new(key, **rest), now=NOW)
    assert id_ is not None
    return id_


def approved(session, key="feed:1", at=NOW):
    id_ = added(session, key)
    how: dict[str, Any] = {"version": 1, "by": "U0LEAD", "post_at": at, "now": NOW}
    assert store.approve_notice(session, id_, WORDS, **how) is None
    return id_


def test_the_same_news_is_one_draft(database):
    """Whatever became of it, it does not come again."""
    with database.begin() as session:
        id_ = added(session)
        assert store.add_notice(session, new(), now=LATER) is None
        assert store.drop_notice(session, id_, by="U0LEAD", now=NOW) is None
        assert store.add_notice(session, new(), now=LATER) is None
        assert store.known_keys(session, ["feed:1", "feed:2"]) == {"feed:1"}
        assert store.drafts(session) == []


def test_a_draft_remembers_what_its_source_said(database):
    """Only of a feed; what people write has no source."""
    with database.begin() as session:
        fed = store.find_notice(session, added(session))
        by_hand = store.find_notice(session, added(session, "hand:1", kind=NoticeKind.HAND))
    assert fed is not None
    assert by_hand is not None
    assert (fed.original, by_hand.original) == ("New\nReads files.", "")


def test_of_two_leads_one_approves(database):
    """The other hears who, and when; the words are those of the first."""
    with database.begin() as session:
        id_ = approved(session)
        other = store.Wording("別の題", "別の文")
        how: dict[str, Any] = {"version": 1, "by": "U0OTHER", "post_at": LATER, "now": LATER}
        assert store.approve_notice(session, id_, other, **how) == AlreadyDone("U0LEAD", NOW)
        assert store.drop_notice(session, id_, by="U0OTHER", now=LATER) == AlreadyDone(
            "U0LEAD", NOW
        )
        row = store.find_notice(session, id_)
    assert row is not None
    assert (row.title, row.status, row.version) == ("新しい機能", NoticeStatus.APPROVED, 2)


def test_an_approved_notice_can_be_worded_anew_and_withdrawn(database):
    """By one hand at a time."""
    with database.begin() as session:
        id_ = approved(session)
        how: dict[str, Any] = {"by": "U0LEAD", "now": LATER}
        seen: dict[str, Any] = {"status": NoticeStatus.APPROVED, "version": 2, **how}
        assert store.reword_notice(session, id_, store.Wording("a", "b"), **seen) is None
        again = store.reword_notice(session, id_, store.Wording("c", "d"), **seen)
        assert again == AlreadyDone("U0LEAD", LATER)
        assert store.withdraw_notice(session, id_, **how) is None
        assert store.withdraw_notice(session, id_, **how) == AlreadyDone("U0LEAD", LATER)
        assert store.approved_notices(session, since=NOW - timedelta(days=1)) == []


def test_a_month_has_what_appeared_in_it(database):
    """From its first moment up to the first of the next month, drafts and withdrawn ones not."""
    start, end = datetime(2026, 10, 31, 15, tzinfo=UTC), datetime(2026, 11, 30, 15, tzinfo=UTC)
    moments = {"a": start - timedelta(seconds=1), "b": start, "c": end - timedelta(seconds=1)}
    with database.begin() as session:
        for key, at in {**moments, "d": end}.items():
            approved(session, key, at)
        added(session, "draft")
        withdrawn = approved(session, "e", start)
        store.withdraw_notice(session, withdrawn, by="U0LEAD", now=NOW)
        month = store.notices_of_month(session, start, end)
    assert [one.at for one in month] == [start, end - timedelta(seconds=1)]
    assert {one.title for one in month} == {"新しい機能"}


def test_impacts_stay_until_they_are_closed(database):
    """Who is changing something has not changed it yet."""
    with database.begin() as session:
        id_ = approved(session)
        template, rule = store.tag_notice(session, id_, [TEMPLATE, RULE], now=NOW)
        assert store.tag_notice(session, id_, [TEMPLATE, RULE], now=LATER) == [template, rule]
        assert store.tag_of_impact(template) == TEMPLATE
        how: dict[str, Any] = {"by": "U0OWNER", "now": LATER}
        assert store.settle_impact(session, rule.id, ImpactStatus.KEPT, **how) is None
        assert store.settle_impact(session, template.id, ImpactStatus.CHANGING, **how) is None
        ((left, notice),) = store.unsettled_impacts(session)
        assert (left.subject, notice.id) == ("minutes", id_)
        assert store.unsettled_impacts(session, tag=RULE) == []
        late = AlreadyDone("U0OWNER", LATER)
        assert store.settle_impact(session, template.id, ImpactStatus.CHANGING, **how) == late
        assert store.settle_impact(session, template.id, ImpactStatus.CHANGED, **how) is None
        assert store.settle_impact(session, rule.id, ImpactStatus.RETIRED, **how) == late
        assert store.unsettled_impacts(session) == []


def test_a_withdrawn_notice_touches_nothing(database):
    """What was never so needs no answer."""
    with database.begin() as session:
        id_ = approved(session)
        store.tag_notice(session, id_, [TEMPLATE], now=NOW)
        store.withdraw_notice(session, id_, by="U0LEAD", now=LATER)
        assert store.unsettled_impacts(session) == []


def test_what_is_not_there_is_said(database):
    """A button of another database."""
    with database.begin() as session:
        with pytest.raises(LookupError):
            store.drop_notice(session, 99, by="U0LEAD", now=NOW)
        with pytest.raises(LookupError):
            store.settle_impact(session, 99, ImpactStatus.KEPT, by="U0LEAD", now=NOW)


def test_a_source_comes_goes_and_comes_back(database):
    """One row for one address; changes are audited without what may be a key."""
    url = "https://news.example/feed?key=abc"
    with database.begin() as session:
        notice_sources.add_source(session, url, "News", by="U0LEAD", now=NOW)
        notice_sources.add_source(session, url, "Other", by="U0LEAD", now=LATER)
        (source,) = notice_sources.sources(session)
        assert (source.title, source.added_at) == ("News", NOW)
        notice_sources.note_reading(session, source.id, problem="too_slow", title="", now=LATER)
        notice_sources.remove_source(session, source.id, by="U0LEAD", now=LATER)
        assert notice_sources.sources(session) == []
        notice_sources.add_source(session, url, "Again", by="U0LEAD", now=LATER)
        (back,) = notice_sources.sources(session)
        assert (back.id, back.title, back.problem) == (source.id, "Again", "too_slow")
        audited = entries(session)
    assert {one.subject for one in audited} == {"feed:https://news.example/feed"}


def test_a_tag_can_be_taken_off(database):
    """As long as nobody has done anything about it."""
    with database.begin() as session:
        id_ = approved(session)
        template, _ = store.tag_notice(session, id_, [TEMPLATE, RULE], now=NOW)
        store.settle_impact(session, template.id, ImpactStatus.CHANGING, by="U0OWNER", now=NOW)
        left = store.tag_notice(session, id_, [], now=LATER)
    assert [one.subject for one in left] == ["minutes"]
