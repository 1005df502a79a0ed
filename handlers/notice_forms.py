"""The form of a notice: what it opens with, and what was entered, checked before it goes anywhere."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from handlers import ids
from handlers.database_visits import read_briefly
from handlers.draft_offers import offer_draft
from handlers.form_values import (
    chosen_date,
    chosen_option,
    chosen_options,
    chosen_time,
    entered_text,
)
from handlers.limits import shorten
from handlers.notice_impacts import name_of
from handlers.passing_words import checked_words, why_not
from handlers.views import notices as views
from handlers.views.inputs import field_of
from knowledge.drafts import DraftKind
from knowledge.notices import (
    LONGEST_BODY,
    LONGEST_TITLE,
    MOST_TAGS,
    NoticeKind,
    NoticeStatus,
    Tag,
    Touched,
    guess_tags,
    own_lines,
    tag_of,
)
from knowledge.store import notices as store
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.notice_sources import sources
from knowledge.store.notices import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from handlers.services import Services
    from handlers.texts import Voice
    from handlers.views.blocks import Surface
    from knowledge.store.database import Session
    from knowledge.store.models import Notice

    # A notice, what it may touch, and the name of the feed that it is from.
    _Found = tuple[Notice, tuple[Tag, ...], str]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered into the form. `notice` is None for one that was written by hand now.

    `round` says how often a draft was put into the form, which its fields are named after.
    """

    key: str
    notice: int | None
    version: int
    round: int
    wording: Wording
    then: str
    day: str
    time: str
    tags: tuple[Tag, ...]


def new_form(services: Services, voice: Voice) -> Surface:
    """Return the empty form."""
    return views.notice_form(
        views.Written(), _choices(services, (), voice), services.settings().opens, voice
    )


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a draft says in the place of a notice's own words, with the names of what it touches."""

    title: str = field(repr=False)
    body: str = field(repr=False)
    names: tuple[str, ...] = ()


def form_of(services: Services, id_: int, voice: Voice) -> Surface | None:
    """Return the form of a notice as it is now; None when it is not there any more."""
    found = read_briefly(services, lambda session: _find(session, id_))
    if found is None:
        return None
    notice, tags, _ = found
    written = _written(found, notice.version)
    return _form(services, written, _choices(services, tags, voice), notice.id, voice)


def known_of_form(view: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a form is to be made of again: its ids, and what was chosen as touched."""
    entered = read_form(view)
    return (str(view.get("private_metadata") or ""), *(tag.value for tag in entered.tags))


def form_with_draft(
    services: Services, known: Sequence[str], drafted: Drafted, voice: Voice
) -> Surface | None:
    """Return the form with a draft in it, to be read and sent; None when the notice has gone.

    `known` is what `known_of_form` returned.
    """
    id_, version, round_ = _begun_with(known[0])
    found = read_briefly(services, lambda session: _find(session, id_)) if id_ else None
    if found is None or id_ is None:
        return None
    tags = tuple(map(tag_of, known[1:]))
    choices = _choices(services, tags, voice)
    named = [tag for tag, name in choices.names.items() if name in drafted.names]
    chosen = tuple(dict.fromkeys([*tags, *named]))[:MOST_TAGS]
    written = replace(
        _written(found, version, round_ + 1),
        title=shorten(drafted.title, LONGEST_TITLE),
        body=shorten(drafted.body, LONGEST_BODY),
    )
    return _form(services, written, replace(choices, chosen=chosen), id_, voice)


def _begun_with(metadata: str) -> tuple[int | None, int, int]:
    """Return the notice, its version, and how often a draft was put into its form."""
    id_, version, round_ = [*metadata.split(), "", "", ""][:3]
    return int(id_) if id_ else None, int(version or 1), int(round_ or 0)


def _written(found: _Found, version: int, round_: int = 0) -> views.Written:
    notice, _, source = found
    return views.Written(
        notice.title,
        notice.body,
        notice.link,
        source=source,
        status=notice.status,
        metadata=f"{notice.id} {version} {round_}",
        round=round_,
    )


def _form(
    services: Services, written: views.Written, choices: views.Choices, id_: int, voice: Voice
) -> Surface:
    view = views.notice_form(written, choices, services.settings().opens, voice)
    return offer_draft(services, view, DraftKind.NOTICE, id_, voice)


def read_form(view: Mapping[str, Any]) -> Entered:
    """Read what was entered."""
    notice, version, round_ = _begun_with(str(view.get("private_metadata") or ""))
    title, body, templates, rules = (
        field_of(block, round_)
        for block in (ids.BLOCK_TITLE, ids.BLOCK_BODY, ids.BLOCK_TEMPLATES, ids.BLOCK_RULES)
    )
    wording = Wording(
        entered_text(view, title).strip(),
        entered_text(view, body).strip(),
        entered_text(view, ids.BLOCK_LINK).strip(),
    )
    chosen = (chosen_options(view, block) for block in (templates, rules))
    return Entered(
        key=f"hand:{view['id']}",
        notice=notice,
        version=version,
        round=round_,
        wording=wording,
        then=chosen_option(view, ids.BLOCK_THEN),
        day=chosen_date(view, ids.BLOCK_DAY),
        time=chosen_time(view, ids.BLOCK_TIME),
        tags=tuple(tag_of(value) for values in chosen for value in values),
    )


def errors_in(services: Services, entered: Entered, voice: Voice) -> dict[str, str]:
    """Return what has to be put right, by its field; what a public source says is public."""
    if entered.then == views.DROP:
        return {}
    original = _original(services, entered.notice)
    wording = entered.wording
    said = {
        field_of(ids.BLOCK_TITLE, entered.round): wording.title,
        field_of(ids.BLOCK_BODY, entered.round): wording.body,
    }
    errors = {}
    for block, text in said.items():
        own = own_lines(text, original)
        if own and (error := why_not(checked_words(services, own), services.rulebook(), voice)):
            errors[block] = error
    if wording.link and not _is_link(wording.link):
        errors[ids.BLOCK_LINK] = voice("notice.link_wrong")
    if entered.then == views.APPROVE and entered.day and not _appears_at(services, entered):
        errors[ids.BLOCK_DAY] = voice("notice.day_past")
    if entered.then == views.APPROVE and not services.settings().notice_channel:
        errors[ids.BLOCK_THEN] = voice("notice.no_channel")
    return errors


def appears_at(services: Services, entered: Entered) -> datetime:
    """Return when an approved notice is to appear: as was chosen, or when the company works next."""
    chosen = _appears_at(services, entered)
    return chosen or services.calendar().next_working_moment(services.clock())


def guess_later(services: Services, key: str) -> None:
    """Tag a draft that somebody wrote with what it may touch, on another thread.

    A guess takes longer than a person waits; it stands in the form when the draft is opened.
    """

    def guess() -> None:
        try:
            with services.database.read() as session:
                notice = store.notice_with_key(session, key)
            if notice is None:
                return
            index, rulebook = services.templates().index, services.rulebook()
            tags = guess_tags(notice.title, notice.body, index, rulebook)
            with services.database.begin() as session:
                if not store.impacts_of(session, notice.id):
                    store.tag_notice(session, notice.id, tags, now=services.clock())
        except DatabaseUnavailable:
            log.info("nothing is guessed for a draft")

    services.background.submit(guess)


def _appears_at(services: Services, entered: Entered) -> datetime | None:
    if not entered.day:
        return None
    at = time.fromisoformat(entered.time) if entered.time else services.settings().opens
    moment = services.calendar().instant(date.fromisoformat(entered.day), at)
    return moment if moment > services.clock() else None


def _find(session: Session, id_: int) -> _Found | None:
    notice = store.find_notice(session, id_)
    if notice is None or notice.status not in {NoticeStatus.DRAFT, NoticeStatus.APPROVED}:
        return None
    tags = tuple(store.tag_of_impact(one) for one in store.impacts_of(session, id_))
    named = {one.id: one.title or one.url for one in sources(session)}
    return notice, tags, named.get(notice.source, "") if notice.source else ""


def _original(services: Services, id_: int | None) -> str:
    """Return what stands in the public source of a notice; nothing for what people write."""
    if id_ is None:
        return ""
    notice = read_briefly(services, lambda session: store.find_notice(session, id_))
    return notice.original if notice is not None and notice.kind == NoticeKind.FEED else ""


def _choices(services: Services, chosen: tuple[Tag, ...], voice: Voice) -> views.Choices:
    tags = [Tag(Touched.TEMPLATE, id_) for id_ in services.templates().templates]
    tags += [Tag(Touched.RULE, id_) for id_ in services.rulebook().categories]
    return views.Choices({tag: name_of(services, tag, voice) for tag in tags}, chosen)


def _is_link(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in link
