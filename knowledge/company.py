"""What the company says about itself: customers, partners, projects, products, domains."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class CompanyListError(Exception):
    """A company list that cannot be used. The message names the file, line or key."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name with the other ways in which people write it."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Company:
    """The company's own list. Everything may be empty: a fresh install knows nothing."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    internal_domains: tuple[str, ...] = ()
    employee_number_format: str = ""
    customers: tuple[ListedName, ...] = ()
    partners: tuple[ListedName, ...] = ()
    confidential_projects: tuple[ListedName, ...] = ()
    unreleased_products: tuple[ListedName, ...] = ()
    published_products: tuple[str, ...] = ()

    @property
    def own_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases) if self.name else self.aliases


UNKNOWN_COMPANY = Company()

_KEYS = tuple(Company.__dataclass_fields__)
_KEYS_OF_NAME = tuple(ListedName.__dataclass_fields__)


def load_company(path: Path) -> Company:
    """Read a company list in YAML. An empty file is a company that knows nothing.

    Raises:
        CompanyListError: the file cannot be read, is no YAML, has an unknown or repeated key, a
            value of the wrong sort, or an employee number format that cannot be used. The
            message (Japanese) names the file, the line and the key.
    """
    file = _File(path)
    root = file.root()
    if root is None:
        return UNKNOWN_COMPANY
    values = dict(file.entries(root, _KEYS, key=""))

    def text(key: str) -> str:
        return file.text(values[key], key) if key in values else ""

    def texts(key: str) -> tuple[str, ...]:
        return file.texts(values[key], key) if key in values else ()

    def names(key: str) -> tuple[ListedName, ...]:
        return file.names(values[key], key) if key in values else ()

    return Company(
        name=text("name"),
        aliases=texts("aliases"),
        domains=tuple(domain.lower() for domain in texts("domains")),
        internal_domains=tuple(domain.lower() for domain in texts("internal_domains")),
        employee_number_format=file.pattern(values.get("employee_number_format")),
        customers=names("customers"),
        partners=names("partners"),
        confidential_projects=names("confidential_projects"),
        unreleased_products=names("unreleased_products"),
        published_products=texts("published_products"),
    )


@dataclass(frozen=True)
class _File:
    """One YAML file, read as nodes, because only nodes know their line."""

    path: Path

    def root(self) -> yaml.Node | None:
        try:
            content = self.path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise CompanyListError(f"{self.path}: 読めません（{error.strerror}）") from error
        except UnicodeDecodeError as error:
            raise CompanyListError(
                f"{self.path}: UTF-8 ではありません。UTF-8 で保存し直してください"
            ) from error
        try:
            node: yaml.Node | None = yaml.compose(content, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = f"{mark.line + 1}行目: " if mark else ""
            raise CompanyListError(
                f"{self.path}: {line}YAML として読めません（{error.problem}）"
            ) from error
        except (yaml.YAMLError, RecursionError) as error:
            raise CompanyListError(f"{self.path}: YAML として読めません") from error
        return None if node is None or _is_nothing(node) else node

    def entries(
        self, node: yaml.Node, known: tuple[str, ...], key: str
    ) -> Iterator[tuple[str, yaml.Node]]:
        """Yield the entries of a mapping; refuse unknown and repeated keys."""
        if not isinstance(node, yaml.MappingNode):
            raise self.error(node, key, "「キー: 値」の形で書いてください")
        seen: set[str] = set()
        for name, value in node.value:
            written = name.value if isinstance(name, yaml.ScalarNode) else ""
            place = f"{key}.{written}" if key else written
            if written not in known:
                close = difflib.get_close_matches(written, known, n=1)
                hint = f"「{close[0]}」のことですか" if close else f"使えるキー: {', '.join(known)}"
                raise self.error(name, place, f"知らないキーです。{hint}")
            if written in seen:
                raise self.error(name, place, "同じキーが二度あります")
            seen.add(written)
            yield written, value

    def text(self, node: yaml.Node, key: str) -> str:
        """Return a scalar as it is written: NO is a name here, and 2025 as well."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(node, key, "一つの文字列で書いてください")
        return "" if _is_nothing(node) else str(node.value).strip()

    def texts(self, node: yaml.Node, key: str) -> tuple[str, ...]:
        return tuple(self._filled(item, key) for item in self._items(node, key))

    def names(self, node: yaml.Node, key: str) -> tuple[ListedName, ...]:
        return tuple(self._name(item, key) for item in self._items(node, key))

    def pattern(self, node: yaml.Node | None) -> str:
        key = "employee_number_format"
        written = self.text(node, key) if node is not None else ""
        if node is None or not written:
            return ""
        try:
            pattern = re.compile(written)
        except re.error as error:
            raise self.error(node, key, f"正規表現として読めません（{error.msg}）") from error
        if pattern.fullmatch(""):
            raise self.error(node, key, "空の文字にも合う正規表現は使えません")
        return written

    def error(self, node: yaml.Node, key: str, said: str) -> CompanyListError:
        place = f"{self.path}: {node.start_mark.line + 1}行目: "
        return CompanyListError(place + (f"{key}: " if key else "") + said)

    def _items(self, node: yaml.Node, key: str) -> list[yaml.Node]:
        if _is_nothing(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(node, key, "「- 」で始まる行を並べて書いてください")
        return list(node.value)

    def _filled(self, node: yaml.Node, key: str) -> str:
        written = self.text(node, key)
        if not written:
            raise self.error(node, key, "空の項目があります")
        return written

    def _name(self, node: yaml.Node, key: str) -> ListedName:
        if isinstance(node, yaml.ScalarNode):
            return ListedName(self._filled(node, key))
        values = dict(self.entries(node, _KEYS_OF_NAME, key))
        if "name" not in values:
            raise self.error(node, key, "name がありません")
        name = self._filled(values["name"], f"{key}.name")
        aliases = values.get("aliases")
        return ListedName(
            name, self.texts(aliases, f"{key}.aliases") if aliases is not None else ()
        )


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"
