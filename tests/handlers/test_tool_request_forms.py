"""Requests for tools: asked with checked words, answered once, told to whoever asked."""

import pytest
from sqlalchemy import delete

from handlers import ids
from knowledge.roles import Role
from knowledge.store.models import RoleHolder
from knowledge.store.roles import set_holders
from tests.handlers.staff_of_news import be_patient, hire, sender, told

TOOL, PURPOSE = "翻訳ツールA", "海外向けマニュアルの下訳を作りたいです"


@pytest.fixture
def people(slack, bot, database, clock, monkeypatch):
    be_patient(monkeypatch)
    return hire(slack, database, clock())


@pytest.fixture
def deliver(slack, services, clock):
    return sender(slack, services, clock)


@pytest.fixture
def asked(people, deliver):
    people["田中"].command(ids.COMMAND_ANNAI, "tool")
    assert "申請しました" in people["田中"].submit(tool=TOOL, purpose=PURPOSE).text
    deliver()
    return people


def test_a_request_reaches_the_leads_and_comes_back(asked, deliver):
    """Answered with conditions; the other lead's button is gone."""
    tanaka, kato, hara = (asked[name] for name in ("田中", "加藤", "原"))
    (request,) = told(kato)
    assert TOOL in request.text
    assert "@田中" in request.text
    kato.click("答える")
    assert set(kato.submit(level="conditional").errors) == {"reason"}
    kato.submit(level="conditional", reason="公開済みの文だけにしてください")
    deliver()
    (answer,) = told(tanaka)
    assert "条件つきで使ってよい" in answer.text
    assert "公開済みの文だけにしてください" in answer.text
    for lead in (kato, hara):
        (settled,) = told(lead)
        assert "答える" not in settled.text
        assert "@加藤" in settled.text
    tanaka.open_home()
    assert "翻訳ツールA：条件つきで使ってよい" in tanaka.home.text


def test_of_two_leads_one_answers(asked, deliver):
    """The other hears who, and when; the person gets one answer."""
    kato, hara = asked["加藤"], asked["原"]
    for lead in (kato, hara):
        lead.click("答える")
    kato.submit(level="allowed")
    assert "@加藤" in hara.submit(level="declined", reason="契約の前です").text
    deliver()
    (answer,) = told(asked["田中"])
    assert "使ってよい" in answer.text


def test_what_must_stay_inside_is_named_at_its_field(people, deliver):
    """On the way to the lead, and on the way back."""
    people["田中"].command(ids.COMMAND_ANNAI, "ツール")
    words = "佐藤様の見積 1,280,000円を訳したい"
    refused = people["田中"].submit(tool=TOOL, purpose=words)
    assert "【金額1】" in refused.errors["purpose"]
    people["田中"].submit(purpose=PURPOSE)
    deliver()
    people["加藤"].click("答える")
    refused = people["加藤"].submit(level="declined", reason=words)
    assert "【金額1】" in refused.errors["reason"]


def test_without_a_lead_it_waits(people, database, clock, deliver):
    """And stands on the Home of whoever becomes one."""
    admin = people["森"].id
    with database.begin() as session:
        session.execute(delete(RoleHolder).where(RoleHolder.role != Role.ADMIN))
    people["田中"].command(ids.COMMAND_ANNAI, "tool")
    assert "まだ決まっていない" in people["田中"].submit(tool=TOOL, purpose=PURPOSE).text
    with database.begin() as session:
        set_holders(session, Role.LEAD, [people["鈴木"].id], by=admin, now=clock())
    people["鈴木"].open_home()
    assert TOOL in people["鈴木"].home.text
    people["鈴木"].click("答える")
    people["鈴木"].submit(level="allowed")
    deliver()
    assert len(told(people["田中"])) == 1


def test_who_is_no_lead_answers_nothing(asked):
    """An old message, somebody else's eyes."""
    (request,) = told(asked["加藤"])
    asked["鈴木"].click("答える", on=request)
    assert "だけです" in asked["鈴木"].modal.text


def test_people_of_other_companies_request_nothing(people):
    """Nor do they see the form."""
    people["Jones"].command(ids.COMMAND_ANNAI, "tool")
    assert "ツールの名前" not in people["Jones"].modal.text
    assert "この会社の社員だけです" in people["Jones"].modal.text
