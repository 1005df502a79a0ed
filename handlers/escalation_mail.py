"""The messages about a question, put into the outbox in the transaction of what they tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from handlers.views import escalation_posts as posts
from handlers.views.escalation_home import question_modal
from handlers.voices import voice_of
from knowledge.escalations import REMINDERS
from knowledge.roles import Role
from knowledge.store import escalations as store
from knowledge.store.deliveries import Draft, cancel, enqueue, enqueue_update
from knowledge.store.departments import find_department
from knowledge.store.opinions import find_opinion
from knowledge.store.roles import contacts, holders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import Escalation


def send_question(
    services: Services,
    session: Session,
    escalation: Escalation,
    member: str,
    now: datetime,
    *,
    reminder: int = 0,
) -> None:
    """Put the question before somebody, in working hours; as a reminder with its number."""
    responsible = contacts(session, escalation.asker)
    around = replace(_around(services, session, escalation), reminder=reminder > 0)
    message = posts.ask_message(escalation, around, voice_of(services, session, member))
    key = _remind_key(escalation, member, reminder) if reminder else _ask_key(escalation, member)
    fallbacks = () if reminder else (*responsible.leads, *responsible.deputies)
    _quietly(
        services, session, escalation, message, key=key, to=member, now=now, fallbacks=fallbacks
    )


def shown(services: Services, session: Session, escalation: Escalation, voice: Voice) -> Surface:
    """Return a waiting question as a modal, for whoever opens it from Home."""
    return question_modal(escalation, _around(services, session, escalation), voice)


def send_nobody(
    services: Services, session: Session, escalation: Escalation, now: datetime
) -> None:
    """Tell the admins, once a day at most, that nobody is there to answer."""
    day = services.calendar().local(now).date().isoformat()
    for admin in holders(session, Role.ADMIN):
        message = posts.nobody_message(voice_of(services, session, admin))
        key = f"escalation:nobody:{day}:{admin}"
        _quietly(services, session, escalation, message, key=key, to=admin, now=now)


def send_answer(
    services: Services, session: Session, escalation: Escalation, now: datetime, *, kept: bool
) -> None:
    """Give whoever asked the answer: by direct message, in the thread there if they asked in it."""
    voice = voice_of(services, session, escalation.asker)
    there = escalation.channel or ""
    in_dm = there.startswith("D") and escalation.thread_ts is not None
    elsewhere = escalation.channel if there.startswith(("C", "G")) else None
    message = posts.answer_message(escalation, voice, kept=kept, channel=elsewhere)
    draft = Draft(
        key=f"escalation:{escalation.id}:answer",
        to=there if in_dm else escalation.asker,
        thread_ts=escalation.thread_ts if in_dm else None,
        message=message,
        about=_about(escalation),
    )
    enqueue(session, draft, now=now)


def send_ask_back(
    services: Services,
    session: Session,
    escalation: Escalation,
    *,
    key: str,
    text: str,
    by: str,
    now: datetime,
) -> None:
    """Bring the answerer's question to whoever asked."""
    voice = voice_of(services, session, escalation.asker)
    value = f"{escalation.id} {by}"
    message = posts.ask_back_message(escalation, text, by, value, voice)
    draft = Draft(
        key=f"escalation:{escalation.id}:back:{key}",
        to=escalation.asker,
        message=message,
        about=_about(escalation),
    )
    enqueue(session, draft, now=now)


def send_reply(
    services: Services,
    session: Session,
    escalation: Escalation,
    *,
    key: str,
    text: str,
    to: str,
    now: datetime,
) -> None:
    """Bring the reply to the answerer."""
    message = posts.reply_message(escalation, text, voice_of(services, session, to))
    key = _reply_key(escalation, key)
    _quietly(services, session, escalation, message, key=key, to=to, now=now)


def show_opinion(
    services: Services, session: Session, escalation: Escalation, now: datetime
) -> None:
    """Put a model's opinion, which has just been kept, on the messages that are out already."""
    around = _around(services, session, escalation)
    for member, key in _messages(session, escalation):
        message = posts.ask_message(escalation, around, voice_of(services, session, member))
        enqueue_update(session, of=key, message=message, key=_opinion_key(key), now=now)


def settle(
    services: Services, session: Session, escalation: Escalation, now: datetime, *, kept: bool
) -> None:
    """Take the buttons off every message about a question that needs no answer any more."""
    around = replace(_around(services, session, escalation), kept=kept)
    for member, key in _messages(session, escalation):
        cancel(session, _opinion_key(key))
        # What nobody has seen yet need not be seen at all.
        if not cancel(session, key):
            voice = voice_of(services, session, member)
            message = posts.settled_message(escalation, around, voice)
            enqueue_update(session, of=key, message=message, key=f"{key}:settled", now=now)


def _messages(session: Session, escalation: Escalation) -> Iterator[tuple[str, str]]:
    """Yield everybody who was asked with the key of each message they may have got."""
    for one in store.people_asked(session, escalation.id):
        yield one.member, _ask_key(escalation, one.member)
        for number in range(1, REMINDERS + 1):
            yield one.member, _remind_key(escalation, one.member, number)
    for said in store.messages_of(session, escalation.id):
        if said.author == escalation.asker:
            yield said.addressee, _reply_key(escalation, said.key)


def _quietly(
    services: Services,
    session: Session,
    escalation: Escalation,
    message: Surface,
    *,
    key: str,
    to: str,
    now: datetime,
    fallbacks: tuple[str, ...] = (),
) -> None:
    draft = Draft(
        key=key,
        to=to,
        message=message,
        about=_about(escalation),
        not_before=services.calendar().next_working_moment(now),
        fallbacks=tuple(one for one in fallbacks if one != escalation.asker),
    )
    enqueue(session, draft, now=now)


def _around(services: Services, session: Session, escalation: Escalation) -> posts.Around:
    calendar = services.calendar()
    name = ""
    if escalation.department is not None:
        department = find_department(session, escalation.department)
        name = department.name if department else ""
    decided = escalation.answered_at
    return posts.Around(
        rulebook=services.rulebook(),
        asked_at=calendar.local(escalation.asked_at),
        department=name,
        decided_at=calendar.local(decided) if decided else None,
        opinion=find_opinion(session, escalation.id),
    )


def _about(escalation: Escalation) -> str:
    return f"escalation:{escalation.id}"


def _ask_key(escalation: Escalation, member: str) -> str:
    return f"escalation:{escalation.id}:ask:{member}"


def _opinion_key(of: str) -> str:
    return f"{of}:opinion"


def _remind_key(escalation: Escalation, member: str, number: int) -> str:
    return f"escalation:{escalation.id}:remind:{member}:{number}"


def _reply_key(escalation: Escalation, key: str) -> str:
    return f"escalation:{escalation.id}:reply:{key}"
