"""Individual numbers (マイナンバー) and payment cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import (
    GLUE,
    ascii_lower,
    before_value,
    label,
    line_before,
    stands_before,
)
from knowledge.detectors.numbers import (
    ascii_digits,
    is_card_number,
    is_my_number,
    with_plain_digits,
)
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.reading import Reading

# Digits in groups of any kind; the parts of one number stand on one line or are torn after a dash.
_GAP = r"[ ]{0,3}[\-./・_ー]?[ ]{0,3}(?:\n[> ]{0,4}-?)?"
_LONG = regex(rf"(?<![0-9])[0-9](?:{_GAP}[0-9]){{9,18}}(?![0-9])")
_FOUR_FOUR_FOUR = regex(r"[0-9]{4}([^0-9]{1,4})[0-9]{4}[^0-9]{1,4}[0-9]{4}")
_CARD_GROUPS = regex(
    r"[0-9]{4}[^0-9]{1,4}(?:[0-9]{4}[^0-9]{1,4}[0-9]{4}[^0-9]{1,4}[0-9]{4}(?:[^0-9]{1,4}[0-9]{3})?"
    r"|[0-9]{6}[^0-9]{1,4}[0-9]{4,5})"
)
_MY_WORDS = (
    "マイナンバー|マイナンバ|マイナ|個人番号|マイナ番号|my number|mynumber|mn|kojin bangou|kojin bango|個人no|"
    "個人ナンバー|通知カード|マイナンバーカード|individual number"
)
_MY_LABEL = before_value(_MY_WORDS)
_MY_WORD = regex(label(_MY_WORDS))
_MY_NEAR = regex(
    label(_MY_WORDS)
    + r"[^0-9\n]{0,40}(?:[0-9][0-9 \-]{11,15}[^0-9\n]{1,16}){0,2}(?:\n[^0-9\n]{0,32}){0,3}\Z"
)
_PEOPLE = regex(
    r"年末調整|年末の(?:手続|書類)|支払調書|扶養|源泉|社会保険|社保|雇用保険|健康保険|厚生年金|税務|年金|続柄|配偶者|本人|氏名|給与|入社|被保険者|住民税|確定申告"
)
_CARD_LABEL = regex(
    label(
        "カード|カード番号|クレジット|クレジットカード|クレジットカード番号|クレカ|デビット|card|card number|card no|pan|credit card|"
        "カードno|カード情報|visa|jcb|amex|mastercard|master|ビザ|マスター|cc|cardnumber|決済カード|法人カード|"
        "コーポレートカード"
    )
    + r"(?:[ ]?(?:番号|no\.?|number))?"
    + GLUE
    + r"(?:[^0-9\n]{0,16}\n?[^0-9\n]{0,6})\Z"
)
_PAYING = regex(
    r"カード|クレジット|クレカ|支払|払い|決済|精算|有効期限|名義|セキュリティコード|visa|jcb|amex|master|card|cvv|cvc|expir|exp"
)
_OTHER_NUMBER = regex(
    r"(?:品番|型番|型式|カタログ|伝票|注文|受注|発注|追跡|送り状|荷物|製造番号|シリアル|ロット|管理番号|資産番号|図番|問い?合わせ番号|整理番号"
    r"|受付番号|jan|isbn|ean|upc|imei|serial|s/n|lot|tracking|order|sku|seq|uuid|法人番号|登録番号|job|pid"
    r"|trace|バーコード)"
    r"[^\n0-9]{0,14}\Z"
)
_OTHER_KEY = regex(r"[a-z_]{2,}[ ]?[=:][ \"']{0,2}\Z")
_TIMESTAMP = regex(r"20[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-2][0-9][0-5][0-9]")
_CODE = regex(
    r"(?:セキュリティ[ ]?(?:コード|番号)|セキュコ-?ド|[34]桁(?:の)?(?:コード|番号|数字)|裏(?:面|側|の数字)?(?=は)|裏(?:面|側)?の?(?:[34]桁|番号|数字)"
    r"|security[ ]code|(?<![a-z])cv[vc]2?(?![a-z])|(?<![a-z])cid(?![a-z]))(?:[ ]?(?:番号|code))?"
    + GLUE
    + r"([0-9]{3,4})(?![0-9桁])"
)
_EXPIRY = regex(
    r"(?:有効期限|期限|有効|(?<![a-z])exp(?:iry|ires|iration)?(?:[ ]date)?|valid[ ]thru|good[ ]thru)"
    + GLUE
    + r"\n?([01]?[0-9][ ]?[/\-][ ]?(?:20)?[0-9]{2}(?![0-9/\-])|(?:20)?[0-9]{2}年[01]?[0-9]月|[01]?[0-9]月[/ ]?(?:20)?[0-9]{2}年)"
    r"|(?<=[0-9]{4})[ ,、|/]{1,4}((?:0[1-9]|1[0-2])[/\-](?:20)?[0-9]{2})(?![0-9/])"
)
_CODE_AFTER = regex(
    r"(?<=[0-9]{4})[ ,、|/]{1,4}(?:0[1-9]|1[0-2])[/\-](?:20)?[0-9]{2}[ ,、|/]{1,4}([0-9]{3,4})(?![0-9/])"
)
_MY_HEADER = regex(r"マイナンバー|個人番号|mynumber|my_number|^番号$")
_CARD_HEADER = regex(r"カード|card|クレジット")


def find_my_numbers(reading: Reading) -> Iterator[Finding]:
    """Yield individual numbers.

    Sure with a label, even when the check digit fails: a mistyped number is still a leak. Without
    one only a valid number counts, and it is sure only among words of payroll and grouped 4-4-4.
    """
    text = reading.text
    for copy in filter(None, (text, with_plain_digits(text))):
        lowered = ascii_lower(copy)
        seen: set[tuple[int, int]] = set()
        for start, end, alone in _runs(copy):
            found = _my_number(copy, lowered, start, end)
            if found and (alone or found.why == "my-number-labelled"):
                if found.confidence is Confidence.SURE:
                    seen.add((start, end))
                yield found
        if seen:
            yield from (f for f in _of_the_same_form(copy) if (f.start, f.end) not in seen)
    for cell in reading.cells:
        digits = ascii_digits(text[cell.start : cell.end])
        if len(digits) == 12 and _MY_HEADER.search(cell.header):
            named = cell.header != "番号" or any(_PEOPLE.search(h) for h in cell.headers)
            if named and re.fullmatch(r"[0-9 \-]{12,16}", text[cell.start : cell.end]):
                yield Finding(
                    cell.start, cell.end, Kind.MY_NUMBER, Confidence.SURE, "my-number-column"
                )


def _of_the_same_form(text: str) -> Iterator[Finding]:
    """Beside one individual number, another row of 4-4-4 digits is one too, mistyped or not."""
    for start, end, alone in _runs(text):
        if alone and _FOUR_FOUR_FOUR.fullmatch(text[start:end]):
            yield Finding(start, end, Kind.MY_NUMBER, Confidence.SURE, "my-number-beside")


def _runs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield digit groups that may be one number: start, end, and whether it stands alone.

    "800 4242 4242 4242 4242" is a price and a card, so every row of neighbouring groups is tried.
    """
    for match in _LONG.finditer(text):
        groups = [m.span() for m in re.finditer("[0-9]+", text[match.start() : match.end()])]
        sizes = [end - start for start, end in groups]
        for first in range(len(groups)):
            for last in range(first, len(groups)):
                if not 11 <= sum(sizes[first : last + 1]) <= 19:
                    continue
                start, end = match.start() + groups[first][0], match.start() + groups[last][1]
                left = sizes[first - 1] if first else 0
                right = sizes[last + 1] if last + 1 < len(sizes) else 0
                alone = _is_edge(left, text[start - 1 : start]) and _is_edge(
                    right, text[end : end + 1]
                )
                yield start, end, alone


def _is_edge(neighbour: int, sign: str) -> bool:
    """Say whether the digits next to it belong to something else: parted by a space, no 4-group."""
    return neighbour == 0 or (neighbour != 4 and sign.isspace())


def _my_number(text: str, lowered: str, start: int, end: int) -> Finding | None:
    value = text[start:end]
    digits = ascii_digits(value)
    if not 11 <= len(digits) <= 13:
        return None
    sure = Finding(start, end, Kind.MY_NUMBER, Confidence.SURE, "my-number-labelled")
    if stands_before(_MY_LABEL, lowered, start):
        return sure
    stop = lowered.find("\n", end, end + 60)
    if len(digits) == 12 and _MY_WORD.search(lowered, end, stop if stop > 0 else end + 60):
        return sure
    if len(digits) != 12 or _OTHER_NUMBER.search(line_before(lowered, start, 30)):
        return None
    if _MY_NEAR.search(lowered, max(0, start - 120), start):
        return sure
    if (
        not is_my_number(digits)
        or _is_part_of_code(lowered, start, end)
        or re.search(r"[./_・]", value)
    ):
        return None
    around = lowered[max(0, start - 160) : end + 60]
    grouped = _FOUR_FOUR_FOUR.fullmatch(value) is not None
    if _MY_WORD.search(lowered) or (_PEOPLE.search(around) and (grouped or "番号" in around)):
        return Finding(start, end, Kind.MY_NUMBER, Confidence.SURE, "my-number-check")
    if _OTHER_KEY.search(line_before(lowered, start, 24)) or _TIMESTAMP.fullmatch(value):
        return None
    return Finding(start, end, Kind.MY_NUMBER, Confidence.POSSIBLE, "my-number-check")


def _is_part_of_code(lowered: str, start: int, end: int) -> bool:
    before, after = lowered[max(0, start - 2) : start], lowered[end : end + 2]
    glued_before = before[-1:].isascii() and (
        before[-1:].isalpha() or (before[-1:] in {"-", ".", "_"} and before[:1].isalnum())
    )
    glued_after = after[:1].isascii() and (
        after[:1].isalpha() or (after[:1] in {"-", ".", "_"} and after[1:].isalnum())
    )
    return glued_before or glued_after


def find_cards(reading: Reading) -> Iterator[Finding]:
    """Yield card numbers and security codes.

    Sure with a label, or when grouped as on a card with a maker's prefix and a Luhn digit; the
    same without groups is only possible. Part and catalogue numbers are left alone.
    """
    text = reading.text
    seen = False
    for copy in filter(None, (text, with_plain_digits(text))):
        lowered = ascii_lower(copy)
        for start, end, alone in _runs(copy):
            found = _card(copy, lowered, start, end)
            if found and (alone or found.why == "card-labelled"):
                seen = True
                yield found
    for cell in reading.cells:
        value = text[cell.start : cell.end]
        if not re.fullmatch(r"[0-9 \-]{13,25}", value):
            continue
        if 13 <= len(ascii_digits(value)) <= 19 and _CARD_HEADER.search(cell.header):
            yield Finding(cell.start, cell.end, Kind.CARD, Confidence.SURE, "card-column")
    for match in _CODE.finditer(ascii_lower(text)):
        yield Finding(*match.span(1), Kind.CARD, Confidence.SURE, "card-code")
    # Beside its card an expiry is masked; by itself it forbids nothing.
    for match in _CODE_AFTER.finditer(text) if seen else ():
        yield Finding(*match.span(1), Kind.CARD, Confidence.SURE, "card-code")
    for match in _EXPIRY.finditer(ascii_lower(text)) if seen else ():
        yield Finding(
            *match.span(match.lastindex or 0), Kind.CARD, Confidence.POSSIBLE, "card-expiry"
        )


def _card(text: str, lowered: str, start: int, end: int) -> Finding | None:
    value = text[start:end]
    digits = ascii_digits(value)
    if not 13 <= len(digits) <= 19 or not digits.strip("0"):
        return None
    before = line_before(lowered, start, 30)
    other = _OTHER_NUMBER.search(before) is not None
    labelled = _CARD_LABEL.search(lowered, max(0, start - 48), start) is not None
    if labelled and not other and (len(digits) > 13 or is_card_number(digits)):
        return Finding(start, end, Kind.CARD, Confidence.SURE, "card-labelled")
    if other or not is_card_number(digits) or _is_part_of_code(lowered, start, end):
        return None
    grouped = _CARD_GROUPS.fullmatch(value) is not None
    paying = _PAYING.search(lowered[max(0, start - 80) : end + 40]) is not None
    if not grouped and not paying and _OTHER_KEY.search(before):
        return None
    sure = Confidence.SURE if grouped or paying else Confidence.POSSIBLE
    return Finding(start, end, Kind.CARD, sure, "card-checksum")
