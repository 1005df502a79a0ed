"""The one list of journeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import (
    annai_command,
    asking_back,
    checks,
    departments,
    departures,
    digests,
    direct_messages,
    drafts,
    errors,
    escalation_answers,
    escalations,
    home,
    incident_cases,
    incident_desk,
    incident_talk,
    incidents,
    job_times,
    leftovers,
    model_settings,
    notice_sources,
    notices,
    polls,
    precedents,
    questions,
    reports,
    review_thread,
    reviews,
    roles,
    settings,
    stories,
    story_events,
    story_library,
    story_reviews,
    story_spread,
    template_decisions,
    template_feedback,
    template_forms,
    template_pages,
    template_proposals,
    template_settings,
    templates,
    timetable,
    tool_requests,
    training,
    undelivered,
    unmask,
)

if TYPE_CHECKING:
    from slack_bolt import App

    from handlers.services import Services

# Bolt asks in this order, so what listens to everything comes last.
_JOURNEYS = (
    checks,
    review_thread,
    story_events,
    direct_messages,
    questions,
    escalations,
    escalation_answers,
    asking_back,
    incidents,
    incident_desk,
    incident_talk,
    incident_cases,
    precedents,
    digests,
    annai_command,
    notices,
    notice_sources,
    tool_requests,
    training,
    polls,
    templates,
    template_forms,
    template_feedback,
    template_settings,
    stories,
    story_reviews,
    story_library,
    story_spread,
    reviews,
    home,
    departments,
    roles,
    settings,
    template_proposals,
    template_decisions,
    template_pages,
    job_times,
    model_settings,
    timetable,
    undelivered,
    reports,
    departures,
    unmask,
    drafts,
    leftovers,
)


def register_all(app: App, services: Services) -> None:
    """Register every listener."""
    errors.register(app, services)
    for journey in _JOURNEYS:
        journey.register(app, services)
