"""Masking: the found parts of a text replaced by numbered placeholders, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from typing_extensions import override

from knowledge.placeholders import canonical_in
from knowledge.regex import regex
from knowledge.verdict import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from knowledge.verdict import Finding

_LABELS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PERSON: "氏名",
        Kind.CUSTOMER: "顧客",
        Kind.ORG: "会社",
        Kind.EMAIL: "メール",
        Kind.PHONE: "電話",
        Kind.ADDRESS: "住所",
        Kind.POSTAL_CODE: "郵便番号",
        Kind.MONEY: "金額",
        Kind.MY_NUMBER: "個人番号",
        Kind.CARD: "カード番号",
        Kind.BANK_ACCOUNT: "口座",
        Kind.ID_NUMBER: "番号",
        Kind.EMPLOYEE_NUMBER: "社員番号",
        Kind.CREDENTIAL: "認証情報",
        Kind.INTERNAL_URL: "社内URL",
        Kind.INTERNAL_HOST: "社内ホスト",
        Kind.BIRTHDATE: "生年月日",
        Kind.PROJECT: "プロジェクト",
        Kind.PRODUCT: "製品",
    }
)

# The law on the individual number allows no copy at all, not even a reversible one
# (番号法 第19条, 第20条), so it is taken out instead of being numbered.
_REMOVED: Mapping[Kind, str] = MappingProxyType({Kind.MY_NUMBER: "【個人番号は削除】"})

PLACEHOLDER = regex(
    "【(?:"
    + "|".join(sorted(_LABELS.values(), key=len, reverse=True))
    + ")[0-9]+】|【個人番号は削除】"
)

# When spans overlap the union is masked, under the kind that a reader needs most.
_IMPORTANCE = tuple(
    Kind(kind)
    for kind in [
        "MY_NUMBER",
        "CREDENTIAL",
        "CARD",
        "BANK_ACCOUNT",
        "ID_NUMBER",
        "EMPLOYEE_NUMBER",
        "EMAIL",
        "PHONE",
        "INTERNAL_URL",
        "INTERNAL_HOST",
        "BIRTHDATE",
        "ADDRESS",
        "POSTAL_CODE",
        "PROJECT",
        "PRODUCT",
        "CUSTOMER",
        "PERSON",
        "ORG",
        "MONEY",
    ]
)
_RANK = {kind: place for place, kind in enumerate(_IMPORTANCE)}

_MAKER = object()


class MaskedText:
    """Text that may leave: made only here, from findings, and shown by nobody's `repr`.

    Raises:
        TypeError: somebody outside this module tried to make one.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str, maker: object) -> None:
        if maker is not _MAKER:
            raise TypeError("MaskedText is made by knowledge.masking only.")
        self._text = text

    @property
    def text(self) -> str:
        return self._text

    @override
    def __repr__(self) -> str:
        return f"MaskedText({len(self._text)} characters)"


@dataclass(frozen=True, slots=True)
class Masking:
    """A masked text and what each placeholder stands for (removed things are not in it)."""

    masked: MaskedText
    originals: Mapping[str, str] = field(repr=False)


def merge(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Join overlapping findings into their union, under the most important kind."""
    merged: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        last = merged[-1] if merged else None
        if last is None or finding.start >= last.end:
            merged.append(finding)
            continue
        chief = min(last, finding, key=lambda f: (_RANK[f.kind], f.start))
        confidence = max(last.confidence, finding.confidence)
        merged[-1] = type(last)(
            last.start, max(last.end, finding.end), chief.kind, confidence, chief.why
        )
    return tuple(merged)


def mask(text: str, findings: Sequence[Finding]) -> Masking:
    """Replace each finding (merged, offsets into `text`) by its placeholder.

    The same thing gets the same placeholder, another spelling of it another one, so that
    undoing gives back what was written. A placeholder that the text already holds is not reused.
    """
    taken = canonical_in(text)
    given: dict[tuple[str, str], str] = {}
    originals: dict[str, str] = {}
    numbers: dict[str, int] = {}
    pieces: list[str] = []
    at = 0
    for finding in findings:
        original = text[finding.start : finding.end]
        pieces.append(text[at : finding.start])
        at = finding.end
        if removed := _REMOVED.get(finding.kind):
            pieces.append(removed)
            continue
        label = _LABELS[finding.kind]
        key = (label, original)
        if key not in given:
            given[key] = _next(label, numbers, taken)
            originals[given[key]] = original
        pieces.append(given[key])
    pieces.append(text[at:])
    return Masking(MaskedText("".join(pieces), _MAKER), MappingProxyType(originals))


def unmask(answer: str, originals: Mapping[str, str]) -> str:
    """Put the originals back into a text that holds placeholders, in one literal pass."""
    return PLACEHOLDER.sub(lambda hit: originals.get(hit.group(), hit.group()), answer)


def _next(label: str, numbers: dict[str, int], taken: set[str]) -> str:
    while True:
        numbers[label] = numbers.get(label, 0) + 1
        placeholder = f"【{label}{numbers[label]}】"
        if placeholder not in taken:
            return placeholder
