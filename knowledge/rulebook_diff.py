"""What differs between two rulebooks, rule by rule and field by field, for a person to read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import TYPE_CHECKING

from knowledge.rulebook_text import level_in_words
from knowledge.verdict import Level, highest
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from knowledge.rulebook import Category, Rulebook, Source
    from knowledge.verdict import Kind

Fields = dict[str, tuple[str, ...]]


class Part(Enum):
    """What a change is about."""

    BOOK = auto()
    CATEGORY = auto()
    SOURCE = auto()


class How(Enum):
    """What happened to it."""

    CAME = auto()
    WENT = auto()
    CHANGED = auto()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. Of a thing that came or went there is one, of a changed one each field."""

    part: Part
    how: How
    id: str
    label: Words
    field: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    is_looser: bool = False
    """Whether more may be entered than before: what somebody who approves must not overlook."""


def compare(old: Rulebook, new: Rulebook) -> tuple[Change, ...]:
    """Return all differences: of the book, its rules in the order of the new one, its sources.

    The order of rules, examples or terms alone is no difference.
    """
    return (
        *_changed(Part.BOOK, "", new.title, _of_book(old), _of_book(new)),
        *_categories(old, new),
        *_sources(old.sources, new.sources),
    )


def _categories(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    loosened = _loosened_kinds(old, new)
    for id_, category in new.categories.items():
        if id_ in old.categories:
            yield from _of_two(old.categories[id_], category, loosened)
        else:
            level, looser = (category.level.value,), bool(loosened & set(category.kinds))
            label = category.label
            yield Change(Part.CATEGORY, How.CAME, id_, label, "level", (), level, looser)
    for id_, category in old.categories.items():
        if id_ not in new.categories:
            level, looser = (category.level.value,), category.level is not Level.OK
            label = category.label
            yield Change(Part.CATEGORY, How.WENT, id_, label, "level", level, (), looser)


def _loosened_kinds(old: Rulebook, new: Rulebook) -> frozenset[Kind]:
    """Return what a detector may find and now falls under a rule that is less strict."""
    before, after = old.category_of_kind, new.category_of_kind
    return frozenset(
        kind
        for kind in before.keys() & after.keys()
        if _is_looser(before[kind].level, after[kind].level)
        or (after[kind].maskable and not before[kind].maskable)
    )


def _of_two(old: Category, new: Category, loosened: frozenset[Kind]) -> Iterator[Change]:
    looser = set()
    if _is_looser(old.level, new.level):
        looser.add("level")
    if new.maskable and not old.maskable:
        looser.add("maskable")
    if loosened & (set(new.kinds) - set(old.kinds)):
        looser.add("kinds")
    fields = _of_category(old), _of_category(new)
    yield from _changed(Part.CATEGORY, new.id, new.label, *fields, looser)


def _is_looser(old: Level, new: Level) -> bool:
    return old is not new and highest([old, new]) is old


def _sources(old: Mapping[str, Source], new: Mapping[str, Source]) -> Iterator[Change]:
    for id_, source in new.items():
        if id_ in old:
            fields = _of_source(old[id_]), _of_source(source)
            yield from _changed(Part.SOURCE, id_, source.title, *fields)
        else:
            yield Change(Part.SOURCE, How.CAME, id_, source.title)
    for id_, source in old.items():
        if id_ not in new:
            yield Change(Part.SOURCE, How.WENT, id_, source.title)


def _changed(
    part: Part,
    id_: str,
    label: Words,
    old: Fields,
    new: Fields,
    looser: Collection[str] = (),
) -> Iterator[Change]:
    for field, after in new.items():
        before = old[field]
        gone = tuple(said for said in before if said not in after)
        come = tuple(said for said in after if said not in before)
        if gone or come:
            yield Change(part, How.CHANGED, id_, label, field, gone, come, field in looser)


def _of_book(book: Rulebook) -> Fields:
    return {
        "revision": (book.revision,),
        **_of_words("title", book.title),
        **_of_words("disclaimer", book.disclaimer),
    }


def _of_category(category: Category) -> Fields:
    return {
        "level": (category.level.value,),
        "maskable": ("true" if category.maskable else "false",),
        **_of_words("label", category.label),
        **_of_words("reason", category.reason),
        **_of_words("instead", category.instead),
        **_of_words("masking", category.masking),
        "anonymised": (category.anonymised,) if category.anonymised else (),
        "kinds": tuple(kind.value for kind in category.kinds),
        "terms": category.terms,
        "basis": category.basis,
        "ok": category.ok,
        "ng": category.ng,
    }


def _of_source(source: Source) -> Fields:
    return {
        **_of_words("title", source.title),
        "publisher": (source.publisher,),
        "date": (source.date,),
        **_of_words("says", source.says),
    }


def _of_words(field: str, words: Words) -> Fields:
    said = {f"{field}.ja": words.ja, f"{field}.en": words.en}
    return {key: (text,) if text else () for key, text in said.items()}


_NAMES = {
    "revision": Words("改訂の名前", "revision"),
    "title": Words("題名", "title"),
    "disclaimer": Words("ただし書き", "disclaimer"),
    "level": Words("扱い", "level"),
    "maskable": Words("伏せれば使えるか", "usable once masked"),
    "label": Words("呼び名", "name"),
    "reason": Words("理由", "reason"),
    "instead": Words("代わりにすること", "what to do instead"),
    "masking": Words("伏せ方", "how to mask"),
    "anonymised": Words("名前を消したときの規則", "rule once names are gone"),
    "kinds": Words("自動で見つける種類", "kinds found automatically"),
    "terms": Words("呼び方", "terms"),
    "basis": Words("根拠", "basis"),
    "ok": Words("◯ の例", "examples of ◯"),
    "ng": Words("止める例", "examples to stop"),
    "publisher": Words("発行", "publisher"),
    "date": Words("日付", "date"),
    "says": Words("内容", "what it says"),
}
_LANGUAGES = {"": Words("", ""), "ja": Words("（日本語）", " (Japanese)")}
_LANGUAGES["en"] = Words("（英語）", " (English)")
_PARTS = {
    Part.BOOK: Words("規則集", "Rulebook"),
    Part.CATEGORY: Words("規則", "Rule"),
    Part.SOURCE: Words("根拠", "Source"),
}
_HOW = {
    How.CAME: Words("＋ 加わった", "+ new"),
    How.WENT: Words("－ なくなった", "- gone"),
    How.CHANGED: Words("● 変わった", "* changed"),
}
_LOOSER = Words("  ← ゆるくなります", "  <- looser than before")
_YES_NO = {"true": Words("はい", "yes"), "false": Words("いいえ", "no")}


def describe(changes: tuple[Change, ...], language: str) -> str:
    """Return the changes as lines of text, grouped by what they are about; empty for none."""
    groups = groupby(changes, key=lambda change: (change.part, change.id))
    return "\n\n".join("\n".join(_lines(list(group), language)) for _, group in groups)


def _lines(group: list[Change], language: str) -> Iterator[str]:
    first = group[0]
    part, how = _PARTS[first.part].inn(language), _HOW[first.how].inn(language)
    name = f" {first.id}" if first.id else ""
    head = f"{how}: {part}{name}「{first.label.inn(language)}」"
    if first.how is not How.CHANGED:
        level = "".join(_value("level", said, language) for said in first.before + first.after)
        yield head + (f" {level}" if level else "") + _warning(first, language)
        return
    yield head
    for change in group:
        yield from _field(change, language)


def _field(change: Change, language: str) -> Iterator[str]:
    key, _, spoken = change.field.partition(".")
    name = _NAMES[key].inn(language) + _LANGUAGES[spoken].inn(language)
    before = [_value(key, said, language) for said in change.before]
    after = [_value(key, said, language) for said in change.after]
    if key in {"level", "maskable", "revision", "date", "anonymised"}:
        arrow = f"{''.join(before) or '-'} → {''.join(after) or '-'}"
        yield f"  {name}: {arrow}{_warning(change, language)}"
        return
    yield f"  {name}:"
    yield from (f"    - {said}" for said in before)
    yield from (f"    + {said}" for said in after)


def _value(key: str, said: str, language: str) -> str:
    if key == "level":
        return level_in_words(Level(said), language)
    if key == "maskable":
        return _YES_NO[said].inn(language)
    return " ".join(said.split())


def _warning(change: Change, language: str) -> str:
    return _LOOSER.inn(language) if change.is_looser else ""
