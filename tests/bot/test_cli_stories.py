"""`annai import stories`: the history is counted, then read, over pages, pauses and a death."""

import pytest

from bot.__main__ import main
from bot.playground.server import LocalSlack
from bot.settings import Settings
from handlers.story_backfill import read_history
from knowledge.store.audit import entries
from knowledge.store.database import Database
from knowledge.store.models import StorySource


@pytest.fixture
def slack(clock):
    with LocalSlack(clock) as running:
        yield running


@pytest.fixture(autouse=True)
def quiet_place(monkeypatch, tmp_path, database_url, slack):
    for name in [*Settings.model_fields, "slack_client_id", "slack_client_secret"]:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("handlers.story_backfill._PAGE", 20)


@pytest.fixture
def annai(capsys):
    """Run a command; return its exit code, output and errors."""

    def run(*arguments):
        code = main(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def wanted(database_url):
    """The messages that the running bot is to look at."""

    def read():
        database = Database(database_url)
        with database.read() as session:
            found = {(one.channel, one.ts, one.wanted) for one in session.query(StorySource)}
            told = [one.outcome for one in entries(session) if one.action == "stories.import"]
        database.close()
        return found, told

    return read


@pytest.fixture
def room(slack):
    """A channel with 90 messages and 30 replies; 12 of them have the emoji, one is the bot's."""
    tanaka, suzuki = slack.person("田中"), slack.person("鈴木")
    made = slack.channel("ai-成功事例", [tanaka, suzuki], bot=True)
    marked = []
    for number in range(90):
        ts = tanaka.message(f"{number}番目", channel=made)
        if number == 40:
            replies = [suzuki.message(f"返信{n}", channel=made, thread_ts=ts) for n in range(30)]
            suzuki.react("ai_success::skin-tone-3", replies[25], channel=made)
            marked.append(replies[25])
        if number % 8 == 0:
            suzuki.react("ai_success" if number else "ai_success_party", ts, channel=made)
            marked += [ts] if number else []
    return made, {(made, ts, 1) for ts in marked}


def test_a_dry_run_counts_and_changes_nothing(annai, room, wanted):
    """Parents and replies, whole pages of them."""
    code, out, _ = annai("import", "stories", "--channel", room[0])
    assert code == 0
    assert "読んだメッセージ: 120件" in out
    assert "付いたもの: 12件（書いた人 2人）" in out
    assert "--apply" in out
    assert wanted() == (set(), [])


def test_it_is_read_once_over_pauses_and_a_death(annai, slack, room, wanted, monkeypatch):
    """Slack asks to wait; the process dies; the next run goes on; one more finds nothing new."""
    channel, marked = room
    command = ("import", "stories", "--channel", channel, "--apply")
    slack.faults.next("conversations.history", "429", seconds=0)
    slack.faults.next("conversations.replies", "429", seconds=0)
    pages = []

    def dies(*given, **how):
        for page in read_history(*given, **how):
            pages.append(page)
            if len(pages) == 4:
                raise KeyboardInterrupt
            yield page

    with monkeypatch.context() as dying:
        dying.setattr("bot.cli_stories.read_history", dies)
        assert annai(*command)[0] != 0
    assert 0 < len(wanted()[0]) < len(marked)
    code, out, _ = annai(*command)
    assert code == 0
    assert "前回の続きから" in out
    assert wanted()[0] == marked
    code, out, _ = annai(*command)
    assert "新しく見つけたもの: 0件" in out
    assert wanted()[0] == marked
    assert len(wanted()[1]) == 2


def test_a_channel_without_the_bot_is_said(annai, slack, wanted):
    """In plain words, with what to look at."""
    elsewhere = slack.channel("ほか", [slack.person("田中")], bot=False)
    code, _, err = annai("import", "stories", "--channel", elsewhere)
    assert code == 2
    assert "招待されているか" in err
    assert wanted() == (set(), [])
