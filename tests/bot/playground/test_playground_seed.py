"""Seed files: the one that is packaged, and what is said of one that cannot be used."""

import re

import pytest

from bot.phrases import catalogue
from bot.playground.moving_clock import MovingClock
from bot.playground.seed_file import SeedError, empty, lived_in, read_seed
from bot.playground.server import LocalSlack
from bot.playground.sowing import sow_database, sow_workspace
from knowledge.incident_cases import date_in
from knowledge.store.checks import recent_checks
from knowledge.store.company_lists import company_list_in_force
from knowledge.store.database import Database
from knowledge.store.incident_cases import waiting_cases
from knowledge.store.incidents import due_incidents, standing_incidents
from knowledge.store.template_marks import marked_by
from knowledge.store.template_uses import uses_of
from knowledge.template_states import Mark

SOMEBODY = '[[person]]\nname = "田中"\n'


@pytest.fixture
def slack(clock):
    with LocalSlack(clock) as running:
        yield running


@pytest.fixture
def seed(tmp_path):
    """Read a seed of this text."""

    def read(text):
        file = tmp_path / "seed.toml"
        file.write_text(text, "utf-8")
        return read_seed(file)

    return read


def test_the_packaged_workspace_has_every_role(clock, slack):
    """Somebody for each part that a person can play, in both languages."""
    sow_workspace(lived_in(), slack, MovingClock(clock))
    people = [one.member for one in slack.people]
    assert {one.role for one in people} == {
        "member",
        "ambassador",
        "lead",
        "deputy",
        "executive",
        "admin",
    }
    assert {one.locale for one in people} == {"ja-JP", "en-US"}
    assert [one.name for one in people if one.company] == ["森拓也"]
    names = {one.name for one in slack.workspace.channels.values()}
    assert {"全社", "ai-活用", "ai-成功事例", "ai-お知らせ"} <= names


def test_its_history_lies_in_the_past_and_is_read(clock, slack):
    """With threads and reactions; the app is told of nothing."""
    sow_workspace(lived_in(), slack, MovingClock(clock))
    messages = list(slack.workspace.messages.values())
    assert any(one.is_reply for one in messages)
    assert any("ai_success" in one.reactions for one in messages)
    assert all(float(one.ts) < clock().timestamp() for one in messages)
    assert slack.workspace.emoji == {"ai_success": "🌟"}
    assert (slack.events, slack.problems) == ([], [])


def test_its_people_have_used_templates(clock, slack, sqlite_url):
    """With what they said of them, and favourites."""
    moving, database = MovingClock(clock), Database(sqlite_url)
    sow_workspace(lived_in(), slack, moving)
    sow_database(lived_in(), slack, database, moving)
    with database.read() as session:
        tanaka = slack.person("田中美咲").id
        assert [one.template for one in uses_of(session, tanaka)] == ["minutes", "sales-visit-prep"]
        assert marked_by(session, tanaka, Mark.FAVOURITE) == ["sales-visit-prep"]
    database.close()


def test_its_company_list_and_checks_are_in_the_database(clock, slack, sqlite_url):
    """The list is in force; a check is counted, and its text is nowhere in the file."""
    moving, database = MovingClock(clock), Database(sqlite_url)
    sow_workspace(lived_in(), slack, moving)
    sow_database(lived_in(), slack, database, moving)
    with database.read() as session:
        kept = company_list_in_force(session)
        checks = recent_checks(session, slack.person("田中美咲").id)
    assert kept is not None
    assert "みさき食品機械" in kept.source
    assert [one.level for one in checks] == ["prohibited", "ok"]
    database.close()
    with open(sqlite_url.removeprefix("sqlite:///"), "rb") as file:  # noqa: PTH123 - a URL
        assert "1,280,000円を送る".encode() not in file.read()


def test_its_people_have_reported_mistaken_entries(clock, slack, sqlite_url):
    """One is closed and has a case that waits, one is being handled; nobody is told of the past."""
    moving, database = MovingClock(clock), Database(sqlite_url)
    sow_workspace(lived_in(), slack, moving)
    sow_database(lived_in(), slack, database, moving)
    with database.read() as session:
        (standing,) = standing_incidents(session)
        (case,) = waiting_cases(session)
        assert due_incidents(session, moving()) == []
        assert standing.words
        assert len(date_in(case.text)) == 0
    database.close()


@pytest.mark.parametrize(("language", "name"), [("ja", "管理者"), ("en", "Administrator")])
def test_an_empty_workspace_has_one_administrator(clock, slack, language, name):
    """Somebody must be there to set things up."""
    sow_workspace(empty(language), slack, MovingClock(clock))
    assert [(one.name, one.member.role) for one in slack.people] == [(name, "admin")]
    assert not slack.workspace.messages


def test_what_is_said_to_have_happened_later_today_happened_a_minute_ago(clock, slack, seed):
    """Nothing stands in the future."""
    text = f'{SOMEBODY}[[message]]\nin = "general"\nby = "田中"\nat = "23:59"\ntext = "文"\n'
    sow_workspace(seed(text), slack, MovingClock(clock))
    (message,) = slack.workspace.messages.values()
    assert int(float(message.ts)) == clock().timestamp() - 60


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "person: 一人以上の人（[[person]]）が必要です。"),
        ("person = []", "person: 一人以上の人（[[person]]）が必要です。"),
        ("[[person]]\n", "person 1.name: 必要ですが、ありません。"),
        (f"{SOMEBODY}age = 3\n", "person 1.age: 知らない項目です。"),
        (f'{SOMEBODY}role = "king"\n', "person 1.role: 'member', 'ambassador'"),
        (f"{SOMEBODY}title = 3\n", 'person 1.title: 文字（"…"）にしてください。'),
        ('[[person]]\nname = ""\n', "person 1.name: 空です。"),
        (f"{SOMEBODY}{SOMEBODY}", "person: 「田中」が二度あります。"),
        (f'{SOMEBODY}[[channel]]\nname = "general"\n', "channel: 「general」が二度あります。"),
        (
            f'{SOMEBODY}[[channel]]\nname = "a"\nmembers = ["佐藤"]\n',
            "channel 1.members: 「佐藤」という人は [[person]] にいません。",
        ),
        (
            f'{SOMEBODY}[[channel]]\nname = "a"\nmembers = "佐藤"\n',
            "channel 1.members: 並び（[ … ]）にしてください。",
        ),
        (
            f'{SOMEBODY}[[message]]\nin = "b"\nby = "田中"\ntext = "x"\n',
            "message 1.in: 「b」というチャンネルは [[channel]] にありません。",
        ),
        (
            f'{SOMEBODY}[[message]]\nin = "general"\nby = "田中"\ntext = "x"\nat = "9時"\n',
            "message 1.at: 10:24 のような時刻にしてください。",
        ),
        (
            f'{SOMEBODY}[[check]]\nby = "佐藤"\ntext = "x"\n',
            "check 1.by: 「佐藤」という人は [[person]] にいません。",
        ),
        (
            f'{SOMEBODY}[[check]]\nby = "田中"\ntext = "x"\ndays_ago = "昨日"\n',
            "check 1.days_ago: 数字にしてください。",
        ),
        (
            f'{SOMEBODY}[[incident]]\nby = "佐藤"\ntext = "x"\ncategories = ["money"]\ntaken_by = "田中"\n',
            "incident 1.by: 「佐藤」という人は [[person]] にいません。",
        ),
        (
            f'{SOMEBODY}[[use]]\nby = "田中"\ntemplate = "poem"\n',
            "use 1.template: 「poem」というテンプレートはありません。",
        ),
        (f'company_list = "x: 1"\n{SOMEBODY}', "company_list: 1行目"),
        ("person = [", "TOML として読めません"),
    ],
)
def test_a_seed_that_cannot_be_used_is_explained(seed, text, said):
    """By file, key and reason."""
    with pytest.raises(SeedError) as wrong:
        seed(text)
    says = wrong.value.explain("ja")
    assert "seed.toml: " in says
    assert said in says
    assert not re.search("[ぁ-ん]", wrong.value.explain("en").replace("general", ""))


def test_a_file_that_cannot_be_read_is_explained(tmp_path):
    """Missing, or no text at all."""
    with pytest.raises(SeedError) as missing:
        read_seed(tmp_path / "none.toml")
    assert missing.value.explain("ja").endswith("ファイルを開けません。")
    (tmp_path / "picture.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SeedError) as no_text:
        read_seed(tmp_path / "picture.toml")
    assert "UTF-8" in no_text.value.explain("en")


def test_each_reason_has_its_words():
    """In both languages."""
    words = [value for key, value in catalogue().items() if key.startswith("seed.")]
    assert all(one.keys() == {"ja", "en"} for one in words)
