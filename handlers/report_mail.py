"""The month's report in the outbox: a message, and after it the files of whoever gets it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.report_files.apart import ENDINGS, NotDrawnError, make_apart
from handlers.slack_text import encode
from handlers.views.dates import say_month
from handlers.views.reports import report_message
from handlers.voices import voice_of
from knowledge.roles import Role
from knowledge.store.deliveries import Draft, enqueue, enqueue_files
from knowledge.store.delivery_files import Attachment
from knowledge.store.reports import read_report
from knowledge.store.roles import find_person, holders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.report_files.apart import Wanted
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.months import Month
    from knowledge.reports import Report
    from knowledge.roles import Person
    from knowledge.store.database import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A report as one person gets it."""

    to: str
    message: Surface
    comment: str
    files: tuple[Attachment, ...]
    fallbacks: tuple[str, ...] = ()


def letters(services: Services, month: Month, people: Sequence[str] | None = None) -> list[Letter]:
    """Make the report of a month for these people; by default for everybody who is to get it.

    It takes a second or two, so it happens outside of any transaction that writes.

    Raises:
        DatabaseUnavailable: nothing was made.
    """
    with services.database.read() as session:
        report = read_report(session, month, services.calendar())
        leads = _holders(session, Role.LEAD, Role.DEPUTY)
        wanted = _holders(session, Role.LEAD, Role.DEPUTY, Role.EXECUTIVE)
        readers = [
            (find_person(session, one), voice_of(services, session, one))
            for one in (wanted if people is None else people)
        ]
    files = _make_files(report, readers)
    return [
        Letter(
            person.member,
            report_message(report, voice, for_lead=_is_lead(person), whole=files is None),
            encode(voice("report.comment", month=say_month(month, voice))),
            tuple((files or {})[form, voice.language] for form in _forms(person) if files),
            tuple(one for one in leads if one != person.member),
        )
        for person, voice in readers
    ]


def send_letter(
    session: Session, letter: Letter, *, key: str, about: str, at: datetime, now: datetime
) -> bool:
    """Put a letter into the outbox, to go out at `at`; False when it is there already."""
    draft = Draft(
        key=key,
        to=letter.to,
        message=letter.message,
        about=about,
        not_before=at,
        fallbacks=letter.fallbacks,
    )
    is_new = enqueue(session, draft, now=now)
    if is_new and letter.files:
        enqueue_files(
            session,
            of=key,
            comment=letter.comment,
            files=letter.files,
            key=f"{key}:files",
            now=now,
        )
    return is_new


def _forms(person: Person) -> list[str]:
    """Return what this person gets: the one page is for those who have no time for more."""
    forms = ["page"] if Role.EXECUTIVE in person.roles else []
    return [*forms, "chart", "workbook"] if _is_lead(person) or not forms else forms


def _is_lead(person: Person) -> bool:
    return bool(person.roles & {Role.LEAD, Role.DEPUTY})


def _make_files(
    report: Report, readers: Sequence[tuple[Person, Voice]]
) -> dict[Wanted, Attachment] | None:
    """Return every file that somebody gets; None when none can be made, and words must do."""
    voices = {(form, voice.language): voice for person, voice in readers for form in _forms(person)}
    try:
        made = make_apart(report, voices)
    except NotDrawnError as error:
        log.warning("a report goes out without its files: %s", error)
        return None
    return {
        (form, language): Attachment(
            name=f"annai-{report.month}.{ENDINGS[form]}",
            title=voice(f"report.file.{form}", month=say_month(report.month, voice)),
            content=made[form, language],
        )
        for (form, language), voice in voices.items()
    }


def _holders(session: Session, *roles: Role) -> list[str]:
    return list(dict.fromkeys(one for role in roles for one in holders(session, role)))
