"""Amounts of money as they are written in offices: 1,280,000円, ¥1.2M, 金弐拾萬円也, 4万2千."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.money_tables import find_amounts_by_place
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.reading import Reading

_NUMBER = (
    r"(?:[0-9]{1,3}(?:[,、.'][ ]?[0-9]{3})+(?![0-9])(?:\.[0-9]{1,2}(?![0-9]))?"
    r"|[0-9]{1,3}(?: [0-9]{3}){2,5}(?![0-9])|[0-9]++(?:\.[0-9]++)?)"
)
_BIG = r"[十百千]?[万萬億兆]|[百千]"
# One amount: digits, then units and digits in turn (48億2,000万, 4万2千), or 350K.
_RUN = regex(
    rf"(?<![0-9]){_NUMBER}(?:(?:[ ]?(?:{_BIG})(?:[ ]?(?=[0-9])(?={_NUMBER}[ ]?(?:{_BIG}|円"
    rf"|[0-9,]{{3}})){_NUMBER})?){{1,6}}"
    r"|[ ]?[KkMB](?![A-Za-z]))?"
)
_KANJI_RUN = regex(r"[〇零一二三四五六七八九十百千万億兆壱弐参肆伍陸漆捌玖拾佰仟阡萬壹貳參]{1,24}")
_KANJI_VALUE = regex(r"[一二三四五六七八九十壱弐参肆伍陸漆捌玖拾壹貳參]")

_YEN = (
    r"(?:円(?!滑|形|周|盤|筒|弧|卓|柱|錐|高|安|相場|ショップ|玉|札|硬貨|切手|均一|事件|陣|熟|建て|グラフ|単位)|圓|えん(?![ぁ-ん])"
    r"|[Yy]en(?![A-Za-z])|YEN(?![A-Za-z]))"
)
_AFTER_YEN = regex(
    rf"[ ]{{0,2}}\n?{_YEN}(?:[ ]?(?:也|整(?![一-龯])|なり(?![ぁ-ん])|ちょうど))?(?:[./]?-(?![0-9A-Za-z])"
    rf"|ー(?![ァ-ヶー]))?"
)
_TAIL = regex(r"也|[./]?-(?![0-9A-Za-z])|ー(?![ァ-ヶー])")
_AFTER_FOREIGN = regex(
    r"[ ]{0,2}(?:(?:米|豪|カナダ|香港|台湾|シンガポール)?(?:ドル|㌦)|セント(?![ぁ-んァ-ヶ])|ユーロ|人民元|元(?![ぁ-んァ-ヶ一-龯])"
    r"|英?ポンド|ウォン|バーツ|ルピー|ペソ|フラン"
    r"|(?:USD|EUR|GBP|JPY|CNY|RMB|KRW|TWD|HKD|SGD|THB|AUD|CAD|CHF|VND|IDR|INR)(?![A-Za-z])"
    r"|dollars?(?![a-z])|euros?(?![a-z])|bucks)"
)
_WORD_UNIT = regex(r"[ ]?(?:million|billion|trillion|thousand|mil|mn|bn)(?![a-z])")
_BEFORE_YEN = regex(r"(?:[¥₩]|JPY|jpy)[ ]{0,2}[\-▲△−+]?[ ]?\Z")
_BACKSLASH = regex(r"(?<![\\A-Za-z0-9])\\[ ]?\Z")
_BEFORE_FOREIGN = regex(
    r"(?:(?<![A-Za-z0-9_])(?:USD|EUR|GBP|CNY|RMB|KRW|TWD|NTD|HKD|SGD|THB|AUD|CAD|CHF|VND|IDR"
    r"|INR|US\$|NT\$|HK\$|S\$)|[€£฿₫₱₹])[ ]{0,2}[\-▲△]?\Z"
)
_BEFORE_DOLLAR = regex(r"(?<![A-Za-z0-9_\\{$])\$[ ]?[\-]?\Z")
# 内金, 料金 and the like are words; 金85,000円 and 月額金85,000円 are amounts.
_GOLD = "(?<![内頭敷礼料代税年賃借預資現入出返違手基])金[ ]?"
_SIGN = regex(rf"(?:{_GOLD}|[@▲△][ ]?|(?<![0-9A-Za-z).\-])[\-−+±][ ]?)\Z")
_TAX_BEFORE = regex(r"(?:税込|税抜き?|税別|込み?|@|単価)[ :]{0,2}\Z")
_COUNTED = regex(
    r"[ ]?(?:[人名件個台回本枚歩部冊社世戸票ト㎏語文字ポPア時年歳月日行レ食杯株口頭羽匹着足か%坪平品字語卓床便県市区校割頁]|ヶ|ヵ|カ所|キロ|(?:t|m|m2|m3"
    r"|kg|km|ml|cm|mm|GB|MB|KB|rpm|ms|s|h)(?![A-Za-z])"
    r"|ページ|セット|ダウンロード|ユーザー|アクセス|クリック|ドット|ピクセル|トークン|ステップ|アイテム|パーセント|バイト|ヘクタール|リットル|ロット|ケース|箱|倍|分"
    r"|秒|円)"
)
_MONEY_TALK = regex(
    r"円|予算|費|代(?![表理わ替])|料金|料(?=[はがをも約])|価格|値段|値引|単価|売上|利益|給|賞与|ボーナス|手当|金額|見積|支払|払|請求|買|購入|枠"
    r"|コスト|原価|粗利|受注額"
    r"|報酬|月額|年額|年収|月収|税|安い|安く|高い|高く|手取り|融資|借入|投資|資金|損失|赤字|黒字|ローン|残高|振込|入金|出金|精算|経費|決裁|稟議|工事"
    r"|budget|cost|price|¥|万円"
)
_BUDGET_TALK = regex(
    r"予算|見積|稟議|[一-龯]費(?![一-龯])|単価|コスト|売上|支払|請求|月額|年額|年収|budget|cost|price|revenue",
    re.IGNORECASE,
)
_THOUSANDS = regex(r"[1-9](?:千(?!円))?(?![0-9.,]|[ ]?[千百円])")
# How 480万 goes on when it is a sum: 480万で, 3万弱, 18万5だった, (21.3万).
_BARE_END = regex(
    r"[ ]?(?:[でにはがをともじだのへ、。)」!?]|くらい|ぐらい|ほど|半ば|ちょ|弱|強|超|以[上下内]|前後|まで|から|より|か(?![所国月])|って|×|x|=|\n|\Z)"
)
_GOES_ON = regex(r"か(?:か[るりっ]|ら|な|も|[。、?])")
_STATISTICS = regex(
    r"人口|来場|来館|登録者|フォロワ|再生|閲覧|PV|アクセス|ビュー|動員|観客|会員数|利用者|読者|部数|ダウンロード|画素|世帯|距離|走行|光年|年前|歩数|件数|人数"
    r"|votes|views|市場規模|GDP|面積|文字数|レコード|行数|customers|orders|users|rows|records|[a-z_]{4,}[ ]?が約?\n",
    re.IGNORECASE,
)
_UNIT_PRICE = regex(rf"(?<![A-Za-z0-9_.@])@[ ]?{_NUMBER}(?![0-9A-Za-z.@])")
_TOTAL = regex(rf"=[ ]?({_NUMBER})(?![0-9A-Za-z%])")
_NO_CURRENCY = frozenset("-/:,\t|")
_ANY_VALUE = regex("[1-9]")
_RANGE = regex(r"[ ]?(?:~|-|から|→|⇒|->|or|、|,|/)[ ]?")


def find_money(reading: Reading) -> Iterator[Finding]:
    """Yield amounts of money, with their sign and their 円, 也 or -. Zero is none.

    Whether an amount is public is not decided here.
    """
    text = reading.text
    found = [*_in_digits(text), *_in_kanji(text), *_in_sums(text)]
    yield from (Finding(start, end, Kind.MONEY, Confidence.SURE, why) for start, end, why in found)
    yield from find_amounts_by_place(reading)


def _in_digits(text: str) -> Iterator[tuple[int, int, str]]:
    waiting: tuple[int, int] | None = None
    for match in _RUN.finditer(text):
        start, end = match.span()
        amount = _amount(text, start, end) if _ANY_VALUE.search(match[0]) else None
        if amount is None:
            plain = not _COUNTED.match(text, end) and _ANY_VALUE.search(match[0])
            waiting = (start, end) if plain else None
            continue
        begin, stop, why = amount
        # 22~28万円, 5,000-8,000円: the first number of a range has no 円 of its own.
        if (
            waiting
            and _RANGE.fullmatch(text[waiting[1] : begin])
            and _may_open_range(text, waiting, begin)
        ):
            begin = waiting[0]
        waiting = None
        yield begin, stop, why


def _in_sums(text: str) -> Iterator[tuple[int, int, str]]:
    """A unit price makes its line a sum: 400個 @12 = 4,800, and what is left of it."""
    for price in _UNIT_PRICE.finditer(text):
        yield price.start(), price.end(), "money-sum"
        stop = text.find("\n", price.end())
        for total in _TOTAL.finditer(text, price.end(), stop if stop >= 0 else len(text)):
            yield total.start(1), total.end(1), "money-sum"


def _may_open_range(text: str, waiting: tuple[int, int], begin: int) -> bool:
    before = text[max(0, waiting[0] - 1) : waiting[0]]
    listed = text[waiting[1] : begin].strip() in {"、", ",", "/", "or"}
    return before not in {"-", "/", ".", ":", "第"} and not listed


def _amount(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Return where the amount begins and ends with all that belongs to it, or None."""
    # Between two signs of a date, a phone number or a cell stands no currency.
    inside = text[end : end + 1] in _NO_CURRENCY and text[max(0, start - 1) : start] in _NO_CURRENCY
    if inside and text[end - 1] <= "9":
        return None
    before = text[max(0, start - 8) : start]
    word = _WORD_UNIT.match(text, end)
    stop = word.end() if word else end
    lead = _BEFORE_YEN.search(before) or _BEFORE_FOREIGN.search(before)
    if lead:
        tail = _AFTER_YEN.match(text, stop) or _TAIL.match(text, stop)
        return _with_signs(text, start - len(lead[0])), tail.end() if tail else stop, "money"
    for pattern, why in ((_AFTER_YEN, "money"), (_AFTER_FOREIGN, "money-foreign")):
        after = pattern.match(text, stop)
        if after and (why == "money" or text[start:stop] != "1"):  # 1ドル何円 is a rate
            return _with_signs(text, start), after.end(), why
    value = text[start:end]
    if _BACKSLASH.search(before) and re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+", value):
        return start - 1, end + (text[end : end + 1] == "-"), "money"
    if (dollar := _BEFORE_DOLLAR.search(before)) and _is_dollar(
        value, text, end, spelled=word is not None
    ):
        return _with_signs(text, start - len(dollar[0])), stop, "money-foreign"
    return _without_currency(text, start, end)


def _is_dollar(value: str, text: str, end: int, *, spelled: bool) -> bool:
    """Say whether $12 is money and not an argument of a shell or a cell of a sheet."""
    if text[end : end + 1] in {":", "}", "$"} or (
        text[end : end + 1].isascii() and text[end : end + 1].isalpha()
    ):
        return False
    return spelled or not (len(value) == 1 and "." not in value)


def _without_currency(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    value = text[start:end]
    if _COUNTED.match(text, end) and not _GOES_ON.match(text, end):
        return None
    signed = re.search(r"[▲△][ ]?\Z", text[max(0, start - 2) : start])
    if signed and "," in value:
        return start - len(signed[0]), end, "money-negative"
    taxed = _TAX_BEFORE.search(text, max(0, start - 5), start)
    if (
        taxed
        and (("," in value) or (value.isdigit() and len(value) >= 3))
        and not _is_mail(text, start)
    ):
        return start - taxed[0].count("@"), end, "money-labelled"
    if re.search(r"[万萬億兆]", value) and text[max(0, start - 1) : start] not in {"第", "数"}:
        return _spoken(text, start, end)
    if value[-1] in "KkM" and _BUDGET_TALK.search(
        text[max(0, start - 24) : start] + "\n" + text[end : end + 16]
    ):
        return _with_signs(text, start), end, "money-spoken"
    return None


def _spoken(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Return 480万 or 18万5 without a 円, unless it counts people, clicks or kilometres."""
    thousands = _THOUSANDS.match(text, end) if text[end - 1] == "万" else None
    end = thousands.end() if thousands else end
    if _COUNTED.match(text, end) and not _GOES_ON.match(text, end):
        return None
    talk = _MONEY_TALK.search(text[max(0, start - 40) : start] + "\n" + text[end : end + 24])
    bare = _BARE_END.match(text, end) and not _STATISTICS.search(
        text[max(0, start - 30) : start] + "\n" + text[end : end + 16]
    )
    return (_with_signs(text, start), end, "money-spoken") if talk or bare else None


def _is_mail(text: str, start: int) -> bool:
    return (
        text[start - 1 : start] == "@"
        and text[start - 2 : start - 1].isascii()
        and text[start - 2 : start - 1].isalnum()
    )


def _with_signs(text: str, start: int) -> int:
    sign = _SIGN.search(text, max(0, start - 4), start)
    if sign:
        start = sign.start()
    # 金¥1,000, 三万5千円
    if gold := regex(_GOLD + r"\Z").search(text, max(0, start - 4), start):
        return gold.start()
    while start and _KANJI_RUN.fullmatch(text[start - 1]):
        start -= 1
    return start


def _in_kanji(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _KANJI_RUN.finditer(text):
        start, end = match.span()
        if text[start - 1 : start].isdigit() and start:
            continue
        after = _AFTER_YEN.match(text, end) or _AFTER_FOREIGN.match(text, end)
        spoken = (
            not after
            and re.search(r"[万億兆]", match[0])
            and len(match[0]) >= 2
            and _is_spoken(text, start, end)
        )
        if not (after or spoken) or not _is_kanji_amount(text, match[0], start):
            continue
        yield _with_signs(text, start), after.end() if after else end, "money-kanji"


def _is_spoken(text: str, start: int, end: int) -> bool:
    # 三十五万から四十万: one sum up to another.
    if (to := _RANGE.match(text, end)) and (upper := _KANJI_RUN.match(text, to.end())):
        return _is_spoken(text, start, upper.end()) if upper.end() - to.end() > 1 else False
    if _COUNTED.match(text, end) or re.match(r"[一-龯ァ-ヶ]", text[end : end + 1]):
        return False
    return (
        _MONEY_TALK.search(text[max(0, start - 24) : start] + "\n" + text[end : end + 12])
        is not None
    )


def _is_kanji_amount(text: str, value: str, start: int) -> bool:
    """Leave out 千円札, 単位:百万円, 数千円, 〇〇円: no value is said."""
    if text[max(0, start - 1) : start] in {"数", "何", "第"}:
        return False
    if _KANJI_VALUE.search(value):
        return True
    vague = re.search(
        r"単位[ :=は]{0,2}[(]?\Z|[(]\Z|(?<=[^ぁ-ん、。 \n])\Z", text[max(0, start - 5) : start]
    )
    return bool(re.search(r"[千百万億]", value)) and "〇" not in value and vague is None
