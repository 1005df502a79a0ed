"""A text with marks in it, and the search for them in whatever was left behind."""

import base64
import json
import re
from urllib.parse import quote, quote_plus

from handlers import ids

# What detectors find: it may be in nothing that is stored, logged, counted or sent.
SECRETS = ("鬼頭", "090-0000-1234", "2,718,281円", "2,718,281", "Zq7vKx9Lm2Tr", "kitoh.h@minato")
# What is found by nobody: only the asker may see it, in the masked text.
PLAIN = "青磁色の帯留め"
TEXT = (
    f"鬼頭様 <kitoh.h@minato.example> 090-0000-1234、見積2,718,281円、"
    f"password=Zq7vKx9Lm2Tr、{PLAIN}の件です。"
)


def forms_of(word):
    """The word as it is, and in every writing in which it may travel."""
    escaped = json.dumps(word)[1:-1]
    return {word, escaped, json.dumps(escaped)[1:-1], quote(word), quote_plus(word), word.upper()}


def parsed(value):
    """The value with every JSON text in it read."""
    if isinstance(value, dict):
        return {name: parsed(inner) for name, inner in value.items()}
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return value


def outside_of_masked_text(node):
    """Every text of a surface or request except for what is there for the asker to copy."""
    if isinstance(node, list):
        for item in node:
            yield from outside_of_masked_text(item)
    elif isinstance(node, dict):
        if node.get("type") != "rich_text_preformatted":
            # These carry the masked text, so that the asker may send it to a person.
            carries = node.get("action_id") in {ids.ACTION_ASK_LEAD, ids.ACTION_REPORT_VERDICT}
            for name, value in node.items():
                if carries and name == "value":
                    continue
                yield name
                yield from outside_of_masked_text(value)
    else:
        yield str(node)


def opened(text):
    """The text, followed by what is in it in base64, which is no lock."""
    packed = re.findall(r"[A-Za-z0-9+/_-]{16,}", text)
    whole = (word[: len(word) // 4 * 4].encode() for word in packed)
    return "\n".join(
        [text, *(base64.urlsafe_b64decode(one).decode(errors="replace") for one in whole)]
    )


def leaks(left):
    """Each (place, word) that should not be.

    `left` holds the places in which a text could have been left, each as one long text. The
    place "sent" is the one in which the asker's masked text, and so the plain words, may be.
    """
    return {
        (place, word)
        for place, text in left.items()
        for word in marks_in(opened(text))
        if place != "sent" or word != PLAIN
    }


def marks_in(text):
    """The marks that stand in the text, in whatever writing."""
    return {word for word in (*SECRETS, PLAIN) if any(form in text for form in forms_of(word))}
