"""One story, spread in several ways: weekly digest, mail, sharing session, small workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.fitting import fit
from handlers.views.story_posts import (
    AroundStory,
    minutes_line,
    story_blocks,
    title_of,
    use_template_buttons,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.store.models import Story

_IN_DIGEST = 15
_IN_SESSION = 3
_TITLE_IN_HEADER = 100
# Of ten minutes: the first for the welcome, the last two for questions and for what to try.
_SESSION = ((0, 1), (1, 4), (4, 6), (6, 8))
_QUESTIONS, _END = (8, 9), (9, 10)


def digest(stories: Sequence[Story], names: Mapping[int, str], voice: Voice) -> Surface:
    """The stories of a week for everybody; of those that were taken back meanwhile nothing."""
    head = voice("story_digest.title")
    said = "story_digest.intro" if stories else "story_digest.empty"
    blocks = [kit.header(head), kit.prose(voice(said))]
    for story in stories[:_IN_DIGEST]:
        lines = [story.work, names.get(story.department or 0, ""), minutes_line(story, voice)]
        blocks.append(
            kit.prose(
                kit.words(title_of(story, voice), bold=True),
                "\n",
                "\n".join(line for line in lines if line),
                "\n",
                voice("story_digest.by"),
                kit.person(story.author),
            )
        )
        open_ = kit.button(voice("story.card_more"), ids.ACTION_OPEN_STORY, value=str(story.id))
        blocks.append(kit.actions(open_))
    if (more := len(stories) - _IN_DIGEST) > 0:
        blocks.append(kit.context(voice("story_digest.more", count=more)))
    return fit({"text": encode(head), "blocks": blocks}, voice)


def spread_blocks(story: Story, voice: Voice) -> list[Block]:
    """What those who spread stories can do with one."""
    value = str(story.id)
    return [
        kit.divider(),
        kit.prose(kit.words(voice("story_spread.header"), bold=True)),
        kit.actions(
            kit.button(voice("story_spread.mail"), ids.ACTION_STORY_MAIL, value=value),
            kit.button(voice("story_paper.open"), ids.ACTION_STORY_PAPER, value=value),
            kit.button(voice("story_spread.kit"), ids.ACTION_STORY_KIT, value=value),
        ),
    ]


def mail_modal(story: Story, around: AroundStory, voice: Voice) -> Surface:
    """A text for a mail to the whole company, to be copied."""
    text = mail_text(story, around, voice)
    blocks = [kit.context(voice("story_spread.copy")), *kit.preformatted(text)]
    return fit(kit.modal(voice("story.title"), blocks, close=voice("check.close")), voice)


def mail_text(story: Story, around: AroundStory, voice: Voice) -> str:
    """The same as plain text."""
    title = title_of(story, voice)
    facts = [voice("story.line_work", work=story.work)]
    if around.department:
        facts.append(voice("story.line_department", department=around.department))
    if minutes := minutes_line(story, voice):
        facts.append(minutes)
    parts = [
        voice("story_spread.mail_subject", title=title),
        voice("story_spread.mail_hello"),
        "\n".join([voice("story_spread.mail_title", title=title), *facts]),
        "\n".join([voice("story_spread.mail_done"), story.done]),
    ]
    if story.prompt:
        parts.append("\n".join([voice("story_spread.mail_prompt"), story.prompt]))
    if around.template:
        parts.append(voice("story_spread.mail_template", template=around.template))
    if story.tips:
        parts.append("\n".join([voice("story_spread.mail_tips"), story.tips]))
    return "\n\n".join([*parts, voice("story_spread.mail_end")])


def paper_message(story: Story, voice: Voice) -> Surface:
    """The message that a report on one page follows."""
    head = voice("story_paper.ready")
    said = voice("story_paper.what", title=title_of(story, voice))
    blocks = [kit.header(head), kit.prose(said)]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def paper_withdrawn(voice: Voice) -> Surface:
    """What becomes of that message once the story was taken back."""
    said = voice("story_paper.withdrawn")
    return fit({"text": encode(said), "blocks": [kit.prose(said)]}, voice)


def session_modal(stories: Sequence[Story], voice: Voice) -> Surface:
    """The agenda of the sharing session, to be copied."""
    text = session_agenda(stories, voice)
    blocks = [kit.context(voice("story_spread.copy")), *kit.preformatted(text)]
    return fit(kit.modal(voice("story.title"), blocks, close=voice("check.close")), voice)


def session_agenda(stories: Sequence[Story], voice: Voice) -> str:
    """Ten minutes about the stories of a month, as plain text; also when there are none."""
    lines = [voice("story_spread.session_title")]
    if not stories:
        return "\n".join([*lines, voice("story_spread.session_none")])
    told = stories[:_IN_SESSION]
    what = [voice("story_spread.session_open", count=len(stories))]
    what += [voice("story_spread.session_story", title=title_of(one, voice)) for one in told]
    slots = [*_SESSION[: len(what)]]
    # Fewer stories leave more time for questions.
    slots += [(slots[-1][1], _QUESTIONS[1]), _END]
    what += [voice("story_spread.session_question"), voice("story_spread.session_end")]
    for (start, end), said in zip(slots, what, strict=True):
        lines.append(voice("story_spread.session_line", start=start, end=end, what=said))
    if rest := [title_of(one, voice) for one in stories[_IN_SESSION:]]:
        listed = voice("story.between").join(rest)
        lines.append(voice("story_spread.session_rest", list=listed))
    return "\n".join(lines)


def kit_form(story: Story, channel: str, voice: Voice) -> Surface:
    """Where the workshop is posted."""
    where = inputs.one_channel(initial=channel, placeholder=voice("story_spread.kit_placeholder"))
    blocks = [
        kit.prose(voice("story_spread.kit_intro")),
        kit.field(voice("story_spread.kit_channel"), where, block_id=ids.BLOCK_CHANNEL),
    ]
    made = kit.modal(
        voice("story_spread.kit_title"),
        blocks,
        close=voice("check.close"),
        submit=voice("story_spread.kit_submit"),
        callback_id=ids.VIEW_STORY_KIT,
    )
    return fit({**made, "private_metadata": str(story.id)}, voice)


def kit_messages(story: Story, around: AroundStory, voice: Voice) -> list[Surface]:
    """The workshop: what it is, the story, the exercises, the checklist; each a message."""
    title = shorten(title_of(story, voice), _TITLE_IN_HEADER)
    head = voice("story_spread.kit_header", title=title)
    parts = [
        [kit.header(head), kit.prose(voice("story_spread.kit_what"))],
        [
            kit.header(voice("story_spread.kit_story")),
            kit.prose(kit.words(title_of(story, voice), bold=True)),
            *story_blocks(story, around, voice),
        ],
        list(_exercises(story, around, voice)),
        [kit.bullets(voice("story_spread.kit_checks"), _each("kit_check", voice))],
    ]
    texts = [head, *(voice(f"story_spread.kit_{one}") for one in ("story", "exercises", "checks"))]
    return [
        fit({"text": encode(text), "blocks": blocks}, voice)
        for text, blocks in zip(texts, parts, strict=True)
    ]


def kit_withdrawn(voice: Voice) -> Surface:
    """What stands in the place of each of these messages once the story was taken back."""
    said = voice("story_spread.kit_withdrawn")
    return fit({"text": encode(said), "blocks": [kit.prose(said)]}, voice)


def _exercises(story: Story, around: AroundStory, voice: Voice) -> Iterator[Block]:
    exercises = _each("kit_exercise", voice)
    if not story.prompt:
        exercises[0] = voice("story_spread.kit_exercise_alone")
    yield kit.bullets(voice("story_spread.kit_exercises"), exercises)
    if story.prompt:
        yield from kit.preformatted(story.prompt)
    if around.template:
        yield kit.prose(voice("story_spread.kit_template", template=around.template))
        yield kit.actions(*use_template_buttons(story, around, voice))


def _each(name: str, voice: Voice) -> list[str]:
    return [voice(f"story_spread.{name}_{number}") for number in (1, 2, 3)]
