"""`annai export templates` and `annai import templates`: all or nothing, with a report."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings
from knowledge.store.audit import entries
from knowledge.store.database import Database
from knowledge.store.template_revisions import revisions_of
from knowledge.template_exchange import read_csv, read_toml, write_toml
from knowledge.templates import load_templates

LIBRARY = load_templates()


@pytest.fixture(autouse=True)
def quiet_place(monkeypatch, tmp_path, database_url):
    for name in [*Settings.model_fields, "slack_client_id", "slack_client_secret"]:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def annai(capsys):
    """Run a command; return its exit code, output and errors."""

    def run(*arguments):
        code = main(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def database(database_url):
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def exported(annai):
    """The library in a file."""
    path = Path("templates.toml")
    assert annai("export", "templates", "--output", str(path))[0] == 0
    return path


def test_what_is_exported_can_be_imported_and_is_the_same(annai, exported):
    """In both forms; nothing changes."""
    assert read_toml(exported.read_text("utf-8"), "x").templates == tuple(LIBRARY.values())
    assert annai("export", "templates", "--format", "csv", "--output", "t.csv")[0] == 0
    assert len(read_csv(Path("t.csv").read_text("utf-8"), "x").templates) == len(LIBRARY)
    for file in ("templates.toml", "t.csv"):
        code, out, err = annai("import", "templates", file)
        assert (code, err) == (0, "")
        assert f"新しい 0、変わった 0、同じ {len(LIBRARY)}" in out


def test_new_and_changed_ones_come_into_force(annai, exported, database):
    """They are revisions with a reason, and in the next export."""
    minutes, ours = LIBRARY["minutes"], replace(LIBRARY["translate"], id="our-translation")
    minutes = replace(minutes, text=minutes.text.replace("熟練の書記です。", "熟練の書記役です。"))
    everything = {**LIBRARY, "minutes": minutes, ours.id: ours}
    exported.write_text(write_toml(everything.values()), "utf-8")
    code, out, _ = annai("import", "templates", str(exported), "--dry-run")
    assert code == 0
    assert "確かめただけです: 新しい 1、変わる 1" in out
    with database.read() as session:
        assert revisions_of(session, "minutes") == []
    code, out, _ = annai("import", "templates", str(exported))
    assert code == 0
    assert "新しい: our-translation" in out
    assert "変わる: minutes" in out
    with database.read() as session:
        assert [row.number for row in revisions_of(session, "minutes")] == [1]
        assert [one.action for one in entries(session)][:1] == ["templates.import"]
    _, out, _ = annai("export", "templates")
    assert 'id = "our-translation"' in out
    assert "熟練の書記役です。" in out
    assert annai("import", "templates", str(exported))[1].count("同じ 37") == 1


def test_with_one_refused_nothing_is_imported(annai, exported, database):
    """What and why is told for each, and all stays as it was."""
    source = exported.read_text("utf-8")
    source = source.replace("minutes_before = 60", "minutes_before = 0", 1)
    source = source.replace(
        "新しい受付の手順を来月から試行", "青木商事の山田太郎様の電話番号090-1234-5678へ連絡"
    )
    exported.write_text(source, "utf-8")
    code, _, err = annai("import", "templates", str(exported))
    assert code == 2
    assert "minutes_before" in err
    assert "minutes  共有できない内容があります（text）" in err
    assert "山田" not in err
    assert "何も取り込みませんでした" in err
    with database.read() as session:
        assert revisions_of(session, "minutes") == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("no.toml", None, "ファイルがありません"),
        ("t.txt", b"", ".toml か .csv"),
        ("t.toml", "文".encode("cp932"), "UTF-8"),
        ("t.toml", b"[[template]", "TOML として読めません"),
        ("t.csv", b"a,b\n", "列がありません"),
    ],
)
def test_a_file_that_is_none_is_told(annai, name, content, says):
    """In plain words, with exit code 2."""
    if content is not None:
        Path(name).write_bytes(content)
    code, _, err = annai("import", "templates", name)
    assert code == 2
    assert says in err
