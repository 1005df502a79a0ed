"""Templates without being asked: pinned and edited in place, the stale ones told, the meeting called."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.template_mail import Writing
from handlers.template_steps import restore, retire
from knowledge.company_settings import CompanySettings
from knowledge.roles import Person, Role
from knowledge.schedules import Due
from knowledge.store import template_uses as uses
from knowledge.store.members import see_member
from knowledge.store.roles import set_holders
from knowledge.store.templates import find_template, keep_packaged, set_owner
from knowledge.template_states import Helped
from scheduler.outbox import send_due
from scheduler.template_rounds import (
    call_improvement_meeting,
    carry_meeting_on,
    look_after_templates,
    pin_recommended,
    recommend_prompts,
)


@pytest.fixture
def kato(slack):
    return slack.person("加藤")


@pytest.fixture
def sato(slack):
    return slack.person("佐藤")


@pytest.fixture
def set_to(services):
    """The services of a company that has set this."""

    def build(**settings):
        return replace(services, settings=lambda: CompanySettings(**settings))

    return build


@pytest.fixture
def used(services, clock):
    """Let people have used a template, the last one a day ago."""

    def use(template, times, *, helped=Helped.AS_IS, given_up=0):
        with services.database.begin() as session:
            for n in range(times + given_up):
                key, member = f"{template}:{helped}:{n}", f"U0MEMBER{n}"
                at = clock() - timedelta(days=1, minutes=n)
                made = uses.start_use(
                    session,
                    key=key,
                    template=template,
                    revision=0,
                    member=member,
                    department=None,
                    at=at,
                )
                assert made is not None
                if n < times:
                    uses.hand_out(session, key, member, level="ok", revision=0, at=at)
                    uses.rate_use(session, made, member, uses.Rating(helped, None), at)

    return use


def due(services, period="2026-12"):
    return Due(services.clock(), period)


def said(slack, channel):
    return [one.text for one in slack.messages(channel)]


def lead(services, person):
    with services.database.begin() as session:
        see_member(session, member=person.id, team="T0LOCAL", at=services.clock(), language="ja")
        set_holders(session, Role.LEAD, [person.id], by=person.id, now=services.clock())


def test_nothing_is_posted_without_a_channel(services, client, slack, used):
    """A fresh install is quiet."""
    used("minutes", 3)
    recommend_prompts(services, client, due(services))
    call_improvement_meeting(services, client, due(services))
    assert send_due(services, client, services.clock()) == 0


def test_one_message_is_pinned_and_edited_in_place(set_to, client, slack, kato, used, clock):
    """The next day says something else in the same message; an unchanged day changes nothing."""
    channel = slack.channel("ai", [kato])
    services = set_to(template_channel=channel)
    used("minutes", 3)
    recommend_prompts(services, client, due(services))
    pin_recommended(services, client, clock())
    assert slack.calls_to("pins.add") == []
    send_due(services, client, clock())
    pin_recommended(services, client, clock())
    pin_recommended(services, client, clock())
    assert len(slack.calls_to("pins.add")) == 1
    (posted,) = kato.messages(channel)
    assert "1位 会議議事録の作成" in posted.text

    clock.advance(days=1)
    recommend_prompts(services, client, due(services))
    send_due(services, client, clock())
    assert slack.calls_to("chat.update") == []
    used("translate", 9)
    recommend_prompts(services, client, due(services))
    send_due(services, client, clock())
    (edited,) = kato.messages(channel)
    assert edited.ts == posted.ts
    assert "1位 翻訳と言い換え" in edited.text
    assert len(slack.calls_to("pins.add")) == 1


def test_a_retired_template_leaves_the_message_at_once(set_to, client, slack, kato, used, clock):
    """And comes back with it."""
    channel = slack.channel("ai", [kato])
    services = set_to(template_channel=channel)
    used("minutes", 3)
    recommend_prompts(services, client, due(services))
    send_due(services, client, clock())
    person = Person(kato.id, frozenset({Role.MEMBER, Role.LEAD}))
    with services.database.begin() as session:
        assert retire(Writing(services, session, clock()), "minutes", person, 0)
    send_due(services, client, clock())
    assert "会議議事録" not in kato.messages(channel)[0].text
    with services.database.begin() as session:
        row = find_template(session, "minutes")
        assert row is not None
        assert restore(Writing(services, session, clock()), "minutes", person, row.version)
    send_due(services, client, clock())
    assert "会議議事録" in kato.messages(channel)[0].text


def test_another_channel_gets_the_message_and_the_first_one_loses_it(
    set_to, client, slack, kato, used, clock
):
    """It is in one place, and in none once the channel is taken away."""
    first, second = slack.channel("ai", [kato]), slack.channel("ai-2", [kato])
    used("minutes", 3)
    for channel in (first, second):
        services = set_to(template_channel=channel)
        recommend_prompts(services, client, due(services))
        send_due(services, client, clock())
    assert kato.messages(first) == []
    assert len(kato.messages(second)) == 1
    services = set_to()
    recommend_prompts(services, client, due(services))
    send_due(services, client, clock())
    assert kato.messages(second) == []


def test_owner_and_lead_hear_of_what_grows_old(services, client, slack, kato, sato, used, clock):
    """Each once a month: the owner of theirs, the lead of all, with the reason."""
    lead(services, kato)
    with services.database.begin() as session:
        keep_packaged(session, "minutes", clock())
        set_owner(session, "minutes", sato.id, None, clock())
    clock.advance(days=91)
    used("translate", 5, helped=Helped.NO)
    look_after_templates(services, client, due(services))
    look_after_templates(services, client, due(services))
    clock.advance(days=4)
    send_due(services, client, clock())
    (to_owner,), (to_lead,) = sato.dm, kato.dm
    assert "「会議議事録の作成」90日使われていません" in to_owner.text
    assert "翻訳と言い換え" not in to_owner.text
    assert "「翻訳と言い換え」役に立たなかったという答えが多い" in to_lead.text
    assert "会議議事録の作成" in to_lead.text


def test_the_meeting_is_a_thread_with_a_place_for_each_topic(
    set_to, client, slack, kato, used, clock
):
    """Its head goes out first; each topic stands under it once, whoever looks how often."""
    channel = slack.channel("review", [kato])
    services = set_to(review_channel=channel)
    used("translate", 6, helped=Helped.NO, given_up=4)
    clock.advance(days=10)
    call_improvement_meeting(services, client, due(services))
    call_improvement_meeting(services, client, due(services))
    carry_meeting_on(services, clock())
    send_due(services, client, clock())
    carry_meeting_on(services, clock())
    carry_meeting_on(services, clock())
    send_due(services, client, clock())
    head, *topics = kato.messages(channel)
    assert "プロンプト改善会（2026年11月）" in head.text
    assert "翻訳と言い換え: 100%（6／6）" in head.text
    assert [one.thread_ts for one in topics] == [head.ts, head.ts]
    assert "「翻訳と言い換え」40%（4／10）" in topics[1].text


def test_a_month_without_a_topic_says_so_in_one_message(set_to, client, slack, kato, clock):
    """Nothing stands under it, and nothing waits for it."""
    channel = slack.channel("review", [kato])
    services = set_to(review_channel=channel)
    call_improvement_meeting(services, client, due(services))
    send_due(services, client, clock())
    carry_meeting_on(services, clock())
    assert send_due(services, client, clock()) == 0
    (head,) = kato.messages(channel)
    assert "話し合うテンプレートはありませんでした" in head.text
