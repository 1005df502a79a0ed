"""A company in which success stories are told: who is who, its channel, and what is waited for."""

from dataclasses import replace

from knowledge.roles import Action, Role
from knowledge.store.company_settings import change_company_settings
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import set_holders


def found_company(slack, annai, clock):
    """Tanaka and Suzuki in support, Sato its ambassador, Kato the lead, Mori an admin."""
    people = {name: slack.person(name) for name in ("田中", "鈴木", "佐藤", "加藤", "森")}
    with annai.annai.services.database.begin() as session:
        for person in people.values():
            see_member(session, member=person.id, team="T0LOCAL", at=clock(), language="ja")
        admin = people["森"].id
        set_holders(session, Role.ADMIN, [admin], by=admin, now=clock())
        set_holders(session, Role.LEAD, [people["加藤"].id], by=admin, now=clock())
        support = add_department(session, "サポート部", by=admin, now=clock())
        assert isinstance(support, Department)
        members = [people[name].id for name in ("田中", "鈴木", "佐藤")]
        set_department(session, members, support.id, by=admin, now=clock())
        ambassador = [people["佐藤"].id]
        set_holders(
            session, Role.AMBASSADOR, ambassador, by=admin, now=clock(), department=support.id
        )
    return people


def open_channel(slack, replicas, people, clock):
    """Make the channel for success stories, known to every replica."""
    made = slack.channel("ai-成功事例", list(people.values()), bot=True)
    admin = people["森"].id
    with replicas[0].annai.services.database.begin() as session:
        change_company_settings(
            session,
            lambda now: replace(now, success_channel=made, notice_channel=made),
            action=Action.SET_CHANNELS,
            by=admin,
            now=clock(),
        )
    for replica in replicas:
        known = replica.annai.services
        known.look_again()
        slack.settle(lambda known=known: known.settings().success_channel == made, seconds=20)
    return made


def wait_for(slack, annai, person, said, channel=None):
    """Wait until somebody's conversation shows this, and return the newest message that does."""

    def there():
        seen = person.messages(channel) if channel else person.dm
        return [one for one in seen if said in one.text]

    annai.annai.runner.tick()
    slack.settle(lambda: bool(there()), seconds=20)
    assert there(), [one.text for one in person.dm]
    return there()[-1]


def home_with(slack, person, said):
    """Open somebody's Home until it shows this: a busy machine shows less of it at first."""
    for _ in range(10):
        person.open_home()
        if person.home is not None and said in person.home.text:
            break
        slack.settle(seconds=20)
    assert said in person.home.text
    return person.home.text
