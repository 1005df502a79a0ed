"""All detectors over one text, their findings brought back to the original."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.detectors.addresses import find_addresses
from knowledge.detectors.bank_accounts import find_bank_accounts
from knowledge.detectors.birthdates import find_birthdates
from knowledge.detectors.companies import find_companies
from knowledge.detectors.company_terms import find_company_terms
from knowledge.detectors.contacts import find_emails, find_postal_codes
from knowledge.detectors.credentials import find_credentials
from knowledge.detectors.hosts import find_internal_hosts, find_internal_urls
from knowledge.detectors.id_numbers import find_employee_numbers, find_id_numbers
from knowledge.detectors.identifiers import find_cards, find_my_numbers
from knowledge.detectors.money import find_money
from knowledge.detectors.names import find_names
from knowledge.detectors.phones import find_phones
from knowledge.masking import PLACEHOLDER, merge
from knowledge.public_context import drop_public

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.reading import Detector, Reading
    from knowledge.verdict import Finding

DETECTORS: tuple[Detector, ...] = (
    find_company_terms,
    find_emails,
    find_phones,
    find_postal_codes,
    find_addresses,
    find_birthdates,
    find_my_numbers,
    find_cards,
    find_bank_accounts,
    find_id_numbers,
    find_employee_numbers,
    find_credentials,
    find_money,
    find_internal_urls,
    find_internal_hosts,
    find_names,
    find_companies,
)


def find(reading: Reading) -> tuple[Finding, ...]:
    """Return what all detectors found, merged, in offsets of the original text."""
    text = reading.text
    found = [finding for detector in DETECTORS for finding in detector(reading)]
    kept = drop_public(text, list(_outside_placeholders(text, found)))
    return merge([_in_original(reading, finding) for finding in kept])


def _in_original(reading: Reading, finding: Finding) -> Finding:
    start, end = reading.shadow.to_original(finding.start, finding.end)
    return replace(finding, start=start, end=end)


def _outside_placeholders(text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """Cut findings back so that no placeholder is ever masked again."""
    masked = [(hit.start(), hit.end()) for hit in PLACEHOLDER.finditer(text)]
    for finding in found:
        yield from _without(finding, masked)


def _without(finding: Finding, masked: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    start = finding.start
    for begin, stop in masked:
        if stop <= start or begin >= finding.end:
            continue
        if begin > start:
            yield replace(finding, start=start, end=begin)
        start = max(start, stop)
    if start < finding.end:
        yield replace(finding, start=start) if start != finding.start else finding
