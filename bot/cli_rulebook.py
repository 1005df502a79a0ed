"""`annai rulebook …`: test, show, compare, import and export the company's rules."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bot.cli_decisions import look_into_database, open_database, who
from bot.clock import utc_now
from bot.input_error import InputError
from bot.phrases import say
from knowledge.company import UNKNOWN_COMPANY, CompanyListError, load_company
from knowledge.content_table import ContentError
from knowledge.rulebook import PACKAGED, Rulebook, packaged_source, parse_rulebook
from knowledge.rulebook_diff import compare, describe
from knowledge.rulebook_examples import examples_of, run_examples
from knowledge.rulebook_text import (
    guideline,
    level_in_words,
    overview,
    rule_in_markdown,
    rule_in_text,
)
from knowledge.store.audit import append_entry
from knowledge.store.rulebooks import (
    Status,
    approve_rulebook,
    find_rulebook,
    keep_rulebook,
    revisions,
    rulebook_in_force,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.texts import Language
    from knowledge.rulebook_examples import FailedExample
    from knowledge.store.database import Database

_MOST_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class _Loaded:
    rulebook: Rulebook
    source: str


def print_examples(file: Path | None, company: Path | None, language: Language) -> int:
    """Run the examples of a rulebook, print those that fail, and return the exit code.

    Raises:
        InputError: the file or the company list cannot be used.
    """
    try:
        known = load_company(company) if company else UNKNOWN_COMPANY
    except CompanyListError as error:
        raise InputError(error.inn(language)) from None
    if file is not None:
        rulebook = _of_file(file, language).rulebook
    else:
        with look_into_database() as database:
            rulebook = _in_force(database, language).rulebook
    failed = run_examples(rulebook, known)
    for line in _failures(failed, language):
        sys.stdout.write(line + "\n")
    counted = {"revision": rulebook.revision, "examples": len(list(examples_of(rulebook)))}
    key = "rulebook.examples_failed" if failed else "rulebook.examples_hold"
    sys.stdout.write(say(language, key, **counted, failed=len(failed)) + "\n")
    return 1 if failed else 0


def show_rulebook(id_: str | None, form: Literal["text", "markdown"], language: Language) -> None:
    """Print the rulebook in force, or one of its rules.

    Raises:
        InputError: there is no such rule.
    """
    with look_into_database() as database:
        rulebook = _in_force(database, language).rulebook
    if id_ is None:
        shown = overview(rulebook, language) if form == "text" else guideline(rulebook, language)
    elif (rule := rulebook.categories.get(id_)) is None:
        raise InputError(say(language, "rulebook.no_such_rule", id=id_, revision=rulebook.revision))
    elif form == "text":
        shown = rule_in_text(rulebook, rule, language)
    else:
        shown = rule_in_markdown(rulebook, rule, language)
    sys.stdout.write(shown)


def diff_rulebooks(old: str | None, new: str | None, language: Language) -> None:
    """Print what differs: between two; between the one in force and another; or ours and packaged.

    Args:
        old: a file or a revision; alone, it is compared with the one in force.
        new: a file or a revision.
        language: of the words about the differences.

    Raises:
        InputError: there is no such file or revision, or it cannot be used.
    """
    with look_into_database() as database:
        if new is not None and old is not None:
            before, after = _named(old, database, language), _named(new, database, language)
        elif old is not None:
            before, after = _in_force(database, language), _named(old, database, language)
        else:
            before, after = _packaged(), _in_force(database, language)
    names = {"old": before.rulebook.revision, "new": after.rulebook.revision}
    changes = compare(before.rulebook, after.rulebook)
    head = "rulebook.diff" if changes else "rulebook.no_difference"
    sys.stdout.write(say(language, head, **names) + "\n")
    if changes:
        sys.stdout.write("\n" + describe(changes, language) + "\n")


def import_rulebook(path: Path, language: Language, *, approve: bool) -> int:
    """Keep a rulebook as a draft or put it into force; return the exit code.

    Raises:
        InputError: it cannot be used, or its name belongs to another one.
    """
    loaded = _of_file(path, language)
    rulebook = loaded.rulebook
    if rulebook.revision == _packaged().rulebook.revision and loaded.source != packaged_source():
        raise _taken(path, rulebook, language)
    failed = run_examples(rulebook)
    if failed:
        for line in _failures(failed, language):
            sys.stderr.write(line + "\n")
        key = "rulebook.not_approved" if approve else "rulebook.not_yet_approvable"
        sys.stderr.write(say(language, key, path=path, failed=len(failed)) + "\n")
    if failed and approve:
        return 1
    with open_database() as database:
        before = _in_force(database, language, otherwise=_packaged()).rulebook
        outcome = _keep(database, loaded, approve=approve)
    if outcome is None:
        raise _taken(path, rulebook, language)
    sys.stdout.write(say(language, f"rulebook.{outcome}", revision=rulebook.revision) + "\n")
    if changes := compare(before, rulebook):
        names = {"old": before.revision, "new": rulebook.revision}
        head, body = say(language, "rulebook.diff", **names), describe(changes, language)
        sys.stdout.write(f"\n{head}\n\n{body}\n")
    return 0


def export_rulebook(revision: str | None, language: Language) -> None:
    """Print the TOML of the rulebook in force, or of a revision.

    Raises:
        InputError: there is no such revision.
    """
    with open_database() as database:
        if revision is None:
            loaded = _in_force(database, language)
        else:
            loaded = _of_revision(revision, database, language)
        with database.begin() as session:
            append_entry(
                session,
                at=utc_now(),
                actor=who(),
                action="rulebook.export",
                subject=loaded.rulebook.revision,
                outcome="exported",
                rulebook_revision=loaded.rulebook.revision,
            )
    sys.stdout.write(loaded.source if loaded.source.endswith("\n") else loaded.source + "\n")


def _keep(database: Database, loaded: _Loaded, *, approve: bool) -> str | None:
    """Write it down and return what became of it; None if the name stands for another text."""
    revision, at, by = loaded.rulebook.revision, utc_now(), who()
    with database.begin() as session:
        is_new = find_rulebook(session, revision) is None
        kept = keep_rulebook(session, revision=revision, source=loaded.source, at=at, by=by)
        if kept.source != loaded.source:
            return None
        note = partial(
            append_entry, session, at=at, actor=by, subject=revision, rulebook_revision=revision
        )
        if is_new:
            note(action="rulebook.import", outcome=Status.DRAFT.value)
        if approve and approve_rulebook(session, kept, at=at, by=by):
            note(action="rulebook.approve", outcome=Status.APPROVED.value)
            return "approved"
    return "kept_as_draft" if is_new else "already_there"


def _taken(path: Path, rulebook: Rulebook, language: Language) -> InputError:
    return InputError(
        say(language, "rulebook.revision_taken", path=path, revision=rulebook.revision)
    )


def _failures(failed: tuple[FailedExample, ...], language: Language) -> Iterator[str]:
    for failure in failed:
        example = failure.example
        yield say(
            language,
            "rulebook.harmless_failed" if example.is_harmless else "rulebook.example_failed",
            rule=example.category,
            text=" ".join(example.text.split()),
            want=level_in_words(example.want, language),
            got=level_in_words(failure.got, language),
        )


def _packaged() -> _Loaded:
    source = packaged_source()
    return _Loaded(parse_rulebook(source, PACKAGED), source)


def _in_force(
    database: Database | None, language: Language, otherwise: _Loaded | None = None
) -> _Loaded:
    """Return the rulebook in force; `otherwise` stands in for one that cannot be read."""
    if database is None:
        return _packaged()
    with database.read() as session:
        kept = rulebook_in_force(session)
    if kept is None:
        return _packaged()
    try:
        return _parsed(kept.source, kept.revision, language)
    except InputError:
        if otherwise is None:
            raise
        return otherwise


def _named(name: str, database: Database | None, language: Language) -> _Loaded:
    path = Path(name)
    if path.is_file() or path.suffix.lower() == ".toml":
        return _of_file(path, language)
    return _of_revision(name, database, language)


def _of_revision(name: str, database: Database | None, language: Language) -> _Loaded:
    known: list[str] = []
    if database is not None:
        with database.read() as session:
            kept = find_rulebook(session, name)
            known = revisions(session)
        if kept is not None:
            return _parsed(kept.source, kept.revision, language)
    packaged = _packaged()
    if name == packaged.rulebook.revision:
        return packaged
    names = ", ".join(dict.fromkeys([*known, packaged.rulebook.revision]))
    raise InputError(say(language, "rulebook.no_such_revision", name=name, known=names))


def _of_file(path: Path, language: Language) -> _Loaded:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(say(language, "rulebook.too_long", path=path))
        source = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise InputError(say(language, "check.no_file", path=path)) from None
    except UnicodeDecodeError:
        raise InputError(say(language, "rulebook.not_utf8", path=path)) from None
    except OSError:
        raise InputError(say(language, "check.unreadable", path=path)) from None
    return _parsed(source, str(path), language)


def _parsed(source: str, name: str, language: Language) -> _Loaded:
    try:
        return _Loaded(parse_rulebook(source, name), source)
    except ContentError as error:
        raise InputError(say(language, "rulebook.refused", reason=error.inn(language))) from None
