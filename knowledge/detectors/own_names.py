"""Whether a name is the company's own: its names, its published products, in any spelling."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.detectors.company_words import LEGAL_FORM
from knowledge.detectors.word_lists import either
from knowledge.folding import fold
from knowledge.regex import regex
from knowledge.words import aloud

if TYPE_CHECKING:
    from knowledge.company import Company

_NOT_IN_A_CORE = regex(r"[\s・･\-‐_.,'&=]")
_BANK_MARK = regex(
    r"^(?:か|ゆ|ど|し|め|い|がく|ふく|ざい|しや|しゃ)\)|\((?:か|ゆ|ど|し|め|い|がく|ふく|ざい|しや|しゃ)\)?$"
)
_LATIN_FORM = regex(r"(?:co\.?,? ?ltd|inc|llc|corp|corporation|k\.k|ltd)\.?$")
_SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょ", "あいうえおつやゆよ")


def core_of(name: str) -> str:
    """Return a company's name folded, without its legal form, spaces, hyphens and dots."""
    folded = fold(name)
    folded = LEGAL_FORM.sub("", folded)
    folded = _BANK_MARK.sub("", folded)
    folded = _LATIN_FORM.sub("", folded.strip())
    return _NOT_IN_A_CORE.sub("", folded)


def sound_of(name: str) -> str:
    """Return how a name is read, in hiragana with large kana only, as banks write it."""
    return core_of(aloud(name)).translate(_SMALL_KANA)


@lru_cache(maxsize=16)
def _own_cores(company: Company) -> frozenset[str]:
    cores = {core_of(name) for name in company.own_names}
    sounds = {sound_of(LEGAL_FORM.sub("", name)) for name in company.own_names}
    return frozenset(filter(None, cores | sounds))


def own_places(text: str, company: Company) -> list[tuple[int, int]]:
    """Return where the company's own names stand in a normalised text, in order."""
    names = [name for name in company.own_names if len(name) > 1]
    return [hit.span() for hit in re.finditer(either(names), text)] if names else []


def is_own(surface: str, company: Company) -> bool:
    """Whether a stretch names our own company, alone or with a department beside it."""
    own = _own_cores(company)
    core = core_of(surface)
    if core in own or core.translate(_SMALL_KANA) in own:
        return True
    return any(
        (len(name) > 3 and core.startswith(name)) or (len(name) > 6 and name in core)
        for name in own
    )
