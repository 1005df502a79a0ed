"""Drafts as the lead meets them: asked for beside what they are made of, read, and used by a press."""

import pytest

from bot.playground.model.server import LocalModel
from tests.journeys.draft_material import WAYS, found_company

OPEN = {"ja": "AIの下書きを見る", "en": "See an AI draft"}
NONE = {"ja": "AIの下書きなし", "en": "No AI draft"}
WAITING = {"ja": "下書きを作っています", "en": "A draft is being written"}
USED = {
    "notice": {"ja": "== modal: お知らせ", "en": "== modal: Notice"},
    "story": {"ja": "== modal: 成功事例", "en": "== modal: Success stories"},
    "revision": {"ja": "== modal: テンプレートを直す", "en": "== modal: Improve a template"},
}


@pytest.fixture
def model():
    with LocalModel() as running:
        yield running


@pytest.fixture
def more_settings(model):
    return {"openai_base_url": model.base_url, "openai_model": "local-model"}


@pytest.fixture(params=["ja", "en"])
def language(request):
    return request.param


@pytest.fixture
def lead(slack, annai, clock, language):
    return found_company(slack, annai, clock(), language)


def draft(slack, lead, language):
    """Ask for the draft in what is open, and return what came."""
    lead.click(OPEN[language])
    slack.settle(lambda: WAITING[language] not in lead.modal.text, seconds=30)
    return lead.modal.text


@pytest.mark.parametrize("kind", WAYS)
def test_a_draft_is_read_beside_its_source_and_used(slack, annai, lead, language, kind, model):
    """In the lead's language, from what people wrote; a press fills a form, and posts nothing."""
    open_it, source = WAYS[kind]
    open_it(lead)
    before = len(slack.calls_to("chat.postMessage"))
    text = draft(slack, lead, language)
    assert NONE[language] not in text, text
    assert source[:12] in (text if kind != "revision" else model.asked[0].raw)
    assert 'annai_model_calls_total{outcome="answered",use="draft"} 1.0' in annai.numbers()
    if kind in USED:
        lead.submit()
        assert lead.modal.text.startswith(USED[kind][language]), lead.modal.text
    assert len(slack.calls_to("chat.postMessage")) == before
