"""Questions about a kind of information: told from the information itself, and answered by rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.folding import fold
from knowledge.masking import PLACEHOLDER
from knowledge.verdict import Kind, Level, highest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from knowledge.rulebook import Category, Rulebook

_LONGEST_QUESTION = 140

# 「入れていい?」 in the forms people type. Folded: katakana is hiragana, letters are lower case.
_YES_OR_NO = r"(?:いい|よい|良い|(?<![a-z])ok(?![a-z])|おk|おっけー?|大丈夫|だいじょうぶ|平気|問題(?:ない|ありま|は)|可能|構わ|かまわ|よろしい|いける|許さ|せーふ|あうと|だめ|駄目|(?<![a-z])ng(?![a-z])|まずい)"
_PERMISSION = re.compile(
    rf"(?:ても|でも|て|で|って|のは|は|が)[^。\n]{{0,6}}(?<!たら)(?<!ば){_YES_OR_NO}"
    rf"|{_YES_OR_NO}(?:の)?(?:ですか|でしょうか|かな|なの|だっけ)?[?。]*$"
    r"|(?:のは|て|って|は|なら)?(?:どう|どうなん)(?:の)?(?:ですか|でしょう(?:か)?|かな)?[?。]*$"
    r"|あり(?:ですか|かな|なの|\?)|(?:は|って|なら)\?$|っちゃ(?:だめ|いけ)|できますか|もらえ(?:る|ます|ません)|いけますか|入れられ"
    r"|(?:can|may|could|should) (?:i|we)\b|is (?:it|this|that) (?:ok|okay|fine|safe|allowed)|allowed to"
)
# How-to questions ask for help with the text itself, not for leave to enter something.
_HOW_TO = re.compile(
    r"(?:方法|やり方|書き方|直し方|使い方|仕方|原因|理由|意味|違い|手順|こつ|例|式|数式|案)(?:は|って)?\?$|どうやって|(?:どの|何|どこ|いつ|どれ)[^。\n?]{0,14}(?:ますか|ですか)[?。]*$|どうすれば|どうしたら|たらいい|ばいい|ばよい|何(?:です|でしょう|を見れば)|なぜ|教えて"
)
_INTENTION = re.compile(
    r"(?:入れ|貼り|貼っ|渡し|読ませ|見せ|上げ|あげ|使い|使っ|相談し|整理し|まとめ|送り|要約し|整え|直し|して|見て|聞き|もらい|させ)[^。\n]{0,6}(?:たい|つもり|予定|だけ)"
)
_DESCRIPTION = re.compile(
    r"(?:やつ|もの|分|こと|場合)$|(?:入って|書いて|載って|含まれて|含んで|のって)(?:い)?(?:る|ます|ない|ません)|(?:名前|金額|社名)(?:入り|あり|つき|付き)|中身は"
)
_REQUEST = re.compile(
    r"(?:てください|て下さい|して|作って|直して|教えて|考えて|書いて|まとめて|挙げて|出して|訳して|please|お願いします)[。.!！]*$"
)
_STATEMENT = re.compile(
    r"(?:です|ます|した|ください|たい|だ|である|する|ません)(?:[。.!]|$)|[うくすつぬむるぐぶ]。"
)
_INFORMATION = re.compile(
    r"こつ|解説|説明|標語|挨拶|様式|書式|ひな形|資料|でーた|情報|一覧|りすと|表(?!現)|写真|動画|映像|録音|音声|画像|すくしょ|すくりーんしょっと|すきゃん|めーる|文(?:書|面|章|案|言)?$|書(?:類)?$|記録|結果|番号|名前|氏名|内容|画面|ふぁいる|こーど|ろぐ|議事録|原稿|案$|図面?|名簿|めも|れぽーと|話$|数字|推移|計画|条文|文字起こし|すらいど|まにゅある|手順|履歴|明細|規程|契約|あんけーと|評価|要項"
    r"|document|data|list|file|minutes|report|screenshot|photo|recording|code|name|email|contract"
)
# Matters that the default rulebook does not speak of: recordings and pictures, works of others that
# were bought or lent, other tools, private accounts.
_UNCOVERED = re.compile(
    r"写真|撮(?:った|影)|動画|映像|録音|録画|音声|すきゃん|すくしょ|すくりーんしょっと|画面の?(?:きゃぷちゃ|写)|防犯かめら|どられこ|手書き|文字起こし|screenshot|photo|video|audio|recording|scan"
    r"|有料|購入した|買った|会員限定|会員制|書籍|本を|雑誌|論文の?pdf|規格票|電子書籍|教科書|歌詞|漫画|subscription|paywall"
    r"|deepl|gemini|claude|copilot|bing|grok|他の(?:ai|翻訳|つーる|さーびす)|別の(?:ai|つーる|さーびす)|翻訳さいと"
    r"|個人の(?:x|ついったー|いんすた|sns|ぶろぐ|あかうんと)|波形|せんさ|位置情報|gps"
)
_REMOVAL = re.compile(
    r"(?:を|は|も|だけ|など|とか|が|)(?:全部|ぜんぶ|すべて|全て|一切|ちゃんと|きちんと|事前に|先に)?"
    r"(?:消[しせすえ]|伏せ|ふせ|除[いけく]|抜[いけき]|ぬい|隠[しせす]|かくし|削[っれる除]|黒塗り|黒く塗|ますく|ますきんぐ|匿名(?:化|に)|仮名(?:に|化)|置き?換え|置換|取り除|ぼか[しせ]|はずし|外[しせす]|"
    r"(?:出|書か|入れ|載せ|含め)(?:さ)?(?:ない|ず)|remov(?:e|ed|ing)|redact(?:ed|ing)?|mask(?:ed|ing)?|anonymi[sz]ed?|without|strip(?:ped)?)"
)
_NOT_AFTER_ALL = re.compile(
    r"^(?:[^。、\n]{0,4}?)(?:さず|ずに|ず(?=[、。に])|ない(?:で|まま|$|[^。、]{0,3}(?:顧客|購買|名簿|でーた|資料|文))|てない|ていない|ていません|てません|していない|してない|せず|なきゃ|なければ|ないと)"
)
_ABSENCE = re.compile(
    r"(?:書いて|入って|載って|のって|含んで|含まれて|出て|記載して|記入して)(?:い)?(?:ない|ません|ず)|(?:なし|無し|抜き|ゼロ|ぬき)(?:の|で|$|[)）、。])|無記名|無記入|記入なし"
)
_CLAUSE = re.compile(
    r"[、。,，\n;；()（）「」?？]|けど|ですが|のですが|ので|(?<=[えけせてねめれば])ば"
)
_EVERYTHING = re.compile(r"(?:ぜんぶ|全部|すべて|全て|何も|一切|いっさい|まるごと全部)")
_BLANK = re.compile(
    r"空(?:の|っぽ)|ひな形|ひな型|雛形|雛型|てんぷれ|ふぉーまっと|様式|書式|項目名?だけ|○○|〇〇|xxx|骨組み|記入前|未記入|差し込み|ぷれーすほるだ|blank|template|placeholder"
)
_PUBLIC = re.compile(
    r"公開(?:済|され|し(?:た|て)|中|情報|さいと|資料|の)|公表(?:済|され|し(?:た|て)|中|資料|の)|発表(?:済|され|し(?:た|て))|掲載(?:済|中|され|し(?:た|て))|載(?:って|せて|っけて)|ほーむぺーじ|にゅーす|新聞|(?<!社内報の)記事|報道|(?:自社|会社|うち|弊社|当社)の?(?:さいと|hp|web|うぇぶ)|hpに|ぷれすりりーす|市販|発売済|(?:今|いま)出して|(?:public|published)"
)
_PUBLIC_BODY = re.compile(
    r"(?:総務|厚生労働|厚労|経済産業|経産|国土交通|国交|文部科学|文科|農林水産|農水|環境|財務|法務|外務)省|[国税金融消費特許気象文化]{2,3}庁|官公庁|政府|自治体|日銀|日本銀行|官報|国勢調査|白書|最高裁|判例|法(?:律)?の条文|法令|政令|省令"
    r"|(?<!方)(?<!手)(?<!用)[一-龥]{2,10}(?<!方)法(?:の|を|で|と|について|とは|$)"
)
_GENERAL = re.compile(
    r"一般的|一般論|こつ(?:を|は|$)|使い方|書き方|標語|すろーがん|案出し|あいであ|あいでぃあ|豆知識|雑談|挨拶|あいさつ|敬語"
)
_NOT_PUBLIC = re.compile(
    r"未公開|未公表|未発表|(?:公開|公表|発表|掲載|解禁|開示)(?:する|され(?:る)?|の|に?なる)?(?:前|まで|予定|は来|待ち)|まだ[^。\n]{0,14}(?:ない|ません|前)|これから|非公開|社内限|会員|有料|not (?:yet )?public|unpublished|(?:公開|公表|発表)(?:して|されて)(?:い)?(?:ない|ません)"
)
_DUMMY = re.compile(
    r"架空|だみー|仮の(?:名前|でーた)|作り物|実在しない|でたらめ|さんぷるでーた|dummy|fictional|fake|made-up"
)
_ABOUT = re.compile(
    r"^を[^。、\n]{0,14}(?:呼びかけ|周知|使い回|啓発|定期的に変)|^(?:の|に関する|について(?:の)?|とは|を守る|を扱う)[^。、\n?？]{0,8}?(?:決め方|作り方|書き方|扱い方|取り扱い|取扱い|付け方|選び方|管理方法|守り方|種類|意味|仕組み|使い方|考え方|るーる|まなー|重要性|大切さ|研修|教育|まにゅある|注意|心得|案内|お知らせ|法律|条文|解説|説明|とは|一般)"
)
_NEVER_PUBLIC = frozenset(
    {"customer-name", "customer-data", "credential", "my-number", "card-number", "id-number"}
    | {"applicant", "health", "bank-account"}
)
_NAMEABLE = frozenset({Kind.CUSTOMER, Kind.PERSON, Kind.ORG, Kind.PROJECT, Kind.PRODUCT})
_PLAIN_DOCUMENTS = frozenset({"internal-document", "minutes"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say to a question: the level, the categories asked about, the nearest ones."""

    level: Level
    categories: tuple[Category, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mention:
    category: Category
    start: int
    end: int


def is_question(text: str, rulebook: Rulebook, found: Collection[Kind]) -> bool:
    """Whether a normalised text asks about a kind of information instead of being it.

    Args:
        text: the normalised text.
        rulebook: whose terms count as naming information.
        found: the kinds of findings in the text. Who names an amount or a number has pasted it;
            a question may well name a customer or a project.
    """
    if not _NAMEABLE.issuperset(found) or PLACEHOLDER.search(text):
        return False
    folded = fold(text.strip())
    if len(folded) > _LONGEST_QUESTION or folded.count("\n") > 1 or not folded:
        return False
    names_information = bool(_INFORMATION.search(folded) or _UNCOVERED.search(folded)) or bool(
        _mentions(folded, rulebook)
    )
    if not names_information or _HOW_TO.search(folded):
        return False
    if _PERMISSION.search(folded):
        return True
    if found or _REQUEST.search(folded):
        return False
    if _INTENTION.search(folded) or _DESCRIPTION.search(folded):
        return True
    return len(folded) <= 60 and not _STATEMENT.search(folded)


def answer(text: str, rulebook: Rulebook, topics: Sequence[Category]) -> Answer:
    """Answer a question from the rulebook's terms and the conditions in it.

    Args:
        text: the normalised question.
        rulebook: the rules.
        topics: categories that the evidence of the question already speaks for.
    """
    folded = fold(text.strip())
    mentions = _mentions(folded, rulebook)
    removed = _removed(folded, mentions)
    standing = [m for at, m in enumerate(mentions) if at not in removed]
    not_public = _NOT_PUBLIC.search(folded) is not None
    remaining = standing if not_public else [m for m in standing if not _only_about(folded, m)]
    if topics:
        return _of([*topics, *(m.category for m in remaining)])
    if len(remaining) < len(standing) and all(_is_plain(m.category) for m in remaining):
        # Only spoken about in general terms (「パスワードの決め方を知らせるメール」).
        return _of([rulebook.categories["general-knowledge"]])
    if harmless := _harmless(folded, rulebook, remaining, not_public=not_public):
        return _of([harmless])
    categories = [
        _after_removal(m.category, rulebook) if removed else m.category for m in remaining
    ]
    if not categories and removed:
        return Answer(Level.CONDITIONAL, tuple(_unique(m.category for m in mentions)))
    if not categories and _GENERAL.search(folded) and not _UNCOVERED.search(folded):
        return _of([rulebook.categories["general-knowledge"]])
    said = _of(categories)
    in_doubt = _UNCOVERED.search(folded) if said.level is not Level.PROHIBITED else None
    if not categories or in_doubt or (said.level is Level.OK and not_public and not removed):
        return Answer(Level.UNDECIDED, nearest=nearest(folded, rulebook))
    return said


def _only_about(folded: str, mention: _Mention) -> bool:
    """Whether the words after a term make it a subject to talk about, not content."""
    return _ABOUT.match(folded[mention.end : mention.end + 20]) is not None


def _is_plain(category: Category) -> bool:
    return category.id in _PLAIN_DOCUMENTS or category.level is Level.OK


def nearest(text: str, rulebook: Rulebook, most: int = 3) -> tuple[str, ...]:
    """Return the ids of the categories whose terms share most with the text, best first."""
    pairs = _pairs(fold(text))
    scores: dict[str, float] = {}
    for term, category in _terms(rulebook)[1]:
        own = _pairs(term)
        if own:
            share = len(own & pairs) / len(own)
            scores[category.id] = max(scores.get(category.id, 0.0), share)
    ranked = sorted(scores, key=lambda each: -scores[each])
    return tuple(each for each in ranked if scores[each] >= 0.25)[:most]


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _of(categories: Iterable[Category]) -> Answer:
    unique = tuple(_unique(categories))
    level = highest(c.level for c in unique)
    return Answer(level, tuple(c for c in unique if c.level is level))


def _unique(categories: Iterable[Category]) -> Iterable[Category]:
    return {category.id: category for category in categories}.values()


def _harmless(
    folded: str, rulebook: Rulebook, remaining: Sequence[_Mention], *, not_public: bool
) -> Category | None:
    if _DUMMY.search(folded):
        return rulebook.categories.get("dummy-data")
    filled = re.search(r"入りのまま|入ったまま|そのまま|記入済|入力済", folded)
    if _BLANK.search(folded) and not filled:
        return rulebook.categories.get("blank-template")
    never_public = any(mention.category.id in _NEVER_PUBLIC for mention in remaining)
    if not_public or never_public or _UNCOVERED.search(folded):
        return None
    if _PUBLIC_BODY.search(folded):
        return rulebook.categories.get("third-party-public")
    return rulebook.categories.get("own-public") if _PUBLIC.search(folded) else None


def _after_removal(category: Category, rulebook: Rulebook) -> Category:
    """What a category becomes once the names are gone: the milder rule it names, if any."""
    milder = rulebook.categories.get(category.anonymised or "")
    return milder or category


def _removed(folded: str, mentions: Sequence[_Mention]) -> set[int]:
    """Places in `mentions` of what the asker would take out before entering the rest."""
    removed: set[int] = set()
    for pattern in (_REMOVAL, _ABSENCE):
        for verb in pattern.finditer(folded):
            if pattern is _REMOVAL and _NOT_AFTER_ALL.match(folded[verb.end() :]):
                continue
            scope = max((c.end() for c in _CLAUSE.finditer(folded, 0, verb.start())), default=0)
            here = {at for at, m in enumerate(mentions) if scope <= m.start < verb.end()}
            if _is_english(verb.group()):
                here = {at for at, m in enumerate(mentions) if m.start >= verb.end()}
            removed |= here
    return removed


def _is_english(verb: str) -> bool:
    return verb.strip().isascii()


@lru_cache(maxsize=8)
def _terms(rulebook: Rulebook) -> tuple[re.Pattern[str], tuple[tuple[str, Category], ...]]:
    pairs = {
        fold(term): category
        for category in rulebook.categories.values()
        for term in (*category.terms, category.label.ja)
    }
    longest_first = sorted(pairs, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(term) for term in longest_first) or r"(?!)")
    return pattern, tuple(pairs.items())


def _mentions(folded: str, rulebook: Rulebook) -> list[_Mention]:
    """What the text names, left to right; of two that overlap the longer one."""
    pattern, pairs = _terms(rulebook)
    by_term = dict(pairs)
    named = [_Mention(by_term[h.group()], h.start(), h.end()) for h in pattern.finditer(folded)]
    for category in rulebook.categories.values():
        if category.asked:
            named += [
                _Mention(category, h.start(), h.end())
                for h in category.asked.finditer(folded)
                if h.end() > h.start()
            ]
    apart: list[_Mention] = []
    for mention in sorted(named, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in apart):
            apart.append(mention)
    return sorted(apart, key=lambda m: m.start)
