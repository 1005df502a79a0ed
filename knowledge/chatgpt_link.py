"""The address that opens ChatGPT, with a prompt in it if that is short enough."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

CHATGPT = "https://chatgpt.com/"
LONGEST_ADDRESS = 300
# A button in Slack takes an address of this length.
_LONGEST_LINK = 3_000


@dataclass(frozen=True, slots=True)
class ChatLink:
    """An address, and whether the prompt is in it."""

    address: str = field(repr=False)
    takes_along: bool


def chatgpt_link(address: str, prompt: str) -> ChatLink:
    """Return the address that opens ChatGPT.

    Args:
        address: of the company's workspace, as `readable_address` returns it.
        prompt: which may be entered, or nothing.

    ChatGPT's page puts what `q` says into its field, which is its custom and nowhere promised;
    where it does not, people paste. Japanese takes nine characters a letter in an address, so
    only a short prompt fits.
    """
    bare, hash_, anchor = address.partition("#")
    joint = "&" if "?" in bare else "?"
    link = f"{bare}{joint}q={quote(prompt, safe='')}{hash_}{anchor}"
    if prompt and len(link) <= _LONGEST_LINK:
        return ChatLink(link, takes_along=True)
    return ChatLink(address, takes_along=False)


def readable_address(typed: str) -> str | None:
    """Return an address as it is kept; None when it is none that may be opened: https only."""
    address = typed.strip()
    if not address.isascii() or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.hostname or parts.username is not None:
        return None
    return address if port_is_fine and len(address) <= LONGEST_ADDRESS else None
