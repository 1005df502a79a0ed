"""What to do first after a mistaken entry, and what the law may ask: data that people can edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from knowledge.calendar import YEAR_END, is_national_holiday
from knowledge.content_table import read_table
from knowledge.incidents import Place, Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from knowledge.calendar import Calendar
    from knowledge.content_table import Table
    from knowledge.wording import Words

_FILE = "incidents.toml"
_SATURDAY: Final = 5
_DAY = timedelta(days=1)
# What the guideline calls "at once": about three to five days.
SOONEST: Final = 3


class Doer(StrEnum):
    """Who does a step."""

    REPORTER = auto()
    LEAD = auto()


@dataclass(frozen=True, slots=True)
class _Applies:
    """When something applies: for these categories or many people, and in these places."""

    categories: frozenset[str]
    places: frozenset[str]
    many: bool

    def to(self, categories: Collection[str], place: Place, *, many: bool) -> bool:
        if self.places and place not in self.places:
            return False
        if not self.categories and not self.many:
            return True
        return not self.categories.isdisjoint(categories) or (self.many and many)


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing to do. `done` is how it is called where people say that they have done it already."""

    id: str
    doer: Doer
    text: Words
    done: Words
    applies: _Applies


@dataclass(frozen=True, slots=True)
class Duty:
    """What may have to be reported by law, with its source and its days; a person decides."""

    id: str
    text: Words
    source: Words
    first_days: int
    final_days: int
    applies: _Applies


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a duty would have to be met, if it is one.

    `working` is the last day on which the company works before `first_to` is over: None when
    that is the same day.
    """

    first_from: date
    first_to: date
    working: date | None
    final: date


@dataclass(frozen=True, slots=True)
class IncidentGuide:
    """Everything that the file says."""

    steps: Mapping[str, FirstStep]
    duties: Mapping[str, Duty]
    sorts: Mapping[str, Sort]

    @property
    def often_done(self) -> tuple[FirstStep, ...]:
        """What people may have done before they report."""
        return tuple(one for one in self.steps.values() if one.done.ja)

    def steps_for(
        self, categories: Collection[str], place: Place, *, many: bool
    ) -> tuple[FirstStep, ...]:
        """Return what to do in this case, the most urgent first."""
        return tuple(
            one for one in self.steps.values() if one.applies.to(categories, place, many=many)
        )

    def duties_for(
        self, categories: Collection[str], place: Place, *, many: bool
    ) -> tuple[Duty, ...]:
        """Return what may have to be reported in this case."""
        return tuple(
            one for one in self.duties.values() if one.applies.to(categories, place, many=many)
        )

    def sorts_of(self, categories: Iterable[str]) -> frozenset[Sort]:
        """Return the groups of these categories; what is in none counts as another sort."""
        return frozenset(self.sorts.get(one, Sort.OTHER) for one in categories)


@cache
def load_incident_guide() -> IncidentGuide:
    """Read the packaged file.

    Raises:
        ContentError: it is malformed.
    """
    source = (files("knowledge") / "content" / _FILE).read_text("utf-8")
    return parse_incident_guide(source, _FILE)


def parse_incident_guide(source: str, name: str) -> IncidentGuide:
    """Read steps, duties and sorts from their TOML.

    Raises:
        ContentError: a field is missing or says what nobody knows, or an id stands twice.
    """
    table = read_table(source, name)
    steps = [_step(row) for row in table.tables("step")]
    duties = [_duty(row) for row in table.tables("duty")]
    for rows in (steps, duties):
        if len({one.id for one in rows}) != len(rows):
            raise table.refuse("id", "同じ id が二度あります。", "the same id twice.")
    return IncidentGuide(
        {one.id: one for one in steps}, {one.id: one for one in duties}, _sorts(table)
    )


def deadline_of(duty: Duty, known: date, calendar: Calendar) -> Deadline:
    """Return the days of a duty: the day on which the company came to know counts as the first.

    The last day of the full report moves to the next day on which public offices are open
    (ガイドライン通則編 3-5-3-4); the days of the first report do not move.
    """
    first_to = known + (duty.first_days - 1) * _DAY
    working = first_to
    while working > known and not calendar.is_business_day(working):
        working -= _DAY
    final = known + (duty.final_days - 1) * _DAY
    while not _offices_are_open(final):
        final += _DAY
    return Deadline(
        first_from=known + (min(SOONEST, duty.first_days) - 1) * _DAY,
        first_to=first_to,
        working=None if working == first_to else working,
        final=final,
    )


def _offices_are_open(day: date) -> bool:
    closed = day.weekday() >= _SATURDAY or (day.month, day.day) in YEAR_END
    return not closed and not is_national_holiday(day)


def _step(row: Table) -> FirstStep:
    row.refuse_others({"id", "by", "places", "categories", "many", "text", "done"})
    doer = row.text("by")
    if doer not in set(Doer):
        raise row.refuse("by", "reporter か lead にしてください。", "must be reporter or lead.")
    return FirstStep(
        row.text("id"), Doer(doer), _said(row, "text"), row.words("done"), _applies(row)
    )


def _duty(row: Table) -> Duty:
    row.refuse_others({"id", "categories", "many", "first_days", "final_days", "text", "source"})
    applies = _applies(row)
    if not applies.categories and not applies.many:
        raise row.refuse("categories", "どの種類のときか書いてください。", "say for what.")
    return Duty(
        row.text("id"),
        _said(row, "text"),
        _said(row, "source"),
        _days(row, "first_days"),
        _days(row, "final_days"),
        applies,
    )


def _applies(row: Table) -> _Applies:
    places = frozenset(row.strings("places"))
    if places - set(Place):
        raise row.refuse("places", "知らない場所です。", "unknown place.")
    return _Applies(frozenset(row.strings("categories")), places, row.flag("many", default=False))


def _said(row: Table, key: str) -> Words:
    said = row.words(key)
    if not (said.ja and said.en):
        raise row.refuse(key, "言葉がありません。", "the words are missing.")
    return said


def _days(row: Table, key: str) -> int:
    days = row.table.get(key)
    if not isinstance(days, int) or isinstance(days, bool) or not 0 < days <= 366:
        raise row.refuse(key, "日数（1から366）にしてください。", "must be days (1 to 366).")
    return days


def _sorts(table: Table) -> dict[str, Sort]:
    rows = table.table.get("sort", {})
    if not isinstance(rows, dict) or rows.keys() - set(Sort):
        raise table.refuse("sort", "知らないまとまりです。", "unknown sort.")
    found: dict[str, Sort] = {}
    for name, categories in rows.items():
        if not isinstance(categories, list) or not all(isinstance(x, str) for x in categories):
            raise table.refuse("sort", "文字列の配列ではありません。", "must be a list of texts.")
        found |= dict.fromkeys(categories, Sort(name))
    return found
