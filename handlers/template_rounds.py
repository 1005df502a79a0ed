"""What is looked at again and again about templates: which grow old, which to talk about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from handlers.template_mail import template_in_use
from handlers.views import template_news as news
from handlers.views.template_pin import meeting_message, meeting_topic
from handlers.voices import voice_of
from knowledge.roles import Role
from knowledge.store.deliveries import DeliveryStatus, Draft, delivery, enqueue
from knowledge.store.roles import holders
from knowledge.store.settings import read_setting, write_setting
from knowledge.store.template_uses import last_used, popularity
from knowledge.store.templates import list_templates
from knowledge.template_health import Agenda, agenda_of, what_is_stale
from knowledge.template_states import NEVER_USED, POPULAR_WITHIN, Status

if TYPE_CHECKING:
    from handlers.template_mail import Writing
    from handlers.texts import Voice
    from knowledge.store.database import Session

_MEETING: Final = "templates.meeting"


def tell_of_stale_templates(writing: Writing, period: str) -> None:
    """Tell each owner of theirs, and the leads of all, which templates should be looked at."""
    session, now = writing.session, writing.now
    used = popularity(session, since=now - POPULAR_WITHIN, until=now, now=now)
    last, kept = last_used(session), {row.id: row for row in list_templates(session, None)}
    leads = dict.fromkeys((*holders(session, Role.LEAD), *holders(session, Role.DEPUTY)))
    found: dict[str, list[news.Ailing]] = {member: [] for member in leads}
    for id_ in dict.fromkeys([*kept, *used]):
        row, in_use = kept.get(id_), template_in_use(session, id_)
        if in_use is None:
            continue
        reasons = what_is_stale(
            used.get(id_, NEVER_USED),
            last_used=last.get(id_),
            since=row.changed_at if row and row.status == Status.APPROVED else None,
            now=now,
        )
        if reasons:
            owner = [row.owner] if row and row.owner and row.owner not in leads else []
            for member in (*leads, *owner):
                found.setdefault(member, []).append(news.Ailing(in_use[0], tuple(reasons)))
    for member, ailing in found.items():
        if ailing:
            message = news.health_message(ailing, voice_of(writing.services, session, member))
            draft = Draft(
                key=f"template_health:{period}:{member}",
                to=member,
                message=message,
                about=f"template_health:{period}",
                not_before=writing.services.calendar().next_working_moment(now),
            )
            enqueue(session, draft, now=now)


def open_meeting(
    writing: Writing, channel: str, period: str, since: datetime, until: datetime
) -> None:
    """Post what the month's improvement meeting talks about; its topics follow in the thread."""
    agenda, titles = _agenda(writing, since, until)
    month = writing.services.calendar().local(since).date()
    message = meeting_message(agenda, titles, month, _voice_of_channel(writing))
    key = _meeting_key(period)
    draft = Draft(key=key, to=channel, message=message, about=f"{_MEETING}:{period}")
    if enqueue(writing.session, draft, now=writing.now) and agenda.topics:
        value = f"{period} {since.isoformat()} {until.isoformat()}"
        write_setting(writing.session, _MEETING, value, writing.now)


def continue_meeting(writing: Writing) -> None:
    """Put the topics into the thread of a meeting once its head is in Slack."""
    begun = _meeting_begun(writing)
    if begun is None:
        return
    period, since, until = begun
    head = delivery(writing.session, _meeting_key(period))
    if head is not None and head.status == DeliveryStatus.WAITING:
        return
    if head is not None and head.status == DeliveryStatus.SENT:
        agenda, titles = _agenda(writing, since, until)
        voice = _voice_of_channel(writing)
        for number, topic in enumerate(agenda.topics):
            draft = Draft(
                key=f"{_meeting_key(period)}:{number}",
                to=head.channel or head.to,
                message=meeting_topic(topic, titles, voice),
                thread_ts=head.ts,
                about=f"{_MEETING}:{period}",
            )
            enqueue(writing.session, draft, now=writing.now)
    write_setting(writing.session, _MEETING, "", writing.now)


def is_meeting_begun(session: Session) -> bool:
    """Return whether there is a meeting whose topics are still to come."""
    return bool(read_setting(session, _MEETING))


def _meeting_begun(writing: Writing) -> tuple[str, datetime, datetime] | None:
    parts = (read_setting(writing.session, _MEETING) or "").split()
    if len(parts) != 3:
        return None
    return parts[0], datetime.fromisoformat(parts[1]), datetime.fromisoformat(parts[2])


def _agenda(writing: Writing, since: datetime, until: datetime) -> tuple[Agenda, dict[str, str]]:
    """Return what to talk about, of templates that people still get, with their titles."""
    used = popularity(writing.session, since=since, until=until, now=writing.now)
    language = _voice_of_channel(writing).language
    titles = {
        id_: in_use[0].title.inn(language)
        for id_ in used
        if (in_use := template_in_use(writing.session, id_))
    }
    return agenda_of({id_: used[id_] for id_ in titles}), titles


def _meeting_key(period: str) -> str:
    return f"template_meeting:{period}"


def _voice_of_channel(writing: Writing) -> Voice:
    texts = writing.services.texts
    return texts.voice(texts.known_language(writing.services.settings().channel_language))
