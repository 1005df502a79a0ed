"""An incident for those who handle it: the message, the same opened from Home, and the forms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_time
from handlers.views.fitting import fit
from handlers.views.incident_parts import duty_blocks, say_kinds, say_span, step_blocks
from handlers.views.incidents import closing_lines
from knowledge.incident_guide import Doer
from knowledge.incidents import (
    CLOSED_WITHIN_DAYS,
    LONGEST_CASE,
    LONGEST_WORDS,
    CaseState,
    Outcome,
    OutsideReport,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from handlers.views.incident_parts import Around
    from knowledge.store.models import Incident

DESK = "desk"
"""What the modal of those who handle it carries, so that a press on it shows it anew."""
_HEADERS = {
    State.OPEN: "incident.desk_header",
    State.TAKEN: "incident.desk_header_taken",
    State.CLOSED: "incident.desk_header_closed",
}


def desk_message(incident: Incident, around: Around, voice: Voice) -> Surface:
    """An incident with everything that one press can do; it is kept true."""
    head = voice(_HEADERS[State(incident.state)])
    blocks = [kit.header(head), *_desk(incident, around, voice)]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def desk_modal(incident: Incident, around: Around, now: datetime, voice: Voice) -> Surface:
    """The same, opened from Home or from a reminder."""
    passed = say_span(now - incident.reported_at, voice)
    around = replace(around, today=around.local(now).date())
    blocks = [kit.context(voice("incident.elapsed", time=passed)), *_desk(incident, around, voice)]
    view = kit.modal(voice("incident.title"), blocks, close=voice("check.close"))
    return fit({**view, "private_metadata": DESK}, voice)


def upwards_message(incident: Incident, around: Around, voice: Voice) -> Surface:
    """To the executive: the law may set a deadline. Nobody's name is in it but who handles it."""
    head = voice("incident.upwards_header")
    blocks = [
        kit.header(head),
        kit.prose(voice("incident.upwards")),
        _facts(incident, around, voice),
        *duty_blocks(around, voice),
        *_standing(incident, around, voice),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def nudge_message(incident: Incident, passed: timedelta, voice: Voice) -> Surface:
    """Nobody has taken it on, or it is not closed yet; the button opens it as it is then."""
    is_late = incident.state == State.TAKEN
    head = voice("incident.nudge_late_header" if is_late else "incident.nudge_header")
    said = (
        voice("incident.nudge_late", count=CLOSED_WITHIN_DAYS)
        if is_late
        else voice("incident.nudge_elapsed", time=say_span(passed, voice))
    )
    button = kit.button(
        voice("incident.open_one"), ids.ACTION_OPEN_INCIDENT, value=str(incident.id), primary=True
    )
    blocks = [kit.header(head), kit.prose(said), kit.actions(button)]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def replied_message(incident: Incident, text: str, voice: Voice) -> Surface:
    """To whoever asked: the reporter's reply."""
    head = voice("incident.replied_header")
    button = kit.button(
        voice("incident.open_one"), ids.ACTION_OPEN_INCIDENT, value=str(incident.id)
    )
    blocks = [kit.header(head), *kit.preformatted(text), kit.actions(button)]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def ask_form(incident: int, voice: Voice) -> Surface:
    """What somebody who handles it would like to know."""
    placeholder = voice("incident.ask_placeholder")
    view = kit.modal(
        voice("incident.ask_title"),
        [
            kit.field(
                voice("incident.ask_label"),
                inputs.lines(most=LONGEST_WORDS, placeholder=placeholder),
                block_id=ids.BLOCK_WORDS,
                hint=voice("incident.ask_hint"),
            )
        ],
        close=voice("check.close"),
        submit=voice("incident.ask_submit"),
        callback_id=ids.VIEW_ASK_REPORTER,
    )
    return fit({**view, "private_metadata": str(incident)}, voice)


def close_form(
    incident: Incident, around: Around, voice: Voice, *, drafted: str = "", round_: int = 0
) -> Surface:
    """How it ended, whether it was reported outside, and what others can learn from it.

    `drafted` stands in the field for the last, after so many drafts were put into the form.
    """
    outcomes = [(voice(f"incident.outcome_{one}"), one.value) for one in Outcome]
    outside = [(voice(f"incident.outside_{one}"), one.value) for one in OutsideReport]
    blocks = [
        *duty_blocks(around, voice),
        kit.field(
            voice("incident.outcome_label"),
            inputs.one_of(outcomes),
            block_id=ids.BLOCK_OUTCOME,
        ),
        kit.field(
            voice("incident.outside_label"),
            inputs.one_of(outside),
            block_id=ids.BLOCK_OUTSIDE,
        ),
        *_words_of_closing(around, voice, drafted, round_),
    ]
    view = kit.modal(
        voice("incident.close_title"),
        blocks,
        close=voice("check.close"),
        submit=voice("incident.close_submit"),
        callback_id=ids.VIEW_CLOSE_INCIDENT,
    )
    return fit({**view, "private_metadata": f"{incident.id} {round_}"}, voice)


def _words_of_closing(around: Around, voice: Voice, drafted: str, round_: int) -> Iterator[Block]:
    yield kit.field(
        voice("incident.reason_label"),
        inputs.lines(most=LONGEST_WORDS, placeholder=voice("incident.reason_placeholder")),
        block_id=ids.BLOCK_REASON,
        hint=voice("incident.reason_hint"),
    )
    case = around.case
    if case is not None and case.state == CaseState.APPROVED:
        # It is out, or on its way: another one would be a second story of the same thing.
        return
    yield kit.field(
        voice("incident.case_label"),
        inputs.lines(
            most=LONGEST_CASE,
            initial=drafted or (case.text if case else ""),
            placeholder=voice("incident.case_placeholder"),
        ),
        block_id=inputs.field_of(ids.BLOCK_CASE, round_),
        hint=voice("incident.case_hint"),
        optional=True,
    )


def _desk(incident: Incident, around: Around, voice: Voice) -> Iterator[Block]:
    is_over = incident.state == State.CLOSED
    reporter: list[str | Block] = [voice("incident.desk_from"), kit.person(incident.reporter)]
    if around.department:
        reporter.append(voice("incident.desk_department", department=around.department))
    yield kit.prose(*reporter)
    yield _facts(incident, around, voice)
    if incident.words:
        yield kit.titled(voice("incident.desk_words"), incident.words)
    else:
        yield kit.context(voice("incident.desk_no_words"))
    if not is_over:
        yield from duty_blocks(around, voice)
    yield from _standing(incident, around, voice)
    yield from _said(around, voice)
    # Above the steps: whoever reads it on a telephone takes it on first.
    yield kit.actions(*_buttons(incident, voice))
    for doer in Doer:
        yield from step_blocks(incident, around, doer, voice, can_tick=not is_over)
    if not is_over:
        yield kit.context(voice("incident.desk_note"))


def _facts(incident: Incident, around: Around, voice: Voice) -> Block:
    lines = [
        voice("incident.desk_kinds", list=say_kinds(incident, around.rulebook, voice)),
        voice("incident.desk_place", place=voice(f"incident.place_{incident.place}")),
        voice("incident.desk_happened", happened=voice(f"incident.happened_{incident.happened}")),
        voice("incident.desk_reported", when=say_time(around.local(incident.reported_at), voice)),
    ]
    if incident.many:
        lines.insert(1, voice("incident.desk_many"))
    return kit.bullets(voice("incident.desk_facts"), lines)


def _standing(incident: Incident, around: Around, voice: Voice) -> Iterator[Block]:
    if incident.taken_by and incident.taken_at:
        yield _line("taken", incident.taken_by, incident.taken_at, incident, around, voice)
    if incident.closed_by and incident.closed_at:
        yield _line("closed", incident.closed_by, incident.closed_at, incident, around, voice)
    yield from closing_lines(incident, voice)


def _line(
    what: str, by: str, at: datetime, incident: Incident, around: Around, voice: Voice
) -> Block:
    passed = say_span(at - incident.reported_at, voice)
    said = f"{say_time(around.local(at), voice)}　{voice('incident.elapsed', time=passed)}"
    return kit.prose(
        voice(f"incident.desk_{what}"), kit.person(by), voice("incident.desk_taken_at", when=said)
    )


def _said(around: Around, voice: Voice) -> Iterator[Block]:
    spoken = [one for one in around.messages if one.text]
    if not spoken:
        return
    lines: list[Sequence[str | Block]] = [
        [
            voice("incident.desk_said_by", when=say_time(around.local(one.at), voice)),
            kit.person(one.author),
            f" {one.text}",
        ]
        for one in spoken[-5:]
    ]
    yield kit.bullets(voice("incident.desk_said"), lines)


def _buttons(incident: Incident, voice: Voice) -> Iterator[Block]:
    value, state = str(incident.id), State(incident.state)
    if state is State.CLOSED:
        yield kit.button(voice("incident.reopen"), ids.ACTION_REOPEN_INCIDENT, value=value)
        return
    if state is State.OPEN:
        yield kit.button(
            voice("incident.take"), ids.ACTION_TAKE_INCIDENT, value=value, primary=True
        )
    yield kit.button(voice("incident.ask"), ids.ACTION_ASK_REPORTER, value=value)
    yield kit.button(voice("incident.close"), ids.ACTION_CLOSE_INCIDENT, value=value)
