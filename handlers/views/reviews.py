"""The monthly review in its channel: the parent, the six items, and the summary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_month, say_time
from handlers.views.fitting import fit
from handlers.views.review_figures import section_blocks
from knowledge.reviews import OutcomeKind, ReviewItem, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.months import Month
    from knowledge.review_sections import Section
    from knowledge.store.models import ReviewEntry, ReviewOutcome

_MENTIONS = 100
_ACTIONS = 20
_DEPARTMENTS = 30
_TEXTS = 6
_TEXT = 400


@dataclass(frozen=True, slots=True)
class Standing:
    """How a review stands.

    Attributes:
        period, month: which it is, and which month it looks at.
        closes_at: as the company's clocks show it.
        answered, waiting: names of departments.
        ambassadors: everybody who is asked to write.
        carried: action items of earlier reviews.
        topics: what the last one wanted to be spoken about.
        not_held: no review looked at the month before.
    """

    period: str
    month: Month
    closes_at: datetime
    channel: str = ""
    answered: Sequence[str] = ()
    waiting: Sequence[str] = ()
    ambassadors: Sequence[str] = ()
    carried: Sequence[ReviewOutcome] = ()
    topics: Sequence[str] = ()
    not_held: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """What a review came to.

    Attributes:
        standing: how it stood at the end.
        written: what was written, by department; empty name: by people of none.
        outcomes: decisions, action items and topics.
        still_open: action items of earlier reviews.
        next_at: when the next one is due, as the company's clocks show it.
        by: who closed it; empty: its last day had come.
    """

    standing: Standing
    written: Sequence[tuple[str, Sequence[ReviewEntry]]] = ()
    outcomes: Sequence[ReviewOutcome] = ()
    still_open: Sequence[ReviewOutcome] = field(default_factory=tuple)
    next_at: datetime | None = None
    by: str = ""


def parent_message(standing: Standing, voice: Voice) -> Surface:
    """The message above the thread."""
    title = voice("review.title", month=say_month(standing.month, voice))
    blocks = [kit.header(title)]
    if standing.closed:
        blocks.append(kit.prose(voice("review.closed")))
    else:
        when = say_time(standing.closes_at, voice)
        blocks += [kit.prose(voice("review.intro")), kit.prose(voice("review.deadline", when=when))]
        blocks += _mentions(standing, voice)
    if standing.not_held:
        name = say_month(standing.month.before(), voice)
        blocks.append(kit.context(voice("review.not_held", month=name)))
    blocks += _carried(standing, voice)
    blocks += _status(standing, voice)
    if not standing.closed:
        blocks.append(buttons(standing.period, voice))
    return fit({"text": encode(title), "blocks": blocks}, voice)


def buttons(period: str, voice: Voice, *, leads: bool = True) -> Block:
    """What can be done with an open review. Who may is asked at the press: a post has one face."""
    elements = [
        kit.button(voice("review.write"), ids.ACTION_WRITE_REVIEW, value=period, primary=True),
        kit.button(voice("review.actions"), ids.ACTION_REVIEW_ACTIONS, value=period),
    ]
    if leads:
        elements += [
            kit.button(voice("review.decide"), ids.ACTION_DECIDE_REVIEW, value=period),
            kit.button(voice("review.close"), ids.ACTION_CLOSE_REVIEW, value=period),
        ]
    return kit.actions(*elements)


def item_message(
    section: Section, month: Month, voice: Voice, more: Sequence[Block] = ()
) -> Surface:
    """One item in the thread: what is known, and what is asked."""
    number = list(ReviewItem).index(section.item) + 1
    name = voice(f"review.item.{section.item}")
    title = voice("review.item_title", number=number, name=name)
    blocks = [
        kit.header(title),
        *section_blocks(section, month, voice),
        *more,
        kit.prose(voice(f"review.ask.{section.item}")),
    ]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def summary_message(ending: Ending, voice: Voice) -> Surface:
    """What the review came to, below its thread."""
    standing = ending.standing
    title = voice("review.summary_title", month=say_month(standing.month, voice))
    blocks = [kit.header(title), *_status(standing, voice)]
    if not ending.written:
        blocks.append(kit.prose(voice("review.nobody_wrote")))
    for name, entries in ending.written[:_DEPARTMENTS]:
        blocks.append(_department(name or voice("review.no_department"), entries, voice))
    if (more := len(ending.written) - _DEPARTMENTS) > 0:
        blocks.append(kit.context(voice("review.more_departments", count=more)))
    blocks += _outcomes(ending, voice)
    if ending.next_at is not None:
        said = voice("review.next_at", when=say_time(ending.next_at, voice))
        blocks.append(kit.prose(said))
    if ending.by:
        blocks.append(kit.prose(voice("review.closed_by"), kit.person(ending.by)))
    return fit({"text": encode(title), "blocks": blocks}, voice)


def action_line(action: ReviewOutcome, voice: Voice) -> list[str | Block]:
    """An action item with its state and its owner."""
    said = voice(
        "review.action_line",
        state=voice(f"review.state.{action.state}"),
        text=shorten(action.text, _TEXT),
    )
    owner = kit.person(action.owner) if action.owner else voice("review.no_owner")
    return [said, voice("review.owner"), owner]


def _mentions(standing: Standing, voice: Voice) -> Iterator[Block]:
    if not standing.ambassadors:
        yield kit.context(voice("review.no_ambassadors"))
        return
    pieces: list[str | Block] = []
    for member in standing.ambassadors[:_MENTIONS]:
        pieces += [kit.person(member), " "]
    yield kit.prose(*pieces, voice("review.please"))


def _carried(standing: Standing, voice: Voice) -> Iterator[Block]:
    if standing.carried:
        lines = [action_line(one, voice) for one in standing.carried[:_ACTIONS]]
        yield kit.bullets(voice("review.carried"), lines)
    if (more := len(standing.carried) - _ACTIONS) > 0:
        yield kit.context(voice("review.more_actions", count=more))
    if standing.topics:
        lines_ = [shorten(topic, _TEXT) for topic in standing.topics[:_ACTIONS]]
        yield kit.bullets(voice("review.topics"), lines_)


def _status(standing: Standing, voice: Voice) -> Iterator[Block]:
    if not standing.answered and not standing.waiting:
        yield kit.context(voice("review.no_departments"))
        return
    between = voice("review.between")
    count, all_ = len(standing.answered), len(standing.answered) + len(standing.waiting)
    lines = [voice("review.answered", count=count, all=all_)]
    if standing.answered:
        lines.append(voice("review.answered_by", list=between.join(standing.answered)))
    if standing.waiting:
        key = "review.did_not_answer" if standing.closed else "review.waiting"
        lines.append(voice(key, list=between.join(standing.waiting)))
    yield kit.prose("\n".join(lines))


def _department(name: str, entries: Sequence[ReviewEntry], voice: Voice) -> Block:
    lines = [line for entry in entries for line in _written(entry, voice)]
    left_out = len(lines) - _TEXTS
    shown = lines[:_TEXTS]
    if left_out > 0:
        shown.append(voice("review.more_texts", count=left_out))
    return kit.bullets(name, shown or [voice("review.nothing_said")])


def _written(entry: ReviewEntry, voice: Voice) -> Iterator[str]:
    for topic in Topic:
        if text := entry.texts.get(topic.value):
            short = shorten(" ".join(text.split()), _TEXT)
            yield short if topic is Topic.REPLY else voice(f"review.said.{topic}", text=short)


def _outcomes(ending: Ending, voice: Voice) -> Iterator[Block]:
    by_kind = {
        kind: [one for one in ending.outcomes if one.kind == kind.value] for kind in OutcomeKind
    }
    decisions = [shorten(one.text, _TEXT) for one in by_kind[OutcomeKind.DECISION]]
    yield kit.bullets(voice("review.decisions"), decisions or [voice("review.no_decisions")])
    actions = [*by_kind[OutcomeKind.ACTION], *ending.still_open]
    lines = [action_line(one, voice) for one in actions[:_ACTIONS]]
    yield kit.bullets(voice("review.action_items"), lines or [voice("review.no_actions")])
    topics = [shorten(one.text, _TEXT) for one in by_kind[OutcomeKind.NEXT]]
    if topics:
        yield kit.bullets(voice("review.next_topics"), topics)
