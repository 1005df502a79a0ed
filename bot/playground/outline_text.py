"""Text as a person reads it: Slack's markup resolved, its three entities decoded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.playground.json_types import Json

_MARKUP: Final = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


class UnknownBlockError(Exception):
    """A block, element or rich-text piece that has no outline yet. The message names its type."""


def readable_text(text: Json, names: Mapping[str, str]) -> str:
    """Return a text object as read. Plain text has no markup: an entity in it shows as typed."""
    if text["type"] == "mrkdwn":
        return readable(str(text["text"]), names)
    if text["type"] == "plain_text":
        return str(text["text"])
    raise UnknownBlockError(f"no outline for a text of type {text['type']!r}")


def readable(text: str, names: Mapping[str, str]) -> str:
    """Return mrkdwn with mentions and links resolved; bold and code marks stay visible."""

    def shown(match: re.Match[str]) -> str:
        target, label = match.group(1), match.group(2)
        if target[0] in "@#":
            return target[0] + (label or names.get(target[1:], target[1:]))
        if target[0] == "!":
            return label or f"@{target[1:].split('^')[0]}"
        address = target.removeprefix("mailto:").removeprefix("tel:")
        return address if label in {None, "", address} else f"{label} ({address})"

    return decoded(_MARKUP.sub(shown, text))


def decoded(text: str) -> str:
    """Undo Slack's encoding of its three characters; the ampersand last, so that it is once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def rich_text(parts: Iterable[Json], names: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    for part in parts:
        match part["type"]:
            case "rich_text_section":
                lines += _pieces(part, names).split("\n")
            case "rich_text_quote":
                lines += [f"> {line}" for line in _pieces(part, names).split("\n")]
            case "rich_text_preformatted":
                lines += ["```", *_pieces(part, names).split("\n"), "```"]
            case "rich_text_list":
                lines += _listed(part, names)
            case other:
                raise UnknownBlockError(f"no outline for a rich-text part of type {other!r}")
    return lines


def _listed(part: Json, names: Mapping[str, str]) -> list[str]:
    indent = "  " * int(part.get("indent") or 0)
    first = int(part.get("offset") or 0) + 1
    return [
        f"{indent}{f'{first + index}.' if part['style'] == 'ordered' else '•'} {_pieces(item, names)}"
        for index, item in enumerate(part["elements"])
    ]


def _pieces(part: Json, names: Mapping[str, str]) -> str:
    return "".join(_piece(piece, names) for piece in part["elements"])


def _piece(piece: Json, names: Mapping[str, str]) -> str:
    match piece["type"]:
        case "text":
            return str(piece["text"])
        case "link":
            return str(piece.get("text") or piece["url"])
        case "emoji":
            return f":{piece['name']}:"
        case "user":
            return f"@{names.get(piece['user_id'], piece['user_id'])}"
        case "channel":
            return f"#{names.get(piece['channel_id'], piece['channel_id'])}"
        case "broadcast":
            return f"@{piece['range']}"
        case "usergroup":
            return f"@{piece['usergroup_id']}"
        case "date":
            return str(piece.get("fallback") or piece["timestamp"])
        case "color":
            return str(piece["value"])
        case other:
            raise UnknownBlockError(f"no outline for a rich-text piece of type {other!r}")
