"""What mistaken entries of a month come to: how many, of what sort, how soon they were dealt with."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Final

from knowledge.figures import Unit, Unknown
from knowledge.incidents import Sort
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from knowledge.figures import Value


@dataclass(frozen=True, slots=True)
class IncidentCounts:
    """Mistaken entries of one month, without those that turned out to be none.

    Attributes:
        reported: in the month.
        by_sort: the same by what was entered; one with several sorts counts in each.
        standing: how many of them are not closed now.
        minutes_to_take: from the report until somebody first took it on, one number for each of
            them that was.
        minutes_to_close: working time from the report until it was closed, one number for each
            that was closed in the month.
    """

    reported: int = 0
    by_sort: Mapping[str, int] = field(default_factory=dict)
    standing: int = 0
    minutes_to_take: Sequence[int] = ()
    minutes_to_close: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class IncidentFigure:
    """One figure, with how it comes about in words and as code."""

    id: str
    name: Words
    unit: Unit
    formula: Words
    of: Callable[[IncidentCounts], Value]


def _of_sort(sort: Sort, ja: str, en: str) -> IncidentFigure:
    return IncidentFigure(
        f"incidents_{sort}",
        Words(f"誤入力（{ja}）", f"Mistaken entries: {en}"),
        Unit.TIMES,
        Words(
            f"{ja}を含む報告（種類ごとに数える）",
            f"Reports about {en} (counted for each sort)",
        ),
        lambda counts: counts.by_sort.get(sort, 0),
    )


def _middle(numbers: Sequence[int], divisor: int = 1) -> Value:
    return median(numbers) / divisor if numbers else Unknown.NOTHING


FIGURES: Final = (
    IncidentFigure(
        "incidents",
        Words("誤入力の報告", "Mistaken entries reported"),
        Unit.TIMES,
        Words(
            "その月に報告された件数（「誤入力ではなかった」と分かったものを除く）",
            "Reports in the month, without those that turned out to be no mistake",
        ),
        lambda counts: counts.reported,
    ),
    _of_sort(Sort.PEOPLE, "人の情報", "people"),
    _of_sort(Sort.PARTNERS, "お客様・取引先の情報", "customers and partners"),
    _of_sort(Sort.SECRETS, "鍵やシステムの情報", "keys and systems"),
    _of_sort(Sort.COMPANY, "会社の内部の情報", "the company"),
    _of_sort(Sort.OTHER, "その他・わからない情報", "something else, or not known"),
    IncidentFigure(
        "incidents_standing",
        Words("まだ閉じていない誤入力", "Mistaken entries not closed yet"),
        Unit.TIMES,
        Words(
            "その月に報告され、いまも閉じていない件数",
            "Reports of the month that are not closed now",
        ),
        lambda counts: counts.standing,
    ),
    IncidentFigure(
        "incident_minutes_to_take",
        Words("誤入力を引き受けるまで（中央値）", "Median time to take one on"),
        Unit.MINUTES,
        Words(
            "その月の報告の、報告から最初の引き受けまでの分数の中央値（夜や休日も数える）",
            "Median of the minutes from report to first taking on, of the reports of the month",
        ),
        lambda counts: _middle(counts.minutes_to_take),
    ),
    IncidentFigure(
        "incident_hours_to_close",
        Words("誤入力を閉じるまで（中央値）", "Median time to close one"),
        Unit.HOURS,
        Words(
            "その月に閉じた報告の、報告から閉じるまでの勤務時間の中央値（土日・休業日を除く）",
            "Median of the working hours from report to closing, of those closed in the month",
        ),
        lambda counts: _middle(counts.minutes_to_close, 60),
    ),
)
