"""Which card answers which question: sets of questions with their sources, and what nothing answers."""

import json
from pathlib import Path

import pytest

from bot.playground.model.canned import answer
from knowledge.cards import build_card_index, find_cards, written_cards
from knowledge.cited_answers import Guard, question_task, read_cited
from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.faq import load_faq
from knowledge.free_questions import Turn, spoken, turn_of
from knowledge.language_model import Answer, Unavailable
from knowledge.rulebook import load_rulebook
from knowledge.templates import load_templates

CORPUS = Path(__file__).parents[1] / "corpus"
SETS = ("free_questions", "free_questions_held_out", "free_questions_unseen")


def read(name):
    lines = (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook()


@pytest.fixture(scope="module")
def index(rulebook):
    return build_card_index(written_cards(rulebook, load_faq(), load_templates().values()))


def language_of(question):
    return "en" if question.isascii() else "ja"


@pytest.mark.parametrize("name", SETS)
def test_nine_of_ten_find_their_card_within_three(index, name):
    """Without a model the right card is among the first three."""
    cases = read(name)
    missed = [
        case["question"]
        for case in cases
        if not {card.id for card, _ in find_cards([index], case["question"])} & {*case["sources"]}
    ]
    assert len(missed) <= len(cases) / 10, missed


def test_every_source_is_a_card(index):
    """A set that names a card which is not there would measure nothing."""
    sources = {one for name in SETS for case in read(name) for one in case["sources"]}
    assert sources <= set(index.cards)


def test_what_nothing_answers_is_answered_by_no_card(index, rulebook):
    """It is checked like any text; no card comes first as if it were the answer."""
    cases = read("free_questions_unfit")
    assert len(cases) == 10
    for case in cases:
        message = spoken(case["question"])
        found = find_cards([index], message.own)
        turn = turn_of(message, classify(message.own, rulebook), found)
        assert turn is not Turn.ANSWER, (case["question"], found[0][0].id)


@pytest.mark.parametrize("name", SETS)
def test_the_canned_model_cites_cards_that_were_given_and_say_it(index, rulebook, name):
    """Each sentence names one of the cards shown, and stands on it."""
    guard = Guard(rulebook, UNKNOWN_COMPANY)
    cited = 0
    for case in read(name):
        question, language = case["question"], language_of(case["question"])
        cards = tuple(card for card, _ in find_cards([index], question))
        task = question_task(question, (), cards, language, guard)
        if isinstance(task, Unavailable):
            continue
        given = {one.name: one.text.text for one in task.materials}
        said = answer({"sentences": {}}, given, japanese=language == "ja")
        kept = read_cited(Answer(said), cards, language, guard)
        if isinstance(kept, Unavailable):
            continue
        for one in kept:
            assert one.cards
            for number in one.cards:
                assert 1 <= number <= len(cards)
                assert one.text in given[f"card_{number}"]
                cited += 1
    assert cited >= 20
