"""Takes the pictures of the main journeys that the README shows: `make screenshots`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bot.playground.run import open_playground
from bot.playground.seed_file import lived_in
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.drivers import BOT, HOME, ByBrowser
from tests.browser.scenarios import MAIL

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser


def check(person: ByBrowser) -> None:
    person.go("ai-活用")
    person.command(f"/can-i-enter {MAIL}")
    person.sees("伏せた文")


def modal(person: ByBrowser) -> None:
    person.go("ai-活用")
    person.command("/can-i-enter")
    person.sees("どこに入れますか")


def direct_message(person: ByBrowser) -> None:
    person.go(BOT)
    person.write("顧客の氏名を入れていい？")
    person.sees("入れないでください")


def home(person: ByBrowser) -> None:
    person.go(HOME)
    person.sees("入れる前に確かめられます")


def english(person: ByBrowser) -> None:
    person.go("ai-活用")
    person.act_as("Emily Carter")
    person.command("/can-i-enter Our internal URL is https://wiki.misaki.internal/plan")
    person.sees("This is not legal advice")


def inspector(person: ByBrowser) -> None:
    check(person)
    person.page.click("#inspector-open")
    person.page.locator("#inspector [data-exchange]").first.wait_for()


PICTURES: dict[str, Callable[[ByBrowser], None]] = {
    "check": check,
    "modal": modal,
    "direct-message": direct_message,
    "home": home,
    "english": english,
    "inspector": inspector,
}
SIZES = {"": (1280, 800), "-phone": (390, 844)}
# On a phone these two show the same story.
ON_A_PHONE = {"check", "modal"}


def take(browser: Browser, folder: Path, name: str, size: str) -> None:
    width, height = SIZES[size]
    with open_playground(lived_in(), 0, "ja") as playground:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
        )
        person = ByBrowser(playground, context.new_page())
        PICTURES[name](person)
        # Whatever slides or fades is at rest by then.
        person.page.wait_for_timeout(500)
        person.page.screenshot(path=folder / f"{name}{size}.png")
        context.close()
        playground.slack.settle(seconds=20)


def main(folder: Path) -> int:
    """Take all pictures; return the exit code."""
    path = find_chromium()
    if path is None:
        sys.stderr.write("Chromium がありません / there is no Chromium\n")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        for name in PICTURES:
            for size in SIZES:
                if not size or name in ON_A_PHONE:
                    take(browser, folder, name, size)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
