"""A copy of a text in which look-alikes are equal, with the way back to the original."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from knowledge.regex import regex

# Characters that show nothing and part nothing: they only hide a word from a pattern.
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\ufeff\u2800")
# What belongs to the character before it: voicing marks, variation selectors, other combining
# marks; and the line feed after a carriage return.
_MARK = "[\u3099\u309a\uff9e\uff9f\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef]"
# What is its own usual form: ASCII, kana, most kanji, everyday punctuation.
_PLAIN = r"\n\t -~ぁ-んァ-ヶー、。「」『』【】・々一-鿿"
_UNIT = regex(rf"(?P<plain>[{_PLAIN}]+(?!{_MARK}))|\r\n|[\s\S]{_MARK}*")
_NOT_PLAIN = regex(f"[^{_PLAIN}]")
_DASHES = "‐‑‒–—―−⁃﹣－─━"
# ー between kana is a long vowel; only between digits is it a dash.
_DASH_AT_DIGIT = regex(f"(?<=[0-9])[{_DASHES}]|[{_DASHES}](?=[0-9])|(?<=[0-9])[ｰー](?=[0-9])")
# 株 式 会 社 白 馬: letters set apart to fill a line; at least four, as 森 石 谷 may be three people.
_JAPANESE = "[一-龯々ぁ-んァ-ヶー]"
_SET_APART = regex(
    rf"(?<!{_JAPANESE})(?<!{_JAPANESE} )(?:{_JAPANESE} ){{3,60}}{_JAPANESE}(?! ?{_JAPANESE})"
)
_VARIANTS = MappingProxyType(
    {
        "髙": "高",
        "﨑": "崎",
        "𠮷": "吉",
        "濵": "浜",
        "邉": "辺",
        "邊": "辺",
        "齋": "斎",
        "齊": "斉",
        "澤": "沢",
        "廣": "広",
        "櫻": "桜",
        "德": "徳",
        "惠": "恵",
        "眞": "真",
        "嶋": "島",
        "〜": "~",
        "～": "~",
    }
)
_VARIANT = regex(f"[{''.join(_VARIANTS)}]")


def _is_invisible(char: str) -> bool:
    return char in _INVISIBLE or unicodedata.category(char) == "Cf"


@dataclass(frozen=True)
class Shadow:
    """The normalised copy and, for each of its characters, the original slice it came from."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Map a slice of the copy (code points, end exclusive) to the slice of the original."""
        if start >= end:
            position = self.starts[start] if start < len(self.starts) else len(self.original)
            return position, position
        return self.starts[start], self.ends[end - 1]

    @cached_property
    def has_hidden_characters(self) -> bool:
        """Whether the original holds invisible characters other than those inside an emoji."""
        text = self.original
        for hit in _NOT_PLAIN.finditer(text):
            at, char = hit.start(), hit[0]
            if char == "\u200d" and at and ord(text[at - 1]) > 0x2190:
                continue
            if _is_invisible(char):
                return True
        return False


def shadow(original: str) -> Shadow:
    r"""Return the normalised copy of a text of any Unicode content (lone surrogates included).

    NFKC by grapheme (half-width kana with its voicing mark is one unit), invisible characters
    removed, dash look-alikes next to a digit made '-', old and variant kanji made the usual ones.
    Line breaks become '\n'; letter case is kept. Four or more letters set apart are joined.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for unit in _UNIT.finditer(original):
        at, stop = unit.span()
        if unit["plain"]:
            out.append(unit[0])
            starts += range(at, stop)
            ends += range(at + 1, stop + 1)
        else:
            usual = _usual(unit[0])
            out.append(usual)
            starts += [at] * len(usual)
            ends += [stop] * len(usual)
    text = _VARIANT.sub(lambda hit: _VARIANTS[hit[0]], "".join(out))
    text, starts, ends = _joined(_DASH_AT_DIGIT.sub("-", text), starts, ends)
    return Shadow(original, text, tuple(starts), tuple(ends))


def _joined(text: str, starts: list[int], ends: list[int]) -> tuple[str, list[int], list[int]]:
    """Take out the spaces between letters that are set apart."""
    gaps = {
        at
        for run in _SET_APART.finditer(text)
        for at in range(run.start(), run.end())
        if text[at] == " "
    }
    if not gaps:
        return text, starts, ends
    kept = [at for at in range(len(text)) if at not in gaps]
    return "".join(text[at] for at in kept), [starts[k] for k in kept], [ends[k] for k in kept]


@lru_cache(maxsize=20_000)
def _usual(unit: str) -> str:
    """Return the usual spelling of a character with its marks; nothing if it shows nothing."""
    if unit.isascii():
        return "\n" if unit[0] == "\r" else unit
    seen = "".join(char for char in unit if not _is_invisible(char))
    whole = unicodedata.normalize("NFKC", seen)
    # A mark that found no letter to join would only hide the word.
    return "".join(c for c in whole if unicodedata.category(c) != "Mn")
