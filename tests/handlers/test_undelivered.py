"""What did not arrive is shown to the admins, who send it again."""

from dataclasses import replace

import pytest

from knowledge.roles import Role
from knowledge.store.audit import entries
from knowledge.store.deliveries import (
    DeliveryStatus,
    Draft,
    delivery,
    enqueue,
)
from knowledge.store.delivery_tries import mark_failed, take_due
from knowledge.store.roles import set_holders

KEY = "answer:12:tanaka"
SECRET = "青磁色の帯留め"


@pytest.fixture
def woken():
    return []


@pytest.fixture
def services(services, woken):
    """The outbox is not there; that it is called is written down."""
    return replace(services, wake_outbox=lambda: woken.append("now"))


@pytest.fixture
def admin(database, clock, slack, bot):
    person = slack.person("木下")
    with database.begin() as session:
        set_holders(session, Role.ADMIN, [person.id], by="x", now=clock())
    return person


@pytest.fixture
def failed(database, clock, slack, admin):
    """A message to somebody that failed for good."""
    to = slack.person("田中").id
    with database.begin() as session:
        enqueue(session, Draft(KEY, to, {"text": SECRET}, about="escalation:12"), now=clock())
        take_due(session, clock(), 10, clock.advance(minutes=1) - clock.now)
        mark_failed(session, KEY, error="user_not_found", unclear=False)
    return to


def status(database):
    with database.read() as session:
        found = delivery(session, KEY)
    assert found is not None
    return found.status


@pytest.mark.usefixtures("failed")
def test_an_admin_sends_it_again(database, slack, admin, woken):
    """Whom it is for and why it failed is shown, what it says is not; then it is due again."""
    home = admin.open_home().text
    assert "届け先: @田中（理由: 相手が退職したか、見つかりません）" in home
    assert SECRET not in home
    admin.click("再送")
    assert "もう一度送ります" in admin.modal.text
    assert status(database) == DeliveryStatus.WAITING
    assert woken == ["now"]
    slack.settle(lambda: "届かなかった" not in admin.home.text)
    with database.read() as session:
        newest = entries(session)[0]
    assert (newest.actor, newest.action, newest.subject) == (
        admin.id,
        "resend_delivery",
        f"delivery:{KEY}",
    )


@pytest.mark.usefixtures("failed")
def test_two_presses_send_it_once(slack, admin, woken):
    """The second is told that it is under way."""
    home = admin.open_home()
    admin.click("再送")
    slack.settle(lambda: "届かなかった" not in admin.home.text)
    admin.click("再送", on=home)
    assert "ほかの人が再送しました" in admin.modal.text
    assert woken == ["now"]


@pytest.mark.usefixtures("failed")
def test_only_admins_see_and_send(database, clock, slack, admin, woken):
    """A lead does not see it, and an old button of a former admin does nothing."""
    home = admin.open_home()
    other = slack.person("佐藤")
    with database.begin() as session:
        set_holders(session, Role.LEAD, [other.id], by="x", now=clock())
        set_holders(session, Role.ADMIN, ["U0OTHER"], by="x", now=clock())
    assert "届かなかった" not in other.open_home().text
    assert "管理者だけです" in admin.click("再送", on=home).text
    assert (status(database), woken) == (DeliveryStatus.FAILED, [])


def test_when_all_arrived_there_is_nothing_to_see(admin):
    """No empty heading."""
    assert "届かなかった" not in admin.open_home().text
