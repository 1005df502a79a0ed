"""A table of a rulebook's TOML file that knows where it stands, so that errors can say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Mapping


class RulebookError(Exception):
    """A rulebook that cannot be used.

    The message (Japanese) names the file and the key or line; `inn` says it in a language.
    """

    def __init__(self, where: str, says: Words) -> None:
        self._where, self._says = where, says
        super().__init__(self.inn("ja"))

    def inn(self, language: str) -> str:
        """Return the message in Japanese or English."""
        return f"{self._where}: {self._says.inn(language)}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a TOML file that knows where it stands, so that errors can say so."""

    where: str
    table: Mapping[str, Any]

    def refuse(self, key: str, ja: str, en: str) -> RulebookError:
        return RulebookError(f"{self.where}: {key}", Words(ja, en))

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
