"""Takes the pictures of the main journeys that the README shows: `make screenshots`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bot.playground.run import open_playground
from bot.playground.seed_file import lived_in
from handlers.report_files.chart import draw_chart
from handlers.report_files.page import make_page
from handlers.report_files.workbook import make_workbook
from handlers.texts import load_texts
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.drivers import BOT, HOME, ByBrowser
from tests.browser.scenarios import MAIL
from tests.handlers.sample_reports import full_report

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


def report(person: ByBrowser) -> None:
    person.act_as("高橋直人")
    person.go(HOME)
    person.press("先月の報告を受け取る")
    person.sees("ダイレクトメッセージで送ります")
    person.close()
    person.go(BOT)
    person.sees("の報告のファイルです")


def review(person: ByBrowser) -> None:
    person.move_clock("next_review")
    person.go("ai-活用")
    person.sees("部門として書く")
    person.page.get_by_text("件の返信").last.click()
    person.page.get_by_text("部門別の利用状況").first.scroll_into_view_if_needed()


def pane(person: ByBrowser) -> None:
    playground = person.playground
    playground.slack.settle(lambda: bool(playground.annai.services.cards()), seconds=60)
    person.go("ai-活用")
    person.open_pane()
    person.take_suggestion("伏せ字とは？ どう伏せるの？")
    person.sees("よくある質問")


PICTURES: dict[str, Callable[[ByBrowser], None]] = {
    "check": check,
    "modal": modal,
    "direct-message": direct_message,
    "home": home,
    "english": english,
    "inspector": inspector,
    "report": report,
    "review": review,
    "pane": pane,
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


def draw_report(folder: Path) -> None:
    """Draw the files of an invented month; what needs another program is left out without it."""
    voice, report = load_texts().voice("ja"), full_report()
    (folder / "report-chart.png").write_bytes(draw_chart(report, voice))
    with tempfile.TemporaryDirectory() as place:
        page, book = Path(place) / "report-page.pdf", Path(place) / "report-workbook.xlsx"
        page.write_bytes(make_page(report, voice))
        book.write_bytes(make_workbook(report, voice))
        office, poppler = shutil.which("soffice"), shutil.which("pdftoppm")
        if office:
            to_pdf = (office, "--headless", "--convert-to", "pdf", "--outdir", place, str(book))
            subprocess.run(to_pdf, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ours
        if poppler is None:
            return
        for made in Path(place).glob("*.pdf"):
            to_png = (poppler, "-png", "-singlefile", "-r", "100", str(made))
            subprocess.run((*to_png, str(folder / made.stem)), check=True)  # noqa: S603 - ours


def main(folder: Path) -> int:
    """Take all pictures; return the exit code."""
    path = find_chromium()
    if path is None:
        sys.stderr.write("Chromium がありません / there is no Chromium\n")
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    draw_report(folder)
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
