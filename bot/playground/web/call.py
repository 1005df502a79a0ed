"""One call of a Web API method, and what a method declares about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.playground.errors import SlackError, missing

if TYPE_CHECKING:
    from bot.playground.desk import Desk
    from bot.playground.json_types import Json
    from bot.playground.web.arguments import Arguments
    from bot.playground.workspace import Workspace


@dataclass(frozen=True)
class Call:
    desk: Desk
    arguments: Arguments

    @property
    def workspace(self) -> Workspace:
        return self.desk.workspace

    def need_scope(self, *any_of: str) -> None:
        """Go on only if the token has one of these scopes.

        Raises:
            SlackError: `missing_scope`, saying which.
        """
        if any_of and not self.desk.scopes & set(any_of):
            provided = ",".join(sorted(self.desk.scopes))
            raise SlackError("missing_scope", needed=any_of[0], provided=provided)


@dataclass(frozen=True)
class Method:
    """A method: what answers it, which arguments it takes, which scope and token it needs."""

    answer: Callable[[Call], Json]
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    needs_app_token: bool = False


Methods = Mapping[str, Method]


def perform(method: Method, call: Call, token: str) -> Json:
    """Check what Slack checks before a method runs, then run it under the workspace's lock.

    Raises:
        SlackError: as Slack refuses.
    """
    desk = call.desk
    if not token:
        raise SlackError("not_authed")
    if token not in {desk.bot_token, desk.app_token}:
        raise SlackError("invalid_auth")
    if token != (desk.app_token if method.needs_app_token else desk.bot_token):
        raise SlackError("not_allowed_token_type")
    call.need_scope(*method.scopes)
    absent = [name for name in method.required if call.arguments.values.get(name) in (None, "")]
    if absent:
        raise missing(*absent)
    with call.workspace.lock:
        return {"ok": True, **method.answer(call)}
