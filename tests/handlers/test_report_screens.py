"""The report as a message and on Home, and how figures are said."""

import pytest

from bot.playground.outline import outline_message, outline_view
from handlers.views import home
from handlers.views.figures import say_change, say_value
from handlers.views.reports import report_message, report_on_home
from knowledge.figures import Share, Unit, Unknown
from knowledge.kpis import HEADLINES, KPIS
from knowledge.reports import Figure
from tests.handlers.sample_reports import empty_report, full_report


def shown(message):
    return outline_message(message["text"], message["blocks"], {})


@pytest.mark.parametrize("for_lead", [True, False], ids=["lead", "executive"])
def test_the_message(golden, voice, for_lead):
    """The load is for those who bear it."""
    who = "lead" if for_lead else "executive"
    message = report_message(full_report(), voice, for_lead=for_lead)
    golden(f"reports/message_{who}.{voice.language}", shown(message))


def test_a_month_without_anything(golden, voice):
    """Every figure is there, as 0 or with the reason why there is none."""
    message = report_message(empty_report(), voice, for_lead=True)
    golden(f"reports/message_empty.{voice.language}", shown(message))


def test_on_home(golden, voice):
    """The month that has not ended, and the button for the last one."""
    view = home.home([report_on_home(full_report(), voice, for_lead=False)], voice)
    golden(f"reports/home.{voice.language}", outline_view(view, names={}))


def test_every_figure_of_a_screen_has_its_formula(voice):
    """Under it."""
    said = shown(report_message(full_report(), voice, for_lead=False))
    for kpi in HEADLINES:
        assert KPIS[kpi].formula.inn(voice.language) in said


@pytest.mark.parametrize(
    ("unit", "value", "ja", "en"),
    [
        (Unit.TIMES, 0, "0件", "0"),
        (Unit.TIMES, 1234567, "1,234,567件", "1,234,567"),
        (Unit.PEOPLE, 12, "12人", "12"),
        (Unit.HOURS, 1.45, "1.5時間", "1.5 h"),
        (Unit.HOURS, 0.0, "0.0時間", "0.0 h"),
        (Unit.POINTS, 41.25, "41.3ポイント", "41.3 points"),
        (Unit.SHARE, Share(1, 8), "13%（1/8）", "13% (1/8)"),
        (Unit.SHARE, Share(0, 8), "0%（0/8）", "0% (0/8)"),
        (Unit.SHARE, Share(0, 0), "―（0/0）", "- (0/0)"),
        (Unit.HOURS, Unknown.NOTHING, "―（対象なし）", "- (nothing to count)"),
        (
            Unit.SHARE,
            Unknown.FEW,
            "5人未満のため表示しません",
            "not shown: fewer than 5 people",
        ),
    ],
)
def test_values(texts, unit, value, ja, en):
    """Half up, as a spreadsheet shows the same number; a share with what it is of."""
    assert say_value(unit, value, texts.voice("ja")) == ja
    assert say_value(unit, value, texts.voice("en")) == en


@pytest.mark.parametrize(
    ("kpi", "value", "before", "said"),
    [
        ("checks", 12, 10, "+2件"),
        ("checks", 10, 12, "−2件"),
        ("checks", 10, 10, "±0件"),
        ("hours_reported", 1.02, 1.0, "±0.0時間"),
        ("active_share", Share(1, 2), Share(2, 5), "+10.0ポイント"),
        ("active_share", Share(1, 2), Unknown.FEW, ""),
        ("masked", Share(0, 0), Share(1, 2), ""),
    ],
)
def test_changes(texts, kpi, value, before, said):
    """With a sign; none where one of the two is unknown."""
    assert say_change(Figure(KPIS[kpi], value, before), texts.voice("ja")) == said
