"""Asking a person: what may be sent, who gets it, and that it happens once."""

from datetime import date

import pytest
from slack_sdk import WebClient

from handlers import ids
from knowledge.roles import Role
from knowledge.store import escalations as store
from knowledge.store.absences import note_absence
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import set_holders
from scheduler.outbox import send_due
from scheduler.watch import pass_questions_on

COMMAND = ids.COMMAND_CAN_I_ENTER
QUESTION = "梱包ミスの原因を、作業写真の説明文を入れて考えさせてもいいですか"
AGAIN = "作業写真の説明文を入れて梱包ミスの原因を考えてもらうのはOK？"
MAIL = "佐藤様に見積 1,280,000円を送る"
SECRET_TOPIC = "未発表の人事異動の一覧です。佐藤部長が常務に昇格します。"


@pytest.fixture
def people(slack, bot, database, clock):
    """Tanaka and Suzuki in sales, Ono its ambassador, Kato and Hara lead, Hayashi the deputy."""
    names = ("田中", "鈴木", "小野", "加藤", "原", "林", "森")
    made = {name: slack.person(name) for name in names}
    made["Smith"] = slack.person("Smith", outsider=True)
    at = clock()
    with database.begin() as session:
        for name in names:
            see_member(session, member=made[name].id, team="T0LOCAL", at=at, language="ja")
        admin = made["森"].id
        set_holders(session, Role.ADMIN, [admin], by=admin, now=at)
        leads = [made["加藤"].id, made["原"].id]
        set_holders(session, Role.LEAD, leads, by=admin, now=at)
        set_holders(session, Role.DEPUTY, [made["林"].id], by=admin, now=at)
        added = add_department(session, "営業部", by=admin, now=at)
        assert isinstance(added, Department)
        sales = added.id
        set_department(session, [made[n].id for n in names[:3]], sales, by=admin, now=at)
        ambassador = [made["小野"].id]
        set_holders(session, Role.AMBASSADOR, ambassador, by=admin, now=at, department=sales)
    return made


@pytest.fixture
def deliver(slack, services, clock):
    """Let time pass for the outbox and for questions, as the runner does."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)

    def run():
        pass_questions_on(services, clock())
        send_due(services, client, clock())

    return run


@pytest.fixture
def asked(people, deliver):
    """Tanaka has asked, and Ono has the question."""
    people["田中"].command(COMMAND, QUESTION)
    people["田中"].click("担当に聞く")
    people["田中"].submit()
    deliver()
    return people


class Remembering:
    """Carries on what Slack sends, and remembers the last of it."""

    def __init__(self, carrier):
        self.carrier = carrier
        self.last = None

    def carry(self, envelope):
        self.last = envelope
        return self.carrier.carry(envelope)


def got(person, said):
    return [one for one in person.dm if one.user != person.id and said in one.text]


def kept(database):
    with database.read() as session:
        return store.open_escalations(session, None)


class TestWhatMayBeSent:
    """The form shows it, and nothing else is kept."""

    def test_a_question_goes_as_it_is(self, asked, database):
        """It names a kind of information and nothing of it."""
        (row,) = kept(database)
        assert (row.question, row.words, row.is_question) == (QUESTION, "", True)
        assert QUESTION in got(asked["小野"], "質問が届きました")[0].text

    def test_a_text_goes_masked(self, people, database, deliver):
        """What was found in it is not there any more."""
        people["田中"].command(COMMAND, MAIL)
        people["田中"].click("担当に聞く")
        assert "佐藤" not in people["田中"].modal.text
        people["田中"].submit(words="お礼のメールです")
        deliver()
        (row,) = kept(database)
        assert row.question == "【顧客1】様に見積 【金額1】を送る"
        assert not row.is_question
        assert "佐藤" not in got(people["小野"], "質問が届きました")[0].text

    def test_a_prohibited_topic_goes_nowhere(self, people, database):
        """Only the categories and the asker's own words, without which there is nothing to ask."""
        people["田中"].command(COMMAND, SECRET_TOPIC)
        people["田中"].click("担当に聞く")
        form = people["田中"].modal
        assert "文そのものは送りません" in form.text
        assert "佐藤" not in str(form.blocks)
        assert people["田中"].submit().errors
        assert kept(database) == []
        people["田中"].submit(words="来年の計画の資料を要約させたいです")
        (row,) = kept(database)
        assert row.question == ""
        assert "personnel-unpublished" in row.categories

    @pytest.mark.parametrize("block", ["words", "purpose"])
    def test_what_may_not_leave_is_named_at_its_field(self, people, database, block):
        """The kinds, the masked proposal, and never the words themselves."""
        people["田中"].command(COMMAND, QUESTION)
        people["田中"].click("担当に聞く")
        errors = people["田中"].submit({block: "佐藤様の見積 1,280,000円です"}).errors
        assert "お客様や取引先・金額" in errors[block].replace("、", "・")
        assert "【顧客1】様の見積 【金額1】です" in errors[block]
        assert "佐藤" not in errors[block]
        assert kept(database) == []

    def test_a_topic_in_ones_own_words_is_named_by_its_rule(self, people, database):
        """There is no masked form of it to propose."""
        people["田中"].command(ids.COMMAND_ASK_LEAD)
        errors = people["田中"].submit(words=SECRET_TOPIC).errors
        assert "送れません" in errors["words"]
        assert "佐藤" not in errors["words"]
        assert kept(database) == []

    def test_a_question_in_ones_own_words_is_not_said_to_lack_a_text(self, people, deliver):
        """There was none to keep back; where there was one, that is said."""
        people["田中"].command(ids.COMMAND_ASK_LEAD)
        people["田中"].submit(words="昼の弁当の注文表を入れてもよいですか")
        deliver()
        (alone,) = got(people["小野"], "質問が届きました")
        assert "弁当の注文表" in alone.text
        assert "文は届いていません" not in alone.text
        people["田中"].command(COMMAND, SECRET_TOPIC)
        people["田中"].click("担当に聞く")
        people["田中"].submit(words="来年の計画の資料を要約させたいです")
        deliver()
        assert "文は届いていません" in got(people["小野"], "質問が届きました")[-1].text

    def test_words_after_the_command_stand_in_the_form_masked(self, people):
        """What was typed raw does not go to Slack once more."""
        people["田中"].command(ids.COMMAND_ASK_LEAD, MAIL)
        assert "【顧客1】様に見積 【金額1】を送る" in people["田中"].modal.text
        assert "佐藤" not in people["田中"].modal.text

    def test_somebody_of_another_company_asks_nobody(self, people, database):
        """They are told so, and nothing is kept."""
        people["Smith"].command(ids.COMMAND_ASK_LEAD, "x")
        assert people["Smith"].modal.kind == "modal"
        assert not people["Smith"].modal.source.source.get("submit")
        assert kept(database) == []


class TestOnce:
    """However often it arrives."""

    def test_a_form_that_is_submitted_twice_asks_once(self, slack, people, database, deliver):
        """Slack's second try finds the question there."""
        people["田中"].command(COMMAND, QUESTION)
        people["田中"].click("担当に聞く")
        remembering = Remembering(slack.delivery.carrier)
        slack.delivery.carrier = remembering
        people["田中"].submit()
        remembering.carry(remembering.last)
        deliver()
        assert len(kept(database)) == 1
        assert len(got(people["小野"], "質問が届きました")) == 1

    def test_the_same_question_waits_for_the_same_answer(self, asked, deliver):
        """Nobody is asked a second time, and both are told."""
        suzuki = asked["鈴木"]
        suzuki.command(COMMAND, AGAIN)
        suzuki.click("担当に聞く")
        assert "同じ質問がすでに届いていて" in suzuki.submit().text
        deliver()
        assert len(got(asked["小野"], "質問が届きました")) == 1
        asked["小野"].click("× 入れない")
        deliver()
        assert len(got(suzuki, "担当からの答え: ×")) == 1
        assert len(got(asked["田中"], "担当からの答え: ×")) == 1

    def test_who_followed_stands_alone_when_the_first_takes_it_back(self, asked, deliver):
        """The question is still there, now theirs."""
        suzuki = asked["鈴木"]
        suzuki.command(COMMAND, AGAIN)
        suzuki.click("担当に聞く")
        suzuki.submit()
        asked["田中"].click("質問を取り下げる")
        assert "取り下げました" in asked["田中"].modal.text
        deliver()
        assert len(got(asked["小野"], "取り下げられました")) == 1
        assert len(got(asked["小野"], "質問が届きました")) == 1
        asked["小野"].click("◯ 入れてよい")
        deliver()
        assert got(suzuki, "担当からの答え: ◯")
        assert not got(asked["田中"], "担当からの答え")

    def test_the_first_of_two_answers_counts(self, asked, clock, deliver):
        """The other privately sees who was first, and when."""
        clock.advance(hours=5)
        deliver()
        kato, hara = asked["加藤"], asked["原"]
        (before,) = got(hara, "質問が届きました")
        kato.click("× 入れない")
        hara.click("◯ 入れてよい", on=before)
        assert "@加藤" in hara.modal.text
        assert "11月25日（水）15:00に答えが出ています" in hara.modal.text
        deliver()
        assert len(got(asked["田中"], "担当からの答え: ×")) == 1
        assert not got(asked["田中"], "担当からの答え: ◯")

    def test_one_answer_pressed_twice_is_one_answer(self, asked, deliver):
        """A double click is told what it already did."""
        (before,) = got(asked["小野"], "質問が届きました")
        asked["小野"].click("× 入れない")
        asked["小野"].click("× 入れない", on=before)
        deliver()
        assert len(got(asked["田中"], "担当からの答え")) == 1


class TestTheTurn:
    """Who is asked when nobody answers."""

    def test_it_passes_on_and_comes_to_rest(self, asked, clock, deliver):
        """Ambassador, leads, deputy, two reminders each from the last to the first, and silence."""
        for _ in range(12):
            clock.advance(hours=24)
            deliver()
        counts = {name: len(got(asked[name], "質問")) for name in ("小野", "加藤", "原", "林")}
        assert counts == dict.fromkeys(counts, 3)

    def test_at_night_nobody_is_written_to(self, people, clock, deliver):
        """A question of the evening reaches the ambassador when the day begins."""
        clock.advance(hours=10)
        people["田中"].command(COMMAND, QUESTION)
        people["田中"].click("担当に聞く")
        people["田中"].submit()
        deliver()
        assert not got(people["小野"], "質問が届きました")
        clock.advance(hours=13, minutes=1)
        deliver()
        assert got(people["小野"], "質問が届きました")

    def test_who_is_away_is_not_asked(self, people, database, clock, deliver):
        """The next step gets the question at once, until they are back."""
        with database.begin() as session:
            note_absence(session, people["小野"].id, date(2026, 11, 25), clock())
        for name in ("田中", "鈴木"):
            people[name].command(
                COMMAND, QUESTION if name == "田中" else "名刺の写真を入れてもいい？"
            )
            people[name].click("担当に聞く")
            people[name].submit()
            deliver()
            clock.advance(days=1)
        assert len(got(people["小野"], "質問が届きました")) == 1
        assert "名刺" in got(people["小野"], "質問が届きました")[0].text
        assert QUESTION in got(people["加藤"], "質問が届きました")[0].text

    def test_two_replicas_pass_it_on_once(self, asked, services, clock, deliver):
        """Both see that it is due; one of them moves it."""
        clock.advance(hours=5)
        assert pass_questions_on(services, clock()) == 1
        assert pass_questions_on(services, clock()) == 0
        deliver()
        assert len(got(asked["加藤"], "質問が届きました")) == 1

    def test_a_lead_who_has_left_is_not_waited_for(self, slack, asked, clock, deliver, database):
        """The deputy gets the question, it stays open, and Home says that nobody leads."""
        for name in ("加藤", "原"):
            slack.deactivate(asked[name])
        clock.advance(hours=4, minutes=1)
        deliver()
        assert got(asked["林"], "質問が届きました")
        assert not got(asked["加藤"], "質問が届きました")
        assert [row.status for row in kept(database)] == ["open"]
        assert "AI推進リーダーが決まっていません" in asked["森"].open_home().text

    @pytest.mark.usefixtures("bot")
    def test_without_anybody_the_admins_hear_of_it(self, slack, database, clock, deliver):
        """Not of the question, which is not theirs; and a lead who is named gets it."""
        tanaka, mori, kato = (slack.person(name) for name in ("田中", "森", "加藤"))
        with database.begin() as session:
            set_holders(session, Role.ADMIN, [mori.id], by=mori.id, now=clock())
        tanaka.command(COMMAND, QUESTION)
        tanaka.click("担当に聞く")
        assert "管理者に知らせました" in tanaka.submit().text
        deliver()
        (told,) = got(mori, "答える担当が決まっていません")
        assert QUESTION not in told.text
        with database.begin() as session:
            set_holders(session, Role.LEAD, [kato.id], by=mori.id, now=clock())
        clock.advance(hours=24)
        deliver()
        assert got(kato, "質問が届きました")


class TestAnswering:
    """What else somebody who is asked can do."""

    def test_who_lost_the_role_cannot_answer(self, asked, database, clock, deliver):
        """The old button is there, the right to press it is not."""
        sales = kept(database)[0].department
        with database.begin() as session:
            admin = asked["森"].id
            set_holders(session, Role.AMBASSADOR, [], by=admin, now=clock(), department=sales)
        asked["小野"].click("◯ 入れてよい")
        assert "部門アンバサダー" in asked["小野"].modal.text
        deliver()
        assert not got(asked["田中"], "担当からの答え")

    def test_a_condition_needs_its_words(self, asked):
        """△ without advice helps nobody."""
        asked["小野"].click("△ 条件つき…")
        assert "どうすれば" in asked["小野"].submit().errors["advice"]

    def test_advice_with_a_name_in_it_stays(self, asked):
        """It would reach everybody who gets the precedent."""
        asked["小野"].click("△ 条件つき…")
        assert "氏名" in asked["小野"].submit(advice="鬼頭さんに聞いてください").errors["advice"]

    def test_asking_back_stops_the_clock_until_the_reply(self, asked, clock, deliver):
        """Question and reply go through the bot, and the lead is not asked meanwhile."""
        ono, tanaka = asked["小野"], asked["田中"]
        ono.click("聞き返す…")
        ono.submit(words="写真に人は写っていますか")
        deliver()
        (back,) = got(tanaka, "担当から確認です")
        assert "写真に人は写っていますか" in back.text
        clock.advance(hours=48)
        deliver()
        assert not got(asked["加藤"], "質問が届きました")
        tanaka.click("返事をする…")
        tanaka.submit(words="はい、入っていません")
        deliver()
        (reply,) = got(ono, "返事です")
        assert "はい、入っていません" in reply.text
        ono.click("◯ 入れてよい", on=reply)
        deliver()
        assert got(tanaka, "担当からの答え: ◯")
        assert not got(ono, "返事です")

    def test_handing_over_reaches_only_who_may_answer(self, asked, deliver):
        """Not a colleague, not the asker; the deputy gets it at once."""
        ono = asked["小野"]
        for who, why in ((asked["鈴木"], "役割ではありません"), (asked["田中"], "本人")):
            ono.click("引き継ぐ…")
            assert why in ono.submit(member=who.id).errors["member"]
            ono.close()
        ono.click("引き継ぐ…")
        ono.submit(member=asked["林"].id)
        deliver()
        assert got(asked["林"], "質問が届きました")

    def test_a_report_goes_to_the_lead_and_is_no_precedent(self, people, database, deliver):
        """With the rules by which it was said, and the masked text."""
        people["田中"].command(COMMAND, MAIL)
        people["田中"].click("判定がおかしい")
        people["田中"].submit(words="公開済みの価格です")
        deliver()
        assert not got(people["小野"], "判定がおかしい")
        (report,) = got(people["加藤"], "判定がおかしい")
        assert "customer-name" in report.text
        people["加藤"].click("◯ 入れてよい")
        deliver()
        assert got(people["田中"], "確かめた結果")
        with database.read() as session:
            assert store.open_escalations(session) == []
