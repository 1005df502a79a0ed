"""The modal for roles: who leads, stands in, answers for it, and runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.forms import settings_form
from handlers.views.settings_overview import GIVEN_ROLES
from knowledge.roles import holders_allowed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.roles import Role


def roles_modal(holders: Mapping[Role, Sequence[str]], voice: Voice) -> Surface:
    """Who has which role of the whole company."""
    blocks = [kit.prose(voice("settings.roles.intro"))]
    for role in GIVEN_ROLES:
        least, most = holders_allowed(role)
        people = inputs.people(
            most=most,
            initial=holders.get(role, ()),
            placeholder=voice("settings.roles.placeholder"),
        )
        hint = (
            voice("settings.roles.hint", least=least, most=most)
            if least
            else voice("settings.roles.hint_free", most=most)
        )
        # Whoever names the first admin need not know yet who will lead.
        optional = least == 0 or not holders.get(role)
        blocks.append(
            kit.field(voice(f"role.{role}"), people, block_id=role, hint=hint, optional=optional)
        )
    return settings_form(voice("settings.roles.title"), blocks, ids.VIEW_ROLES, voice)
