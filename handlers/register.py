"""The one list of journeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import (
    asking_back,
    checks,
    departments,
    departures,
    digests,
    direct_messages,
    errors,
    escalation_answers,
    escalations,
    home,
    leftovers,
    precedents,
    roles,
    settings,
    template_decisions,
    template_pages,
    template_proposals,
    undelivered,
    unmask,
)

if TYPE_CHECKING:
    from slack_bolt import App

    from handlers.services import Services

# Bolt asks in this order, so what listens to everything comes last.
_JOURNEYS = (
    checks,
    direct_messages,
    escalations,
    escalation_answers,
    asking_back,
    precedents,
    digests,
    home,
    departments,
    roles,
    settings,
    template_proposals,
    template_decisions,
    template_pages,
    undelivered,
    departures,
    unmask,
    leftovers,
)


def register_all(app: App, services: Services) -> None:
    """Register every listener."""
    errors.register(app, services)
    for journey in _JOURNEYS:
        journey.register(app, services)
