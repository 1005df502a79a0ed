"""What differs between two texts of a template, on screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.views import blocks as kit
from handlers.views.fitting import fit
from knowledge.output_checks import load_output_checks
from knowledge.template_drafts import text_as_typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from handlers.views.template_news import Proposed
    from knowledge.template_changes import Changes, FieldChange

_VALUE = 300
_ON_SCREEN = 12_000


def change_blocks(changes: Changes, voice: Voice, *, most: int = _ON_SCREEN) -> Iterator[Block]:
    """The fields that changed, then the lines of the text, marked - and +."""
    if not changes:
        yield kit.prose(voice("template_page.diff_same"))
        return
    if changes.fields:
        lines = [_line(one, voice) for one in changes.fields]
        yield kit.bullets(voice("template_page.diff_title"), lines)
    if changes.lines:
        yield kit.prose(kit.words(voice("template_page.diff_text"), bold=True))
        yield from kit.preformatted(shorten("\n".join(changes.lines), most))


def change_lines(changes: Changes, voice: Voice) -> list[str]:
    """The same as lines of plain text."""
    return [*(_line(one, voice) for one in changes.fields), *changes.lines]


def diff_modal(changes: Changes, voice: Voice) -> Surface:
    """Two revisions side by side."""
    blocks = list(change_blocks(changes, voice))
    view = kit.modal(voice("template_page.diff_title"), blocks, close=voice("check.close"))
    return fit(view, voice)


def proposal_modal(
    proposed: Proposed, voice: Voice, *, may_decide: bool, said: str = ""
) -> Surface:
    """Everything of a proposal, with the buttons that decide for whoever may."""
    template = proposed.template
    blocks: list[Block] = [kit.prose(kit.words(said, bold=True))] if said else []
    blocks += [
        kit.titled(
            template.title.inn(voice.language),
            template.purpose.inn(voice.language),
            "\n",
            voice("template_news.review_from"),
            kit.person(proposed.author),
        ),
        kit.prose(voice("template_news.review_why", why=proposed.why)),
    ]
    if proposed.changes is None:
        blocks.append(kit.context(voice("template_page.diff_new")))
    else:
        blocks += change_blocks(proposed.changes, voice)
    blocks += [
        kit.prose(kit.words(voice("proposal.text"), bold=True)),
        *kit.preformatted(text_as_typed(template, voice.language)),
    ]
    if may_decide:
        value = proposed.value
        approve = kit.button(
            voice("template_news.approve"), ids.ACTION_APPROVE_PROPOSAL, value=value, primary=True
        )
        decline = kit.button(
            voice("template_news.decline"), ids.ACTION_DECLINE_PROPOSAL, value=value
        )
        blocks.append(kit.actions(approve, decline))
    view = kit.modal(voice("proposal.title"), blocks, close=voice("check.close"))
    return fit(view, voice)


def _line(change: FieldChange, voice: Voice) -> str:
    before, after = (_said(change.field, text, voice) for text in (change.before, change.after))
    name = voice(f"template_page.field_{change.field}")
    return voice("template_page.diff_field", field=name, before=before, after=after)


def _said(field: str, text: str, voice: Voice) -> str:
    if field == "output" and text in load_output_checks():
        return load_output_checks()[text].label.inn(voice.language)
    return shorten(text, _VALUE) or voice("template_page.diff_empty")
