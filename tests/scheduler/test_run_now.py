"""A run that somebody asked for, and a look at what a job would send."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from knowledge.company_settings import CompanySettings
from knowledge.schedules import Made, MonthlyDay
from knowledge.store import deliveries, job_runs
from knowledge.store.deliveries import Draft
from knowledge.store.job_runs import RunClaim, claim_run
from knowledge.store.reviews import open_cycles
from scheduler.jobs import Job
from scheduler.previews import send_preview
from scheduler.runner import Runner
from scheduler.timetable import timetable


def jst(text):
    return datetime.fromisoformat(f"{text}+09:00").astimezone(UTC)


@pytest.fixture
def channel(slack):
    return slack.channel("ai-review")


@pytest.fixture
def posts(slack, channel):
    return lambda: [message.text for message in slack.workspace.messages_in(channel)]


@pytest.fixture
def review(channel):
    def run(services, _client, due):
        with services.database.begin() as session:
            draft = Draft(f"review:{due.period}", channel, {"text": due.period})
            deliveries.enqueue(session, draft, now=services.clock())

    return Job("review", MonthlyDay(1, time(9)), run, catch_up=timedelta(days=5))


@pytest.fixture
def runner(services, client, review):
    return Runner(services, client, (review,), "one")


def outcome(services, job="review"):
    with services.database.read() as session:
        run = job_runs.last_runs(session)[job]
    return run.period, run.outcome


def test_the_latest_run_is_made_and_never_twice(services, clock, runner, posts):
    """On a fresh install nothing was made up for; asked for, it is, and once."""
    clock.now = jst("2026-12-10 10:00")
    runner.tick()
    assert posts() == []
    assert [runner.run_now("review") for _ in range(2)] == [Made.DONE, Made.DONE]
    runner.tick()
    assert posts() == ["2026-12"]
    assert outcome(services) == ("2026-12", "done")


def test_a_run_that_was_missed_can_still_be_made(services, clock, runner, posts):
    """Beyond the limit nobody makes it by itself; a person may."""
    clock.now = jst("2026-11-25 10:00")
    runner.tick()
    clock.now = jst("2026-12-20 10:00")
    runner.tick()
    assert outcome(services) == ("2026-12", "missed")
    assert runner.run_now("review") is Made.DONE
    runner.tick()
    assert posts() == ["2026-12"]
    assert outcome(services) == ("2026-12", "done")


def test_a_run_that_somebody_makes_is_left_to_them(services, clock, runner, posts):
    """Two people press, or the clock strikes at the same moment."""
    clock.now = jst("2026-12-01 09:00")
    claim = RunClaim("review", "2026-12", jst("2026-12-01 09:00"), "other", timedelta(minutes=10))
    with services.database.begin() as session:
        assert claim_run(session, claim, now=clock())
    assert runner.run_now("review") is Made.BUSY
    assert posts() == []


def test_a_run_that_fails_is_tried_again(services, client, clock, review, posts):
    """As one that was due by itself."""
    lives = [1]

    def run(*given):
        if lives:
            lives.pop()
            raise ValueError
        review.run(*given)

    runner = Runner(services, client, (replace(review, run=run),), "one")
    clock.now = jst("2026-11-25 10:00")
    runner.tick()
    clock.now = jst("2026-12-01 09:00")
    assert runner.run_now("review") is Made.FAILED
    clock.now = jst("2026-12-01 09:06")
    runner.tick()
    assert posts() == ["2026-12"]


def test_what_nobody_knows_is_not_run(runner):
    """A button of a version that knew more jobs."""
    assert runner.run_now("from_the_future") is Made.NOTHING


def test_a_preview_of_the_review(services, client, slack, clock, channel, outbox):
    """All seven messages to whoever asked, once; nothing in the channel, and nothing kept."""
    settings = CompanySettings(review_channel=channel)
    services = replace(services, settings=lambda: settings)
    lead = slack.person("佐藤")
    for _ in range(2):
        assert send_preview(services, "monthly_review", lead.id, "press 1")
    outbox.send()
    texts = [one.text for one in lead.dm]
    assert len(texts) == 8
    assert "試し表示" in texts[0]
    assert "2026年11月の振り返り" in texts[1]
    assert "[" not in texts[1]
    assert slack.workspace.messages_in(channel) == []
    with services.database.read() as session:
        assert open_cycles(session) == []


@pytest.mark.parametrize("job", ["lead_digest", "week_draft", "monthly_report"])
def test_previews_of_the_digests(services, slack, outbox, job):
    """As the lead would read them."""
    lead = slack.person("佐藤")
    assert send_preview(services, job, lead.id, "press")
    outbox.send()
    assert len(lead.dm) == 2


@pytest.mark.parametrize("job", ["story_digest", "review_reminders", "review_close"])
def test_a_preview_of_nothing_says_so(services, slack, outbox, job):
    """No story, no open review: one line instead of silence."""
    lead = slack.person("佐藤")
    assert send_preview(services, job, lead.id, "press")
    outbox.send()
    (only,) = lead.dm
    assert "送るものはありません" in only.text


def test_what_sends_nothing_has_no_preview(services):
    """And the timetable knows that."""
    assert not send_preview(services, "retention", "U1", "press")
    by_name = {one.name: one for one in timetable(services)}
    assert by_name["monthly_review"].can_preview
    assert by_name["monthly_review"].lacks_channel
    assert not by_name["retention"].can_preview
