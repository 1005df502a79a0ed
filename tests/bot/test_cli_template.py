"""`annai template`: the packaged templates, searched and shown in a terminal."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main


@pytest.fixture
def annai(capsys, monkeypatch, tmp_path):
    """Run the command in an empty place; return its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = main(["template", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_best_hit_comes_first(annai):
    """One line a template: its id, title and purpose."""
    code, out, _ = annai("search", "議事録")
    assert code == 0
    assert out.startswith("minutes  会議議事録の作成")
    code, out, _ = annai("search", "meeting", "minutes", "--language", "en")
    assert out.startswith("minutes  Meeting minutes")


def test_nothing_found_is_said(annai):
    """In the person's language; it is no error."""
    assert annai("search", "駅までの道順")[:2] == (
        0,
        "合うテンプレートは見つかりませんでした。別の言葉でもさがしてみてください。\n",
    )
    assert "No template fits" in annai("search", "qqqxyz", "--language", "en")[1]


def test_json_holds_what_was_found(annai):
    """For programs: ids, titles, scores."""
    found = json.loads(annai("search", "--json", "議事録")[1])
    assert found["query"] == "議事録"
    assert found["results"][0]["id"] == "minutes"
    assert 0 < found["results"][0]["score"] <= 1


def test_each_line_gets_its_results(annai):
    """JSON Lines in, JSON Lines out, in order."""
    Path("q.jsonl").write_text(
        '{"id": 1, "query": "議事録"}\n\n{"id": "b", "query": "qqqxyz"}\n', "utf-8"
    )
    code, out, _ = annai("search", "--jsonl", "q.jsonl")
    first, second = map(json.loads, out.splitlines())
    assert code == 0
    assert first["id"] == 1
    assert first["results"][0] == "minutes"
    assert second == {"id": "b", "results": []}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["search"], "どちらか一つ"),
        (["search", "議事録", "--jsonl", "q.jsonl"], "どちらか一つ"),
        (["search", "--jsonl", "nowhere.jsonl"], "ファイルがありません"),
        (["show", "nowhere"], "nowhere というテンプレートはありません"),
    ],
)
def test_wrong_input_is_told_and_ends_with_two(annai, arguments, says):
    """Plain words, no traceback."""
    code, out, err = annai(*arguments)
    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize(
    ("line", "says"),
    [("{", "1 行目: JSON"), ('{"id": 1}', "query が必要"), ('{"id": 1, "query": 2}', "query")],
)
def test_a_broken_line_is_named(annai, line, says):
    """By its number."""
    Path("q.jsonl").write_text(line, "utf-8")
    code, _, err = annai("search", "--jsonl", "q.jsonl")
    assert code == 2
    assert says in err


@pytest.mark.parametrize(
    ("language", "says"), [("ja", "使う前に確かめること"), ("en", "Before you use")]
)
def test_a_template_is_shown_whole(annai, language, says):
    """What may be put in, the slots, the text, the checklist."""
    code, out, _ = annai("show", "minutes", "--language", language)
    assert code == 0
    for part in ("◯", "△", "×", "{{memo}}", says):
        assert part in out
