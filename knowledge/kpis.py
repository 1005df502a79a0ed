"""Every figure of a report: what it is called, how it comes about in words, and the same as code.

Whatever shows a figure (Home, threads, files, the command line) takes it from here, with its
formula; so the same figure is the same number everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from knowledge.figures import Basis, Share, Unit, Unknown
from knowledge.groups import SMALLEST_GROUP
from knowledge.incident_figures import FIGURES
from knowledge.lead_load import MINUTES_PER_QUESTION
from knowledge.verdict import Level
from knowledge.wording import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from knowledge.figures import Value
    from knowledge.incident_figures import IncidentFigure
    from knowledge.month_counts import MonthCounts


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure. `formula` says in words what `of` does."""

    id: str
    name: Words
    unit: Unit
    formula: Words
    of: Callable[[MonthCounts], Value]
    basis: Basis = Basis.COUNTED

    @override
    def __reduce__(self) -> tuple[Callable[[str], Kpi], tuple[str]]:
        # Code cannot be taken to another process; the name of the figure can.
        return kpi_named, (self.id,)


@dataclass(frozen=True, slots=True)
class Topic:
    """Figures that belong together. Those with `for_leads` are no matter for an executive."""

    id: str
    title: Words
    kpis: tuple[Kpi, ...]
    for_leads: bool = False


def kpi_named(id_: str) -> Kpi:
    """Return the figure with this id.

    Raises:
        KeyError: there is none.
    """
    return KPIS[id_]


def gap_between_departments(counts: MonthCounts) -> Value:
    """Return how many points lie between the most and the least active department."""
    shares = [group.active / group.people for group in counts.shown]
    return (max(shares) - min(shares)) * 100 if len(shares) > 1 else Unknown.NOTHING


def _of_people(part: int, whole: int) -> Value:
    return Unknown.FEW if 0 < whole < SMALLEST_GROUP else Share(part, whole)


def _at_level(level: Level, mark: str, ja: str, en: str) -> Kpi:
    return Kpi(
        f"checks_{level}",
        Words(f"{mark} {ja}", f"{mark} {en}"),
        Unit.TIMES,
        Words(f"判定が「{ja}」だった確認の件数", f"Checks with the answer: {en}"),
        lambda counts: counts.checks.of(level),
    )


_TIME: Final = Topic(
    "time",
    Words("時間短縮", "Time saved"),
    (
        Kpi(
            "hours_reported",
            Words("短くなった時間", "Hours saved"),
            Unit.HOURS,
            Words(
                "本人が答えた分数の合計 ÷ 60：テンプレート＋成功事例の（前−後）×月の回数＋「やってみた」",
                "Minutes people said ÷ 60: templates + (before − after) × times a month of stories + tries",
            ),
            lambda counts: (counts.templates.minutes + counts.stories.minutes) / 60,
            Basis.REPORTED,
        ),
        Kpi(
            "time_reports",
            Words("短くなった時間を答えた件数", "Answers about time saved"),
            Unit.TIMES,
            Words(
                "分数を答えた件数（テンプレート＋成功事例＋「やってみた」）",
                "Answers with minutes (templates + stories + tries)",
            ),
            lambda counts: counts.templates.reports + counts.stories.reports,
        ),
    ),
)

_QUALITY: Final = Topic(
    "quality",
    Words("品質の標準化", "Even quality"),
    (
        Kpi(
            "standard_people",
            Words("テンプレートで仕上げた人の割合", "People who use the templates"),
            Unit.SHARE,
            Words(
                "テンプレートで仕上げた人 ÷ 案内を使った人",
                "People who finished a prompt with a template ÷ people who used Annai",
            ),
            lambda counts: _of_people(counts.templates.people, counts.active),
        ),
        Kpi(
            "templates_helped",
            Words("テンプレートが役に立った割合", "Templates that helped"),
            Unit.SHARE,
            Words(
                "「役に立った」と答えた件数 ÷ 感想のあった件数",
                "Answers that it helped ÷ all answers about templates",
            ),
            lambda counts: Share(counts.templates.helped, counts.templates.rated),
            Basis.REPORTED,
        ),
        Kpi(
            "templates_at_once",
            Words("一度で仕上がった割合", "Prompts right at once"),
            Unit.SHARE,
            Words(
                "入力を直さずに仕上がった件数 ÷ テンプレートで仕上げた件数",
                "Prompts finished without a correction ÷ prompts finished with a template",
            ),
            lambda counts: Share(counts.templates.at_once, counts.templates.finished),
        ),
    ),
)

_WORK: Final = Topic(
    "work",
    Words("作業量削減", "Less work"),
    (
        Kpi(
            "templates_finished",
            Words("テンプレートで仕上げた件数", "Prompts finished with a template"),
            Unit.TIMES,
            Words(
                "テンプレートに入力し、確認を通って受け取られたプロンプトの件数",
                "Prompts that were filled in, passed the check and were handed out",
            ),
            lambda counts: counts.templates.finished,
        ),
        Kpi(
            "stories_tried",
            Words("成功事例をまねた件数", "Stories done likewise"),
            Unit.TIMES,
            Words(
                "いまも公開されている成功事例に「私もやってみた」と答えた件数",
                "Answers 'I did it too' to stories that are public now",
            ),
            lambda counts: counts.stories.tried,
            Basis.REPORTED,
        ),
    ),
)

_SHARING: Final = Topic(
    "sharing",
    Words("属人化の解消", "Knowledge shared"),
    (
        Kpi(
            "without_person",
            Words("人に聞かずに済んだ質問の割合", "Questions that needed nobody"),
            Unit.SHARE,
            Words(
                "前例が答えた質問と、同じ質問への答えで済んだ質問 ÷ 答えのあった質問",
                "Questions answered by a precedent or together with another ÷ all answered questions",
            ),
            lambda counts: Share(counts.load.spared, counts.load.answered),
        ),
        Kpi(
            "stories_published",
            Words("公開された成功事例", "Success stories published"),
            Unit.TIMES,
            Words(
                "その月に公開され、いまも取り下げられていない成功事例の件数",
                "Stories published in the month that are not withdrawn now",
            ),
            lambda counts: counts.stories.published,
        ),
        Kpi(
            "sharing_departments",
            Words("成功事例を出した部門の割合", "Departments that shared a story"),
            Unit.SHARE,
            Words(
                "その月に成功事例が公開された部門 ÷ すべての部門",
                "Departments with a story published in the month ÷ all departments",
            ),
            lambda counts: Share(counts.stories.departments, len(counts.groups)),
        ),
    ),
)

_ADOPTION: Final = Topic(
    "adoption",
    Words("利用の広がり", "Adoption"),
    (
        Kpi(
            "active_people",
            Words("案内を使った人", "People who used Annai"),
            Unit.PEOPLE,
            Words(
                "その月に1回以上、確認するかテンプレートで仕上げた、いま在籍している人",
                "People still here who checked something or finished a template in the month",
            ),
            lambda counts: counts.active,
        ),
        Kpi(
            "active_share",
            Words("使った人の割合", "Share of people who used it"),
            Unit.SHARE,
            Words(
                "部門に所属する人のうち案内を使った人 ÷ 部門に所属する人（所属はいまのもの）",
                "Members of departments who used Annai ÷ members of departments, as they are now",
            ),
            lambda counts: _of_people(counts.people_active, counts.people),
        ),
        Kpi(
            "department_gap",
            Words("部門の差", "Gap between departments"),
            Unit.POINTS,
            Words(
                f"使った人の割合がいちばん高い部門と低い部門の差（{SMALLEST_GROUP}人未満の部門などを除く）",
                f"Highest less lowest share of a department (none of fewer than {SMALLEST_GROUP} people)",
            ),
            gap_between_departments,
        ),
    ),
)

_SAFETY: Final = Topic(
    "safety",
    Words("安全", "Safety"),
    (
        Kpi(
            "checks",
            Words("入れる前の確認", "Checks before entering"),
            Unit.TIMES,
            Words("その月の確認の件数", "All checks in the month"),
            lambda counts: counts.checks.total,
        ),
        _at_level(Level.OK, "◯", "入れてよい", "fine to enter"),
        _at_level(Level.CONDITIONAL, "△", "伏せれば入れてよい", "fine once masked"),
        _at_level(Level.PROHIBITED, "×", "入れない", "not to be entered"),
        _at_level(Level.UNDECIDED, "？", "人に聞く", "a person must say"),
        Kpi(
            "masked",
            Words("入れる前に伏せた割合", "Masked before entering"),
            Unit.SHARE,
            Words(
                "伏せた文を受け取った確認 ÷ ◯以外の確認",
                "Checks that gave a masked text ÷ checks that were not ◯",
            ),
            lambda counts: Share(
                counts.checks.masked,
                counts.checks.of(Level.UNDECIDED, Level.CONDITIONAL, Level.PROHIBITED),
            ),
        ),
        Kpi(
            "safety_check_done",
            Words("安全確認に答えた人の割合", "Answered the safety check"),
            Unit.SHARE,
            Words(
                "その月の安全確認に答えた人 ÷ 届いた人",
                "People who answered the month's safety check ÷ people who got it",
            ),
            lambda counts: _of_people(
                counts.safety_check.whole.done, counts.safety_check.whole.asked
            ),
        ),
    ),
)


def _of_incidents(one: IncidentFigure) -> Kpi:
    return Kpi(one.id, one.name, one.unit, one.formula, lambda counts: one.of(counts.incidents))


_INCIDENTS: Final = Topic(
    "incidents", Words("誤入力の対応", "Mistaken entries"), tuple(map(_of_incidents, FIGURES))
)

_LOAD: Final = Topic(
    "load",
    Words("担当の負担", "Load of those who answer"),
    (
        Kpi(
            "by_precedent",
            Words("前例が答えた質問", "Answered by a precedent"),
            Unit.TIMES,
            Words(
                "前例で答えた質問（「合わない」と言われたものを除く）",
                "Questions a precedent answered, without those where it did not fit",
            ),
            lambda counts: counts.load.by_precedent,
        ),
        Kpi(
            "together",
            Words("まとめて済んだ質問", "Answered together"),
            Unit.TIMES,
            Words(
                "同じ質問への答えで済んだ質問", "Questions settled by the answer to the same one"
            ),
            lambda counts: counts.load.together,
        ),
        Kpi(
            "by_ambassador",
            Words("アンバサダーが答えた質問", "Answered by ambassadors"),
            Unit.TIMES,
            Words("アンバサダーとして答えた質問", "Questions answered as an ambassador"),
            lambda counts: counts.load.by_ambassador,
        ),
        Kpi(
            "by_lead",
            Words("リーダーと代理が答えた質問", "Answered by lead and deputies"),
            Unit.TIMES,
            Words("リーダーか代理として答えた質問", "Questions answered as lead or deputy"),
            lambda counts: counts.load.by_lead,
        ),
        Kpi(
            "median_hours",
            Words("答えるまでの時間（中央値）", "Median time to an answer"),
            Unit.HOURS,
            Words(
                "質問から答えまでの勤務時間の中央値（土日・休業日を除く）",
                "Median of the working hours from question to answer",
            ),
            lambda counts: _known(counts.load.median_hours),
        ),
        Kpi(
            "hours_spared",
            Words("担当が減らせた時間", "Hours spared"),
            Unit.HOURS,
            Words(
                f"（前例が答えた質問＋まとめて済んだ質問）× 1件{MINUTES_PER_QUESTION}分 ÷ 60",
                f"(by a precedent + together) × {MINUTES_PER_QUESTION} minutes each ÷ 60",
            ),
            lambda counts: counts.load.hours_saved,
            Basis.ESTIMATED,
        ),
    ),
    for_leads=True,
)


def _known(value: float | None) -> Value:
    return Unknown.NOTHING if value is None else value


# What is counted later gets a topic here and its counts in MonthCounts; every place that shows a
# report then shows it.
TOPICS: Final = (_TIME, _QUALITY, _WORK, _SHARING, _ADOPTION, _SAFETY, _INCIDENTS, _LOAD)
KPIS: Final[Mapping[str, Kpi]] = {kpi.id: kpi for topic in TOPICS for kpi in topic.kpis}

HEADLINES: Final = (
    "hours_reported",
    "standard_people",
    "templates_finished",
    "without_person",
    "active_share",
    "checks",
    "masked",
    "incidents",
)
"""The figures that are said first, where there is no room for all."""
