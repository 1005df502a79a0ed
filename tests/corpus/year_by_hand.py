"""The figures of a month, counted from the facts of a made-up year without any code of the report."""

from collections import Counter
from datetime import timedelta
from statistics import median

import pytest

from knowledge.figures import Share, Unknown

# A few of the categories of the packaged file, and one that is in no sort of it.
_SORTS = {
    "people": {"health"},
    "partners": {"customer-name"},
    "secrets": {"credential"},
    "company": {"money"},
    "other": {"our-own", "unsure"},
}


def month(at):
    """The month in Tokyo, by hand."""
    return f"{at + timedelta(hours=9):%Y-%m}" if at else ""


class ByHand:
    """One month of the year, counted from the facts."""

    def __init__(self, year, name):
        retired = {one["id"] for one in year.departments if one["retired_at"]}
        gone = ("is_bot", "is_outsider", "is_deactivated")
        absent = {one["id"] for one in year.people if any(one[what] for what in gone)}
        self.home = {
            one["member"]: one["department_id"]
            for one in year.belongs
            if one["department_id"] not in retired and one["member"] not in absent
        }
        self.departments = [one for one in year.departments if one["id"] not in retired]
        self.sizes = Counter(self.home.values())
        self.checks = [one for one in year.checks if month(one["at"]) == name]
        handed = [one for one in year.template_uses if one["outcome"] == "handed_out"]
        self.handed = [one for one in handed if month(one["ended_at"]) == name]
        self.said = [one for one in year.template_uses if month(one["rated_at"]) == name]
        self.answered = [
            one
            for one in year.escalations
            if one["kind"] == "question" and month(one["answered_at"]) == name
        ]
        public = [one for one in year.stories if one["status"] == "published"]
        self.stories = [one for one in public if month(one["published_at"]) == name]
        ids = {one["id"] for one in public}
        self.tries = [
            one for one in year.story_tries if one["story"] in ids and month(one["at"]) == name
        ]
        self.precedents = sum(
            month(one["at"]) == name and one["helped"] is not False for one in year.precedent_uses
        )
        self.asked = [one for one in year.safety_participants if one["period"] == name]
        real = [one for one in year.incidents if one["outcome"] != "no_incident"]
        self.mistakes = [one for one in real if month(one["reported_at"]) == name]
        self.ended = [one for one in real if month(one["closed_at"]) == name]
        self.finishers = {one["member"] for one in self.handed} - absent
        self.active = ({one["member"] for one in self.checks} - absent) | self.finishers

    def level(self, *names):
        return sum(one["level"] in names for one in self.checks)

    def share(self, department):
        here = [one for one in self.active if self.home.get(one) == department]
        return len(here) / self.sizes[department]

    def shown(self):
        """All but the smallest, which are left out until they are five people together."""
        left_out, shown = 0, []
        for one in sorted(self.departments, key=lambda one: self.sizes[one["id"]]):
            if self.sizes[one["id"]] < 5 or 0 < left_out < 5:
                left_out += self.sizes[one["id"]]
            else:
                shown.append(one["id"])
        return shown

    def answers(self, *roles):
        own = [one for one in self.answered if one["same_as"] is None]
        return sum(one["answered_as"] in roles for one in own)

    def of_sort(self, sort):
        return sum(any(one in _SORTS[sort] for one in row["categories"]) for row in self.mistakes)

    def minutes(self):
        """What people said, one number for each who said one."""
        yield from (one["minutes_saved"] for one in self.said if one["minutes_saved"] is not None)
        yield from (one["minutes"] for one in self.tries if one["minutes"] is not None)
        for one in self.stories:
            if one["minutes_before"] is not None and one["minutes_after"] is not None:
                saved = max(one["minutes_before"] - one["minutes_after"], 0)
                yield saved * (1 if one["times_a_month"] is None else one["times_a_month"])

    def telling(self):
        """How many of the departments that there are told a story."""
        return len(
            {one["department"] for one in self.stories} & {one["id"] for one in self.departments}
        )

    def figures(self):
        together = sum(one["same_as"] is not None for one in self.answered)
        spared, by_people = self.precedents + together, self.answers("ambassador", "lead", "deputy")
        saved = list(self.minutes())
        took = [one["working_minutes"] for one in self.answered if one["same_as"] is None]
        shares = [self.share(one) for one in self.shown()]
        masked = [one for one in self.checks if one["maskable"] and not one["asked"]]
        at_home = sum(one in self.home for one in self.active)
        return {
            "hours_reported": pytest.approx(sum(saved) / 60),
            "time_reports": len(saved),
            "standard_people": of_people(len(self.finishers), len(self.active)),
            "templates_helped": Share(
                sum(one["helped"] in {"as_is", "after_edits"} for one in self.said), len(self.said)
            ),
            "templates_at_once": Share(
                sum(one["corrections"] == 0 for one in self.handed), len(self.handed)
            ),
            "templates_finished": len(self.handed),
            "stories_tried": len(self.tries),
            "without_person": Share(spared, spared + by_people),
            "stories_published": len(self.stories),
            "sharing_departments": Share(self.telling(), len(self.departments)),
            "active_people": len(self.active),
            "active_share": of_people(at_home, len(self.home)),
            "department_gap": pytest.approx((max(shares) - min(shares)) * 100),
            "checks": len(self.checks),
            "checks_ok": self.level("ok"),
            "checks_conditional": self.level("conditional"),
            "checks_prohibited": self.level("prohibited"),
            "checks_undecided": self.level("undecided"),
            "masked": Share(
                sum(one["level"] != "ok" for one in masked),
                self.level("conditional", "prohibited", "undecided"),
            ),
            "safety_check_done": of_people(
                sum(one["is_done"] for one in self.asked), len(self.asked)
            ),
            "incidents": len(self.mistakes),
            **{f"incidents_{sort}": self.of_sort(sort) for sort in _SORTS},
            "incidents_standing": sum(one["state"] != "closed" for one in self.mistakes),
            "incident_minutes_to_take": middle(
                [one["minutes_to_take"] for one in self.mistakes if one["state"] != "open"]
            ),
            "incident_hours_to_close": middle([one["working_minutes"] for one in self.ended], 60),
            "by_precedent": self.precedents,
            "together": together,
            "by_ambassador": self.answers("ambassador"),
            "by_lead": self.answers("lead", "deputy"),
            "median_hours": median(took) / 60 if took else Unknown.NOTHING,
            "hours_spared": pytest.approx(spared * 10 / 60),
        }


def middle(numbers, divisor=1):
    return median(numbers) / divisor if numbers else Unknown.NOTHING


def of_people(part, whole):
    return Share(part, whole) if whole == 0 or whole >= 5 else Unknown.FEW
