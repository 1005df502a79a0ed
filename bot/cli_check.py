"""`annai check`: the check without Slack, for a person or, as JSON, for a program."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.input_error import InputError
from bot.json_lines import print_json, read_bytes, read_cases
from bot.phrases import say
from bot.terminal import render
from handlers.slack_text import decode as decode_from_slack
from handlers.texts import load_texts
from handlers.unread import unread_of, with_unread_parts
from handlers.views.checks import Answer, unread_line, verdict_modal
from knowledge.classification import classify
from knowledge.company import UNKNOWN_COMPANY, CompanyListError, load_company
from knowledge.documents.decoding import decode
from knowledge.documents.read import MOST_BYTES, read_document
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Account, Level

if TYPE_CHECKING:
    from pathlib import Path

    from handlers.payloads import Unread
    from handlers.texts import Language
    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.verdict import Verdict


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
        text = decode_from_slack(given) if self.is_slack_text else given
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


def check_text(
    checker: Checker, given: str, unread: tuple[Unread, ...] = (), *, as_json: bool
) -> Verdict:
    """Check one text, of which `unread` was not read; print the verdict and return it."""
    text, verdict = checker.check(given)
    if unread:
        verdict = with_unread_parts(verdict)
    if as_json:
        print_json({**_facts(text, verdict), **_more_facts(verdict), **_unread_facts(unread)})
        return verdict
    voice = load_texts().voice(checker.language)
    screen = verdict_modal(Answer(verdict, checker.rulebook, unread), voice)
    sys.stdout.write(render(screen["blocks"], coloured=sys.stdout.isatty()))
    return verdict


def check_lines(checker: Checker, path: Path) -> None:
    """Check each line of a JSON Lines file and print one JSON object for it.

    Raises:
        InputError: the file, or a line of it, cannot be read. Lines before it are printed.
    """
    for id_, given in read_cases(path, "text", checker.language):
        text, verdict = checker.check(given)
        print_json({"id": id_, **_facts(text, verdict)})


def read_file(path: Path, language: Language) -> tuple[str, tuple[Unread, ...]]:
    """Return the text of a file and what of it was not read.

    Raises:
        InputError: there is no such file, or nothing of it can be read.
    """
    document = read_document(path.name, read_bytes(path, language, most=MOST_BYTES + 1))
    unread = unread_of(document)
    if unread and not document.text.strip():
        voice = load_texts().voice(language)
        reasons = voice("unread.between").join(unread_line(part, voice) for part in unread)
        raise InputError(say(language, "check.not_read", path=path, reasons=reasons))
    return document.text, unread


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
    """Return bytes as text.

    Raises:
        InputError: they are no text, or nobody can be sure which.
    """
    text = decode(content)
    if text is None:
        raise InputError(say(language, "check.not_text", path=name))
    return text


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


def _unread_facts(unread: tuple[Unread, ...]) -> dict[str, Any]:
    return {"unread": [{"what": part.what, "count": part.count} for part in unread]}
