"""News in the scheduler: feeds become drafts once, problems are noted, new rules are announced once."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from knowledge.company_settings import CompanySettings
from knowledge.feeds import FeedProblem, Fetched
from knowledge.notices import NoticeKind, Tag, Touched
from knowledge.roles import Role
from knowledge.rulebook import packaged_source
from knowledge.schedules import Due
from knowledge.store import notice_sources, notices, rulebooks
from knowledge.store.members import see_member
from knowledge.store.roles import set_holders
from scheduler.jobs import JOBS
from scheduler.update_notices import announce_rules, read_sources

URL = "https://news.example/feed.xml"


def item(number, date="Tue, 24 Nov 2026 09:00:00 +0900"):
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>更新{number}</title><link>/{number}</link>{dated}</item>"


def feed(*items):
    return f'<rss version="2.0"><channel><title>更新情報</title>{"".join(items)}</channel></rss>'


@pytest.fixture
def web(services):
    """What each address of the web answers, and how often it was asked."""
    pages: dict[str, object] = {}
    asked = []

    def fetch(url):
        asked.append(url)
        content = pages[url]
        return content if isinstance(content, FeedProblem) else Fetched(url, str(content).encode())

    object.__setattr__(services, "fetch", fetch)
    return SimpleNamespace(pages=pages, asked=asked)


@pytest.fixture
def lead(slack, database, clock):
    person = slack.person("加藤")
    with database.begin() as session:
        see_member(session, member=person.id, team="T0LOCAL", at=clock(), language="ja")
        set_holders(session, Role.LEAD, [person.id], by=person.id, now=clock())
    return person


@pytest.fixture
def read(services, clock):
    """Run the job of a morning."""

    def run():
        period = services.calendar().local(clock()).date().isoformat()
        read_sources(services, None, Due(clock(), period))  # type: ignore[arg-type]

    return run


@pytest.fixture
def source(database, clock):
    with database.begin() as session:
        notice_sources.add_source(session, URL, "", by="U0LEAD", now=clock())


@pytest.fixture
def drafts(database):
    def titles():
        with database.read() as session:
            return [one.title for one in notices.drafts(session, None)]

    return titles


def test_without_sources_nothing_is_asked_or_told(web, read, lead, outbox):
    """Quiet by default."""
    read()
    outbox.send()
    assert web.asked == []
    assert lead.dm == []


@pytest.mark.usefixtures("source")
class TestReading:
    """The job of every morning."""

    def test_new_entries_become_drafts_once(self, web, read, drafts, lead, outbox, texts_in, clock):
        """The lead hears of them once; the next morning there is nothing new."""
        web.pages[URL] = feed(item(2), item(1))
        read()
        read()
        assert set(drafts()) == {"更新1", "更新2"}
        outbox.send()
        (told,) = texts_in(lead)
        assert "お知らせの下書きが2件できました" in told
        clock.advance(days=1)
        web.pages[URL] = feed(item(3, "Thu, 26 Nov 2026 09:00:00 +0900"), item(2), item(1))
        read()
        outbox.send()
        assert "お知らせの下書きが1件できました" in texts_in(lead)[1]

    def test_a_try_that_died_before_it_told_anybody_is_made_good(
        self, web, read, lead, outbox, texts_in, monkeypatch
    ):
        """The drafts are there already; the word to the lead was still missing."""

        def die(*_given):
            raise RuntimeError

        web.pages[URL] = feed(item(1))
        with monkeypatch.context() as patch:
            patch.setattr("scheduler.update_notices.steps.tell_leads_of_drafts", die)
            with pytest.raises(RuntimeError):
                read()
        read()
        outbox.send()
        assert len(texts_in(lead)) == 1

    def test_what_it_may_touch_is_guessed(self, web, read, database):
        """For a person to confirm: nothing is asked of anybody yet."""
        web.pages[URL] = feed(item(1).replace("更新1", "会議の議事録を作れるようになりました"))
        read()
        with database.read() as session:
            (draft,) = notices.drafts(session)
            guessed = [notices.tag_of_impact(one) for one in notices.impacts_of(session, draft.id)]
            assert notices.unsettled_impacts(session) == []
        assert Tag(Touched.TEMPLATE, "minutes") in guessed

    def test_old_entries_are_no_news(self, web, read, drafts):
        """A feed that is new to us brings no flood, nor does one without dates."""
        old = [item(n, "Thu, 01 Jan 2026 09:00:00 +0900") for n in range(50)]
        web.pages[URL] = feed(*old, *(item(n, "") for n in range(100, 105)))
        read()
        assert drafts() == []
        web.pages[URL] = feed(item(200, ""))
        read()
        assert drafts() == ["更新200"]

    def test_a_talkative_feed_comes_in_portions(self, web, read, drafts):
        """Ten a day; the rest the next day."""
        web.pages[URL] = feed(*(item(n) for n in range(25)))
        read()
        assert len(drafts()) == 10
        read()
        assert len(drafts()) == 20

    def test_the_same_news_from_two_feeds_is_one_draft(self, web, read, drafts, database, clock):
        """Whoever tells it first."""
        with database.begin() as session:
            notice_sources.add_source(
                session, "https://news.example/other", "", by="U0LEAD", now=clock()
            )
        web.pages[URL] = feed(item(1))
        web.pages["https://news.example/other"] = feed(item(1))
        read()
        assert drafts() == ["更新1"]

    def test_a_feed_that_fails_takes_no_other_along(self, web, read, drafts, database, clock):
        """The problem is noted at its feed, and gone with the next success."""
        other = "https://news.example/other"
        with database.begin() as session:
            notice_sources.add_source(session, other, "", by="U0LEAD", now=clock())
        web.pages.update({URL: FeedProblem.TOO_SLOW, other: feed(item(1))})
        read()
        assert drafts() == ["更新1"]
        with database.read() as session:
            problems = [(one.problem, one.title) for one in notice_sources.sources(session)]
        assert problems == [("too_slow", ""), ("", "更新情報")]
        web.pages[URL] = feed()
        read()
        with database.read() as session:
            assert [one.problem for one in notice_sources.sources(session)] == ["", ""]


class TestNewRules:
    """A rulebook that was approved."""

    @pytest.fixture
    def channel(self, slack, services):
        made = slack.channel("ai-お知らせ", bot=True)
        settings = CompanySettings(notice_channel=made)
        object.__setattr__(services, "settings", lambda: settings)
        return made

    @pytest.fixture
    def approve(self, database, clock):
        def run(revision, source):
            with database.begin() as session:
                kept = rulebooks.keep_rulebook(
                    session, revision=revision, source=source, at=clock(), by="U0LEAD"
                )
                rulebooks.approve_rulebook(session, kept, at=clock(), by="U0EXEC")

        return run

    @pytest.fixture
    def stricter(self):
        """The packaged rules with one word of them changed."""
        source = packaged_source().replace('revision = "2026-11"', 'revision = "2026-12"', 1)
        return source.replace('ja = "あいさつ・', 'ja = "ごあいさつ・', 1)

    def test_it_is_announced_once_with_what_changed(
        self, services, outbox, slack, channel, approve, stricter, clock, database
    ):
        """However often and on however many replicas it is looked at."""
        approve("2026-12", stricter)
        assert [announce_rules(services, clock()) for _ in range(3)] == [True, False, False]
        outbox.send()
        (post,) = slack.person("田中").messages(channel)
        assert "ルールブックが新しくなりました（2026-12）" in post.text
        assert "● 変わった" in post.text
        assert "ごあいさつ" in post.text
        since = clock() - timedelta(days=1)
        with database.read() as session:
            (news,) = notices.notices_of_month(session, since, clock() + timedelta(days=1))
        assert news.kind is NoticeKind.RULEBOOK

    def test_going_back_is_announced_too(
        self, services, outbox, slack, channel, approve, stricter, clock
    ):
        """It is another decision about the same rules."""
        approve("2026-11", packaged_source())
        announce_rules(services, clock())
        clock.advance(minutes=5)
        approve("2026-12", stricter)
        announce_rules(services, clock())
        clock.advance(minutes=5)
        approve("2026-11", packaged_source())
        assert announce_rules(services, clock())
        outbox.send()
        assert len(slack.person("田中").messages(channel)) == 3

    def test_without_a_channel_or_long_after_nothing_is_said(
        self, services, approve, stricter, clock, slack
    ):
        """Who chooses a channel today wants no old news."""
        approve("2026-12", stricter)
        assert not announce_rules(services, clock())
        clock.advance(days=8)
        settings = CompanySettings(notice_channel=slack.channel("ai-お知らせ", bot=True))
        object.__setattr__(services, "settings", lambda: settings)
        assert not announce_rules(services, clock())

    def test_at_night_it_waits_for_the_morning(
        self, services, outbox, slack, channel, approve, stricter, clock
    ):
        """In force at once, told when people work."""
        clock.advance(hours=12)
        approve("2026-12", stricter)
        announce_rules(services, clock())
        outbox.send()
        assert slack.person("田中").messages(channel) == []
        clock.advance(hours=12)
        outbox.send()
        assert len(slack.person("田中").messages(channel)) == 1


def test_what_writes_to_everybody_is_off_until_somebody_wants_it():
    """The safety check and the poll."""
    off = {job.name for job in JOBS if not job.on_by_default}
    assert {"safety_check", "poll"} <= off
