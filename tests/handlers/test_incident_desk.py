"""Those who handle a mistaken entry: one effect a step, whoever is second, and the reporter hears."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers import ids
from knowledge.incidents import WORDS_KEPT
from knowledge.roles import Role
from knowledge.store.audit import entries
from knowledge.store.incident_cases import cases_for_review, find_case
from knowledge.store.incidents import find_incident
from knowledge.store.models import Delivery
from knowledge.store.roles import set_holders
from scheduler.retention import forget_what_is_over
from scheduler.watch import look_after_incidents
from tests.handlers.staff_of_incidents import (
    HARMLESS,
    SECRET,
    Remembering,
    close,
    hire,
    report,
)
from tests.handlers.staff_of_news import be_patient, sender, told

CASE = "メールを直させるとき、宛先の欄ごと貼ってしまった。本文だけを貼り、名前は伏せてから入れる。"


@pytest.fixture
def people(slack, bot, database, clock, monkeypatch):
    be_patient(monkeypatch)
    return hire(slack, database, clock())


@pytest.fixture
def deliver(slack, services, clock):
    return sender(slack, services, clock)


@pytest.fixture
def look(services, clock, deliver):
    """What happens every few seconds."""

    def looked():
        made = look_after_incidents(services, clock())
        deliver()
        return made

    return looked


@pytest.fixture
def reported(people, deliver):
    report(people["田中"], "credential", words=HARMLESS)
    people["田中"].close(everything=True)
    deliver()
    return people


def desk(person):
    """The message about the incident before somebody who handles it."""
    return next(one for one in told(person) if "報告した人: " in one.text)


def row(database):
    with database.read() as session:
        found = find_incident(session, 1)
    assert found is not None
    return found


def outcomes(database):
    with database.read() as session:
        return [(one.action, one.outcome) for one in reversed(entries(session))][-9:]


def test_taking_it_on_is_seen_by_all(reported, clock, deliver):
    """With the minutes since the report; the button is gone everywhere."""
    clock.advance(minutes=12)
    reported["加藤"].click("引き受ける")
    assert "引き受けた人: @加藤" in reported["加藤"].modal.text
    deliver()
    for name in ("加藤", "原", "林"):
        text = desk(reported[name]).text
        assert "引き受けた人: @加藤" in text
        assert "報告から12分" in text
        assert "[引き受ける]" not in text
    (own,) = told(reported["田中"])
    assert "担当が対応しています: @加藤" in own.text


def test_of_two_leads_one_takes_it_on(reported, deliver):
    """The other hears who, kindly; a double click changes nothing."""
    kato, hara = reported["加藤"], reported["原"]
    before, mine = desk(hara), desk(kato)
    kato.click("引き受ける")
    kato.click("引き受ける", on=mine)
    hara.click("引き受ける", on=before)
    assert "先に引き受けた人がいます" in hara.modal.text
    assert "@加藤" in hara.modal.text
    deliver()
    assert "引き受けた人: @加藤" in desk(hara).text


def test_steps_are_ticked_by_name_and_time(reported, deliver, database):
    """The modal of whoever ticks shows it at once, the messages after it."""
    kato = reported["加藤"]
    kato.click("引き受ける")
    kato.click("5 済んだ")
    assert "✓ 5." in kato.modal.text
    deliver()
    assert "済み 11月25日（水）10:00 @加藤" in desk(reported["原"]).text
    assert ("handle_incident", "step:check-deleted") in outcomes(database)


def test_closing_tells_the_reporter(reported, deliver, database, clock):
    """How it ended and why; the audit trail has no words of it."""
    clock.advance(hours=3)
    assert "閉じました" in close(reported["加藤"]).text
    deliver()
    own, end = told(reported["田中"])
    assert "対応が終わりました" in own.text
    assert "[1 済んだ]" not in own.text
    assert "誤入力の対応が終わりました" in end.text
    assert "対処して収まった" in end.text
    assert "消えたことを見ました" in end.text
    assert "早く対応できました" in end.text
    closed = row(database)
    assert (closed.taken_by, closed.minutes_to_take) == (reported["加藤"].id, 180)
    assert closed.working_minutes == 180
    assert ("handle_incident", "closed:contained:not_needed") in outcomes(database)
    for action, outcome in outcomes(database):
        assert "消えた" not in action + outcome
    reported["田中"].open_home()
    assert "対応済み" in reported["田中"].home.text


def test_of_two_who_close_one_does(reported, slack, deliver):
    """The other hears who; a form delivered twice tells the reporter once."""
    kato, hara = reported["加藤"], reported["原"]
    for lead in (kato, hara):
        lead.click("対応を閉じる")
    remembering = Remembering(slack.delivery.carrier)
    slack.delivery.carrier = remembering
    kato.submit(outcome="harmless", outside="not_needed", reason="公開情報でした")
    remembering.carry(remembering.last)
    late = hara.submit(outcome="damage", outside="made", reason="影響がありました")
    assert "先に閉じた人がいます" in late.text
    deliver()
    assert len(told(reported["田中"])) == 2
    hara.click("もう一度開く")
    assert "もう一度開きました" in hara.modal.text


def test_closing_again_after_opening_again(reported, deliver, database):
    """The reporter hears of each; the button works once."""
    close(reported["加藤"])
    deliver()
    old = desk(reported["原"])
    reported["原"].click("もう一度開く")
    reported["加藤"].click("もう一度開く", on=desk(reported["加藤"]))
    assert "もう開いています" in reported["加藤"].modal.text
    deliver()
    assert "もう一度開かれました" in told(reported["田中"])[-1].text
    assert row(database).taken_by == reported["原"].id
    reported["原"].close(everything=True)
    close(reported["原"], outcome="harmless")
    deliver()
    assert "影響はなかった" in told(reported["田中"])[-1].text
    assert "[もう一度開く]" in old.text


def test_asking_and_replying(reported, deliver, database):
    """Checked both ways; the other side sees it; nothing of a refused text is kept."""
    kato, tanaka = reported["加藤"], reported["田中"]
    kato.click("報告した人に聞く")
    assert "【金額1】" in kato.submit(words=SECRET).errors["words"]
    assert "送りました" in kato.submit(words="会話はもう消えていますか").text
    deliver()
    assert "会話はもう消えていますか" in told(tanaka)[-1].text
    tanaka.click("返事をする")
    assert "words" in tanaka.submit(words=SECRET).errors
    tanaka.submit(words="はい、消しました")
    deliver()
    assert "はい、消しました" in told(kato)[-1].text
    kato.close(everything=True)
    kato.click("開く")
    assert "会話はもう消えていますか" in kato.modal.text
    assert "はい、消しました" in kato.modal.text
    with database.read() as session:
        texts = [str(one.message) for one in session.scalars(select(Delivery))]
    assert not any("1,280,000" in one for one in texts)


def test_nobody_replies_to_what_is_closed_or_not_theirs(reported, deliver):
    """An old button, and somebody else's."""
    kato, tanaka = reported["加藤"], reported["田中"]
    kato.click("報告した人に聞く")
    kato.submit(words="会話はもう消えていますか")
    deliver()
    asked = told(tanaka)[-1]
    reported["鈴木"].click("返事をする", on=asked)
    assert "見つかりませんでした" in reported["鈴木"].modal.text
    kato.close(everything=True)
    close(kato)
    tanaka.click("返事をする", on=asked)
    assert "先に閉じた人がいます" in tanaka.modal.text
    kato.close(everything=True)
    deliver()


def test_who_may_not_handle_it_cannot(reported):
    """An old message before somebody else's eyes, and somebody else's steps."""
    message, suzuki = desk(reported["加藤"]), reported["鈴木"]
    for label in ("引き受ける", "報告した人に聞く", "対応を閉じる"):
        suzuki.click(label, on=message)
        assert "だけです" in suzuki.modal.text
        suzuki.close(everything=True)
    suzuki.click("1 済んだ", on=message)
    assert "報告した人だけができます" in suzuki.modal.text
    reported["田中"].click("5 済んだ", on=message)
    assert "報告した人だけができます" in reported["田中"].modal.text


def test_a_form_that_was_open_before_carries_no_permission(reported, database, clock):
    """Whoever stopped being a lead meanwhile asks and closes nothing."""
    kato, admin = reported["加藤"], reported["森"].id
    for button, fields in (
        (ids.ACTION_ASK_REPORTER, {"words": "会話はもう消えていますか"}),
        (ids.ACTION_CLOSE_INCIDENT, {"outcome": "harmless", "outside": "made", "reason": "済み"}),
    ):
        with database.begin() as session:
            leads = [kato.id, reported["原"].id]
            set_holders(session, Role.LEAD, leads, by=admin, now=clock())
        kato.click(button, on=desk(kato))
        with database.begin() as session:
            set_holders(session, Role.LEAD, [reported["原"].id], by=admin, now=clock())
        assert "だけです" in kato.submit(fields).text
        kato.close(everything=True)
    assert row(database).state == "open"


@pytest.mark.parametrize("name", ["加藤", "林", "黒木", "森"])
def test_who_may_handle_it_sees_it_first_on_home(reported, name):
    """Lead, deputy, executive and admin."""
    person = reported[name]
    person.open_home()
    assert "対応中の誤入力" in person.home.text
    person.click("開く", on=person.home)
    assert "報告した人: @田中" in person.modal.text
    assert "報告から0分" in person.modal.text


def test_nobody_else_sees_anything_on_home(reported):
    """Only the reporter their own."""
    reported["鈴木"].open_home()
    assert "誤入力の報告" not in reported["鈴木"].home.text
    assert "対応中の誤入力" not in reported["鈴木"].home.text
    reported["田中"].open_home()
    assert "あなたの誤入力の報告" in reported["田中"].home.text
    assert "担当待ち" in reported["田中"].home.text


def test_untaken_it_is_reminded_of_at_any_hour(people, clock, look):
    """After half an hour those who know; after another hour everybody who is responsible; then rest."""
    clock.advance(hours=14)
    report(people["田中"], "money")
    look()
    assert look() == 0
    clock.advance(minutes=30)
    assert look() == 1
    assert look() == 0
    assert "まだだれも引き受けていません" in told(people["加藤"])[-1].text
    assert "30分たちました" in told(people["林"])[-1].text
    assert told(people["森"]) == []
    clock.advance(minutes=60)
    assert look() == 1
    assert any("報告した人: @田中" in one.text for one in told(people["森"]))
    assert any("90分たちました" in one.text for one in told(people["黒木"]))
    clock.advance(hours=20)
    assert look() == 0
    people["森"].click("開く")
    people["森"].click("引き受ける")
    assert "引き受けた人: @森" in people["森"].modal.text


def test_unclosed_it_is_reminded_of_in_working_hours(reported, clock, look):
    """After three working days, whoever took it on and the leads; and again until it is closed."""
    clock.advance(hours=7)
    reported["林"].click("引き受ける")
    reported["林"].close(everything=True)
    look()
    counts = {name: len(told(reported[name])) for name in ("林", "加藤", "鈴木")}
    # Taken on Wednesday at five: Monday at five.
    clock.advance(days=5, minutes=-1)
    assert look() == 0
    clock.advance(minutes=1)
    assert look() == 1
    for name, more in (("林", 1), ("加藤", 1), ("鈴木", 0)):
        assert len(told(reported[name])) == counts[name] + more
    assert "まだ閉じていません" in told(reported["林"])[-1].text
    clock.advance(days=3)
    assert look() == 1
    reported["林"].click("開く")
    close(reported["林"])
    clock.advance(days=30)
    assert look() == 0


def test_a_case_appears_only_when_a_lead_says_so(reported, database):
    """Whoever closed it; an admin writes it, and may not publish it."""
    mori = reported["森"]
    mori.open_home()
    mori.click("開く", on=mori.home)
    assert "載せる" in close(mori, case=CASE).text
    mori.close(everything=True)
    mori.open_home()
    assert CASE not in mori.home.text
    with database.read() as session:
        assert cases_for_review(session, "2026-11") == []
    kato, hara = reported["加藤"], reported["原"]
    for lead in (kato, hara):
        lead.open_home()
        assert CASE in lead.home.text
    theirs = hara.home
    kato.click("載せる", on=kato.home)
    assert "次の月例レビュー" in kato.modal.text
    hara.click("載せない", on=theirs)
    assert "もう決まっています" in hara.modal.text
    mori.click("載せる", on=theirs)
    assert "だけです" in mori.modal.text
    with database.read() as session:
        (case,) = cases_for_review(session, "2026-11")
    assert case.text == CASE


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("佐藤花子様のメールを貼った。", "広められないもの"),
        ("11月20日にメールを貼った。", "日付（11月20日）"),
        ("先週、メールの宛先の欄ごと貼った。", "日付（先週）"),
        ("営業部の人がメールの宛先の欄ごと貼った。", "小さな部門"),
    ],
)
def test_nobody_can_be_recognised_in_a_case(reported, case, why):
    """Names, dates and small departments are refused at the field; nothing else is lost."""
    refused = close(reported["加藤"], case=case)
    assert why in refused.errors["case"]
    assert "閉じました" in reported["加藤"].submit(case="").text


def test_words_are_forgotten_when_it_is_long_over(reported, services, clock, database):
    """The figures stay."""
    close(reported["加藤"], case=CASE)
    clock.advance(days=WORDS_KEPT.days + 1)
    forget_what_is_over(services, None, None)  # type: ignore[arg-type]
    old = row(database)
    assert (old.words, old.reason, old.working_minutes) == ("", "", 0)
    assert old.categories == ["credential"]


def test_with_a_model_a_case_is_drafted_beside_its_source(
    slack, connect, services, gateway, people, database
):
    """By a press in the closing form; without a model there is no such button."""
    connect(replace(services, model=gateway))
    report(people["田中"], "credential", words=HARMLESS)
    kato = people["加藤"]
    kato.open_home()
    kato.click("開く", on=kato.home)
    kato.click("対応を閉じる")
    kato.click(ids.ACTION_DRAFT)
    slack.settle(lambda: "下書きを作っています" not in kato.modal.text, seconds=30)
    assert HARMLESS in kato.modal.text
    assert "パスワード・鍵・トークン" in kato.modal.text
    assert "もとの文" in kato.modal.text
    with database.read() as session:
        assert find_case(session, 1) is None


def test_without_a_model_no_draft_is_offered(reported):
    """Nothing is missing, nothing is promised."""
    reported["加藤"].click("対応を閉じる")
    assert "AIの下書き" not in reported["加藤"].modal.text


def test_the_days_of_the_law_are_counted_down(people, clock):
    """For whoever opens it: days left, the last day, and that it is over."""
    report(people["田中"], "health")
    kato = people["加藤"]
    for days, said in ((0, "あと4日"), (4, "今日まで"), (1, "過ぎています")):
        clock.advance(days=days)
        kato.open_home()
        kato.click("開く", on=kato.home)
        assert said in kato.modal.text
        kato.close(everything=True)


def test_time_is_counted_from_the_report(reported, clock):
    """In hours, then days."""
    kato = reported["加藤"]
    for passed, said in ((timedelta(hours=5), "5時間"), (timedelta(days=3), "3日")):
        clock.advance(seconds=passed.total_seconds())
        kato.open_home()
        kato.click("開く", on=kato.home)
        assert f"報告から{said}" in kato.modal.text
        kato.close(everything=True)
