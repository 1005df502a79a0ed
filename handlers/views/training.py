"""The monthly safety check on screen: the invitation, the questions, the answers explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_day
from handlers.views.fitting import fit
from knowledge.groups import SMALLEST_GROUP
from knowledge.training import LEVELS, MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.month_counts import Completion, Participation
    from knowledge.training import Question, SafetyResult
    from knowledge.verdict import Level


def invitation(period: str, count: int, closes: date, voice: Voice) -> Surface:
    """To everybody who wants it: this month's questions, and the way out."""
    head = voice("training.header")
    blocks = [
        kit.header(head),
        kit.prose(
            voice("training.intro", count=count, minutes=MINUTES, until=say_day(closes, voice))
        ),
        kit.actions(
            kit.button(
                voice("training.start"), ids.ACTION_START_SAFETY_CHECK, value=period, primary=True
            ),
            kit.button(voice("training.leave"), ids.ACTION_LEAVE_SAFETY_CHECK, value=period),
        ),
        kit.context(voice("training.privacy")),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def quiz_modal(period: str, questions: Sequence[Question], voice: Voice) -> Surface:
    """The questions, each with the three levels to choose from."""
    options = [(voice(f"training.level_{level}"), level.value) for level in LEVELS]
    blocks: list[Block] = [kit.prose(voice("training.ask"))]
    for number, one in enumerate(questions):
        blocks.append(kit.prose(kit.words(voice("training.number", number=number + 1), bold=True)))
        blocks += kit.preformatted(one.text.inn(voice.language))
        # Nothing is chosen from the start: an answer nobody gave would count.
        radio = {**kit.choice("input", options)}
        radio.pop("initial_option")
        blocks.append(kit.field(voice("training.choose"), radio, block_id=f"q{number}"))
    view = kit.modal(
        voice("training.title"),
        blocks,
        close=voice("check.close"),
        submit=voice("training.submit"),
        callback_id=ids.VIEW_SAFETY_CHECK,
    )
    return fit({**view, "private_metadata": period}, voice)


def explained_modal(
    questions: Sequence[Question], chosen: Sequence[Level | None], voice: Voice, *, counted: bool
) -> Surface:
    """The right answers with their reasons, beside what was chosen, if anything was."""
    right = sum(one.level is said for one, said in zip(questions, chosen, strict=True))
    blocks: list[Block] = []
    if any(chosen):
        key = "training.all_right" if right == len(questions) else "training.some_right"
        blocks.append(
            kit.prose(kit.words(voice(key, right=right, count=len(questions)), bold=True))
        )
    if not counted:
        blocks.append(kit.context(voice("training.not_counted")))
    for number, (one, said) in enumerate(zip(questions, chosen, strict=True)):
        blocks += _explained(number, one, said, voice)
    blocks.append(kit.context(voice("training.unsure")))
    return fit(kit.modal(voice("training.title"), blocks, close=voice("check.close")), voice)


def answers_message(questions: Sequence[Question], voice: Voice) -> Surface:
    """To whoever organises: the questions of a month with their answers."""
    head = voice("training.preview")
    blocks: list[Block] = [kit.header(head)]
    for number, one in enumerate(questions):
        blocks += _explained(number, one, None, voice)
    return fit({"text": encode(head), "blocks": blocks}, voice)


def _explained(number: int, one: Question, said: Level | None, voice: Voice) -> Iterator[Block]:
    mark = ""
    if said is not None:
        mark = voice("training.right" if said is one.level else "training.wrong")
    yield kit.prose(kit.words(voice("training.number", number=number + 1) + mark, bold=True))
    yield from kit.preformatted(one.text.inn(voice.language))
    answer = voice(
        "training.answer",
        level=voice(f"training.level_{one.level}"),
        label=one.label.inn(voice.language),
    )
    pieces = [answer, "\n", one.reason.inn(voice.language)]
    if instead := one.instead.inn(voice.language):
        pieces += ["\n", instead]
    yield kit.prose(*pieces)


def result_modal(result: SafetyResult | None, month: str, voice: Voice) -> Surface:
    """Completion by department, and which question was hard; of nobody alone."""
    if result is None:
        blocks = [kit.prose(voice("training.no_result"))]
    else:
        blocks = [
            kit.bullets(
                voice("training.completion", month=month), _completion(result.answered, voice)
            ),
            kit.context(voice("training.completion_how")),
            kit.bullets(voice("training.hard"), _hard(result, voice)),
            kit.context(voice("training.hard_how")),
        ]
    made = kit.modal(voice("training.title"), blocks, close=voice("check.close"))
    return fit(made, voice)


def completion_lines(departments: Iterable[Completion], voice: Voice) -> Iterator[str]:
    """Who answered, a line for each department, and one for all those that are too small."""
    for one in departments:
        yield _line(one.name or voice("training.together"), one, voice)


def _completion(answered: Participation, voice: Voice) -> Iterator[str]:
    whole, name = answered.whole, voice("training.whole")
    if 0 < whole.asked < SMALLEST_GROUP:
        yield voice("training.few", name=name)
    else:
        yield _line(name, whole, voice)
    yield from completion_lines(answered.departments, voice)


def _line(name: str, one: Completion, voice: Voice) -> str:
    percent = round(100 * one.done / one.asked) if one.asked else 0
    return voice("training.line", name=name, done=one.done, asked=one.asked, percent=percent)


def _hard(result: SafetyResult, voice: Voice) -> Iterator[str]:
    for question, (answered, right) in zip(result.questions, result.right, strict=True):
        label = question.label.inn(voice.language)
        yield voice("training.hard_line", label=label, right=right, answered=answered)
