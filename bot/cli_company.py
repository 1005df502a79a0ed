"""`annai import company` and `annai export company`: the company's own list."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.cli_decisions import open_database, who
from bot.clock import utc_now
from bot.input_error import InputError
from bot.phrases import say
from knowledge.company import UNKNOWN_COMPANY, CompanyListError, parse_company
from knowledge.company_source import read_company_source
from knowledge.store.audit import append_entry
from knowledge.store.company_lists import company_list_in_force, keep_company_list

if TYPE_CHECKING:
    from pathlib import Path

    from handlers.texts import Language
    from knowledge.company import Company
    from knowledge.store.models import CompanyList

_COUNTED = (
    "customers",
    "partners",
    "confidential_projects",
    "unreleased_products",
    "published_products",
)


def import_company(path: Path, language: Language) -> None:
    """Put a company list into force and print how much is on it now and was before.

    Raises:
        InputError: the list cannot be used.
    """
    try:
        source = read_company_source(path)
        company = parse_company(source, str(path))
    except CompanyListError as error:
        raise InputError(error.inn(language)) from None
    at, by = utc_now(), who()
    with open_database() as database, database.begin() as session:
        before = company_list_in_force(session)
        is_new = keep_company_list(session, source=source, at=at, by=by)
        append_entry(
            session,
            at=at,
            actor=by,
            action="company.import",
            subject="company_list",
            outcome="imported" if is_new else "unchanged",
        )
    key = "company.imported" if is_new else "company.unchanged"
    sys.stdout.write(say(language, key, path=path) + "\n")
    _print_counts(_counts_of(before), company)


def export_company(language: Language) -> None:
    """Print the YAML of the list in force, as it was imported.

    Raises:
        InputError: there is none.
    """
    with open_database() as database, database.begin() as session:
        kept = company_list_in_force(session)
        if kept is None:
            raise InputError(say(language, "company.none"))
        append_entry(
            session,
            at=utc_now(),
            actor=who(),
            action="company.export",
            subject="company_list",
            outcome="exported",
        )
    sys.stdout.write(kept.source if kept.source.endswith("\n") else kept.source + "\n")


def _counts_of(kept: CompanyList | None) -> Company:
    try:
        return parse_company(kept.source, "") if kept else UNKNOWN_COMPANY
    except CompanyListError:  # from before a limit
        return UNKNOWN_COMPANY


def _print_counts(before: Company, after: Company) -> None:
    # Only how many: who our customers are does not belong on a screen that others may see.
    for key in _COUNTED:
        was, now = len(getattr(before, key)), len(getattr(after, key))
        sys.stdout.write(f"  {key}: {was} → {now}\n")
