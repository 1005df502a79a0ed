"""Incidents on Home: what is being handled, cases that wait, and one's own reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views.dates import say_time
from handlers.views.incident_parts import say_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block
    from knowledge.rulebook import Rulebook
    from knowledge.store.models import Incident, IncidentCase

_STANDING, _CLOSED, _CASES = 5, 3, 3
_LINE = 80


@dataclass(frozen=True, slots=True)
class IncidentsOnHome:
    """What Home shows of incidents, as far as a person may see it."""

    # None for those who handle none.
    standing: Sequence[Incident] | None = None
    closed: Sequence[Incident] = ()
    cases: Sequence[IncidentCase] = field(default=(), repr=False)
    own: Sequence[Incident] = ()


def desk_on_home(
    known: IncidentsOnHome,
    rulebook: Rulebook,
    local: Callable[[datetime], datetime],
    voice: Voice,
) -> list[Block]:
    """For those who handle them: first of all on their Home, and nothing where there is none."""
    return [
        *_listed("incident.home_desk", known.standing or (), _STANDING, rulebook, local, voice),
        *_listed("incident.home_closed", known.closed, _CLOSED, rulebook, local, voice),
        *_cases(known.cases, voice),
    ]


def own_on_home(
    known: IncidentsOnHome, local: Callable[[datetime], datetime], voice: Voice
) -> list[Block]:
    """One's own reports, each with how it stands."""
    lines = [
        voice(
            "incident.home_own_line",
            when=say_time(local(one.reported_at), voice),
            state=voice(f"incident.state_{one.state}"),
        )
        for one in known.own
    ]
    return [kit.bullets(voice("incident.home_own"), lines)] if lines else []


def _listed(
    title: str,
    incidents: Sequence[Incident],
    most: int,
    rulebook: Rulebook,
    local: Callable[[datetime], datetime],
    voice: Voice,
) -> Iterator[Block]:
    if not incidents:
        return
    yield kit.prose(kit.words(voice(title), bold=True))
    for one in incidents[:most]:
        line = voice(
            "incident.home_desk_line",
            when=say_time(local(one.reported_at), voice),
            kinds=shorten(say_kinds(one, rulebook, voice), _LINE),
            state=voice(f"incident.state_{one.state}"),
        )
        yield kit.prose(line)
        yield kit.actions(
            kit.button(voice("incident.open_one"), ids.ACTION_OPEN_INCIDENT, value=str(one.id))
        )
    if (more := len(incidents) - most) > 0:
        yield kit.context(voice("incident.home_desk_more", count=more))


def _cases(cases: Sequence[IncidentCase], voice: Voice) -> Iterator[Block]:
    if not cases:
        return
    yield kit.prose(kit.words(voice("incident.case_title"), bold=True))
    for one in cases[:_CASES]:
        value = str(one.incident)
        yield kit.prose(one.text)
        yield kit.actions(
            kit.button(voice("incident.case_approve"), ids.ACTION_APPROVE_CASE, value=value),
            kit.button(voice("incident.case_drop"), ids.ACTION_DROP_CASE, value=value),
        )
