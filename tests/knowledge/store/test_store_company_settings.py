"""The company's settings in the database."""

from dataclasses import replace
from datetime import time

from knowledge.company_settings import CompanySettings
from knowledge.roles import Action
from knowledge.store.audit import entries
from knowledge.store.company_settings import change_company_settings, read_company_settings


def test_only_what_differs_is_written_and_audited(database, clock):
    """With what was before and what is now; what others set meanwhile stays."""

    def change(action, **values):
        with database.begin() as session:
            return change_company_settings(
                session,
                lambda settings: replace(settings, **values),
                action=action,
                by="U0ADMIN",
                now=clock(),
            )

    with database.read() as session:
        assert read_company_settings(session) == CompanySettings()
    for _ in range(2):
        change(Action.SET_HOURS, opens=time(10))
    both = change(Action.SET_CHANNELS, notice_channel="C0AAA")
    assert both == CompanySettings(opens=time(10), notice_channel="C0AAA")
    with database.read() as session:
        assert read_company_settings(session) == both
        assert [(e.actor, e.action, e.subject, e.outcome) for e in reversed(entries(session))] == [
            ("U0ADMIN", "set_hours", "company.opens", "09:00 -> 10:00"),
            ("U0ADMIN", "set_channels", "company.notice_channel", "- -> C0AAA"),
        ]
