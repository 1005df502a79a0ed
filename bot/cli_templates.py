"""`annai import templates` and `annai export templates`: the library as a file."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bot.cli_decisions import open_database, who
from bot.clock import utc_now
from bot.input_error import InputError
from bot.phrases import say
from knowledge.company import UNKNOWN_COMPANY, parse_company
from knowledge.rulebook import PACKAGED as PACKAGED_RULES
from knowledge.rulebook import packaged_source, parse_rulebook
from knowledge.store import templates as store
from knowledge.store.audit import append_entry
from knowledge.store.company_lists import company_list_in_force
from knowledge.store.rulebooks import rulebook_in_force
from knowledge.store.template_revisions import Decision, NewRevision, put_in_force
from knowledge.template_exchange import Read, Refused, read_csv, read_toml, write_csv, write_toml
from knowledge.template_sharing import fields_not_fine
from knowledge.template_source import write_template
from knowledge.template_states import PACKAGED, Status
from knowledge.templates import load_templates, parse_template
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from handlers.texts import Language
    from knowledge.company import Company
    from knowledge.rulebook import Rulebook
    from knowledge.store.database import Session
    from knowledge.templates import PromptTemplate

_MOST_MEGABYTES = 50


@dataclass(frozen=True, slots=True)
class _Plan:
    """What importing a file would do. With anything refused, nothing of it is done."""

    new: tuple[PromptTemplate, ...]
    changed: tuple[PromptTemplate, ...]
    same: int
    refused: tuple[Refused, ...]


def export_templates(form: Literal["toml", "csv"], output: Path | None, language: Language) -> None:
    """Write the templates in force, ours among them, to a file or to standard output.

    Raises:
        InputError: the file cannot be written.
    """
    with open_database() as database, database.begin() as session:
        templates = list(_in_force(session).values())
        append_entry(
            session,
            at=utc_now(),
            actor=who(),
            action="templates.export",
            subject=f"templates:{len(templates)}",
            outcome=form,
        )
    content = write_toml(templates).encode() if form == "toml" else write_csv(templates)
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    try:
        output.write_bytes(content)
    except OSError:
        raise InputError(say(language, "template.cannot_write", path=output)) from None


def import_templates(path: Path, language: Language, *, dry_run: bool) -> int:
    """Put the templates of a file into force, all or none; return the exit code.

    Prints what is new, what changes, and what was refused and why.

    Raises:
        InputError: the file cannot be read.
    """
    read = _read(path, language)
    at, by = utc_now(), who()
    with open_database() as database, database.begin() as session:
        plan = _plan(session, read)
        _report(plan, language)
        if plan.refused:
            said = say(language, "template.import_none_done", count=len(plan.refused))
            sys.stderr.write(said + "\n")
            return 2
        if not dry_run:
            for template in (*plan.new, *plan.changed):
                _put_in_force(session, template, at, by, language)
            append_entry(
                session,
                at=at,
                actor=by,
                action="templates.import",
                subject=f"templates:{len(plan.new) + len(plan.changed)}",
                outcome="imported",
            )
    counts = {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}
    key = "template.import_would" if dry_run else "template.import_done"
    sys.stdout.write(say(language, key, **counts) + "\n")
    return 0


def _read(path: Path, language: Language) -> Read:
    readers = {".toml": read_toml, ".csv": read_csv}
    if path.suffix.lower() not in readers:
        raise InputError(say(language, "template.unknown_form", path=path))
    try:
        if path.stat().st_size > _MOST_MEGABYTES * 1_000_000:
            said = say(language, "template.too_many", path=path, most=_MOST_MEGABYTES)
            raise InputError(said)
        source = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise InputError(say(language, "check.no_file", path=path)) from None
    except UnicodeDecodeError:
        raise InputError(say(language, "rulebook.not_utf8", path=path)) from None
    except OSError:
        raise InputError(say(language, "check.unreadable", path=path)) from None
    return readers[path.suffix.lower()](source, path.name)


def _plan(session: Session, read: Read) -> _Plan:
    in_force = _in_force(session)
    rulebook, company = _rules(session)
    new: list[PromptTemplate] = []
    changed: list[PromptTemplate] = []
    refused = list(read.refused)
    for template in read.templates:
        before = in_force.get(template.id)
        if template == before:
            continue
        if wrong := fields_not_fine(template, rulebook, company, before):
            says = {
                one: say(one, "template.import_not_fine", fields=", ".join(wrong))
                for one in ("ja", "en")
            }
            refused.append(Refused(template.id, Words(says["ja"], says["en"])))
        else:
            (changed if before else new).append(template)
    same = len(read.templates) - len(new) - len(changed) - (len(refused) - len(read.refused))
    return _Plan(tuple(new), tuple(changed), same, tuple(refused))


def _report(plan: _Plan, language: Language) -> None:
    for key, templates in (("import_new", plan.new), ("import_changed", plan.changed)):
        for one in templates:
            title = one.title.inn(language)
            sys.stdout.write(say(language, f"template.{key}", id=one.id, title=title) + "\n")
    for refused in plan.refused:
        why = refused.why.inn(language)
        said = say(language, "template.import_refused", where=refused.where, why=why)
        sys.stderr.write(said + "\n")


def _put_in_force(
    session: Session, template: PromptTemplate, at: datetime, by: str, language: Language
) -> None:
    kept = store.find_template(session, template.id)
    if template.id in load_templates():
        store.keep_packaged(session, template.id, at)
    else:
        store.keep_new(session, template.id, at, owner=None, department=None)
    source = write_template(template)
    said = f"{template.id} {at.isoformat()} {source}"
    new = NewRevision(
        key=f"import:{hashlib.sha256(said.encode()).hexdigest()}",
        template=template.id,
        source=source,
        why=say(language, "template.import_why"),
        author=by,
        language=language,
        at=at,
        based_on=kept.revision if kept else None,
    )
    put_in_force(session, new, Decision(by=by, role="admin", at=at))


def _in_force(session: Session) -> Mapping[str, PromptTemplate]:
    """Return the templates that people get, by id."""
    templates = dict(load_templates())
    for kept in store.kept_templates(session):
        if kept.status is Status.RETIRED:
            templates.pop(kept.id, None)
        elif kept.source is not None and kept.revision != PACKAGED:
            templates[kept.id] = parse_template(kept.source, kept.id)
    return templates


def _rules(session: Session) -> tuple[Rulebook, Company]:
    rules, listed = rulebook_in_force(session), company_list_in_force(session)
    source = (
        (packaged_source(), PACKAGED_RULES) if rules is None else (rules.source, rules.revision)
    )
    company = UNKNOWN_COMPANY if listed is None else parse_company(listed.source, "company list")
    return parse_rulebook(*source), company
