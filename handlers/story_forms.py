"""The form of a success story: what it is filled with at first, and what was written into it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly
from handlers.form_values import chosen_option, entered_text
from handlers.limits import shorten, units
from handlers.passing_words import checked_words, why_not
from handlers.people import refusal
from handlers.story_looks import NotSeenError, see_message
from handlers.story_mail import reviewers_of
from handlers.views.story_forms import Choices, Filled
from knowledge.roles import Action, may
from knowledge.store.departments import departments
from knowledge.stories import LONGEST_TEXT, MOST_MINUTES, MOST_TIMES, Status, SuccessStory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from handlers.payloads import MessageText
    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.roles import Person
    from knowledge.store.database import Session
    from knowledge.store.models import Story

_LABEL = 75
# A press gives three seconds in all.
_SECONDS = 1.2
_FEW_WORDS = 60
_NEEDED = (ids.BLOCK_TITLE, ids.BLOCK_WORK, ids.BLOCK_DONE)
_WORDS = (*_NEEDED, ids.BLOCK_PROMPT, ids.BLOCK_TIPS)
_NUMBERS = {
    ids.BLOCK_BEFORE: MOST_MINUTES,
    ids.BLOCK_AFTER: MOST_MINUTES,
    ids.BLOCK_TIMES: MOST_TIMES,
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Which story a form is about: a known one at its count, the author's message, or a new one."""

    story: int = 0
    version: int = 0
    channel: str = ""
    ts: str = ""

    @property
    def metadata(self) -> str:
        return json.dumps([self.story, self.version, self.channel, self.ts])


def read_origin(view: Mapping[str, Any]) -> Origin:
    """Read what `Origin.metadata` wrote."""
    return Origin(*json.loads(view["private_metadata"]))


def choices(services: Services, voice: Voice) -> Choices:
    """Return what can be chosen in the form.

    Raises:
        DatabaseUnavailable: nobody knows the departments.
    """
    known = read_briefly(services, departments)
    return Choices(
        [(shorten(one.name, _LABEL), str(one.id)) for one in known],
        [
            (shorten(one.template.title.inn(voice.language), _LABEL), id_)
            for id_, one in services.templates().templates.items()
        ],
    )


def from_story(story: Story) -> SuccessStory:
    """Return what a story says, for a form that changes it."""
    return SuccessStory(
        title=story.title,
        work=story.work,
        done=story.done,
        prompt=story.prompt,
        template=story.template,
        tips=story.tips,
        department=story.department,
        minutes_before=story.minutes_before,
        minutes_after=story.minutes_after,
        times_a_month=story.times_a_month,
    )


def from_message(
    services: Services, client: WebClient, origin: Origin, department: int | None, voice: Voice
) -> Filled:
    """Return a form filled with what may be shared of a message that its author wrote."""
    try:
        seen = see_message(client, origin.channel, origin.ts, _SECONDS)
    except NotSeenError:
        blank = SuccessStory("", department=department)
        return Filled(blank, origin.metadata, (voice("story.form_out_of_reach"),))
    return from_content(services, seen.content, origin, department, voice)


def from_content(
    services: Services,
    content: MessageText,
    origin: Origin,
    department: int | None,
    voice: Voice,
) -> Filled:
    """Return a form filled with what may be shared of a text: the rest of it masked, or left out."""
    done, note = _what_may_be_shared(services, content, voice)
    notes = [note] if note else []
    if units(done) > LONGEST_TEXT:
        done = shorten(done, LONGEST_TEXT)
        notes.append(voice("story.form_long"))
    story = SuccessStory("", done=done, department=department)
    return Filled(story, origin.metadata, tuple(notes))


def _what_may_be_shared(services: Services, content: MessageText, voice: Voice) -> tuple[str, str]:
    if not content.text.strip():
        files = any(part.what == "files" for part in content.unread)
        return "", voice("story.form_files") if files else ""
    words = checked_words(services, content.text)
    between = voice("story.between")
    if words.text:
        return words.text, ""
    if words.proposal:
        kinds = between.join(voice(f"kind.{kind}") for kind in words.kinds)
        return words.proposal, voice("story.form_masked", list=kinds)
    known = services.rulebook().categories
    labels = [known[id_].label.inn(voice.language) for id_ in words.categories if id_ in known]
    if labels:
        return "", voice("story.form_topic", list=between.join(labels))
    return "", voice("story.form_unread")


def read_story(view: Mapping[str, Any]) -> SuccessStory:
    """Return what was written into the form; `errors_in` says first whether it can be used."""
    department = chosen_option(view, ids.BLOCK_DEPARTMENT)
    return SuccessStory(
        title=entered_text(view, ids.BLOCK_TITLE).strip(),
        work=entered_text(view, ids.BLOCK_WORK).strip(),
        done=entered_text(view, ids.BLOCK_DONE).strip(),
        prompt=entered_text(view, ids.BLOCK_PROMPT).strip(),
        tips=entered_text(view, ids.BLOCK_TIPS).strip(),
        minutes_before=_number(view, ids.BLOCK_BEFORE),
        minutes_after=_number(view, ids.BLOCK_AFTER),
        times_a_month=_number(view, ids.BLOCK_TIMES),
        template=chosen_option(view, ids.BLOCK_TEMPLATE),
        department=int(department) if department else None,
    )


def errors_in(services: Services, view: Mapping[str, Any], voice: Voice) -> dict[str, str]:
    """Return what is wrong, by field; what may not be shared is named there, and how it could be."""
    said = {block: entered_text(view, block).strip() for block in _WORDS}
    errors = {block: voice("story.needed") for block in _NEEDED if not said[block]}
    errors |= _not_to_be_shared(services, {b: text for b, text in said.items() if text}, voice)
    for block, most in _NUMBERS.items():
        typed = entered_text(view, block).strip()
        number = _number(view, block)
        if typed and (number is None or not 0 <= number <= most):
            errors[block] = voice("story.minutes_wrong", most=most)
    before, after = (entered_text(view, one).strip() for one in (ids.BLOCK_BEFORE, ids.BLOCK_AFTER))
    if bool(before) != bool(after):
        half = ids.BLOCK_AFTER if before else ids.BLOCK_BEFORE
        errors.setdefault(half, voice("story.minutes_pair"))
    return errors


def _not_to_be_shared(services: Services, said: Mapping[str, str], voice: Voice) -> dict[str, str]:
    """Check each field by itself and all of them together.

    A few words alone say too little of what they are about, so what a title or a prompt only
    resembles counts when the story as a whole, which says more, may not be shared either.
    """
    rulebook = services.rulebook()
    whole = checked_words(services, "\n".join(said.values()))
    errors = {}
    for block, text in said.items():
        words = checked_words(services, text)
        if whole.text and not words.kinds and len(text) <= _FEW_WORDS:
            continue
        if wrong := why_not(words, rulebook, voice, to="story"):
            errors[block] = wrong
    if said and not errors and not whole.text:
        errors[ids.BLOCK_DONE] = why_not(whole, rulebook, voice, to="story")
    return errors


def _number(view: Mapping[str, Any], block: str) -> int | None:
    typed = entered_text(view, block).strip()
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else None


def why_not_publish(session: Session, person: Person, story: Story | None, voice: Voice) -> str:
    """Say why this person cannot decide about this story now; empty when they can."""
    if story is None:
        return voice("story.not_found")
    if not may(person, Action.APPROVE_STORY_OF_DEPARTMENT, story.department):
        return refusal(voice, Action.APPROVE_STORY_OF_DEPARTMENT)
    if story.author == person.member and person.member not in reviewers_of(session, story):
        return voice("story.own_story")
    if story.status != Status.WAITING:
        return voice("story.already")
    return ""
