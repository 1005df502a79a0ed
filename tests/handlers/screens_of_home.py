"""Home at its fullest, and every form behind its buttons, for the tests that look at all screens."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.views import home as views
from handlers.views.departments import (
    Staff,
    department_modal,
    new_department_modal,
    own_department_modal,
)
from handlers.views.forms import told_modal
from handlers.views.job_times import job_time_form, job_time_saved
from handlers.views.model import model_settings_modal
from handlers.views.quick_table import quick_table, quick_table_modal
from handlers.views.reports import report_on_home
from handlers.views.roles import roles_modal
from handlers.views.settings import channels_modal, hours_modal
from handlers.views.settings_overview import (
    GIVEN_ROLES,
    Overview,
    first_admin,
    settings_overview,
)
from handlers.views.timetable import timetable_modal
from handlers.views.undelivered import undelivered
from knowledge.calendar import Calendar
from knowledge.company_settings import CompanySettings
from knowledge.roles import Person, Role
from knowledge.schedules import Daily, Due, MonthlyBusinessDay, MonthlyDay, PlannedJob, Weekly
from knowledge.store.departments import Staffed
from knowledge.store.models import Check, Delivery, Department
from knowledge.store.roles import Contacts
from tests.handlers.sample_reports import full_report

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LOCAL = Calendar(ZoneInfo("Asia/Tokyo")).local
ADMIN = Person("U0ADMIN00", frozenset({Role.MEMBER, Role.ADMIN}))
NAMES = {
    "U0LEAD000": "佐藤 律",
    "U0DEPUTY0": "林 そら",
    "U0ADMIN00": "木下 慧",
    "U0AMB0000": "小野 澪",
    "U0MEMBER0": "田中 凪",
    "C0NOTICE0": "お知らせ",
    "C0GONE000": "ai-相談",
}
HOLDERS = {
    Role.LEAD: ["U0LEAD000"],
    Role.DEPUTY: ["U0DEPUTY0"],
    Role.EXECUTIVE: [],
    Role.ADMIN: ["U0ADMIN00"],
}
SETTINGS = CompanySettings(notice_channel="C0NOTICE0", days_off="2026-08-13〜08-15\n12-29〜01-03")
JOBS = (
    PlannedJob(
        "retention",
        is_on=True,
        next_due=(Due(NOW, "2026-11-25"), Due(NOW + timedelta(days=1), "2026-11-26")),
        schedule=Daily(time(10)),
        last=(NOW - timedelta(days=1), "done"),
    ),
    PlannedJob(
        "monthly_review",
        is_on=True,
        next_due=(Due(NOW + timedelta(days=8), "2026-12"),),
        schedule=MonthlyBusinessDay(3, time(9)),
        last=(NOW - timedelta(days=20), "missed"),
        can_preview=True,
        lacks_channel=True,
    ),
    PlannedJob(
        "week_draft",
        is_on=True,
        next_due=tuple(Due(NOW + timedelta(days=2, hours=5, weeks=n), f"{n}") for n in range(6)),
        schedule=Weekly(4, time(15)),
    ),
    PlannedJob("reopen_precedents", is_on=True),
    PlannedJob("not_yet_named", is_on=False, next_due=(Due(NOW, "2026-12"),)),
)


def check(level="conditional", categories=("money",), **rest):
    made = {"asked": False, "maskable": True, "surface": "command", "at": NOW, **rest}
    return Check(member="U0MEMBER0", level=level, categories=list(categories), **made)


def failed(number, **rest):
    made = {"to": "U0MEMBER0", "error": "user_not_found", "created_at": NOW, **rest}
    return Delivery(key=f"answer:{number}", **made)


def departments(count, *, name="営業部"):
    return [Department(id=n, name=f"{name}{n}", folded=f"{n}") for n in range(1, count + 1)]


def standing(count=12):
    return views.Standing(
        contacts=Contacts(("U0AMB0000",), ("U0LEAD000",), ("U0DEPUTY0",)),
        checks=[check() for _ in range(count)],
        can_choose_department=True,
    )


def overview(count=20):
    staffed = [Staffed(one.id, one.name, ("U0AMB0000",), 12) for one in departments(count)]
    return Overview(HOLDERS, staffed, SETTINGS, JOBS, 120_000)


def fullest_home(rulebook, voice):
    """Everything at once: somebody new who is an admin, with much that did not arrive."""
    parts = [
        views.welcome(voice, can_unmask=True),
        views.not_read(voice),
        first_admin(voice),
        views.first_steps(views.Standing(Contacts(), can_choose_department=True), voice),
        views.whom_to_ask(standing(), voice),
        views.recent_checks(standing(), rulebook, LOCAL, voice),
        quick_table(rulebook, voice),
        views.usage(voice),
        report_on_home(full_report(), voice, for_lead=True),
        undelivered([failed(n) for n in range(30)], LOCAL, voice),
        settings_overview(overview(100), ADMIN, LOCAL, voice),
        views.privacy(voice, can_unmask=True),
    ]
    return views.home(parts, voice)


def forms(rulebook, voice):
    """Every modal that Home opens."""
    many = [f"U{n:08}" for n in range(150)]
    yield quick_table_modal(rulebook, voice)
    yield own_department_modal(departments(100), voice)
    yield new_department_modal(voice)
    yield department_modal(departments(1)[0], Staff(many[:5], many), voice)
    yield roles_modal(HOLDERS, voice)
    yield roles_modal(dict.fromkeys(GIVEN_ROLES, ()), voice)
    yield channels_modal(SETTINGS, voice)
    yield hours_modal(SETTINGS, voice)
    yield timetable_modal(JOBS, LOCAL, voice)
    for schedule in (Weekly(4, time(15)), MonthlyDay(31, time(9)), MonthlyBusinessDay(3, time(9))):
        yield job_time_form(JOBS[2], schedule, LOCAL, voice)
        yield job_time_saved(JOBS[2], schedule, LOCAL, voice)
    yield model_settings_modal(replace(SETTINGS, second_opinion=True), 120_000, voice)
    yield told_modal(voice("settings.taken"), voice)
