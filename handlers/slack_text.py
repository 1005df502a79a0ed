"""Text across Slack's border: one decoder on the way in, one encoder on the way out."""

from __future__ import annotations

import re

# Slack encodes exactly three characters and wraps what it recognises in <…>. One pass over both
# means that nothing is decoded twice: `&amp;lt;` becomes the five characters that were typed.
_MARKUP = re.compile(r"<([^<>\n]*)>|&(amp|lt|gt);")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}
_SCHEME = re.compile(r"https?://")
_NOT_DIGIT = re.compile(r"[^0-9]")
_COMMANDS = frozenset({"channel", "here", "everyone", "group"})


def decode(text: str) -> str:
    """Turn text as Slack sends it into what the person wrote, exactly once.

    A link whose label says something else than its target gives both, `label (target)`, because
    either may hold what must be masked. What only looks like markup stays as it is.
    """
    return _MARKUP.sub(_plain, text)


def encode(text: str) -> str:
    """Encode the three characters that Slack would otherwise read as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(hit: re.Match[str]) -> str:
    if entity := hit.group(2):
        return _CHARACTERS[entity]
    target, _, label = hit.group(1).partition("|")
    return _token(_entities(target), _entities(label)) or _entities(hit.group())


def _entities(text: str) -> str:
    return _ENTITY.sub(lambda hit: _CHARACTERS[hit.group(1)], text)


def _token(target: str, label: str) -> str:
    """Return the readable form of a token, or nothing when it is not one of Slack's."""
    if target.startswith("@") and target[1:].isalnum():
        return "@" + (label.removeprefix("@") or target[1:])
    if target.startswith("#") and target[1:].isalnum():
        return "#" + (label.removeprefix("#") or target[1:])
    if target.startswith("!"):
        return _special(target[1:], label)
    if target.startswith("mailto:"):
        address = target.removeprefix("mailto:")
        return _both(label, address, same=label.casefold() == address.casefold())
    if target.startswith("tel:"):
        number = target.removeprefix("tel:")
        return _both(label, number, same=_digits(label) == _digits(number))
    if _SCHEME.match(target):
        return _both(label, target, same=_bare(label) == _bare(target))
    return ""


def _special(command: str, label: str) -> str:
    name, *rest = command.split("^")
    if name in _COMMANDS:
        return f"@{name}"
    if name == "subteam" and rest:
        return "@" + (label.removeprefix("@") or rest[0])
    if name == "date" and label:
        link = rest[2] if len(rest) > 2 else ""
        return _both(label, link, same=not link)
    return ""


def _both(label: str, target: str, *, same: bool) -> str:
    if not label:
        return target
    return label if same else f"{label} ({target})"


def _digits(number: str) -> str:
    return _NOT_DIGIT.sub("", number)


def _bare(address: str) -> str:
    return _SCHEME.sub("", address).removesuffix("/")
