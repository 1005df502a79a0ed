"""The form for a template: begun with somebody's words, read, and what keeps it from being sent.

`open_proposal` is the way in for every journey that has words for a first text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from handlers import ids
from handlers.database_visits import read_briefly
from handlers.form_values import chosen_option, entered_text
from handlers.passing_words import checked_words, why_not
from handlers.showing import show_view
from handlers.template_words import why_not_a_prompt, why_not_shared
from handlers.views import proposals as views
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.departments import department_of
from knowledge.template_drafts import (
    MINUTES_AFTER,
    MINUTES_BEFORE,
    MOST_SLOTS,
    Fault,
    Typed,
    faults_in,
    improve,
    places_in,
    split_tags,
    template_from,
    text_as_typed,
)
from knowledge.templates import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from handlers.askers import Asker
    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.templates import PromptTemplate

_BLOCKS = {"title": ids.BLOCK_TITLE, "purpose": ids.BLOCK_PURPOSE, "text": ids.BLOCK_PROMPT}
_SAYS = {
    Fault.MISSING: "proposal.missing",
    Fault.TOO_LONG: "proposal.too_long",
    Fault.BROKEN_PLACE: "proposal.broken_place",
    Fault.TOO_MANY_PLACES: "proposal.too_many_places",
}
_MOST = {Fault.TOO_LONG: LONGEST_TEXT, Fault.TOO_MANY_PLACES: MOST_SLOTS}


@dataclass(frozen=True, slots=True)
class Form:
    """What a form knows besides what is typed into it: only ids.

    `based_on` is the revision that the form shows; None for a template that is new.
    """

    template: str = ""
    based_on: int | None = None

    def packed(self) -> str:
        return json.dumps([self.template, self.based_on])


@dataclass(frozen=True, slots=True)
class Entered:
    """Everything that the form holds. `department` is the one that was chosen; None: everybody's."""

    typed: Typed
    why: str = field(repr=False)
    department: int | None = None


def open_proposal(
    services: Services,
    client: WebClient,
    body: Mapping[str, Any],
    asker: Asker,
    text: str = "",
    *,
    title: str = "",
    is_partly: bool = False,
) -> None:
    """Open the form for a new template, begun with words that somebody wrote.

    The words are checked: what may not be shared is masked in the form, or left out of it.

    Args:
        services: of the bot.
        client: of Slack.
        body: of the press, command or shortcut that opens it.
        asker: who proposes.
        text: for the prompt; empty for an empty form.
        title: for the title, left out unless it may be shared.
        is_partly: whether there was more than the text, which was not read.
    """
    voice = services.texts.voice(asker.language)
    show_view(client, body, new_form(services, asker, voice, text, title, is_partly=is_partly))


def new_form(
    services: Services,
    asker: Asker,
    voice: Voice,
    text: str = "",
    title: str = "",
    *,
    is_partly: bool = False,
) -> Surface:
    """Return the form for a new template, as `open_proposal` opens it."""
    home = home_of(services, asker.member)
    note, shown = "proposal.intro_new", ""
    if text.strip():
        words = checked_words(services, text)
        shown = words.text or words.proposal
        note = "proposal.from_message" if words.text else "proposal.from_masked"
        note = note if shown else "proposal.from_nothing"
        note = "proposal.from_unread" if words.text and is_partly else note
    named = checked_words(services, title).text[: views.LONGEST_TITLE] if title.strip() else ""
    begun = views.Begun(note=note, typed=Typed(named, "", shown), home=home)
    return views.propose_form(begun, Form().packed(), voice)


def improvement_form(
    template: PromptTemplate, revision: int, typed: Typed, voice: Voice, *, why: str = ""
) -> Surface:
    """Return the form for what is to be better about a template, with these words in it."""
    begun = views.Begun(
        note="proposal.intro_improve",
        values={"title": template.title.inn(voice.language)},
        typed=typed,
        why=why,
        is_improvement=True,
    )
    return views.propose_form(begun, Form(template.id, revision).packed(), voice)


def as_typed(template: PromptTemplate, language: str) -> Typed:
    """Return a template as it stands in the fields of the form."""
    return Typed(
        title=template.title.inn(language),
        purpose=template.purpose.inn(language),
        text=text_as_typed(template, language),
        tags=template.tags,
        output=template.output,
        minutes_before=template.minutes_before,
        minutes_after=template.minutes_after,
    )


def home_of(services: Services, member: str) -> views.Home | None:
    """Return the department for which a person may propose; None while there is none, or no database."""
    try:
        department = read_briefly(services, lambda session: department_of(session, member))
    except DatabaseUnavailable:
        return None
    return views.Home(department.id, department.name) if department else None


def read_form(view: Mapping[str, Any]) -> Entered:
    """Read the form; a number that is none counts as the usual one."""
    first, rest = (entered_text(view, one) for one in (ids.BLOCK_PROMPT, ids.BLOCK_PROMPT_MORE))
    department = chosen_option(view, ids.BLOCK_DEPARTMENT)
    return Entered(
        typed=Typed(
            title=entered_text(view, ids.BLOCK_TITLE).strip(),
            purpose=entered_text(view, ids.BLOCK_PURPOSE).strip(),
            text=f"{first}\n{rest}" if rest.strip() else first,
            tags=split_tags(entered_text(view, ids.BLOCK_TAGS)),
            output=chosen_option(view, ids.BLOCK_OUTPUT) or "document",
            minutes_before=_number(view, ids.BLOCK_MINUTES_BEFORE, MINUTES_BEFORE),
            minutes_after=_number(view, ids.BLOCK_MINUTES_AFTER, MINUTES_AFTER),
        ),
        why=entered_text(view, ids.BLOCK_WHY).strip(),
        department=None if department in {"", views.EVERYBODY} else int(department),
    )


def errors_in(
    services: Services, entered: Entered, voice: Voice, before: PromptTemplate | None = None
) -> dict[str, str]:
    """Return what is wrong, by the block in which it is: form first, then what may not be shared.

    Args:
        services: of the bot.
        entered: what the form holds.
        voice: of the person.
        before: the template that is improved; None for a new one.
    """
    typed = entered.typed
    errors = {
        _BLOCKS[name]: voice(_SAYS[fault], **_limit(fault))
        for name, fault in faults_in(typed).items()
    }
    if not entered.why:
        errors[ids.BLOCK_WHY] = voice("proposal.missing")
    if errors:
        return errors
    made = improve(before, typed, voice.language) if before else template_from("own", typed)
    known = before.text if before else ""
    found = {
        ids.BLOCK_TITLE: why_not_shared(services, typed.title, voice),
        ids.BLOCK_PURPOSE: why_not_shared(services, typed.purpose, voice),
        ids.BLOCK_TAGS: why_not_shared(services, "、".join(typed.tags), voice),
        ids.BLOCK_PROMPT: why_not_a_prompt(services, made.text, voice, known)
        or why_not_shared(services, places_in(typed.text), voice),
        ids.BLOCK_WHY: why_not_shared(services, entered.why, voice),
    }
    return {block: said for block, said in found.items() if said}


def words_error(services: Services, text: str, voice: Voice) -> str:
    """Return what is wrong with words that a person must write for another; empty if nothing is."""
    if not text:
        return voice("proposal.missing")
    return why_not(checked_words(services, text), services.rulebook(), voice)


def whose(session: Session, author: str, chosen: int | None) -> int | None:
    """Return whose a new template is to be: the author's own department, or everybody's."""
    department = department_of(session, author)
    return chosen if department is not None and department.id == chosen else None


def _limit(fault: Fault) -> dict[str, int]:
    return {"most": _MOST[fault]} if fault in _MOST else {}


def _number(view: Mapping[str, Any], block: str, usual: int) -> int:
    typed = entered_text(view, block)
    return int(typed) if typed.isascii() and typed.isdecimal() and int(typed) > 0 else usual
