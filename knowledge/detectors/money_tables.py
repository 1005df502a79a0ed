"""Amounts that only their place shows: under 金額, after 合計, at the end of a row of an invoice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import ascii_lower, label
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.tables import Cell
    from knowledge.reading import Reading

_PLAIN = (
    r"[▲△\-−]?[ ]?[¥\\]?[ ]?[▲△\-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?"
    r"|[▲△\-−]?[¥\\]?[0-9]+(?:\.[0-9]{1,2})?"
)
_AMOUNT_CELL = regex(rf"(?:{_PLAIN})(?:[ ]?円)?-?")
_HEADER = regex(
    r"金額|単価|価格|値段|小計|合計額|総額|税込|税抜|税額|消費税|本体|売価|原価|仕入値|売上|請求額|入金|出金|残高|支払|給与|基本給|本給|手当|支給|控除|賞与"
    r"|年収|月給|年俸|時給|日給|報酬|予算|利益|粗利|費用|料金|運賃|代金|経費|売値|定価|卸値|掛け値|見積額|契約額|受注額|発注額|値引|差額|月額|年額|購入額|リース料|円[)]?$"
    r"|(?:^|_|unit|total|net|sub|tax)(?:amount|price|cost|fee|salary|wage|balance|revenue"
    r"|budget|total|subtotal|profit|charge|payment|jpy|yen|bonus|pay|income)(?:$|_|[(])"
)
_NOT_MONEY_HEADER = regex(
    r"数|件|人|年(?!収|俸|額)|率|%|no|番号|コード|日付?$|月$|qty|count|棚|時間|比|点|順|id$|名$|方法|区分|科目|種別|手段|先$|条件"
    r"|期日|期限|単位$|date|page|item|row|token|size|bytes|user|second|length|ms$"
)
_UNIT_LINE = regex(
    r"(?:単位[ :=は]{0,3}|[(])(?:百万|十億|千|万|億)?(?:円|ドル|米ドル|usd|jpy|ユーロ|元)(?=[)\s、,]|\Z)|(?:千|百万|万)円単位"
)
_TABLE_NUMBER = regex(
    r"(?<![0-9A-Za-z.,\-/:])[▲△\-−]?[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9A-Za-z%.,:]"
    r"|[年月日人名件個台回枚本期位]|-[0-9]|/[0-9])"
)
_LABELLED = regex(
    label(
        "金額|御見積金額|お見積金額|見積金額|ご請求金額|請求金額|請求額|合計金額|合計|小計|総計|総額|単価|価格|税込|税抜|税抜き|税込み|消費税|消費税等|消費税額"
        "|時給|日給|月給|家賃|賃料|地代|共益費|敷金|礼金|保証金|頭金|税額|本体価格|本体|値引"
        "|値引き|出精値引|送料|手数料|基本給|手当|支給額|差引支給額|控除額|賞与|年収|月給|年俸|月額|年額|予算|売上|売上高|営業利益|経常利益|純利益|粗利|原価"
        "|費用|料金|運賃|代金|報酬|残高|入金|出金|支払額"
        "|定価|売価|卸値|希望小売価格|上限|見積額|契約金額|発注金額|受注金額|交通費|宿泊費|日当|経費|amount|total|subtotal|price"
        "|unit price|cost|fee|budget|salary|balance due|tax"
    )
    + r"(?:\([^()\n]{1,12}\))?(?:は、?|が|を|も|[ ]?[:=→…])?[ |\t]{0,8}(?:\n[> ]{0,4})?(?:約|計|金|@)?"
    r"([▲△\-−]?[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{4,}|[0-9]+(?:\.[0-9]+)?[km](?![a-z]))(?:-(?![0-9]))?"
    r"(?:[ ]?(?:→|⇒|->|~)[ ]?([0-9]{1,3}(?:,[0-9]{3})+))?"
)
# Limits and totals are of tokens and rows as well.
_ANY_LIMIT = regex(r"上限|合計|総計|小計|残高|total|tax|cost")
_JSON = regex(
    r"[\"'](?:[a-z_]{0,20}(?:amount|price|cost|fee|salary|subtotal|budget|revenue|balance"
    r"|payment|total)(?:_(?:jpy|usd|yen|amount|price|cost|tax|fee))?|[^\"'\n]{0,8}(?:金額|単価|価格"
    r"|合計|小計|売上|予算|給与)[^\"'\n]{0,6})[\"']"
    r"\s{0,2}(?::|=>)\s{0,2}[\"']?(-?(?:[0-9]{1,3}(?:,[0-9]{3})+"
    r"|[0-9]{2,})(?:\.[0-9]{1,2})?)(?![0-9\-/])"
)
_AFTER = regex(
    r"[ ]?(?:[人名件個台回本枚歩部冊社世戸票年月日歳点%ト時分秒文字行倍株口]|-[0-9]|/[0-9]|:[0-9]|ポイント|キロ|kg|km|ml|cm|mm|mb"
    r"|gb|ページ|セット|トークン|アクセス)"
)
_PAPER = regex(
    r"見積|請求|内訳|明細|領収|納品書|注文書|発注書|精算|経費|単価|税込|税抜|税別|消費税|小計|振込|¥|支払|予算|[一-龯]費(?![一-龯])|invoice|quotation|subtotal"
    r"|amount due",
    re.IGNORECASE,
)
_STATISTICS = regex(r"人口|国勢調査|世帯数|統計|来場者|会員数|アクセス数|PV|部数|生産台数|入場者")
_ROW_END = regex(
    r"(?<=[^0-9,.\n])(?:(?<=[ \t|:/…・])|(?<=式)"
    r"|(?<=[一-龯ァ-ヶー)]))((?:[▲△\-−]?[¥\\]?[0-9]{1,3}(?:,[0-9]{3})+[ \t"
    r"|/]{1,12}){0,5}[▲△\-−]?[¥\\]?[0-9]{1,3}(?:,[0-9]{3})+)-?[ \t|]{0,4}$",
    re.MULTILINE,
)
_NUMBER = regex(r"[▲△\-−]?[¥\\]?[0-9]{1,3}(?:,[0-9]{3})+")
_TRANSFER = regex(
    r"(?:普通|当座|貯蓄|(?<=[,\t|\"'])[124])[\"']?[,\t|][ \"']{0,2}[0-9]{6,8}[\"']?[,\t|][^,\t|\n]{0,40}[,\t"
    r"|][ \"']{0,2}([0-9][0-9,]{2,11}(?:\.[0-9]+)?)[ \"']{0,2}(?=[,\t|\n]|\Z)"
)


def find_amounts_by_place(reading: Reading) -> Iterator[Finding]:
    """Yield amounts without a currency in tables, after labels, in JSON and in rows of papers."""
    text, table = reading.text, reading.cells
    lowered = ascii_lower(text)
    yield from _columns(text, table)
    yield from _unit_tables(text, lowered, table)
    for match in _LABELLED.finditer(lowered):
        if _AFTER.match(lowered, match.end(1)) or not re.search(r"[1-9]", match[1]):
            continue
        if "," in match[1] or not _ANY_LIMIT.match(match[0]):
            yield _money(*match.span(1), "money-labelled")
            if match[2]:
                yield _money(*match.span(2), "money-labelled")
    for pattern in (_JSON, _TRANSFER):
        for match in pattern.finditer(lowered):
            yield _money(*match.span(1), "money-column")
    if _PAPER.search(text) and not _STATISTICS.search(text):
        for match in _ROW_END.finditer(text):
            for number in _NUMBER.finditer(text, *match.span(1)):
                yield _money(*number.span(), "money-row")


def _money(start: int, end: int, why: str) -> Finding:
    return Finding(start, end, Kind.MONEY, Confidence.SURE, why)


def _columns(text: str, table: tuple[Cell, ...]) -> Iterator[Finding]:
    for cell in table:
        if not _HEADER.search(cell.header) or _NOT_MONEY_HEADER.search(cell.header):
            continue
        value = text[cell.start : cell.end]
        if _AMOUNT_CELL.fullmatch(value) and re.search(r"[1-9]", value):
            yield _money(cell.start, cell.end, "money-column")


def _unit_tables(text: str, lowered: str, table: tuple[Cell, ...]) -> Iterator[Finding]:
    """Yield the numbers of the table that a 「単位:千円」 stands over, beside or under."""
    counted = {cell.start for cell in table if _NOT_MONEY_HEADER.search(cell.header)}
    done = 0
    for unit in _UNIT_LINE.finditer(lowered):
        if unit.start() < done:
            continue
        at = text.find("\n", unit.end()) + 1
        while at and at < len(text):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = text[at:stop]
            if not line.strip() or (len(line) > 30 and "。" in line):
                break
            for number in _TABLE_NUMBER.finditer(text, at, stop):
                value = number[0].strip("▲△-−")
                if number.start() not in counted and ("," in value or len(value) >= 2):
                    yield _money(*number.span(), "money-unit")
            at = done = stop + 1
