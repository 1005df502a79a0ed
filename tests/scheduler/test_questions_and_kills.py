"""Killed at any moment while people ask and answer: nothing is lost, nothing is doubled."""

import random
import signal
from collections import Counter

from sqlalchemy import select

from bot.playground.workspace import BOT_USER_ID
from knowledge.roles import Role
from knowledge.store.deliveries import DeliveryKind, DeliveryStatus
from knowledge.store.members import see_member
from knowledge.store.models import (
    AuditEntry,
    Delivery,
    Escalation,
    EscalationAsk,
    EscalationMessage,
    PrecedentRow,
)
from knowledge.store.roles import set_holders
from tests.scheduler import mortal_asker
from tests.scheduler.lives import let_live, settle

# Lines of code; a question takes some twenty thousand, with its messages.
_LONGEST_LIFE = 12_000


def test_killed_at_random_moments(request, forks, slack, client, database_url, database, clock):
    """Each question is asked, asked back, passed on, handed over, answered, kept and told once."""
    kills = request.config.getoption("--kills")
    dice = random.Random(kills)  # noqa: S311 - no secret
    cast = mortal_asker.Cast(*(slack.person(name).id for name in ("田中", "加藤", "林", "佐藤")))
    with database.begin() as session:
        for member in (cast.asker, cast.lead, cast.deputy, cast.ambassador):
            see_member(session, member=member, team="T0LOCAL", at=clock(), language="ja")
        for role, member in ((Role.LEAD, cast.lead), (Role.DEPUTY, cast.deputy)):
            set_holders(session, role, [member], by=cast.lead, now=clock())
    given = (mortal_asker.live, database_url, slack.api_url, slack.bot_token, cast)
    for _ in range(kills):
        lines = dice.randint(1, _LONGEST_LIFE)
        assert let_live(forks, *given, clock().isoformat(), lines) == -signal.SIGKILL
        settle(slack, client)
        clock.advance(minutes=2)
    for _ in range(2):
        # The next morning as well: nobody is written to in the night.
        assert let_live(forks, *given, clock().isoformat(), None) == 0
        settle(slack, client)
        clock.advance(days=1)
    with database.read() as session:
        assert_all_is_there(session, slack, cast, kills)


def assert_all_is_there(session, slack, cast, kills):
    """Everything that was decided stands in the database, and in Slack as often as it should."""

    def rows(kind, *conditions):
        return list(session.scalars(select(kind).where(*conditions)))

    questions = rows(Escalation)
    assert len(questions) >= kills / 5
    assert {one.status for one in questions} == {"answered"}
    number = len(questions)
    asked = Counter(one.member for one in rows(EscalationAsk))
    assert asked == dict.fromkeys((cast.lead, cast.deputy, cast.ambassador), number)
    assert len(rows(EscalationMessage)) == 2 * number
    assert len(rows(PrecedentRow)) == number
    assert len(rows(AuditEntry, AuditEntry.action == "answer_escalation")) == number
    left = rows(Delivery, Delivery.status.in_([DeliveryStatus.WAITING, DeliveryStatus.FAILED]))
    assert left == []
    sent = rows(Delivery, Delivery.kind == DeliveryKind.POST, Delivery.status == "sent")
    assert Counter(one.to for one in sent)[cast.asker] == 2 * number
    held = [one for one in slack.workspace.messages.values() if one.user == BOT_USER_ID]
    assert sorted((one.channel, one.ts) for one in sent) == sorted(
        (one.channel, one.ts) for one in held
    )
    assert not [one for one in held if "質問が届きました" in one.text]
