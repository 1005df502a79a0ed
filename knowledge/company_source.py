"""A company list as it is written: YAML read piece by piece, each error with its line and key."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from knowledge.repetition import Trouble, trouble_of
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Far beyond any list that somebody keeps by hand.
MOST_CHARACTERS = 500_000
MOST_NAMES = 10_000
MOST_ALIASES = 100
LONGEST_NAME = 200

_TROUBLES = {
    Trouble.LONG: (
        "長すぎる正規表現です（100 文字まで）",
        "the regular expression is too long (at most 100 characters)",
    ),
    Trouble.NESTED: (
        "繰り返しの中の繰り返しは、判定が終わらなくなるので使えません",
        "a repetition inside a repetition could run without end and cannot be used",
    ),
    Trouble.ENDLESS: (
        "終わりのない繰り返し（*、+）は数字か英字にだけ使えます。{1,8} のように上限を書いてください",
        "repetitions without an end (*, +) are for digits and letters only; give a limit like {1,8}",
    ),
    Trouble.MANY_WAYS: (
        "繰り返しや「|」が多すぎて、判定が終わらなくなるので使えません",
        "so many repetitions and alternatives could run without end and cannot be used",
    ),
    Trouble.SPECIAL: (
        "番号の形には使えない書き方です（(?i) などの指定、\\1 などの参照）",
        "flags such as (?i) and references such as \\1 cannot be used in a format",
    ),
}


class CompanyListError(Exception):
    """A company list that cannot be used.

    The message (Japanese) names the file, the line and the key; `inn` says it in a language.
    """

    def __init__(self, file: str, says: Words, *, line: int | None = None, key: str = "") -> None:
        self._file, self._says, self._line, self._key = file, says, line, key
        super().__init__(self.inn("ja"))

    def inn(self, language: str) -> str:
        """Return the message in Japanese or English."""
        line = Words(f"{self._line}行目", f"line {self._line}") if self._line else Words("", "")
        parts = (self._file, line.inn(language), self._key, self._says.inn(language))
        return ": ".join(filter(None, parts))


def read_company_source(path: Path) -> str:
    """Return the YAML of a company list as it is written.

    Raises:
        CompanyListError: the file cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        says = (
            Words("ファイルがありません", "there is no such file")
            if missing
            else Words("ファイルを開けません", "the file cannot be opened")
        )
        raise CompanyListError(str(path), says) from None
    except UnicodeDecodeError:
        says = Words(
            "UTF-8 ではありません。UTF-8 で保存し直してください", "not UTF-8. Save it as UTF-8"
        )
        # Without the cause, which shows the bytes around the place.
        raise CompanyListError(str(path), says) from None


@dataclass(frozen=True)
class Source:
    """One list in YAML, read as nodes, because only nodes know their line."""

    name: str

    def root(self, content: str) -> yaml.Node | None:
        if len(content) > MOST_CHARACTERS:
            raise self.refuse(
                f"長すぎます（{MOST_CHARACTERS:,} 文字まで）",
                f"too long (at most {MOST_CHARACTERS:,} characters)",
            )
        try:
            node: yaml.Node | None = yaml.compose(content, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self.refuse(
                "YAML として読めません。かっこ・コロン・字下げを確かめてください",
                f"not YAML ({error.problem})",
                line=mark.line + 1 if mark else None,
            ) from None
        except (yaml.YAMLError, RecursionError):
            raise self.refuse("YAML として読めません", "not YAML") from None
        return None if node is None or _is_nothing(node) else node

    def entries(
        self, node: yaml.Node, known: tuple[str, ...], key: str
    ) -> Iterator[tuple[str, yaml.Node]]:
        """Yield the entries of a mapping; refuse unknown and repeated keys."""
        if not isinstance(node, yaml.MappingNode):
            raise self.error(
                node, key, "「キー: 値」の形で書いてください", "write it in the form “key: value”"
            )
        seen: set[str] = set()
        for name, value in node.value:
            written = name.value if isinstance(name, yaml.ScalarNode) else ""
            place = f"{key}.{written}" if key else written
            if written not in known:
                close = difflib.get_close_matches(written, known, n=1)
                keys = ", ".join(known)
                raise self.error(
                    name,
                    place,
                    "知らないキーです。"
                    + (f"「{close[0]}」のことですか" if close else f"使えるキー: {keys}"),
                    "unknown key. "
                    + (f"Did you mean “{close[0]}”?" if close else f"Known keys: {keys}"),
                )
            if written in seen:
                raise self.error(name, place, "同じキーが二度あります", "this key is there twice")
            seen.add(written)
            yield written, value

    def text(self, node: yaml.Node, key: str) -> str:
        """Return a scalar as it is written: NO is a name here, and 2025 as well."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(node, key, "一つの文字列で書いてください", "write one text here")
        written = "" if _is_nothing(node) else str(node.value).strip()
        if len(written) > LONGEST_NAME:
            raise self.error(
                node,
                key,
                f"長すぎます（{LONGEST_NAME} 文字まで）",
                f"too long (at most {LONGEST_NAME} characters)",
            )
        return written

    def texts(self, node: yaml.Node, key: str, most: int = MOST_NAMES) -> tuple[str, ...]:
        return tuple(self.filled(item, key) for item in self.items(node, key, most))

    def pattern(self, node: yaml.Node | None) -> str:
        key = "employee_number_format"
        written = self.text(node, key) if node is not None else ""
        if node is None or not written:
            return ""
        # As the detector will use it: folded, and as a part of something longer.
        plain = unicodedata.normalize("NFKC", written)
        if trouble := trouble_of(plain):
            raise self.error(node, key, *_TROUBLES[trouble])
        try:
            re.compile(plain)
            pattern = re.compile(f"(?:{plain})")
        except (re.error, OverflowError, RecursionError) as error:
            at = getattr(error, "pos", None)
            raise self.error(
                node,
                key,
                "正規表現として読めません" + ("" if at is None else f"（{at + 1} 文字目）"),
                "not a regular expression" + ("" if at is None else f" (character {at + 1})"),
            ) from None
        if pattern.fullmatch(""):
            raise self.error(
                node,
                key,
                "空の文字にも合う正規表現は使えません",
                "a regular expression that fits nothing at all cannot be used",
            )
        return written

    def error(self, node: yaml.Node, key: str, ja: str, en: str) -> CompanyListError:
        return self.refuse(ja, en, line=node.start_mark.line + 1, key=key)

    def refuse(
        self, ja: str, en: str, *, line: int | None = None, key: str = ""
    ) -> CompanyListError:
        return CompanyListError(self.name, Words(ja, en), line=line, key=key)

    def items(self, node: yaml.Node, key: str, most: int = MOST_NAMES) -> list[yaml.Node]:
        if _is_nothing(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(
                node,
                key,
                "「- 」で始まる行を並べて書いてください",
                "write lines that begin with “- ”",
            )
        # Before anything is read: a few aliases of YAML can stand for millions of entries.
        if len(node.value) > most:
            raise self.error(
                node, key, f"多すぎます（{most:,} 個まで）", f"too many (at most {most:,})"
            )
        return list(node.value)

    def filled(self, node: yaml.Node, key: str) -> str:
        written = self.text(node, key)
        if not written:
            raise self.error(node, key, "空の項目があります", "there is an empty entry")
        return written


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
