"""`annai check`: for a person in words, for a program as JSON, and never ok on what was not read."""

import io
import json
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from typing_extensions import override

from bot.__main__ import main
from bot.cli_check import decode_strictly
from bot.input_error import InputError

MAIL = "北斗商事株式会社 山田様\n御見積金額は1,280,000円です。電話は090-1234-5678です。"
PUBLIC = "自社HPの公開情報"
KEYS = ["level", "maskable", "masked", "findings", "rules"]


@pytest.fixture(autouse=True)
def quiet_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("ANNAI_LANGUAGE", "ja")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["check", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def one(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    code, out, err = run(capsys, "--json", *arguments)
    assert (code, err) == (0, "")
    answer: dict = json.loads(out)
    return answer


def test_any_verdict_ends_with_exit_code_zero(capsys) -> None:
    """A prohibited text is an answer, not a failure."""
    for text in (PUBLIC, "顧客の氏名", MAIL, "", "。。。"):
        assert run(capsys, text)[0] == 0


def test_a_person_reads_the_verdict_in_words(capsys) -> None:
    """Level, reason, what was found, the masked text, what to do, and the limits."""
    _, out, _ = run(capsys, MAIL)
    assert out.startswith("× ")
    for part in (
        "見つかったもの",
        "電話番号",
        "【電話1】",
        "次にすること",
        "法的助言ではありません",
    ):
        assert part in out
    masked = out.split("伏せた文")[1].split("次にすること")[0]
    assert "090-1234-5678" not in masked
    assert "山田" not in masked


def test_the_answer_is_in_the_language_that_was_asked_for(capsys) -> None:
    """English by option; the option wins over the setting."""
    _, out, _ = run(capsys, MAIL, "--language", "en")
    assert "phone number" in out.lower()
    assert "見つかったもの" not in out


def test_colours_are_for_terminals_only(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes into a file or a pipe holds no escape codes."""
    assert "\x1b[" not in run(capsys, MAIL)[1]

    class Terminal(io.StringIO):
        @override
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    assert main(["check", MAIL]) == 0
    assert "\x1b[" in screen.getvalue()


def test_the_words_of_the_command_line_are_one_text(capsys) -> None:
    """Nobody has to think of quotation marks."""
    assert one(capsys, "顧客の", "氏名")["level"] == one(capsys, "顧客の 氏名")["level"]


def test_as_json_the_offsets_point_into_the_text(capsys) -> None:
    """Code points, end exclusive; characters beyond the basic plane count as one."""
    text = "𠮷野家さんへ: 090-1234-5678 🍣"
    found = {f["kind"]: text[f["start"] : f["end"]] for f in one(capsys, text)["findings"]}
    assert found["PHONE"] == "090-1234-5678"


def test_an_ok_text_comes_back_as_it_is(capsys) -> None:
    """`masked` is the text itself when nothing needs masking."""
    answer = one(capsys, PUBLIC)
    assert answer["level"] == "ok"
    assert answer["masked"] == PUBLIC


def test_what_must_not_be_shown_is_null(capsys) -> None:
    """A topic that cannot leave has no masked text."""
    answer = one(
        capsys,
        "未公開の新規事業の背景資料です。2027年4月に新会社を設立し、介護分野に参入する計画。",
    )
    assert answer["level"] == "prohibited"
    assert answer["maskable"] is False
    assert answer["masked"] is None


def test_a_personal_account_is_stricter(capsys) -> None:
    """The same text, another place."""
    text = "来週の社内研修の案内文の下書きです。会議室は3階です。"
    assert one(capsys, text, "--account", "personal")["level"] == "prohibited"


def test_text_as_slack_sends_it_is_decoded_first(capsys) -> None:
    """Offsets then point into the decoded text."""
    raw = "R&amp;D部 <mailto:hanako@example.co.jp|hanako@example.co.jp> まで"
    decoded = "R&D部 hanako@example.co.jp まで"
    answer = one(capsys, raw, "--slack")
    [mail] = [f for f in answer["findings"] if f["kind"] == "EMAIL"]
    assert decoded[mail["start"] : mail["end"]] == "hanako@example.co.jp"
    assert "&amp;" not in answer["masked"]


def test_the_company_list_is_used(capsys, tmp_path: Path) -> None:
    """A name that only the company knows is found with its list."""
    (tmp_path / "list.yaml").write_text(
        "name: 株式会社みなと工業\nconfidential_projects:\n  - {name: カワセミ}\n", "utf-8"
    )
    text = "カワセミの進み具合をまとめてください。"
    without = one(capsys, text)
    with_list = one(capsys, text, "--company", str(tmp_path / "list.yaml"))
    assert "PROJECT" not in {f["kind"] for f in without["findings"]}
    assert "PROJECT" in {f["kind"] for f in with_list["findings"]}


@pytest.mark.parametrize(
    "content",
    [None, "name: [", "customers: 3\n", "customers:\n  - {alias: x}\n", "nonsense: 1\n", "- 1\n"],
)
def test_a_company_list_that_cannot_be_used_is_named(capsys, tmp_path: Path, content) -> None:
    """Exit code 2, the file in the message, no stack trace, no verdict."""
    path = tmp_path / "list.yaml"
    if content is not None:
        path.write_text(content, "utf-8")
    code, out, err = run(capsys, PUBLIC, "--company", str(path))
    assert (code, out) == (2, "")
    assert "list.yaml" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_text_file_is_read_in_the_encodings_of_japanese_offices(
    capsys, tmp_path: Path, encoding: str
) -> None:
    """The same verdict whatever editor saved it, rare characters included."""
    (tmp_path / "mail.txt").write_bytes("髙橋①様 090-1234-5678".encode(encoding))
    answer = one(capsys, "--file", str(tmp_path / "mail.txt"))
    assert answer["level"] == "prohibited"
    assert "PHONE" in {f["kind"] for f in answer["findings"]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        ("cut.txt", "見積の金額".encode()[:-1]),
        ("torn.txt", "見積の金額は".encode().replace(b"\xe9", b"") + b"ok"),
        ("half.txt", b"\xff\xfe\x42"),
        ("latin.txt", b"caf\xe9 \xfd\xff"),
        ("zero.txt", b"abc\x00def"),
        ("mail.docx", b"PK\x03\x04"),
        ("page.html", b"<p>abc</p>"),
        ("photo.png", b"\x89PNG"),
        ("noname", b"abc"),
    ],
)
def test_what_cannot_be_read_gets_no_verdict(
    capsys, tmp_path: Path, name: str, content: bytes
) -> None:
    """Not ok, not anything: a message with the file's name, and exit code 2."""
    (tmp_path / name).write_bytes(content)
    code, out, err = run(capsys, "--file", str(tmp_path / name))
    assert (code, out) == (2, "")
    assert name in err


def document(text: str, *, sound: bool = False) -> bytes:
    made = io.BytesIO()
    letter = docx.Document()
    letter.add_paragraph(text)
    letter.save(made)
    if sound:
        with zipfile.ZipFile(made, "a") as package:
            package.writestr("word/media/a.wav", b"x")
            types = package.read("[Content_Types].xml").decode()
        content = types.replace(
            "</Types>", '<Default Extension="wav" ContentType="audio/wav"/></Types>'
        )
        return _replaced(made.getvalue(), content)
    return made.getvalue()


def _replaced(package: bytes, types: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, types if name == "[Content_Types].xml" else old.read(name))
    return made.getvalue()


def test_an_office_file_is_read(capsys, tmp_path: Path) -> None:
    """Tables of text, and documents; offsets point into the text that was read."""
    (tmp_path / "list.csv").write_bytes("氏名,電話\n髙橋①,090-1234-5678".encode("cp932"))
    (tmp_path / "mail.docx").write_bytes(document(MAIL))
    for name in ("list.csv", "mail.docx"):
        answer = one(capsys, "--file", str(tmp_path / name))
        assert answer["level"] == "prohibited"
        assert answer["unread"] == []


def test_a_file_of_which_a_part_was_not_read_is_never_ok(capsys, tmp_path: Path) -> None:
    """The rest gets its verdict, and the gap is said."""
    (tmp_path / "whole.docx").write_bytes(document(PUBLIC))
    (tmp_path / "part.docx").write_bytes(document(PUBLIC, sound=True))
    assert one(capsys, "--file", str(tmp_path / "whole.docx"))["level"] == "ok"
    answer = one(capsys, "--file", str(tmp_path / "part.docx"))
    assert (answer["level"], answer["masked"]) == ("undecided", None)
    assert answer["unread"] == [{"what": "sound", "count": 1}]
    code, out, _ = run(capsys, "--file", str(tmp_path / "part.docx"))
    assert code == 0
    assert "音声や動画 1件" in out


def test_a_missing_file_or_a_folder_is_named(capsys, tmp_path: Path) -> None:
    """The person mistyped; the message says what."""
    (tmp_path / "folder.txt").mkdir()
    for name in ("nothing.txt", "folder.txt"):
        code, _, err = run(capsys, "--file", str(tmp_path / name))
        assert code == 2
        assert name in err


def test_standard_input_is_read_with_a_dash(capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a text can be piped in, line breaks included."""
    given = io.TextIOWrapper(io.BytesIO(MAIL.encode("cp932")))
    monkeypatch.setattr(sys, "stdin", given)
    assert one(capsys, "-")["level"] == "prohibited"


@pytest.mark.parametrize(
    "arguments", [[], ["text", "--file", "a.txt"], ["--file", "a.txt", "--jsonl", "b.jsonl"]]
)
def test_exactly_one_thing_is_checked(capsys, arguments: list[str]) -> None:
    """Nothing, or two things at once, is wrong use."""
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "--jsonl" in err


def test_json_lines_in_json_lines_out(capsys, tmp_path: Path) -> None:
    """One object for each line, in order, with exactly the agreed keys."""
    path = tmp_path / "cases.jsonl"
    cases = [
        {"id": "a", "text": PUBLIC},
        {"id": 2, "text": MAIL, "extra": 1},
        {"id": None, "text": ""},
    ]
    lines = "\n\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text("\ufeff" + lines + "\n", "utf-8")
    code, out, err = run(capsys, "--jsonl", str(path))
    assert (code, err) == (0, "")
    answers = [json.loads(line) for line in out.split("\n") if line]
    assert [list(answer) for answer in answers] == [["id", *KEYS]] * 3
    assert [answer["id"] for answer in answers] == ["a", 2, None]
    assert [answer["level"] for answer in answers] == ["ok", "prohibited", "undecided"]
    assert "見積" in out, "Japanese stays readable"


def test_a_line_break_of_another_kind_does_not_cut_a_line(capsys, tmp_path: Path) -> None:
    """U+2028 and its kin may stand inside a JSON string."""
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps({"id": 1, "text": "a\u2028b\x85c"}, ensure_ascii=False), "utf-8")
    assert run(capsys, "--jsonl", str(path))[0] == 0


def test_half_a_character_does_not_stop_the_run(capsys, tmp_path: Path) -> None:
    """A lone surrogate comes back as the escape that it was."""
    path = tmp_path / "cases.jsonl"
    path.write_text(
        '{"id": "\\ud83d", "text": "今日は\\ud83d良い天気です。"}\n{"id": 2, "text": "x"}\n'
    )
    code, out, _ = run(capsys, "--jsonl", str(path))
    assert code == 0
    answers = [json.loads(line) for line in out.splitlines()]
    assert answers[0]["id"] == "\ud83d"
    assert len(answers) == 2


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '"text"',
        '{"id": 1}',
        '{"text": "x"}',
        '{"id": 1, "text": 5}',
        "[" * 100_000,
        "\udc81",
    ],
)
def test_a_bad_line_is_named_by_its_number(capsys, tmp_path: Path, bad: str) -> None:
    """The file and the line; what came before it stays printed; exit code 2."""
    path = tmp_path / "cases.jsonl"
    good = json.dumps({"id": 1, "text": PUBLIC})
    path.write_bytes(f"{good}\n{bad}\n{good}\n".encode("utf-8", "surrogateescape"))
    code, out, err = run(capsys, "--jsonl", str(path))
    assert code == 2
    assert len(out.splitlines()) == 1
    assert "cases.jsonl" in err
    assert "2 行目" in err


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("区分,氏名\n1,髙橋①".encode("cp932"), "区分,氏名\n1,髙橋①"),
        (b"a" * 4096 + "漢".encode("cp932"), "a" * 4096 + "漢"),
        ("漢".encode("utf-16"), "漢"),
        ("ﾔﾏﾀﾞ ﾊﾅｺ".encode("cp932"), "ﾔﾏﾀﾞ ﾊﾅｺ"),
        (b"", ""),
    ],
)
def test_decoding_does_not_guess(content: bytes, text: str) -> None:
    """Short files and late kanji are decoded right, by strict tries in a fixed order."""
    assert decode_strictly(content, "file", "ja") == text


def test_a_truncated_last_character_is_not_text() -> None:
    """Half a character at the end means that something is missing."""
    with pytest.raises(InputError):
        decode_strictly("見積".encode("utf-16")[:-1], "file", "ja")
