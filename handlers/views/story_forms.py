"""The forms about a success story: writing it, polishing it before it is published, refusing it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.fitting import fit
from knowledge.stories import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE, MOST_MINUTES, MOST_TIMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.stories import SuccessStory

LONGEST_REASON = 1_000
_MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: departments and templates, as (label, value)."""

    departments: Sequence[tuple[str, str]] = ()
    templates: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form at first, and what is said about that."""

    story: SuccessStory
    metadata: str
    notes: tuple[str, ...] = field(default=(), repr=False)


def story_form(filled: Filled, choices: Choices, voice: Voice) -> Surface:
    """The form in which an author writes a story."""
    blocks = [kit.prose(voice("story.form_intro"))]
    blocks += [kit.prose(note) for note in filled.notes]
    blocks += _fields(filled.story, choices, voice)
    return _form(voice, "form", blocks, ids.VIEW_STORY, filled.metadata)


def edit_form(filled: Filled, choices: Choices, voice: Voice) -> Surface:
    """The same for whoever polishes it and publishes it with that."""
    blocks = [kit.prose(voice("story.form_edit_intro")), *_fields(filled.story, choices, voice)]
    made = kit.modal(
        voice("story.title"),
        blocks,
        close=voice("check.close"),
        submit=voice("story.form_edit_submit"),
        callback_id=ids.VIEW_EDIT_STORY,
    )
    return fit({**made, "private_metadata": filled.metadata}, voice)


def refuse_form(metadata: str, voice: Voice) -> Surface:
    """Why a story is not published, for its author."""
    words = kit.field(
        voice("story.refuse_label"),
        inputs.lines(most=LONGEST_REASON),
        block_id=ids.BLOCK_WORDS,
        hint=voice("story.refuse_hint"),
    )
    return _form(voice, "refuse", [words], ids.VIEW_REFUSE_STORY, metadata)


def told(said: str, voice: Voice, *, title: str = "story.title") -> Surface:
    """A sentence in the place of a form."""
    return fit(kit.modal(voice(title), [kit.prose(said)], close=voice("check.close")), voice)


def _form(
    voice: Voice, name: str, blocks: Sequence[Block], callback_id: str, metadata: str
) -> Surface:
    made = kit.modal(
        voice(f"story.{name}_title"),
        blocks,
        close=voice("check.close"),
        submit=voice(f"story.{name}_submit"),
        callback_id=callback_id,
    )
    return fit({**made, "private_metadata": metadata}, voice)


def _fields(story: SuccessStory, choices: Choices, voice: Voice) -> Iterator[Block]:
    yield kit.field(
        voice("story.field_title"),
        inputs.line(most=LONGEST_TITLE, initial=story.title),
        block_id=ids.BLOCK_TITLE,
        hint=voice("story.field_title_hint"),
    )
    yield kit.field(
        voice("story.field_work"),
        inputs.line(most=LONGEST_LINE, initial=story.work),
        block_id=ids.BLOCK_WORK,
        hint=voice("story.field_work_hint"),
    )
    yield from _menu("department", choices.departments, str(story.department or ""), voice)
    yield kit.field(
        voice("story.field_done"),
        inputs.lines(most=LONGEST_TEXT, initial=story.done),
        block_id=ids.BLOCK_DONE,
    )
    yield kit.field(
        voice("story.field_prompt"),
        inputs.lines(most=LONGEST_TEXT, initial=story.prompt),
        block_id=ids.BLOCK_PROMPT,
        optional=True,
    )
    yield from _menu("template", choices.templates, story.template, voice)
    yield from _numbers(story, voice)
    yield kit.field(
        voice("story.field_tips"),
        inputs.lines(most=LONGEST_TEXT, initial=story.tips),
        block_id=ids.BLOCK_TIPS,
        optional=True,
    )


def _menu(
    name: str, options: Sequence[tuple[str, str]], initial: str, voice: Voice
) -> Iterator[Block]:
    if options:
        menu = inputs.menu(
            options[:_MOST_OPTIONS], placeholder=voice("story.choose"), initial=initial
        )
        yield kit.field(voice(f"story.field_{name}"), menu, block_id=name, optional=True)


def _numbers(story: SuccessStory, voice: Voice) -> Iterator[Block]:
    given = {
        ids.BLOCK_BEFORE: ("before", story.minutes_before, MOST_MINUTES),
        ids.BLOCK_AFTER: ("after", story.minutes_after, MOST_MINUTES),
        ids.BLOCK_TIMES: ("times", story.times_a_month, MOST_TIMES),
    }
    for block, (name, value, most) in given.items():
        number = inputs.number(least=0, most=most, initial=value)
        yield kit.field(voice(f"story.field_{name}"), number, block_id=block, optional=True)
