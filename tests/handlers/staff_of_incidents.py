"""A small company for the tests of mistaken entries, and what its people do again and again."""

from handlers import ids
from knowledge.roles import Role
from knowledge.store.members import see_member
from knowledge.store.roles import set_holders
from tests.handlers.staff_of_news import hire as hire_for_news

SECRET = "佐藤花子様の見積 1,280,000円 hanako@example.com を貼ってしまいました"
HARMLESS = "会話を消す前に、画面を閉じてしまいました"


def hire(slack, database, now):
    """Kato and Hara lead, Hayashi deputy, Mori admin, Kuroki executive; the others are staff."""
    people = hire_for_news(slack, database, now)
    people["黒木"] = slack.person("黒木")
    with database.begin() as session:
        see_member(session, member=people["黒木"].id, team="T0LOCAL", at=now, language="ja")
        admin = people["森"].id
        set_holders(session, Role.EXECUTIVE, [people["黒木"].id], by=admin, now=now)
    return people


def report(person, *categories, **more):
    """Report a mistaken entry; return what comes up."""
    person.command(ids.COMMAND_MISINPUT)
    usual = {"place": "company", "categories": list(categories or ["credential"])}
    return person.submit({**usual, **more})


def close(person, **more):
    """Close the incident whose button is before somebody's eyes; return what comes up."""
    person.click(ids.ACTION_CLOSE_INCIDENT)
    usual = {"outcome": "contained", "outside": "not_needed", "reason": "消えたことを見ました"}
    return person.submit({**usual, **more})


class Remembering:
    """Carries everything on, and remembers the last."""

    def __init__(self, carrier):
        self.carrier, self.last = carrier, None

    def carry(self, envelope):
        self.last = envelope
        return self.carrier.carry(envelope)
