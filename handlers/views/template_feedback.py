"""How was the prompt: the question afterwards, what was said, and room for a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.fitting import fit
from knowledge.template_states import Helped

if TYPE_CHECKING:
    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface

MINUTES = (0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240)
LONGEST_COMMENT = 500
# What a person can say: its words and its button.
_ANSWERS = {
    Helped.AS_IS: ("template.ask.as_is", ids.ACTION_PROMPT_AS_IS),
    Helped.AFTER_EDITS: ("template.ask.after_edits", ids.ACTION_PROMPT_AFTER_EDITS),
    Helped.NO: ("template.ask.no", ids.ACTION_PROMPT_NO_USE),
}


def question_message(title: str, use: int, voice: Voice) -> Surface:
    """The question, with one press for an answer."""
    value = str(use)
    answers = [kit.button(voice(says), action, value=value) for says, action in _ANSWERS.values()]
    blocks = [
        kit.titled(voice("template.ask.header"), voice("template.ask.about", title=title)),
        kit.actions(*answers),
        kit.context(voice("template.ask.why")),
        kit.actions(kit.button(voice("template.ask.stop"), ids.ACTION_STOP_ASKING, value=value)),
    ]
    return _message(blocks, voice("template.ask.header"), voice)


def answered_message(
    title: str,
    use: int,
    helped: Helped,
    voice: Voice,
    *,
    minutes: int | None = None,
    commented: bool = False,
) -> Surface:
    """What the person said, and what they may add."""
    said = voice("template.ask.said", title=title, said=voice(_ANSWERS[helped][0]))
    blocks: list[Block] = [kit.titled(voice("template.ask.thanks"), said)]
    elements = []
    if minutes is not None:
        shown = voice("template.ask.minutes_said", minutes=_minutes(minutes, voice))
        blocks.append(kit.prose(shown))
    elif helped is not Helped.NO:
        blocks.append(
            kit.titled(voice("template.ask.minutes_label"), voice("template.ask.minutes_note"))
        )
        elements.append(_minutes_menu(use, voice))
    if commented:
        blocks.append(kit.prose(voice("template.ask.comment_thanks")))
    else:
        comment = voice("template.ask.comment_open")
        elements.append(kit.button(comment, ids.ACTION_COMMENT_ON_PROMPT, value=str(use)))
    if elements:
        blocks.append(kit.actions(*elements))
    return _message(blocks, said, voice)


def stopped_message(voice: Voice) -> Surface:
    """Nothing is asked any more."""
    said = voice("template.ask.stopped")
    return _message([kit.prose(said)], said, voice)


def comment_form(use: int, voice: Voice) -> Surface:
    """Room for a few words."""
    field = kit.field(
        voice("template.ask.comment_label"),
        inputs.lines(most=LONGEST_COMMENT),
        block_id=ids.BLOCK_COMMENT,
        hint=voice("template.ask.comment_hint"),
    )
    view = kit.modal(
        voice("template.ask.comment_title"),
        [field],
        close=voice("check.close"),
        submit=voice("template.ask.comment_submit"),
        callback_id=ids.VIEW_COMMENT_ON_PROMPT,
    )
    return fit({**view, "private_metadata": str(use)}, voice)


def _minutes_menu(use: int, voice: Voice) -> Block:
    options = [(_minutes(count, voice), f"{use} {count}") for count in MINUTES]
    placeholder = voice("template.ask.minutes_placeholder")
    return inputs.menu(options, placeholder=placeholder, action_id=ids.ACTION_MINUTES_SAVED)


def _minutes(count: int, voice: Voice) -> str:
    if count == 0:
        return voice("template.ask.minutes_none")
    return voice("template.ask.minutes_option", count=count)


def _message(blocks: list[Block], text: str, voice: Voice) -> Surface:
    return fit({"text": encode(text), "blocks": blocks}, voice)
