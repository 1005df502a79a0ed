"""People who leave the company or come back: Slack says so, and whom we ask follows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers.database_visits import read_briefly, write_briefly
from knowledge.store.members import find_member, see_member

if TYPE_CHECKING:
    from slack_bolt import App

    from handlers.services import Services


def register(app: App, services: Services) -> None:
    """Listen to what Slack says about people whom we know; of the others we keep nothing."""

    def on_user_change(body: dict[str, Any]) -> None:
        user = body["event"].get("user") or {}
        has_left = bool(user.get("deleted"))
        known = read_briefly(services, lambda session: find_member(session, str(user.get("id"))))
        # Every new status of everybody arrives here too.
        if known is None or known.is_deactivated == has_left:
            return
        write_briefly(
            services,
            lambda session: see_member(
                session,
                member=known.id,
                team=known.team,
                at=known.seen_at,
                language=known.language,
                is_bot=known.is_bot,
                is_outsider=known.is_outsider,
                is_deactivated=has_left,
            ),
        )

    app.event("user_change")(on_user_change)
