"""What happens to a success story: each step in one transaction with the messages that tell of it.

All functions take a session that may write and never commit; after the commit the caller wakes
the outbox.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import story_mail as mail
from handlers.review_mail import correct_results
from handlers.story_digest import correct_digests
from handlers.story_papers import recall_papers
from handlers.story_workshops import correct_workshops
from handlers.views.story_posts import quiet_message
from handlers.voices import voice_of
from knowledge.roles import Action
from knowledge.store import stories as store
from knowledge.store.audit import append_entry
from knowledge.store.deliveries import forget_words
from knowledge.store.departments import department_of
from knowledge.store.stories import Pointer
from knowledge.store.story_sources import finish_look, is_quiet, set_quiet
from knowledge.stories import Move, Start, Status, Via

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.services import Services
    from knowledge.store.database import Session
    from knowledge.store.models import Story
    from knowledge.stories import SuccessStory

# Where a story still has something that a withdrawal takes from somebody's eyes.
_SEEN_BY_OTHERS = frozenset({Status.WAITING, Status.PUBLISHED, Status.REFUSED})


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a message in Slack has seen.

    Attributes:
        channel, ts: which message.
        number: what the look is worth: see knowledge/store/story_sources.py.
        author: who wrote it; empty when it is not there, or by somebody whom we cannot ask.
        is_gone: the message is not there any more.
        supporters: members of the company whose agreed emoji is on it.
        link: leads to the message.
        reactor: who put the newest emoji on it.
        problem: why no story can come of it, as a key of the catalogue; empty when one can, and
            where nobody needs to hear of it.
    """

    channel: str
    ts: str
    number: int
    author: str = ""
    is_gone: bool = False
    supporters: tuple[str, ...] = ()
    link: str = ""
    reactor: str = ""
    problem: str = ""


def apply_look(services: Services, session: Session, look: Look) -> bool:
    """Bring the story of a message to what Slack shows; False when a newer look has done so."""
    if not finish_look(session, look.channel, look.ts, look.number):
        return False
    now = services.clock()
    story = store.story_with_key(session, store.message_key(look.channel, look.ts))
    if story is None:
        _begin(services, session, look, now)
        return True
    store.set_supporters(session, story, look.supporters, Via.REACTION, now)
    if look.is_gone:
        store.forget_supporters(session, story)
    if not look.author:
        # What somebody shared before they left stays; what they never answered is over.
        if look.is_gone or story.status in {Status.PROPOSED, Status.DECLINED}:
            take_back(services, session, story, by="", now=now)
    elif store.supporters(session, story):
        _propose_again(services, session, story, now)
    elif story.started_by == Start.COLLEAGUE:
        _let_go(services, session, story, now)
    return True


def _let_go(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Nobody supports it any more: take it back, and let another emoji begin it anew."""
    if story.status == Status.WITHDRAWN:
        store.note(session, story, withdrawn_by="")
    else:
        take_back(services, session, story, by="", now=now)


def _begin(services: Services, session: Session, look: Look, now: datetime) -> None:
    if look.author and look.supporters and not is_quiet(session, look.author):
        story = store.point_at(session, _pointer(session, look), now)
        store.set_supporters(session, story, look.supporters, Via.REACTION, now)
        mail.tell_author(services, session, story, now)
    elif look.problem and look.reactor:
        place = f"{look.channel}:{look.ts}"
        mail.tell_lost(services, session, look.reactor, place, look.problem, now)


def _pointer(session: Session, look: Look) -> Pointer:
    department = department_of(session, look.author)
    return Pointer(
        key=store.message_key(look.channel, look.ts),
        author=look.author,
        start=Start.COLLEAGUE,
        channel=look.channel,
        ts=look.ts,
        link=look.link,
        department=department.id if department else None,
    )


def _propose_again(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Ask the author once more after all emoji had been taken off, unless they took it back."""
    if story.status != Status.WITHDRAWN or story.withdrawn_by or is_quiet(session, story.author):
        return
    if store.move(session, story, Move.PROPOSE, published_at=None, started_by=Start.COLLEAGUE):
        mail.tell_author(services, session, story, now)


def nominate(services: Services, session: Session, look: Look) -> str:
    """Let somebody propose a colleague's message; return what to say, as a key of the catalogue."""
    now = services.clock()
    if is_quiet(session, look.author):
        return "story.author_quiet"
    key = store.message_key(look.channel, look.ts)
    known = store.story_with_key(session, key)
    story = known or store.point_at(session, _pointer(session, look), now)
    store.add_supporter(session, story, look.reactor, Via.SHORTCUT, now)
    if known is None:
        mail.tell_author(services, session, story, now)
        return "story.asked_author"
    if story.status == Status.WITHDRAWN and not story.withdrawn_by:
        _propose_again(services, session, story, now)
        return "story.asked_author"
    published = story.status in {Status.PUBLISHED, Status.WAITING}
    return "story.asked_known" if published else "story.asked_before"


def share(
    services: Services,
    session: Session,
    story: Story,
    content: SuccessStory,
    *,
    version: int,
    same: Sequence[str] = (),
) -> bool:
    """Keep what the author shares and put it before those who publish; False if it has moved on.

    `same` are the titles of published stories that seem to tell of the same.
    """
    now = services.clock()
    was_published = story.status == Status.PUBLISHED
    values = {
        **store.words_of(content),
        "shared_at": now,
        "decided_by": "",
        "decided_at": None,
        "reason": "",
        "edited_at": None,
        "withdrawn_by": "",
        "withdrawn_at": None,
    }
    if not store.move(session, story, Move.SHARE, version=version, **values):
        return False
    _audit(session, story, story.author, Action.SHARE_STORY, "shared", now)
    mail.settle_reviews(services, session, story, now)
    mail.ask_reviewers(services, session, story, same, now)
    mail.tell_author(services, session, story, now)
    if was_published:
        _correct(services, session, story, now)
    return True


def decline(services: Services, session: Session, story: Story) -> bool:
    """The author does not share it now."""
    if not store.move(session, story, Move.DECLINE):
        return False
    mail.tell_author(services, session, story, services.clock())
    return True


def ask_no_more(services: Services, session: Session, story: Story) -> None:
    """The author does not share it, and is not to be asked for others either."""
    now = services.clock()
    set_quiet(session, story.author, quiet=True, now=now)
    store.move(session, story, Move.DECLINE)
    voice = voice_of(services, session, story.author)
    mail.show_author(session, story, quiet_message(story, voice), now)


def ask_again(services: Services, session: Session, story: Story) -> None:
    """The author may be asked again after all."""
    now = services.clock()
    set_quiet(session, story.author, quiet=False, now=now)
    store.note(session, story, version=story.version + 1)
    mail.tell_author(services, session, story, now)


def publish(
    services: Services,
    session: Session,
    story: Story,
    *,
    by: str,
    version: int,
    content: SuccessStory | None = None,
) -> bool:
    """Publish a story, as it is or as it was edited; False when somebody else was first."""
    now = services.clock()
    edited = store.words_of(content) if content else {}
    decided = {"decided_by": by, "decided_at": now}
    # Who corrects a published story does not make it new.
    first = story.published_at or now
    if not store.move(
        session, story, Move.PUBLISH, version=version, **decided, published_at=first, **edited
    ):
        return False
    _audit(session, story, by, Action.APPROVE_STORY_OF_DEPARTMENT, "published", now)
    mail.settle_reviews(services, session, story, now)
    mail.tell_author(services, session, story, now)
    mail.thank(services, session, story, now, edited=content is not None)
    _correct(services, session, story, now)
    return True


def refuse(
    services: Services, session: Session, story: Story, *, by: str, version: int, reason: str
) -> bool:
    """Do not publish a story, and tell its author why; False when somebody else was first."""
    now = services.clock()
    decided = {"decided_by": by, "decided_at": now, "reason": reason}
    if not store.move(session, story, Move.REFUSE, version=version, **decided):
        return False
    _audit(session, story, by, Action.APPROVE_STORY_OF_DEPARTMENT, "refused", now)
    mail.settle_reviews(services, session, story, now)
    mail.tell_author(services, session, story, now)
    return True


def take_back(
    services: Services, session: Session, story: Story, *, by: str, now: datetime
) -> bool:
    """Take a story back wherever it is, and forget what it said; False if that was done before.

    `by` is the author; empty when nobody supports it any more or its message is gone.
    """
    was_seen = Status(story.status) in _SEEN_BY_OTHERS
    if not store.withdraw(session, story, by=by, now=now):
        return False
    if was_seen:
        _audit(session, story, by or "-", Action.SHARE_STORY, "withdrawn", now)
    mail.stop_unsent(session, story)
    forget_words(session, f"story:{story.id}", now)
    mail.settle_reviews(services, session, story, now)
    mail.tell_author(services, session, story, now)
    if was_seen:
        _correct(services, session, story, now)
    return True


def _correct(services: Services, session: Session, story: Story, now: datetime) -> None:
    """Bring everything that was posted for everybody to what the story is now."""
    mail.show_card(services, session, story, now)
    correct_workshops(services, session, story, now)
    recall_papers(services, session, story, now)
    if story.published_at is not None:
        correct_digests(services, session, story, story.published_at, now)
        correct_results(services, session, story, now)


def note_edit(services: Services, session: Session, story: Story, edit: str) -> bool:
    """The message of a story was rewritten: once shared, its author hears of it and it is marked.

    A story that is not shared yet has no words: the form reads the message as it is then.
    """
    now = services.clock()
    if story.status not in {Status.WAITING, Status.PUBLISHED, Status.REFUSED}:
        return False
    if not mail.tell_edited(services, session, story, edit, now):
        return False
    store.note(session, story, edited_at=now)
    return True


def _audit(
    session: Session, story: Story, actor: str, action: Action, outcome: str, at: datetime
) -> None:
    append_entry(
        session, at=at, actor=actor, action=action, subject=f"story:{story.id}", outcome=outcome
    )
