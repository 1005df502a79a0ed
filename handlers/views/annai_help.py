"""What Annai can do, as the answer to `/annai`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from knowledge.roles import Action, may

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Person

_FOR_ALL = (
    "help.check",
    "help.file",
    "help.ask",
    "help.template",
    "help.story",
    "help.misinput",
    "help.tool",
    "help.home",
)


def help_message(person: Person, voice: Voice) -> Surface:
    """What this person can do, with the buttons to begin; only they see it."""
    title = voice("help.title")
    buttons = [
        kit.button(voice("home.open"), ids.ACTION_OPEN_CHECK, primary=True),
        kit.button(voice("escalation.open"), ids.ACTION_ASK_LEAD),
        kit.button(voice("incident.open"), ids.ACTION_REPORT_INCIDENT),
        kit.button(voice("tool.open"), ids.ACTION_REQUEST_TOOL),
    ]
    blocks = [kit.header(title), kit.bullets(voice("help.for_all"), map(voice, _FOR_ALL))]
    if may(person, Action.PUBLISH_NOTICE):
        blocks.append(kit.bullets(voice("help.for_leads"), [voice("help.notice")]))
        buttons += [
            kit.button(voice("notice.write"), ids.ACTION_WRITE_NOTICE),
            kit.button(voice("notice.list_open"), ids.ACTION_LIST_NOTICES),
        ]
    blocks += [kit.actions(*buttons), kit.context(voice("home.privacy"))]
    return fit({"text": encode(title), "blocks": blocks}, voice)
