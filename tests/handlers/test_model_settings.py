"""What is set about the language model; nothing about it is seen where there is none."""

from dataclasses import replace

import pytest

from bot.playground.outline import outline_message, outline_view
from handlers.views.model import budget_spent_message, model_settings_modal
from knowledge.roles import Role
from knowledge.store.audit import entries
from knowledge.store.company_settings import read_company_settings
from knowledge.store.model_use import reserve_tokens
from knowledge.store.roles import set_holders
from tests.handlers.screens_of_home import NAMES, SETTINGS

OPEN = "AIの設定"


@pytest.fixture
def with_model(connect, services, gateway):
    return connect(replace(services, model=gateway))


@pytest.fixture
def sato(database, clock, slack):
    """An admin."""

    def come():
        person = slack.person("佐藤")
        with database.begin() as session:
            set_holders(session, Role.ADMIN, [person.id], by="x", now=clock())
        person.open_home()
        return person

    return come


@pytest.fixture
def now_set(database):
    def read():
        with database.read() as session:
            return read_company_settings(session)

    return read


def test_the_screens_read_as_agreed(voice, golden):
    """The form, and what admins hear when the month is spent."""
    language = voice.language
    form = model_settings_modal(replace(SETTINGS, second_opinion=True), 120_000, voice)
    golden(f"model/settings.{language}", outline_view(form, names=NAMES))
    told = budget_spent_message(1_000_000, voice)
    golden(f"model/spent.{language}", outline_message(told["text"], told["blocks"]))


def test_without_a_model_nothing_offers_one(bot, sato):
    """No button, no line, no limit."""
    home = sato().home
    assert "AI:" not in home.text
    assert OPEN not in home.text


def test_the_limit_and_the_opinions_are_set(with_model, sato, database, clock, now_set):
    """With what was spent this month before one's eyes; each change in the audit trail."""
    with database.begin() as session:
        reserve_tokens(session, "2026-11", 1_234, 1_000_000)
    person = sato()
    assert "AI: 今月1,234トークン（上限1,000,000）" in person.home.text
    person.click(OPEN)
    assert "今月は1,234トークン使いました" in person.modal.text
    person.submit(tokens="50000", opinion=["on"])
    assert (now_set().model_tokens, now_set().second_opinion) == (50_000, True)
    person.click(OPEN)
    person.submit(opinion=[])
    assert (now_set().model_tokens, now_set().second_opinion) == (50_000, False)
    with database.read() as session:
        changed = [one.subject for one in entries(session)]
    assert "company.model_tokens" in changed
    assert "company.second_opinion" in changed


def test_who_may_not_sees_no_button(with_model, sato, slack):
    """Members have nothing to set."""
    sato()
    tanaka = slack.person("田中")
    tanaka.open_home()
    assert OPEN not in tanaka.home.text


def test_what_is_no_number_stays_at_its_field(with_model, sato, now_set):
    """Nothing is saved."""
    person = sato()
    person.click(OPEN)
    assert person.submit(tokens="0").errors
    assert now_set().model_tokens == 1_000_000
