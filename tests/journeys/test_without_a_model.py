"""Without a language model no screen offers what only a model can do."""

from dataclasses import replace

import pytest

from bot.playground.model.server import LocalModel
from handlers import ids
from knowledge.roles import Action, Role
from knowledge.store.company_settings import change_company_settings
from knowledge.store.roles import set_holders
from tests.journeys.draft_material import WAYS, found_company, from_home

# What only a model can do, by its buttons and by its words.
BUTTONS = {ids.ACTION_DRAFT, ids.ACTION_OPEN_MODEL}
WORDS = ("AIの下書き", "AIの設定", "AIの参考意見", "AI draft", "AI settings", "AI's opinion")
QUESTION = {"ja": "伏せ字を元に戻すには？", "en": "How do I put masked words back?"}


@pytest.fixture(params=["ja", "en"])
def language(request):
    return request.param


@pytest.fixture
def lead(slack, annai, clock, language):
    """Somebody who is lead and admin at once, and so sees everything."""
    person = found_company(slack, annai, clock(), language)
    services = annai.annai.services
    with services.database.begin() as session:
        set_holders(session, Role.ADMIN, [person.id], by="x", now=clock())
        change_company_settings(
            session,
            lambda settings: replace(settings, second_opinion=True),
            action=Action.SET_MODEL,
            by=person.id,
            now=clock(),
        )
    services.look_again()
    return person


@pytest.fixture
def look_around(slack, lead, language):
    """Look at every screen that Home leads to, two presses deep, and at what a draft is made of."""

    def offers(surface):
        found = BUTTONS & set(surface.action_ids)
        return found | {word for word in WORDS if word in surface.text}

    def press(action, surface):
        lead.click(action, on=surface)
        slack.settle(seconds=20)
        return lead.modal

    def walk():
        found, seen = set(), 0
        assert from_home(lead, ids.ACTION_LIST_NOTICES)
        lead.close(everything=True)
        home = lead.home
        found |= offers(home)
        for action in dict.fromkeys(home.action_ids):
            modal = press(action, home)
            if modal is None:
                continue
            seen += 1
            found |= offers(modal)
            lead.close(everything=True)
        for open_it, _ in WAYS.values():
            found |= offers(open_it(lead))
            seen += 1
            lead.close(everything=True)
        lead.message(QUESTION[language])
        slack.settle(lambda: len(lead.dm) >= 2, seconds=20)
        found |= offers(lead.dm[-1])
        return found, seen

    return walk


def test_no_screen_offers_what_only_a_model_can_do(look_around):
    """Neither a button nor a word of it, on Home, in its forms, or where a draft could be made."""
    found, seen = look_around()
    assert found == set()
    assert seen >= 20


class TestWithAModel:
    @pytest.fixture
    def more_settings(self):
        with LocalModel() as running:
            yield {"openai_base_url": running.base_url, "openai_model": "local-model"}

    def test_the_same_way_finds_what_there_is(self, look_around):
        """So a button that is offered without a model would be found."""
        found, _ = look_around()
        assert found >= BUTTONS
