"""Elements as plain text: `[label] -> action_id` for what is pressed, `____` for what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.playground.forms import initial_state, is_empty, options_of
from bot.playground.outline_text import UnknownBlockError, readable_text, rich_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.json_types import Json

# A menu shows so many of its options before the rest is only counted.
_SHOWN_OPTIONS: Final = 10


def outline_element(element: Json, names: Mapping[str, str], draft: Json | None) -> str:
    """Return one line; `draft` is what the person has typed or chosen, if anything.

    Raises:
        UnknownBlockError: an element of a type not listed here.
    """
    kind = str(element.get("type"))
    state = draft or initial_state(element)
    match kind:
        case "image":
            return f"(image: {element['alt_text']})"
        case "button":
            return _button(element, names)
        case "overflow":
            return f"[… {_labels(element, names)}]{_leads_to(element)}"
        case "checkboxes":
            chosen = [option["value"] for option in state["selected_options"]]
            return _boxes(element, names, chosen, "[ ]", "[x]")
        case "radio_buttons":
            picked = state["selected_option"]
            return _boxes(element, names, [picked["value"]] if picked else [], "( )", "(o)")
        case "file_input":
            return f"[file]{_leads_to(element)}"
        case "rich_text_input":
            value = state["rich_text_value"]
            typed = "\n".join(rich_text(value["elements"], names)) if value else "____"
            return f"{typed}{_leads_to(element)}"
        case _ if kind.endswith("_input"):
            return _entry(element, state)
        case _ if kind.endswith(("_select", "picker")):
            return _menu(element, names, state)
        case _:
            raise UnknownBlockError(f"no outline for an element of type {kind!r}")


def _leads_to(element: Json) -> str:
    return f" -> {element['action_id']}" if element.get("action_id") else ""


def _button(element: Json, names: Mapping[str, str]) -> str:
    confirm = element.get("confirm")
    asks = (
        f" (? {confirm['title']['text']}: {readable_text(confirm['text'], names)}"
        f" [{confirm['deny']['text']}] [{confirm['confirm']['text']}])"
        if confirm
        else ""
    )
    goes = f" -> {element['url']}" if element.get("url") else _leads_to(element)
    return f"[{element['text']['text']}]{goes}{asks}"


def _labels(element: Json, names: Mapping[str, str]) -> str:
    options = options_of(element)
    shown = " / ".join(readable_text(option["text"], names) for option in options[:_SHOWN_OPTIONS])
    return shown if len(options) <= _SHOWN_OPTIONS else f"{shown} / … ({len(options)})"


def _boxes(
    element: Json, names: Mapping[str, str], chosen: list[str], empty: str, ticked: str
) -> str:
    marks = [
        f"{ticked if option['value'] in chosen else empty} {readable_text(option['text'], names)}"
        for option in options_of(element)
    ]
    return f"{'  '.join(marks)}{_leads_to(element)}"


def _placeholder(element: Json) -> str:
    placeholder = element.get("placeholder")
    return str(placeholder["text"]) if placeholder else ""


def _entry(element: Json, state: Json) -> str:
    prompt = f" ({_placeholder(element)})" if _placeholder(element) else ""
    typed = "____" + prompt if is_empty(state) else str(state["value"])
    return f"{typed}{_leads_to(element)}"


def _menu(element: Json, names: Mapping[str, str], state: Json) -> str:
    offered = _labels(element, names)
    shown = _chosen(state, names) or _placeholder(element)
    inside = " ▾ ".join(part for part in (shown, offered) if part)
    return f"[{inside or '▾'}]{_leads_to(element)}"


def _chosen(state: Json, names: Mapping[str, str]) -> str:
    if is_empty(state):
        return ""
    value = next(content for name, content in state.items() if name != "type")
    many = value if isinstance(value, list) else [value]
    return ", ".join(
        readable_text(one["text"], names)
        if isinstance(one, dict)
        else names.get(str(one), str(one))
        for one in many
    )
