"""Published stories on screen: the shelf, one of them, trying it, and the parts of Home."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.fitting import fit
from handlers.views.story_posts import (
    AroundStory,
    review_blocks,
    story_blocks,
    title_of,
    use_template_buttons,
)
from knowledge.stories import LONGEST_LINE, MOST_MINUTES, saved_a_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.store.models import Story
    from knowledge.stories import StoryFigures

SHOWN = 10
_ON_HOME = 3
_IN_QUEUE = 5
_LINE = 90


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was looked for and found.

    Attributes:
        found: the stories, best or newest first.
        words: what was typed.
        department: the number of the chosen one; empty for all.
        departments: those that can be chosen, as (name, number).
        names: of departments, by number.
    """

    found: Sequence[Story] = ()
    words: str = field(default="", repr=False)
    department: str = ""
    departments: Sequence[tuple[str, str]] = ()
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoriesOnHome:
    """What Home shows of stories.

    Attributes:
        newest: the newest published ones.
        queue: what waits for this person's look; None for those who publish none.
        gaps: names of departments without a story this quarter; None for those who do not lead.
        figures: of this quarter; None likewise.
    """

    newest: Sequence[Story] = ()
    queue: Sequence[Story] | None = None
    gaps: Sequence[str] | None = None
    figures: StoryFigures | None = None


def shelf_modal(shelf: Shelf, voice: Voice, *, looked: bool = False) -> Surface:
    """The stories that were found, with what was looked for to be changed.

    `looked` says whether anything in particular was.
    """
    blocks = [*_search_fields(shelf, voice), kit.divider()]
    for story in shelf.found[:SHOWN]:
        blocks.append(kit.prose(*_line(story, shelf.names, voice)))
        open_ = kit.button(voice("story.card_more"), ids.ACTION_OPEN_STORY, value=str(story.id))
        blocks.append(kit.actions(open_))
    if not shelf.found:
        blocks.append(kit.prose(voice("story_shelf.nothing" if looked else "story_shelf.empty")))
    if (more := len(shelf.found) - SHOWN) > 0:
        blocks.append(kit.context(voice("story_shelf.more", count=more)))
    blocks.append(kit.actions(kit.button(voice("story_shelf.write"), ids.ACTION_SHARE_STORY)))
    made = kit.modal(
        voice("story_shelf.title"),
        blocks,
        close=voice("check.close"),
        submit=voice("story_shelf.search"),
        callback_id=ids.VIEW_SEARCH_STORIES,
    )
    return fit(made, voice)


def _search_fields(shelf: Shelf, voice: Voice) -> Iterator[Block]:
    words = inputs.line(
        most=LONGEST_LINE, initial=shelf.words, placeholder=voice("story_shelf.words_placeholder")
    )
    yield kit.field(voice("story_shelf.words"), words, block_id=ids.BLOCK_WORDS, optional=True)
    if shelf.departments:
        menu = inputs.menu(
            shelf.departments,
            placeholder=voice("story_shelf.everywhere"),
            initial=shelf.department,
        )
        label = voice("story.field_department")
        yield kit.field(label, menu, block_id=ids.BLOCK_DEPARTMENT, optional=True)


def story_modal(
    story: Story, around: AroundStory, tries: int, voice: Voice, more: Sequence[Block] = ()
) -> Surface:
    """One published story; `more` is what those who spread stories can do with it."""
    blocks = [
        kit.prose(
            kit.words(title_of(story, voice), bold=True),
            "\n",
            voice("story.card_by"),
            kit.person(story.author),
        ),
        *story_blocks(story, around, voice),
        kit.context(voice("story_shelf.tries", count=tries)),
        kit.actions(
            kit.button(voice("story.card_tried"), ids.ACTION_TRIED_STORY, value=str(story.id)),
            *use_template_buttons(story, around, voice),
        ),
        *more,
    ]
    return fit(kit.modal(voice("story.title"), blocks, close=voice("check.close")), voice)


def tried_form(story: Story, voice: Voice) -> Surface:
    """What trying it saved."""
    minutes = inputs.number(least=0, most=MOST_MINUTES)
    blocks = [
        kit.prose(voice("story_shelf.tried_intro", title=title_of(story, voice))),
        kit.field(
            voice("story_shelf.tried_minutes"),
            minutes,
            block_id=ids.BLOCK_MINUTES,
            hint=voice("story_shelf.tried_hint"),
            optional=True,
        ),
    ]
    made = kit.modal(
        voice("story.card_tried"),
        blocks,
        close=voice("check.close"),
        submit=voice("story_shelf.tried_submit"),
        callback_id=ids.VIEW_TRIED_STORY,
    )
    return fit({**made, "private_metadata": str(story.id)}, voice)


def review_modal(story: Story, around: AroundStory, voice: Voice) -> Surface:
    """A story that waits, opened from Home, with its buttons."""
    blocks = list(review_blocks(story, around, voice))
    return fit(kit.modal(voice("story.title"), blocks, close=voice("check.close")), voice)


def stories_on_home(known: StoriesOnHome, voice: Voice) -> list[Block]:
    """The part of Home that is about stories."""
    lines = [_line(one, {}, voice) for one in known.newest[:_ON_HOME]]
    blocks = list(_queue(known, voice))
    blocks += [
        kit.bullets(voice("story_shelf.newest"), lines or [voice("story_shelf.empty")]),
        kit.actions(
            kit.button(voice("story_shelf.open"), ids.ACTION_SEARCH_STORIES),
            kit.button(voice("story_shelf.write"), ids.ACTION_SHARE_STORY),
        ),
    ]
    if known.figures is not None:
        blocks.append(kit.bullets(voice("story_shelf.figures"), _figures(known.figures, voice)))
        session = kit.button(voice("story_spread.session"), ids.ACTION_STORY_SESSION)
        blocks.append(kit.actions(session))
    if known.gaps is not None:
        listed = voice("story.between").join(known.gaps) or voice("story_shelf.no_gap")
        blocks.append(kit.context(voice("story_shelf.gaps", list=listed)))
    return blocks


def _queue(known: StoriesOnHome, voice: Voice) -> Iterator[Block]:
    if not known.queue:
        return
    yield kit.prose(kit.words(voice("story.queue"), bold=True))
    for story in known.queue[:_IN_QUEUE]:
        yield kit.prose(*_line(story, {}, voice))
        yield kit.actions(
            kit.button(voice("story.queue_open"), ids.ACTION_REVIEW_STORY, value=str(story.id))
        )
    if (more := len(known.queue) - _IN_QUEUE) > 0:
        yield kit.context(voice("story.queue_more", count=more))


def _figures(figures: StoryFigures, voice: Voice) -> Iterator[str]:
    yield voice("story_shelf.count", count=figures.published, departments=figures.departments)
    yield voice("story_shelf.minutes", minutes=figures.minutes_a_month, count=figures.with_minutes)
    yield voice("story_shelf.tried", count=figures.tries, minutes=figures.tried_minutes)


def _line(story: Story, names: Mapping[int, str], voice: Voice) -> list[str | Block]:
    said = [shorten(story.work, _LINE)]
    if name := names.get(story.department or 0):
        said.append(name)
    saved = saved_a_month(story.minutes_before, story.minutes_after, story.times_a_month)
    if saved:
        said.append(voice("story_shelf.saved", minutes=saved))
    title = kit.words(title_of(story, voice), bold=True)
    return [title, "\n", voice("story_shelf.between").join(said)]
