"""The page of one template: how it is used, its improvement log, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views.dates import say_day
from handlers.views.fitting import fit
from knowledge.template_health import ENOUGH_ANSWERS
from knowledge.template_states import PACKAGED, Popularity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.templates import PromptTemplate


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One approved revision: its number, when it came into force (local), who wrote and approved it."""

    number: int
    at: datetime
    author: str
    decided_by: str
    why: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """Everything of a template that its page shows.

    Attributes:
        log: approved revisions, newest first.
        may_decide: whether whoever looks may retire it and say who owns it.
        may_go_back: whether they may put an earlier text into force again.
        ships: whether it came with Annai, so that one can go back to that text.
    """

    template: PromptTemplate
    status: Status
    revision: int
    version: int
    owner: str = ""
    department: str = ""
    popularity: Popularity = field(default_factory=Popularity)
    stale: tuple[str, ...] = ()
    log: Sequence[LogEntry] = ()
    may_decide: bool = False
    may_go_back: bool = False
    ships: bool = False


def page_modal(page: Page, voice: Voice, said: str = "") -> Surface:
    """The page; `said` is what has just been done with it."""
    blocks: list[Block] = [kit.prose(kit.words(said, bold=True))] if said else []
    blocks += [*_about(page, voice), _doings(page, voice), kit.divider(), *_log(page, voice)]
    view = kit.modal(voice("template_page.title"), blocks, close=voice("check.close"))
    return fit(view, voice)


def owner_form(template: str, owner: str, voice: Voice) -> Surface:
    """Who is to look after a template."""
    person: Block = {"type": "users_select", "action_id": "input"}
    if owner:
        person["initial_user"] = owner
    block = kit.field(
        voice("template_page.owner_label"),
        person,
        block_id=ids.BLOCK_MEMBER,
        hint=voice("template_page.owner_hint"),
    )
    view = kit.modal(
        voice("template_page.owner_title"),
        [block],
        close=voice("check.close"),
        submit=voice("template_page.owner_submit"),
        callback_id=ids.VIEW_CHANGE_OWNER,
    )
    return fit({**view, "private_metadata": template}, voice)


def _about(page: Page, voice: Voice) -> Iterator[Block]:
    template, popularity = page.template, page.popularity
    owner: list[str | Block] = [voice("template_page.owner")]
    owner.append(kit.person(page.owner) if page.owner else voice("template_page.nobody"))
    whose = page.department or voice("template_page.everybody")
    revision = voice("template_page.revision", number=page.revision)
    if page.revision == PACKAGED:
        revision = voice("template_page.packaged")
    yield kit.titled(
        template.title.inn(voice.language),
        voice("template_page.about", purpose=template.purpose.inn(voice.language)),
    )
    lines: list[str | list[str | Block]] = [
        revision,
        owner,
        voice("template_page.department", name=whose),
        voice(
            "template_page.usage",
            used=popularity.handed_out,
            abandoned=popularity.abandoned,
            corrections=popularity.corrections,
        ),
        _rating(popularity, voice),
    ]
    lines += [voice(f"template_page.stale_{reason}") for reason in page.stale]
    yield kit.bullets(voice(f"template_page.status_{page.status}"), lines)


def _rating(popularity: Popularity, voice: Voice) -> str:
    if popularity.rated < ENOUGH_ANSWERS:
        return voice("template_page.too_few")
    helped = popularity.as_is + popularity.after_edits
    percent = helped * 100 // popularity.rated
    return voice("template_page.rating", percent=percent, count=popularity.rated)


def _doings(page: Page, voice: Voice) -> Block:
    id_ = page.template.id
    value = f"{id_} {page.version}"
    buttons = []
    if page.status is Status.APPROVED:
        buttons.append(
            kit.button(voice("proposal.improve"), ids.ACTION_IMPROVE_TEMPLATE, value=id_)
        )
    if page.may_decide and page.status is Status.APPROVED:
        label = voice("template_page.retire")
        buttons.append(kit.button(label, ids.ACTION_RETIRE_TEMPLATE, value=value))
    if page.may_decide and page.status is Status.RETIRED:
        label = voice("template_page.restore")
        buttons.append(kit.button(label, ids.ACTION_RESTORE_TEMPLATE, value=value))
    if page.may_decide:
        label = voice("template_page.change_owner")
        buttons.append(kit.button(label, ids.ACTION_CHANGE_OWNER, value=id_))
    buttons.append(kit.button(voice("proposal.mine"), ids.ACTION_MY_PROPOSALS))
    return kit.actions(*buttons)


def _log(page: Page, voice: Voice) -> Iterator[Block]:
    yield kit.prose(kit.words(voice("template_page.log"), bold=True))
    if not page.log:
        yield kit.context(voice("template_page.log_none"))
    for entry in page.log:
        yield from _entry(page, entry, voice)
    goes_back = page.ships and page.may_go_back and page.revision != PACKAGED
    if goes_back and page.status is Status.APPROVED:
        yield kit.actions(_back(page, PACKAGED, voice("template_page.roll_back_packaged")))


def _entry(page: Page, entry: LogEntry, voice: Voice) -> Iterator[Block]:
    in_force = entry.number == page.revision
    key = "template_page.log_in_force" if in_force else "template_page.log_entry"
    head = voice(key, number=entry.number, when=say_day(entry.at, voice, with_year=True))
    yield kit.titled(
        head,
        entry.why,
        "\n",
        voice("template_page.log_by"),
        kit.person(entry.author),
        voice("proposal.between"),
        voice("template_page.log_decided"),
        kit.person(entry.decided_by),
    )
    value = f"{page.template.id} {entry.number}"
    buttons = [kit.button(voice("template_page.diff"), ids.ACTION_TEMPLATE_DIFF, value=value)]
    if page.may_go_back and not in_force and page.status is Status.APPROVED:
        buttons.append(_back(page, entry.number, voice("template_page.roll_back")))
    yield kit.actions(*buttons)


def _back(page: Page, number: int, label: str) -> Block:
    """From the revision that is seen as the one in force to an earlier one."""
    value = f"{page.template.id} {page.revision} {number}"
    return kit.button(label, ids.ACTION_ROLL_BACK, value=value)
