"""The manifest: within Slack's limits, and never apart from the listeners."""

import json

import pytest

from bot.manifest import EVENTS, SCOPES, manifest
from handlers import ids


@pytest.mark.parametrize("language", ["ja", "en"])
def test_names_and_hints_fit_into_slacks_limits(language) -> None:
    """Slack refuses a manifest with one word too many."""
    made = manifest(language)
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    features = made["features"]
    assert set(features["bot_user"]["display_name"]) <= set(
        "abcdefghijklmnopqrstuvwxyz0123456789-_."
    )
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in features["slash_commands"]:
        assert len(command["command"]) <= 32
        assert command["description"]
    json.dumps(made, ensure_ascii=False)


def test_every_command_and_shortcut_that_annai_knows_is_in_the_manifest() -> None:
    """A new id without its line in the manifest would be a button that leads nowhere."""
    known = {
        value for name, value in vars(ids).items() if name.startswith(("COMMAND_", "SHORTCUT_"))
    }
    features = manifest("ja")["features"]
    listed = {command["command"] for command in features["slash_commands"]}
    listed |= {shortcut["callback_id"] for shortcut in features["shortcuts"]}
    assert listed == known


def test_socket_mode_needs_no_address() -> None:
    """By default there is nothing to reach from outside."""
    made = manifest("ja")
    assert made["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in json.dumps(made)
    assert "url" not in made["features"]["slash_commands"][0]


def test_http_mode_sends_everything_to_one_address() -> None:
    """Commands, events and buttons go to /slack/events."""
    made = manifest("ja", "https://annai.example.co.jp/")
    address = "https://annai.example.co.jp/slack/events"
    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == address
    assert made["settings"]["interactivity"]["request_url"] == address
    assert made["features"]["slash_commands"][0]["url"] == address


def test_people_can_write_to_the_bot_and_open_its_home() -> None:
    """The messages tab is open for writing, and the home tab is on."""
    home = manifest("ja")["features"]["app_home"]
    assert home == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }


def test_the_bot_asks_for_no_more_than_it_uses() -> None:
    """Each scope has its use; of channels we hear only where somebody has invited the bot."""
    made = manifest("ja")
    assert made["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    assert set(made["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)
    of_channels = {one for one in SCOPES if one.startswith(("channels:", "groups:", "mpim:"))}
    assert of_channels == {"channels:history", "groups:history"}
    assert not any("mpim" in event for event in EVENTS)
