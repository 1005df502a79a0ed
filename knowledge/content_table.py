"""A table of a content file (TOML) that knows where it stands, so that errors can say so."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet


class ContentError(Exception):
    """A content file (a rulebook, a template, a checklist) that cannot be used.

    The message (Japanese) names the file and the key or line; `inn` says it in a language.
    """

    def __init__(self, where: str, says: Words) -> None:
        self.where, self.says = where, says
        super().__init__(self.inn("ja"))

    def inn(self, language: str) -> str:
        """Return the message in Japanese or English."""
        return f"{self.where}: {self.says.inn(language)}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file that knows where it stands, so that errors can say so."""

    where: str
    table: Mapping[str, Any]

    def refuse(self, key: str, ja: str, en: str) -> ContentError:
        return ContentError(f"{self.where}: {key}", Words(ja, en))

    def refuse_others(self, known: AbstractSet[str]) -> None:
        """Refuse the table if it has a key that nobody reads: a slip would go unnoticed.

        Raises:
            ContentError: it has.
        """
        if unknown := self.table.keys() - known:
            raise self.refuse(", ".join(sorted(unknown)), "知らない項目です。", "unknown key.")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.table.get(key, default)
        if not isinstance(value, str):
            raise self.refuse(key, "文字列がありません。", "a text is missing.")
        return value

    def flag(self, key: str, default: bool) -> bool:  # noqa: FBT001 - like `text`
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            raise self.refuse(key, "true か false にしてください。", "must be true or false.")
        return value

    def words(self, key: str) -> Words:
        value = self.table.get(key)
        if value is None or value == "":
            return Words("", "")
        if not isinstance(value, dict) or not all(
            isinstance(value.get(x), str) for x in ("ja", "en")
        ):
            raise self.refuse(
                key, "{ ja = …, en = … } がありません。", "must be { ja = …, en = … }."
            )
        return Words(value["ja"], value["en"])

    def strings(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
            raise self.refuse(key, "文字列の配列ではありません。", "must be a list of texts.")
        return tuple(value)

    def tables(self, key: str) -> list[Table]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(x, dict) for x in value):
            raise self.refuse(
                key, "表の配列（[[…]]）ではありません。", "must be a list of tables ([[…]])."
            )
        return [
            Table(f"{self.where}: {key} {row.get('id') or at}", row)
            for at, row in enumerate(value, 1)
        ]


def read_table(source: str, name: str) -> Table:
    """Read the TOML of a content file.

    Args:
        source: the TOML.
        name: what errors call it: a file, a revision.

    Raises:
        ContentError: it is no TOML.
    """
    try:
        return Table(name, tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        # The parser explains in English; the place is what helps.
        where = re.search(r"line (\d+), column (\d+)", str(error))
        says = (
            Words(
                f"{where[1]} 行目 {where[2]} 文字目: TOML として読めません。",
                f"line {where[1]}, character {where[2]}: not TOML.",
            )
            if where
            else Words("最後の行: TOML として読めません。", "the last line: not TOML.")
        )
        raise ContentError(name, says) from None
    except RecursionError:
        says = Words("TOML として読めません。かっこが深すぎます。", "not TOML: nested too deeply.")
        raise ContentError(name, says) from None
