"""`annai import stories`: what the channel for success stories holds already."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.cli_decisions import open_database, who
from bot.clock import utc_now
from bot.input_error import InputError
from bot.phrases import say
from bot.settings import load_settings
from bot.slack_client import web_client
from bot.start_error import StartError
from handlers.story_backfill import read_history
from knowledge.store.audit import append_entry
from knowledge.store.company_settings import read_company_settings
from knowledge.store.settings import read_setting, write_setting
from knowledge.store.story_sources import Place, is_known, want_look
from knowledge.stories import read_emoji

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from handlers.story_backfill import HistoryPage
    from handlers.texts import Language
    from knowledge.store.database import Database

_PROGRESS = "story.backfill."
_DONE = "done"


@dataclass(slots=True)
class _Counts:
    read: int = 0
    found: int = 0
    known: int = 0
    authors: set[str] = field(default_factory=set)


def import_stories(channel: str, language: Language, *, apply: bool) -> None:
    """Read a channel's history and print what is in it; with `apply` the running bot asks the authors.

    It can be stopped at any moment and goes on from there when it is called again.

    Raises:
        InputError: the channel cannot be read.
    """
    client = _client()
    with open_database() as database:
        try:
            team = str(client.auth_test()["team_id"])
            counts = _read(database, client, channel, team, language, apply=apply)
        except SlackApiError as error:
            code = str(error.response.get("error", ""))[:40]
            raise InputError(say(language, "stories.refused", channel=channel, code=code)) from None
    key = "stories.imported" if apply else "stories.dry_run"
    values = {"found": counts.found, "authors": len(counts.authors), "known": counts.known}
    sys.stdout.write(say(language, key, read=counts.read, **values) + "\n")


def _client() -> WebClient:
    settings = load_settings()
    if settings.slack_bot_token is None:
        raise StartError("no_bot_token")
    return web_client(settings.slack_api_url, settings.slack_bot_token.get_secret_value())


def _read(
    database: Database,
    client: WebClient,
    channel: str,
    team: str,
    language: Language,
    *,
    apply: bool,
) -> _Counts:
    with database.read() as session:
        emoji = read_emoji(read_company_settings(session).success_emoji)
        progress = read_setting(session, f"{_PROGRESS}{channel}") or ""
    # A dry run always reads everything: it is asked what there is.
    latest = "" if not apply or progress == _DONE else progress
    if latest:
        sys.stdout.write(say(language, "stories.goes_on") + "\n")
    counts = _Counts()
    for page in read_history(client, channel, emoji, latest=latest, pause=_pause(language)):
        _take(database, page, channel, team, counts, apply=apply)
    if apply:
        _finish(database, channel, counts)
    return counts


def _take(
    database: Database, page: HistoryPage, channel: str, team: str, counts: _Counts, *, apply: bool
) -> None:
    now = utc_now()
    with database.begin() as session:
        counts.read += page.read
        for one in page.found:
            if is_known(session, channel, one.ts):
                counts.known += 1
                continue
            counts.found += 1
            counts.authors.add(one.author)
            if apply:
                want_look(session, Place(channel, one.ts, team), now)
        if apply:
            write_setting(session, f"{_PROGRESS}{channel}", page.oldest, now)


def _finish(database: Database, channel: str, counts: _Counts) -> None:
    now = utc_now()
    with database.begin() as session:
        write_setting(session, f"{_PROGRESS}{channel}", _DONE, now)
        append_entry(
            session,
            at=now,
            actor=who(),
            action="stories.import",
            subject=f"channel:{channel}",
            outcome=f"read {counts.read}, found {counts.found}",
        )


def _pause(language: Language) -> Callable[[float], object]:
    def wait(seconds: float) -> None:
        sys.stderr.write(say(language, "stories.waits", seconds=round(seconds)) + "\n")
        Event().wait(seconds)

    return wait
