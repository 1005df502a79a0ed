"""What the tests of the journeys share: a bot before a local Slack, and golden screens."""

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest
from slack_bolt import App
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient

from bot.openai_gateway import OpenAIGateway
from bot.openai_requests import Connection
from bot.playground.envelopes import Answer
from bot.playground.http_carrier import encode_envelope
from bot.playground.model.server import LocalModel
from bot.playground.server import LocalSlack
from handlers.background import Background
from handlers.register import register_all
from handlers.services import Services
from handlers.texts import load_texts
from knowledge.calendar import Calendar
from knowledge.cards import build_card_index, written_cards
from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY
from knowledge.faq import load_faq
from knowledge.leaving import is_clear
from knowledge.rulebook import Category, Rulebook, load_rulebook
from knowledge.store.database import Database
from knowledge.templates import load_templates
from knowledge.verdict import Kind, Level
from knowledge.wording import Words

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.fixture(scope="session")
def texts():
    return load_texts()


@pytest.fixture(params=["ja", "en"])
def voice(request, texts):
    """Each language in turn."""
    return texts.voice(request.param)


@pytest.fixture
def golden(request):
    """Compare a screen with its golden file; on a difference, write the new one beside it."""

    def compare(name, screen):
        path = GOLDEN / f"{name}.txt"
        new = path.with_suffix(".new")
        if request.config.getoption("--update-golden", default=False):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(screen + "\n", "utf-8")
        known = path.read_text("utf-8") if path.exists() else ""
        if known != screen + "\n":
            new.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(screen + "\n", "utf-8")
        else:
            new.unlink(missing_ok=True)
        assert screen + "\n" == known

    return compare


def category(id_, level, *, ja, en, maskable=True, kinds=()):
    return Category(
        id=id_,
        label=Words(ja, en),
        level=level,
        maskable=maskable,
        kinds=kinds,
        terms=(),
        reason=Words(f"{ja}は、理由があってこの扱いです。", f"There is a reason for {en}."),
        instead=Words(
            f"{ja}の代わりに、別のやり方をします。", f"Do something else instead of {en}."
        ),
        masking=Words(f"{ja}を【…】に置きかえます。", f"Replace {en} with placeholders."),
        basis=(),
        ok=("例えば大丈夫な文",),
        ng=(f"{ja}を入れた文",),
    )


@pytest.fixture(scope="session")
def small_rulebook():
    """One rule for each way in which a verdict can go."""
    rules = [
        category("own-public", Level.OK, ja="公開済みの情報", en="public information"),
        category(
            "money", Level.CONDITIONAL, ja="見積の金額", en="amounts of quotes", kinds=(Kind.MONEY,)
        ),
        category(
            "customer-name",
            Level.PROHIBITED,
            ja="お客様の氏名",
            en="names of customers",
            kinds=(Kind.PERSON, Kind.CUSTOMER),
        ),
        category(
            "unreleased-plan",
            Level.PROHIBITED,
            ja="未公開の事業計画",
            en="unpublished plans",
            maskable=False,
        ),
    ]
    return Rulebook(
        revision="2026-11",
        title=Words("規則", "Rules"),
        disclaimer=Words("目安です。", "A guide."),
        categories=MappingProxyType({rule.id: rule for rule in rules}),
    )


@pytest.fixture
def slack(clock):
    """A workspace whose people act and whose Web API answers over HTTP."""
    with LocalSlack(clock) as running:
        yield running


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A machine with too much to do answers late, and not otherwise.

    Tests of what happens when the database is slow set their own limits.
    """
    monkeypatch.setattr("handlers.database_visits._SECONDS", 10.0)
    monkeypatch.setattr("handlers.askers._DATABASE_SECONDS", 10.0)


@pytest.fixture
def background():
    made = Background()
    yield made
    made.close()


@pytest.fixture
def database(sqlite_url):
    """The journeys are the same on both databases; the store has its own tests on each."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def services(database, clock, background, texts):
    rulebook = load_rulebook()
    return Services(
        database=database,
        rulebook=lambda: rulebook,
        company=lambda: UNKNOWN_COMPANY,
        texts=texts,
        clock=clock,
        calendar=lambda: Calendar(ZoneInfo("Asia/Tokyo")),
        background=background,
    )


class InProcess:
    """Carries what Slack sends straight into the app, as the bodies of HTTP requests."""

    def __init__(self, app):
        self.app = app

    def carry(self, envelope):
        body, headers = encode_envelope(envelope)
        request = BoltRequest(body=body.decode(), headers=dict(headers))
        response = self.app.dispatch(request)
        kind = response.first_headers().get("content-type", "")
        return Answer(
            response.status,
            response.body,
            is_json=kind.startswith("application/json"),
            failure="" if response.status == 200 else "http_error",
        )


@pytest.fixture
def carrier():
    """The way to one app, for tests that have several."""
    return InProcess


@pytest.fixture
def connect(slack):
    """Build an app on some services; what happens in the workspace reaches the newest one."""

    def build(services):
        app = App(
            client=WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5),
            signing_secret="local",
            process_before_response=True,
            request_verification_enabled=False,
        )
        register_all(app, services)
        slack.delivery.carrier = InProcess(app)
        return app

    return build


@pytest.fixture
def bot(connect, services):
    """The bot, listening."""
    return connect(services)


@pytest.fixture
def tanaka(slack, bot):
    return slack.person("田中")


@pytest.fixture
def smith(slack, bot):
    return slack.person("Smith", locale="en-US")


@pytest.fixture(scope="session")
def card_indexes():
    """The cards that ship with Annai, read once."""
    cards = written_cards(load_rulebook(), load_faq(), load_templates().values())
    return (build_card_index(cards),)


@pytest.fixture
def with_cards(services, card_indexes):
    """Services that answer free questions from the packaged cards."""
    return replace(services, cards=lambda: card_indexes)


class Free:
    """A budget without an end."""

    def reserve(self, _tokens):
        return None

    def settle(self, reserved, used):
        pass


@pytest.fixture
def model():
    """A language model on this machine, with canned answers and bad days on demand."""
    with LocalModel() as running:
        yield running


@pytest.fixture
def gateway(model, services):
    """The real door to that model."""
    made = OpenAIGateway(
        Connection(model.base_url, "local-model", "none"),
        is_clear=lambda text: is_clear(classify(text, services.rulebook()), text),
        ledger=Free(),
        count=lambda *_: None,
        pause=services.background.pause,
    )
    yield made
    made.close()
