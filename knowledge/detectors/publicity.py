"""Whether a name stands in news, history or science: a public figure and nobody of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.name_words import FAMOUS
from knowledge.detectors.scene import all_katakana
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.detectors.named import Named

# Words that only public life, history and learning bring into a sentence.
_PUBLIC_LIFE = regex(
    r"ノーベル|芥川賞|直木賞|オリンピック|五輪|ワールドカップ|メジャーリーグ|大リーグ|ホームラン|金メダル|世界記録|世界一に|横綱|名人戦|王座戦|将棋の|囲碁の|首相|総理大臣|大統領|[財外法防厚農環文経総大]{1,3}(?:務|臣|蔵|生|産|境|部|済)大臣|県知事|都知事|"
    r"天皇|幕府|将軍|武将|戦国|(?:江戸|明治|大正|昭和|鎌倉|室町|平安|奈良)時代|維新|内閣|党首|国会議員|文豪|小説|詩人|俳人|画家|作曲家|交響曲|物理学|化学賞|"
    r"発明|思想家|経営哲学|数学者|科学者|物理学者|生物学者|伝記|名言|格言|学説|歴史上|史上初|俳優|女優|歌手|選手|優勝|金メダル|世界記録|殿堂入り|経営の神様|"
    r"戦争|条約|関ヶ原|本能寺|漫画家|映画監督|アニメ|紙幣|一万円札|千円札|五千円札|肖像|偉人|創業者として|俳句|七冠|名人戦|棋士|横綱|大関|力士|投手|打者|学問の|相対性|進化論|豆知識|という(?:名字|苗字|姓)|ゆかりの|逸話|昔話|伝説|と伝わる|句を詠|楽市楽座|名曲|の新刊|文学|伝統芸能|落語|歌舞伎|浮世絵|大河ドラマ|朝ドラ|銅像|記念館|生誕|命日|監督の(?:映画|作品)|脚本|主題歌|主演|作詞|メダリスト|代表選手|日本代表|の(?:歌|曲|ヒット曲|アルバム|代表作|絵画|彫刻|映画|詩集)(?:に|を|の|が|は|で)"
)
_SAID_IN_PUBLIC = regex(
    r"受賞|就任|創業者|創業し|設立し|発表し|公表|報じ|報道|ニュース|によると|と伝え|として知られ|と呼ばれ|(?<![0-9])1[0-9]{3}年|著書|論文|歴史|時代|発見|記者会見|演説|世紀|買収|表明|述べた|声明|俳人|の『"
)
_OFFICE = regex(
    r"様|弊社|当社|社内|部長|課長|係長|主任|担当|打ち?合わせ|納品|見積|請求|会議|議事|出席|欠席|参加者|連絡|お世話に|お疲れ|メール|電話|評価|給与|昇給|面談|異動|退職|入社|休暇|休み|"
    r"残業|勤怠|応募|履歴書|顧客|取引先|氏名|住所|社員|日報|報告書|訪問|商談|契約|社長賞|社内表彰|表彰状|営業|総務|経理|人事部|さんと|さんに|さんへ"
)
_STRONGEST = regex(
    r"ノーベル|芥川賞|直木賞|オリンピック|五輪|首相|総理大臣|大統領|天皇|幕府|将軍|戦国|江戸時代|明治時代|維新|メジャーリーグ|大リーグ"
)
_KATAKANA_PARTS = regex(r"[ァ-ヶー]+")
_PARTICLES_IN_KATAKANA = frozenset("ノハヲガニトデヘモ")
_ENGLISH_PUBLIC = regex(
    r"(?<![A-Za-z])(?:Nobel|Olympic|president of (?:the )?(?:United|France|Russia)|Prime Minister|President|championship|Dodgers|Yankees|MLB|NBA|contract with the|world record|was born|invented|discovered|novel|poet|emperor|shogun|dynasty|film director|Hall of Fame|Grand Slam|World Cup)(?![A-Za-z])"
)
_ENGLISH_OFFICE = regex(
    r"(?<![A-Za-z])(?:our|we|meeting|Dear|Regards|regards|invoice|order|attached|schedule|office|department|dept)(?![A-Za-z])|-san(?![A-Za-z])|@"
)
# Names as words: a family name and where it is common, an example of grammar, the title of a work.
_AS_A_WORD = regex(
    r" ?(?:さん|様|くん|君)?(?:という|って(?:いう)?|と書く|の読み方|と読む|の語源|の由来|姓)(?:の)?(?:名字|苗字|姓|名前|地名|人名|漢字|字|言葉|駅|町|村|島|川|山)?(?:は|が|を|の|と|、|って|。|$)"
)
_KIND_OF_WORD = regex("字|姓|名|言葉|漢|語源|由来|読|町|村|島|川|山|駅")
_WORK_OF_ART = regex(
    r"[^。、\n]{0,14}(?:という|って(?:いう)?)(?:漫画|マンガ|まんが|映画|小説|絵本|本|曲|歌|ドラマ|番組|アニメ|落語|童話|詩|戯曲|芝居)"
)
_GRAMMAR = regex(
    r"例文|格助詞|助詞の|文法|穴埋め|書き取り|音読|作文の(?:例|問題)|という文(?:は|を|の)"
)
_LANDSCAPE = regex(
    "(?:山|岳|峠|川|湖|滝|温泉|神社|大社|寺|城|島|岬|駅|[0-9一-九]合目|公園|海岸|渓谷|高原|半島|街道|大橋|砂丘|盆地|平野|湾|岳線|本線)$"
)
_WHERE_IT_LIES = regex(
    r"\((?:[一-龥]{2,3}[都道府県]|[一-龥ぁ-んァ-ヶー]{1,6}[市区町村郡]|標高|徒歩|車で)|駅(?!長)|インター|方面|付近|周辺|観光|旅行|名物|産の|発の|行きの|(?:の|は|が|で|へ|に|を)(?:[^。\n]{0,6}?)(?:観光|名所|温泉|紅葉|牡蠣|日本三景|遊覧|登山|ケーブルカー|景色|夜景|名物|世界遺産|ロープウェイ|展望台|朝市|桜並木|海水浴|スキー場)|の(?:歴史|由来|高さ|標高|行き方|紅葉|祭り|花火)"
)
_BREAK = regex(r"[。\n!?!?]")


def is_landscape(text: str, start: int, end: int) -> bool:
    """Say whether a stretch is a mountain, a lake, a station: 富士山五合目, 松島(宮城県)."""
    if _WHERE_IT_LIES.match(text, end):
        return True
    surface = text[start:end]
    return len(surface) > 2 and _LANDSCAPE.search(surface) is not None


def is_only_a_word(text: str, start: int, end: int) -> bool:
    """Say whether a name is spoken of as a word, in an example of grammar, or as a title."""
    if _are_only_words(text[start:end]):
        return True
    spoken = _AS_A_WORD.match(text, end)
    if spoken and _KIND_OF_WORD.search(spoken[0]):
        return True
    if _WORK_OF_ART.match(text, end):
        return True
    begin, stop = _sentence(text, start, end)
    sentence = text[begin:stop]
    return _GRAMMAR.search(sentence) is not None and _OFFICE.search(sentence) is None


def _are_only_words(surface: str) -> bool:
    """ブレーキ・ホーン・タイヤ, キュウケイシツ ノ: things, or a phrase, in the script of names from abroad."""
    parts = _KATAKANA_PARTS.findall(surface)
    if len(parts) < 2 or _KATAKANA_PARTS.sub("", surface).strip(" ・="):
        return False
    if parts[-1] in _PARTICLES_IN_KATAKANA:
        return True
    return sum(uses_of(part).common and not uses_of(part).name for part in parts) > 2


def is_public_figure(text: str, named: Named, *, addressed: bool) -> bool:
    """Say whether the sentence around a name speaks of public life.

    `addressed` says that さん follows; then only the strongest words count. A name with 様 or a
    title of a company is never asked about.
    """
    if text[named.start : named.end] in FAMOUS and not addressed:
        return True
    start, end = _sentence(text, named.start, named.end)
    sentence = text[start:end]
    around = text[named.end : named.end + 3]
    office = len(_OFFICE.findall(sentence.replace(text[named.start : named.end] + around, around)))
    if addressed and not around.startswith("氏"):
        return _STRONGEST.search(sentence) is not None and office == 0
    public = len(_PUBLIC_LIFE.findall(sentence))
    said = len(_SAID_IN_PUBLIC.findall(sentence))
    # 氏 after a name from abroad is how news speak.
    said += around.startswith("氏") and all_katakana(text[named.start])
    if _ENGLISH_PUBLIC.search(sentence) and not _ENGLISH_OFFICE.search(sentence):
        return True
    return (public > 0 or said > 1) and 2 * public + said >= 2 + 2 * office


def also_public(text: str, public: Sequence[Named], named: Named) -> bool:
    """Whether a name is a part of one that was found to be public (高橋 after 高橋是清)."""
    surface = text[named.start : named.end]
    return any(
        surface in text[other.start : other.end] or text[other.start : other.end] in surface
        for other in public
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    begin = 0
    for mark in _BREAK.finditer(text, max(0, start - 200), start):
        begin = mark.end()
    begin = max(begin, start - 200)
    stop = _BREAK.search(text, end, end + 200)
    return begin, stop.start() if stop else min(len(text), end + 200)
