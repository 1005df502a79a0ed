"""What kinds of information a text names, by the rulebook's terms and the ways people say them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.folding import fold
from knowledge.regex import regex

if TYPE_CHECKING:
    from knowledge.rulebook import Category, Rulebook

# Matters that the default rulebook does not speak of: recordings and pictures, works of others that
# were bought or lent, other tools, private accounts.
UNCOVERED = regex(
    r"写真|撮(?:った|影)|(?:動画|映像)(?!の(?:説明文?|概要|題|たいとる|台本))|録音|録画|音声|すきゃん|すくしょ|すくりーんしょっと|画面の?(?:きゃぷちゃ|写)|防犯かめら|どられこ|手書き|文字起こし|screenshot|photo|video|audio|recording|scan|camera|\bclip|らいぶかめら|印影|筆跡"
    r"|有料|購入した|買った|会員限定|会員(?:だけ|のみ)に|会員制|購入者(?:しか|だけ|のみ|限定)|書籍|本を|雑誌|論文の?pdf|規格票|(?:astm|iso|jis|iec)[^。]{0,12}(?:規格|standard|本文|買)|text of an? [a-z]+ standard|借りた|電子書籍|予稿集|論文集|参加者(?:だけ|のみ|限定)|教科書|歌詞|漫画|subscription|paywall"
    r"|deepl|gemini|claude|copilot|bing|grok|他の(?:ai|翻訳|つーる|さーびす)|別の(?:ai|つーる|さーびす)|翻訳さいと"
    r"|宿題|私用|家のこと|副業|趣味の|(?:chatgpt|ai|えーあい)(?:に|が|で)(?:描|書|作|生成)(?:い|っ|か|し)|生成(?:した|物|画像)|出力(?:を|した)[^。\n]{0,8}(?:使|載|出)"
    r"|個人の(?:x|ついったー|いんすた|sns|ぶろぐ|あかうんと)|波形|せんさ|荷重計|温湿度計|計測(?:器|値)|ろがー|位置情報|gps"
)


@dataclass(frozen=True, slots=True)
class Mention:
    category: Category
    start: int
    end: int


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


@lru_cache(maxsize=8)
def _terms(rulebook: Rulebook) -> tuple[re.Pattern[str], tuple[tuple[str, Category], ...]]:
    pairs = {
        fold(term): category
        for category in rulebook.categories.values()
        for term in (*category.terms, category.label.ja)
    }
    longest_first = sorted(pairs, key=len, reverse=True)
    pattern = regex("|".join(re.escape(term) for term in longest_first) or r"(?!)")
    return pattern, tuple(pairs.items())


def mentions_in(folded: str, rulebook: Rulebook) -> list[Mention]:
    """What the text names, left to right; of two that overlap the longer one."""
    pattern, pairs = _terms(rulebook)
    by_term = dict(pairs)
    named = [Mention(by_term[h.group()], h.start(), h.end()) for h in pattern.finditer(folded)]
    for category in rulebook.categories.values():
        if category.asked:
            named += [
                Mention(category, h.start(), h.end())
                for h in category.asked.finditer(folded)
                if h.end() > h.start()
            ]
    apart: list[Mention] = []
    for mention in sorted(named, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in apart):
            apart.append(mention)
    return sorted(apart, key=lambda m: m.start)
