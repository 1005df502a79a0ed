"""The monthly budget of the language model: looked up before each call, and told when it is spent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.database_visits import write_briefly
from handlers.views.model import budget_spent_message
from handlers.voices import voice_of
from knowledge.language_model import Why
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.deliveries import Draft, enqueue
from knowledge.store.model_use import reserve_tokens, settle_tokens

if TYPE_CHECKING:
    from handlers.services import Services
    from knowledge.store.database import Session


@dataclass(frozen=True)
class MonthlyBudget:
    """The ledger that the gateway writes into. The month is the company's own."""

    services: Services

    def reserve(self, tokens: int) -> Why | None:
        """Set tokens aside; over the budget the admins hear of it, once a month."""
        month, budget = self._month(), self.services.settings().model_tokens
        admins = self.services.admins

        def take(session: Session) -> bool:
            if reserve_tokens(session, month, tokens, budget):
                return True
            for admin in admins():
                _tell(self.services, session, admin, month, budget)
            return False

        try:
            taken = write_briefly(self.services, take)
        except DatabaseUnavailable:
            return Why.NOT_COUNTED
        if taken:
            return None
        self.services.wake_outbox()
        return Why.OVER_BUDGET

    def settle(self, reserved: int, used: int) -> None:
        """Put what was used in the place of what was set aside; if that fails, too much is counted."""
        month = self._month()
        try:
            write_briefly(
                self.services,
                lambda session: settle_tokens(session, month, reserved=reserved, used=used),
            )
        except DatabaseUnavailable:
            return

    def _month(self) -> str:
        return f"{self.services.calendar().local(self.services.clock()):%Y-%m}"


def _tell(services: Services, session: Session, admin: str, month: str, budget: int) -> None:
    now = services.clock()
    draft = Draft(
        key=f"model:budget:{month}:{admin}",
        to=admin,
        message=budget_spent_message(budget, voice_of(services, session, admin)),
        about="model:budget",
        not_before=services.calendar().next_working_moment(now),
    )
    enqueue(session, draft, now=now)
