"""Bank account numbers, in prose, in transfer lists and in Zengin records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import (
    GLUE_OVER_LINES,
    ascii_lower,
    before_value,
    line_before,
    stands_before,
)
from knowledge.detectors.numbers import with_plain_digits
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.tables import Cell
    from knowledge.reading import Reading

_TYPED = regex(
    r"(?:(?:普[ ]?通|当[ ]?座|フツウ|トウザ|チョチク|貯[ ]?蓄|総[ ]?合|定[ ]?期|納税準備|別段)(?:預[ ]?金|貯[ ]?金)?(?:口[ ]?座)?"
    r"|[(]?[普当貯][)]|(?<![一-龯ぁ-ん])[普当](?=[ ]?[/,\t|]?[ ]?[0-9]))"
    r"(?P<gap>[ :.・No\-#/()「]{0,4}(?:(?:口[ ]?座)?(?:番[ ]?号)?[ :は]{0,3})|[\"', \t|]{1,5})"
    r"(?P<number>[0-9](?:[ \-]?[0-9]){5,7})(?![0-9]|[,.][0-9]|-[0-9]|[円名件])"
)
_PLAIN = regex(
    r"(?<![0-9A-Za-z,.\-])[0-9](?:[ \-]?[0-9]){5,7}(?![0-9]|[,.][0-9]{3}|-[0-9]|[A-Za-z]"
    r"|[円年月名件人個台])"
)
_LABEL = before_value(
    "口座|口座番号|振込口座|振込先口座|振込先|account|account no|account number|acct|acct no|a/c|a/c no|"
    "口座no|預金口座|貯金口座|bank account|返金先|返金口座|返金先口座|給与口座|給与振込口座|口座の番号",
    glue=GLUE_OVER_LINES,
)
_BANK = regex(
    r"(?:銀行|信用金庫|信金|信用組合|信組|労働金庫|労金|農協|ja|漁協|支店|本店|出張所|ゆうちょ|営業部|bank|branch|店番)[^\n0-9]{0,16}"
    r"(?:[0-9]{3}[^\n0-9]{1,10})?\Z"
)
_POST_OFFICE = regex(
    r"記[ ]?号[ :は\-]{0,4}([0-9]{5}(?:-?[0-9])?)[^0-9\n]{0,8}\n?[^0-9\n]{0,4}番[ ]?号[ :は\-]{0,4}([0-9]{1,8})(?![0-9])"
)
_POST_OFFICE_SHORT = regex(r"ゆうちょ[^0-9\n]{0,12}([0-9]{5}-[0-9]{1,8})(?![0-9])")
_ZENGIN = regex(
    r"^[ >]{0,4}2[0-9]{4}[^0-9\n]{1,16}[0-9]{3}[^0-9\n]{1,16}(?:[0-9]{4})?[124]([0-9]{7})",
    re.MULTILINE,
)
_IBAN = regex(r"iban[ :\-]{0,4}([a-z]{2}[0-9]{2}(?:[ ]?[0-9a-z]{1,4}){3,8})(?![0-9a-z])")
_HEADER = regex(r"口座|account|acct|預金")
_NOT_NUMBER_HEADER = regex(r"名義|名$|種別|種類|科目|区分|holder|type")
_BANK_COLUMNS = regex(r"銀行|支店|種目|種別|預金|名義|振込|bank|branch")
_WRITTEN_IBAN = regex(
    r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2}(?:[ ]?[0-9A-Z]{4}){3,7}(?:[ ]?[0-9A-Z]{1,3})?(?![0-9A-Za-z])"
)
# Bank, branch, kind, number, holder: the kind is a digit and the holder is in kana.
_TRANSFER_ROW = regex(
    r"[,\t;|][\"' ]{0,2}[1249][\"' ]{0,2}[,\t;|][\"' ]{0,2}([0-9]{6,8})[\"' ]{0,2}[,\t;|][\"' ]{0,2}[ァ-ヴー(][ァ-ヴーA-Z().・ ー\-]{2,40}"
)
_DATE = regex(r"(?:19|20)[0-9]{2}-?(?:0[1-9]|1[0-2])-?(?:[0-3][0-9])?")


def find_bank_accounts(reading: Reading) -> Iterator[Finding]:
    """Yield account numbers that a label, an account type, a bank or a column gives away."""
    text = reading.text
    for copy in filter(None, (text, with_plain_digits(text))):
        lowered = ascii_lower(copy)
        yield from _typed(copy)
        yield from _plain(copy, lowered)
        for match in _POST_OFFICE.finditer(copy):
            for group in (1, 2):
                yield _sure(*match.span(group), "account-post-office")
    for pattern in (_POST_OFFICE_SHORT, _ZENGIN, _TRANSFER_ROW):
        for match in pattern.finditer(text):
            yield _sure(*match.span(1), "account-record")
    yield from _ibans(text)
    for cell in reading.cells:
        if _is_account_column(cell):
            value = text[cell.start : cell.end]
            if re.fullmatch(r"[0-9][0-9 \-]{4,10}", value):
                yield _sure(cell.start, cell.end, "account-column")


def _is_account_column(cell: Cell) -> bool:
    if _HEADER.search(cell.header):
        return not _NOT_NUMBER_HEADER.search(cell.header)
    plain = cell.header in {"番号", "no", "no."}
    return plain and sum(map(bool, map(_BANK_COLUMNS.search, cell.headers))) > 1


def _ibans(text: str) -> Iterator[Finding]:
    for match in _IBAN.finditer(ascii_lower(text)):
        yield _sure(*match.span(1), "account-labelled")
    for match in _WRITTEN_IBAN.finditer(text):
        if _is_iban(match[0]):
            yield _sure(*match.span(), "account-labelled")


def _is_iban(written: str) -> bool:
    plain = written.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def _sure(start: int, end: int, why: str) -> Finding:
    return Finding(start, end, Kind.BANK_ACCOUNT, Confidence.SURE, why)


def _typed(text: str) -> Iterator[Finding]:
    for match in _TYPED.finditer(text):
        # The type belongs to the number unless they are two cells or a label stands between.
        parted = any(sign in match["gap"] for sign in ",\t|\"'") or "番" in match["gap"]
        start = match.start("number") if parted else match.start()
        yield _sure(start, match.end(), "account-type")


def _plain(text: str, lowered: str) -> Iterator[Finding]:
    for match in _PLAIN.finditer(text):
        start, end = match.span()
        if _DATE.fullmatch(match[0]) and not stands_before(_LABEL, lowered, start):
            continue
        if not match[0].strip("0- "):
            continue
        if stands_before(_LABEL, lowered, start):
            yield _sure(start, end, "account-labelled")
        elif (
            len(match[0]) == 7
            and match[0].isdigit()
            and _BANK.search(line_before(lowered, start, 60))
        ):
            yield _sure(start, end, "account-bank")
