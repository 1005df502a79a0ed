"""Regular expressions that go straight to where they can begin.

Python's engine skips quickly to the next possible start only for a pattern that begins with plain
characters. Most of ours begin with a look-behind, a group or something optional and were tried at
every character, which was more than a third of a check's time. `regex` works out from the parsed
pattern which characters a match can begin with and hands that set to the engine's own quick search.
What matches does not change. On a Python whose engine is not known here nothing is added.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The inner parts of the engine have no types and may change with a new Python; the number of their
# format says whether they did. These are Python 3.11, 3.12 and 3.13.
_KNOWN_FORMATS = frozenset({20220615, 20221023, 20230612})
_constants: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")
_compiler: Any = import_module("re._compiler")
_engine: Any = import_module("_sre")

# Besides the other case only these are taken for an ASCII letter when case is ignored.
_LIKE_ASCII = "\u0130\u0131\u017f\u212a"  # İ ı ſ and the sign for kelvin


class _NearlyAnyError(Exception):
    """A match can begin with nearly any character, or it is not worked out with which."""


@lru_cache(maxsize=2_000)
def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern like `re.compile`, to the same matches.

    Raises:
        re.error: it is no regular expression.
    """
    if _constants.MAGIC not in _KNOWN_FORMATS:
        return re.compile(source, flags)
    # As `re.compile` does it, but for the header.
    tree = _parser.parse(source, flags)
    flags |= tree.state.flags
    code = _compiler._code(tree, flags)  # noqa: SLF001 - there is no public way
    by_name = tree.state.groupdict
    by_place = {place: name for name, place in by_name.items()}
    names = tuple(map(by_place.get, range(tree.state.groups)))
    pattern: re.Pattern[str] = _engine.compile(
        source, flags, _with_quick_search(code, tree, flags), len(names) - 1, by_name, names
    )
    return pattern


def _with_quick_search(code: list[int], tree: Iterable[tuple[Any, Any]], flags: int) -> list[int]:
    """Return the code of a pattern with its first characters in the header, if they are few.

    The header: its mark, its own length without the mark, what it holds, the least and the
    greatest width of a match, and then what it holds.
    """
    mark, length, holds, least, greatest = code[:5]
    if holds or not least:
        return code
    try:
        first, _ = _beginning(tree)
        first = list(_in_any_case(first)) if flags & re.IGNORECASE else first
    except _NearlyAnyError:
        return code
    header = [mark, 0, _constants.SRE_INFO_CHARSET, least, greatest]
    shortened, _ = _compiler._optimize_charset(first)  # noqa: SLF001 - likewise
    _compiler._compile_charset(shortened, flags, header)  # noqa: SLF001 - likewise
    header[1] = len(header) - 1
    return header + code[1 + length :]


def _beginning(parts: Iterable[tuple[Any, Any]]) -> tuple[list[tuple[Any, Any]], bool]:
    """Return what a run of parts can begin with, as items of a set, and whether it can be empty."""
    items: list[tuple[Any, Any]] = []
    for kind, part in parts:
        more, can_be_empty = _beginning_of_part(kind, part)
        items += more
        if not can_be_empty:
            return items, False
    return items, True


def _beginning_of_part(kind: Any, part: Any) -> tuple[list[tuple[Any, Any]], bool]:  # noqa: ANN401 - the parser's own values
    match kind.name:
        case "LITERAL":
            return [(kind, part)], False
        case "IN" if part[0][0] is not _constants.NEGATE:
            return part, False
        case "BRANCH":
            branches = [_beginning(branch) for branch in part[1]]
            items = [item for branch, _ in branches for item in branch]
            return items, any(can_be_empty for _, can_be_empty in branches)
        case "SUBPATTERN" if not part[1] and not part[2]:  # no flags of its own
            return _beginning(part[3])
        case "ATOMIC_GROUP":
            return _beginning(part)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            items, can_be_empty = _beginning(part[2])
            return items, can_be_empty or part[0] == 0
        case "ASSERT" if part[0] > 0:
            return _beginning_of_look_ahead(part[1])
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return [], True
    raise _NearlyAnyError


def _beginning_of_look_ahead(parts: Any) -> tuple[list[tuple[Any, Any]], bool]:  # noqa: ANN401 - likewise
    """What stands ahead is where the match begins; where that says too little it says nothing."""
    try:
        items, can_be_empty = _beginning(parts)
    except _NearlyAnyError:
        return [], True
    return ([], True) if can_be_empty else (items, False)


def _in_any_case(items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Yield the items with all letters that are the same when case is ignored.

    Raises:
        _NearlyAnyError: letters with case outside ASCII, which our patterns hardly begin with.
    """
    literal = _constants.LITERAL
    yield from ((literal, ord(char)) for char in _LIKE_ASCII)
    for kind, value in items:
        yield kind, value
        if kind is _constants.CATEGORY:
            continue
        low, high = (value, value) if kind is literal else value
        chars = "".join(map(chr, range(low, high + 1)))
        if chars.isascii():
            yield from ((literal, ord(char)) for char in chars.swapcase())
        elif not chars.lower() == chars == chars.upper():
            raise _NearlyAnyError
