"""`annai rulebook`: tested before it is approved, refused in words, out as it came in."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings
from knowledge.rulebook import load_rulebook, packaged_source
from knowledge.store.audit import entries
from tests.corpus.small_rulebook import small

HARMLESS = "会議の議題を三つ考えてください。"
PHONE = "連絡先は090-1234-5678です。"
BROKEN_PROMISE = (f'ok = ["{HARMLESS}"', f'ok = ["{PHONE}"')


@pytest.fixture(autouse=True)
def quiet_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)


@pytest.fixture
def on_database(monkeypatch, database_url):
    monkeypatch.setenv("DATABASE_URL", database_url)


@pytest.fixture
def annai(capsys):
    """Run a command; return its exit code, output and errors."""

    def run(*arguments):
        code = main(["rulebook", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def write():
    """Write a rulebook to a file."""

    def put(name, *changes, revision="small-1"):
        Path(name).write_text(small(*changes, revision=revision), "utf-8")
        return name

    return put


def test_alone_it_says_what_it_can_do(annai):
    """Not an error: somebody is looking around."""
    code, out, _ = annai()
    assert code == 0
    for command in ("test", "show", "diff", "import", "export"):
        assert command in out


def test_a_rulebook_whose_examples_hold_passes(annai, write):
    """With how many there were; no database is made for a look."""
    code, out, err = annai("test", write("a.toml"))
    assert (code, err) == (0, "")
    assert "small-1" in out
    assert "8" in out
    assert not Path("annai.db").exists()


@pytest.mark.parametrize(("language", "wanted"), [("ja", "望む判定: ◯"), ("en", "wanted: ◯")])
def test_each_failing_example_is_named_with_what_was_wanted_and_what_came(
    annai, write, language, wanted
):
    """The exit code is 1, so that a build can stop."""
    code, out, _ = annai("test", write("a.toml", BROKEN_PROMISE), "--language", language)
    assert code == 1
    lines = [line for line in out.splitlines() if line.startswith(("free: ", "private: "))]
    assert len(lines) == 2
    for line in lines:
        assert PHONE in line
        assert wanted in line
        assert "×" in line


def test_the_company_list_takes_part_when_given(annai, write):
    """And a list that cannot be used is refused in the person's language."""
    Path("company.yaml").write_text("customers: [ペケロン]\n", "utf-8")
    file = write("a.toml", (HARMLESS, "ペケロンの会議の議題を三つ考えてください。"))
    assert annai("test", file)[0] == 0
    assert annai("test", file, "--company", "company.yaml")[0] == 1
    Path("company.yaml").write_text("customer: []\n", "utf-8")
    code, _, err = annai("test", file, "--company", "company.yaml", "--language", "en")
    assert (code, err[:30]) == (2, "company.yaml: line 1: customer")


def test_a_broken_rulebook_is_refused_with_file_key_and_reason(annai, write):
    """By every command that reads one; nothing is stored."""
    write("a.toml", ('level = "prohibited"', 'level = "forbidden"'))
    for arguments in (["test", "a.toml"], ["diff", "a.toml"], ["import", "a.toml", "--approve"]):
        code, _, err = annai(*arguments)
        assert code == 2
        assert "a.toml: category private: level: ok, conditional, prohibited のどれか" in err
        _, _, err = annai(*arguments, "--language", "en")
        assert "a.toml: category private: level: must be ok, conditional or prohibited." in err
    assert not Path("annai.db").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "規則".encode("cp932"), b"#" * 2_000_001])
def test_a_file_that_is_no_rulebook_is_refused(annai, content):
    """Wrong encoding, too long; and one that is not there."""
    Path("a.toml").write_bytes(content)
    code, _, err = annai("import", "a.toml")
    assert code == 2
    assert err.startswith("a.toml: ")
    assert annai("import", "nowhere.toml")[0] == 2


@pytest.mark.usefixtures("on_database")
def test_a_draft_waits_and_an_approved_one_is_in_force(annai, write, database):
    """Each step is said, and is in the audit trail."""
    code, out, _ = annai("import", write("a.toml"))
    assert code == 0
    assert "下書き" in out
    assert load_rulebook().revision in annai("show")[1]
    code, out, _ = annai("import", "a.toml", "--approve")
    assert code == 0
    assert "使い始めました" in out
    assert "small-1" in annai("show")[1]
    assert "何も変わりません" in annai("import", "a.toml", "--approve")[1]
    assert annai("export")[1] == small()
    with database.read() as session:
        trail = [(e.action, e.subject, e.outcome, e.rulebook_revision) for e in entries(session)]
        assert all(entry.actor.startswith("cli") for entry in entries(session))
    assert trail == [
        ("rulebook.export", "small-1", "exported", "small-1"),
        ("rulebook.approve", "small-1", "approved", "small-1"),
        ("rulebook.import", "small-1", "draft", "small-1"),
    ]


@pytest.mark.usefixtures("on_database")
def test_a_rulebook_whose_examples_fail_is_not_approved(annai, write, database):
    """Each failing example is named; as a draft it may wait for its correction."""
    code, _, err = annai("import", write("a.toml", BROKEN_PROMISE), "--approve")
    assert code == 1
    assert f"private: 「{PHONE}」" in err
    assert "承認しませんでした" in err
    with database.read() as session:
        assert entries(session) == []
    code, out, err = annai("import", "a.toml")
    assert code == 0
    assert "下書き" in out
    assert "承認できません" in err


@pytest.mark.usefixtures("on_database")
def test_a_revision_stands_for_one_text(annai, write):
    """Another text under a known name, also the packaged one's, is refused with the key."""
    annai("import", write("a.toml"))
    other = ("もう外にあります。", "公開済みです。")
    for file in (write("b.toml", other), write("c.toml", revision=load_rulebook().revision)):
        code, _, err = annai("import", file)
        assert code == 2
        assert f"{file}: revision: " in err
    assert annai("export", "--revision", "small-1")[1] == small()


@pytest.mark.usefixtures("on_database")
def test_going_back_is_approving_again(annai, write):
    """An earlier revision is in force once more."""
    annai("import", write("a.toml"), "--approve")
    annai("import", write("b.toml", revision="small-2"), "--approve")
    assert "small-2" in annai("show")[1]
    assert annai("import", "a.toml", "--approve")[0] == 0
    assert "small-1" in annai("show")[1]


@pytest.mark.usefixtures("on_database")
def test_what_was_exported_can_be_imported(annai):
    """Without a change nothing differs; the packaged rulebook is where everybody begins."""
    code, out, _ = annai("export")
    assert (code, out) == (0, packaged_source())
    Path("a.toml").write_text(out, "utf-8")
    assert "違いはありません" in annai("diff", "a.toml")[1]
    assert annai("import", "a.toml")[0] == 0


@pytest.mark.usefixtures("on_database")
def test_diff_compares_files_and_revisions(annai, write):
    """None: packaged and ours; one: ours and it; two: one and the other."""
    annai("import", write("a.toml"), "--approve")
    write("b.toml", ('level = "prohibited"', 'level = "conditional"'), revision="small-2")
    assert f"{load_rulebook().revision} から small-1" in annai("diff")[1]
    said = annai("diff", "b.toml")[1]
    assert "small-1 から small-2" in said
    assert "ゆるくなります" in said
    said = annai("diff", "b.toml", "small-1", "--language", "en")[1]
    assert "From small-2 to small-1" in said
    assert "looser" not in said
    code, _, err = annai("diff", "nowhere")
    assert code == 2
    assert "small-1" in err


def test_show_prints_the_whole_or_one_rule_in_two_forms(annai):
    """In both languages; an unknown rule is said."""
    revision = load_rulebook().revision
    assert annai("show", "--format", "markdown")[1].startswith("# ")
    for form in ("text", "markdown"):
        code, out, _ = annai("show", "my-number", "--format", form, "--language", "en")
        assert code == 0
        assert revision in out
        assert "My Number" in out
    code, _, err = annai("show", "nothing")
    assert code == 2
    assert "nothing" in err


def test_a_database_out_of_reach_is_told_without_its_password(annai, write, monkeypatch):
    """In words, with exit code 1."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://annai:geheim@127.0.0.1:1/annai")
    for arguments in (["show"], ["export"], ["import", write("a.toml")]):
        code, _, err = annai(*arguments)
        assert code == 1
        assert "DATABASE_URL" in err
        assert "geheim" not in err


def test_import_and_export_are_also_found_where_the_others_are(annai, write, capsys):
    """`annai export …` and `annai import …` know the rulebook too."""
    assert main(["import", "rulebook", write("a.toml"), "--approve"]) == 0
    capsys.readouterr()
    assert main(["export", "rulebook"]) == 0
    assert capsys.readouterr().out == small()
