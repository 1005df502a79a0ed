"""`annai check --map` and `annai unmask`: masked words put back in a terminal, without a database."""

import io
import json
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings

KEY = "correct horse battery staple"
MAIL = "佐藤様、見積は2,718,281円です。電話は090-0000-1234です。"
NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("ANNAI_SECRET_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    at(monkeypatch, NOW)
    return tmp_path


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("bot.clock.utc_now", lambda: now)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def masked(capsys: pytest.CaptureFixture[str], text: str = MAIL) -> str:
    """Check a text, keep its map in the file `map`, and return the masked text."""
    code, out, err = run(capsys, "check", "--json", "--map", "map", text)
    assert (code, "map: " in err) == (0, True)
    answer: str = json.loads(out)["masked"]
    return answer


def pipe(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))


def test_what_was_masked_comes_back(capsys) -> None:
    """The masked text, through ChatGPT and back, is the text again."""
    answer = masked(capsys)
    assert "佐藤" not in answer
    assert run(capsys, "unmask", "--map", "map", answer) == (0, MAIL + "\n", "")


@pytest.mark.parametrize("arguments", [["-"], []])
def test_the_answer_may_be_piped_in(
    capsys, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """As `annai check` takes it; the end of the last line is not doubled."""
    pipe(monkeypatch, (masked(capsys) + "\n").encode("utf-8"))
    assert run(capsys, "unmask", "--map", "map", *arguments) == (0, MAIL + "\n", "")


def test_a_person_sees_the_verdict_and_where_the_map_is(capsys) -> None:
    """The verdict on stdout as ever, one line on stderr."""
    code, out, err = run(capsys, "check", "--map", "map", MAIL)
    assert code == 0
    assert out == run(capsys, "check", MAIL)[1]
    assert err == (
        "map: 伏せた言葉の控えを書きました（暗号化、24 時間だけ有効）。"
        "ChatGPT の答えは annai unmask --map で元に戻せます。\n"
    )


def test_the_map_holds_no_word_and_is_for_its_owner_only(capsys, place: Path) -> None:
    """Ciphertext, readable by nobody else; nothing else is left in the folder."""
    masked(capsys)
    content = (place / "map").read_text("ascii")
    assert "2,718,281" not in content
    assert json.dumps("佐藤").strip('"') not in content
    assert stat.S_IMODE((place / "map").stat().st_mode) == 0o600
    assert [file.name for file in place.iterdir()] == ["map"]


def test_what_cannot_be_put_back_is_said_on_stderr(capsys) -> None:
    """The text is printed all the same."""
    masked(capsys)
    code, out, err = run(capsys, "unmask", "--map", "map", "【金額99】と【個人番号は削除】")
    assert (code, out) == (0, "【金額99】と【個人番号は削除】\n")
    assert err.splitlines() == [
        "【金額99】: この確認では使っていない番号です。ChatGPTが書き足した可能性があります。",
        "【個人番号は削除】: マイナンバーは法律により控えを残せないため、元に戻せません。",
    ]


def test_after_a_day_the_map_is_over(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """To the second."""
    answer = masked(capsys)
    at(monkeypatch, NOW + timedelta(hours=24, seconds=-1))
    assert run(capsys, "unmask", "--map", "map", answer)[0] == 0
    at(monkeypatch, NOW + timedelta(hours=24))
    code, out, err = run(capsys, "unmask", "--map", "map", answer)
    assert (code, out) == (2, "")
    assert "24 時間を過ぎた" in err


@pytest.mark.parametrize("command", [["check", "--map", "map", MAIL], ["unmask", "--map", "map"]])
def test_without_a_key_nothing_works_and_nothing_is_checked(
    capsys, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    """The person is told what to set."""
    monkeypatch.delenv("ANNAI_SECRET_KEY")
    code, out, err = run(capsys, *command)
    assert (code, out) == (2, "")
    assert err.startswith("ANNAI_SECRET_KEY がないので")
    assert not Path("map").exists()


@pytest.mark.parametrize("key", ["too short", "a" * 40])
def test_a_key_that_is_easily_guessed_is_refused(
    capsys, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """With what would do, and without the key."""
    monkeypatch.setenv("ANNAI_SECRET_KEY", key)
    code, _, err = run(capsys, "check", "--map", "map", MAIL)
    assert code == 2
    assert "ANNAI_SECRET_KEY: 16 文字以上" in err
    assert key not in err


def test_with_another_key_the_map_stays_closed(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said that the key may be another one."""
    answer = masked(capsys)
    monkeypatch.setenv("ANNAI_SECRET_KEY", KEY + "!")
    code, out, err = run(capsys, "unmask", "--map", "map", answer)
    assert (code, out) == (2, "")
    assert "ANNAI_SECRET_KEY が書いたときと違う" in err


def test_a_damaged_map_stays_closed(capsys, place: Path) -> None:
    """Half a file is no map."""
    answer = masked(capsys)
    content = (place / "map").read_bytes()
    (place / "map").write_bytes(content[: len(content) // 2])
    assert run(capsys, "unmask", "--map", "map", answer)[0] == 2


@pytest.mark.parametrize("content", [b"", b"draft", "下書き".encode(), b"annai-map 1\n\xff"])
def test_a_file_that_is_no_map_is_told_from_one(capsys, place: Path, content: bytes) -> None:
    """In words, with its name."""
    (place / "map").write_bytes(content)
    code, out, err = run(capsys, "unmask", "--map", "map", "x")
    assert (code, out) == (2, "")
    assert err == "map: annai check --map で書いた控えではありません。\n"


def test_a_map_that_is_not_there_is_said(capsys) -> None:
    """No stack trace."""
    assert run(capsys, "unmask", "--map", "map", "x") == (2, "", "map: ファイルがありません。\n")


def test_a_file_that_is_no_map_is_not_written_over(capsys, place: Path) -> None:
    """A slip of the hand does not cost a draft; nothing is printed either."""
    (place / "map").write_text("下書き", "utf-8")
    code, out, err = run(capsys, "check", "--map", "map", MAIL)
    assert (code, out) == (2, "")
    assert "上書きしません" in err
    assert (place / "map").read_text("utf-8") == "下書き"


def test_an_older_map_is_written_over(capsys) -> None:
    """The file belongs to the newest check."""
    masked(capsys)
    answer = masked(capsys, "鈴木様、見積は31,415円です。")
    assert run(capsys, "unmask", "--map", "map", answer)[1] == "鈴木様、見積は31,415円です。\n"


def test_a_folder_that_is_not_there_is_said_before_the_check(capsys) -> None:
    """The person does not wait for the verdict first."""
    code, out, err = run(capsys, "check", "--map", "no/map", MAIL)
    assert (code, out) == (2, "")
    assert "控えを書けません" in err


@pytest.mark.parametrize("text", ["自社HPの公開情報", "顧客の氏名"])
def test_without_masked_words_no_map_is_written(capsys, place: Path, text: str) -> None:
    """There is nothing to put back, and that is said."""
    code, _, err = run(capsys, "check", "--map", "map", text)
    assert code == 0
    assert "控えは書きませんでした" in err
    assert list(place.iterdir()) == []


def test_many_texts_have_no_map(capsys, place: Path) -> None:
    """One map is of one text."""
    (place / "lines.jsonl").write_text('{"id": 1, "text": "佐藤様"}\n', "utf-8")
    code, out, err = run(capsys, "check", "--map", "map", "--jsonl", "lines.jsonl")
    assert (code, out) == (2, "")
    assert "--map" in err


def test_bytes_that_are_no_text_are_refused(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `annai check` does."""
    masked(capsys)
    pipe(monkeypatch, b"\x00\x01\x02")
    code, out, _ = run(capsys, "unmask", "--map", "map", "-")
    assert (code, out) == (2, "")


def test_in_english(capsys) -> None:
    """By option."""
    masked(capsys)
    _, _, err = run(capsys, "unmask", "--language", "en", "--map", "map", "【金額99】")
    assert err == "【金額99】: this check did not use the number. ChatGPT may have made it up.\n"
