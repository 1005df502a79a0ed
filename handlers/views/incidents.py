"""Reporting a mistaken entry, on screen: the form, the first steps, and what the reporter is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.distinct import distinct_labels
from handlers.views.fitting import fit
from handlers.views.incident_parts import step_blocks
from knowledge.incident_guide import Doer
from knowledge.incidents import LONGEST_WORDS, UNSURE, Happened, Place, State
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from handlers.views.incident_parts import Around
    from knowledge.incident_guide import FirstStep
    from knowledge.rulebook import Rulebook
    from knowledge.store.models import Incident

OWN_LIST = "own"
"""What the modal with the reporter's own steps carries, so that a press on it shows it anew."""
_OPTION, _CATEGORIES, _BOXES = 75, 99, 10


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a report, for the one who made it.

    Attributes:
        told: who heard of it.
        upwards: whether the executive did too.
        words: what was passed on of their own words, where that is not all of them.
        found: what was masked in them.
        dropped: that nothing of them was passed on.
    """

    told: Sequence[str] = ()
    upwards: bool = False
    words: str = field(default="", repr=False)
    found: str = ""
    dropped: bool = False


def report_form(
    rulebook: Rulebook, often_done: Sequence[FirstStep], voice: Voice, *, words: str = ""
) -> Surface:
    """What is asked: choices, and one field that may stay empty. `words` may be passed on."""
    blocks = [
        kit.titled(voice("incident.intro_thanks"), voice("incident.intro")),
        kit.context(voice("incident.intro_who")),
        *_what_and_where(rulebook, voice),
        kit.field(
            voice("incident.done_label"),
            inputs.ticks([(one.done.inn(voice.language), one.id) for one in often_done[:_BOXES]]),
            block_id=ids.BLOCK_DONE,
            optional=True,
        ),
        kit.field(
            voice("incident.words_label"),
            inputs.lines(
                most=LONGEST_WORDS, initial=words, placeholder=voice("incident.words_placeholder")
            ),
            block_id=ids.BLOCK_WORDS,
            hint=voice("incident.words_hint"),
            optional=True,
        ),
    ]
    view = kit.modal(
        voice("incident.title"),
        blocks,
        close=voice("check.close"),
        submit=voice("incident.submit"),
        callback_id=ids.VIEW_REPORT_INCIDENT,
    )
    return fit(view, voice)


def received_modal(incident: Incident, around: Around, received: Received, voice: Voice) -> Surface:
    """The answer to a report: what to do first, and what became of it."""
    blocks = [
        kit.titled(voice("incident.received"), voice("incident.received_thanks")),
        *_notes_first(received, voice),
        *step_blocks(incident, around, Doer.REPORTER, voice, can_tick=True, heading=OWN_LIST),
        *_notes_last(received, voice),
        kit.context(voice("incident.received_next")),
    ]
    view = kit.modal(voice("incident.received_title"), blocks, close=voice("check.close"))
    return fit({**view, "private_metadata": OWN_LIST}, voice)


def own_modal(incident: Incident, around: Around, voice: Voice) -> Surface:
    """The reporter's own list, as it stands now."""
    view = kit.modal(
        voice("incident.received_title"),
        list(_own(incident, around, voice)),
        close=voice("check.close"),
    )
    return fit({**view, "private_metadata": OWN_LIST}, voice)


def own_message(incident: Incident, around: Around, voice: Voice) -> Surface:
    """The same list as a message, which is kept true."""
    head = voice("incident.own_header")
    blocks = [kit.header(head), *_own(incident, around, voice)]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def closed_message(incident: Incident, voice: Voice) -> Surface:
    """To the reporter: it is over, how it ended, and thanks."""
    head = voice("incident.told_header")
    blocks = [kit.header(head), *closing_lines(incident, voice)]
    if incident.closed_by:
        blocks.append(kit.prose(voice("incident.told_by"), kit.person(incident.closed_by)))
    blocks.append(kit.prose(voice("incident.told_thanks")))
    return fit({"text": encode(head), "blocks": blocks}, voice)


def reopened_message(voice: Voice) -> Surface:
    """To the reporter: it is not over yet."""
    head = voice("incident.told_reopened_header")
    blocks = [kit.header(head), kit.prose(voice("incident.told_reopened"))]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def asked_message(incident: Incident, text: str, by: str, voice: Voice) -> Surface:
    """To the reporter: what somebody who handles it would like to know."""
    head = voice("incident.asked_header")
    value = f"{incident.id} {by}"
    reply = kit.button(
        voice("incident.reply"), ids.ACTION_REPLY_ON_INCIDENT, value=value, primary=True
    )
    blocks = [
        kit.header(head),
        *kit.preformatted(text),
        kit.prose(voice("incident.asked_by"), kit.person(by)),
        kit.actions(reply),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def reply_form(metadata: str, voice: Voice) -> Surface:
    """What the reporter says to that."""
    field_ = kit.field(
        voice("incident.reply_label"),
        inputs.lines(most=LONGEST_WORDS),
        block_id=ids.BLOCK_WORDS,
        hint=voice("incident.reply_hint"),
    )
    view = kit.modal(
        voice("incident.reply_title"),
        [field_],
        close=voice("check.close"),
        submit=voice("incident.ask_submit"),
        callback_id=ids.VIEW_REPLY_ON_INCIDENT,
    )
    return fit({**view, "private_metadata": metadata}, voice)


def closing_lines(incident: Incident, voice: Voice) -> Iterator[Block]:
    """How an incident ended; nothing while it has not."""
    if not incident.outcome or not incident.outside:
        return
    outcome = voice(f"incident.outcome_{incident.outcome}")
    outside = voice(f"incident.outside_{incident.outside}")
    lines = [
        voice("incident.closed_line", outcome=outcome),
        voice("incident.closed_outside", outside=outside),
    ]
    yield kit.prose("\n".join(lines))
    if incident.reason:
        yield kit.titled(voice("incident.closed_reason"), incident.reason)


def _what_and_where(rulebook: Rulebook, voice: Voice) -> Iterator[Block]:
    yield kit.field(
        voice("incident.categories_label"),
        inputs.several(
            _categories(rulebook, voice),
            initial=(),
            placeholder=voice("incident.categories_placeholder"),
        ),
        block_id=ids.BLOCK_CATEGORIES,
        hint=voice("incident.categories_hint"),
    )
    yield kit.field(
        voice("incident.many_label"),
        inputs.ticks([(voice("incident.many"), "many")]),
        block_id=ids.BLOCK_MANY,
        optional=True,
    )
    places = [(voice(f"incident.place_{one}"), one.value) for one in Place]
    yield kit.field(voice("incident.place_label"), inputs.one_of(places), block_id=ids.BLOCK_PLACE)
    times = [(voice(f"incident.happened_{one}"), one.value) for one in Happened]
    yield kit.field(
        voice("incident.happened_label"), kit.choice("input", times), block_id=ids.BLOCK_HAPPENED
    )


def _categories(rulebook: Rulebook, voice: Voice) -> list[tuple[str, str]]:
    """Return what may be chosen: what must not be entered first, and that somebody is not sure."""
    rules = [one for one in rulebook.categories.values() if one.level is not Level.OK]
    rules.sort(key=lambda one: one.level is not Level.PROHIBITED)
    shown = rules[:_CATEGORIES]
    labels = distinct_labels([one.label.inn(voice.language) for one in shown], _OPTION)
    chosen = zip(labels, [one.id for one in shown], strict=True)
    return [(voice("incident.unsure"), UNSURE), *chosen]


def _notes_first(received: Received, voice: Voice) -> Iterator[Block]:
    if received.told:
        people = [piece for member in received.told for piece in (kit.person(member), " ")]
        yield kit.prose(voice("incident.received_told"), *people)
    else:
        yield kit.prose(voice("incident.received_nobody"))


def _notes_last(received: Received, voice: Voice) -> Iterator[Block]:
    if received.upwards:
        yield kit.prose(voice("incident.received_upwards"))
    if received.dropped:
        yield kit.prose(voice("incident.received_dropped"))
    elif received.words:
        yield kit.prose(voice("incident.received_masked", list=received.found))
        yield from kit.preformatted(received.words)


def _own(incident: Incident, around: Around, voice: Voice) -> Iterator[Block]:
    state = State(incident.state)
    said = voice(f"incident.own_state_{state}")
    if state is State.TAKEN and incident.taken_by:
        yield kit.prose(said, kit.person(incident.taken_by))
    else:
        yield kit.prose(said)
    mine = [step for step in around.steps if step.doer is Doer.REPORTER]
    is_over = state is State.CLOSED
    yield from step_blocks(
        incident, around, Doer.REPORTER, voice, can_tick=not is_over, heading=OWN_LIST
    )
    if mine and all(step.done_at for step in mine):
        yield kit.prose(voice("incident.own_all_done"))
