"""`annai check`: the check without Slack, for a person or, as JSON, for a program."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.phrases import say
from bot.terminal import render
from handlers.slack_text import decode
from handlers.texts import load_texts
from handlers.views.checks import Answer, verdict_modal
from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY, CompanyListError, load_company
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Account, Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from handlers.texts import Language
    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.verdict import Verdict

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What is not a file of words: a picture renamed to .txt must not be judged by its noise.
_NOT_IN_TEXT = frozenset(map(chr, range(32))) - set("\t\n\r\f\x0b\x1b")


class InputError(Exception):
    """What was given cannot be checked. The message is for the person, in their language."""


@dataclass(frozen=True, slots=True)
class Checker:
    """How to check, the same for every text of a run."""

    rulebook: Rulebook
    company: Company
    account: Account
    language: Language
    is_slack_text: bool

    def check(self, given: str) -> tuple[str, Verdict]:
        """Return the text as checked and its verdict."""
        text = decode(given) if self.is_slack_text else given
        return text, classify(text, self.rulebook, self.company, self.account)


def new_checker(
    company: Path | None, account: str, language: Language, *, is_slack_text: bool
) -> Checker:
    """Load what a check needs.

    Raises:
        InputError: the company list cannot be used.
    """
    try:
        known = load_company(company) if company else UNKNOWN_COMPANY
    except CompanyListError as error:
        raise InputError(str(error)) from None
    return Checker(load_rulebook(), known, Account(account), language, is_slack_text)


def check_text(checker: Checker, given: str, *, as_json: bool) -> None:
    """Check one text and print the verdict."""
    text, verdict = checker.check(given)
    if as_json:
        _print_json({**_facts(text, verdict), **_more_facts(verdict)})
        return
    voice = load_texts().voice(checker.language)
    screen = verdict_modal(Answer(verdict, checker.rulebook), voice)
    sys.stdout.write(render(screen["blocks"], coloured=sys.stdout.isatty()))


def check_lines(checker: Checker, path: Path) -> None:
    """Check each line of a JSON Lines file and print one JSON object for it.

    Raises:
        InputError: the file, or a line of it, cannot be read. Lines before it are printed.
    """
    for id_, given in _cases(path, checker.language):
        text, verdict = checker.check(given)
        _print_json({"id": id_, **_facts(text, verdict)})


def read_text_file(path: Path, language: Language) -> str:
    """Return the text of a file.

    Raises:
        InputError: there is no such file, we cannot read its kind yet, or it is not text.
    """
    if path.suffix.lower() != ".txt":
        raise InputError(say(language, "check.not_yet_read", path=path, suffix=path.suffix or "-"))
    return decode_strictly(_bytes_of(path, language), str(path), language)


def read_standard_input(language: Language) -> str:
    """Return the text that was piped in.

    Raises:
        InputError: it is not text.
    """
    return decode_strictly(sys.stdin.buffer.read(), "-", language)


def text_of_argument(words: list[str], language: Language) -> str:
    """Return the words of the command line as one text.

    Raises:
        InputError: the terminal sent bytes that are no text.
    """
    joined = " ".join(words)
    try:
        joined.encode("utf-8")
    except UnicodeEncodeError:
        # What the terminal sent in another encoding arrives as stray halves of characters.
        return decode_strictly(os.fsencode(joined), "TEXT", language)
    return joined


def decode_strictly(content: bytes, name: str, language: Language) -> str:
    """Decode bytes by strict tries in a fixed order: the mark at the start, UTF-8, cp932.

    Guessing by statistics takes short Japanese files for Western ones.

    Raises:
        InputError: none of them fits to the last byte, or what comes out is no text.
    """
    if _is_damaged_utf8(content):
        raise InputError(say(language, "check.not_text", path=name))
    marked = [encoding for mark, encoding in _BOMS if content.startswith(mark)]
    for encoding in marked or ["utf-8", "cp932"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _NOT_IN_TEXT.isdisjoint(text):
            return text
    raise InputError(say(language, "check.not_text", path=name))


def _is_damaged_utf8(content: bytes) -> bool:
    """Return whether this was UTF-8 before something happened to it.

    Nearly every such file is also valid cp932, and then reads as other, harmless characters.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        whole = content.decode("utf-8", "ignore")
        # Japanese letters take three bytes; half-width kana in cp932 pass for letters of two.
        covered = sum(3 for letter in whole if ord(letter) >= 0x800)
        return 2 * covered > sum(byte >= 0x80 for byte in content)
    return False


def _bytes_of(path: Path, language: Language) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(say(language, "check.no_file", path=path)) from None
    except OSError:
        raise InputError(say(language, "check.unreadable", path=path)) from None


def _cases(path: Path, language: Language) -> Iterator[tuple[Any, str]]:
    # Only "\n" ends a line of JSON Lines; other line ends may stand inside a text.
    for number, raw in enumerate(_bytes_of(path, language).split(b"\n"), 1):
        line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not line.strip():
            continue
        try:
            case = json.loads(line.decode("utf-8"))
        except (ValueError, RecursionError):
            raise InputError(say(language, "check.bad_line", path=path, number=number)) from None
        if not isinstance(case, dict) or "id" not in case or not isinstance(case.get("text"), str):
            raise InputError(say(language, "check.bad_case", path=path, number=number))
        yield case["id"], case["text"]


def _facts(text: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "level": verdict.level.value,
        "maskable": verdict.maskable,
        "masked": _masked(text, verdict),
        "findings": [
            {"kind": finding.kind.value, "start": finding.start, "end": finding.end}
            for finding in verdict.findings
        ],
        "rules": [hit.category for hit in verdict.categories],
    }


def _masked(text: str, verdict: Verdict) -> str | None:
    if verdict.level is Level.OK:
        return text
    if verdict.maskable and verdict.masking is not None:
        return verdict.masking.masked.text
    return None


def _more_facts(verdict: Verdict) -> dict[str, Any]:
    return {
        "asked": verdict.asked,
        "nearest": list(verdict.nearest),
        "notes": [note.value for note in verdict.notes],
        "account": verdict.account.value,
        "rulebook": verdict.rulebook_revision,
    }


def _print_json(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
