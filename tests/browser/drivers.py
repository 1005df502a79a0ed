"""Two ways to do the same things in the playground: through a browser, and without one.

A scenario is written once, against what both have in common: places, words, buttons, fields.
"""

# ruff: noqa: S310 - the address is our own
from __future__ import annotations

import json
import re
import time
import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from bot.manifest import manifest
from bot.playground.control.rooms import mark_as_read, rooms_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from playwright.sync_api import Locator, Page

    from bot.playground.actors import Actor
    from bot.playground.run import Playground
    from bot.playground.surfaces import Surface

PATIENCE = 15.0
BOT = "annai"
HOME = "home"


class Driver(Protocol):
    """A person before a screen."""

    def act_as(self, name: str) -> None: ...
    def go(self, place: str) -> None: ...
    def command(self, text: str) -> None: ...
    def write(self, text: str, files: Sequence[tuple[str, bytes]] = ()) -> None: ...
    def message_shortcut(self, message: str, label: str) -> None: ...
    def global_shortcut(self, label: str) -> None: ...
    def press(self, label: str) -> None: ...
    def fill(self, values: Mapping[str, str]) -> None: ...
    def choose(self, field: str, option: str) -> None: ...
    def submit(self) -> None: ...
    def close(self) -> None: ...
    def react(self, message: str, emoji: str) -> None: ...
    def unreact(self, message: str, emoji: str) -> None: ...
    def sees(self, *words: str) -> None: ...
    def can_read(self, words: str) -> bool: ...
    def sees_nothing_of(self, *words: str) -> None: ...
    def sees_no_modal(self) -> None: ...
    def copied(self) -> str: ...
    def unread(self, place: str) -> int: ...
    def move_clock(self, to: str) -> None: ...
    def open_thread(self, message: str) -> None: ...
    def open_pane(self) -> None: ...
    def take_suggestion(self, label: str) -> None: ...
    def write_beside(self, text: str) -> None: ...


def place_id(playground: Playground, person: str, place: str) -> str:
    """Return the channel of this name, or the person's conversation with the bot."""
    workspace = playground.slack.workspace
    if place == BOT:
        return playground.slack.person(person).dm_id
    return next(one.id for one in workspace.channels.values() if one.name == place)


class ByActors:
    """Without a browser: the people of the local Slack do it."""

    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        self.person = playground.slack.people[0].name
        self.place = ""
        # The thread, or the conversation in the pane, that is open beside: channel and ts.
        self.beside = ("", "")

    @property
    def actor(self) -> Actor:
        return self.playground.slack.person(self.person)

    @property
    def channel(self) -> str:
        return place_id(self.playground, self.person, self.place)

    def act_as(self, name: str) -> None:
        self.person = name
        self.beside = ("", "")

    def go(self, place: str) -> None:
        self.place = place
        if self.beside[0] != self.actor.dm_id:
            self.beside = ("", "")
        if place == HOME:
            self.actor.open_home()
        else:
            mark_as_read(self.playground.slack.workspace, self.actor.id, self.channel)

    def command(self, text: str) -> None:
        name, _, rest = text.partition(" ")
        self.actor.command(name, rest, channel=self.channel)

    def write(self, text: str, files: Sequence[tuple[str, bytes]] = ()) -> None:
        self.actor.message(text, self.channel, files=files)

    def message_shortcut(self, message: str, label: str) -> None:
        ts = self._message(message).ts
        self.actor.shortcut(self._callback(label), message_ts=ts, channel=self.channel)

    def global_shortcut(self, label: str) -> None:
        self.actor.global_shortcut(self._callback(label))

    def press(self, label: str) -> None:
        there = [one for one in self._before_the_eyes() if label in one.buttons]
        self.actor.click(label, on=there[-1] if there else None)

    def fill(self, values: Mapping[str, str]) -> None:
        self.actor.fill(values)

    def choose(self, field: str, option: str) -> None:
        self.actor.fill({field: option})

    def submit(self) -> None:
        self.actor.submit()

    def close(self) -> None:
        self.actor.close()

    def react(self, message: str, emoji: str) -> None:
        self.actor.react(emoji, self._message(message).ts, self.channel)

    def unreact(self, message: str, emoji: str) -> None:
        self.actor.unreact(emoji, self._message(message).ts, self.channel)

    def sees(self, *words: str) -> None:
        def there() -> bool:
            return all(map(self.can_read, words))

        with suppress(TimeoutError):
            self.playground.slack.settle(there, PATIENCE)
        assert there(), f"{words} not in:\n{self._before_the_eyes()[-1:]}"

    def can_read(self, words: str) -> bool:
        return any(words in one.text for one in self._before_the_eyes()[-1:])

    def sees_nothing_of(self, *words: str) -> None:
        shown = "\n".join(one.text for one in self.actor.messages(self.channel))
        assert not [word for word in words if word in shown], shown

    def sees_no_modal(self) -> None:
        assert self.actor.modal is None

    def copied(self) -> str:
        return _preformatted(self._before_the_eyes()[-1].blocks)

    def unread(self, place: str) -> int:
        ident = place_id(self.playground, self.person, place)
        rooms = rooms_of(self.playground.slack.workspace, self.actor.id)
        return next(int(one["unread"]) for one in rooms if one["id"] == ident)

    def move_clock(self, to: str) -> None:
        request = urllib.request.Request(
            f"{self.playground.address}control/clock",
            json.dumps({"to": to}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE * 4) as answer:
            assert json.load(answer)["ok"]
        self.playground.slack.settle(seconds=PATIENCE)

    def open_thread(self, message: str) -> None:
        self.beside = (self.channel, self._message(message).ts)

    def open_pane(self) -> None:
        self.beside = (self.actor.dm_id, self.actor.open_pane())
        self.playground.slack.settle(lambda: bool(self._prompts()), PATIENCE)

    def take_suggestion(self, label: str) -> None:
        self.write_beside(next(one["message"] for one in self._prompts() if one["title"] == label))

    def write_beside(self, text: str) -> None:
        self.actor.message(text, *self.beside)

    def _prompts(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.playground.slack.workspace.panes[self.beside].get(
            "prompts", []
        )
        return found

    def _before_the_eyes(self) -> list[Surface]:
        """What a person sees who is at this place, the newest last; a modal hides the rest."""
        if self.actor.modal:
            return [self.actor.modal]
        channel, thread = self.beside
        if thread:
            return [one for one in self.actor.messages(channel) if one.thread_ts == thread]
        if self.place == HOME:
            return [self.actor.home] if self.actor.home else []
        here = [one for one in self.actor.surfaces if one.channel == self.channel]
        above = [one for one in here if one.thread_ts in {"", one.ts}]
        return sorted(above, key=lambda one: float(one.ts))

    def _message(self, words: str) -> Surface:
        return next(one for one in self.actor.messages(self.channel) if words in one.text)

    def _callback(self, label: str) -> str:
        features = manifest("ja" if self.actor.language == "ja" else "en")["features"]
        return next(
            str(one["callback_id"]) for one in features["shortcuts"] if one["name"] == label
        )


def _preformatted(blocks: object) -> str:
    """Return the text of the first preformatted part."""
    if isinstance(blocks, dict):
        if blocks.get("type") == "rich_text_preformatted":
            return "".join(piece["text"] for piece in blocks["elements"])
        blocks = blocks.values()
    if isinstance(blocks, str) or not hasattr(blocks, "__iter__"):
        return ""
    return next(filter(None, map(_preformatted, blocks)), "")


class ByBrowser:
    """With a browser: everything by what stands on the page."""

    def __init__(self, playground: Playground, page: Page) -> None:
        self.playground = playground
        self.page = page
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(playground.address)
        page.wait_for_selector("html[data-ready=true]")

    @property
    def person(self) -> str:
        ident = self.page.locator("#as").input_value()
        return self.playground.slack.workspace.members[ident].name

    def act_as(self, name: str) -> None:
        self.page.locator("#as").select_option(self.playground.slack.person(name).id)
        # Nothing happens in the workspace, so no number says that the page is drawn anew.
        self.page.locator(".as-name", has_text=name).wait_for(state="attached")
        self.settle()

    def go(self, place: str) -> None:
        drawer = self.page.locator(".drawer-button")
        if drawer.is_visible():
            drawer.click()
        entry = (
            '[data-place="home"]'
            if place == HOME
            else f'[data-channel="{place_id(self.playground, self.person, place)}"]'
        )
        self.page.click(entry)
        self.page.wait_for_selector(f"{entry}[aria-current]", state="attached")
        self.settle()

    def command(self, text: str) -> None:
        self.write(text)

    def write(self, text: str, files: Sequence[tuple[str, bytes]] = ()) -> None:
        if files:
            chosen = [
                {"name": name, "mimeType": "application/octet-stream", "buffer": content}
                for name, content in files
            ]
            self.page.set_input_files("#files", chosen)  # type: ignore[arg-type]  # its TypedDict
        self.page.fill("#composer", text)
        # What is suggested for a command would take the Enter.
        self.page.click("#send")
        self.settle()

    def message_shortcut(self, message: str, label: str) -> None:
        self._menu_of(message).filter(has_text=label).click()
        self.settle()

    def global_shortcut(self, label: str) -> None:
        self.page.click("#shortcuts")
        self.page.locator("[data-shortcut]").filter(has_text=label).click()
        self.settle()

    def press(self, label: str) -> None:
        # The first that is called so on what is newest and has one: as the actors press.
        self._that_has(self._called(label)).locator(self._called(label)).first.click()
        if (confirm := self.page.locator("[data-confirm]")).count():
            confirm.click()
        self.settle()

    def fill(self, values: Mapping[str, str]) -> None:
        for label, value in values.items():
            field = self._top().get_by_label(label)
            field.first.fill(value)
            field.first.blur()
        self.settle()

    def choose(self, field: str, option: str) -> None:
        box = self._top().get_by_label(option, exact=True)
        if box.count():
            box.first.check()
        else:
            self._top().get_by_role("combobox", name=field).first.click()
            self.page.get_by_role("option", name=option).first.click()
            # The list of one that takes several stays open until one looks elsewhere.
            self._top().locator("h2").first.click()
        self.settle()

    def submit(self) -> None:
        self._top().locator("[data-submit]").click()
        self.settle()

    def close(self) -> None:
        self._top().locator("[data-close]").click()
        self.settle()

    def react(self, message: str, emoji: str) -> None:
        self._menu_of(message, '[data-do="react"]').click()
        self.page.locator(f'[data-emoji="{emoji}"]').first.click()
        self.settle()

    def unreact(self, message: str, emoji: str) -> None:
        there = self.page.locator("#messages article").filter(has_text=message)
        there.locator(f'.reaction.mine[data-reaction="{emoji}"]').first.click()
        self.settle()

    def sees(self, *words: str) -> None:
        # Looked for anew each time: what is newest may be about to appear.
        until = time.monotonic() + PATIENCE
        while not all(word in (text := self._newest().inner_text()) for word in words):
            assert time.monotonic() < until, f"{words} not in:\n{text}"
            self.page.wait_for_timeout(50)

    def can_read(self, words: str) -> bool:
        return words in self._newest().inner_text()

    def sees_nothing_of(self, *words: str) -> None:
        shown = self.page.locator("#messages").inner_text()
        assert not [word for word in words if word in shown], shown

    def sees_no_modal(self) -> None:
        self.page.locator("[role=dialog][data-view]").wait_for(state="detached")

    def copied(self) -> str:
        self._newest().locator("[data-copy]").first.click()
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def unread(self, place: str) -> int:
        ident = place_id(self.playground, self.person, place)
        count = self.page.locator(f'[data-channel="{ident}"] .unread')
        return int(count.inner_text()) if count.count() else 0

    def move_clock(self, to: str) -> None:
        self.page.click("#clock-open")
        moved = "**/control/clock"
        with self.page.expect_response(moved, timeout=PATIENCE * 4_000):
            self.page.click(f'[data-clock="{to}"]')
        self.settle()

    def open_thread(self, message: str) -> None:
        self._menu_of(message, '[data-do="thread"]').click()
        self.page.locator("#thread-composer").wait_for()
        self.settle()

    def open_pane(self) -> None:
        self.page.click("#pane-open")
        self.page.locator("[data-prompt]").first.wait_for()
        self.settle()

    def take_suggestion(self, label: str) -> None:
        self.page.click(f'[data-prompt="{label}"]')
        self.settle()

    def write_beside(self, text: str) -> None:
        name = "pane" if self.page.locator("#pane").is_visible() else "thread"
        self.page.fill(f"#{name}-composer", text)
        self.page.click(f"#{name}-send")
        self.settle()

    def settle(self) -> None:
        """Wait until the page has drawn what has happened so far."""
        self.page.wait_for_selector("html:not([data-busy])")
        self.playground.slack.settle(seconds=PATIENCE)
        newest = self.playground.slack.workspace.changes.number
        # Not `wait_for_function`: it evaluates text inside the page, which the policy forbids.
        until = time.monotonic() + PATIENCE
        while int(self.page.locator("html").get_attribute("data-version") or 0) < newest:
            assert time.monotonic() < until, "the page does not draw what has happened"
            self.page.wait_for_timeout(20)

    def _menu_of(self, message: str, items: str = "[data-shortcut]") -> Locator:
        article = self.page.locator("#messages article").filter(has_text=message).last
        article.hover()
        article.locator("[data-menu]").click()
        return self.page.locator(items)

    def _top(self) -> Locator:
        return self.page.locator("[role=dialog][data-view]")

    def _called(self, label: str) -> Locator:
        exactly = re.compile(rf"^\s*{re.escape(label)}\s*$")
        return self.page.locator("[data-action]").filter(has_text=exactly)

    def _newest(self) -> Locator:
        return self._in_front() or self.page.locator("#messages article").last

    def _that_has(self, what: Locator) -> Locator:
        return self._in_front() or self.page.locator("#messages article").filter(has=what).last

    def _in_front(self) -> Locator | None:
        if self._top().count():
            return self._top()
        for beside in ("#pane", "#thread"):
            if self.page.locator(beside).is_visible():
                return self.page.locator(f"{beside} article").last
        home = self.page.locator("#home-view")
        return home if home.is_visible() else None
