"""The messages about a success story: to its author, to whoever looks at it, and its card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import BLOCK_TEXT, shorten, split_text
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from knowledge.stories import Status, saved_a_month

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.store.models import Story

_TITLE_IN_HEADER = 120


@dataclass(frozen=True, slots=True)
class AroundStory:
    """What a screen says besides the story itself.

    Attributes:
        department: its name; empty for none.
        template: the title of the template that was used; empty for none.
        supporters: who wants it spread, the first one first.
        same: the titles of published stories that tell of the same.
        has_channel: whether there is a channel into which it is posted.
    """

    department: str = ""
    template: str = ""
    supporters: Sequence[str] = ()
    same: Sequence[str] = ()
    has_channel: bool = True


def title_of(story: Story, voice: Voice) -> str:
    """What the story is called, also while it has no title."""
    return story.title or voice("story.untitled")


def minutes_line(story: Story, voice: Voice) -> str:
    """How long it took and takes, and what that comes to; empty while nobody has said so."""
    before, after, times = story.minutes_before, story.minutes_after, story.times_a_month
    saved = saved_a_month(before, after, times)
    if before is None or after is None or saved is None:
        return ""
    if times is None:
        return voice("story.line_minutes", before=before, after=after)
    return voice("story.line_month", before=before, after=after, times=times, saved=saved)


def story_blocks(story: Story, around: AroundStory, voice: Voice) -> Iterator[Block]:
    """What the story says."""
    lines = [voice("story.line_work", work=story.work)]
    if around.department:
        lines.append(voice("story.line_department", department=around.department))
    if saved := minutes_line(story, voice):
        lines.append(saved)
    yield kit.prose("\n".join(lines))
    yield from _long(voice("story.part_done"), story.done)
    if story.prompt:
        yield kit.prose(kit.words(voice("story.part_prompt"), bold=True))
        yield from kit.preformatted(story.prompt)
    if around.template:
        yield kit.prose(voice("story.part_template", template=around.template))
    if story.tips:
        yield from _long(voice("story.part_tips"), story.tips)


def author_message(story: Story, around: AroundStory, voice: Voice) -> Surface:
    """The author's own message about a story: it always shows how the story stands now."""
    head = voice(f"story.{_author_state(story)}")
    blocks = [kit.header(head), *_author_blocks(story, around, voice)]
    return _message(head, blocks, voice)


def quiet_message(story: Story, voice: Voice) -> Surface:
    """The same message after the author asked not to be asked again."""
    head = voice("story.own_quiet")
    again = kit.button(voice("story.again"), ids.ACTION_ASK_STORIES_AGAIN, value=str(story.id))
    blocks = [
        kit.header(head),
        kit.prose(voice("story.own_quiet_what")),
        kit.actions(again, _share_button("story.share_after_all", story, voice)),
    ]
    return _message(head, blocks, voice)


def edited_message(story: Story, voice: Voice) -> Surface:
    """To the author: the message behind the story was rewritten."""
    head = voice("story.edited_header")
    blocks = [
        kit.header(head),
        kit.prose(voice("story.edited", title=title_of(story, voice))),
        kit.actions(_share_button("story.revise", story, voice), _withdraw_button(story, voice)),
    ]
    return _message(head, blocks, voice)


def thanks_message(story: Story, voice: Voice, *, channel: str, edited: bool, by: str) -> Surface:
    """To the author: it is published, and who looked at it."""
    head = voice("story.thanks_header")
    blocks = [kit.header(head), kit.prose(voice("story.thanks", title=title_of(story, voice)))]
    if channel:
        blocks.append(kit.prose(voice("story.thanks_channel"), kit.channel(channel)))
    blocks.append(kit.prose(voice("story.review_done_by"), kit.person(by)))
    if edited:
        blocks.append(kit.context(voice("story.thanks_edited")))
    return _message(head, blocks, voice)


def tried_message(story: Story, member: str, minutes: int | None, voice: Voice) -> Surface:
    """To the author: somebody did it too."""
    head = voice("story_shelf.tried_header")
    if minutes is None:
        said = voice("story_shelf.tried_by", title=title_of(story, voice))
    else:
        said = voice("story_shelf.tried_by_minutes", title=title_of(story, voice), minutes=minutes)
    return _message(head, [kit.header(head), kit.prose(kit.person(member), said)], voice)


def lost_message(said: str, voice: Voice) -> Surface:
    """To whoever put the emoji on a message of which no story can come; `said` is why."""
    head = voice("story.lost_header")
    return _message(head, [kit.header(head), kit.prose(voice(said))], voice)


def nobody_message(voice: Voice) -> Surface:
    """To the admins: there is a story and nobody to look at it. The story is not for them."""
    head = voice("story.nobody_header")
    return _message(head, [kit.header(head), kit.prose(voice("story.nobody"))], voice)


def review_message(story: Story, around: AroundStory, voice: Voice) -> Surface:
    """The story as whoever publishes it gets it."""
    head = voice("story.review_header")
    return _message(head, [kit.header(head), *review_blocks(story, around, voice)], voice)


def review_blocks(story: Story, around: AroundStory, voice: Voice) -> Iterator[Block]:
    """The story with what one press can do."""
    yield kit.prose(
        kit.words(title_of(story, voice), bold=True),
        "\n",
        voice("story.review_by"),
        kit.person(story.author),
    )
    yield from story_blocks(story, around, voice)
    if around.supporters:
        count = len(around.supporters)
        yield kit.context(voice("story.review_support", count=count))
    if around.same:
        listed = voice("story.between").join(around.same)
        yield kit.context(voice("story.review_same", list=listed))
    if story.edited_at is not None:
        yield kit.context(voice("story.review_edited"))
    value = f"{story.id} {story.version}"
    yield kit.actions(
        kit.button(voice("story.publish"), ids.ACTION_PUBLISH_STORY, value=value, primary=True),
        kit.button(voice("story.edit_and_publish"), ids.ACTION_EDIT_STORY, value=value),
        kit.button(voice("story.refuse"), ids.ACTION_REFUSE_STORY, value=value),
    )
    yield kit.context(voice("story.review_what"))
    if not around.has_channel:
        yield kit.context(voice("story.review_no_channel"))


def reviewed_message(story: Story, around: AroundStory, voice: Voice) -> Surface:
    """The same message once it needs no press any more; of a withdrawn story nothing is left."""
    head = voice(f"story.review_done_{story.status}")
    blocks = [kit.header(head)]
    if story.status == Status.WAITING:
        blocks.append(kit.prose(voice("story.review_anew")))
    elif story.status != Status.WITHDRAWN:
        blocks.append(kit.prose(kit.words(title_of(story, voice), bold=True)))
        blocks += story_blocks(story, around, voice)
        blocks.append(kit.prose(voice("story.review_done_by"), kit.person(story.decided_by)))
    return _message(head, blocks, voice)


def card(story: Story, around: AroundStory, voice: Voice) -> Surface:
    """The story in the channel for success stories."""
    head = voice("story.card_header", title=shorten(title_of(story, voice), _TITLE_IN_HEADER))
    value = str(story.id)
    blocks = [
        kit.header(head),
        kit.prose(voice("story.card_by"), kit.person(story.author)),
        *story_blocks(story, around, voice),
        kit.actions(
            kit.button(voice("story.card_tried"), ids.ACTION_TRIED_STORY, value=value),
            kit.button(voice("story.card_more"), ids.ACTION_OPEN_STORY, value=value),
            *use_template_buttons(story, around, voice),
        ),
    ]
    return _message(head, blocks, voice)


def use_template_buttons(story: Story, around: AroundStory, voice: Voice) -> list[Block]:
    """The way to the template that was used, if it is one that people still get."""
    if not around.template:
        return []
    return [kit.button(voice("story.use_template"), ids.ACTION_USE_TEMPLATE, value=story.template)]


def card_without_story(story: Story, voice: Voice) -> Surface:
    """The card once its story was taken back, or while it is rewritten."""
    state = "withdrawn" if story.status == Status.WITHDRAWN else "revised"
    head = voice(f"story.card_{state}")
    blocks = [kit.header(head), kit.prose(voice(f"story.card_{state}_what"))]
    return _message(head, blocks, voice)


def _long(title: str, text: str) -> Iterator[Block]:
    """Words under a title, in as many blocks as they need."""
    yield kit.prose(kit.words(title, bold=True))
    yield from (kit.prose(part) for part in split_text(text, BLOCK_TEXT))


def _author_state(story: Story) -> str:
    if story.status == Status.WITHDRAWN and story.withdrawn_by != story.author:
        return "own_taken_back" if story.published_at else "own_lost"
    return f"own_{story.status}"


def _author_blocks(story: Story, around: AroundStory, voice: Voice) -> Iterator[Block]:
    if story.status == Status.PROPOSED:
        yield from _question(story, around, voice)
        return
    state = _author_state(story)
    if story.title:
        yield kit.prose(kit.words(story.title, bold=True))
    yield kit.prose(voice(f"story.{state}_what"))
    if story.reason:
        yield from kit.preformatted(story.reason)
    if story.edited_at is not None:
        yield kit.context(voice("story.edited_note"))
    if story.status == Status.DECLINED:
        yield kit.actions(_share_button("story.share_after_all", story, voice))
    elif story.status == Status.WITHDRAWN:
        is_lost = state == "own_lost"
        label = "story.share_after_all" if is_lost else "story.write_again"
        yield kit.actions(_share_button(label, story, voice))
    else:
        revise = _share_button("story.revise", story, voice)
        yield kit.actions(revise, _withdraw_button(story, voice))


def _question(story: Story, around: AroundStory, voice: Voice) -> Iterator[Block]:
    others = [one for one in around.supporters if one != story.author]
    if others:
        more = len(others) - 1
        said = voice("story.ask_by_more", count=more) if more else voice("story.ask_by")
        yield kit.prose(kit.person(others[0]), said)
    if story.link:
        yield kit.prose(kit.link(voice("story.ask_open"), story.link))
    yield kit.prose(voice("story.ask_what"))
    value = str(story.id)
    share = kit.button(voice("story.share"), ids.ACTION_SHARE_STORY, value=value, primary=True)
    yield kit.actions(
        share,
        kit.button(voice("story.decline"), ids.ACTION_DECLINE_STORY, value=value),
        kit.button(voice("story.never"), ids.ACTION_NEVER_ASK_STORIES, value=value),
    )
    yield kit.context(voice("story.ask_kept"))


def _share_button(label: str, story: Story, voice: Voice) -> Block:
    return kit.button(voice(label), ids.ACTION_SHARE_STORY, value=str(story.id))


def _withdraw_button(story: Story, voice: Voice) -> Block:
    made = kit.button(voice("story.withdraw"), ids.ACTION_WITHDRAW_STORY, value=str(story.id))
    confirm = {
        "title": kit.plain(voice("story.withdraw_sure")),
        "text": kit.plain(voice("story.withdraw_what")),
        "confirm": kit.plain(voice("story.withdraw")),
        "deny": kit.plain(voice("story.withdraw_not")),
    }
    return {**made, "confirm": confirm}


def _message(head: str, blocks: list[Block], voice: Voice) -> Surface:
    return fit({"text": encode(head), "blocks": blocks}, voice)
