"""One success story on one page, to be printed or attached to a mail: PDF with the font inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handlers.report_files.font import font_file, printable
from handlers.views.dates import say_day
from handlers.views.story_posts import AroundStory, minutes_line, title_of
from knowledge.stories import saved_a_month

if TYPE_CHECKING:
    from datetime import datetime

    from fpdf import FPDF

    from handlers.texts import Voice
    from knowledge.store.models import Story

_FONT: Final = "ipaexg"
_MARGIN: Final = 16.0
_WIDTH: Final = 210 - 2 * _MARGIN
_INK, _PALE, _TEXT = (29, 53, 87), (110, 116, 126), (20, 20, 20)
_BEFORE, _AFTER, _PAPER = (190, 196, 206), (42, 157, 143), (244, 246, 249)
_BAR, _BAR_LABEL = 6.0, 24.0
# Lines of each part, so that the longest story still stays on its page.
_DONE, _PROMPT, _TIPS = 12, 10, 5


@dataclass(frozen=True, slots=True)
class _Style:
    size: float
    height: float
    colour: tuple[int, int, int] = _TEXT


_BODY: Final = _Style(9.5, 5)
_SMALL: Final = _Style(7.5, 4, _PALE)


def make_paper(story: Story, around: AroundStory, published: datetime, voice: Voice) -> bytes:
    """Return the page; the same story makes the same page.

    Args:
        story: published.
        around: the names that it does not hold itself.
        published: when, in local time.
        voice: of whoever gets it.
    """
    page = _new_page(title_of(story, voice), published, voice)
    facts = [voice("story.line_work", work=story.work)]
    if around.department:
        facts.append(voice("story.line_department", department=around.department))
    for fact in facts:
        _write(page, fact, _BODY, most=2)
    page.set_y(page.get_y() + 3)
    _bars(page, story, voice)
    _part(page, voice("story.part_done"), story.done, _DONE, voice)
    if story.prompt:
        _part(page, voice("story.part_prompt"), story.prompt, _PROMPT, voice, boxed=True)
    if around.template:
        _write(page, voice("story.part_template", template=around.template), _BODY, most=1)
        page.set_y(page.get_y() + 3)
    if story.tips:
        _part(page, voice("story.part_tips"), story.tips, _TIPS, voice)
    page.set_y(297 - _MARGIN - 8)
    for note in ("story_paper.careful", "story_paper.footer"):
        _write(page, voice(note, when=say_day(published, voice, with_year=True)), _SMALL, most=1)
    return bytes(page.output())


def _new_page(title: str, published: datetime, voice: Voice) -> FPDF:
    from fpdf import FPDF  # noqa: PLC0415 - heavy

    page = FPDF(format="A4")
    # Not when it was made: made again, it is the same file.
    page.set_creation_date(published)
    page.set_title(printable(title))
    page.set_lang(voice.language)
    page.set_auto_page_break(auto=False)
    page.add_font(_FONT, fname=font_file())
    page.add_page()
    page.set_margin(_MARGIN)
    page.set_fill_color(*_INK)
    page.rect(0, 0, 210, 5, style="F")
    page.set_xy(_MARGIN, 13)
    _write(page, voice("story_paper.head"), _Style(9, 5, _PALE), most=1)
    _write(page, title, _Style(17, 9, _INK), most=2)
    page.set_y(page.get_y() + 2)
    return page


def _bars(page: FPDF, story: Story, voice: Voice) -> None:
    """How long it took and takes, as two bars, and what that comes to."""
    before, after = story.minutes_before, story.minutes_after
    saved = saved_a_month(before, after, story.times_a_month)
    if before is None or after is None or saved is None:
        return
    longest = max(before, after, 1)
    room = _WIDTH - _BAR_LABEL - 22
    for name, minutes, colour in (("before", before, _BEFORE), ("after", after, _AFTER)):
        top = page.get_y()
        page.set_xy(_MARGIN, top + 0.8)
        _write(page, voice(f"story_paper.{name}"), _BODY, most=1, width=_BAR_LABEL)
        page.set_fill_color(*colour)
        length = max(room * minutes / longest, 0.6)
        page.rect(_MARGIN + _BAR_LABEL, top, length, _BAR, style="F")
        page.set_xy(_MARGIN + _BAR_LABEL + length + 1, top + 0.8)
        _write(page, voice("story_paper.minutes", minutes=minutes), _BODY, most=1, width=20)
        page.set_xy(_MARGIN, top + _BAR + 2)
    _write(page, minutes_line(story, voice), _SMALL, most=1)
    page.set_y(page.get_y() + 4)


def _part(
    page: FPDF, title: str, text: str, most: int, voice: Voice, *, boxed: bool = False
) -> None:
    page.set_x(_MARGIN)
    _write(page, title, _Style(11, 6, _INK), most=1)
    top = page.get_y() + (1.5 if boxed else 0)
    lines, is_cut = _lines(page, text, _BODY, most)
    if boxed:
        page.set_fill_color(*_PAPER)
        page.rect(_MARGIN - 2, top - 1.5, _WIDTH + 4, len(lines) * _BODY.height + 3, style="F")
    page.set_y(top)
    _put(page, lines, _BODY, _WIDTH)
    if is_cut:
        page.set_y(page.get_y() + (1.5 if boxed else 0))
        _write(page, voice("story_paper.cut"), _SMALL, most=1)
    page.set_y(page.get_y() + (4.5 if boxed else 3))


def _write(page: FPDF, text: str, style: _Style, *, most: int, width: float = _WIDTH) -> None:
    lines, is_cut = _lines(page, text, style, most, width)
    if is_cut:
        lines[-1] = f"{lines[-1][:-1]}…"
    _put(page, lines, style, width)


def _lines(
    page: FPDF, text: str, style: _Style, most: int, width: float = _WIDTH
) -> tuple[list[str], bool]:
    """Break a text into at most so many lines; also say whether something is left over."""
    from fpdf.enums import MethodReturnValue, WrapMode  # noqa: PLC0415 - heavy

    page.set_font(_FONT, size=style.size)
    broken: list[str] = []
    for paragraph in text.splitlines():
        # Japanese has no blanks at which a line could be broken.
        made = page.multi_cell(
            width,
            style.height,
            printable(paragraph),
            dry_run=True,
            output=MethodReturnValue.LINES,
            wrapmode=WrapMode.CHAR,
        )
        # The type says what any `output` gives; this one gives lines.
        broken += made if isinstance(made, list) and made else [""]
        if len(broken) > most:
            return broken[:most], True
    return broken, False


def _put(page: FPDF, lines: list[str], style: _Style, width: float) -> None:
    page.set_font(_FONT, size=style.size)
    page.set_text_color(*style.colour)
    for line in lines:
        page.cell(width, style.height, line, new_x="LEFT", new_y="NEXT")
