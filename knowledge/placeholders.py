"""Placeholders as people and models write them: the shape only, not what may stand in it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_PAIRS = (("【", "】"), ("[", "]"), ("［", "］"), ("〔", "〕"))
_INSIDE = r"[^【】\[\]［］〔〕\n]{1,24}"
_VARIANT = regex("|".join(re.escape(a) + _INSIDE + re.escape(b) for a, b in _PAIRS))
_NUMBERED = regex(r"([^0-9]+)0*([1-9][0-9]*)")


def canonical(variant: str) -> str:
    """Return a bracketed word as masking writes it: 〔 顧客 ０１ 〕 becomes 【顧客1】."""
    inside = "".join(unicodedata.normalize("NFKC", variant[1:-1]).split()).upper()
    if numbered := _NUMBERED.fullmatch(inside):
        inside = "".join(numbered.groups())
    return f"【{inside}】"


def canonical_in(text: str) -> set[str]:
    """Return the canonical form of every bracketed word in a text."""
    return {canonical(hit.group()) for hit in _VARIANT.finditer(text)}


def replace_each(text: str, replace: Callable[[str, str], str]) -> str:
    """Call `replace(canonical form, as written)` for each bracketed word, in one pass.

    What it returns is put in literally: neither backslashes nor placeholders in it mean anything.
    """
    return _VARIANT.sub(lambda hit: replace(canonical(hit.group()), hit.group()), text)
