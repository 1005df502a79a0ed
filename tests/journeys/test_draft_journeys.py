"""Drafts as the lead meets them: asked for beside what they are made of, read, and used by a press."""

import pytest

from bot.playground.model.server import LocalModel
from handlers import ids
from knowledge.incidents import Outcome, OutsideReport
from tests.journeys.draft_material import WAYS, found_company, open_incident

OPEN = {"ja": "AIの下書きを見る", "en": "See an AI draft"}
NONE = {"ja": "AIの下書きなし", "en": "No AI draft"}
WAITING = {"ja": "下書きを作っています", "en": "A draft is being written"}
USED = {
    "notice": {"ja": "== modal: お知らせ", "en": "== modal: Notice"},
    "story": {"ja": "== modal: 成功事例", "en": "== modal: Success stories"},
    "case": {"ja": "== modal: 対応を閉じる", "en": "== modal: Close"},
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


class TestCase:
    @pytest.fixture(params=["ja"])
    def language(self, request):
        return request.param

    def test_a_drafted_case_is_checked_and_kept_like_one_that_somebody_wrote(
        self, slack, lead, language, model
    ):
        """In its field of the closing form, beside what was chosen there before."""
        model.says = lambda _: {
            "title": "貼る前に見る",
            "what": "見ずに貼った。",
            "lesson": "見る。",
        }
        open_incident(lead)
        lead.fill({ids.BLOCK_OUTCOME: Outcome.HARMLESS, ids.BLOCK_REASON: "消しました"})
        draft(slack, lead, language)
        lead.submit()
        assert "貼る前に見る" in lead.modal.text
        case = f"{ids.BLOCK_CASE}:1"
        chosen = {ids.BLOCK_OUTSIDE: OutsideReport.NOT_NEEDED}
        assert case in lead.submit({**chosen, case: "佐藤様の見積 1,280,000円を貼った"}).errors
        said = lead.submit({**chosen, case: "画面を見てから貼る。"})
        assert "閉じました" in said.text
