"""Block Kit in about ten small functions.

No mrkdwn anywhere. Rich text and plain text show every character as it is, so that nothing a
person, a rulebook or a model wrote can become formatting or a mass mention, and our own emphasis
does not depend on a half-width blank that Japanese does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.limits import BLOCK_TEXT, split_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Block = dict[str, Any]
Surface = dict[str, Any]


def plain(text: str) -> Block:
    """A text object. `emoji` is off: `:name:` in somebody's text is not a picture."""
    return {"type": "plain_text", "text": text, "emoji": False}


def words(text: str, *, bold: bool = False) -> Block:
    """A piece of rich text."""
    piece: Block = {"type": "text", "text": text}
    return {**piece, "style": {"bold": True}} if bold else piece


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text)}


def prose(*pieces: str | Block) -> Block:
    """A paragraph of literal text; a piece may be a rich text element made elsewhere."""
    return {"type": "rich_text", "elements": [_line(pieces)]}


def titled(title: str, *pieces: str | Block) -> Block:
    """A paragraph under a bold line of its own."""
    return prose(words(title, bold=True), "\n", *pieces)


def person(member: str) -> Block:
    """A person's name, as a piece of rich text. In a view it calls nobody."""
    return {"type": "user", "user_id": member}


def channel(ident: str) -> Block:
    """A channel's name, as a piece of rich text."""
    return {"type": "channel", "channel_id": ident}


def link(text: str, url: str) -> Block:
    """Words that lead to an address, as a piece of rich text."""
    return {"type": "link", "text": text, "url": url}


def bullets(title: str, lines: Iterable[str | Sequence[str | Block]]) -> Block:
    """A bold line and a list under it; a line is a text, or pieces as in `prose`."""
    items = [_line([line] if isinstance(line, str) else line) for line in lines]
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [words(title, bold=True)]},
            {"type": "rich_text_list", "style": "bullet", "elements": items},
        ],
    }


def _line(pieces: Sequence[str | Block]) -> Block:
    elements = [words(piece) if isinstance(piece, str) else piece for piece in pieces]
    return {"type": "rich_text_section", "elements": elements}


def preformatted(text: str) -> list[Block]:
    """Text to copy, exactly as it is, in as many blocks as it needs."""
    return [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [words(part)]}],
        }
        for part in split_text(text, BLOCK_TEXT)
    ]


def context(text: str) -> Block:
    return {"type": "context", "elements": [plain(text)]}


def divider() -> Block:
    return {"type": "divider"}


def button(label: str, action_id: str, *, value: str = "", primary: bool = False) -> Block:
    """A button. The value is an id of ours, never text that somebody wrote."""
    made: Block = {"type": "button", "text": plain(label), "action_id": action_id}
    if value:
        made["value"] = value
    if primary:
        made["style"] = "primary"
    return made


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def field(
    label: str, element: Block, *, block_id: str, hint: str = "", optional: bool = False
) -> Block:
    """An input with its label."""
    made: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    if optional:
        made["optional"] = True
    return {**made, "hint": plain(hint)} if hint else made


def text_area(action_id: str, *, placeholder: str, most: int) -> Block:
    return {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": True,
        "max_length": most,
        "placeholder": plain(placeholder),
    }


def choice(action_id: str, options: Sequence[tuple[str, str]]) -> Block:
    """Radio buttons of (label, value), the first one chosen."""
    made = [{"text": plain(label), "value": value} for label, value in options]
    return {
        "type": "radio_buttons",
        "action_id": action_id,
        "options": made,
        "initial_option": made[0],
    }


def modal(
    title: str, blocks: Sequence[Block], *, close: str, submit: str = "", callback_id: str = ""
) -> Surface:
    """A modal. With a submit button it needs the callback id of its listener."""
    made: Surface = {
        "type": "modal",
        "title": plain(title),
        "close": plain(close),
        "blocks": list(blocks),
    }
    if submit:
        made |= {"submit": plain(submit), "callback_id": callback_id}
    return made
