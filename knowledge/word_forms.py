"""Words as a search compares them: dictionary form, sound, and whether they carry meaning."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sudachipy import SplitMode

from knowledge.folding import fold, fold_kana
from knowledge.normalize import shadow
from knowledge.words import READABLE_AT_ONCE, new_tokenizer, readable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sudachipy import Morpheme, Tokenizer

_SILENT = frozenset({"空白", "補助記号", "記号"})
_GRAMMAR = frozenset({"副詞", "助詞", "助動詞", "感動詞", "接続詞", "連体詞", "代名詞", "接頭辞"})
_LONG_VOWEL = re.compile(
    "(?<=[あかさたなはまやらわがざだばぱぁゃ])[あー]|(?<=[いきしちにひみりぎじぢびぴぃ])[いー]"
    "|(?<=[うくすつぬふむゆるぐずづぶぷぅゅ])[うー]|(?<=[えけせてねへめれげぜでべぺぇ])[えいー]"
    "|(?<=[おこそとのほもよろごぞどぼぽぉょを])[おうー]"
)
_LONG = re.compile("ー+")
_SAME_SOUND = str.maketrans("ぢづをぁぃぅぇぉゎ", "じずおあいうえおわ")
_KANA = re.compile("[ぁ-ゖー]+")
_LATIN = re.compile(r"[a-z][a-z'’-]*")
_INSIDE_LATIN = re.compile("['’-]")
_ENGLISH_ENDING = re.compile(r"(?<=[a-z]{3})(?:ies|es|s|ing|ed)$")
_LONGEST_ABBREVIATION = 4
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", ["えー", "びー", "しー", "でぃー", "いー", "えふ", "じー", "えいち", "あい", "じぇー", "けー", "える", "えむ", "えぬ", "おー", "ぴー", "きゅー", "あーる", "えす", "てぃー", "ゆー", "ぶい", "だぶりゅー", "えっくす", "わい", "ぜっと"], strict=True))  # fmt: skip
# Verbs that only carry a sentence: する, いる, ください.
_LEAST_VERBS = frozenset({"為る", "居る", "有る", "成る", "呉れる", "下さる", "頂く", "貰う", "置く", "見る", "来る", "行く", "出来る", "御座る", "様"})  # fmt: skip


class Form(NamedTuple):
    """One smallest word. `whole` numbers the longest dictionary word that it is part of."""

    surface: str
    normal: str
    sound: str
    base_sound: str
    means: bool
    known: bool
    kana: bool
    noun: bool
    whole: int


class _Mine(threading.local):
    tokenizer: Tokenizer | None = None


_mine = _Mine()


def sound_of(kana: str) -> str:
    """Return kana as they sound: ぢ is じ, and メイル, メール and めえる are one."""
    folded = fold_kana(kana).translate(_SAME_SOUND)
    return _LONG.sub("ー", _LONG_VOWEL.sub("ー", folded))


def forms_of(text: str) -> tuple[Form, ...]:
    """Split a text of any length and content into its smallest words, without punctuation."""
    plain = readable(shadow(text).text)
    forms: list[Form] = []
    whole = 0
    for at in range(0, len(plain), READABLE_AT_ONCE):
        for word in _tokenizer().tokenize(plain[at : at + READABLE_AT_ONCE]):
            whole += 1
            if word.part_of_speech()[0] in _SILENT and not _KANA.fullmatch(fold(word.surface())):
                forms.append(BREAK)
                continue
            forms.extend(_parts(word, whole))
    return tuple(forms)


BREAK = Form("", "", "", "", means=False, known=True, kana=False, noun=False, whole=0)
"""Stands where a text has a space or a mark."""


def _parts(word: Morpheme, whole: int) -> Iterator[Form]:
    parts = word.split(SplitMode.A, add_single=False)
    for part in parts or [word]:
        yield _form(part, whole)


def _form(word: Morpheme, whole: int) -> Form:
    surface = fold(word.surface())
    known = not word.is_oov()
    if _LATIN.fullmatch(surface):
        # Sudachi reads MTG letter by letter and some English words as their loanword.
        stem = _ENGLISH_ENDING.sub("", _INSIDE_LATIN.sub("", surface))
        spelled = _letter_by_letter(surface) if len(surface) <= _LONGEST_ABBREVIATION else stem
        return Form(surface, stem, stem, spelled, True, known, False, True, whole)  # noqa: FBT003 - in order
    part = word.part_of_speech()
    normal = fold(word.normalized_form())
    sound = base = sound_of(word.reading_form())
    if part[0] in {"動詞", "形容詞"} and word.dictionary_form() != word.surface():
        base = _dictionary_sound(word.dictionary_form())
    return Form(
        surface,
        normal,
        sound,
        base,
        means=part[0] not in _GRAMMAR and part[1] != "助動詞語幹" and normal not in _LEAST_VERBS,
        known=known,
        kana=bool(_KANA.fullmatch(surface)),
        noun=part[0] in {"名詞", "接尾辞", "形状詞"},
        whole=whole,
    )


def _letter_by_letter(letters: str) -> str:
    """FAQ is えふえーきゅー."""
    return sound_of("".join(_LETTERS.get(letter, "") for letter in letters))


@lru_cache(maxsize=5_000)
def _dictionary_sound(form: str) -> str:
    return sound_of("".join(word.reading_form() for word in _tokenizer().tokenize(form)))


def _tokenizer() -> Tokenizer:
    if _mine.tokenizer is None:
        _mine.tokenizer = new_tokenizer(
            {"pos", "reading_form", "normalized_form", "dictionary_form", "split_a"}
        )
    return _mine.tokenizer
