"""Words around companies: legal forms, endings of their trade, and what trade with them looks like."""

from __future__ import annotations

from knowledge.detectors.word_lists import either, may_begin, word_list
from knowledge.regex import regex

_FILE = "words_companies.toml"


ENDINGS = word_list(_FILE, "endings")
WEAK_ENDINGS = word_list(_FILE, "weak_endings")
GENERIC = word_list(_FILE, "generic")
PARTICLES = word_list(_FILE, "particles")
FUNCTION_PHRASES = word_list(_FILE, "function_phrases")
OF_THE_FORM = word_list(_FILE, "of_the_form")
SAID_OF_IT = word_list(_FILE, "said_of_it")
WHOSE = word_list(_FILE, "whose")
_STRONG, _WEAK = either(ENDINGS), either(WEAK_ENDINGS)
ENDING = regex(f"{may_begin(_STRONG, _WEAK)}(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))")
RELATIONS = either(word_list(_FILE, "relations"))

LEGAL_FORM = regex(
    "株式会社|有限会社|合同会社|合資会社|合名会社|相互会社|一般社団法人|公益社団法人|一般財団法人|公益財団法人|"
    "社会福祉法人|社会医療法人|医療法人社団|医療法人財団|医療法人|学校法人|宗教法人|特定非営利活動法人|NPO法人|"
    "国立大学法人|地方独立行政法人|独立行政法人|弁護士法人|税理士法人|社会保険労務士法人|司法書士法人|監査法人|農事組合法人|"
    "農業協同組合|生活協同組合|事業協同組合|協同組合|企業組合|財団法人|社団法人|"
    r"[(][ ]?(?:株|有|同|資|名|医|学|社|財|福|宗|特非|一社|一財|公財|公社)[ ]?[)]"
)
# The banks' abbreviations: ｶ)ﾐﾄﾞﾘｼﾖｳｼﾞ, ﾐﾄﾞﾘｼﾖｳｼﾞ(ｶ, ﾕ)… .
_IN_BANK_NAMES = r"(?:[ァ-ヶーA-Z・.-]| (?=[ァ-ヶ]))"
BANK_FORM = regex(
    rf"(?<![ァ-ヶー])(?:カ|ユ|ド|シ|メ|イ|ガク|フク|ザイ|シャ|シヤ|トクヒ|ソ|シュウ|シユウ|ノウ|キョウサイ)[)] ?({_IN_BANK_NAMES}{{2,30}})"
    rf"|({_IN_BANK_NAMES}{{2,30}}) ?[(](?:カ|ユ|ド|シ|メ|イ|ガク|フク|ザイ|シャ|シヤ)[)]?(?![ァ-ヶー])"
)
# \b would see no end between LLC and との: Japanese letters are word characters.
LATIN_FORM = regex(
    r"(?<![A-Za-z0-9&'.-])(?P<name>(?:[A-Z0-9][A-Za-z0-9&'’.-]{0,24},? ){1,5}|[A-Z][A-Za-z0-9&'-]{1,24},? ?)"
    r"(?P<form>(?:Inc|Co\., ?Ltd|Co\.,? Ltd|Co\.,?Ltd|Ltd|LLC|Corp|Corporation|GmbH|PLC|LLP|Pte|Holdings|Company|Group)(?![A-Za-z0-9])\.?|L\.L\.C\.|K\.K\.|S\.A\.)"
)
LATIN_STOPS = word_list(_FILE, "latin_stops")

# Trade with a company, right after its name.
ADDRESSED = regex(r" ?(?:御中|様|さま|さん|殿)")
ORDERS = regex(
    r"(?:に|へ|への)、?(?:発注|見積|お見積|納品|納入|訪問|外注|入稿|支払|注文|請求|出荷|商談|提案|販売し|納め)"
    r"|(?:から|より)(?:の)?(?:お?見積|納品|請求|注文|受注|発注|入電|引き合い|クレーム|値上げ|値下げ|仕入れ)"
)
CONTRACTS = regex(r"(?:と|との)、?(?:NDA|秘密保持|契約|商談|取引|覚書|共同開発|価格交渉)")
TRADE = regex(
    r"(?:へ|に|への|に対して|に対する|宛てに|宛に|向けに?|向けの|宛|あて)、?[^。、\n]{0,10}?(?:納品|納入|訪問|発注|見積|行|伺|確認|連絡|請求|送|依頼|外注|出荷|提出|支払|振込|注文|返信|回答|謝罪|お詫|提案|営業|商談|出向|委託|電話|メール|預け|渡|貸|売)"
    r"|(?:から|より)、?(?:の)?[^。、\n]{0,12}?(?:見積|注文|受注|入電|連絡|依頼|問い合わせ|問合せ|お問|値|納品|請求|案内|クレーム|電話|メール|届|要請|回答|返信|返事|指摘|苦情|購入|仕入|要望|相談|預か|発注)"
    r"|(?:と|との|とは)、?[^。、\n]{0,8}?(?:契約|打ち?合|商談|取引|面談|会議|交渉|共同|NDA|秘密保持|協議|合意|訴|覚書)"
    r"|の(?:件|案件|お?見積|契約|納期|注文|発注|受注|請求|社長|会長|専務|部長|課長|担当|購買|工場長|[^。、\n]{1,8}(?:様|さん|氏|部長|課長|社長)|納入|納品|クレーム|図面|仕様|工場に|本社に|検収)"
    r"|が(?:値上げ|値下げ|発注|支払|求めて|来社|納期|倒産)|は(?:支払|納期|値上げ|値下げ)|社(?:の|に|へ|から|と)"
)
_TRADE_BEFORE = regex(rf"(?:{RELATIONS})(?:の|:|は|、| )\Z")
# News and markets: a company in them is public.
PUBLISHED = regex(
    r"決算|株価|株式市場|上場|有価証券|ニュース|報道|報じ|公表|発表し|発表によ|プレスリリース|時価総額|業界|メーカーの|によると|歴史|創業|[12][0-9]{3}年|問題について|シェア|新車|世界"
)


def is_traded(text: str, start: int, end: int) -> bool:
    """Whether what stands around a company's name is dealing with it."""
    if ADDRESSED.match(text, end) or TRADE.match(text, end):
        return True
    return _TRADE_BEFORE.search(text, max(0, start - 14), start) is not None
