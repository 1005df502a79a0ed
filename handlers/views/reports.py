"""The month's report as a message and on Home: its headlines, each with its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_month
from handlers.views.figures import say_figure, say_title
from handlers.views.fitting import fit
from knowledge.kpis import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.reports import Report


def report_message(report: Report, voice: Voice, *, for_lead: bool, whole: bool = False) -> Surface:
    """What somebody gets who answers for the use of AI; the load only for those who bear it.

    Where no files follow, the message is the whole report.
    """
    title = say_title(report, voice)
    blocks = [
        kit.header(title),
        kit.prose(voice("report.intro")),
        *_figures(report, voice, for_lead=for_lead, whole=whole),
        *_kept_back(report, voice),
        kit.context(voice("report.no_files" if whole else "report.no_more")),
    ]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def report_on_home(report: Report, voice: Voice, *, for_lead: bool) -> list[Block]:
    """The figures of the month that has not ended yet, and the button for the last report."""
    send = kit.button(voice("report.home_send"), ids.ACTION_SEND_REPORT)
    return [
        kit.divider(),
        kit.header(voice("report.home_title", month=say_month(report.month, voice))),
        *_figures(report, voice, for_lead=for_lead),
        kit.actions(send),
    ]


def _figures(
    report: Report, voice: Voice, *, for_lead: bool, whole: bool = False
) -> Iterator[Block]:
    for section in report.sections:
        all_of_them = for_lead if section.topic.for_leads else whole
        figures = [
            figure for figure in section.figures if all_of_them or figure.kpi.id in HEADLINES
        ]
        lines = [
            f"{say_figure(figure, voice)}\n{figure.kpi.formula.inn(voice.language)}"
            for figure in figures
        ]
        if lines:
            yield kit.bullets(section.topic.title.inn(voice.language), lines)


def _kept_back(report: Report, voice: Voice) -> Iterator[Block]:
    if report.kept_back:
        yield kit.context(voice("report.kept_back", count=report.kept_back))
