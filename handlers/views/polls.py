"""The anonymous poll on screen: the invitation, its questions, and what may be shown of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_day
from handlers.views.fitting import fit
from knowledge.groups import SMALLEST_GROUP, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.polls import GroupResult, PollQuestion, PollResult

_SHOWN_GROUPS = 20


def poll_invitation(period: str, count: int, closes: date, voice: Voice) -> Surface:
    """To everybody: a minute, please."""
    head = voice("poll.header")
    blocks = [
        kit.header(head),
        kit.prose(voice("poll.intro", count=count, until=say_day(closes, voice))),
        kit.bullets(voice("poll.anonymous"), _promises(voice)),
        kit.actions(
            kit.button(voice("poll.start"), ids.ACTION_ANSWER_POLL, value=period, primary=True)
        ),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def poll_modal(period: str, questions: Sequence[PollQuestion], voice: Voice) -> Surface:
    """The questions; nothing is chosen from the start."""
    blocks: list[Block] = [kit.context(voice("poll.reminder"))]
    for one in questions:
        options = [(it.text.inn(voice.language), it.id) for it in one.options]
        radio = kit.choice("input", options)
        radio.pop("initial_option")
        blocks.append(kit.field(one.text.inn(voice.language), radio, block_id=one.id))
    view = kit.modal(
        voice("poll.title"),
        blocks,
        close=voice("check.close"),
        submit=voice("poll.submit"),
        callback_id=ids.VIEW_POLL,
    )
    return fit({**view, "private_metadata": period}, voice)


def thanks_modal(voice: Voice) -> Surface:
    """Counted; and the way to ask for what is missing."""
    blocks = [
        kit.prose(voice("poll.thanks")),
        kit.actions(kit.button(voice("tool.open"), ids.ACTION_REQUEST_TOOL)),
    ]
    return fit(kit.modal(voice("poll.title"), blocks, close=voice("check.close")), voice)


def closed_message(voice: Voice) -> Surface:
    """To the leads: there is a result to look at."""
    head = voice("poll.closed_header")
    blocks = [
        kit.header(head),
        kit.prose(voice("poll.closed")),
        kit.actions(kit.button(voice("poll.result_open"), ids.ACTION_POLL_RESULT, primary=True)),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def result_modal(
    result: PollResult | None, month: str, names: Mapping[int, str], voice: Voice
) -> Surface:
    """What a closed poll says: the whole company, then each group that is large enough."""
    if result is None:
        blocks = [kit.prose(voice("poll.no_result"))]
    else:
        blocks = list(_result(result, month, names, voice))
    made = kit.modal(voice("poll.result_title"), blocks, close=voice("check.close"))
    return fit(made, voice)


def _promises(voice: Voice) -> Iterator[str]:
    yield voice("poll.promise_counts")
    yield voice("poll.promise_groups", least=SMALLEST_GROUP)
    yield voice("poll.promise_free")


def _result(
    result: PollResult, month: str, names: Mapping[int, str], voice: Voice
) -> Iterator[Block]:
    said = voice("poll.answered", month=month, asked=result.asked, answered=result.answered)
    yield kit.prose(kit.words(said, bold=True))
    if result.whole is None:
        yield kit.prose(voice("poll.too_few", least=SMALLEST_GROUP))
        return
    for question in result.questions:
        text = question.text.inn(voice.language)
        yield kit.bullets(text, _lines(question, result.whole, voice))
    if result.groups:
        yield kit.divider()
        question = result.questions[0]
        yield kit.prose(kit.words(question.text.inn(voice.language), bold=True))
        for group in result.groups[:_SHOWN_GROUPS]:
            name = names.get(group.group) or voice("poll.together")
            if group.group == TOGETHER:
                name = voice("poll.together")
            title = voice("poll.group", name=name, answered=group.answered)
            yield kit.bullets(title, _lines(question, group, voice))
    yield kit.context(voice("poll.how", least=SMALLEST_GROUP))


def _lines(question: PollQuestion, group: GroupResult, voice: Voice) -> Iterator[str]:
    counts = group.counts.get(question.id, {})
    for option in question.options:
        count = counts.get(option.id, 0)
        percent = round(100 * count / group.answered) if group.answered else 0
        text = option.text.inn(voice.language)
        yield voice("poll.line", text=text, count=count, percent=percent)
