"""Servers that misbehave: people get their cards, their drafts' sources and their questions all the same."""

import logging
import re
import threading
from dataclasses import replace
from typing import get_args

import pytest

from bot.playground.model.server import LocalModel, Mood
from handlers import ids
from knowledge.language_model import Patience
from knowledge.roles import Action
from knowledge.store.company_settings import change_company_settings
from tests.journeys.draft_material import NEWS, found_company, open_notice

QUESTION = "伏せ字を元に戻すには？"
CARD = "1. 伏せ字を元に戻すには？"
UNDECIDED = "梱包ミスの原因を、作業写真の説明文を入れて考えさせてもいいですか"
NO_DRAFT = "AIの下書きなし"
OPINION = "AIの参考意見"
SLOW = ("never", "drip")
WITHOUT_AN_ANSWER = (
    *("429", "500", "cut_json", "no_json", "refusal", "filter", "filter_400", "empty"),
    *("huge", "wrong_key"),
)
# Answers that would do for one use and are nothing to show for another.
ONLY_QUESTIONS = ("uncited", "unknown_card", "verdict", "leaky")
_SERVERS_WORDS = ("The text that was sent is repeated here", "もちろんです", "I cannot help")


@pytest.fixture(autouse=True)
def everything_logged(logged):
    """Throughout, not only where a test reads it."""


@pytest.fixture
def model():
    with LocalModel() as running:
        yield running


@pytest.fixture
def more_settings(model):
    return {"openai_base_url": model.base_url, "openai_model": "local-model"}


@pytest.fixture
def annai(start):
    """The bot with its cards; the company wants second opinions."""
    running = start()
    services = running.annai.services
    with services.database.begin() as session:
        change_company_settings(
            session,
            lambda settings: replace(settings, second_opinion=True),
            action=Action.SET_MODEL,
            by="U0ADMIN",
            now=services.clock(),
        )
    services.look_again()
    for _ in range(600):
        if services.cards() and services.settings().second_opinion:
            return running
        threading.Event().wait(0.1)
    pytest.fail("no cards")


@pytest.fixture
def lead(slack, annai, clock):
    return found_company(slack, annai, clock())


def opinions(annai):
    """How many opinions were asked for, whatever came of it."""
    found = re.findall(r'annai_model_calls_total\{[^}]*use="opinion"\} (\d+)', annai.numbers())
    return sum(map(int, found))


@pytest.fixture
def ask(slack, lead, tanaka):
    """Ask a question and for a draft, and return what each shows."""

    def ask():
        told = len(tanaka.dm)
        tanaka.message(QUESTION)
        slack.settle(lambda: len(tanaka.dm) == told + 2, seconds=40)
        open_notice(lead)
        lead.click(ids.ACTION_DRAFT)
        slack.settle(lambda: "下書きを作っています" not in lead.modal.text, seconds=40)
        draft = lead.modal.text
        lead.close(everything=True)
        return tanaka.dm[-1].text, draft

    return ask


@pytest.fixture
def ask_person(slack, annai, lead, tanaka):
    """Put a question to the lead, and return what they read of it."""

    def ask():
        counted = opinions(annai)
        tanaka.command(ids.COMMAND_CAN_I_ENTER, UNDECIDED)
        tanaka.click(ids.ACTION_ASK_LEAD)
        before = len(lead.dm)
        tanaka.submit()
        annai.annai.runner.tick()
        slack.settle(lambda: len(lead.dm) > before and opinions(annai) > counted, seconds=40)
        annai.annai.runner.tick()
        slack.settle(seconds=40)
        return lead.dm[-1].text

    return ask


def test_every_mood_has_its_place():
    """Nobody adds a way to misbehave without saying here what people see then."""
    fine = {"well", "no_schema", "no_store", "wrong_label"}
    assert {*SLOW, *WITHOUT_AN_ANSWER, *ONLY_QUESTIONS, *fine} == set(get_args(Mood))


def test_whatever_comes_back_people_have_what_they_need(ask, model, logged):
    """Cards, and the source of the draft; and no word of it in a log."""
    for mood in WITHOUT_AN_ANSWER:
        model.behave(mood)
        answer, draft = ask()
        assert NO_DRAFT in answer, mood
        assert CARD in answer, mood
        assert NO_DRAFT in draft, mood
        assert NEWS in draft, mood
    logging.getLogger("handlers.drafts").debug("a sign that we would see it")
    said = logged()
    assert "a sign that we would see it" in said
    for word in (QUESTION, NEWS, *_SERVERS_WORDS):
        assert word not in said


def test_an_answer_that_may_not_be_shown_is_none(slack, annai, tanaka, model, logged):
    """Without a card, with one that was not given, with a level, with somebody's name."""
    for mood in ONLY_QUESTIONS:
        model.behave(mood)
        told = len(tanaka.dm)
        tanaka.message(QUESTION)
        slack.settle(lambda told=told: len(tanaka.dm) == told + 2, seconds=40)
        answer = tanaka.dm[-1].text
        assert NO_DRAFT in answer, mood
        assert CARD in answer, mood
        assert "そのまま入れて大丈夫" not in answer, mood
        assert "鬼頭" not in answer, mood
    assert "鬼頭" not in logged()


def test_a_label_that_is_none_is_no_opinion(ask_person, model, logged):
    """「たぶんOK」 never reaches the lead."""
    model.behave("wrong_label")
    asked = ask_person()
    assert OPINION not in asked
    assert "たぶんOK" not in asked
    said = logged()
    for word in ("たぶんOK", UNDECIDED):
        assert word not in said


class TestNeverAnswering:
    @pytest.fixture
    def patience(self):
        return Patience(question=0.4, opinion=0.4, draft=0.4)

    @pytest.mark.parametrize("mood", SLOW)
    def test_nobody_waits_longer_than_was_agreed(self, ask, ask_person, annai, model, mood):
        """A server that never answers, and one that sends a byte every five seconds."""
        model.behave(mood)
        answer, draft = ask()
        assert NO_DRAFT in answer
        assert CARD in answer
        assert NO_DRAFT in draft
        assert OPINION not in ask_person()
        for use in ("question", "draft", "opinion"):
            counted = f'annai_model_calls_total{{outcome="time_out",use="{use}"}} 1.0'
            assert counted in annai.numbers()
