"""Where a text speaks of what is public anyway: published pages, law, news, history, samples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.regex import regex
from knowledge.verdict import Confidence, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.verdict import Finding

_OPENING = 160

_PUBLISHED = regex(
    r"(?:公開|公表|発表|掲載|報道|発売|開示)(?:中|済み?|した|された|している|されている|しています|されています|してい?る)"
    r"|(?:ホームページ|HP|ウェブサイト|Webサイト|サイト|カタログ|求人サイト|パンフレット|会社案内)[^。\n]{0,10}(?:載せ|掲載|公開|載って|より|から引用|の(?:会社案内|文章|ページ))"
    r"|公開(?:カタログ|サイト|資料|情報)|プレスリリースです|報道資料|(?:published|public) (?:on|website|page|catalog)",
    re.IGNORECASE,
)
_EMBARGO = regex(
    r"未公開|未発表|(?:公開|公表|発表|解禁|掲載|開示|発売)(?:する|される|の)?(?:前|まで|予定|は来)|まだ[^。\n]{0,12}(?:公開|公表|発表)|口外|社外に出さ|極秘|\(案\)|草稿|下書き|原稿の"
)
_NEWS = regex(
    r"国勢調査|統計(?:に|局|調査)|白書|有価証券報告書|市場規模|公表(?:した|された|データ)|発表(?:した|された)|によると|によれば|と伝えられ|として知られ|時効|受賞|ノーベル|首相|総理大臣|大統領|大臣|戦争|時代|幕府|明治|江戸|昭和[0-9]{1,2}年に|事件(?:である|は|が)|創業者|上場(?:企業|した)|新聞|ニュース|報道|最高裁|判決|(?:agreed to|according to|reported|announced that|was founded|world record)",
    re.IGNORECASE,
)
_YEAR_IN_PROSE = regex(
    r"(?:1[0-9]{3}|20[0-2][0-9])年[^\n]{0,40}(?:た。|た、|いる。|ある。|だった|れた)|\bIn (?:[A-Z][a-z]+ )?(?:1[0-9]{3}|20[0-2][0-9])\b"
)
_PAST_CENTURY = regex(
    r"(?:1[0-9]{3}|明治|大正|昭和[0-9]{1,2})年(?:に|の|、|から|[0-9]{1,2}月)[^\n]{0,200}た[。、]"
)
_SAMPLE_SUM = regex(
    r"一般論|コツ|目安|相場|作り方|レシピ|材料\s*[:：(]|大さじ|小さじ|例(?::|えば|として|題)|計算例|仮に|税率[0-9]+%なら|軽減税率|端数処理|たとえば|(?:円)の(?:商品|品物)を[0-9]+個|(?:for example|e\.g\.)"
)
_PUBLIC_OFFICE = regex(
    r"(?:労働基準監督|税務|消防|警察)署|労基署|[市区]役所|町役場|村役場|[都道府県]庁|[市区町村県]の(?:[^\s、。]{1,8})?(?:課|局|部|支所|センター)|[一-龥]{1,4}省(?:庁)?|ハローワーク|年金事務所|法務局|保健所|保健センター"
    r"|消防本部|交番|消費生活センター|商工会議所|裁判所|図書館|公民館|水道(?:局|部)|給水課|ガス局|当直室|清掃センター|(?:市立|県立|公立|国立|町立)[^\s、。]{0,8}(?:病院|学校|図書館)|郵便局"
    r"|公的窓口|相談窓口|総合案内|カスタマーセンター|コールセンター|お客様相談室"
)
_OWN_MAIN_LINE = regex(r"(?:代表|受付)(?:電話|番号|\s*[:：])")
_PUBLIC_KINDS = frozenset(
    {Kind.PERSON, Kind.ORG, Kind.MONEY, Kind.PHONE, Kind.EMAIL, Kind.ADDRESS, Kind.POSTAL_CODE}
)
_NEWS_KINDS = frozenset({Kind.PERSON, Kind.ORG, Kind.MONEY})
_CONTACT_KINDS = frozenset({Kind.PHONE, Kind.ADDRESS, Kind.POSTAL_CODE, Kind.EMAIL})
# A business matter of our own in the same paragraph: then a figure or a name is not news.
_OUR_BUSINESS = regex(
    r"見積|請求|御中|弊社|お世話になって|発注|納品|稟議|議事録|出席者|日報|様[ \n、]|\bさん(?:が|は|に)|申請|予算|経費|単価"
)


_NO_ADDRESS = regex(
    r"IPアドレスでは(?:ない|ありません)|(?:ビルド|バージョン|版)番号(?:です|で、|であ)"
)


def is_published(text: str) -> bool:
    """Whether a normalised text says at its beginning that all of it is published already."""
    opening = text[:_OPENING]
    tail = text[-60:] if len(text) > _OPENING else ""
    stated = _PUBLISHED.search(opening) or re.search(
        r"\((?:公開|掲載|発表)[^)\n]{0,12}より\)", tail
    )
    return stated is not None and _EMBARGO.search(text) is None


def drop_public(text: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield the findings that are not public anyway (offsets into the normalised text)."""
    published = is_published(text)
    offices = {
        text[finding.start : finding.end]
        for finding in findings
        if finding.kind in _CONTACT_KINDS and _is_public_office(text, finding)
    }
    for finding in findings:
        if published and finding.kind in _PUBLIC_KINDS:
            continue
        if _may_be_news(finding) and _is_news(text, finding):
            continue
        if finding.kind is Kind.MONEY and _is_sample_sum(text, finding):
            continue
        if finding.kind in _CONTACT_KINDS and text[finding.start : finding.end] in offices:
            continue
        if finding.kind is Kind.INTERNAL_HOST and _NO_ADDRESS.search(_paragraph(text, finding)):
            continue
        yield finding


def _may_be_news(finding: Finding) -> bool:
    # A company that only seems to trade with us may be one of history; one on our list is not.
    return finding.kind in _NEWS_KINDS or (finding.kind is Kind.CUSTOMER and finding.why == "trade")


def _paragraph(text: str, finding: Finding) -> str:
    start = text.rfind("\n", 0, finding.start) + 1
    stop = text.find("\n", finding.end)
    return text[start : stop if stop >= 0 else len(text)]


def _is_news(text: str, finding: Finding) -> bool:
    paragraph = _paragraph(text, finding)
    if _PAST_CENTURY.search(paragraph):
        return True
    if _OUR_BUSINESS.search(text) and finding.kind is Kind.MONEY:
        return False
    if finding.confidence is Confidence.POSSIBLE:
        return True
    if _OUR_BUSINESS.search(paragraph) or _EMBARGO.search(paragraph):
        return False
    return bool(_NEWS.search(paragraph) or _YEAR_IN_PROSE.search(paragraph))


def _is_sample_sum(text: str, finding: Finding) -> bool:
    paragraph = _paragraph(text, finding)
    return bool(_SAMPLE_SUM.search(paragraph)) and not _OUR_BUSINESS.search(text)


def _is_public_office(text: str, finding: Finding) -> bool:
    """Whether a contact stands in the same line and sentence as an office or a main line."""
    start = max(text.rfind("\n", 0, finding.start), text.rfind("。", 0, finding.start)) + 1
    before = text[max(start, finding.start - 40) : finding.start]
    if finding.kind is Kind.ADDRESS and _PUBLIC_OFFICE.search(text, finding.start, finding.end):
        return True
    if finding.kind is Kind.PHONE and _OWN_MAIN_LINE.search(before):
        return True
    return _PUBLIC_OFFICE.search(before) is not None
