"""Putting what a seed file says into the local Slack and into the bot's database."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.playground.records import Message
from bot.playground.sowing_incidents import sow_incidents
from bot.playground.sowing_news import choose_channels, sow_notices
from bot.playground.sowing_stories import sow_stories
from bot.playground.sowing_templates import sow_templates
from bot.playground.talking import mentionable
from bot.playground.typed_text import as_blocks, as_text, typed
from bot.playground.workspace import BOT_USER_ID, TEAM_ID
from knowledge.calendar import Calendar
from knowledge.classification import classify
from knowledge.company import parse_company
from knowledge.departments import NameRefusal
from knowledge.months import month_of
from knowledge.roles import Role, holders_allowed
from knowledge.rulebook import load_rulebook
from knowledge.store.checks import record_check
from knowledge.store.company_lists import keep_company_list
from knowledge.store.departments import add_department, set_department
from knowledge.store.roles import set_holders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.playground.actors import Actor
    from bot.playground.moving_clock import MovingClock
    from bot.playground.seed_file import Message as Written
    from bot.playground.seed_file import Person, Seed
    from bot.playground.server import LocalSlack
    from knowledge.store.database import Database, Session

SEEDED_BY = "playground"


def sow_workspace(seed: Seed, slack: LocalSlack, clock: MovingClock) -> None:
    """Let people, channels and their history be there. The app hears nothing of the past."""
    workspace = slack.workspace
    with workspace.lock:
        general = workspace.channels[workspace.general]
        workspace.channels[general.id] = replace(general, name=seed.general)
        workspace.join(general.id, BOT_USER_ID)
        workspace.emoji |= {emoji.name: emoji.looks for emoji in seed.emoji}
    people = {one.name: _person(slack, one) for one in seed.person}
    rooms = {seed.general: general.id} | _channels(seed, slack, people)
    for number, written in enumerate(seed.message):
        _write(slack, rooms[written.room], written, people, (clock, number))
    for actor in people.values():
        for room in rooms.values():
            newest = max((one.ts for one in workspace.messages_in(room)), default="")
            workspace.read_up_to[actor.id, room] = newest


def _person(slack: LocalSlack, one: Person) -> Actor:
    actor = slack.person(
        one.name, locale=one.locale, outsider=bool(one.company), admin=one.role == "admin"
    )
    actor.describe(title=one.title, department=one.department, company=one.company, role=one.role)
    return actor


def _channels(seed: Seed, slack: LocalSlack, people: Mapping[str, Actor]) -> dict[str, str]:
    staff = [one for one in people.values() if one.member.team == TEAM_ID]
    return {
        room.name: slack.channel(
            room.name,
            staff if room.members is None else [people[who] for who in room.members],
            bot=room.bot,
            private=room.private,
            shared=room.shared,
        )
        for room in seed.channel
    }


def _write(
    slack: LocalSlack,
    room: str,
    written: Written,
    people: Mapping[str, Actor],
    when: tuple[MovingClock, int],
) -> None:
    clock, number = when
    at = _moment(clock, written.days_ago, written.at)
    reactions = {
        name: tuple(people[who].id for who in whos) for name, whos in written.reactions.items()
    }
    parent = _put(slack, room, people[written.by], written.text, _ts(at, number), "")
    slack.workspace.put(replace(parent, reactions=reactions))
    for reply in written.reply:
        later = min(at + timedelta(minutes=reply.minutes_later), clock())
        _put(slack, room, people[reply.by], reply.text, _ts(later, number), parent.ts)


def _put(
    slack: LocalSlack, room: str, author: Actor, text: str, ts: str, thread_ts: str
) -> Message:
    workspace = slack.workspace
    pieces = typed(text, mentionable(workspace))
    mint = workspace.mint
    blocks = tuple(as_blocks(pieces, mint.identifier("b")))
    number = mint.number()
    return workspace.put(
        Message(room, ts, author.id, as_text(pieces), number, blocks, thread_ts=thread_ts)
    )


def _ts(at: datetime, number: int) -> str:
    # The number tells messages of one minute apart: a `ts` is a message's identity.
    return f"{int(at.timestamp())}.{number:06d}"


def _moment(clock: MovingClock, days_ago: int, at: str) -> datetime:
    """Return the moment; never one that is still to come."""
    day = clock().astimezone(clock.zone) - timedelta(days=days_ago)
    hour, minute = at.split(":")
    then = day.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    return min(then, clock() - timedelta(minutes=1))


def sow_database(seed: Seed, slack: LocalSlack, database: Database, clock: MovingClock) -> None:
    """Put the company list into force, give roles, and count the checks made already."""
    rulebook, company = load_rulebook(), parse_company(seed.company_list, "company_list")
    members = {one.name: one.id for one in slack.workspace.members.values()}
    with database.begin() as session:
        if seed.company_list.strip():
            keep_company_list(session, source=seed.company_list, at=clock(), by=SEEDED_BY)
        _give_roles(session, seed, members, clock())
        rooms = {one.name: one.id for one in slack.workspace.channels.values()}
        choose_channels(session, seed, rooms, by=SEEDED_BY, now=clock())
        sow_notices(session, seed, clock())
        sow_stories(
            session,
            seed,
            members,
            lambda told: _moment(clock, told.days_ago, told.at),
            SEEDED_BY,
        )
        sow_incidents(
            session, seed, members, lambda one: _moment(clock, one.days_ago, one.at), clock.zone
        )
        for check in seed.check:
            verdict = classify(check.text, rulebook, company)
            at = _moment(clock, check.days_ago, check.at)
            record_check(
                session,
                key=None,
                member=members[check.by],
                at=at,
                month=month_of(at, Calendar(clock.zone)),
                surface="command",
                asked=verdict.asked,
                account=verdict.account,
                level=verdict.level,
                maskable=verdict.maskable,
                categories=[hit.category for hit in verdict.categories],
                kinds=Counter(finding.kind.value for finding in verdict.findings),
                rulebook_revision=verdict.rulebook_revision,
                characters=len(check.text),
            )

        sow_templates(
            session,
            seed,
            members,
            lambda one: _moment(clock, one.days_ago, one.at),
            SEEDED_BY,
        )


def _give_roles(session: Session, seed: Seed, members: Mapping[str, str], now: datetime) -> None:
    """Put everybody of the company where the file says they are, in its order."""
    staff = [one for one in seed.person if not one.company]
    for name in dict.fromkeys(one.department for one in staff if one.department):
        department = add_department(session, name, by=SEEDED_BY, now=now)
        if isinstance(department, NameRefusal):
            continue
        there = [one for one in staff if one.department == name]
        people = [members[one.name] for one in there]
        helping = [members[one.name] for one in there if one.role == Role.AMBASSADOR.value]
        set_department(session, people, department.id, by=SEEDED_BY, now=now)
        most = holders_allowed(Role.AMBASSADOR)[1]
        set_holders(
            session,
            Role.AMBASSADOR,
            helping[:most],
            by=SEEDED_BY,
            now=now,
            department=department.id,
        )
    for role in (Role.LEAD, Role.DEPUTY, Role.EXECUTIVE, Role.ADMIN):
        given = [members[one.name] for one in staff if one.role == role]
        if given:
            most = holders_allowed(role)[1]
            set_holders(session, role, given[:most], by=SEEDED_BY, now=now)
