"""Frequent questions: enough of them, in both languages, naming only what there is."""

import re

import pytest

from bot.manifest import manifest
from handlers.texts import load_texts
from knowledge.cards import Source, build_card_index, find_cards, written_cards
from knowledge.content_table import ContentError
from knowledge.faq import load_faq, parse_faq
from knowledge.rulebook import load_rulebook
from knowledge.templates import load_templates

FIRST_FIVE = ["unsure", "mistake", "output", "personal-account", "first-steps"]


@pytest.fixture(scope="module")
def index():
    cards = written_cards(load_rulebook(), load_faq(), load_templates().values())
    return build_card_index(cards)


def test_the_first_five_come_first_and_many_follow():
    """What everybody asks, and at least twenty-five more."""
    known = [one.id for one in load_faq()]
    assert known[:5] == FIRST_FIVE
    assert len(known) >= 30


def test_commands_and_buttons_that_answers_name_exist():
    """An answer that sends somebody to a button that is not there is worse than none."""
    made = manifest("ja")["features"]
    commands = {one["command"] for one in made["slash_commands"]}
    texts = load_texts()
    for language in ("ja", "en"):
        said = set(texts.catalogues[language].values())
        said |= {one["name"] for one in manifest(language)["features"]["shortcuts"]}
        for one in load_faq():
            answer = one.answer.inn(language)
            assert set(re.findall(r"(?<![a-z])/[a-z-]+", answer)) <= commands, one.id
            quotes = r"「([^」]+)」" if language == "ja" else r"“([^”]+)”"
            for name in re.findall(quotes, answer):
                assert name in said, (one.id, name)


def test_each_is_found_by_its_own_words(index):
    """In both languages, first."""
    for one in load_faq():
        for asked in (one.question.ja, one.question.en):
            assert find_cards([index], asked)[0][0].id == f"faq:{one.id}"


def test_only_the_wanted_sources_are_shown(index):
    """People of other companies get no templates."""
    wanted = (Source.FAQ, Source.RULE)
    found = find_cards([index], "議事録のテンプレートはありますか", sources=wanted)
    assert {card.source for card, _ in found} <= set(wanted)


@pytest.mark.parametrize(
    "source",
    [
        "[[faq]]\nid = 'a'\n",
        "[[faq]]\nid = 'a'\nquestion = { ja = 'x', en = 'x' }\n",
        "[[faq]]\nid = 'a'\nquestion = { ja = 'x', en = '' }\nanswer = { ja = 'x', en = 'x' }\n",
        "other = 1\n",
        "x" * 3,
    ],
)
def test_a_file_with_a_slip_is_refused_with_its_place(source):
    """Whoever edits it is told where."""
    with pytest.raises(ContentError, match=r"faq\.toml"):
        parse_faq(source, "faq.toml")


def test_the_same_id_twice_is_refused():
    """Or one of them would never be seen."""
    one = "[[faq]]\nid = 'a'\nquestion = { ja = 'x', en = 'x' }\nanswer = { ja = 'x', en = 'x' }\n"
    with pytest.raises(ContentError):
        parse_faq(one * 2, "faq.toml")
