"""Canned answers of the local language model: made of what it was given, the same each time.

They read well enough to show every screen, and a person sees at once that no model wrote them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.json_types import Json

Given = dict[str, str]

_SENTENCE = re.compile(r"[^。.!?！？\n]+[。.!?！？]?")
_TITLE = 40
# Of the best card.
_SAID = 2
# From so many characters on a sentence says something by itself.
_WHOLE = 12


def answer(fields: Mapping[str, object], given: Given, *, japanese: bool) -> Json:
    """Return an answer with these fields about the material that was given."""
    if "sentences" in fields:
        return {"sentences": _sentences(given)}
    if "level" in fields:
        return _opinion(given, japanese=japanese)
    draft = _summary if "summary" in fields else _draft
    return draft(fields, given, japanese=japanese)


def _sentences(given: Given) -> list[Json]:
    card = next((name for name in given if name.startswith("card_")), None)
    if card is None:
        return []
    number = int(card.removeprefix("card_"))
    return [{"text": one, "cards": [number]} for one in _last_sentences(given[card], _SAID)]


def _opinion(given: Given, *, japanese: bool) -> Json:
    rule = (given.get("rules") or "").splitlines()[:1]
    name = rule[0].rpartition(" (")[0] if rule else ""
    reason = (
        f"「{name}」に近い内容に見えます。固有の情報を伏せれば入れられるかもしれません。"
        if japanese
        else f"It seems close to “{name}”. It may be fine once what is specific is masked."
    )
    return {"level": "conditional", "reason": reason}


def _draft(fields: Mapping[str, object], given: Given, *, japanese: bool) -> Json:
    source = next(iter(given.values()), "")
    sentences = [one.strip() for one in _SENTENCE.findall(source) if one.strip()] or [source]
    if set(fields) == {"text", "why"}:
        why = "使った人の声に合わせました。" if japanese else "To follow what its users said."
        extra = "\n\n結論から先に書いてください。" if japanese else "\n\nBegin with the conclusion."
        return {"text": given.get("template", source) + extra, "why": why}
    made: Json = {}
    for place, name in enumerate(fields):
        if name == "tags":
            made[name] = [one for key, one in given.items() if key.startswith("candidate_")][:1]
        elif name == "title":
            made[name] = sentences[0][:_TITLE].rstrip("。.")
        else:
            whole = [one for one in sentences[1:] if len(one) >= _WHOLE] or sentences
            made[name] = whole[min(place, len(whole)) - 1]
    return made


def _summary(fields: Mapping[str, object], given: Given, *, japanese: bool) -> Json:
    firsts = ["".join(_last_sentences(text, 1)) for text in given.values()]
    # No figure: one that is not in what was given would not be shown.
    said = "部門から次の記入がありました。" if japanese else "This is what departments wrote."
    return {"summary": said, "points": firsts[:5]} if "points" in fields else {"summary": said}


def _last_sentences(text: str, count: int) -> list[str]:
    found = [one.strip() for one in _SENTENCE.findall(text) if one.strip()]
    return found[-count:] or [text.strip()]
