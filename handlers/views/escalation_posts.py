"""The messages about a question: to whoever answers, to whoever asked, and what they become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_time
from handlers.views.escalation_forms import rule_lines
from handlers.views.fitting import fit
from handlers.views.model import opinion_blocks
from knowledge.escalations import Matter, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.rulebook import Rulebook
    from knowledge.store.models import Escalation, ModelOpinion


@dataclass(frozen=True, slots=True)
class Around:
    """What a message says besides the question itself; times are local."""

    rulebook: Rulebook
    asked_at: datetime
    department: str = ""
    reminder: bool = False
    decided_at: datetime | None = None
    kept: bool = False
    opinion: ModelOpinion | None = None


def ask_message(escalation: Escalation, around: Around, voice: Voice) -> Surface:
    """The question as whoever answers gets it, with everything that one press can do."""
    title = _ask_title(escalation, around, voice)
    blocks = [kit.header(title), *ask_blocks(escalation, around, voice)]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def ask_blocks(escalation: Escalation, around: Around, voice: Voice) -> Iterator[Block]:
    """The question with its buttons."""
    yield from _question(escalation, around, voice)
    if around.opinion:
        yield from opinion_blocks(around.opinion, voice)
    yield kit.actions(*_answers(escalation, voice))
    yield kit.actions(*_others(escalation, voice))
    yield kit.context(voice("escalation.one_press"))
    report = escalation.kind == Matter.REPORT
    yield kit.context(voice("escalation.report_note" if report else "escalation.keeps"))


def _ask_title(escalation: Escalation, around: Around, voice: Voice) -> str:
    if around.reminder:
        return voice("escalation.reminder_header")
    if escalation.kind == Matter.REPORT:
        return voice("escalation.report_header")
    return voice("escalation.ask_header")


def settled_message(escalation: Escalation, around: Around, voice: Voice) -> Surface:
    """The same message once there is an answer, or none is needed: no button is left on it."""
    head = done_headline(escalation, voice)
    blocks = [kit.header(head), *_question(escalation, around, voice)]
    if escalation.answered_by and escalation.status == Status.ANSWERED:
        by = kit.person(escalation.answered_by)
        blocks.append(kit.prose(voice("escalation.done_by"), by))
    if escalation.answer_advice:
        blocks.append(kit.titled(voice("escalation.done_advice"), escalation.answer_advice))
    if around.kept:
        blocks.append(kit.context(voice("escalation.done_kept")))
    if around.decided_at:
        when = say_time(around.decided_at, voice)
        blocks.append(kit.context(voice("escalation.answered_at", when=when)))
    return fit({"text": encode(head), "blocks": blocks}, voice)


def done_headline(escalation: Escalation, voice: Voice) -> str:
    """What became of a question, in one line."""
    if escalation.status == Status.WITHDRAWN:
        return voice("escalation.done_withdrawn")
    mark = voice(f"level.mark.{escalation.answer_level}")
    return voice("escalation.done_header", mark=mark)


def answer_message(
    escalation: Escalation, voice: Voice, *, kept: bool, channel: str | None = None
) -> Surface:
    """The answer as whoever asked gets it. `channel` is where they asked, if not with us."""
    head = voice(
        "escalation.answer_header", mark=voice(f"escalation.level_{escalation.answer_level}")
    )
    blocks = [kit.header(head)]
    if escalation.kind == Matter.REPORT:
        blocks.append(kit.prose(voice("escalation.answer_report")))
    if escalation.answer_advice:
        blocks.append(kit.titled(voice("escalation.answer_advice"), escalation.answer_advice))
    blocks += _own_question(escalation, voice)
    if escalation.answered_by:
        blocks.append(kit.prose(voice("escalation.answer_by"), kit.person(escalation.answered_by)))
    if channel:
        blocks.append(kit.prose(voice("escalation.answer_place"), kit.channel(channel)))
    if kept:
        blocks.append(kit.context(voice("escalation.answer_kept")))
    blocks.append(kit.context(voice("escalation.answer_careful")))
    return fit({"text": encode(head), "blocks": blocks}, voice)


def ask_back_message(
    escalation: Escalation, text: str, by: str, metadata: str, voice: Voice
) -> Surface:
    """What the answerer would like to know, as whoever asked gets it."""
    head = voice("escalation.back_header")
    reply = kit.button(
        voice("escalation.back_reply"), ids.ACTION_REPLY_TO_ASK_BACK, value=metadata, primary=True
    )
    blocks = [
        kit.header(head),
        *kit.preformatted(text),
        kit.prose(voice("escalation.back_by"), kit.person(by)),
        *_own_question(escalation, voice),
        kit.actions(reply),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def reply_message(escalation: Escalation, text: str, voice: Voice) -> Surface:
    """The reply, as the answerer gets it, with the buttons of the question."""
    head = voice("escalation.reply_header")
    blocks = [
        kit.header(head),
        *kit.preformatted(text),
        kit.prose(voice("escalation.from"), kit.person(escalation.asker)),
        kit.actions(*_answers(escalation, voice)),
        kit.actions(*_others(escalation, voice)),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def nobody_message(voice: Voice) -> Surface:
    """To the admins: there is a question and nobody to answer it. The question is not for them."""
    head = voice("escalation.nobody_header")
    blocks = [kit.header(head), kit.prose(voice("escalation.nobody"))]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def _question(escalation: Escalation, around: Around, voice: Voice) -> Iterator[Block]:
    asker: list[str | Block] = [voice("escalation.from"), kit.person(escalation.asker)]
    if around.department:
        asker.append(voice("escalation.from_department", department=around.department))
    yield kit.prose(*asker)
    if escalation.question:
        yield kit.prose(kit.words(voice("escalation.question"), bold=True))
        yield from kit.preformatted(escalation.question)
    elif escalation.level:
        # Something was checked and must not leave; a question in one's own words has only those.
        yield kit.prose(voice("escalation.no_text"))
    if escalation.words:
        yield kit.titled(voice("escalation.words"), escalation.words)
    if escalation.purpose:
        yield kit.titled(voice("escalation.purpose"), escalation.purpose)
    if escalation.level:
        rules = rule_lines(escalation.categories, around.rulebook, voice)
        lines = [voice(f"level.{escalation.level}"), *rules]
        yield kit.bullets(voice("escalation.judged"), lines)
    if near := rule_lines(escalation.nearest, around.rulebook, voice):
        listed = voice("escalation.between").join(near)
        yield kit.context(voice("escalation.nearest_line", list=listed))
    when = say_time(around.asked_at, voice)
    yield kit.context(voice("escalation.asked_at", when=when))


def _own_question(escalation: Escalation, voice: Voice) -> Iterator[Block]:
    if said := escalation.question or escalation.words:
        yield kit.prose(kit.words(voice("escalation.back_about"), bold=True))
        yield from kit.preformatted(said)


def _answers(escalation: Escalation, voice: Voice) -> Iterator[Block]:
    value = str(escalation.id)
    yield kit.button(voice("escalation.ok"), ids.ACTION_ANSWER_OK, value=value, primary=True)
    yield kit.button(voice("escalation.conditional"), ids.ACTION_ANSWER_CONDITIONAL, value=value)
    yield kit.button(voice("escalation.prohibited"), ids.ACTION_ANSWER_PROHIBITED, value=value)


def _others(escalation: Escalation, voice: Voice) -> Iterator[Block]:
    value = str(escalation.id)
    yield kit.button(voice("escalation.answer"), ids.ACTION_ANSWER_WITH_REASON, value=value)
    yield kit.button(voice("escalation.ask_back"), ids.ACTION_ASK_BACK, value=value)
    yield kit.button(voice("escalation.hand_over"), ids.ACTION_HAND_OVER, value=value)
