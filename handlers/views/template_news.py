"""Messages about templates: a proposal to look at, what became of it, what is new, what is stale."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from handlers.views.template_diff import change_blocks
from knowledge.template_drafts import text_as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.template_changes import Changes
    from knowledge.template_states import Stage
    from knowledge.templates import PromptTemplate

_IN_MESSAGE = 2_500
_LISTED = 15


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as those see it who decide.

    Attributes:
        value: what the buttons carry: its row and the revision it would replace.
        template: as it is proposed.
        changes: from what is in force; None for a new one.
        author: who proposed it.
        why: in the author's words.
    """

    value: str
    template: PromptTemplate
    changes: Changes | None
    author: str
    why: str = field(repr=False)


def review_message(proposed: Proposed, voice: Voice) -> Surface:
    """To those who may approve: what it is, and the two buttons that decide."""
    blocks = [
        *_proposed(proposed, voice),
        kit.actions(
            kit.button(
                voice("template_news.approve"),
                ids.ACTION_APPROVE_PROPOSAL,
                value=proposed.value,
                primary=True,
            ),
            kit.button(
                voice("template_news.look"), ids.ACTION_LOOK_AT_PROPOSAL, value=proposed.value
            ),
            kit.button(
                voice("template_news.decline"), ids.ACTION_DECLINE_PROPOSAL, value=proposed.value
            ),
        ),
    ]
    return fit({"text": encode(_head(proposed, voice)), "blocks": blocks}, voice)


def decided_message(proposed: Proposed, stage: Stage, by: str, words: str, voice: Voice) -> Surface:
    """The same message once it is decided: who did so, and no button."""
    head = voice(f"template_news.decided_{stage}")
    blocks = [
        kit.header(head),
        kit.titled(
            proposed.template.title.inn(voice.language),
            voice("template_news.review_from"),
            kit.person(proposed.author),
        ),
        kit.prose(voice("template_news.decided_by"), kit.person(by)),
    ]
    if words:
        blocks.append(kit.prose(words))
    return fit({"text": encode(head), "blocks": blocks}, voice)


def approved_message(template: PromptTemplate, by: str, voice: Voice) -> Surface:
    """To whoever proposed it: everybody has it now."""
    head, title = voice("template_news.approved_header"), template.title.inn(voice.language)
    blocks = [
        kit.header(head),
        kit.prose(voice("template_news.approved", title=title)),
        kit.prose(voice("template_news.decided_by"), kit.person(by)),
        kit.actions(_page_button(template.id, voice)),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def declined_message(proposed: Proposed, row: int, by: str, words: str, voice: Voice) -> Surface:
    """To whoever proposed it: not this time, with what was said."""
    head = voice("template_news.declined_header")
    title = proposed.template.title.inn(voice.language)
    blocks = [
        kit.header(head),
        kit.prose(voice("template_news.declined", title=title)),
        kit.titled(voice("template_news.declined_words"), words),
        kit.prose(voice("template_news.decided_by"), kit.person(by)),
        kit.actions(
            kit.button(voice("template_news.again"), ids.ACTION_PROPOSE_AGAIN, value=str(row))
        ),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def changed_message(template: PromptTemplate, why: str, voice: Voice) -> Surface:
    """To those who follow it: there is a new revision."""
    head, title = voice("template_news.changed_header"), template.title.inn(voice.language)
    blocks = [
        kit.header(head),
        kit.prose(
            voice("template_news.changed", title=title),
            "\n",
            voice("template_news.changed_why", why=why),
        ),
        kit.actions(_page_button(template.id, voice)),
        kit.context(voice("template_news.stop")),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def retired_message(template: PromptTemplate, by: str, voice: Voice) -> Surface:
    """To those who follow or own it: nobody gets it any more."""
    head, title = voice("template_news.retired_header"), template.title.inn(voice.language)
    blocks = [
        kit.header(head),
        kit.prose(voice("template_news.retired", title=title)),
        kit.prose(voice("template_news.decided_by"), kit.person(by)),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


@dataclass(frozen=True, slots=True)
class Ailing:
    """A template that nobody uses or that does not help: why, as names of sentences."""

    template: PromptTemplate
    reasons: tuple[str, ...]


def health_message(ailing: Sequence[Ailing], voice: Voice) -> Surface:
    """To the owner and the lead: what to mend or to retire."""
    head = voice("template_news.health_header")
    blocks: list[Block] = [kit.header(head), kit.prose(voice("template_news.health_intro"))]
    for one in ailing[:_LISTED]:
        reasons = voice("proposal.between").join(
            voice(f"template_page.stale_{reason}") for reason in one.reasons
        )
        title = one.template.title.inn(voice.language)
        blocks += [
            kit.prose(voice("template_news.health_line", title=title, reasons=reasons)),
            kit.actions(_page_button(one.template.id, voice)),
        ]
    if (more := len(ailing) - _LISTED) > 0:
        blocks.append(kit.context(voice("template_news.health_more", count=more)))
    return fit({"text": encode(head), "blocks": blocks}, voice)


def _proposed(proposed: Proposed, voice: Voice) -> Iterator[Block]:
    template = proposed.template
    yield kit.header(_head(proposed, voice))
    yield kit.titled(
        template.title.inn(voice.language),
        template.purpose.inn(voice.language),
        "\n",
        voice("template_news.review_from"),
        kit.person(proposed.author),
    )
    yield kit.prose(voice("template_news.review_why", why=proposed.why))
    if proposed.changes is None:
        yield from kit.preformatted(shorten(text_as_typed(template, voice.language), _IN_MESSAGE))
    else:
        yield from change_blocks(proposed.changes, voice, most=_IN_MESSAGE)


def _head(proposed: Proposed, voice: Voice) -> str:
    is_new = proposed.changes is None
    return voice("template_news.review_header" if is_new else "template_news.review_improve_header")


def _page_button(template: str, voice: Voice) -> Block:
    return kit.button(voice("template_page.open"), ids.ACTION_TEMPLATE_PAGE, value=template)
