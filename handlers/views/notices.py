"""Notices on screen: in the channel, in the lead's list, and in the form in which one is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.limits import shorten
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_time
from handlers.views.fitting import fit
from knowledge.notices import (
    LONGEST_BODY,
    LONGEST_LINK,
    LONGEST_TITLE,
    MOST_TAGS,
    NoticeKind,
    NoticeStatus,
    Touched,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime, time

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.notices import Tag
    from knowledge.store.models import Notice

APPROVE, SAVE, DROP = "approve", "save", "drop"
_MOST_OPTIONS = 100
_LINE = 120
_LONGEST_DIFF = 2_600
_NAME = 80
_DRAFTS, _APPROVED = 20, 10


@dataclass(frozen=True, slots=True)
class Written:
    """What the form shows of a notice; all empty for one that somebody begins to write.

    `round` says how often a draft was put into it: what was typed into a field stays in it, so a
    draft needs fields of another name.
    """

    title: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    link: str = ""
    source: str = ""
    status: str = NoticeStatus.DRAFT
    metadata: str = ""
    round: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What a notice can be tagged with: names by tag, those first that were guessed or chosen."""

    names: Mapping[Tag, str]
    chosen: Sequence[Tag] = ()


def notice_post(notice: Notice, voice: Voice) -> Surface:
    """A notice as everybody sees it in the channel."""
    blocks = [kit.header(notice.title)]
    if notice.kind in {NoticeKind.RULEBOOK, NoticeKind.TEMPLATE}:
        blocks.append(kit.prose(voice(f"notice.post_{notice.kind}")))
        blocks += kit.preformatted(notice.body) if notice.body else []
    elif notice.body:
        blocks.append(kit.prose(notice.body))
    if notice.link:
        blocks.append(kit.prose(voice("notice.more"), {"type": "link", "url": notice.link}))
    blocks.append(kit.context(voice("notice.ask")))
    return fit({"text": encode(notice.title), "blocks": blocks}, voice)


def change_of_rules(revision: str, diff: str, voice: Voice) -> tuple[str, str]:
    """Return title and text of the notice that the rules have changed, cut where it is long."""
    body = shorten(diff, _LONGEST_DIFF)
    if body != diff:
        body = "\n".join((body, voice("notice.rulebook_cut")))
    return voice("notice.rulebook_title", revision=revision), body


@dataclass(frozen=True, slots=True)
class ChangedTemplate:
    """A template with a new text: why, and what differs; nothing differs from nothing."""

    title: str
    why: str
    lines: Sequence[str] = ()


def change_of_templates(changed: Sequence[ChangedTemplate], voice: Voice) -> tuple[str, str]:
    """Return title and text of the notice that templates have changed, in one piece."""
    if len(changed) == 1:
        (one,) = changed
        body = "\n".join([voice("notice.template_why", why=one.why), *one.lines])
        title = voice("notice.template_title", title=shorten(one.title, _NAME))
    else:
        lines = [
            voice("notice.templates_line", title=shorten(one.title, _NAME), why=one.why)
            for one in changed
        ]
        body, title = "\n".join(lines), voice("notice.templates_title", count=len(changed))
    return title, shorten(body, _LONGEST_DIFF)


def new_drafts_message(titles: Sequence[str], voice: Voice) -> Surface:
    """To the lead: what came in since yesterday."""
    head = voice("notice.new_drafts", count=len(titles))
    lines = [shorten(title, _LINE) for title in titles[:_APPROVED]]
    if (more := len(titles) - len(lines)) > 0:
        lines.append(voice("notice.new_more", count=more))
    blocks = [
        kit.header(head),
        kit.bullets(voice("notice.new_titles"), lines),
        kit.actions(kit.button(voice("notice.list_open"), ids.ACTION_LIST_NOTICES, primary=True)),
    ]
    return fit({"text": encode(head), "blocks": blocks}, voice)


def notices_modal(
    drafts: Sequence[Notice],
    approved: Sequence[Notice],
    local: Callable[[datetime], datetime],
    voice: Voice,
) -> Surface:
    """The lead's list: drafts that wait, and what was approved lately."""
    blocks = [kit.actions(kit.button(voice("notice.write"), ids.ACTION_WRITE_NOTICE))]
    title = voice("notice.drafts", count=len(drafts))
    blocks.append(kit.prose(kit.words(title, bold=True)))
    if not drafts:
        blocks.append(kit.prose(voice("notice.drafts_none")))
    blocks += [block for one in drafts[:_DRAFTS] for block in _draft(one, local, voice)]
    if approved:
        blocks.append(kit.divider())
        blocks.append(kit.prose(kit.words(voice("notice.approved"), bold=True)))
    blocks += [block for one in approved[:_APPROVED] for block in _approved(one, local, voice)]
    made = kit.modal(voice("notice.list_title"), blocks, close=voice("check.close"))
    return fit(made, voice)


def _draft(one: Notice, local: Callable[[datetime], datetime], voice: Voice) -> Iterator[Block]:
    said = shorten(" ".join(one.body.split()), _LINE)
    pieces = ["\n", said] if said else []
    yield kit.prose(kit.words(one.title, bold=True), *pieces)
    yield kit.context(
        voice(
            "notice.draft_meta",
            kind=voice(f"notice.kind_{one.kind}"),
            when=say_time(local(one.created_at), voice),
        )
    )
    yield kit.actions(kit.button(voice("notice.open"), ids.ACTION_OPEN_NOTICE, value=str(one.id)))


def _approved(one: Notice, local: Callable[[datetime], datetime], voice: Voice) -> Iterator[Block]:
    yield kit.prose(kit.words(one.title, bold=True))
    if one.post_at is not None:
        yield kit.context(voice("notice.approved_meta", when=say_time(local(one.post_at), voice)))
    buttons = [kit.button(voice("notice.withdraw"), ids.ACTION_WITHDRAW_NOTICE, value=str(one.id))]
    if one.kind in {NoticeKind.FEED, NoticeKind.HAND}:
        edit = kit.button(voice("notice.reword"), ids.ACTION_OPEN_NOTICE, value=str(one.id))
        buttons.insert(0, edit)
    yield kit.actions(*buttons)


def notice_form(written: Written, choices: Choices, opens: time, voice: Voice) -> Surface:
    """The form: what a notice says, when it appears, what it may touch, and what becomes of it."""
    blocks: list[Block] = []
    if written.source:
        blocks.append(kit.context(voice("notice.from", source=written.source)))
    blocks += [
        kit.field(
            voice("notice.title_label"),
            inputs.line(most=LONGEST_TITLE, initial=written.title),
            block_id=inputs.field_of(ids.BLOCK_TITLE, written.round),
        ),
        kit.field(
            voice("notice.body_label"),
            inputs.lines(most=LONGEST_BODY, initial=written.body),
            block_id=inputs.field_of(ids.BLOCK_BODY, written.round),
            hint=voice("notice.body_hint"),
        ),
        kit.field(
            voice("notice.link_label"),
            inputs.line(most=LONGEST_LINK, initial=written.link),
            block_id=ids.BLOCK_LINK,
            optional=True,
        ),
    ]
    if written.status == NoticeStatus.DRAFT:
        blocks += _when_and_what(written, choices, opens, voice)
    view = kit.modal(
        voice("notice.form_title"),
        blocks,
        close=voice("check.close"),
        submit=voice("notice.submit"),
        callback_id=ids.VIEW_NOTICE,
    )
    return fit({**view, "private_metadata": written.metadata}, voice)


def _when_and_what(
    written: Written, choices: Choices, opens: time, voice: Voice
) -> Iterator[Block]:
    day: Block = {"type": "datepicker", "action_id": "input"}
    yield kit.field(
        voice("notice.day_label"),
        day,
        block_id=ids.BLOCK_DAY,
        hint=voice("notice.day_hint"),
        optional=True,
    )
    yield kit.field(voice("notice.time_label"), inputs.time_of_day(opens), block_id=ids.BLOCK_TIME)
    for kind, block, label in (
        (Touched.TEMPLATE, ids.BLOCK_TEMPLATES, "notice.templates_label"),
        (Touched.RULE, ids.BLOCK_RULES, "notice.rules_label"),
    ):
        if menu := _menu(choices, kind, voice):
            yield kit.field(
                voice(label),
                menu,
                block_id=inputs.field_of(block, written.round),
                hint=voice("notice.tags_hint"),
                optional=True,
            )
    then = [(voice("notice.then_approve"), APPROVE), (voice("notice.then_save"), SAVE)]
    if written.metadata:
        then.append((voice("notice.then_drop"), DROP))
    yield kit.field(voice("notice.then_label"), kit.choice("input", then), block_id=ids.BLOCK_THEN)


def _menu(choices: Choices, kind: Touched, voice: Voice) -> Block | None:
    chosen = [tag for tag in choices.chosen if tag.kind is kind and tag in choices.names]
    others = [tag for tag in choices.names if tag.kind is kind and tag not in chosen]
    options = [(choices.names[tag], tag.value) for tag in [*chosen, *others][:_MOST_OPTIONS]]
    if not options:
        return None
    menu = inputs.several(
        options,
        initial=[tag.value for tag in chosen],
        placeholder=voice("notice.tags_placeholder"),
    )
    return {**menu, "max_selected_items": MOST_TAGS}
