"""A model's opinion on an undecided question: for whoever answers, raising only, wanted only."""

from dataclasses import replace

import pytest
from slack_sdk import WebClient

from handlers import ids
from knowledge.company_settings import CompanySettings
from knowledge.roles import Role
from knowledge.store.members import see_member
from knowledge.store.opinions import find_opinion
from knowledge.store.roles import set_holders
from scheduler.outbox import send_due

COMMAND = ids.COMMAND_CAN_I_ENTER
QUESTION = "梱包ミスの原因を、作業写真の説明文を入れて考えさせてもいいですか"
MAIL = "佐藤様に見積 1,280,000円を送る"
OPINION = "AIの参考意見"


@pytest.fixture
def wanted():
    return CompanySettings(second_opinion=True)


@pytest.fixture
def bot(connect, services, gateway, wanted):
    return connect(replace(services, model=gateway, settings=lambda: wanted))


@pytest.fixture
def lead(slack, bot, database, clock):
    """Kato, who answers everything."""
    person = slack.person("加藤")
    with database.begin() as session:
        see_member(session, member=person.id, team="T0LOCAL", at=clock(), language="ja")
        set_holders(session, Role.LEAD, [person.id], by="x", now=clock())
    return person


@pytest.fixture
def deliver(slack, services, clock):
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)
    return lambda: send_due(services, client, clock())


@pytest.fixture
def ask(slack, lead, background, tanaka):
    """Ask the lead about a text, and wait until the model has had its say, if it is asked."""

    def write(text, wait_for=lambda: True):
        tanaka.command(COMMAND, text)
        tanaka.click("担当に聞く")
        tanaka.submit()
        slack.settle(wait_for, seconds=20)

    return write


@pytest.fixture
def opinion(database):
    def read():
        with database.read() as session:
            return find_opinion(session, 1)

    return read


def question_of(lead):
    return [one.text for one in lead.dm if "質問が届きました" in one.text]


def test_it_stands_on_the_question_that_the_lead_got(slack, ask, lead, deliver, opinion, model):
    """Marked as an opinion, with its reason; one message, changed in place."""
    ask(QUESTION, lambda: opinion() is not None)
    deliver()
    deliver()
    (text,) = question_of(lead)
    assert OPINION in text
    assert "△ 伏せれば入れられそうです" in text
    assert "決めるのはあなたです" in text
    assert "[◯ 入れてよい]" in text or ids.ACTION_ANSWER_OK in text
    sent = model.asked[0].body["messages"][1]["content"]
    assert QUESTION in sent


def test_a_message_that_is_out_already_is_changed(slack, ask, lead, deliver, opinion, model):
    """The model may take its time; the question does not wait for it."""
    model.says = lambda _: (deliver(), {"level": "prohibited", "reason": "規則に近いです。"})[1]
    ask(QUESTION, lambda: opinion() is not None)
    deliver()
    (text,) = question_of(lead)
    assert "× 入れないほうがよさそうです" in text


@pytest.mark.parametrize(
    "said",
    [
        {"level": "ok", "reason": "問題ありません。"},
        {"level": "undecided", "reason": "分かりません。"},
        {"level": "たぶんOK", "reason": "たぶん。"},
        {"level": "conditional"},
        {"level": "conditional", "reason": ""},
        {"level": "conditional", "reason": "鬼頭様（090-0000-1234）の件に似ています。"},
        {"level": "conditional", "reason": "長い。" * 500},
        {"level": ["prohibited"], "reason": "x"},
        {"level": 1.7, "reason": "x"},
    ],
)
def test_what_would_lower_or_may_not_be_shown_is_nothing(ask, lead, deliver, opinion, model, said):
    """No label but the two above undecided, and no reason with something in it."""
    model.says = lambda _: said
    ask(QUESTION, lambda: len(model.asked) == 1)
    deliver()
    assert opinion() is None
    assert OPINION not in question_of(lead)[0]


@pytest.mark.parametrize(
    "mood",
    [
        *("429", "500", "cut_json", "no_json", "refusal", "filter", "filter_400", "empty"),
        *("huge", "wrong_key", "wrong_label"),
    ],
)
def test_a_failing_model_costs_nothing(ask, lead, deliver, opinion, model, mood):
    """The question arrives as it would without one."""
    model.behave(mood)
    ask(QUESTION, lambda: len(model.asked) >= 1)
    deliver()
    assert opinion() is None
    assert len(question_of(lead)) == 1


def test_a_decided_check_is_not_put_to_a_model(ask, lead, deliver, model):
    """The rules have spoken; nothing leaves."""
    ask(MAIL)
    deliver()
    assert model.asked == []


class TestNotWanted:
    @pytest.fixture
    def wanted(self):
        return CompanySettings()

    def test_without_the_companys_word_nobody_asks(self, ask, lead, deliver, model):
        """Off by default."""
        ask(QUESTION)
        deliver()
        assert model.asked == []
        assert OPINION not in question_of(lead)[0]


def test_an_answered_question_stays_as_it_is(slack, ask, lead, deliver, opinion, model, tanaka):
    """An opinion that comes late brings no buttons back."""

    def late(_):
        deliver()
        lead.click(ids.ACTION_ANSWER_PROHIBITED)
        return {"level": "conditional", "reason": "規則に近いです。"}

    model.says = late
    ask(QUESTION, lambda: len(model.asked) == 1)
    slack.settle(seconds=20)
    deliver()
    deliver()
    assert opinion() is None
    assert all(OPINION not in one.text for one in lead.dm)


def test_whoever_asked_does_not_see_it(ask, lead, deliver, opinion, tanaka):
    """It is for the decision, not instead of it."""
    ask(QUESTION, lambda: opinion() is not None)
    deliver()
    deliver()
    assert all(OPINION not in one.text for one in (*tanaka.dm, *tanaka.ephemerals))
