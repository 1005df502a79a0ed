"""Japanese names in Latin letters: whether a word can be one, and how it is read."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from knowledge.detectors.name_kana import sounds_like_family
from knowledge.detectors.name_words import GIVEN_IN_KANA
from knowledge.regex import regex
from knowledge.words import uses_of

_SYLLABLES = {
    "kya": "きゃ", "kyu": "きゅ", "kyo": "きょ", "sha": "しゃ", "shu": "しゅ", "sho": "しょ", "shi": "し", "sya": "しゃ",
    "syu": "しゅ", "syo": "しょ", "cha": "ちゃ", "chu": "ちゅ", "cho": "ちょ", "chi": "ち", "tya": "ちゃ", "tyu": "ちゅ",
    "tyo": "ちょ", "tsu": "つ", "nya": "にゃ", "nyu": "にゅ", "nyo": "にょ", "hya": "ひゃ", "hyu": "ひゅ", "hyo": "ひょ",
    "mya": "みゃ", "myu": "みゅ", "myo": "みょ", "rya": "りゃ", "ryu": "りゅ", "ryo": "りょ", "gya": "ぎゃ", "gyu": "ぎゅ",
    "gyo": "ぎょ", "bya": "びゃ", "byu": "びゅ", "byo": "びょ", "pya": "ぴゃ", "pyu": "ぴゅ", "pyo": "ぴょ", "jya": "じゃ",
    "jyu": "じゅ", "jyo": "じょ", "zya": "じゃ", "zyu": "じゅ", "zyo": "じょ", "ja": "じゃ", "ju": "じゅ", "jo": "じょ",
    "ji": "じ", "zi": "じ", "fu": "ふ", "hu": "ふ", "si": "し", "ti": "ち", "tu": "つ", "du": "づ", "di": "ぢ", "wa": "わ",
    "wo": "を", "ya": "や", "yu": "ゆ", "yo": "よ",
}  # fmt: skip
for _consonant, _row in {
    "": "あいうえお", "k": "かきくけこ", "s": "さ す_せそ", "t": "た_ _てと", "n": "なにぬねの", "h": "はひ_へほ", "m": "まみむめも",
    "r": "らりるれろ", "g": "がぎぐげご", "z": "ざ_ずぜぞ", "d": "だ_ _でど", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ",
}.items():  # fmt: skip
    for _vowel, _kana in zip("aiueo", _row.replace(" ", "_"), strict=False):
        if _kana != "_":
            _SYLLABLES.setdefault(_consonant + _vowel, _kana)
_SYLLABLES |= {"su": "す", "se": "せ", "so": "そ", "te": "て", "to": "と", "de": "で", "do": "ど"}
_SYLLABLE = regex("|".join(sorted(_SYLLABLES, key=len, reverse=True)))
_IN_LOANWORDS = _SYLLABLES | {
    "che": "ちぇ", "she": "しぇ", "je": "じぇ", "fa": "ふぁ", "fi": "ふぃ", "fe": "ふぇ", "fo": "ふぉ", "thi": "てぃ", "dhi": "でぃ",
    "wi": "うぃ", "we": "うぇ", "va": "ゔぁ", "vi": "ゔぃ", "ve": "ゔぇ", "vo": "ゔぉ",
}  # fmt: skip
_LOANWORD_SYLLABLE = regex("|".join(sorted(_IN_LOANWORDS, key=len, reverse=True)))
_LONG = regex("(?<=[ou])h(?![aiueoy])|(?<=o)u|(?<=[aiueo])-")


@lru_cache(maxsize=10_000)
def kana_of(word: str, *, loanwords: bool = False) -> str:
    """Return the word in hiragana if it can be read as Japanese, else an empty string.

    Args:
        word: in Latin letters; an apostrophe keeps an n apart, as in hon'yaku.
        loanwords: whether sounds that no Japanese name has are read too, as in chekku.
    """
    pattern, kana = (_LOANWORD_SYLLABLE, _IN_LOANWORDS) if loanwords else (_SYLLABLE, _SYLLABLES)
    plain = "".join(
        c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c)
    )
    plain = plain.replace("n'", "N").replace("'", "")
    out, at = [], 0
    while at < len(plain):
        syllable = pattern.match(plain, at)
        if syllable:
            out.append(kana[syllable[0]])
            at = syllable.end()
        elif plain[at] in "nN" or (plain[at] == "m" and plain[at + 1 : at + 2] in {"b", "p", "m"}):
            out.append("ん")
            at += 1
        elif plain[at : at + 1] == plain[at + 1 : at + 2] or plain[at : at + 3] == "tch":
            out.append("っ")
            at += 1
        elif plain[at] == "h" and at and plain[at - 1] in "ou":
            out.append("う" if plain[at - 1] == "u" else "お")
            at += 1
        else:
            return ""
    return "".join(out)


@lru_cache(maxsize=10_000)
def is_japanese_name(word: str) -> bool:
    """Whether the dictionary knows a family or given name of this sound."""
    kana = kana_of(word)
    return len(kana) > 1 and any(
        form in GIVEN_IN_KANA
        or uses_of(form).surname
        or uses_of(form).given
        or (len(form) > 3 and sounds_like_family(form))
        for form in _long_vowels(kana)
    )


def _long_vowels(kana: str) -> tuple[str, ...]:
    """Sato is さとう, Ohno おおの, Yuta ゆうた: the long vowel is mostly left out."""
    out = {kana}
    for at, char in enumerate(kana):
        if char in "おこそとのほもよろごぞどぼぽょ":
            out |= {f"{kana[: at + 1]}う{kana[at + 1 :]}", f"{kana[: at + 1]}お{kana[at + 1 :]}"}
        elif char in "うくすつぬふむゆるぐずぶぷゅ":
            out.add(f"{kana[: at + 1]}う{kana[at + 1 :]}")
    return tuple(out)
