"""The two weekly digests: to the lead, and of the week's decisions to everybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_day, say_time
from handlers.views.fitting import fit
from knowledge.lead_load import MINUTES_PER_QUESTION, LeadLoad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.rulebook import Rulebook
    from knowledge.store.models import Escalation, PrecedentRow

_WAITING = 10
_REPORTS = 5
_EXPIRING = 5
_DECISIONS = 10
_LINE = 100


@dataclass(frozen=True, slots=True)
class Week:
    """What the lead's digest tells of."""

    load: LeadLoad
    waiting: Sequence[Escalation] = ()
    expiring: Sequence[PrecedentRow] = field(default_factory=tuple)


def lead_digest(
    week: Week, rulebook: Rulebook, local: Callable[[datetime], datetime], voice: Voice
) -> Surface:
    """What is open, oldest first, and who answered what."""
    title = voice("lead_digest.title")
    blocks = [
        kit.header(title),
        *_waiting(week, local, voice),
        kit.bullets(voice("lead_digest.figures"), _figures(week.load, voice)),
        kit.context(voice("lead_digest.median_how")),
        *_reports(week.load, rulebook, voice),
        *_expiring(week, local, voice),
        kit.actions(kit.button(voice("lead_digest.away"), ids.ACTION_GO_AWAY)),
    ]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def _waiting(week: Week, local: Callable[[datetime], datetime], voice: Voice) -> Iterator[Block]:
    if not week.waiting:
        yield kit.prose(voice("lead_digest.waiting_none"))
        return
    lines = [
        f"{say_time(local(one.asked_at), voice)} {shorten(one.question or one.words, _LINE)}"
        for one in week.waiting[:_WAITING]
    ]
    yield kit.bullets(voice("lead_digest.waiting", count=len(week.waiting)), lines)
    if (more := len(week.waiting) - _WAITING) > 0:
        yield kit.context(voice("lead_digest.waiting_more", count=more))


def _figures(load: LeadLoad, voice: Voice) -> Iterator[str]:
    yield voice("lead_digest.by_precedent", count=load.by_precedent)
    yield voice("lead_digest.together", count=load.together)
    yield voice("lead_digest.by_ambassador", count=load.by_ambassador)
    yield voice("lead_digest.by_lead", count=load.by_lead)
    if load.median_hours is None:
        yield voice("lead_digest.median_none")
    else:
        yield voice("lead_digest.median", hours=f"{load.median_hours:.1f}")
    yield voice(
        "lead_digest.saved",
        hours=f"{load.hours_saved:.1f}",
        count=load.spared,
        minutes=MINUTES_PER_QUESTION,
    )


def _reports(load: LeadLoad, rulebook: Rulebook, voice: Voice) -> Iterator[Block]:
    lines = []
    for rule, count in list(load.reports.items())[:_REPORTS]:
        known = rulebook.categories.get(rule)
        name = known.label.inn(voice.language) if known else rule
        lines.append(voice("lead_digest.reports_line", rule=name, count=count))
    if lines:
        yield kit.bullets(voice("lead_digest.reports"), lines)


def _expiring(week: Week, local: Callable[[datetime], datetime], voice: Voice) -> Iterator[Block]:
    lines = [
        voice(
            "lead_digest.expiring_line",
            when=say_day(local(one.expires_at), voice, with_year=True),
            question=shorten(one.question, _LINE),
        )
        for one in week.expiring[:_EXPIRING]
    ]
    if lines:
        yield kit.bullets(voice("lead_digest.expiring"), lines)


def away_form(voice: Voice, deputy: str, first_day: date) -> Surface:
    """To whom everything goes while somebody is away, and until when."""
    person: Block = {"type": "users_select", "action_id": "input"}
    if deputy:
        person["initial_user"] = deputy
    day = {"type": "datepicker", "action_id": "input", "initial_date": first_day.isoformat()}
    blocks = [
        kit.prose(voice("away.intro")),
        kit.field(
            voice("away.to"), person, block_id=ids.BLOCK_MEMBER, hint=voice("escalation.hand_hint")
        ),
        kit.field(voice("away.until"), day, block_id=ids.BLOCK_UNTIL),
    ]
    view = kit.modal(
        voice("away.title"),
        blocks,
        close=voice("check.close"),
        submit=voice("away.submit"),
        callback_id=ids.VIEW_GO_AWAY,
    )
    return fit(view, voice)


def week_draft(decisions: Sequence[PrecedentRow], value: str, voice: Voice) -> Surface:
    """The week's decisions as the lead sees them before everybody does."""
    title = voice("week_digest.draft_title")
    publish = kit.button(
        voice("week_digest.publish"), ids.ACTION_PUBLISH_WEEK, value=value, primary=True
    )
    blocks = [
        kit.header(title),
        kit.prose(voice("week_digest.draft_intro")),
        *_decisions(decisions, voice),
        kit.actions(publish),
    ]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def week_published(
    decisions: Sequence[PrecedentRow], by: str, channel: str, voice: Voice
) -> Surface:
    """The draft once it was published: no button is left on it."""
    title = voice("week_digest.published")
    blocks = [
        kit.header(title),
        *_decisions(decisions, voice),
        kit.prose(voice("week_digest.published_by"), kit.person(by)),
        kit.prose(voice("week_digest.published_to"), kit.channel(channel)),
    ]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def week_digest(decisions: Sequence[PrecedentRow], voice: Voice) -> Surface:
    """The week's decisions as everybody sees them; what was retired since is not in it."""
    title = voice("week_digest.title")
    blocks = [
        kit.header(title),
        kit.prose(voice("week_digest.intro")),
        *_decisions(decisions, voice),
        kit.context(voice("week_digest.ask")),
    ]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def _decisions(decisions: Sequence[PrecedentRow], voice: Voice) -> Iterator[Block]:
    if not decisions:
        yield kit.prose(voice("week_digest.none"))
    for one in decisions[:_DECISIONS]:
        line = f"{voice(f'level.mark.{one.level}')} {shorten(one.question, 300)}"
        advice = ["\n", shorten(one.advice, 500)] if one.advice else []
        yield kit.prose(kit.words(line, bold=True), *advice)
    if (more := len(decisions) - _DECISIONS) > 0:
        yield kit.context(voice("week_digest.more", count=more))
