"""Reports: what each figure says, what is kept back, and what changed since the month before."""

import pytest

from knowledge.figures import Basis, Share, Unknown
from knowledge.incident_figures import IncidentCounts
from knowledge.kpis import KPIS, TOPICS
from knowledge.lead_load import LeadLoad
from knowledge.month_counts import (
    Checks,
    Completion,
    Group,
    MonthCounts,
    Participation,
    StoriesTold,
    TemplateUses,
)
from knowledge.months import Month
from knowledge.reports import make_report

OCTOBER, SEPTEMBER = Month(2026, 10), Month(2026, 9)
EMPTY = MonthCounts(SEPTEMBER)


def group(people, active=0, name="部", **more):
    return Group(name, people, active, **more)


def value(kpi, **counts):
    return KPIS[kpi].of(MonthCounts(OCTOBER, **counts))


class TestFigures:
    """By their formulas."""

    @pytest.mark.parametrize(
        ("kpi", "expected"),
        [
            ("hours_reported", 2.5),
            ("time_reports", 7),
            ("standard_people", Share(6, 20)),
            ("templates_helped", Share(3, 4)),
            ("templates_at_once", Share(7, 9)),
            ("templates_finished", 9),
            ("stories_tried", 8),
            ("without_person", Share(5, 14)),
            ("stories_published", 2),
            ("sharing_departments", Share(1, 2)),
            ("active_people", 20),
            ("active_share", Share(12, 30)),
            ("department_gap", pytest.approx(30)),
            ("checks", 100),
            ("checks_ok", 40),
            ("checks_conditional", 30),
            ("checks_prohibited", 20),
            ("checks_undecided", 10),
            ("masked", Share(25, 60)),
            ("safety_check_done", Share(9, 24)),
            ("incidents", 6),
            ("incidents_people", 4),
            ("incidents_partners", 2),
            ("incidents_secrets", 1),
            ("incidents_company", 0),
            ("incidents_other", 1),
            ("incidents_standing", 2),
            ("incident_minutes_to_take", 12.5),
            ("incident_hours_to_close", 1.5),
            ("by_precedent", 3),
            ("together", 2),
            ("by_ambassador", 4),
            ("by_lead", 5),
            ("median_hours", 1.5),
            ("hours_spared", pytest.approx(5 / 6)),
        ],
    )
    def test_each_figure(self, kpi, expected):
        """Worked out by hand."""
        found = value(
            kpi,
            checks=Checks({"ok": 40, "conditional": 30, "prohibited": 20, "undecided": 10}, 25),
            active=20,
            groups=[group(10, 6), group(20, 6)],
            templates=TemplateUses(9, 7, 6, 4, 3, 2, 90),
            stories=StoriesTold(2, 1, 8, 5, 60),
            load=LeadLoad(3, 2, 4, 5, (60, 90, 300)),
            safety_check=Participation(Completion("", 24, 9)),
            incidents=IncidentCounts(
                6,
                {"people": 4, "partners": 2, "secrets": 1, "other": 1},
                2,
                (5, 20, 600, 1),
                (90, 30, 240),
            ),
        )
        assert found == expected

    def test_every_figure_has_a_case_above(self):
        """Who adds one works it out by hand, too."""
        cases = self.test_each_figure.pytestmark[0].args[1]
        assert {case[0] for case in cases} == set(KPIS)

    def test_ids_are_taken_once(self):
        """Files and scripts go by them."""
        assert len(KPIS) == sum(len(topic.kpis) for topic in TOPICS)

    def test_every_figure_says_how_it_comes_about(self):
        """In both languages, and apart from its name."""
        for kpi in KPIS.values():
            assert all(words.ja and words.en for words in (kpi.name, kpi.formula)), kpi.id
            assert kpi.formula.ja != kpi.name.ja

    def test_what_people_say_themselves_is_marked(self):
        """And what is only an estimate."""
        marked = {kpi.id: kpi.basis for kpi in KPIS.values() if kpi.basis is not Basis.COUNTED}
        assert marked == {
            "hours_reported": Basis.REPORTED,
            "templates_helped": Basis.REPORTED,
            "stories_tried": Basis.REPORTED,
            "hours_spared": Basis.ESTIMATED,
        }

    def test_nothing_is_zero_and_not_left_out(self):
        """A month in which nothing happened has every figure."""
        report = make_report(MonthCounts(OCTOBER), EMPTY)
        shown = {one.kpi.id: one.value for section in report.sections for one in section.figures}
        assert set(shown) == set(KPIS)
        assert {kpi for kpi, one in shown.items() if isinstance(one, Unknown)} == {
            "median_hours",
            "department_gap",
            "incident_minutes_to_take",
            "incident_hours_to_close",
        }
        assert not any(one for one in shown.values() if isinstance(one, int | float))


class TestSmallGroups:
    """Of fewer than five people nothing is said, nor can it be worked out."""

    def shown(self, *sizes):
        counts = MonthCounts(OCTOBER, groups=[group(size, name=str(size)) for size in sizes])
        return [one.people for one in counts.shown]

    @pytest.mark.parametrize(
        ("sizes", "shown"),
        [
            ((5, 6), [5, 6]),
            ((4, 1, 9), [9]),
            ((4, 9, 6, 7), [9, 7]),
            ((0, 8), [8]),
            ((0, 4, 8), []),
            ((4,), []),
            ((1, 4, 5), [5]),
        ],
    )
    def test_the_rest_is_never_fewer_than_five(self, sizes, shown):
        """Otherwise the next smallest goes with it, so that the total gives nobody away."""
        assert self.shown(*sizes) == shown

    def test_what_is_kept_back_is_counted(self):
        """Nobody thinks that these departments do nothing."""
        report = make_report(MonthCounts(OCTOBER, groups=[group(3), group(2), group(9, 4)]), EMPTY)
        assert (len(report.departments), report.kept_back) == (1, 2)

    def test_the_gap_looks_at_what_is_shown(self):
        """A department of one person would make every gap a hundred."""
        groups = [group(1, 0), group(4, 4), group(10, 5), group(10, 8)]
        assert value("department_gap", groups=groups) == pytest.approx(30)
        assert value("department_gap", groups=groups[:3]) is Unknown.NOTHING

    def test_a_company_of_four(self):
        """It gets no share at all."""
        assert value("active_share", groups=[group(4, 3)]) is Unknown.FEW
        assert value("standard_people", active=4) is Unknown.FEW
        asked = Participation(Completion("", 4, 4))
        assert value("safety_check_done", safety_check=asked) is Unknown.FEW


def test_changes_are_in_points_or_as_counted():
    """A share of 50 % after 40 % rose by ten points; what is unknown did not change."""
    report = make_report(
        MonthCounts(OCTOBER, groups=[group(10, 5)], checks=Checks({"ok": 3})),
        MonthCounts(SEPTEMBER, groups=[group(10, 4)], checks=Checks({"ok": 5})),
    )
    assert report.figure("active_share").change == pytest.approx(10)
    assert report.figure("checks").change == -2
    assert report.figure("median_hours").change is None
    assert report.figure("masked").change is None


def test_departments_come_with_the_most_active_first():
    """Ties in the order in which they were added."""
    groups = [group(10, 2, "甲"), group(10, 9, "乙"), group(20, 4, "丙")]
    report = make_report(MonthCounts(OCTOBER, groups=groups), EMPTY)
    assert [line.name for line in report.departments] == ["乙", "甲", "丙"]


def test_an_unknown_figure_is_an_error():
    """No screen shows nothing by mistake."""
    with pytest.raises(KeyError):
        make_report(EMPTY, EMPTY).figure("profit")
