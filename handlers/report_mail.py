"""The month's report in the outbox: a message, and after it the files of whoever gets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.report_files.chart import draw_chart
from handlers.report_files.page import make_page
from handlers.report_files.workbook import make_workbook
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
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.months import Month
    from knowledge.reports import Report
    from knowledge.roles import Person
    from knowledge.store.database import Session


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
    made: dict[tuple[str, str], Attachment] = {}
    return [
        Letter(
            person.member,
            report_message(report, voice, for_lead=_is_lead(person)),
            encode(voice("report.comment", month=say_month(month, voice))),
            tuple(_once(made, form, voice, report) for form in (_forms(person))),
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
    if is_new:
        enqueue_files(
            session,
            of=key,
            comment=letter.comment,
            files=letter.files,
            key=f"{key}:files",
            now=now,
        )
    return is_new


_FORMS: dict[str, tuple[str, Callable[[Report, Voice], bytes]]] = {
    "chart": ("png", draw_chart),
    "workbook": ("xlsx", make_workbook),
    "page": ("pdf", make_page),
}


def _forms(person: Person) -> list[str]:
    """Return what this person gets: the one page is for those who have no time for more."""
    forms = ["page"] if Role.EXECUTIVE in person.roles else []
    return [*forms, "chart", "workbook"] if _is_lead(person) or not forms else forms


def _is_lead(person: Person) -> bool:
    return bool(person.roles & {Role.LEAD, Role.DEPUTY})


def _once(
    made: dict[tuple[str, str], Attachment], form: str, voice: Voice, report: Report
) -> Attachment:
    place = (form, voice.language)
    if place not in made:
        said, (ending, make) = say_month(report.month, voice), _FORMS[form]
        made[place] = Attachment(
            name=f"annai-{report.month}.{ending}",
            title=voice(f"report.file.{form}", month=said),
            content=make(report, voice),
        )
    return made[place]


def _holders(session: Session, *roles: Role) -> list[str]:
    return list(dict.fromkeys(one for role in roles for one in holders(session, role)))
