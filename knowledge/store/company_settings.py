"""The company's settings: read at once, written where they differ, every change audited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from knowledge.company_settings import SETTING_NAMES, settings_from, settings_to
from knowledge.store.audit import append_entry
from knowledge.store.models import Setting
from knowledge.store.settings import take_turn, write_setting

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from knowledge.company_settings import CompanySettings
    from knowledge.roles import Action


def read_company_settings(session: Session) -> CompanySettings:
    """Return the settings as they are now."""
    stored = select(Setting.name, Setting.value).where(Setting.name.in_(SETTING_NAMES))
    return settings_from({row[0]: row[1] for row in session.execute(stored)})


def change_company_settings(
    session: Session,
    change: Callable[[CompanySettings], CompanySettings],
    *,
    action: Action,
    by: str,
    now: datetime,
) -> CompanySettings:
    """Apply a change to the settings as they are now, and return them as they are then.

    Two people who change different things at the same moment both get what they wanted. The
    action is what the audit trail calls it.
    """
    take_turn(session, "company.turn", now)
    current = read_company_settings(session)
    changed = change(current)
    before = settings_to(current)
    for name, value in settings_to(changed).items():
        if value == before[name]:
            continue
        write_setting(session, name, value, now)
        append_entry(
            session,
            at=now,
            actor=by,
            action=action,
            subject=name,
            outcome=f"{before[name] or '-'} -> {value or '-'}",
        )
    return changed
