"""What people hear of a review by direct message: reminders, and what the lead should know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_month, say_time
from handlers.views.fitting import fit
from handlers.views.home import named_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from handlers.views.reviews import Standing

_DEPARTMENTS = 30


@dataclass(frozen=True, slots=True)
class Silent:
    """A department that has not written, and who helps it."""

    name: str
    ambassadors: Sequence[str] = ()


def reminder_message(
    standing: Standing, departments: Sequence[str], number: int, voice: Voice
) -> Surface:
    """To an ambassador: these departments have not written yet."""
    title = voice("review_note.remind_title", month=say_month(standing.month, voice))
    if number > 1:
        title = voice("review_note.remind_last_title", month=say_month(standing.month, voice))
    write = kit.button(
        voice("review.write"), ids.ACTION_WRITE_REVIEW, value=standing.period, primary=True
    )
    blocks = [
        kit.header(title),
        kit.bullets(voice("review_note.remind"), departments[:_DEPARTMENTS]),
        kit.prose(voice("review_note.until", when=say_time(standing.closes_at, voice))),
        kit.prose(voice("review_note.where"), kit.channel(standing.channel)),
        kit.actions(write),
    ]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def silent_message(standing: Standing, silent: Sequence[Silent], voice: Voice) -> Surface:
    """To the lead: who has not written after two reminders."""
    title = voice("review_note.silent_title", month=say_month(standing.month, voice))
    blocks = [
        kit.header(title),
        kit.bullets(voice("review_note.silent"), [_silent(one, voice) for one in silent]),
        kit.prose(voice("review_note.closes", when=say_time(standing.closes_at, voice))),
        kit.prose(voice("review_note.where"), kit.channel(standing.channel)),
    ]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def opening_message(standing: Standing, without: Sequence[str], voice: Voice) -> Surface:
    """To the lead, when something about the review that was just posted is as it should not be."""
    title = voice("review_note.opening_title", month=say_month(standing.month, voice))
    blocks = [kit.header(title)]
    if standing.not_held:
        name = say_month(standing.month.before(), voice)
        blocks.append(kit.prose(voice("review_note.not_held", month=name)))
    if without:
        blocks.append(kit.bullets(voice("review_note.without"), without[:_DEPARTMENTS]))
    blocks.append(kit.prose(voice("review_note.where"), kit.channel(standing.channel)))
    return fit({"text": encode(title), "blocks": blocks}, voice)


def stuck_message(standing: Standing, reason: str, voice: Voice, *, posted: bool) -> Surface:
    """To the lead: the channel does not take the review, and what helps.

    `posted`: it is there, and only what comes after it cannot be.
    """
    title = voice("review_note.stuck_title", month=say_month(standing.month, voice))
    key = f"review_note.stuck.{reason}"
    blocks: list[Block] = [
        kit.header(title),
        kit.prose(voice("review_note.where"), kit.channel(standing.channel)),
        kit.prose(voice(key if voice.knows(key) else "review_note.stuck.other")),
    ]
    if posted:
        blocks.append(kit.prose(voice("review_note.stuck_later")))
    else:
        again = kit.button(
            voice("review_note.again"), ids.ACTION_REPOST_REVIEW, value=standing.period
        )
        blocks += [kit.prose(voice("review_note.stuck_kept")), kit.actions(again)]
    return fit({"text": encode(title), "blocks": blocks}, voice)


def _silent(one: Silent, voice: Voice) -> Sequence[str | Block]:
    people = named_people(one.name, one.ambassadors, voice)
    return people if one.ambassadors else [*people, voice("review_note.nobody")]
