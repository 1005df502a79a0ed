"""The parts of Home for those who organise: people, departments, channels, hours, jobs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views.dates import say_time
from handlers.views.home import named_people
from handlers.views.inputs import menu
from knowledge.company_settings import CompanySettings
from knowledge.roles import Action, Role, may

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block
    from knowledge.roles import Person
    from knowledge.schedules import PlannedJob
    from knowledge.store.departments import Staffed

GIVEN_ROLES = (Role.LEAD, Role.DEPUTY, Role.EXECUTIVE, Role.ADMIN)
CHANNELS = (
    "review_channel",
    "success_channel",
    "notice_channel",
    "question_channel",
    "template_channel",
)
_SHOWN_DEPARTMENTS = 15
_SHOWN_DATES = 2
# Tokens that are set aside for the shortest call there is: with less left nothing is asked.
_LEAST_CALL = 1_300


@dataclass(frozen=True, slots=True)
class Overview:
    """How the company has set up Annai."""

    holders: Mapping[Role, Sequence[str]] = field(default_factory=dict)
    departments: Sequence[Staffed] = ()
    settings: CompanySettings = field(default_factory=CompanySettings)
    timetable: Sequence[PlannedJob] = ()
    # Tokens of this month; None where no language model is configured.
    model_tokens: int | None = None


def first_admin(voice: Voice) -> list[Block]:
    """The offer to a workspace admin while Annai has none."""
    return [
        kit.prose(kit.words(voice("settings.first_admin"), bold=True)),
        kit.actions(
            kit.button(voice("settings.become_admin"), ids.ACTION_BECOME_ADMIN, primary=True)
        ),
    ]


def settings_overview(
    overview: Overview,
    person: Person,
    local: Callable[[datetime], datetime],
    voice: Voice,
) -> list[Block]:
    """What is set, and the buttons for what this person may set; nothing for who may nothing."""
    buttons = _buttons(overview, person, voice)
    blocks: list[Block] = []
    if may(person, Action.SEE_PEOPLE):
        blocks += [
            kit.bullets(voice("settings.who"), _who(overview, voice)),
            kit.bullets(voice("settings.departments"), _departments(overview, voice)),
            kit.bullets(voice("settings.channels"), _channels(overview.settings, voice)),
            kit.bullets(voice("settings.hours"), _hours(overview.settings, voice)),
            *_model(overview, voice),
        ]
        if not overview.holders.get(Role.LEAD):
            blocks.insert(0, kit.prose(kit.words(voice("settings.no_lead"), bold=True)))
    if overview.timetable and may(person, Action.SEE_TIMETABLE):
        lines = [_job_line(job, local, voice) for job in overview.timetable]
        blocks.append(kit.bullets(voice("settings.jobs.title"), lines))
    if buttons:
        blocks.append(kit.actions(*buttons))
    if not blocks:
        return []
    return [kit.divider(), kit.header(voice("settings.title")), *blocks]


def job_name(name: str, voice: Voice) -> str:
    """What people call a scheduled job; one without words of its own is called as it is known."""
    key = f"job.{name}"
    return voice(key) if voice.knows(key) else name


def _who(overview: Overview, voice: Voice) -> Iterator[Sequence[str | Block]]:
    for role in GIVEN_ROLES:
        line = named_people(voice(f"role.{role}"), overview.holders.get(role, ()), voice)
        yield line if len(line) > 1 else [*line, voice("settings.unset")]


def _departments(overview: Overview, voice: Voice) -> Iterator[str | Sequence[str | Block]]:
    if not overview.departments:
        yield voice("settings.no_departments")
    for one in overview.departments[:_SHOWN_DEPARTMENTS]:
        head = voice("settings.department_line", name=one.name, count=one.people)
        people = named_people("", one.ambassadors, voice)[1:]
        yield [head, *(people or [voice("settings.unset")])]
    more = len(overview.departments) - _SHOWN_DEPARTMENTS
    if more > 0:
        yield voice("settings.more", count=more)


def _channels(settings: CompanySettings, voice: Voice) -> Iterator[Sequence[str | Block]]:
    for name in CHANNELS:
        channel = getattr(settings, name)
        shown = kit.channel(channel) if channel else voice("settings.unset")
        yield [voice("home.colon", name=voice(f"settings.channel.{name}")), shown]


def _hours(settings: CompanySettings, voice: Voice) -> Iterator[str]:
    yield voice(
        "settings.hours_line", opens=f"{settings.opens:%H:%M}", closes=f"{settings.closes:%H:%M}"
    )
    yield voice(
        "settings.waits_line", ambassador=settings.ambassador_hours, lead=settings.lead_hours
    )


def _model(overview: Overview, voice: Voice) -> list[Block]:
    if overview.model_tokens is None:
        return []
    used, budget = overview.model_tokens, overview.settings.model_tokens
    line = "model.line_spent" if budget - used < _LEAST_CALL else "model.line"
    return [kit.context(voice(line, used=f"{used:,}", budget=f"{budget:,}"))]


def _job_line(job: PlannedJob, local: Callable[[datetime], datetime], voice: Voice) -> str:
    if job.is_on and job.lacks_channel:
        said = voice("settings.jobs.no_channel")
    elif job.is_on:
        dates = [say_time(local(due.at), voice) for due in job.next_due[:_SHOWN_DATES]]
        said = voice("settings.jobs.between").join(dates) or unplanned(job, voice)
    else:
        said = voice("settings.jobs.off")
    line = voice("settings.jobs.line", name=job_name(job.name, voice), dates=said)
    return line + last_run(job, local, voice)


def last_run(job: PlannedJob, local: Callable[[datetime], datetime], voice: Voice) -> str:
    """Say when a job was due last and how that ended; nothing for one that never was."""
    if job.last is None:
        return ""
    at, outcome = job.last
    key = f"settings.jobs.outcome.{outcome or 'running'}"
    ended = voice(key if voice.knows(key) else "settings.jobs.outcome.running")
    return voice("settings.jobs.last", at=say_time(local(at), voice), outcome=ended)


def unplanned(job: PlannedJob, voice: Voice) -> str:
    """Say when a job is due that has no next date."""
    return voice("settings.jobs.always" if job.schedule is None else "settings.jobs.unplanned")


def _buttons(overview: Overview, person: Person, voice: Voice) -> list[Block]:
    elements: list[Block] = []
    if may(person, Action.SET_ROLES):
        elements.append(kit.button(voice("settings.open_roles"), ids.ACTION_OPEN_ROLES))
    if may(person, Action.SET_DEPARTMENTS):
        add = kit.button(voice("settings.add_department"), ids.ACTION_ADD_DEPARTMENT)
        elements.append(add)
        if overview.departments:
            options = [(one.name, str(one.id)) for one in overview.departments]
            elements.append(
                menu(
                    options,
                    placeholder=voice("settings.change_department"),
                    action_id=ids.ACTION_CHANGE_DEPARTMENT,
                )
            )
    if may(person, Action.SET_CHANNELS):
        elements.append(kit.button(voice("settings.open_channels"), ids.ACTION_OPEN_CHANNELS))
    if may(person, Action.SET_CHANNELS):
        label = voice("template.settings.open")
        elements.append(kit.button(label, ids.ACTION_TEMPLATE_SETTINGS))
    if may(person, Action.SET_HOURS):
        elements.append(kit.button(voice("settings.open_hours"), ids.ACTION_OPEN_HOURS))
    if overview.model_tokens is not None and may(person, Action.SET_MODEL):
        elements.append(kit.button(voice("model.settings_open"), ids.ACTION_OPEN_MODEL))
    if overview.timetable and may(person, Action.RUN_JOB):
        elements.append(kit.button(voice("settings.open_jobs"), ids.ACTION_OPEN_JOBS))
    return elements
