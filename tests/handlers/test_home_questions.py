"""What people see on Home of other people's questions, and what stays with who asked."""

from dataclasses import replace

import pytest
from slack_sdk import WebClient

from handlers import escalation_steps as steps
from handlers import precedent_steps
from knowledge.escalations import Matter, Step
from knowledge.roles import Role
from knowledge.store import escalations as store
from knowledge.store.departments import add_department, set_department
from knowledge.store.escalations import Decision, NewEscalation
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import set_holders
from knowledge.verdict import Level
from scheduler.outbox import send_due

QUESTION = "梱包ミスの原因を、作業写真の説明文を入れて考えさせてもいいですか"
ADVICE = "写っている人の名前を書かなければ入れてかまいません"
WORDS = "来週の会議で使います"
NAMES = ("田中", "鈴木", "小野", "中村", "西田")
BOARD = "部門への個別の答え"
WAITING = "確認待ちの前例"


@pytest.fixture
def people(slack, bot, database, clock):
    """Five in sales, Ono its ambassador; Kato and Hara lead, Mori is an admin elsewhere."""
    made = {name: slack.person(name) for name in (*NAMES, "加藤", "原", "森")}
    with database.begin() as session:
        for person in made.values():
            see_member(session, member=person.id, team="T0LOCAL", at=clock(), language="ja")
        admin = made["森"].id
        set_holders(session, Role.ADMIN, [admin], by=admin, now=clock())
        leads = [made["加藤"].id, made["原"].id]
        set_holders(session, Role.LEAD, leads, by=admin, now=clock())
        sales = add_department(session, "営業部", by=admin, now=clock())
        assert isinstance(sales, Department)
        members = [made[name].id for name in NAMES]
        set_department(session, members, sales.id, by=admin, now=clock())
        ono = [made["小野"].id]
        set_holders(session, Role.AMBASSADOR, ono, by=admin, now=clock(), department=sales.id)
    return made


@pytest.fixture
def answered(people, services, database, clock):
    """Let Tanaka's question be answered by Ono, and return its number."""

    def answer(*, keep=False, **rest):
        asked = NewEscalation(
            key="ask:1",
            matter=Matter.QUESTION,
            asker=people["田中"].id,
            language="ja",
            asked_at=clock(),
            question=QUESTION,
            is_question=True,
            words=WORDS,
            level="undecided",
            rulebook_revision="x",
            step=Step.LEAD,
            due_at=None,
        )
        by = people["小野"].id
        decision = Decision("conditional", ADVICE, by, Step.AMBASSADOR, clock(), 5)
        with database.begin() as session:
            opened = steps.open_question(services, session, replace(asked, **rest))
            assert store.decide(session, opened.id, decision) is None
            row = steps.existing(session, opened.id)
            if keep:
                return precedent_steps.keep(services, session, row, decision, Level.CONDITIONAL)
        return opened.id

    return answer


class TestAnswersForOneCase:
    """What was answered and not kept."""

    def test_the_department_sees_question_and_answer(self, people, answered):
        """Not who asked, nor what they wrote to the answerer."""
        answered()
        home = people["鈴木"].open_home().text
        shown = home[home.index(BOARD) :]
        assert QUESTION in shown
        assert ADVICE in shown
        assert "前例ではありません" in shown
        assert "@田中" not in home
        assert people["田中"].id not in home
        assert WORDS not in home

    def test_who_asked_has_it_among_their_own(self, people, answered):
        """Once is enough."""
        answered()
        assert BOARD not in people["田中"].open_home().text

    @pytest.mark.parametrize("name", ["加藤", "森"])
    def test_other_departments_do_not_see_it(self, people, answered, name):
        """Nor do those without any."""
        answered()
        assert BOARD not in people[name].open_home().text

    @pytest.mark.parametrize(
        "rest",
        [
            {"is_question": False, "question": "【顧客1】へのお礼のメールです。"},
            {"question": ""},
            {"matter": Matter.REPORT},
            {"question": "未発表の人事異動の一覧を入れてもいいですか"},
            {"question": "佐藤一郎様に見積を送ってもいいですか"},
        ],
    )
    def test_what_is_somebody_s_own_is_shown_to_nobody(self, people, answered, rest):
        """A masked text, own words, a report, and what the rules of today keep in."""
        answered(**rest)
        assert BOARD not in people["鈴木"].open_home().text

    def test_among_few_it_is_not_shown(self, people, answered, database, clock):
        """Of four people everybody knows who asked."""
        answered()
        with database.begin() as session:
            set_department(session, [people["西田"].id], None, by="x", now=clock())
        assert BOARD not in people["鈴木"].open_home().text

    def test_after_three_months_it_is_gone(self, people, answered, clock):
        """It was for one case."""
        answered()
        clock.advance(days=91)
        assert BOARD not in people["鈴木"].open_home().text

    def test_a_precedent_stands_on_the_board_of_precedents_only(self, people, answered):
        """Not twice."""
        answered(keep=True)
        home = people["鈴木"].open_home().text
        assert home.count(QUESTION) == 1
        assert BOARD not in home


class TestReopened:
    """A precedent under which the rules have changed."""

    @pytest.fixture
    def deliver(self, slack, services, clock):
        client = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)
        return lambda: send_due(services, client, clock())

    @pytest.fixture
    def reopened(self, people, answered, services, database, clock, deliver):
        """Reopen Ono's precedent, as every replica may try to."""
        id_ = answered(keep=True)
        with database.begin() as session:
            version = precedent_steps.existing(session, id_).version
        outcomes = []
        for _ in range(3):
            with database.begin() as session:
                made = precedent_steps.reopen(services, session, id_, version, clock())
                outcomes.append(made)
        assert outcomes == [True, False, False]
        deliver()
        return people

    def told(self, person, said):
        return [one for one in person.dm if said in one.text]

    def test_its_owner_and_the_leads_hear_of_it_once(self, reopened):
        """And nobody else does."""
        heard = {
            name: len(self.told(person, "前例の確認をお願いします"))
            for name, person in reopened.items()
        }
        assert {name for name, times in heard.items() if times} == {"小野", "加藤", "原"}
        assert set(heard.values()) == {0, 1}

    @pytest.mark.parametrize("name", ["小野", "加藤", "原"])
    def test_it_waits_on_their_home(self, reopened, name):
        """With the two things that may be done."""
        home = reopened[name].open_home()
        assert WAITING in home.text
        assert {"このまま有効にする", "直す"} <= set(home.buttons)

    def test_it_does_not_wait_for_others(self, reopened):
        """Who answers nothing sees nothing of it."""
        assert WAITING not in reopened["鈴木"].open_home().text

    def test_one_of_them_is_enough(self, slack, reopened, deliver):
        """The others' buttons are taken away, and it is gone from Home."""
        kato = reopened["加藤"]
        kato.open_home()
        kato.click("このまま有効にする", on=kato.home)
        deliver()
        for name in ("小野", "加藤", "原"):
            assert len(self.told(reopened[name], "確認しました: 有効")) == 1
            assert self.told(reopened[name], "前例の確認をお願いします") == []
        slack.settle(lambda: WAITING not in kato.home.text)
