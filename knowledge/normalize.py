"""A copy of a text in which look-alikes are equal, with the way back to the original."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

# Characters that show nothing and part nothing: they only hide a word from a pattern.
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u3164\uffa0\ufeff\u2800")
_INVISIBLE_CATEGORIES = frozenset({"Cf", "Mn"})
_JOINABLE_MARKS = frozenset("\u3099\u309a")
_DASHES = frozenset("‐‑‒–—―−⁃﹣－ｰー─━")
_CLEAR_DASHES = frozenset("‐‑‒–—―−⁃﹣－─━")
_VARIANTS = str.maketrans(
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


def _is_invisible(char: str) -> bool:
    if char in _INVISIBLE:
        return True
    category = unicodedata.category(char)
    if category == "Cf":
        return True
    # Variation selectors and stray combining marks; the kana voicing marks are joined instead.
    return category == "Mn" and char not in _JOINABLE_MARKS


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
        for at, char in enumerate(text):
            if char == "\u200d" and at and ord(text[at - 1]) > 0x2190:
                continue
            if (
                char not in "\ufe0e\ufe0f"
                and not unicodedata.combining(char)
                and _is_invisible(char)
            ):
                return True
        return False


def shadow(original: str) -> Shadow:
    r"""Return the normalised copy of a text of any Unicode content (lone surrogates included).

    NFKC by grapheme (half-width kana with its voicing mark is one unit), invisible characters
    removed, dash look-alikes next to a digit made '-', old and variant kanji made the usual ones.
    Line breaks become '\n'; letter case is kept.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    size = len(original)
    while at < size:
        stop = at + 1
        char = original[at]
        if char.isascii():
            if char == "\r":
                stop += original[stop : stop + 1] == "\n"
                char = "\n"
            out.append(char)
            starts.append(at)
            ends.append(stop)
            at = stop
            continue
        if _is_invisible(char):
            at = stop
            continue
        while stop < size and (
            original[stop] in "\u3099\u309a\uff9e\uff9f" or _is_hidden_mark(original[stop])
        ):
            stop += 1
        unit = "".join(c for c in original[at:stop] if not _is_hidden_mark(c))
        for piece in unicodedata.normalize("NFKC", unit):
            out.append(piece.translate(_VARIANTS))
            starts.append(at)
            ends.append(stop)
        at = stop
    _unify_dashes(out)
    return Shadow(original, "".join(out), tuple(starts), tuple(ends))


def _is_hidden_mark(char: str) -> bool:
    return not char.isascii() and _is_invisible(char)


def _unify_dashes(chars: list[str]) -> None:
    for at, char in enumerate(chars):
        if char not in _DASHES:
            continue
        before = at > 0 and chars[at - 1].isascii() and chars[at - 1].isdigit()
        after = at + 1 < len(chars) and chars[at + 1].isascii() and chars[at + 1].isdigit()
        # ー between kana is a long vowel; only between digits is it a dash.
        if (before and after) or (char in _CLEAR_DASHES and (before or after)):
            chars[at] = "-"
