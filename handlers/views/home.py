"""App Home: what everybody sees. The parts of a role have files of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views.dates import say_time
from handlers.views.fitting import fit
from knowledge.verdict import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.rulebook import Rulebook
    from knowledge.store.models import Check
    from knowledge.store.roles import Contacts

SHOWN_CHECKS = 5
_LABELS = 3
_WAYS = ("home.how_command", "home.how_shortcut", "home.how_dm", "home.how_button")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands: their department, whom they can ask, what they have checked."""

    contacts: Contacts
    # Newest first.
    checks: Sequence[Check] = ()
    # Its name; empty while the person belongs to none.
    department: str = ""
    can_choose_department: bool = False


def home(parts: Iterable[Sequence[Block]], voice: Voice) -> Surface:
    """The Home tab of these parts, in this order; what does not fit is left out at the end."""
    blocks = [block for part in parts for block in part]
    return fit({"type": "home", "blocks": blocks}, voice)


def welcome(voice: Voice, *, can_unmask: bool) -> list[Block]:
    """What Annai is for, with the buttons to begin."""
    buttons = [kit.button(voice("home.open"), ids.ACTION_OPEN_CHECK, primary=True)]
    if can_unmask:
        buttons.append(kit.button(voice("unmask.open"), ids.ACTION_OPEN_UNMASK))
    buttons.append(kit.button(voice("incident.open"), ids.ACTION_REPORT_INCIDENT))
    return [
        kit.header(voice("home.title")),
        kit.prose(voice("home.welcome")),
        kit.actions(*buttons),
    ]


def usage(voice: Voice) -> list[Block]:
    """The ways to ask."""
    return [kit.bullets(voice("home.how"), map(voice, _WAYS))]


def privacy(voice: Voice, *, can_unmask: bool) -> list[Block]:
    """What is kept and what is not."""
    return [
        kit.divider(),
        kit.context(voice("home.privacy_kept" if can_unmask else "home.privacy")),
    ]


def not_read(voice: Voice) -> list[Block]:
    """Stands in the place of what the database did not give."""
    return [kit.context(voice("home.not_read"))]


def first_steps(standing: Standing, voice: Voice) -> list[Block]:
    """What somebody new does first; nothing any more once all is done."""
    steps = {
        "home.steps.check": bool(standing.checks),
        "home.steps.masked": any(_was_masked(check) for check in standing.checks),
    }
    if standing.department or standing.can_choose_department:
        steps = {"home.steps.department": bool(standing.department), **steps}
    if all(steps.values()):
        return []
    lines = [
        voice("home.steps.done" if done else "home.steps.open", step=voice(step))
        for step, done in steps.items()
    ]
    return [kit.titled(voice("home.steps.title"), "\n".join(lines))]


def whom_to_ask(standing: Standing, voice: Voice) -> list[Block]:
    """The people who help, the nearest first, and the button that says where one belongs."""
    blocks = [kit.bullets(voice("home.ask.title"), _contact_lines(standing, voice))]
    if standing.can_choose_department:
        blocks.append(
            kit.actions(kit.button(voice("home.ask.choose"), ids.ACTION_CHOOSE_DEPARTMENT))
        )
    return blocks


def recent_checks(
    standing: Standing, rulebook: Rulebook, local: Callable[[datetime], datetime], voice: Voice
) -> list[Block]:
    """The newest checks of the person: when, level and categories. There is no text to show."""
    shown = standing.checks[:SHOWN_CHECKS]
    lines = [
        voice(
            "home.recent.line",
            at=say_time(local(check.at), voice),
            mark=voice(f"level.mark.{check.level}"),
            labels=_labels(check, rulebook, voice),
        )
        for check in shown
    ]
    return [kit.bullets(voice("home.recent.title"), lines or [voice("home.recent.none")])]


def named_people(name: str, people: Sequence[str], voice: Voice) -> list[str | Block]:
    """A line: what they are, and who they are."""
    pieces: list[str | Block] = [voice("home.colon", name=name)]
    for place, member in enumerate(people):
        pieces += [voice("home.between"), kit.person(member)] if place else [kit.person(member)]
    return pieces


def _contact_lines(standing: Standing, voice: Voice) -> Iterator[Sequence[str | Block]]:
    contacts = standing.contacts
    if contacts.ambassadors:
        name = voice("home.ask.ambassadors", department=standing.department)
        yield named_people(name, contacts.ambassadors, voice)
    if contacts.leads:
        yield named_people(voice("home.ask.leads"), contacts.leads, voice)
    if contacts.deputies:
        yield named_people(voice("home.ask.deputies"), contacts.deputies, voice)
    if not contacts.nearest:
        yield (voice("home.ask.nobody"),)
    if standing.can_choose_department:
        yield (voice("home.ask.no_department"),)


def _was_masked(check: Check) -> bool:
    return check.maskable and not check.asked and check.level != Level.OK


def _labels(check: Check, rulebook: Rulebook, voice: Voice) -> str:
    known = [rulebook.categories.get(category) for category in check.categories]
    labels = [category.label.inn(voice.language) for category in known if category is not None]
    return voice("home.between").join(labels[:_LABELS]) or voice("home.recent.no_label")
