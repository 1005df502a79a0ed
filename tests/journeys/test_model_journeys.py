"""With a language model behind it: questions, opinions and the budget, in each mode and database."""

import threading
from dataclasses import replace

import pytest

from bot.playground.model.server import LocalModel
from handlers import ids
from knowledge.roles import Action, Role
from knowledge.store.company_settings import change_company_settings
from knowledge.store.model_use import tokens_of_month
from knowledge.store.roles import set_holders

QUESTION = {"ja": "伏せ字を元に戻すには？", "en": "How do I put masked words back?"}
UNDECIDED = "梱包ミスの原因を、作業写真の説明文を入れて考えさせてもいいですか"
DRAFTED = {"ja": "AIが下のカードだけをもとに書いた下書きです", "en": "A draft that AI wrote"}
_PATIENCE = 20


@pytest.fixture
def model():
    with LocalModel() as running:
        yield running


@pytest.fixture
def more_settings(model):
    return {"openai_base_url": model.base_url, "openai_model": "local-model"}


@pytest.fixture
def annai(start):
    """The bot, once its cards are there."""
    running = start()
    for _ in range(600):
        if running.annai.services.cards():
            return running
        threading.Event().wait(0.1)
    pytest.fail("no cards")


@pytest.fixture
def set_up(annai):
    """Change what the company has set."""

    def change(**values):
        services = annai.annai.services
        with services.database.begin() as session:
            change_company_settings(
                session,
                lambda settings: replace(settings, **values),
                action=Action.SET_MODEL,
                by="U0ADMIN",
                now=services.clock(),
            )
        services.look_again()

    return change


def answers(person, channel):
    seen = person.messages(channel)
    return [message.text for message in seen if message.user == "U0ANNAI" and message.text]


def test_questions_are_answered_in_cited_words(slack, annai, everybody, model):
    """By direct message, by mention and in the pane; tokens are counted in metrics and budget."""
    room = slack.channel("営業", list(everybody.values()), bot=True)
    for language, person in everybody.items():
        places = {person.dm_id: "", room: "@annai "}
        for place, before in places.items():
            told = len(answers(person, place))
            person.message(before + QUESTION[language], channel=place)
            slack.settle(
                lambda person=person, place=place, told=told: len(answers(person, place)) > told,
                seconds=_PATIENCE,
            )
            assert DRAFTED[language] in answers(person, place)[-1]
    assert len(model.asked) == 4
    assert 'annai_model_calls_total{outcome="answered",use="question"} 4.0' in annai.numbers()
    with annai.annai.services.database.read() as session:
        assert tokens_of_month(session, "2026-11") == 4 * 150


def test_over_the_budget_cards_remain_and_the_admins_hear_of_it(
    slack, annai, tanaka, smith, model, set_up
):
    """Nothing is asked any more, and the answer says only that there is no draft."""
    services = annai.annai.services
    smith.open_home()
    with services.database.begin() as session:
        set_holders(session, Role.ADMIN, [smith.id], by="x", now=services.clock())
    set_up(model_tokens=1)
    tanaka.message(QUESTION["ja"])
    slack.settle(lambda: bool(answers(tanaka, tanaka.dm_id)), seconds=_PATIENCE)
    assert "AIの下書きなし" in answers(tanaka, tanaka.dm_id)[-1]
    assert model.asked == []
    annai.annai.runner.tick()
    slack.settle(lambda: bool(answers(smith, smith.dm_id)), seconds=_PATIENCE)
    assert "This month's AI limit is reached" in answers(smith, smith.dm_id)[-1]
    smith.open_home()
    slack.settle(lambda: "off until the end of the month" in smith.home.text, seconds=_PATIENCE)
    assert 'annai_model_calls_total{outcome="over_budget",use="question"} 1.0' in annai.numbers()


def test_an_opinion_reaches_the_lead_with_the_question(slack, annai, tanaka, smith, set_up):
    """In the lead's language, on the one message about it."""
    services = annai.annai.services
    smith.open_home()
    with services.database.begin() as session:
        set_holders(session, Role.LEAD, [smith.id], by="x", now=services.clock())
    set_up(second_opinion=True)
    tanaka.command(ids.COMMAND_CAN_I_ENTER, UNDECIDED)
    tanaka.click(ids.ACTION_ASK_LEAD)
    tanaka.submit()

    def has_it():
        annai.annai.runner.tick()
        return any("AI's opinion, for reference" in text for text in answers(smith, smith.dm_id))

    slack.settle(has_it, seconds=_PATIENCE)
    assert len(answers(smith, smith.dm_id)) == 1
