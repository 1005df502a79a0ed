"""Views: a modal or a Home tab as a whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from bot.playground.blockkit.blocks import complaints_about_blocks
from bot.playground.blockkit.composition import plain_text
from bot.playground.blockkit.rules import anything, by_type, characters, complaint, flag, shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.playground.blockkit.rules import Rule
    from bot.playground.json_types import Json

TITLE: Final = 24
PRIVATE_METADATA: Final = 3000
VIEW_BYTES: Final = 250_000

_BOTH: Mapping[str, Rule] = {
    "private_metadata": characters(PRIVATE_METADATA, least=0),
    "callback_id": characters(255, least=0),
    "external_id": characters(255, least=0),
}
# `blocks` is judged afterwards, because the rule depends on the kind of view. `submit_disabled`
# exists for workflow configuration only; in an ordinary modal Slack refuses it as unknown.
_MODAL = shape(
    {"title": plain_text(TITLE), "blocks": anything},
    {
        **_BOTH,
        "close": plain_text(TITLE),
        "submit": plain_text(TITLE),
        "clear_on_close": flag,
        "notify_on_close": flag,
    },
)
_HOME = shape({"blocks": anything}, _BOTH)


def complaints_about_view(view: object, *kinds: str, at: str = "/view") -> list[str]:
    """Return what Slack would say against this view; `kinds` are the types taken here."""
    allowed = {"modal": _MODAL, "home": _HOME}
    found = list(by_type({kind: allowed[kind] for kind in kinds})(view, at))
    if not isinstance(view, dict) or view.get("type") not in kinds:
        return found
    blocks = view.get("blocks")
    if blocks is not None:
        found += complaints_about_blocks(blocks, view["type"], f"{at}/blocks")
    if view["type"] == "modal" and isinstance(blocks, list):
        found += _inputs_without_submit(view, blocks, at)
    return found


def _inputs_without_submit(view: Json, blocks: list[object], at: str) -> Iterator[str]:
    for index, block in enumerate(blocks):
        if isinstance(block, dict) and block.get("type") == "input" and not view.get("submit"):
            yield complaint(
                "must define `submit` to use an `input` block in modals",
                f"{at}/blocks/{index}/input",
            )


def is_too_large(view: Json) -> bool:
    return len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES
