"""What goes to everybody reaches everybody once, whatever Slack does meanwhile."""

from datetime import timedelta

import pytest

from knowledge.schedules import Due
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from scheduler.polls import send_poll
from scheduler.safety_checks import send_safety_check

_PEOPLE = 60


@pytest.fixture
def people(slack, database, clock):
    made = [slack.person(f"社員{number}") for number in range(_PEOPLE)]
    with database.begin() as session:
        for person in made:
            see_member(session, member=person.id, team="T0LOCAL", at=clock(), language="ja")
    return made


@pytest.mark.parametrize("send", [send_poll, send_safety_check])
def test_sixty_people_get_one_message_each(send, people, services, outbox, slack, clock):
    """Too many requests, lost answers and a second run of the job change nothing (K7, A21)."""
    due = Due(clock(), "2026-11")
    send(services, None, due)
    slack.faults.next("chat.postMessage", "500", times=5, happened=True)
    slack.faults.next("chat.postMessage", "429", times=3, seconds=30)
    slack.faults.next("chat.postMessage", "cut", times=5, happened=True)
    slack.faults.next("conversations.open", "503", times=3)
    outbox.send()
    # The process was restarted in between, and nobody knew whether the job was done.
    send(services, None, due)
    outbox.send_until_settled()
    assert [len(person.dm) for person in people] == [1] * _PEOPLE


@pytest.mark.parametrize("send", [send_poll, send_safety_check])
def test_who_has_never_used_annai_is_written_to_in_their_language(
    send, services, outbox, slack, client, clock, database
):
    """An organiser put them into a department; who has left, or is another company's, is left out."""
    smith = slack.person("Smith", locale="en-US")
    gone, guest = slack.person("退職者"), slack.person("社外", outsider=True)
    slack.deactivate(gone)
    with database.begin() as session:
        sales = add_department(session, "Sales", by="U0ADMIN", now=clock())
        assert isinstance(sales, Department)
        people = [smith.id, gone.id, guest.id]
        set_department(session, people, sales.id, by="U0ADMIN", now=clock())
    send(services, client, Due(clock(), "2026-11"))
    outbox.send()
    (told,) = smith.dm
    assert max(told.text) < "\u3000"
    assert gone.dm == guest.dm == []


def test_who_gets_it_too_late_gets_it_not_at_all(people, services, outbox, clock):
    """A poll that is closed asks nobody any more."""
    send_poll(services, None, Due(clock(), "2026-11"))  # type: ignore[arg-type]
    clock.advance(seconds=timedelta(days=8).total_seconds())
    outbox.send()
    assert [person.dm for person in people] == [[]] * _PEOPLE
