"""The figures of a review: those of the month's report, each with its formula, zeros included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views.dates import say_month
from handlers.views.figures import say_figure, say_name, say_value
from handlers.views.training import completion_lines
from knowledge.figures import Unit
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.texts import Voice
    from handlers.views.blocks import Block
    from knowledge.months import Month
    from knowledge.polls import GroupResult, PollQuestion, PollResult
    from knowledge.reports import DepartmentLine
    from knowledge.review_sections import Count, Section

_DEPARTMENTS = 30
_TITLES = 10
_TITLE = 120
# As the guide lists them; what no rule covers comes last.
_LEVELS = (Level.OK, Level.CONDITIONAL, Level.PROHIBITED, Level.UNDECIDED)


def section_blocks(section: Section, month: Month, voice: Voice) -> Iterator[Block]:
    """What is known about an item: nothing at all where nothing is counted."""
    lines = [say_figure(figure, voice) for figure in section.figures]
    lines += [_count(count, voice) for count in section.counts]
    if lines:
        yield kit.bullets(voice("review.figures", month=say_month(month, voice)), lines)
    yield from _departments(section, voice)
    yield from _safety_check(section, voice)
    yield from _poll(section.poll, voice)
    for name, titles in section.titles.items():
        said = [shorten(title.inn(voice.language), _TITLE) for title in titles[:_TITLES]]
        if said:
            yield kit.bullets(voice(f"review.titles.{name}"), said)
        if (more := len(titles) - _TITLES) > 0:
            yield kit.context(voice("review.more_titles", count=more))
    if section.cases:
        yield kit.bullets(voice("review.titles.cases"), section.cases)
    if formulas := [*_formulas(section, voice)]:
        yield kit.context(voice("review.formulas", list="\n".join(formulas)))


def _count(count: Count, voice: Voice) -> str:
    unit = Unit.TIMES
    now, before = (say_value(unit, value, voice) for value in (count.now, count.before))
    said = voice("report.before", before=before)
    return voice("report.line", name=voice(f"review.count.{count.name}"), value=now, before=said)


def _formulas(section: Section, voice: Voice) -> Iterator[str]:
    for figure in section.figures:
        formula = figure.kpi.formula.inn(voice.language)
        yield voice("review.formula_line", name=say_name(figure.kpi, voice), formula=formula)
    for count in section.counts:
        name, formula = voice(f"review.count.{count.name}"), voice(f"review.formula.{count.name}")
        yield voice("review.formula_line", name=name, formula=formula)
    if section.departments:
        yield voice("review.formula.departments")
    if section.safety_check:
        yield voice("review.formula.safety_check")


def _departments(section: Section, voice: Voice) -> Iterator[Block]:
    lines = [_department(one, voice) for one in section.departments[:_DEPARTMENTS]]
    if lines:
        yield kit.bullets(voice("review.by_department"), lines)
    if (more := len(section.departments) - _DEPARTMENTS) > 0:
        yield kit.context(voice("review.more_departments", count=more))
    if section.kept_back:
        yield kit.context(voice("report.kept_back", count=section.kept_back))


def _safety_check(section: Section, voice: Voice) -> Iterator[Block]:
    lines = [*completion_lines(section.safety_check[:_DEPARTMENTS], voice)]
    if lines:
        yield kit.bullets(voice("review.safety_check"), lines)
    if (more := len(section.safety_check) - _DEPARTMENTS) > 0:
        yield kit.context(voice("review.more_departments", count=more))


def _department(line: DepartmentLine, voice: Voice) -> str:
    levels = voice("review.level_between").join(
        voice("review.level", mark=voice(f"level.mark.{level}"), count=line.checks.of(level))
        for level in _LEVELS
    )
    share = say_value(Unit.SHARE, line.active, voice)
    return voice("review.department", name=line.name, share=share, levels=levels)


def _poll(poll: PollResult | None, voice: Voice) -> Iterator[Block]:
    if poll is None:
        return
    head = voice("review.poll", asked=poll.asked, answered=poll.answered)
    if poll.whole is None:
        yield kit.context(voice("review.poll_few", head=head))
        return
    lines = [_answers(question, poll.whole, voice) for question in poll.questions]
    yield kit.bullets(head, lines)


def _answers(question: PollQuestion, whole: GroupResult, voice: Voice) -> str:
    counts = whole.counts.get(question.id, {})
    options = voice("review.between").join(
        voice(
            "review.poll_option",
            name=option.text.inn(voice.language),
            count=counts.get(option.id, 0),
        )
        for option in question.options
    )
    return voice("review.poll_line", question=question.text.inn(voice.language), options=options)
