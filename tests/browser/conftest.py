"""The playground before a browser; its console must stay silent and its policy unbroken."""

import os
import re

import pytest
from playwright.sync_api import Error, sync_playwright

from bot.playground.run import open_playground
from bot.playground.seed_file import Person, lived_in
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.drivers import ByActors, ByBrowser

# How a skipped browser test begins its reason; the end of the run looks for it.
NO_BROWSER = "no browser"


def _without_browser(why: str) -> None:
    if os.environ.get("CI"):  # noqa: TID251 - where tests run, not how the bot runs
        pytest.fail(f"{NO_BROWSER}: {why}")
    pytest.skip(f"{NO_BROWSER}: {why}")


@pytest.fixture(scope="session")
def browser():
    path = find_chromium()
    if path is None:
        _without_browser("there is no Chromium, and apt could not install one")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as error:
            _without_browser(f"{path} does not start: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@pytest.fixture
def seed():
    """The workspace that the package brings along, and ambassadors in two more departments."""
    seed = lived_in()
    more = (
        Person(name="小川恵子", department="営業部", role="ambassador"),
        Person(name="Olivia Bennett", department="海外営業部", locale="en-US", role="ambassador"),
    )
    return seed.model_copy(update={"person": (*seed.person, *more)})


@pytest.fixture
def with_model():
    """Whether a language model is there."""
    return True


@pytest.fixture
def playground(seed, with_model):
    """The real time: a browser has no other."""
    with open_playground(seed, 0, "ja", with_model=with_model) as running:
        running.slack.settle(lambda: bool(running.annai.services.cards()), seconds=60)
        yield running
        running.slack.settle(seconds=20)
        assert running.slack.problems == []


@pytest.fixture
def complaints():
    """What the browser complained of."""
    return []


@pytest.fixture
def page(browser, playground, complaints):
    """A page that has seen nothing yet, 1280 pixels wide."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            None
            if re.match(rf"{re.escape(playground.address)}|data:|blob:", request.url)
            else complaints.append(f"outside: {request.url}")
        ),
    )
    yield page
    context.close()
    assert complaints == []


@pytest.fixture(params=["actors", "browser"])
def driver(request, playground):
    if request.param == "actors":
        return ByActors(playground)
    return ByBrowser(playground, request.getfixturevalue("page"))
