"""`annai import company`, `annai export company`, and a running bot that knows the list at once."""

import time
from pathlib import Path

import pytest
from slack_bolt.request import BoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.__main__ import main
from bot.in_force import SECONDS_BETWEEN_LOOKS
from bot.playground.envelopes import Answer
from bot.playground.http_carrier import encode_envelope
from bot.playground.server import LocalSlack
from bot.settings import Settings
from bot.wiring import build
from knowledge.store.audit import entries
from tests.corpus.small_rulebook import small

LIST = """\
# お客様
name: 株式会社かもめ計器
employee_number_format: 'K-\\d{4}'
customers:
  - {name: ペケロン株式会社, aliases: [ペケロン]}
"""
QUESTION = "ペケロンの会議の議題を三つ考えてください。"


@pytest.fixture(autouse=True)
def quiet_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    for name in [*Settings.model_fields, "slack_client_id", "slack_client_secret"]:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", database_url)
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    Path("company.yaml").write_text(LIST, "utf-8")


@pytest.fixture
def annai(capsys):
    """Run a command; return its exit code, output and errors."""

    def run(*arguments):
        code = main(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_list_comes_out_as_it_went_in(annai):
    """Comments and all; and again it is no change."""
    code, out, _ = annai("import", "company", "company.yaml")
    assert code == 0
    assert "customers: 0 → 1" in out
    code, out, _ = annai("export", "company")
    assert (code, out) == (0, LIST)
    Path("again.yaml").write_text(out, "utf-8")
    assert "何も変わりません" in annai("import", "company", "again.yaml")[1]


def test_names_are_counted_and_not_shown(annai, database):
    """Neither on the screen nor in the audit trail, which says who did what."""
    out = annai("import", "company", "company.yaml")[1]
    annai("export", "company")
    assert "ペケロン" not in out
    with database.read() as session:
        trail = [(e.action, e.subject, e.outcome) for e in entries(session)]
    assert trail == [
        ("company.export", "company_list", "exported"),
        ("company.import", "company_list", "imported"),
    ]


def test_without_a_list_there_is_nothing_to_export(annai):
    """And how to get one is said."""
    code, out, err = annai("export", "company", "--language", "en")
    assert (code, out) == (2, "")
    assert "annai import company" in err


@pytest.mark.parametrize(
    ("content", "ja", "en"),
    [
        ("customer: []", "1行目: customer: ", "line 1: customer: "),
        ("name: [", "YAML", "YAML"),
        ("employee_number_format: '(\\d+)+'", "employee_number_format", "repetition"),
    ],
)
def test_a_wrong_list_is_refused_and_the_old_one_stays(annai, content, ja, en):
    """By file, line and key, in both languages."""
    annai("import", "company", "company.yaml")
    Path("wrong.yaml").write_text(content, "utf-8")
    for language, said in (("ja", ja), ("en", en)):
        code, _, err = annai("import", "company", "wrong.yaml", "--language", language)
        assert code == 2
        assert err.startswith("wrong.yaml: ")
        assert said in err
    assert annai("export", "company")[1] == LIST


def test_a_file_that_is_not_there_is_told(annai):
    """In words."""
    code, _, err = annai("import", "company", "nowhere.yaml")
    assert code == 2
    assert "nowhere.yaml" in err


class Signed:
    """Carries what Slack sends straight into an app that checks signatures."""

    def __init__(self, app, secret):
        self._app = app
        self._verifier = SignatureVerifier(secret)

    def carry(self, envelope):
        body, headers = encode_envelope(envelope)
        stamp = str(int(time.time()))
        signature = self._verifier.generate_signature(timestamp=stamp, body=body)
        assert signature is not None
        headers |= {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
        response = self._app.dispatch(BoltRequest(body=body.decode(), headers=dict(headers)))
        is_json = response.first_headers().get("content-type", "").startswith("application/json")
        assert response.status == 200
        return Answer(response.status, response.body, is_json=is_json)


@pytest.fixture
def watch():
    """A monotonic clock that is moved by hand."""
    return [1000.0]


@pytest.fixture
def tanaka(clock, watch, database_url):
    """A person before the whole bot, which is running."""
    with LocalSlack(clock) as slack:
        running = build(
            Settings(
                _env_file=None,
                slack_api_url=slack.api_url,
                slack_bot_token=slack.bot_token,
                slack_signing_secret="secret",
                database_url=database_url,
            ),
            clock=clock,
            monotonic=lambda: watch[0],
        )
        slack.delivery.carrier = Signed(running.app, "secret")
        yield slack.person("田中")
        assert running.close(20)


def ask_until(tanaka, watch, text, wanted):
    """Ask again and again: a new decision counts within seconds, not at once on a busy machine."""
    for _ in range(100):
        watch[0] += SECONDS_BETWEEN_LOOKS
        tanaka.command("/can-i-enter", text)
        if wanted in tanaka.screen:
            break
    return tanaka.screen


def test_an_imported_list_is_known_to_a_running_bot(annai, tanaka, watch):
    """A customer of it is found in `/can-i-enter` without a restart."""
    tanaka.command("/can-i-enter", QUESTION)
    assert tanaka.screen.startswith("# ◯")
    assert annai("import", "company", "company.yaml")[0] == 0
    assert ask_until(tanaka, watch, QUESTION, "×").startswith("# ×")


def test_an_approved_rulebook_is_known_to_a_running_bot(annai, tanaka, watch):
    """Verdicts name the new revision from then on."""
    Path("rules.toml").write_text(small(), "utf-8")
    assert annai("rulebook", "import", "rules.toml", "--approve")[0] == 0
    screen = ask_until(tanaka, watch, "連絡先は090-1234-5678です。", "small-1")
    assert "small-1" in screen
    assert "預かったものです。" in screen
