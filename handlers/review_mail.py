"""The messages of the monthly review, put into the outbox in the transaction of what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.review_standing import ending_of, silent_by_name, silent_departments, standing_of
from handlers.views import blocks as kit
from handlers.views import review_notes as notes
from handlers.views import reviews as views
from handlers.views.story_spread import session_agenda
from handlers.voices import voice_of, voice_of_channel
from knowledge.deliveries import DeliveryStatus
from knowledge.months import month_of
from knowledge.review_sections import all_sections
from knowledge.reviews import ReviewItem, month_reviewed
from knowledge.roles import Role
from knowledge.store.deliveries import (
    Draft,
    cancel,
    deliveries_about,
    delivery,
    enqueue,
    enqueue_update,
    post_elsewhere,
)
from knowledge.store.departments import staffed_departments
from knowledge.store.review_material import read_material
from knowledge.store.reviews import about_cycle, count_change, find_cycle, parent_key
from knowledge.store.roles import holders
from knowledge.store.stories import stories_of_month

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import Delivery, ReviewCycle, Story

_REMINDERS = (1, 2)


def send_review(services: Services, session: Session, cycle: ReviewCycle, now: datetime) -> None:
    """Post the parent, and its six items below it."""
    parent, *items = screens_of(services, session, cycle, voice_of_channel(services))
    about, key = about_cycle(cycle.period), parent_key(cycle.period)
    enqueue(session, Draft(key=key, to=cycle.channel, message=parent, about=about), now=now)
    for item, message in zip(ReviewItem, items, strict=True):
        below = Draft(
            key=f"{key}:item:{item}",
            to=cycle.channel,
            message=message,
            about=about,
            thread_of=key,
            fallbacks=tuple(_leads(session)),
        )
        enqueue(session, below, now=now)


def screens_of(
    services: Services, session: Session, cycle: ReviewCycle, voice: Voice
) -> list[Surface]:
    """Return the parent and the six items as they would be posted now."""
    items = _items(services, session, cycle.period, voice)
    return [views.parent_message(standing_of(services, session, cycle), voice), *items]


def _items(services: Services, session: Session, period: str, voice: Voice) -> list[Surface]:
    month, calendar = month_reviewed(period), services.calendar()
    titles = {id_: one.template.title for id_, one in services.templates().templates.items()}
    material = read_material(session, month, calendar, templates=titles, now=services.clock())
    # Ten minutes in which those who have a story tell it.
    told = stories_of_month(session, *month.span(calendar))
    agenda = [kit.context(voice("review.agenda")), *kit.preformatted(session_agenda(told, voice))]
    more = {ReviewItem.RESULTS: agenda if told else []}
    return [
        views.item_message(section, month, voice, more.get(section.item, ()))
        for section in all_sections(material)
    ]


def correct_results(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Bring the item in which a story stood up to what is public now, where it was posted."""
    if story.published_at is None:
        return
    period = str(month_of(story.published_at, services.calendar()).before(-1))
    if find_cycle(session, period) is None:
        return
    items = _items(services, session, period, voice_of_channel(services))
    message = dict(zip(ReviewItem, items, strict=True))[ReviewItem.RESULTS]
    of = f"{parent_key(period)}:item:{ReviewItem.RESULTS}"
    key = f"{of}:story:{story.id}:{story.version}"
    enqueue_update(session, of=of, message=message, key=key, now=now)


def send_opening_note(
    services: Services, session: Session, cycle: ReviewCycle, now: datetime
) -> None:
    """Tell the leads what they should know about the review that was just posted, if anything."""
    standing = standing_of(services, session, cycle)
    without = [one.name for one in staffed_departments(session) if not one.ambassadors]
    if without or standing.not_held:
        _to_leads(
            services,
            session,
            f"{parent_key(cycle.period)}:opening",
            cycle,
            lambda voice: notes.opening_message(standing, without, voice),
            now,
        )


def remind(
    services: Services, session: Session, cycle: ReviewCycle, number: int, now: datetime
) -> None:
    """Remind the ambassadors of departments that have not written: one message each."""
    standing = standing_of(services, session, cycle)
    silent: dict[str, list[str]] = {}
    for one in silent_departments(session, cycle):
        for member in one.ambassadors:
            silent.setdefault(member, []).append(one.name)
    for member, names in silent.items():
        voice = voice_of(services, session, member)
        draft = Draft(
            key=_remind_key(cycle, number, member),
            to=member,
            message=notes.reminder_message(standing, names, number, voice),
            about=about_cycle(cycle.period),
            not_before=services.calendar().next_working_moment(now),
            expires_at=cycle.closes_at,
        )
        enqueue(session, draft, now=now)


def stop_reminders(session: Session, cycle: ReviewCycle) -> None:
    """Take back reminders on their way to ambassadors whose departments have all written."""
    silent = silent_departments(session, cycle)
    needed = {member for one in silent for member in one.ambassadors}
    for one in staffed_departments(session):
        for member in set(one.ambassadors) - needed:
            for number in _REMINDERS:
                cancel(session, _remind_key(cycle, number, member))


def tell_lead(services: Services, session: Session, cycle: ReviewCycle, now: datetime) -> None:
    """Tell the leads who has not written after two reminders; nothing if all have."""
    silent = silent_departments(session, cycle)
    if silent:
        standing = standing_of(services, session, cycle)
        _to_leads(
            services,
            session,
            f"{parent_key(cycle.period)}:silent",
            cycle,
            lambda voice: notes.silent_message(standing, silent_by_name(silent), voice),
            now,
        )


def refresh_parent(services: Services, session: Session, cycle: ReviewCycle, now: datetime) -> None:
    """Bring the parent up to what the review is now."""
    number, key = count_change(session, cycle.period), parent_key(cycle.period)
    standing = standing_of(services, session, cycle)
    message = views.parent_message(standing, voice_of_channel(services))
    enqueue_update(session, of=key, message=message, key=f"{key}:change:{number}", now=now)


def send_summary(services: Services, session: Session, cycle: ReviewCycle, now: datetime) -> None:
    """Post what the review came to below its thread; where there is none, to the leads."""
    ending = ending_of(services, session, cycle)
    key, leads = parent_key(cycle.period), _leads(session)
    above = delivery(session, key)
    failed = above is None or above.status == DeliveryStatus.FAILED
    there = Draft(
        key=f"{key}:summary",
        to=cycle.channel,
        message=views.summary_message(ending, voice_of_channel(services)),
        about=about_cycle(cycle.period),
        thread_of=key,
        fallbacks=tuple(leads),
    )
    if failed or not enqueue(session, there, now=now):
        _to_leads(
            services,
            session,
            f"{key}:summary",
            cycle,
            lambda voice: views.summary_message(ending, voice),
            now,
        )


def stuck_deliveries(session: Session, cycle: ReviewCycle) -> list[Delivery]:
    """Return what the channel of a review did not take, the parent first."""
    refused = [
        one
        for one in deliveries_about(session, about_cycle(cycle.period))
        if cycle.channel in one.unreachable
        or (one.to == cycle.channel and one.status == DeliveryStatus.FAILED)
    ]
    return sorted(refused, key=lambda one: one.id)


def tell_of_stuck(
    services: Services, session: Session, cycle: ReviewCycle, stuck: Delivery, now: datetime
) -> bool:
    """Tell the leads once why a channel does not take the review, and what helps."""
    standing = standing_of(services, session, cycle)
    posted = stuck.key != parent_key(cycle.period)
    # Set anew whenever somebody lets it be sent again: then they hear of the next refusal, too.
    key = f"{parent_key(cycle.period)}:stuck:{stuck.next_try_at.isoformat()}"
    return _to_leads(
        services,
        session,
        key,
        cycle,
        lambda voice: notes.stuck_message(standing, stuck.error, voice, posted=posted),
        now,
    )


def post_parent_again(
    services: Services, session: Session, cycle: ReviewCycle, now: datetime
) -> bool:
    """Send the failed parent again, as the review is now; False if it has not failed."""
    standing = standing_of(services, session, cycle)
    message = views.parent_message(standing, voice_of_channel(services))
    key = parent_key(cycle.period)
    return post_elsewhere(session, key, to=cycle.channel, message=message, now=now)


def _to_leads(
    services: Services,
    session: Session,
    key: str,
    cycle: ReviewCycle,
    message: Callable[[Voice], Surface],
    now: datetime,
) -> bool:
    """Write to the leads; return whether any of these messages is new."""
    new = False
    for member in _leads(session):
        draft = Draft(
            key=f"{key}:{member}",
            to=member,
            message=message(voice_of(services, session, member)),
            about=about_cycle(cycle.period),
            not_before=services.calendar().next_working_moment(now),
            fallbacks=tuple(holders(session, Role.DEPUTY)),
        )
        new |= enqueue(session, draft, now=now)
    return new


def _leads(session: Session) -> list[str]:
    """Return who leads: the leads, without one the deputies, without any the admins."""
    for role in (Role.LEAD, Role.DEPUTY, Role.ADMIN):
        if found := holders(session, role):
            return found
    return []


def _remind_key(cycle: ReviewCycle, number: int, member: str) -> str:
    return f"{parent_key(cycle.period)}:remind:{number}:{member}"
