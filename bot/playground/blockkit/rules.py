"""The grammar in which Block Kit's rules are written down.

A rule looks at one value and yields Slack's complaints about it. `at` is the JSON pointer that
Slack puts at the end of each complaint, so that "which of my forty blocks?" has an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

Rule = Callable[[object, str], Iterable[str]]


def complaint(what: str, at: str) -> str:
    return f"{what} [json-pointer:{at}]"


def length(text: str) -> int:
    """Count as the stricter of the two ways in which Slack may count.

    Nobody outside knows whether the server counts code points or UTF-16 units; a text that fits
    by UTF-16 units fits either way.
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def characters(most: int, least: int = 1) -> Rule:
    """Accept a string of `least` to `most` characters."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield complaint("must provide a string", at)
        elif length(value) < least:
            yield complaint(f"must be more than {least - 1} characters", at)
        elif length(value) > most:
            yield complaint(f"must be less than {most + 1} characters", at)

    return check


def flag(value: object, at: str) -> Iterator[str]:
    """Accept true or false."""
    if not isinstance(value, bool):
        yield complaint("must provide a boolean", at)


def whole(least: int, most: int) -> Rule:
    """Accept an integer between the two."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield complaint("must provide an integer", at)
        elif value < least:
            yield complaint(f"must be greater than {least - 1}", at)
        elif value > most:
            yield complaint(f"must be less than {most + 1}", at)

    return check


def one_of(*allowed: str) -> Rule:
    def check(value: object, at: str) -> Iterator[str]:
        if value not in allowed:
            yield complaint("must be a valid enum value", at)

    return check


def written_as(pattern: str, example: str) -> Rule:
    """Accept a string of one form, such as a date."""
    form = re.compile(pattern)

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not form.fullmatch(value):
            yield complaint(f"must match format {example}", at)

    return check


def anything(_value: object, _at: str) -> Iterator[str]:
    """Accept what Slack takes without our looking inside."""
    return iter(())


def items(rule: Rule, *, most: int, least: int = 1) -> Rule:
    """Accept a list of `least` to `most` values that each keep `rule`."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield complaint("must be an array", at)
            return
        if len(value) < least:
            yield complaint(f"must provide at least {least} items", at)
        if len(value) > most:
            yield complaint(f"no more than {most} items allowed", at)
        for index, item in enumerate(value):
            yield from rule(item, f"{at}/{index}")

    return check


def shape(
    required: Mapping[str, Rule],
    optional: Mapping[str, Rule] | None = None,
    *also: Rule,
) -> Rule:
    """Accept an object with these fields and no others; `also` looks at it as a whole.

    A field that is present but null counts as absent, as on Slack's side. `type` is always
    allowed, because `by_type` has already looked at it.
    """
    extra = optional or {}

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complaint("must provide an object", at)
            return
        for name in required:
            if value.get(name) is None:
                yield complaint(f"missing required field: {name}", at)
        for name, content in value.items():
            rule = required.get(name) or extra.get(name)
            if name == "type" or (content is None and rule):
                continue
            if rule is None:
                yield complaint(f"invalid additional property: {name}", at)
            else:
                yield from rule(content, f"{at}/{name}")
        for whole_rule in also:
            yield from whole_rule(value, at)

    return check


def by_type(kinds: Mapping[str, Rule]) -> Rule:
    """Accept an object whose `type` is one of these, and which keeps that type's rule."""

    def check(value: object, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield complaint("must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            yield complaint("missing required field: type", at)
        elif kind not in kinds:
            yield complaint(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from kinds[kind](value, at)

    return check
