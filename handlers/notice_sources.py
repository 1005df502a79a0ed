"""Where news comes from: feeds that organisers add and take out in Home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly, write_briefly
from handlers.form_values import entered_text
from handlers.payloads import read_pressed_value
from handlers.people import refusal
from handlers.privileged import close_form, open_form, read_press
from handlers.showing import replace_view
from handlers.views.forms import told_modal
from handlers.views.notice_sources import MOST_SOURCES, sources_modal
from knowledge.feeds import Feed, FeedProblem, read_feed
from knowledge.roles import Action, may
from knowledge.store import notice_sources as store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.privileged import Press
    from handlers.services import Services
    from handlers.views.blocks import Surface

# A person waits; a feed that is slower than this is read by the job, which has time.
_SECONDS = 1.2


def register(app: App, services: Services) -> None:
    """Listen to the list of feeds, to adding one and to taking one out."""

    def on_list(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        open_form(press, ack, Action.SET_SOURCES, _list)

    def on_add(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        close_form(press, ack, Action.SET_SOURCES, _add)

    def on_remove(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        press = read_press(services, client, body, context)
        if may(press.person, Action.SET_SOURCES):
            id_, now = int(read_pressed_value(body)), services.clock()
            by = press.asker.member
            write_briefly(
                services, lambda session: store.remove_source(session, id_, by=by, now=now)
            )
            view = _list(press)
        else:
            view = told_modal(refusal(press.voice, Action.SET_SOURCES), press.voice)
        replace_view(client, body, view)
        ack()

    app.action(ids.ACTION_LIST_SOURCES)(on_list)
    app.action(ids.ACTION_REMOVE_SOURCE)(on_remove)
    app.view(ids.VIEW_SOURCES)(on_add)


def _list(press: Press) -> Surface:
    known = read_briefly(press.services, store.sources)
    return sources_modal(known, press.services.calendar().local, press.voice)


def _add(press: Press) -> Mapping[str, str]:
    services, voice = press.services, press.voice
    url = entered_text(press.view, ids.BLOCK_URL).strip()
    known = read_briefly(services, store.sources)
    if url in {one.url for one in known}:
        return {ids.BLOCK_URL: voice("source.known")}
    if len(known) >= MOST_SOURCES:
        return {ids.BLOCK_URL: voice("source.most", most=MOST_SOURCES)}
    feed = _try(services, url)
    if feed is not None and not isinstance(feed, Feed):
        return {ids.BLOCK_URL: voice(f"feed.{feed}")}
    by, now = press.asker.member, services.clock()
    title = feed.title if feed else ""
    write_briefly(services, lambda session: store.add_source(session, url, title, by=by, now=now))
    return {}


def _try(services: Services, url: str) -> Feed | FeedProblem | None:
    """Read a feed once; None when it takes longer than a person waits, which is no problem yet."""

    def read() -> Feed | FeedProblem | None:
        fetched = services.fetch(url)
        return fetched if isinstance(fetched, FeedProblem) else read_feed(fetched)

    return services.background.within(_SECONDS, read, None)
