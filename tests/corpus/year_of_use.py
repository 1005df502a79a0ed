"""A company's year with Annai, made up: what happened, and the same put into a database.

It says what happened as plain tuples, so that a test can work out every figure for itself, and
puts only these facts into the tables: what a report derives from them is not made up with them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from knowledge.store.models import (
    Check,
    Department,
    Escalation,
    Incident,
    Member,
    MemberDepartment,
    PrecedentRow,
    PrecedentUse,
    SafetyParticipant,
    SafetyRound,
    Story,
    StoryTry,
    TemplateUse,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from knowledge.store.database import Session

FIRST = datetime(2025, 10, 31, 15, tzinfo=UTC)
"""Midnight in Tokyo, when November begins."""
_MINUTES = 365 * 24 * 60
# The last moment of a month in Tokyo, and the first of the next, which is the same day in UTC.
_EDGES = tuple(
    datetime(2026, month, day, 15, tzinfo=UTC) + timedelta(microseconds=by)
    for month, day in ((1, 31), (3, 31), (4, 30), (9, 30))
    for by in (-1, 0, 1)
)
_LEVELS = ("ok", "conditional", "prohibited", "undecided")
_SIZES = (31, 24, 18, 12, 7, 5, 3, 2)
_BATCH = 5_000


@dataclass(frozen=True)
class YearOfUse:
    """What happened, as rows by the columns of their tables."""

    departments: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    belongs: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    template_uses: list[dict[str, Any]] = field(default_factory=list)
    escalations: list[dict[str, Any]] = field(default_factory=list)
    precedents: list[dict[str, Any]] = field(default_factory=list)
    precedent_uses: list[dict[str, Any]] = field(default_factory=list)
    stories: list[dict[str, Any]] = field(default_factory=list)
    story_tries: list[dict[str, Any]] = field(default_factory=list)
    safety_rounds: list[dict[str, Any]] = field(default_factory=list)
    safety_participants: list[dict[str, Any]] = field(default_factory=list)
    incidents: list[dict[str, Any]] = field(default_factory=list)


def make_year(
    seed: int,
    *,
    checks: int,
    template_uses: int,
    stories: int,
    questions: int = 50,
    people: int = 200,
) -> YearOfUse:
    """Make up a year from November 2025 to October 2026, the same for the same numbers."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    year = YearOfUse()
    _people(year, people, dice)
    members = [one["id"] for one in year.people]
    year.checks.extend(_checks(members, checks, dice))
    year.template_uses.extend(_template_uses(members, template_uses, dice))
    _stories(year, members, stories, dice)
    _questions(year, members, questions, dice)
    _safety_checks(year, members, dice)
    year.incidents.extend(_incident(number, members, dice) for number in range(40))
    return year


def put_into(session: Session, year: YearOfUse) -> None:
    """Write the facts, and nothing that is counted from them."""
    for table, rows in (
        (Department, year.departments),
        (Member, year.people),
        (MemberDepartment, year.belongs),
        (Check, year.checks),
        (TemplateUse, year.template_uses),
        (Escalation, year.escalations),
        (PrecedentRow, year.precedents),
        (PrecedentUse, year.precedent_uses),
        (Story, year.stories),
        (StoryTry, year.story_tries),
        (SafetyRound, year.safety_rounds),
        (SafetyParticipant, year.safety_participants),
    ):
        for start in range(0, len(rows), _BATCH):
            session.execute(insert(table), rows[start : start + _BATCH])


def put_newer_into(session: Session, year: YearOfUse) -> None:
    """Write what came about in tables that the version before does not have."""
    session.execute(insert(Incident), year.incidents)


def _people(year: YearOfUse, count: int, dice: random.Random) -> None:
    for id_, _ in enumerate(_SIZES, 1):
        retired = FIRST if id_ == 4 else None
        row = {"id": id_, "name": f"第{id_}部", "folded": str(id_), "retired_at": retired}
        year.departments.append(row | {"created_at": FIRST})
    places = [id_ for id_, size in enumerate(_SIZES, 1) for _ in range(size)]
    for number in range(count):
        chance = dice.random()
        row = {
            "id": f"U{number:04}",
            "team": "T1",
            "language": "ja",
            "is_bot": chance < 0.01,
            "is_outsider": 0.01 <= chance < 0.03,
            "is_deactivated": 0.03 <= chance < 0.08,
            "first_seen_at": FIRST,
            "seen_at": FIRST,
        }
        year.people.append(row)
        # The big departments have the rest, and some people belong to none.
        place = places[number] if number < len(places) else dice.choice((1, 2, 3, None))
        if place is not None:
            belongs = {"member": row["id"], "department_id": place, "at": FIRST, "by": "U0000"}
            year.belongs.append(belongs)


def _moment(dice: random.Random) -> datetime:
    if dice.random() < 0.01:
        return dice.choice(_EDGES)
    return FIRST + timedelta(minutes=dice.randrange(_MINUTES), seconds=dice.randrange(60))


def _checks(members: Sequence[str], count: int, dice: random.Random) -> Iterator[dict[str, Any]]:
    # Some people ask every day, many once a month, some never.
    eager = [1 / (1 + place) for place in range(len(members) - 10)] + [0.0] * 10
    who = dice.choices(members, eager, k=count)
    for member in who:
        level = dice.choices(_LEVELS, (60, 20, 12, 8))[0]
        yield {
            "key": None,
            "member": member,
            "at": _moment(dice),
            "surface": "command",
            "asked": dice.random() < 0.2,
            "account": "company",
            "level": level,
            "maskable": dice.random() < (0.9 if level == "ok" else 0.6),
            "categories": [],
            "kinds": {},
            "rulebook_revision": "2026-11",
            "characters": 40,
        }


def _template_uses(
    members: Sequence[str], count: int, dice: random.Random
) -> Iterator[dict[str, Any]]:
    for number in range(count):
        begun = _moment(dice)
        ended = begun + timedelta(minutes=dice.randrange(40))
        outcome = dice.choices(("handed_out", "abandoned", "started"), (7, 2, 1))[0]
        rated = outcome == "handed_out" and dice.random() < 0.4
        helped = dice.choice(("as_is", "after_edits", "no")) if rated else None
        yield {
            "key": f"use:{number}",
            "template": "mail-reply",
            "revision": 0,
            "member": dice.choice(members),
            "department": None,
            "at": begun,
            "outcome": outcome,
            "corrections": dice.choice((0, 0, 1, 2)),
            "ended_at": None if outcome == "started" else ended,
            "level": "ok" if outcome == "handed_out" else None,
            "asked_at": None,
            "helped": helped,
            "minutes_saved": dice.randrange(60) if helped and dice.random() < 0.7 else None,
            "comment": "",
            # Some say it in the month after.
            "rated_at": ended + timedelta(hours=dice.randrange(72)) if rated else None,
        }


def _stories(year: YearOfUse, members: Sequence[str], count: int, dice: random.Random) -> None:
    for id_ in range(1, count + 1):
        begun = _moment(dice)
        status = dice.choices(("published", "waiting", "proposed", "withdrawn"), (7, 1, 1, 1))[0]
        was_public = status in {"published", "withdrawn"}
        minutes = dice.choice((None, dice.randrange(120)))
        year.stories.append(
            {
                "id": id_,
                "key": f"story:{id_}",
                "status": status,
                "author": dice.choice(members),
                "started_by": "author",
                "channel": "C1",
                "ts": f"{id_}.0",
                "link": "",
                "created_at": begun,
                "asks": 0,
                "asked_at": None,
                "department": dice.choice((None, *range(1, len(_SIZES) + 1))),
                "title": "",
                "work": "",
                "done": "",
                "prompt": "",
                "template": "",
                "tips": "",
                "minutes_before": minutes,
                "minutes_after": None if minutes is None else dice.randrange(60),
                "times_a_month": dice.choice((None, 1, 4, 20)),
                "shared_at": begun,
                "decided_by": "",
                "decided_at": None,
                "reason": "",
                "published_at": begun + timedelta(hours=dice.randrange(48)) if was_public else None,
                "withdrawn_by": "",
                "withdrawn_at": None,
                "edited_at": None,
                "version": 1,
            }
        )
        for member in dice.sample(members, dice.randrange(4) if was_public else 0):
            said = dice.choice((None, dice.randrange(90)))
            told = {"story": id_, "member": member, "minutes": said, "at": _moment(dice)}
            year.story_tries.append(told)


def _questions(year: YearOfUse, members: Sequence[str], count: int, dice: random.Random) -> None:
    for number in range(1, count + 1):
        asked = _moment(dice)
        status = dice.choices(("answered", "open", "withdrawn"), (8, 1, 1))[0]
        year.escalations.append(_question(number, status, asked, members, dice))
    year.precedents.append(
        {
            "id": 1,
            "escalation": 1,
            "status": "in_force",
            "question": "議事録は入れていい？",
            "is_question": True,
            "level": "ok",
            "advice": "",
            "department": None,
            "checked_as": "undecided",
            "rules": {},
            "rulebook_revision": "2026-11",
            "created_at": FIRST,
            "decided_by": "U0000",
            "decided_at": FIRST,
            "owner": "U0000",
            "expires_at": FIRST + timedelta(days=400),
            "version": 1,
            "changed_at": FIRST,
        }
    )
    for number in range(1, 2 * count + 1):
        helped = dice.choice((None, True, False))
        use = {"id": number, "precedent": 1, "member": dice.choice(members), "helped": helped}
        year.precedent_uses.append(use | {"at": _moment(dice)})


def _safety_checks(year: YearOfUse, members: Sequence[str], dice: random.Random) -> None:
    """Every other month; in the last one only a few people are asked."""
    home = {one["member"]: one["department_id"] for one in year.belongs}
    for month in range(1, 11, 2):
        period = f"2026-{month:02}"
        opened = datetime(2026, month, 14, 1, tzinfo=UTC)
        closes = opened + timedelta(days=10)
        row = {"period": period, "questions": {}, "opened_at": opened, "closes_at": closes}
        year.safety_rounds.append(row)
        for member in members if month < 9 else members[:3]:
            part = {"period": period, "member": member, "department": home.get(member)}
            year.safety_participants.append(part | {"is_done": dice.random() < 0.6})


def _incident(number: int, members: Sequence[str], dice: random.Random) -> dict[str, Any]:
    at, state = _moment(dice), dice.choices(("closed", "taken", "open"), (7, 2, 1))[0]
    taken = None if state == "open" else dice.randrange(600)
    closed = at + timedelta(hours=dice.randrange(1, 200)) if state == "closed" else None
    outcomes = ("harmless", "contained", "damage", "no_incident")
    known = ("health", "customer-name", "credential", "money", "our-own", "unsure")
    return {
        "key": f"incident:{number}",
        "state": state,
        "reporter": dice.choice(members),
        "department": None,
        "place": dice.choice(("company", "private")),
        "happened": "now",
        "many": False,
        "categories": dice.sample(known, dice.randrange(1, 3)),
        "rulebook_revision": "2026-11",
        "words": "",
        "reported_at": at,
        "taken_by": None if taken is None else "U0000",
        "taken_at": None if taken is None else at + timedelta(minutes=taken),
        "minutes_to_take": taken,
        "closed_by": "U0000" if closed else None,
        "closed_at": closed,
        "working_minutes": dice.randrange(3_000) if closed else None,
        "outcome": dice.choice(outcomes) if closed else None,
        "outside": "not_needed" if closed else None,
        "reason": "",
        "version": 0,
        "nudges": 0,
        "due_at": None,
    }


def _question(
    number: int, status: str, asked: datetime, members: Sequence[str], dice: random.Random
) -> dict[str, Any]:
    answered = status == "answered"
    together = answered and number > 1 and dice.random() < 0.2
    return {
        "id": number,
        "key": f"ask:{number}",
        "kind": dice.choices(("question", "report"), (9, 1))[0],
        "status": status,
        "asker": dice.choice(members),
        "language": "ja",
        "department": None,
        "asked_at": asked,
        "channel": None,
        "thread_ts": None,
        "question": "",
        "is_question": True,
        "words": "これは？",
        "purpose": "",
        "level": "undecided",
        "categories": [],
        "nearest": [],
        "rulebook_revision": "2026-11",
        "step": "lead",
        "moves": 0,
        "due_at": None,
        "same_as": 1 if together else None,
        "answer_level": "ok" if answered else None,
        "answer_advice": "",
        "answered_by": "U0000" if answered else None,
        "answered_as": dice.choice(("ambassador", "lead", "deputy")) if answered else None,
        "answered_at": asked + timedelta(hours=dice.randrange(48)) if answered else None,
        "working_minutes": dice.randrange(1000) if answered and not together else None,
    }
