"""README: what it says can be done in Slack is what the manifest has and what is listened to."""

import re
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.manifest import manifest
from handlers.register import register_all

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
HEADING = "## Slack でできること"
FEATURES = manifest("ja")["features"]


class Listeners:
    """Stands in for Bolt's app, and remembers the names that journeys listen to."""

    def __init__(self):
        self.names = defaultdict(set)

    def __getattr__(self, kind):
        def listen(name, **_how):
            # What listens to everything that is left goes by a pattern.
            if isinstance(name, str):
                self.names[kind].add(name)
            return lambda listener: listener

        return listen


@pytest.fixture
def listened_to():
    app = Listeners()
    register_all(app, SimpleNamespace())  # type: ignore[arg-type]
    return app.names


def ways():
    """The first column of the table: how a person does something."""
    section = README.partition(HEADING)[2].partition("\n## ")[0]
    rows = [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("|")]
    assert len(rows) > 2
    return rows[2:]


def test_commands_are_the_same_in_readme_manifest_and_listeners(listened_to):
    """None is missing, and none is promised that does not exist."""
    in_readme = {name for way in ways() for name in re.findall(r"`(/[a-z-]+)", way)}
    in_manifest = {command["command"] for command in FEATURES["slash_commands"]}
    assert in_readme == in_manifest == listened_to["command"]


def test_shortcuts_are_the_same_in_readme_manifest_and_listeners(listened_to):
    """By the name that a person reads in the menu."""
    in_readme = {name for way in ways() for name in re.findall(r"「([^」]+)」", way)}
    in_readme -= {"その他"}  # Slack's own menu
    assert in_readme == {shortcut["name"] for shortcut in FEATURES["shortcuts"]}
    assert {one["callback_id"] for one in FEATURES["shortcuts"]} == listened_to["shortcut"]
