"""Numbers that stand for one person or customer: licence, passport, pension, customer, employee."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.detectors.labels import (
    GLUE_OVER_LINES,
    ascii_lower,
    before_value,
    label,
    line_before,
    squeezed,
    stands_before,
)
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.reading import Reading


@dataclass(frozen=True, slots=True)
class _Sort:
    """One sort of number: what it looks like and which labels make it one."""

    why: str
    value: re.Pattern[str]
    before: re.Pattern[str]
    far: re.Pattern[str]
    header: re.Pattern[str]
    hint: re.Pattern[str]


def _hint(words: str) -> re.Pattern[str]:
    """Return a quick pattern that finds something in every text with one of the words."""
    heads = {word[:2] for word in squeezed(words).split("|")}
    return regex("|".join(sorted(map(re.escape, heads))))


def _sort(why: str, value: str, words: str) -> _Sort:
    glue = GLUE_OVER_LINES + r"(?:第[ ]?)?"
    return _Sort(
        why,
        regex(rf"(?<![0-9a-z])(?<![0-9a-z]-){value}(?![0-9a-z]|-[0-9])"),
        before_value(words, glue=glue),
        regex(label(words) + r"[^0-9\n]{0,24}(?:\n[^0-9\n]{0,32}){0,3}\Z"),
        regex("^" + label(words) + "(?:番号|no|id|コード)?$"),
        _hint(words),
    )


_SEP = "[ ]?[-・]?[ ]?"
_SORTS = (
    _sort(
        "licence",
        rf"[0-9](?:{_SEP}[0-9]){{11}}",
        "免許|免許証|運転免許|運転免許証|運転免許証番号|免許証番号|免許番号|免許証の番号|運転免許証の番号|免許証no|"
        "driver's license|drivers license|driver license|driving licence|license no|licence no"
        "|license number|licence number",
    ),
    _sort(
        "passport",
        rf"[a-z]{{1,2}}{_SEP}[0-9](?:[ ]?[0-9]){{5,7}}",
        "旅券|旅券番号|パスポート|パスポート番号|パスポートno|パスポートの番号|passport|passport no|passport no."
        "|passport number|旅券no|pp no|pp no.|pp#|ppt no|passport#|passport id",
    ),
    _sort(
        "residence-card",
        rf"[a-z]{{2}}{_SEP}[0-9](?:[ ]?[0-9]){{7}}{_SEP}[a-z]{{2}}",
        "在留カード|在留カード番号|在留カードno|在留カードの番号|在留番号|residence card|residence card no"
        "|residence card number|"
        "特別永住者証明書|特別永住者証明書番号|外国人登録番号",
    ),
    _sort(
        "pension",
        rf"[0-9](?:[ ]?[0-9]){{3}}{_SEP}[0-9](?:[ ]?[0-9]){{5}}",
        "基礎年金|基礎年金番号|年金番号|年金手帳|基礎年金の番号|年金手帳の番号|年金手帳番号|pension no|pension number|年金",
    ),
    _sort(
        "employment-insurance",
        rf"[0-9](?:[ ]?[0-9]){{3}}{_SEP}[0-9](?:[ ]?[0-9]){{5}}{_SEP}[0-9]",
        "雇用保険|雇用保険番号|雇用保険被保険者番号|雇用保険被保険者証|雇用保険 被保険者番号|被保険者番号|雇保|雇用保険の被保険者番号|雇用保険の番号",
    ),
    _sort(
        "resident-record",
        rf"[0-9](?:{_SEP}[0-9]){{10}}",
        "住民票コード|住民票番号|住基番号|住基コード|住民コード|住民票のコード",
    ),
    _sort(
        "health-insurance",
        r"[0-9][0-9\-・ ]{1,14}[0-9]",
        "保険証|健康保険証|保険証番号|保険者番号|被保険者証|被保険者番号|健康保険番号|健保番号|保険証の番号|健康保険 記号|保険証 記号|"
        "保険証の記号|記号・番号|記号番号|被保険者記号|被保険者証記号番号|介護保険番号|介護保険被保険者番号|健康保険被保険者番号|"
        "健康保険の記号|健康保険証の記号|健康保険証 記号|被保険者証の記号|保険者 番号",
    ),
)
_PERSONAL_CODE = (
    r"(?:(?:[a-z]{1,3}[ ])?[0-9]{3,6}(?:[ ][0-9]{2,6}){1,3}(?![ ]?[年月日時分円件名])"
    r"|(?:[a-z]{1,6}[\-_/]?){0,2}[0-9](?=[0-9a-z\-_/]{2,24}(?![0-9a-z]))(?:[0-9a-z]"
    r"|[\-_/](?=[0-9a-z])){2,24}|(?:[a-z][ ])?[0-9](?:[ ][0-9]){4,11})"
)
_CUSTOMER_WORDS = (
    "学生証|生徒証|組合員証|会員カード|お客様番号|お客さま番号|お客様no|お客様id|お客様コード|顧客番号|顧客id|顧客コード|顧客no|得意先コード|得意先番号|"
    "取引先コード|取引先番号|会員番号|会員id|会員no|会員コード|契約番号|契約者番号|契約no|契約id|契約書番号|ご契約番号|証券番号|保険証券番号|"
    "患者番号|患者id|診察券番号|受験番号|学籍番号|応募者番号|応募番号|お客様注文番号|お客様の注文番号|顧客注文番号|得意先注文番号|仕入先コード|"
    "customer no|customer number|customer code|customer id|customerid|client id no|member no|member id"
    "|member number|membership no|"
    "contract no|contract number|policy number|patient id|加入者番号|利用者番号|ユーザー番号|学生番号|申請者番号"
    "|ポイントカード番号|診察券|会員証|会員証番号|被験者番号|加入者id|利用者id|ユーザーid|生徒番号|保証書番号|policy no|policy id|contract id|account holder id"
    "|user no|student id|student no|patient no|申込番号|申込者番号|管理者番号|診察番号|カルテ番号|物件番号|物件no|号機番号"
)
_EMPLOYEE_WORDS = (
    "社員証|職員証|社員カード|職員カード|従業員証|社員ナンバー|社員#|従業員ナンバー|職員ナンバー|社員の番号|スタッフの番号|従業員cd|職員cd|スタッフcd|社員 no|社員番号|スタッフid|スタッフno|スタッフコード|職員id|職員no|人事番号|乗務員番号|担当者コード|担当者番号|従業員番号|社員no|社員no.|社員id|社員コード|社員cd|社番|職員番号|スタッフ番号|従業員no|従業員id|従業員コード|職員コード|"
    "employee no|employee no.|employee number|employee id|employeeid|emp no|emp#|emp id|empno"
    "|staff id|staff no|個人コード|職番"
)
_OF_CUSTOMERS = (
    "お客様|お客さま|顧客|会員|メンバー|契約|契約者|ご契約|ご契約者|得意先|取引先|仕入先|患者|診察券|診察|カルテ|利用者|加入者|学籍|学生|生徒|児童|園児|"
    "受験|応募者|申込者|証券|保険証券|ポイントカード|会員証|会員カード|被験者|ユーザー|ユーザ|登録者|組合員|入居者|寄付者|支援者|購読者|被保険者|保険契約|口座名義人|"
    "member|customer|client|patient|policy|contract|student|subscriber|user|membership"
)
_CUSTOMER_WORDS += "".join(
    f"|{who}{what}"
    for who in _OF_CUSTOMERS.split("|")
    for what in (
        (" no", " number", " id", " code", " num", " #", "#", "-no", " no.")
        if who.isascii()
        else (
            "番号",
            "の番号",
            "様番号",
            "証番号",
            "識別番号",
            "登録番号",
            "識別コード",
            "ナンバー",
            "no",
            "id",
            "コード",
            "cd",
            "#",
            "管理番号",
        )
    )
)
_CUSTOMER = _sort("customer-number", _PERSONAL_CODE, _CUSTOMER_WORDS)
_EMPLOYEE = _sort(
    "employee-number",
    r"(?:(?:[a-z]{1,5}[\-_]?)?[0-9](?:[0-9]|[\-_](?=[0-9])){1,11}|[0-9](?:[ ][0-9]){3,9})",
    _EMPLOYEE_WORDS,
)
_NEXT_IS_COUNT = regex(
    r"[ ]?(?:桁|件|名|人|個|文字|種|番目|行|列|円|万|年|月|以上|以下|項|社|%|か月)"
)
_DATE = regex(r"(?:19|20)[0-9]{2}(?:[\-/][01]?[0-9][\-/][0-3]?[0-9])?$")
_SHOWN_CARD = regex(r"(?<![0-9a-z])[a-z]{2}[0-9]{8}[a-z]{2}(?![0-9a-z])")
_GOODS = regex(
    r"(?:部品|品番|型番|型式|伝票|注文|追跡|製造|シリアル|ロット|商品|図番|sku|part|serial)[^0-9\n]{0,10}\Z"
)
_JAPANESE_NO = regex(
    r"(?<=[ぁ-んァ-ヶー一-龯])(?:no(?=[. :]{0,3}[0-9a-z])|(?:id|cd)(?=[a-z]{0,4}-?[0-9]))"
)
_SHAPED = frozenset(
    {"licence", "passport", "residence-card", "pension", "employment-insurance", "resident-record"}
)
_FAR_REACH = 96
_LETTERS_THEN_DIGITS = regex(r"(?<=[A-Za-z][A-Za-z])-?(?=\\d|\[0-9)|(?<=[A-Za-z])-(?=\\d|\[0-9)")
_SYMBOL_THEN_NUMBER = regex(
    r"(?:保険|健保|被保険者"
    r"|共済|組合)(?:[^0-9\n]{0,24}|[^\n]{0,32}?[^0-9\n])\n?[^0-9\n]{0,6}記[ ]?号[ :はが・\-]{0,4}([一-龯ァ-ヶ]{0,4}[0-9][0-9\-]{1,12})[^0-9\n]{0,8}\n?[^0-9\n]{0,4}番[ ]?号[ :はが\-]{0,4}([0-9]{1,10})(?![0-9])"
)
_NUMBER_THEN_INSURER = regex(
    r"記[ ]?号[ :は]{0,3}([0-9][0-9\-]{1,12})[^0-9\n]{0,6}番[ ]?号[ :は]{0,3}([0-9]{1,10})(?![0-9])[^\n]{0,12}?(?:保険|健保|共済)"
)
_CUSTOMER_HEADER = regex(
    r"(?:顧客|お客様|得意先|取引先|会員|契約|患者|応募者|仕入先|利用者|学籍|受験|証券|customer|member|client|contract|policy|patient|student)_?(?:番号|id|no\.?"
    r"|コード|code|number)"
)
_EMPLOYEE_HEADER = regex(
    r"(?:社員|従業員|職員|スタッフ|employee|emp|staff)_?(?:番号|id|no\.?|コード|code|number|cd)|社番"
)
_PERSON_HEADER = regex(r"氏名|名前|顧客|会員|利用者|患者|生徒|kana|カナ|フリガナ")
_PLAIN_HEADER = regex(r"番号|コード|id|no\.?")
_CODE_CELL = regex(r"[A-Za-z]{0,6}[\-_]?[0-9][0-9A-Za-z\-_]{0,20}")


def find_id_numbers(reading: Reading) -> Iterator[Finding]:
    """Yield official and customer numbers; a label or a column is required for each."""
    lowered = _lower(reading.text)
    for sort in (*_SORTS, _CUSTOMER):
        yield from _labelled(lowered, sort, Kind.ID_NUMBER)
    for match in (
        *_SYMBOL_THEN_NUMBER.finditer(lowered),
        *_NUMBER_THEN_INSURER.finditer(lowered),
    ):
        for group in (1, 2):
            yield Finding(*match.span(group), Kind.ID_NUMBER, Confidence.SURE, "health-insurance")
    for match in _SHOWN_CARD.finditer(lowered):
        if _GOODS.search(line_before(lowered, match.start(), 16)):
            continue
        yield Finding(*match.span(), Kind.ID_NUMBER, Confidence.POSSIBLE, "residence-card")
    for cell in reading.cells:
        value = lowered[cell.start : cell.end]
        for sort in _SORTS:
            if sort.header.search(cell.header) and sort.value.fullmatch(value):
                yield Finding(cell.start, cell.end, Kind.ID_NUMBER, Confidence.SURE, sort.why)
        # 番号 beside 氏名 is the number of the person.
        of_person = (
            _PLAIN_HEADER.fullmatch(cell.header)
            and len(value) > 3
            and any(map(_PERSON_HEADER.search, cell.headers))
        )
        if (
            of_person
            or _CUSTOMER_HEADER.search(cell.header)
            or _CUSTOMER.header.search(cell.header)
        ) and _CODE_CELL.fullmatch(value):
            yield Finding(cell.start, cell.end, Kind.ID_NUMBER, Confidence.SURE, "customer-number")


def _lower(text: str) -> str:
    """Return a small-letter copy in which 会員NoA-1 reads 会員番号A-1, of the same length."""
    return _JAPANESE_NO.sub("番号", ascii_lower(text))


def _labelled(lowered: str, sort: _Sort, kind: Kind) -> Iterator[Finding]:
    known = squeezed(lowered)
    if not sort.hint.search(known):
        return
    for match in sort.value.finditer(lowered):
        start, end = match.span()
        if not any("1" <= char <= "9" for char in match[0]) or _NEXT_IS_COUNT.match(lowered, end):
            continue
        if _DATE.match(match[0]):
            continue
        if stands_before(sort.before, lowered, start) or _heads(lowered, sort, match):
            yield Finding(start, end, kind, Confidence.SURE, sort.why)


def _heads(lowered: str, sort: _Sort, match: re.Match[str]) -> bool:
    """Say whether a label a few lines above heads this number, when its shape fits only that."""
    if sum("0" <= char <= "9" for char in match[0]) < 7 or sort.why not in _SHAPED:
        return False
    found = sort.far.search(lowered, max(0, match.start() - _FAR_REACH), match.start())
    return found is not None


def find_employee_numbers(reading: Reading) -> Iterator[Finding]:
    """Yield employee numbers: by the company's own format, a label or a column."""
    lowered = _lower(reading.text)
    yield from _labelled(lowered, _EMPLOYEE, Kind.EMPLOYEE_NUMBER)
    for cell in reading.cells:
        headed = _EMPLOYEE_HEADER.search(cell.header) or _EMPLOYEE.header.search(cell.header)
        if headed and _CODE_CELL.fullmatch(lowered, cell.start, cell.end):
            yield Finding(
                cell.start, cell.end, Kind.EMPLOYEE_NUMBER, Confidence.SURE, "employee-number"
            )
    own = _own_format(reading.company.employee_number_format)
    for match in own.finditer(reading.text) if own else ():
        # A format of digits alone also fits years and counts, so it only hints.
        sure = Confidence.POSSIBLE if match[0].isdigit() else Confidence.SURE
        if match[0] and not (match[0].isdigit() and _NEXT_IS_COUNT.match(lowered, match.end())):
            yield Finding(*match.span(), Kind.EMPLOYEE_NUMBER, sure, "employee-number-format")


@lru_cache(maxsize=8)
def _own_format(written: str) -> re.Pattern[str] | None:
    """Compile the company's format; the list's loader has told its owner if it is not one."""
    if not written:
        return None
    plain = unicodedata.normalize("NFKC", written)
    # TK-00412 is also written tk00412 and TK 00412.
    plain = _LETTERS_THEN_DIGITS.sub(r"[ \-_]?", plain)
    try:
        regex(plain)  # alone first: an open "[" would swallow what is put around it
        return regex(
            rf"(?<![0-9A-Za-z])(?<![0-9][.,\-])(?:{plain})(?![0-9A-Za-z]|[.,][0-9])", re.IGNORECASE
        )
    except re.error:
        return None
