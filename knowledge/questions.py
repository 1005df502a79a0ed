"""Questions about a kind of information: told from the information itself, and answered by rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.folding import fold
from knowledge.kana_words import in_kanji
from knowledge.mentions import UNCOVERED, Mention, mentions_in, nearest
from knowledge.question_model import Guess, features_of, load_question_model
from knowledge.regex import regex
from knowledge.verdict import Kind, Level, highest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.rulebook import Category, Rulebook


_REMOVAL = regex(
    r"(?:を|は|も|だけ|など|とか|が|)(?:全部|ぜんぶ|すべて|全て|一切|ちゃんと|きちんと|事前に|先に)?"
    r"(?:消[しせすえ]|伏せ|ふせ|伏字|除[いけく]|抜[いけき](?!出)|ぬい|隠[しせす]|かくし|削[っれる除]|(?:○○|〇〇|●●|△△|xxx|■+|伏せ字)に(?:し|置|変|差)|黒塗り|黒く塗|塗りつぶ|潰し|つぶし|切り取|切り落と|(?:だみー|仮の値|別の値|[a-z]{2,})に(?:差し替え|置き換え|入れ替え)|ますく|ますきんぐ|匿名(?:化|に)|仮名(?:に|化)|(?:[a-z甲乙]さん|[a-z]社|[a-z]氏|いにしゃる|記号)に(?:変|直|置|し)|(?:誰|個人|本人|どこの会社)[^。、\n]{0,10}(?:分から|わから|特定でき)ない|置き?換え|置換|取り除|ぼか[しせ]|はずし|外[しせす]|"
    r"(?:出|書か|入れ|載せ|含め)(?:さ)?(?:ない|ず)|remov(?:e|ed|ing)|redact(?:ed|ing)?|mask(?:ed|ing)?|anonymi[sz]ed?|without|strip(?:ped)?|(?:taken|cut|blacked|crossed|left) out|delet(?:e|ed))"
)
_NOT_AFTER_ALL = regex(
    r"^(?:[^。、\n]{0,4}?)(?:さず|ずに|ず(?=[、。に])|ない(?:で|まま|$|[^。、]{0,3}(?:顧客|購買|名簿|でーた|資料|文))|てない|ていない|ていません|てません|していない|してない|せず|なきゃ|なければ|ないと)"
)
_ABSENCE = regex(
    r"(?:書いて|入って|載って|のって|含んで|含まれて|出て|出てき|出てこ|記載して|記入して|書か|入れて|貼り|貼ら|使い|使わ|見せ|含み|含ま|出し|出さ)(?:い)?(?:ない|ません|ず)|(?:なし|無し|抜き|ゼロ|ぬき)(?:の|で|$|[)）、。])|(?:with|has|have|having|contains?|there (?:is|are)) no"
)
_CLAUSE = regex(r"[、。,，\n;；()（）「」?？]|けど|ですが|のですが|ので|(?<=[えけせてねめれば])ば")
_BLANK = regex(
    r"空(?:の|っぽ|欄|$|\))|ひな形|ひな型|ひながた|雛形|雛型|てんぷれ|ふぉーまっと(?!の[^。]{0,4}でーた)|様式|ようしき|書式|枠だけ|(?:項目|列|見出し|見出)名?(?:だけ|のみ)(?!(?:を|は)?(?:消|伏|隠|抜|除|外))|見出しだけ|(?:○○|〇〇|●●|△△|xxx)(?!に(?:し|置|変|差|な))|\[[^\]]{1,8}\]|骨組み|目次だけ|記入前|未記入|みきにゅう|(?:まだ)?誰も書いて(?:い)?ない|何も書(?:いて|き込んで|かれて)(?:い)?ない|何も(?:記入|入力)|差し込み|ぷれーすほるだ|blank|empty|template|placeholder|not filled|nothing filled"
)
_PUBLIC = regex(
    r"(?<!社内)(?<!社内に)(?<!社内で)(?<!社内へ)公開(?:済|され|し(?:た|て)|中|情報|さいと|資料|の)|(?<!社内)(?<!社内に)(?<!社内で)(?<!社内へ)公表(?:済|され|し(?:た|て)|中|資料|の)|(?<!社内)(?<!社内に)(?<!社内で)(?<!社内へ)発表(?:済|され|し(?:た|て))|掲載(?:済|中|され|し(?:た|て))"
    r"|(?:さいと|hp|web|うぇぶ|かたろぐ|ぱんふ(?:れっと)?|会社案内|求人|ねっと|新聞|広報|公報|市報|官報|にゅーす|店頭|ちらし)[^。\n]{0,10}(?:載っ|載せて(?:い|る|あ)|のって|出て|出して(?:い)?る|配って)"
    r"|ほーむぺーじ|公式(?:ぶろぐ|ちゃんねる|あかうんと|sns|いんすた)|公開(?:版|りぽじとり|すけっち|ir)|決算公告|配布済|配って(?:い)?る|誰でも(?:見|読|落と|だうんろーど)|(?:いんすた|sns|ぶろぐ|ぺーじ|よーちゅーぶ|youtube)に[^。、]{0,10}(?:上げ|出て|出し|載)|もう(?:発売|出て|公開|発表)|発売して(?:い)?る|店頭に|wikipedia|うぃきぺでぃあ|おーぷんでーた|open data|概要欄|添付文書|りーふれっと|oss|おーぷんそーす|にゅーす|新聞|(?<!社内報の)記事|報道|(?:自社|会社|うち|弊社|当社)の?(?:さいと|hp|web|うぇぶ)|hpに|ぷれすりりーす|公式(?:どきゅめんと|さいと|まにゅある|りふぁれんす|へるぷ)|市販|発売済|(?:今|いま)出して|(?<!un)(?:public|published)"
)
_PUBLIC_BODY = regex(
    r"(?:総務|厚生労働|厚労|経済産業|経産|国土交通|国交|文部科学|文科|農林水産|農水|環境|財務|法務|外務)省|[国税金融消費特許気象文化]{2,3}庁|官公庁|政府|自治体|日銀|日本銀行|官報|国勢調査|地価公示|路線価|公報|統計局|白書|最高裁|判例|法(?:律)?の条文|法令|政令|省令"
    r"|(?<!方)(?<!手)(?<!用)[一-龥]{2,10}(?<!方)法(?:の|を|で|と|について|とは|$)"
)
_GENERAL = regex(
    r"一般的|一般論|こつ(?:を|は|$)|使い方|書き方|標語|すろーがん|案出し|あいであ|あいでぃあ|豆知識|雑談|挨拶|あいさつ|敬語|まなー|作法|礼儀"
)
_NOT_PUBLIC = regex(
    r"未公開|未公表|未発表|(?:公開|公表|発表|掲載|解禁|開示)(?:する|され(?:る)?|の|に?なる)?(?:前|まで|予定|は来|待ち)|まだ[^。\n]{0,14}(?:ない|ません|前)|これから|非公開|社内限|会員|有料|not (?:yet )?public|unpublished|(?:公開|公表|発表)(?:して|されて)(?:い)?(?:ない|ません)"
)
_DUMMY = regex(
    r"架空|だみー(?!に)|仮の(?:名前|でーた)|作り物|作りもの|実在(?:しない|する[^。、]{0,8}(?:いない|ない))|存在しない|でたらめ|でっちあげ|うその|にせの|嘘の|偽の|ふぇいく|創作|乱数|自動生成した|適当に作った|本物(?:じゃ|では|ちゃ)|さんぷる(?:でーた|の|太郎)|見本(?:の|$)|記入例|例題用|練習用に作|dummy|fictional|fake|made[- ]up|not real|nobody in it is real|test data only"
)
_ABOUT = regex(
    r"^を[^。、\n]{0,14}(?:呼びかけ|周知|使い回|啓発|定期的に変)|^[^。、\n?？]{0,4}?(?:に)?は?(?:一般(?:に|的に)|法律上)|^(?:[一-龥]{2})?(?:の|に関する|について(?:の)?|とは|を守る|を扱う|計算|制度の|制度(?=に|と|を)|かーどの)[^。、\n?？]{0,8}?(?:決め方|作り方|申請(?:方法|手順|の(?:仕方|しかた))|手続きの?(?:方法|流れ)|方法|仕方|しかた|書き方|扱い方|取り扱い|取扱い|付け方|選び方|管理方法|守り方|種類|意味|仕組み|使い方|考え方|るーる|まなー|重要性|大切さ|研修|教育|まにゅある|注意|心得|案内|お知らせ|法律|条文|解説|説明|とは|一般|しくみ|計算|基本|基礎|対策|付け方|教え方)"
)
_NEVER_PUBLIC = frozenset(
    {"customer-name", "customer-data", "credential", "my-number", "card-number", "id-number"}
    | {"applicant", "health", "bank-account"}
)
_ANONYMOUS = regex(r"(?<!非)(?:無記名|匿名(?!化))|名無し|anonymous")
_NAMES = frozenset({Kind.PERSON, Kind.CUSTOMER, Kind.ORG})
_PLAIN_DOCUMENTS = frozenset({"internal-document", "minutes", "production-record"})
_SOMEBODY = regex(r"名前|氏名|個人名|社名|会社名|名字|苗字|誰|だれ|本人|相手|names?")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say to a question: the level, the categories asked about, the nearest ones."""

    level: Level
    categories: tuple[Category, ...] = ()
    nearest: tuple[str, ...] = ()


# In English the thing asked about may be somebody's; the rules name the thing alone.
_POSSESSIVE = regex(r"(?<=[a-z])['’]s(?= )|(?<=s)['’](?= )")
# How sure the classifier must be to raise what the rules said, and to speak where they are silent.
_OVERRULES, _SPEAKS, _HARMLESS, _FAMILIAR = 1.2, -0.7, 0.2, 0.2
# It learned from few questions in Latin letters, whose n-grams resemble each other more.
_SPEAKS_LATIN, _HARMLESS_LATIN = 0.0, 1.0


def answer(text: str, rulebook: Rulebook, topics: Sequence[Category]) -> Answer:
    """Answer a question from the rulebook's terms and the conditions in it.

    Where the rules are milder than what the question resembles the classifier may raise the level.
    Where they are silent it speaks, and says ok only far from any doubt.

    Args:
        text: the normalised question.
        rulebook: the rules.
        topics: categories that the evidence of the question already speaks for.
    """
    folded = in_kanji(_POSSESSIVE.sub("", fold(text.strip())))
    said = _by_rules(folded, rulebook, topics)
    if said.level is Level.PROHIBITED:
        return said
    guess = load_question_model().guess(features_of(text), frozenset(rulebook.categories))
    category = rulebook.categories.get(guess.category)
    silent = said.level is Level.UNDECIDED and not UNCOVERED.search(folded)
    is_latin = folded.isascii()
    speaks = _SPEAKS_LATIN if is_latin else _SPEAKS
    needed = speaks if silent else _OVERRULES
    if category is None or guess.familiar < _FAMILIAR or guess.scores[guess.level] < needed:
        return said
    if (
        silent
        and guess.level is Level.OK
        and _is_clearly_harmless(guess, _HARMLESS_LATIN if is_latin else _HARMLESS)
    ):
        return Answer(Level.OK, (category,))
    if highest([said.level, guess.level]) is said.level or category.level is not guess.level:
        return said
    return Answer(category.level, (category,))


def _is_clearly_harmless(guess: Guess, least: float) -> bool:
    """Whether a question resembles harmless ones and is far from everything else."""
    others = max(score for level, score in guess.scores.items() if level is not Level.OK)
    return guess.scores[Level.OK] > least and others < -_HARMLESS


def _by_rules(folded: str, rulebook: Rulebook, topics: Sequence[Category]) -> Answer:
    mentions = mentions_in(folded, rulebook)
    taken = _taken(folded, mentions)
    standing = [m for at, m in enumerate(mentions) if at not in taken.places]
    not_public = _NOT_PUBLIC.search(folded) is not None
    remaining = standing if not_public else [m for m in standing if not _only_about(folded, m)]
    if topics:
        left = [_after_removal(each, rulebook) if taken.names else each for each in topics]
        return _of([*left, *(m.category for m in remaining)])
    if len(remaining) < len(standing) and all(_is_plain(m.category) for m in remaining):
        # Only spoken about in general terms (「パスワードの決め方を知らせるメール」).
        return _of([rulebook.categories["general-knowledge"]])
    if harmless := _harmless(folded, rulebook, remaining, not_public=not_public):
        return _of([harmless])
    categories = _for_everybody(
        [_after_removal(m.category, rulebook) if taken.names else m.category for m in remaining]
    )
    if taken.out and all(c.level is Level.OK for c in categories):
        # What is left once something was taken out still wants a look.
        return Answer(Level.CONDITIONAL, tuple(_unique(m.category for m in mentions)))
    if not categories and _GENERAL.search(folded) and not UNCOVERED.search(folded):
        return _of([rulebook.categories["general-knowledge"]])
    said = _of(categories)
    in_doubt = UNCOVERED.search(folded) if said.level is not Level.PROHIBITED else None
    if not categories or in_doubt or (said.level is Level.OK and not_public):
        return Answer(Level.UNDECIDED, nearest=nearest(folded, rulebook))
    return said


def _only_about(folded: str, mention: Mention) -> bool:
    """Whether the words after a term make it a subject to talk about, not content."""
    return _ABOUT.match(folded[mention.end : mention.end + 20]) is not None


def _is_plain(category: Category) -> bool:
    return category.id in _PLAIN_DOCUMENTS or category.level is Level.OK


def _of(categories: Iterable[Category]) -> Answer:
    unique = tuple(_unique(categories))
    level = highest(c.level for c in unique)
    return Answer(level, tuple(c for c in unique if c.level is level))


def _unique(categories: Iterable[Category]) -> Iterable[Category]:
    return {category.id: category for category in categories}.values()


def _harmless(
    folded: str, rulebook: Rulebook, remaining: Sequence[Mention], *, not_public: bool
) -> Category | None:
    if _DUMMY.search(folded):
        return rulebook.categories.get("dummy-data")
    filled = re.search(r"入りのまま|入ったまま|そのまま|記入済|入力済", folded)
    if _BLANK.search(folded) and not filled:
        return rulebook.categories.get("blank-template")
    never_public = any(mention.category.id in _NEVER_PUBLIC for mention in remaining)
    if not_public or never_public or UNCOVERED.search(folded):
        return None
    if _PUBLIC_BODY.search(folded):
        return rulebook.categories.get("third-party-public")
    return rulebook.categories.get("own-public") if _PUBLIC.search(folded) else None


def _for_everybody(categories: Sequence[Category]) -> list[Category]:
    """A manual or record that is a draft for the whole company counts as that."""
    if any(c.id == "company-wide-draft" for c in categories):
        return [c for c in categories if c.id not in _PLAIN_DOCUMENTS]
    return list(categories)


def _after_removal(category: Category, rulebook: Rulebook) -> Category:
    """What a category becomes once the names are gone: the milder rule it names, if any."""
    milder = rulebook.categories.get(category.anonymised or "")
    return milder or category


@dataclass(frozen=True, slots=True)
class _Taken:
    """What the asker would take out before entering the rest, or says is not in it."""

    places: frozenset[int] = frozenset()
    out: bool = False
    names: bool = False


def _taken(folded: str, mentions: Sequence[Mention]) -> _Taken:
    """Find, by places in `mentions`, what is removed or absent."""
    places: set[int] = set()
    out, names = False, _ANONYMOUS.search(folded) is not None
    for pattern in (_REMOVAL, _ABSENCE):
        for verb in pattern.finditer(folded):
            if pattern is _REMOVAL and _NOT_AFTER_ALL.match(folded[verb.end() :]):
                continue
            start = max((c.end() for c in _CLAUSE.finditer(folded, 0, verb.start())), default=0)
            here = {at for at, m in enumerate(mentions) if start <= m.start < verb.end()}
            if verb.group().strip().isascii():
                here = {at for at, m in enumerate(mentions) if m.start >= verb.end()}
            somebody = _SOMEBODY.search(folded, start, verb.end()) is not None
            places |= here
            out = out or (pattern is _REMOVAL and bool(here or somebody))
            names = names or somebody or any(_names_people(mentions[at]) for at in here)
    return _Taken(frozenset(places), out, names)


def _names_people(mention: Mention) -> bool:
    """Whether taking it out takes the names out; a list without its numbers still has them."""
    return not _NAMES.isdisjoint(mention.category.kinds)
