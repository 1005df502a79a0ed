"""The company's rules at a date: categories with their level, reasons, terms and evidence."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from knowledge.content_table import ContentError, Table, read_table
from knowledge.folding import fold_kana
from knowledge.regex import regex
from knowledge.verdict import Kind, Level
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """A law or guideline on which categories rest."""

    id: str
    title: Words
    publisher: str
    date: str
    says: Words


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for (weight > 0) or against (weight < 0) a topic."""

    says: Words
    weight: int
    pattern: re.Pattern[str]
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What shows that a text is about a category although no detector can point at it."""

    evidence: tuple[Evidence, ...]
    threshold: int
    needs: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Category:
    """A rule: what kind of information, at which level, why, and what to do instead."""

    id: str
    label: Words
    level: Level
    maskable: bool
    kinds: tuple[Kind, ...]
    terms: tuple[str, ...]
    reason: Words
    instead: Words
    masking: Words
    basis: tuple[str, ...]
    ok: tuple[str, ...]
    ng: tuple[str, ...]
    anonymised: str | None = None
    topic: Topic | None = None
    asked: re.Pattern[str] | None = None


@dataclass(frozen=True, eq=False)
class Rulebook:
    """All categories by id, in the order of the file, with their sources."""

    revision: str
    title: Words
    disclaimer: Words
    categories: Mapping[str, Category]
    sources: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    facets: Mapping[str, re.Pattern[str]] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def category_of_kind(self) -> Mapping[Kind, Category]:
        """The category that speaks for findings of a kind."""
        return MappingProxyType(
            {kind: category for category in self.categories.values() for kind in category.kinds}
        )


PACKAGED = "rulebook.toml"
"""What errors call the rulebook that ships with Annai."""

_CONTENT = files("knowledge") / "content"
_CATEGORY_KEYS = frozenset(
    [
        "id",
        "label",
        "level",
        "maskable",
        "anonymised",
        "kinds",
        "terms",
        "reason",
        "instead",
        "masking",
        "basis",
        "ok",
        "ng",
    ]
)


def load_rulebook(path: Path | None = None) -> Rulebook:
    """Read a rulebook and, for the packaged one, the evidence of its topics.

    Args:
        path: a TOML file; None for the rulebook that ships with Annai.

    Raises:
        ContentError: the file is missing, malformed or contradicts itself.
    """
    if path is None:
        return parse_rulebook(packaged_source(), PACKAGED)
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ContentError(str(path), Words("ファイルがありません。", "no such file.")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            str(path),
            Words(
                f"読めません（{type(error).__name__}）。",
                f"cannot be read ({type(error).__name__}).",
            ),
        ) from None
    return parse_rulebook(text, str(path))


def packaged_source() -> str:
    """Return the TOML of the rulebook that ships with Annai."""
    return (_CONTENT / PACKAGED).read_text("utf-8")


def parse_rulebook(text: str, name: str) -> Rulebook:
    """Read a rulebook from its TOML; the evidence of its topics is always the packaged one.

    Args:
        text: the TOML.
        name: what errors call it: a file, a revision.

    Raises:
        ContentError: it is malformed or contradicts itself.
    """
    book = read_table(text, name)
    topics = Table("topics.toml", tomllib.loads((_CONTENT / "topics.toml").read_text("utf-8")))
    return _rulebook(book, topics)


def _rulebook(book: Table, topics: Table) -> Rulebook:
    sources = {row.text("id"): _source(row) for row in book.tables("source")}
    by_id = _topics(topics)
    asked = {row.text("id"): _pattern(row, fold_kana) for row in topics.tables("asked")}
    known = {row.text("id") for row in book.tables("category")}
    categories: dict[str, Category] = {}
    for row in book.tables("category"):
        id_ = row.text("id")
        category = _category(row, by_id.get(id_), asked.get(id_))
        if category.id in categories:
            raise row.refuse("id", "同じ id が二度あります。", "the same id twice.")
        if category.anonymised and category.anonymised not in known:
            raise row.refuse(
                "anonymised",
                f"その id の分類はありません: {category.anonymised}",
                f"no category has this id: {category.anonymised}",
            )
        if unknown := [s for s in category.basis if s not in sources]:
            raise row.refuse(
                "basis",
                f"source にない id です: {', '.join(unknown)}",
                f"not among the sources: {', '.join(unknown)}",
            )
        categories[category.id] = category
    if not categories:
        raise book.refuse("category", "分類が一つもありません。", "there is no category.")
    _refuse_gaps(book, categories)
    return Rulebook(
        revision=_revision(book),
        title=book.words("title"),
        disclaimer=book.words("disclaimer"),
        categories=MappingProxyType(categories),
        sources=MappingProxyType(sources),
        facets=MappingProxyType({r.text("id"): _pattern(r) for r in topics.tables("facet")}),
    )


def _revision(book: Table) -> str:
    name = book.text("revision")
    if not 0 < len(name) <= 40 or not name.isprintable() or name != name.strip():
        raise book.refuse(
            "revision",
            "名前を 1 行、40 文字までで書いてください。",
            "write a name in one line of at most 40 characters.",
        )
    return name


def _refuse_gaps(book: Table, categories: Mapping[str, Category]) -> None:
    """Every kind that a detector can find needs exactly one category, or it would count as ok."""
    said = [kind for category in categories.values() for kind in category.kinds]
    if missing := [kind for kind in Kind if kind not in said]:
        raise book.refuse(
            "kinds",
            f"どの分類にもない種類です: {', '.join(missing)}",
            f"kinds in no category: {', '.join(missing)}",
        )
    if twice := sorted({kind for kind in said if said.count(kind) > 1}):
        raise book.refuse(
            "kinds",
            f"二つの分類にある種類です: {', '.join(twice)}",
            f"kinds in two categories: {', '.join(twice)}",
        )


def _source(row: Table) -> Source:
    return Source(
        row.text("id"),
        row.words("title"),
        row.text("publisher"),
        row.text("date"),
        row.words("says"),
    )


def _category(row: Table, topic: Topic | None, asked: re.Pattern[str] | None) -> Category:
    row.refuse_others(_CATEGORY_KEYS)
    try:
        level = Level(row.text("level"))
    except ValueError:
        raise row.refuse(
            "level",
            "ok, conditional, prohibited のどれかにしてください。",
            "must be ok, conditional or prohibited.",
        ) from None
    kinds = tuple(_kind(row, "kinds", name) for name in row.strings("kinds"))
    if len(row.strings("ok")) < 2 or len(row.strings("ng")) < 2:
        raise row.refuse(
            "ok / ng", "例は二つ以上ずつ必要です。", "at least two examples of each are needed."
        )
    return Category(
        id=row.text("id"),
        label=row.words("label"),
        level=level,
        maskable=row.flag("maskable", default=True),
        kinds=kinds,
        terms=row.strings("terms"),
        reason=row.words("reason"),
        instead=row.words("instead"),
        masking=row.words("masking"),
        basis=row.strings("basis"),
        ok=row.strings("ok"),
        ng=row.strings("ng"),
        anonymised=row.text("anonymised", "") or None,
        topic=topic,
        asked=asked,
    )


def _topics(book: Table) -> dict[str, Topic]:
    shared = {row.text("id"): row for row in book.tables("facet")}
    topics: dict[str, Topic] = {}
    for row in book.tables("topic"):
        evidence: list[Evidence] = []
        for item in row.tables("evidence"):
            facet = item.table.get("facet")
            if facet is not None and facet not in shared:
                raise item.refuse("facet", "その facet はありません。", "no such facet.")
            source = shared[facet] if facet is not None else item
            evidence.append(
                Evidence(
                    source.words("says"), _number(item, "weight"), _pattern(source), facet or ""
                )
            )
        needs = frozenset(_kind(row, "needs", name) for name in row.strings("needs"))
        topics[row.text("id")] = Topic(tuple(evidence), _number(row, "threshold"), needs)
    return topics


def _number(item: Table, key: str) -> int:
    value = item.table.get(key)
    if not isinstance(value, int):
        raise item.refuse(key, "整数がありません。", "must be a whole number.")
    return value


def _kind(item: Table, key: str, name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise item.refuse(key, f"知らない種類です: {name}", f"unknown kind: {name}") from None


def _pattern(item: Table, spelling: Callable[[str], str] = str) -> re.Pattern[str]:
    patterns = item.strings("patterns")
    if not patterns:
        raise item.refuse("patterns", "一つもありません。", "there is none.")
    try:
        return regex(spelling("|".join(patterns)), re.IGNORECASE)
    except re.error as error:
        at = 0 if error.pos is None else error.pos + 1
        raise item.refuse(
            "patterns",
            f"{at} 文字目: 正規表現として読めません。",
            f"character {at}: not a regular expression.",
        ) from None
