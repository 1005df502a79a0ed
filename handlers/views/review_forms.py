"""The forms of the monthly review: what a department writes, decisions, action items, the close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_month, say_time
from handlers.views.fitting import fit
from handlers.views.reviews import action_line, buttons
from knowledge.reviews import OutcomeKind, OutcomeState, Topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from handlers.views.reviews import Standing
    from knowledge.store.models import ReviewOutcome

LONGEST_TEXT = 600
FORM_TOPICS = (Topic.GOOD, Topic.WORRY, Topic.IDEA)
# A view has room for a hundred blocks, and each of these takes two.
MOST_ACTIONS = 40


def which_department(departments: Sequence[tuple[int, str]], period: str, voice: Voice) -> Surface:
    """For whom somebody writes who may write for several departments."""
    menu = inputs.menu(
        [(name, str(ident)) for ident, name in departments],
        placeholder=voice("review_form.which"),
        initial=str(departments[0][0]),
    )
    field = kit.field(voice("review_form.which"), menu, block_id=ids.BLOCK_DEPARTMENT)
    return _form([field], ids.VIEW_REVIEW_DEPARTMENT, period, voice, submit="review_form.next")


def write_form(
    department: str, written: Mapping[str, str] | None, metadata: str, voice: Voice
) -> Surface:
    """What a department says; what stands there already is changed. None: nothing yet."""
    texts = written or {}
    blocks = [kit.titled(department, voice("review_form.intro"))]
    for topic in FORM_TOPICS:
        text = inputs.lines(
            most=LONGEST_TEXT,
            initial=texts.get(topic.value, ""),
            placeholder=voice(f"review_form.placeholder.{topic}"),
        )
        label = voice(f"review_form.topic.{topic}")
        blocks.append(kit.field(label, text, block_id=topic.value, optional=True))
    nothing = inputs.tick(voice("review_form.nothing"), "nothing")
    if written == {}:
        nothing["initial_options"] = nothing["options"]
    blocks.append(
        kit.field(voice("review_form.or"), nothing, block_id=ids.BLOCK_NOTHING, optional=True)
    )
    return _form(blocks, ids.VIEW_WRITE_REVIEW, metadata, voice)


def decide_form(period: str, voice: Voice) -> Surface:
    """A decision, an action item, or a topic for the next review."""
    kinds = [(voice(f"review_form.kind.{kind}"), kind.value) for kind in OutcomeKind]
    owner: Block = {"type": "users_select", "action_id": "input"}
    blocks = [
        kit.field(
            voice("review_form.kind_label"),
            kit.choice("input", kinds),
            block_id=ids.BLOCK_OUTCOME_KIND,
        ),
        kit.field(
            voice("review_form.outcome"),
            inputs.lines(most=LONGEST_TEXT),
            block_id=ids.BLOCK_OUTCOME,
        ),
        kit.field(
            voice("review_form.owner"),
            owner,
            block_id=ids.BLOCK_OWNER,
            hint=voice("review_form.owner_hint"),
            optional=True,
        ),
    ]
    return _form(blocks, ids.VIEW_DECIDE_REVIEW, period, voice)


def actions_form(
    actions: Sequence[tuple[ReviewOutcome, bool]], period: str, voice: Voice
) -> Surface:
    """All action items that are not settled, each with whether this person may change it."""
    blocks: list[Block] = []
    if not actions:
        blocks.append(kit.prose(voice("review.no_actions")))
    may_any = False
    for action, may in actions[:MOST_ACTIONS]:
        blocks.append(kit.prose(*action_line(action, voice)))
        if may:
            may_any = True
            blocks.append(_state_field(action, voice))
    if (more := len(actions) - MOST_ACTIONS) > 0:
        blocks.append(kit.context(voice("review_form.more_actions", count=more)))
    if may_any:
        return _form(blocks, ids.VIEW_REVIEW_ACTIONS, period, voice, "review_form.actions_title")
    if actions:
        blocks.append(kit.context(voice("review_form.not_yours")))
    title = voice("review_form.actions_title")
    return fit(kit.modal(title, blocks, close=voice("check.close")), voice)


def close_form(standing: Standing, voice: Voice) -> Surface:
    """Asks before a review is closed, and says from whom nothing has come."""
    blocks = [kit.prose(voice("review_form.close_ask"))]
    if standing.waiting:
        blocks.append(kit.bullets(voice("review_form.close_waiting"), standing.waiting[:30]))
    return _form(
        blocks,
        ids.VIEW_CLOSE_REVIEW,
        standing.period,
        voice,
        "review_form.close_title",
        submit="review_form.close_submit",
    )


def told(said: str, voice: Voice, *pieces: str | Block) -> Surface:
    """One sentence, where there is nothing to fill in."""
    view = kit.modal(
        voice("review_form.title"), [kit.prose(said, *pieces)], close=voice("check.close")
    )
    return fit(view, voice)


def review_on_home(standings: Sequence[Standing], voice: Voice, *, leads: bool) -> list[Block]:
    """The part of Home: the reviews that are open, with what this person can do."""
    blocks: list[Block] = []
    for one in standings:
        when = say_time(one.closes_at, voice)
        name = voice("review.title", month=say_month(one.month, voice))
        count, all_ = len(one.answered), len(one.answered) + len(one.waiting)
        lines = [
            voice("review_form.home_until", when=when),
            voice("review.answered", count=count, all=all_),
        ]
        blocks += [kit.bullets(name, lines), buttons(one.period, voice, leads=leads)]
    return blocks


def field_of(action: int) -> str:
    """Return the block in which the state of an action item is chosen."""
    return f"action_{action}"


def settled_by(by: str, when: datetime, voice: Voice) -> Surface:
    """Somebody, or the calendar, has closed it already."""
    said = voice("review_form.closed_at", when=say_time(when, voice))
    if not by:
        return told(said, voice)
    return told(said, voice, voice("review.closed_by"), kit.person(by))


def _state_field(action: ReviewOutcome, voice: Voice) -> Block:
    options = [(voice(f"review.state.{state}"), state.value) for state in OutcomeState]
    menu = inputs.menu(options, placeholder=voice("review_form.state"), initial=action.state)
    label = voice("review_form.state_of", text=shorten(action.text, 60))
    return kit.field(label, menu, block_id=field_of(action.id))


def _form(
    blocks: Sequence[Block],
    callback_id: str,
    metadata: str,
    voice: Voice,
    title: str = "review_form.title",
    *,
    submit: str = "settings.save",
) -> Surface:
    view = kit.modal(
        voice(title),
        blocks,
        close=voice("check.close"),
        submit=voice(submit),
        callback_id=callback_id,
    )
    return fit({**view, "private_metadata": metadata}, voice)
