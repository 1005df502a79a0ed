"""A storm of emoji before two replicas: what counts in the end is what is on the messages."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.playground.reactions import add_reaction, remove_reaction
from knowledge.store import stories as store
from knowledge.stories import Status
from tests.journeys.story_company import found_company, open_channel

EMOJI = ("ai_success", "ai_success::skin-tone-4", "ai_success_party", "tada")
AGREED = EMOJI[:2]
CHANGES, BATCH, MESSAGES = 1_000, 125, 8


@pytest.fixture
def mode():
    return "http"


@pytest.fixture
def replicas(start):
    return [start(), start()]


@pytest.fixture
def company(slack, replicas, clock):
    return found_company(slack, replicas[0], clock)


@pytest.fixture
def room(slack, replicas, company, clock):
    return open_channel(slack, replicas, company, clock)


def storm(slack, chance, people, messages, count):
    """Put emoji on and take them off, in Slack only; return the events that tell of it."""
    events: list[dict] = []
    while len(events) < count:
        user, place, name = chance.choice(people), chance.choice(messages), chance.choice(EMOJI)
        message = slack.workspace.messages[place]
        change = (
            remove_reaction
            if name in message.reactions and user in message.reactions[name]
            else add_reaction
        )
        event = change(slack.workspace, user, message, name)
        if event is not None:
            events.append(event)
    return events


def deliver(slack, chance, events):
    """Bring them in any order, some of them twice or three times, several at the same moment."""
    brought = events + chance.choices(events, k=len(events) // 3)
    chance.shuffle(brought)
    with ThreadPoolExecutor(4) as several:
        list(several.map(slack.tell, brought))


def supporters_there(slack, place):
    reactions = slack.workspace.messages[place].reactions
    return {user for name in AGREED for user in reactions.get(name, ())}


def test_a_storm_ends_in_what_is_on_the_messages(slack, replicas, company, room, clock, texts_of):
    """A thousand changes, reordered and redelivered: stories as in Slack, one message an author."""
    chance = random.Random(20261125)  # noqa: S311 - a storm, no secret
    authors = [company["田中"], company["佐藤"]]
    messages = [
        (room, authors[n % 2].message(f"{n}番目の工夫で早く終わりました", channel=room))
        for n in range(MESSAGES)
    ]
    people = [one.id for one in company.values()]
    for _ in range(CHANGES // BATCH):
        deliver(slack, chance, storm(slack, chance, people, messages, BATCH))
        replicas[chance.randrange(2)].annai.runner.tick()
    for replica in replicas:
        replica.annai.runner.tick()
    slack.settle(seconds=20)
    with replicas[0].annai.services.database.read() as session:
        for place in messages:
            story = store.story_with_key(session, store.message_key(*place))
            there = supporters_there(slack, place)
            assert story is not None
            assert set(store.supporters(session, story)) == there
            assert story.status == (Status.PROPOSED if there else Status.WITHDRAWN)
    for author in authors:
        told = texts_of(author)
        assert len(told) == MESSAGES // 2
        mine = [place for place in messages if slack.workspace.messages[place].user == author.id]
        asked = sum(1 for place in mine if supporters_there(slack, place))
        assert sum("成功事例として共有しませんか" in one for one in told) == asked


@pytest.fixture
def texts_of():
    """What the bot wrote to somebody."""

    def read(person):
        return [one.text for one in person.dm if one.user != person.id]

    return read
