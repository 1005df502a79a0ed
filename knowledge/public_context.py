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
    r"(?<!社内)(?<!社内に)(?<!社内で)(?<!社内へ)(?:公開|公表|発表|掲載|報道|発売|開示)(?:中|済み?|した|された|している|されている|しています|されています|してい?る)"
    r"|(?:ホームページ|HP|ウェブサイト|Webサイト|サイト|カタログ|求人サイト|パンフレット|会社案内|(?<!社内)広報(?:誌|紙)?|市報|町報|県報|官報)[^。\n]{0,10}(?:載せ|載った|掲げ(?!る予定)|掲載|公開|載って|出して(?:い)?る|出て(?:い)?る|より|から引用|の(?:会社案内|文章|ページ))"
    r"|公開(?:カタログ|サイト|資料|情報)|配信(?:済み?|した)の?(?:ニュース|プレス)?リリース|プレスリリースです|報道資料|(?:published|public) (?:on|website|page|catalog)",
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
# Prices and sums that everybody can read: law, exchange, surveys, postage, shops, sums at school.
_KNOWN_TO_ALL = regex(
    r"(?:資本金|報酬|罰金|過料|控除|非課税|上限|基準|収入|所得|売上高)[^。\n]{0,24}(?:以上|以下|未満|超え|超の|までは?)[^。\n]{0,24}(?:適用|対象|義務|法|とされ|規定|免税|課税|罰)"
    r"|(?:民|商|刑|会社|税|[一-龥]{2,12})法(?:の|では|により|によって|に基づ|上|第[0-9]|で(?:は|定))|条文|定められて|印紙(?:税|代)"
    r"|(?:ドル|ユーロ|ポンド|為替|円安|円高|元|ウォン)[^。\n]{0,8}(?:を|が|は)?[^。\n]{0,10}(?:超え|下回|割り|台|相場|上が|下が|換算)"
    r"|という(?:調査|統計|データ|報告|記事|研究|ニュース)|(?:調査|統計|研究|アンケート調査)(?:では|による|の結果|に)|平均(?:年収|給与|月収|寿命|年齢|世帯)|世界(?:一|市場)|国(?:の借金|家予算|債)|GDP"
    r"|コンビニ(?:の|で)|スーパー(?:の|で)|八百屋|駄菓子|切手|はがき|郵便料金|初乗り|最低賃金|入場料|拝観料|自販機(?:の|で)[^。\n]{0,8}(?:飲|ジュース|缶|コーヒー|お茶|水)|百円ショップ|100円(?:ショップ|均一)|通販サイト|メーカー希望小売|希望小売価格|ガソリン|電気料金の(?:平均|目安)"
    r"|算数|文章題|クイズ|なぞなぞ|パズル|(?:定価|値段|代金|おつり)は(?:いくら|何円)|(?:お札|紙幣|硬貨|[千万]円札)"
)
# Sums that somebody made up to learn or to tell a story from.
_EXERCISE = regex(
    r"練習問題|演習問題|例題|過去問|試験問題|(?:算数|数学|簿記)の(?:問題|宿題)|(?:小説|物語|文学|落語|作品)[^。\n]{0,6}『|『[^』\n]{2,20}』[^。\n]{0,6}(?:で|の(?:主人公|場面|一節))"
)
# A column of amounts is somebody's books, whatever was bought.
_OF_A_TABLE = frozenset({"money-column", "money-row", "money-unit"})
# An amount of ours for all that.
_OUR_SUM = regex(
    r"見積|請求|弊社|当社|うち(?:の|は|で)|予算|経費|精算|稟議|単価|御社|貴社|立て替え|売上は|利益は|支払|振り?込|仕入|支給|申請|領収"
)
_TEST_CARD = regex(
    r"テスト(?:用|カード|番号|環境|決済)|(?:公式|開発者)[^。\n]{0,8}ドキュメント|test (?:card|number)",
    re.IGNORECASE,
)
_TEST_CARDS = frozenset(
    {"4242424242424242", "4111111111111111", "5555555555554444", "378282246310005"}
)
# What every box from the shop has until somebody changes it.
_ROUTERS = frozenset({"192.168.0.1", "192.168.1.1", "192.168.10.1", "192.168.11.1", "10.0.0.1"})
_GENERAL_TALK = regex(r"なぜ|とは|一般|よく使われ|初期(?:設定|値)|市販|家庭用|例えば|たとえば|意味")
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
        if finding.kind is Kind.CARD and _is_test_card(text, finding):
            continue
        if finding.kind in _CONTACT_KINDS and text[finding.start : finding.end] in offices:
            continue
        if finding.kind is Kind.INTERNAL_HOST and _is_no_host(text, finding):
            continue
        yield finding


def _may_be_news(finding: Finding) -> bool:
    # A company that only seems to trade with us may be one of history; one on our list is not.
    return finding.kind in _NEWS_KINDS or (
        finding.kind is Kind.CUSTOMER and finding.why in {"trade", "ending"}
    )


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
    if finding.why in _OF_A_TABLE:
        return False
    if _EXERCISE.search(text[:_OPENING]):
        return True
    paragraph = _paragraph(text, finding)
    if _KNOWN_TO_ALL.search(paragraph) and not _OUR_SUM.search(text):
        return True
    return bool(_SAMPLE_SUM.search(paragraph)) and not _OUR_BUSINESS.search(text)


def _is_test_card(text: str, finding: Finding) -> bool:
    """Whether it is one of the numbers that payment services publish, and spoken of as such."""
    digits = re.sub(r"[^0-9]", "", text[finding.start : finding.end])
    return digits in _TEST_CARDS and _TEST_CARD.search(_paragraph(text, finding)) is not None


def _is_no_host(text: str, finding: Finding) -> bool:
    paragraph = _paragraph(text, finding)
    if _NO_ADDRESS.search(paragraph):
        return True
    surface = text[finding.start : finding.end]
    return surface in _ROUTERS and _GENERAL_TALK.search(paragraph) is not None


def _is_public_office(text: str, finding: Finding) -> bool:
    """Whether a contact stands in the same line and sentence as an office or a main line."""
    start = max(text.rfind("\n", 0, finding.start), text.rfind("。", 0, finding.start)) + 1
    before = text[max(start, finding.start - 40) : finding.start]
    beside = finding.end + 12
    if finding.kind is Kind.ADDRESS and _PUBLIC_OFFICE.search(text, finding.start, beside):
        return True
    if finding.kind is Kind.PHONE and _OWN_MAIN_LINE.search(before):
        return True
    return _PUBLIC_OFFICE.search(before) is not None
