"""The rulebook as people read it: the quick table (早見表), the guideline, one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.regex import regex
from knowledge.verdict import Level
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from knowledge.rulebook import Category, Rulebook

_LEVELS = {
    Level.OK: Words("◯ そのまま入れてよい", "◯ fine to enter as it is"),
    Level.UNDECIDED: Words("？ 担当に確認", "? ask the person in charge"),
    Level.CONDITIONAL: Words("△ 一部を伏せれば入れてよい", "△ fine once parts of it are masked"),
    Level.PROHIBITED: Words("× 入れない", "× must not be entered"),
}
_STRICTEST_FIRST = tuple(reversed(Level))
_MEANINGS = {
    Level.OK: Words(
        "公開している情報や、外に出ても困らない情報です。",
        "Public information, or information that may leave without harm.",
    ),
    Level.CONDITIONAL: Words(
        "名前や金額などを【氏名1】【金額1】のように伏せてから入れます。",
        "Replace names, amounts and the like with placeholders such as 【氏名1】 first.",
    ),
    Level.PROHIBITED: Words(
        "生成AIには入れません。伏せれば使えるものは、規則にそう書いてあります。",
        "This does not go into generative AI. Where masking makes it usable, the rule says so.",
    ),
}
_REVISION = Words("改訂", "Revision")
_HEAD = {
    "levels": Words("三つの扱い", "The three levels"),
    "table": Words("早見表", "Quick table"),
    "doubt": Words("迷ったとき、入れてしまったとき", "When in doubt, and after a mistake"),
    "rules": Words("規則", "The rules"),
    "sources": Words("根拠", "What the rules rest on"),
}
_DOUBT = Words(
    "- 二つの規則で扱いが違うときは、厳しいほうに合わせます。\n"
    "- どの規則にもないときは、入れずに担当に聞きます。\n"
    "- 会社のワークスペース以外（個人や無料のアカウント）には、公開情報のほかは何も入れません。\n"
    "- 入れてはいけないものを入れてしまったら、責めません。すぐに担当へ知らせてください。",
    "- When two rules disagree, the stricter one applies.\n"
    "- When no rule fits, do not enter it; ask the person in charge.\n"
    "- Outside of the company's workspace (private or free accounts) nothing but public "
    "information is entered.\n"
    "- If something was entered that should not have been, nobody is blamed. Tell the person in "
    "charge at once.",
)
_COLUMNS = (
    Words("扱い", "Level"),
    Words("情報の種類", "Kind of information"),
    Words("例", "Example"),
    Words("規則", "Rule"),
)
_LABELS = {
    "level": Words("扱い", "Level"),
    "reason": Words("理由", "Why"),
    "instead": Words("代わりに", "Instead"),
    "masking": Words("伏せ方", "How to mask"),
    "ok": Words("◯ の例", "Fine"),
    "ng": Words("止める例", "Not fine"),
    "basis": Words("根拠", "Basis"),
}
# What Markdown, or a page made of it, would read as more than words.
_MARKUP = regex(r"([\\`*_\[\]<>|#~&])")


def level_in_words(level: Level, language: str) -> str:
    """Return a level as its mark and a few words."""
    return _LEVELS[level].inn(language)


def quick_table(rulebook: Rulebook, language: str) -> str:
    """Return the quick table (早見表) in Markdown, strictest rules first, with its revision."""
    return "\n".join([*_table(rulebook, language), "", _revision(rulebook, language)]) + "\n"


def guideline(rulebook: Rulebook, language: str) -> str:
    """Return the safety guideline in Markdown: levels, quick table, every rule, its basis."""
    lines = [f"# {_plain(rulebook.title.inn(language))}", "", _revision(rulebook, language), ""]
    lines += [_plain(rulebook.disclaimer.inn(language)), ""]
    lines += [_heading("levels", language), ""]
    for level, meaning in _MEANINGS.items():
        lines.append(f"- **{level_in_words(level, language)}** {_plain(meaning.inn(language))}")
    lines += ["", _heading("table", language), "", *_table(rulebook, language), ""]
    lines += [_heading("doubt", language), "", _DOUBT.inn(language), ""]
    lines += [_heading("rules", language), ""]
    for category in _strictest_first(rulebook):
        lines += [*_rule(rulebook, category, language), ""]
    lines += [_heading("sources", language), "", *_sources(rulebook, language)]
    return "\n".join(lines).rstrip() + "\n"


def guideline_parts(rulebook: Rulebook) -> Iterator[tuple[str, Words, Words]]:
    """Yield the parts of the guideline that are not about one rule: key, title and text."""
    meanings = Words(
        "\n".join(f"{_LEVELS[level].ja}: {says.ja}" for level, says in _MEANINGS.items()),
        "\n".join(f"{_LEVELS[level].en}: {says.en}" for level, says in _MEANINGS.items()),
    )
    yield "levels", _HEAD["levels"], meanings
    yield "doubt", _HEAD["doubt"], Words(_DOUBT.ja.replace("- ", ""), _DOUBT.en.replace("- ", ""))
    yield "disclaimer", rulebook.title, rulebook.disclaimer


def rule_in_markdown(rulebook: Rulebook, category: Category, language: str) -> str:
    """Return one rule in Markdown with the revision that it is from."""
    lines = [*_rule(rulebook, category, language), "", _revision(rulebook, language)]
    return "\n".join(lines) + "\n"


def overview(rulebook: Rulebook, language: str) -> str:
    """Return all rules, one a line, for a terminal."""
    lines = [rulebook.title.inn(language), _revision(rulebook, language)]
    for level in _STRICTEST_FIRST:
        rules = [rule for rule in rulebook.categories.values() if rule.level is level]
        if rules:
            lines += ["", level_in_words(level, language)]
            lines += [f"  {rule.id}  {rule.label.inn(language)}" for rule in rules]
    return "\n".join(lines) + "\n"


def rule_in_text(rulebook: Rulebook, category: Category, language: str) -> str:
    """Return one rule with all that it says, for a terminal."""
    lines = [f"{category.label.inn(language)}  ({category.id})", _revision(rulebook, language), ""]
    for key, texts in _fields(rulebook, category, language):
        label = _LABELS[key].inn(language)
        said = [" ".join(text.split()) for text in texts]
        if len(said) == 1:
            lines.append(f"{label}: {said[0]}")
        else:
            lines += [f"{label}:", *(f"  ・ {text}" for text in said)]
    return "\n".join(lines) + "\n"


def _rule(rulebook: Rulebook, category: Category, language: str) -> Iterator[str]:
    yield f"### {_plain(category.label.inn(language))} ({_plain(category.id)})"
    yield ""
    for key, texts in _fields(rulebook, category, language):
        label = _LABELS[key].inn(language)
        if len(texts) == 1:
            yield f"- **{label}**: {_plain(texts[0])}"
        else:
            yield f"- **{label}**:"
            yield from (f"  - {_plain(text)}" for text in texts)


def _fields(
    rulebook: Rulebook, category: Category, language: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a rule has to say in the order in which it is read; nothing that is empty."""
    yield "level", (level_in_words(category.level, language),)
    for key in ("reason", "instead", "masking"):
        words: Words = getattr(category, key)
        if said := words.inn(language):
            yield key, (said,)
    if category.ok:
        yield "ok", category.ok
    if category.ng:
        yield "ng", category.ng
    known = [rulebook.sources[id_] for id_ in category.basis if id_ in rulebook.sources]
    if known:
        yield "basis", tuple(source.title.inn(language) for source in known)


def _table(rulebook: Rulebook, language: str) -> Iterator[str]:
    yield _row(column.inn(language) for column in _COLUMNS)
    yield _row("---" for _ in _COLUMNS)
    for category in _strictest_first(rulebook):
        examples = category.ok if category.level is Level.OK else category.ng
        cells = (
            level_in_words(category.level, language),
            _plain(category.label.inn(language)),
            _plain(examples[0]) if examples else "",
            _plain(category.id),
        )
        yield _row(cells)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sources(rulebook: Rulebook, language: str) -> Iterator[str]:
    for source in rulebook.sources.values():
        title, says = _plain(source.title.inn(language)), _plain(source.says.inn(language))
        yield f"- **{title}** ({_plain(source.publisher)}, {_plain(source.date)}): {says}"


def _strictest_first(rulebook: Rulebook) -> list[Category]:
    return sorted(rulebook.categories.values(), key=lambda rule: _STRICTEST_FIRST.index(rule.level))


def _heading(key: str, language: str) -> str:
    return f"## {_HEAD[key].inn(language)}"


def _revision(rulebook: Rulebook, language: str) -> str:
    return f"{_REVISION.inn(language)}: {_plain(rulebook.revision)}"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
