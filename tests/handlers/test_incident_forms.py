"""A mistaken entry: reported in a minute, first steps at once, and those who handle it hear at once."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select

from handlers import ids
from knowledge.roles import Role
from knowledge.store.audit import entries
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.models import Incident, RoleHolder
from knowledge.store.roles import set_holders
from tests.handlers.staff_of_incidents import HARMLESS, SECRET, Remembering, hire, report
from tests.handlers.staff_of_news import be_patient, sender, told

# Saturday night, eleven in Tokyo.
NIGHT = datetime(2026, 11, 28, 14, 0, tzinfo=UTC)


@pytest.fixture
def people(slack, bot, database, clock, monkeypatch):
    be_patient(monkeypatch)
    return hire(slack, database, clock())


@pytest.fixture
def deliver(slack, services, clock):
    return sender(slack, services, clock)


def incidents(database):
    with database.read() as session:
        return list(session.scalars(select(Incident)))


def test_a_report_shows_what_to_do_first(people, database):
    """By choices alone; thanks before anything else, and no blame."""
    tanaka = people["田中"]
    tanaka.command(ids.COMMAND_MISINPUT)
    assert "知らせてくださってありがとうございます" in tanaka.modal.text
    assert "責めるための報告ではありません" in tanaka.modal.text
    steps = tanaka.submit(categories=["credential"], place="company").text
    assert steps.index("いますぐ変えるか無効に") < steps.index("会話（チャット）を削除")
    assert "@加藤" in steps
    assert "@林" in steps
    (row,) = incidents(database)
    assert (row.place, row.happened, row.words, row.many) == ("company", "now", "", False)


def test_lead_and_deputy_hear_at_once_even_at_night(people, clock, deliver):
    """The one thing that waits for no working hours; nobody else hears of it."""
    clock.now = NIGHT
    report(people["田中"], "money")
    deliver()
    for name in ("加藤", "原", "林"):
        (message,) = told(people[name])
        assert "誤入力の報告が届きました" in message.text
        assert "報告した人: @田中" in message.text
    for name in ("鈴木", "小野", "森", "黒木"):
        assert told(people[name]) == []
    (own,) = told(people["田中"])
    assert "報告を受け付けました" in own.text


def test_the_law_may_set_a_deadline(people, deliver):
    """Said as a possibility, with days and source; the executive hears too, without the name."""
    answer = report(people["田中"], "health").text
    assert "責任者にも知らせました" in answer
    assert "個人情報保護法" not in answer
    deliver()
    (lead,) = told(people["加藤"])
    for said in (
        "いるかもしれません",
        "決めるのは人です",
        "11月27日（金）〜11月29日（日）",
        "会社の営業日では、速報は11月27日（金）まで",
        "12月24日（木）まで",
        "施行規則7条1号",
    ):
        assert said in lead.text
    (boss,) = told(people["黒木"])
    assert "法律の期限にかかわるかもしれない" in boss.text
    assert "田中" not in boss.text
    assert "施行規則7条1号" in boss.text


def test_many_people_are_a_matter_of_law_too(people, deliver):
    """Whatever sort of information it was."""
    report(people["田中"], "customer-data", many=["many"])
    deliver()
    (lead,) = told(people["加藤"])
    assert "1,000人を超える人の個人データ" in lead.text
    assert len(told(people["黒木"])) == 1


def test_what_may_not_be_kept_is_masked_on_the_way(people, database, deliver):
    """The report goes through all the same; the reporter sees what was passed on."""
    answer = report(people["田中"], "customer-name", words=SECRET).text
    assert "伏せてから届けました" in answer
    (row,) = incidents(database)
    assert "佐藤" not in row.words
    assert "1,280,000" not in row.words
    assert "hanako" not in row.words
    assert row.words in answer
    deliver()
    (lead,) = told(people["加藤"])
    assert row.words in lead.text


def test_what_cannot_be_masked_is_thrown_away(people, database, deliver):
    """And the rest of the report is not lost."""
    secret = "A社との合併をまだ発表していないのに、合併契約の全文を貼りました"
    answer = report(people["田中"], "merger-acquisition", words=secret).text
    assert "保存せずに消しました" in answer
    (row,) = incidents(database)
    assert row.words == ""
    deliver()
    (lead,) = told(people["加藤"])
    assert "合併契約" not in lead.text
    assert "本人の説明はありません" in lead.text


def test_harmless_words_are_passed_on_as_they_are(people, database):
    """Nothing is said about them."""
    answer = report(people["田中"], "money", words=HARMLESS).text
    assert "伏せて" not in answer
    (row,) = incidents(database)
    assert row.words == HARMLESS


def test_words_after_the_command_stand_masked_in_the_form(people):
    """Whoever types in fright loses nothing, and nothing leaks."""
    tanaka = people["田中"]
    tanaka.command(ids.COMMAND_MISINPUT, SECRET)
    assert "【金額1】" in tanaka.modal.text
    assert "1,280,000" not in tanaka.modal.text


def test_what_was_done_already_is_ticked(people, deliver):
    """So nobody is asked to do it again."""
    answer = report(people["田中"], "credential", done=["delete-chat", "rotate-secret"]).text
    assert "✓ 1. パスワード" in answer
    deliver()
    (lead,) = told(people["加藤"])
    assert "✓ 1. パスワード" in lead.text


def test_the_reporter_ticks_their_steps(people, deliver, database):
    """In the modal and in the message; the lead sees by whom and when; twice is once."""
    tanaka = people["田中"]
    report(tanaka, "money")
    tanaka.click("2 済んだ")
    assert "✓ 2. その会話" in tanaka.modal.text
    deliver()
    (lead,) = told(people["加藤"])
    assert "✓ 2. その会話" in lead.text
    assert "@田中" in lead.text
    tanaka.close()
    old = told(tanaka)[0]
    tanaka.click("1 済んだ")
    tanaka.click("1 済んだ", on=old)
    tanaka.click("3 済んだ")
    deliver()
    (own,) = told(tanaka)
    assert "すべて終わりました" in own.text
    assert "済んだ" not in own.text
    with database.read() as session:
        ticks = [one for one in entries(session) if one.outcome.startswith("step:")]
    assert len(ticks) == 3


def test_the_form_delivered_twice_is_one_incident(people, database, slack, deliver):
    """Slack's second try finds the incident there and shows the same steps."""
    tanaka = people["田中"]
    tanaka.command(ids.COMMAND_MISINPUT)
    remembering = Remembering(slack.delivery.carrier)
    slack.delivery.carrier = remembering
    tanaka.submit(categories=["health"], place="company")
    again = remembering.carry(remembering.last)
    assert "責任者にも知らせました" in json.dumps(json.loads(again.body), ensure_ascii=False)
    deliver()
    assert len(incidents(database)) == 1
    for name in ("加藤", "黒木", "田中"):
        assert len(told(people[name])) == 1


def test_without_anybody_responsible_it_is_said(people, database, clock):
    """And it waits on the Home of whoever becomes the lead."""
    with database.begin() as session:
        session.execute(delete(RoleHolder).where(RoleHolder.role != Role.ADMIN))
        session.execute(delete(RoleHolder))
    assert "担当がまだ決まっていません" in report(people["田中"], "money").text
    with database.begin() as session:
        admin = people["森"].id
        set_holders(session, Role.ADMIN, [admin], by=admin, now=clock())
        set_holders(session, Role.LEAD, [people["鈴木"].id], by=admin, now=clock())
    people["鈴木"].open_home()
    assert "対応中の誤入力" in people["鈴木"].home.text
    assert "担当待ち" in people["鈴木"].home.text


def test_a_lead_who_reports_is_not_their_own_judge(people, deliver):
    """The others hear of it."""
    report(people["加藤"], "money")
    deliver()
    (own,) = told(people["加藤"])
    assert "受け付けました" in own.text
    assert "報告した人: @加藤" in told(people["原"])[0].text


def test_a_database_that_is_away_costs_nothing(people, monkeypatch):
    """The form stays, and says whom to tell."""

    def away(*_):
        raise DatabaseUnavailable("away")

    monkeypatch.setattr("handlers.incidents.write_briefly", away)
    refused = report(people["田中"], "money")
    assert "直接声をかけてください" in refused.errors["categories"]


def test_people_of_other_companies_report_nothing(people):
    """They have their own."""
    people["Jones"].command(ids.COMMAND_MISINPUT)
    assert "この会社の社員だけです" in people["Jones"].modal.text


def test_all_doors_lead_to_the_same_form(people):
    """The shortcut, the button on Home, and the command."""
    tanaka = people["田中"]
    tanaka.global_shortcut(ids.SHORTCUT_MISINPUT)
    assert "どんな種類の情報でしたか" in tanaka.modal.text
    tanaka.close()
    tanaka.open_home()
    tanaka.click("誤入力を報告")
    assert "どんな種類の情報でしたか" in tanaka.modal.text


def test_in_english(people, deliver):
    """Nothing Japanese but names."""
    smith = people["Smith"]
    answer = report(smith, "credential").text
    assert "Thank you for telling us" in answer
    deliver()
    (own,) = told(smith)
    assert "Your report of a mistaken entry has been received" in own.text
