"""What screens about an incident share: what is known, the steps with their buttons, the law's days."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views.dates import say_day, say_time
from knowledge.incidents import UNSURE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime, timedelta

    from handlers.texts import Voice
    from handlers.views.blocks import Block
    from knowledge.incident_guide import Deadline, Doer, Duty
    from knowledge.rulebook import Rulebook
    from knowledge.store.models import Incident, IncidentCase, IncidentMessage
    from knowledge.wording import Words


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step as it stands: what to do (None: the file does not have it any more), and who did it."""

    id: str
    doer: Doer
    text: Words | None = None
    done_by: str | None = None
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a screen says besides the incident itself. `local` makes times local."""

    rulebook: Rulebook
    local: Callable[[datetime], datetime]
    steps: Sequence[ShownStep] = ()
    duties: Sequence[tuple[Duty, Deadline]] = ()
    department: str = ""
    messages: Sequence[IncidentMessage] = field(default=(), repr=False)
    case: IncidentCase | None = None
    # Of whoever looks now; None in a message, which does not change by itself.
    today: date | None = None


def say_kinds(incident: Incident, rulebook: Rulebook, voice: Voice) -> str:
    """Return the categories in words; one that the rulebook has no more by its id."""
    named = [
        voice("incident.unsure")
        if id_ == UNSURE
        else rulebook.categories[id_].label.inn(voice.language)
        if id_ in rulebook.categories
        else id_
        for id_ in incident.categories
    ]
    return voice("escalation.between").join(named)


def incident_record(incident: Incident, rulebook: Rulebook, voice: Voice) -> str:
    """Return what is known about an incident in a few lines, without anybody and without a time."""
    lines = [
        voice("incident.desk_kinds", list=say_kinds(incident, rulebook, voice)),
        voice("incident.desk_place", place=voice(f"incident.place_{incident.place}")),
    ]
    if incident.outcome:
        outcome = voice(f"incident.outcome_{incident.outcome}")
        lines.append(voice("incident.closed_line", outcome=outcome))
    return "\n".join([*lines, *(one for one in (incident.words, incident.reason) if one)])


def say_span(passed: timedelta, voice: Voice) -> str:
    """Return how long something took: in minutes, then hours, then days."""
    minutes = max(0, int(passed.total_seconds() // 60))
    if minutes < 120:
        return voice("incident.minutes", count=minutes)
    if minutes < 48 * 60:
        return voice("incident.hours", count=minutes // 60)
    return voice("incident.days", count=minutes // (24 * 60))


def step_blocks(
    incident: Incident,
    around: Around,
    doer: Doer,
    voice: Voice,
    *,
    can_tick: bool,
    heading: str = "",
) -> Iterator[Block]:
    """The steps of one side under a heading, each that is not done with its button."""
    own = [(n, step) for n, step in enumerate(around.steps, 1) if step.doer is doer]
    if own:
        yield kit.prose(kit.words(voice(f"incident.steps_{heading or doer}"), bold=True))
    for number, step in own:
        yield kit.prose(*_step_line(number, step, around, voice))
        if can_tick and step.done_at is None:
            label = voice("incident.step_button", number=number)
            value = f"{incident.id} {step.id}"
            yield kit.actions(kit.button(label, ids.ACTION_INCIDENT_STEP, value=value))


def duty_blocks(around: Around, voice: Voice) -> Iterator[Block]:
    """What the law may ask, by when, and on what basis; nothing where nothing applies."""
    if not around.duties:
        return
    yield kit.prose(kit.words(voice("incident.duty_title"), bold=True))
    for duty, deadline in around.duties:
        days = voice(
            "incident.duty_days",
            first=say_day(deadline.first_from, voice),
            second=say_day(deadline.first_to, voice),
            final=say_day(deadline.final, voice),
        )
        lines = [duty.text.inn(voice.language), days]
        if deadline.working:
            lines.append(voice("incident.duty_working", day=say_day(deadline.working, voice)))
        if around.today:
            lines.append(_say_left((deadline.first_to - around.today).days, voice))
        lines.append(voice("incident.duty_source", source=duty.source.inn(voice.language)))
        yield kit.prose("\n".join(lines))
    yield kit.context(voice("incident.duty_note"))


def _say_left(days: int, voice: Voice) -> str:
    if days < 0:
        return voice("incident.duty_over")
    return voice("incident.duty_left", count=days) if days else voice("incident.duty_today")


def _step_line(number: int, step: ShownStep, around: Around, voice: Voice) -> list[str | Block]:
    known = step.text.inn(voice.language) if step.text else ""
    text = known or voice("incident.step_gone", id=step.id)
    if step.done_at is None or step.done_by is None:
        return [voice("incident.step_open", number=number, text=text)]
    when = say_time(around.local(step.done_at), voice)
    return [
        voice("incident.step_done", number=number, text=text),
        voice("incident.step_done_by", when=when),
        kit.person(step.done_by),
        voice("incident.step_done_end"),
    ]
