"""Telling a listed name from the common word that it is spelt like, by what stands near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.scene import scene_of
from knowledge.regex import regex
from knowledge.verdict import Kind

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene
    from knowledge.reading import Reading

_HONORIFIC = regex(
    r" ?(?:さん|様|さま|御中|殿|社(?!会)|の[一-龥ァ-ヶ]{1,6}(?:様|さん|部長|課長|社長))|向け|宛| ?(?:[一-龥]{2}部?の?)?(?:社長|店長|部長|課長|主任|係長|専務|常務|所長|支店長|担当)|側(?=[はのがからもにと])"
    r"|\([^()\n]{1,8}(?:様|さん|氏|専務|常務|社長|部長|課長|主任|係長|所長)"
)
# さんとこ and 向け are in the honorifics; these follow only a company that one deals with.
_DEALT_WITH = regex(
    r"の(?:件|案件|現場|工事|見積|担当|納期|図面|仕様|注文|クレーム|請求|契約|修理|点検|社長|部長|分)(?!数)|案件|(?:に|へ)(?:出し|送っ|納め|届け|持って行|渡し|返事|見積)"
    r"|(?:から|より)(?:の)?(?:電話|連絡|依頼|注文|返事|入電|問い合わせ|クレーム|見積|値)|(?:と|との|とは)、?(?:契約|取引|打ち?合|商談|交渉|面談|秘密保持|NDA)|の[^。、\n]{0,4}(?:配送|納品|集荷|訪問|打ち?合わせ)|[ 、]?(?:値下げ|値引き|追加工事|再見積)"
)
_TRADE_AFTER = regex(
    r"(?:への?|に|から|より|との?|向けの?|の|が|は|を|で|宛)?、?[^。\n]{0,12}?(?:納品|納入|見積|打ち?合わ?せ|訪問|商談|契約|発注|受注|注文|請求|案件|担当|来社|行く|行って|伺|電話|メール|連絡|クレーム|値下げ|値上げ|納期|取引|値段|単価|支払|入金|出荷|検収|お詫び|提案|依頼|営業|返事|回答|デモ機)"
)
_TRADE_BEFORE = regex(
    r"(?:取引先|得意先|顧客|お客様|客先|仕入先|納入先|先方|訪問先|会社名|相手先|株式会社|有限会社|合同会社)(?:の|は|:|、| )?\s?\Z"
)
_PROJECT_NEAR = regex(
    r"PJ|プロジェクト|project|Project|計画|企画|実行|定例|会議|案件|開発|試作|予算|日程|進捗|体制|発売|発表|公表|資料|仕様|要件|議事|方針|責任者|メンバー|極秘|コード名|キックオフ|レビュー|リリース|打ち合わせ|試験|図面|役員|承認|費用|開発費|提案書|見通し|スケジュール|進み具合|進んで|進まな|遅れて|前倒し|着手|金型|量産|原価|コスト|ロット|品番|単価|納期|価格|売価|名称|展示会|社外秘|解禁|内覧|締切|締め切り|不具合|人員|増員|担当|特許|商標|受注|営業先"
)
_NATURE = regex(
    r"鳥|水辺|川辺|くちばし|魚|野鳥|巣|羽|翼|飛び|飛ぶ|生き物|動物|昆虫|植物|花|咲|葉|種|苗|畑|庭|森|山|海|星|星座|七星|北極星|夜空|宇宙|天体|惑星|神話|方角|空|季節|観察|図鑑|生息|絶滅|"
    r"レタス|サラダ|野菜|トマト|料理|レシピ|食べ|切って|ちぎ|大さじ|小さじ|ゆで|焼|煮|味|皿|枚|献立|スープ|水気|冷水|ドレッシング|栽培|収穫|新鮮|ビタミン|栄養|成分|納豆|漫画|アニメ|小説|映画|歌|曲|ゲーム|伝説|昔話|駅|号|列車|新幹線|市の|町の|県"
)
_TRAVEL = regex(
    r"観光|旅行|遊覧|三景|名所|温泉街|登山|雪|土手|旬の?|牡蠣|絵画?|日本酒|山頂|紹介文|景色|眺め|名物|お土産|散策|湯気|立ちのぼ|朝日|日の出|豆知識|由来"
)
_WINDOW = 40
_CHAT = 160


def speaks_of_term(
    reading: Reading,
    start: int,
    end: int,
    kind: Kind,
    *,
    everyday: bool,
    needs_honorific: bool = False,
) -> bool:
    """Say whether a listed form that is also a common word means the listed one here.

    With nothing to tell by, a project or product is taken to be meant (in doubt the higher
    level); a customer whose name is an everyday word is not.
    """
    text = reading.text
    if _goes_on(reading, start, end):
        return False
    if _HONORIFIC.match(text, end):
        return True
    if needs_honorific:
        return False
    if not (text[:start] + text[end:]).strip(" \n。、!?"):
        return True
    if kind is Kind.CUSTOMER:
        return _is_dealt_with(text, start, end, everyday=everyday)
    return _is_worked_on(reading, start, end, everyday=everyday)


def _is_dealt_with(text: str, start: int, end: int, *, everyday: bool) -> bool:
    near = text[max(0, start - _WINDOW) : end + _WINDOW]
    nature = _apart(near)
    business = bool(_TRADE_AFTER.match(text, end)) + bool(_TRADE_BEFORE.search(text, 0, start))
    business += _is_cell(text, start, end)
    business += 2 * (_DEALT_WITH.match(text, end) is not None)
    if business >= nature:
        return business > 0 or not everyday
    return False


def _is_cell(text: str, start: int, end: int) -> bool:
    """Whether the form fills a cell of a table: ひまわり,2024-05-01."""
    before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    return (before in "\n,\t|\"'" and after in ",\t|\"'") or (before in ",\t|" and after == "\n")


def _is_worked_on(reading: Reading, start: int, end: int, *, everyday: bool) -> bool:
    text = reading.text
    nature = _apart(text[max(0, start - _WINDOW) : end + _WINDOW])
    around = text[max(0, start - 24) : start] + " " + text[end : end + 24]
    business = len(set(_PROJECT_NEAR.findall(around)))
    if business >= nature and (business or not everyday):
        return True
    whole, work = scene_of(reading).once("term-context", _weigh)
    if nature == 0 and whole == 0 and len(text) < _CHAT:
        # Nothing speaks of the bird: in doubt it is the secret project (the higher level).
        return True
    return nature < 2 and work > 2 * whole + everyday


def _weigh(scene: Scene) -> list[int]:
    """Count, once a text, the words of the common sense and the words of work in all of it."""
    return [_apart(scene.text), len(set(_PROJECT_NEAR.findall(scene.text)))]


def _apart(text: str) -> int:
    """Count the words that only the common sense of a name brings along."""
    return len(set(_NATURE.findall(text))) + len(set(_TRAVEL.findall(text)))


def _goes_on(reading: Reading, start: int, end: int) -> bool:
    """Whether the dictionary reads the form as a piece of a longer word (北斗七星)."""
    return any(
        (word.start < start or word.end > end) and word.known and len(word.surface) > end - start
        for word in scene_of(reading).words_between(start, end)
    )
