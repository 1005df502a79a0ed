"""A small company for the tests of notices, requests, the safety check and the poll."""

from slack_sdk import WebClient

from handlers.services import Services
from knowledge.company_settings import CompanySettings
from knowledge.roles import Role
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import set_holders
from scheduler.outbox import send_due

NAMES = ("田中", "鈴木", "小野", "加藤", "原", "林", "森")


def hire(slack, database, now):
    """Tanaka, Suzuki and Ono in sales; Kato and Hara lead, Hayashi deputy, Mori admin."""
    people = {name: slack.person(name) for name in NAMES}
    people["Smith"] = slack.person("Smith", locale="en-US")
    people["Jones"] = slack.person("Jones", outsider=True)
    with database.begin() as session:
        for name in (*NAMES, "Smith"):
            language = "en" if name == "Smith" else "ja"
            see_member(session, member=people[name].id, team="T0LOCAL", at=now, language=language)
        admin = people["森"].id
        set_holders(session, Role.ADMIN, [admin], by=admin, now=now)
        leads = [people["加藤"].id, people["原"].id]
        set_holders(session, Role.LEAD, leads, by=admin, now=now)
        set_holders(session, Role.DEPUTY, [people["林"].id], by=admin, now=now)
        sales = add_department(session, "営業部", by=admin, now=now)
        assert isinstance(sales, Department)
        set_department(session, [people[n].id for n in NAMES[:3]], sales.id, by=admin, now=now)
    return people


def be_patient(monkeypatch):
    """Let the database be as slow as the machine that the tests run on."""
    monkeypatch.setattr("handlers.database_visits._SECONDS", 20)


def with_channel(services: Services, channel: str) -> Services:
    """The same services in a company that has chosen its channel for notices."""
    settings = CompanySettings(notice_channel=channel)
    object.__setattr__(services, "settings", lambda: settings)
    return services


def sender(slack, services, clock):
    """Returns what sends everything that is due now."""
    client = WebClient(token=slack.bot_token, base_url=slack.api_url, timeout=5)
    return lambda: send_due(services, client, clock())


def told(person):
    """What the bot wrote to somebody, oldest first."""
    return [one for one in person.dm if one.user != person.id]
