"""Prompt templates: searched by command or from Home, one's own, favourites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.askers import meet
from handlers.carried import Carried
from handlers.database_visits import write_briefly
from handlers.form_values import entered_text
from handlers.passing_words import checked_words
from handlers.payloads import read_command_text, read_pressed_value, read_sender
from handlers.proposal_forms import open_proposal
from handlers.showing import is_on_modal, replace_block, replace_view, show_view
from handlers.template_shelf import ASKING, read_shelf
from handlers.views.template_form import Marks, marks_block
from handlers.views.templates import Listing, mine_modal, search_modal
from knowledge.store.opt_outs import opt_in
from knowledge.store.template_marks import add_mark, marked_by, remove_mark
from knowledge.template_states import Mark

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session

_NEW = frozenset({"new", "propose", "新規", "新しい", "提案", "作る"})
_MINE = frozenset({"mine", "my", "マイ", "自分", "自分の", "お気に入り"})


def register(app: App, services: Services) -> None:
    """Listen to everything by which a person looks for a template."""

    def on_command(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        words = read_command_text(body)
        if words.casefold() in _NEW:
            open_proposal(services, client, body, asker)
        elif words.casefold() in _MINE:
            show_view(client, body, _mine(services, asker))
        else:
            show_view(client, body, _search(services, asker, words))
        ack()

    def on_open(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        _show(client, body, _search(services, asker, ""))
        ack()

    def on_search(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        words = entered_text(body["view"], ids.BLOCK_SEARCH).strip()
        if not words:
            voice = services.texts.voice(asker.language)
            ack(response_action="errors", errors={ids.BLOCK_SEARCH: voice("template.empty_search")})
            return
        ack(response_action="update", view=_search(services, asker, words))

    def on_mine(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        _show(client, body, _mine(services, asker))
        ack()

    app.command(ids.COMMAND_TEMPLATE)(on_command)
    app.action(ids.ACTION_OPEN_TEMPLATES)(on_open)
    app.view(ids.VIEW_SEARCH_TEMPLATES)(on_search)
    app.action(ids.ACTION_MY_TEMPLATES)(on_mine)
    _register_marks(app, services)


def _register_marks(app: App, services: Services) -> None:
    def on_mark(ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
        asker = meet(services, client, read_sender(body, context))
        switch, template = read_pressed_value(body).split(" ", 1)
        pressed = body["actions"][0]["action_id"]
        mark = Mark.FAVOURITE if pressed == ids.ACTION_KEEP_TEMPLATE else Mark.FOLLOW
        marks = _mark(services, asker.member, template, mark, on=switch == "on")
        block = marks_block(template, marks, services.texts.voice(asker.language))
        replace_block(client, body, block)
        ack()

    def on_ask_again(
        ack: Ack, body: dict[str, Any], client: WebClient, context: BoltContext
    ) -> None:
        asker = meet(services, client, read_sender(body, context))
        write_briefly(services, lambda session: opt_in(session, asker.member, ASKING))
        _show(client, body, _mine(services, asker))
        ack()

    app.action(ids.ACTION_KEEP_TEMPLATE)(on_mark)
    app.action(ids.ACTION_FOLLOW_TEMPLATE)(on_mark)
    app.action(ids.ACTION_ASK_AGAIN)(on_ask_again)


def _search(services: Services, asker: Asker, words: str) -> Surface:
    """The list of what fits the words; without words, what is nearest to the person.

    The words themselves are on no screen of ours: people paste whole texts where they search.
    """
    voice = services.texts.voice(asker.language)
    library, shelf = services.templates(), read_shelf(services, asker.member)
    if not words:
        heading = voice("template.suggested")
        if shelf.home:
            heading = voice("template.suggested_own", department=shelf.home.name)
        found = library.ordered(home=shelf.home, used=shelf.used)
        return search_modal(Listing(heading, shelf.cards(found)), voice)
    found = library.find(words, home=shelf.home, used=shelf.used)
    heading = voice("template.found", count=len(found))
    carried = None
    if not found:
        checked = checked_words(services, words)
        carried = Carried(text=checked.text or checked.proposal)
    return search_modal(Listing(heading, shelf.cards(found), carried), voice)


def _mine(services: Services, asker: Asker) -> Surface:
    voice = services.texts.voice(asker.language)
    library, shelf = services.templates(), read_shelf(services, asker.member)
    return mine_modal(
        shelf.cards_of(library, shelf.favourites),
        shelf.cards_of(library, shelf.recent),
        shelf.cards_of(library, shelf.followed),
        voice,
        asks=shelf.asks,
    )


def _mark(services: Services, member: str, template: str, mark: Mark, *, on: bool) -> Marks:
    now = services.clock()

    def change(session: Session) -> Marks:
        if on:
            add_mark(session, member, template, mark, now)
        else:
            remove_mark(session, member, template, mark)
        kept = {one: marked_by(session, member, one) for one in Mark}
        return Marks(template in kept[Mark.FAVOURITE], template in kept[Mark.FOLLOW])

    return write_briefly(services, change)


def _show(client: WebClient, body: dict[str, Any], view: Surface) -> None:
    """Show one list in the place of the other, so that there is room for the form above it."""
    (replace_view if is_on_modal(body) else show_view)(client, body, view)
