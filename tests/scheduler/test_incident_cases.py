"""What was learned from a mistaken entry appears in the next review, once, with the month's figures."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from knowledge.company_settings import CompanySettings
from knowledge.incidents import CaseState, Closing, Happened, Outcome, OutsideReport, Place
from knowledge.roles import Role
from knowledge.store.incident_cases import decide_case, write_case
from knowledge.store.incidents import NewIncident, close, report
from knowledge.store.roles import set_holders
from scheduler.jobs import JOBS, WATCHES
from scheduler.runner import Runner

REVIEW = [job for job in JOBS if job.name == "monthly_review"]
SAFETY = "4．安全上の注意"


@pytest.fixture
def room(slack):
    return slack.channel("ai-ふりかえり")


@pytest.fixture
def services(services, room):
    settings = CompanySettings(review_channel=room)
    return replace(services, settings=lambda: settings)


@pytest.fixture
def reviews(slack, services, client, room):
    """Opens the review that is due at a time; returns its item on safety."""
    with services.database.begin() as session:
        set_holders(session, Role.LEAD, [slack.person("加藤").id], by="x", now=services.clock())
    runner = Runner(services, client, REVIEW, "one", WATCHES)
    runner.tick()

    def at(text):
        services.clock.now = datetime.fromisoformat(f"{text}+09:00").astimezone(UTC)
        runner.tick()
        posts = [one.text for one in slack.workspace.messages_in(room) if SAFETY in one.text]
        blocks = [one.blocks for one in slack.workspace.messages_in(room) if SAFETY in one.text]
        assert len(posts) == len(blocks)
        return str(blocks[-1])

    return at


def learn(services, number, state=CaseState.APPROVED):
    """Report, close and make a case of a mistaken entry."""
    now = services.clock()
    new = NewIncident(
        key=f"V{number}",
        reporter="U0REPORTER",
        place=Place.COMPANY,
        happened=Happened.NOW,
        categories=("credential",),
        steps=(),
        rulebook_revision="2026-11",
        at=now,
        due_at=None,
    )
    with services.database.begin() as session:
        id_ = report(session, new)
        assert id_ is not None
        end = Closing(Outcome.CONTAINED, OutsideReport.NOT_NEEDED, "済み", "U0LEAD", now, 90)
        close(session, id_, end)
        write_case(session, id_, f"学び{number}番", by="U0LEAD", at=now)
        if state is not CaseState.WAITING:
            decide_case(session, id_, state, by="U0LEAD", at=now)


def test_a_case_is_told_in_the_next_review_and_in_no_other(reviews, services):
    """Also when it was approved on the morning of the review; what waits or was dropped is not."""
    learn(services, 1)
    learn(services, 2, CaseState.WAITING)
    learn(services, 3, CaseState.DROPPED)
    december = reviews("2026-12-03T09:00")
    assert "学び1番" in december
    assert "学び2番" not in december
    assert "学び3番" not in december
    assert "誤入力の報告：3件" in december
    assert "誤入力（鍵やシステムの情報）：3件" in december
    assert "誤入力を閉じるまで（中央値）：1.5時間" in december
    learn(services, 4)
    january = reviews("2027-01-06T09:00")
    assert "学び4番" in january
    assert "学び1番" not in january
    assert "誤入力の報告：1件（前の月 3件、−2件）" in january


def test_without_anything_the_figures_are_zero(reviews):
    """Said, and not left out."""
    assert "誤入力の報告：0件" in reviews("2026-12-03T09:00")


def test_of_many_cases_some_wait_for_the_next_month(reviews, services):
    """Three at a time, the first approved first."""
    for number in range(1, 6):
        learn(services, number)
    december = reviews("2026-12-03T09:00")
    assert [n for n in range(1, 6) if f"学び{n}番" in december] == [1, 2, 3]
    january = reviews("2027-01-06T09:00")
    assert [n for n in range(1, 6) if f"学び{n}番" in january] == [4, 5]
