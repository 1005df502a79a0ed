"""New texts of templates: told once with what is new in them, and what waited for them is closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.notice_impacts import settle
from knowledge.company_settings import CompanySettings
from knowledge.notices import ImpactStatus, NoticeKind, Tag, Touched
from knowledge.store import notices, templates
from knowledge.store.template_revisions import Decision, NewRevision, put_in_force
from knowledge.template_source import write_template
from knowledge.templates import load_templates
from knowledge.wording import Words
from scheduler.template_notices import announce_templates

MINUTES = Tag(Touched.TEMPLATE, "minutes")


@pytest.fixture
def channel(slack, services):
    made = slack.channel("ai-お知らせ", bot=True)
    settings = CompanySettings(notice_channel=made)
    object.__setattr__(services, "settings", lambda: settings)
    return made


@pytest.fixture
def approve(database, clock):
    """Put a new purpose of a template into force."""

    def run(template, purpose, why="分かりやすくするため"):
        changed = replace(load_templates()[template], purpose=Words(purpose, "Purpose"))
        clock.advance(seconds=1)
        new = NewRevision(
            key=f"{template}:{purpose}",
            template=template,
            source=write_template(changed),
            why=why,
            author="U0AUTHOR",
            language="ja",
            at=clock(),
        )
        with database.begin() as session:
            templates.keep_packaged(session, template, clock())
            put_in_force(session, new, Decision("U0LEAD", "lead", clock()))

    return run


@pytest.fixture
def posts(slack, channel, outbox):
    def read():
        outbox.send()
        return slack.person("田中").messages(channel)

    return read


def test_a_new_text_is_announced_once(services, approve, posts, clock):
    """However often and on however many replicas it is looked at; with why and what."""
    approve("minutes", "会議の決まりごとを残す")
    assert [announce_templates(services, clock()) for _ in range(3)] == [1, 0, 0]
    (post,) = posts()
    assert "テンプレート「会議議事録の作成」が新しくなりました" in post.text
    assert "理由: 分かりやすくするため" in post.text
    assert "会議の決まりごとを残す" in post.text
    approve("minutes", "会議の宿題も残す")
    announce_templates(services, clock())
    newest = posts()[-1]
    assert "会議の宿題も残す" in newest.text
    assert "会議の決まりごとを残す" in newest.text


def test_many_at_once_are_one_message(services, approve, posts, clock):
    """An import is no flood."""
    for template in ("minutes", "faq", "report"):
        approve(template, "新しい目的")
    assert announce_templates(services, clock()) == 3
    (post,) = posts()
    assert "テンプレートが3件新しくなりました" in post.text
    assert post.text.count("理由: ") == 3


def test_without_a_channel_and_long_after_nothing_is_said(services, approve, clock, slack, outbox):
    """Who chooses a channel today wants no old news."""
    approve("minutes", "新しい目的")
    assert announce_templates(services, clock()) == 1
    made = slack.channel("ai-お知らせ", bot=True)
    object.__setattr__(services, "settings", lambda: CompanySettings(notice_channel=made))
    assert announce_templates(services, clock()) == 0
    approve("faq", "新しい目的")
    clock.advance(seconds=timedelta(days=8).total_seconds())
    assert announce_templates(services, clock()) == 0
    outbox.send()
    assert slack.person("田中").messages(made) == []


def test_what_was_being_changed_is_changed(services, approve, clock, database):
    """What nobody has looked at yet stays open; the words of another template close nothing."""
    with database.begin() as session:
        for key in ("a", "b"):
            new = notices.NewNotice(key, NoticeKind.HAND, "新しい機能", "")
            id_ = notices.add_notice(session, new, now=clock())
            assert id_ is not None
            words = notices.Wording("新しい機能", "")
            how = {"version": 1, "by": "U0LEAD", "post_at": clock(), "now": clock()}
            notices.approve_notice(session, id_, words, **how)
            (impact,) = notices.tag_notice(session, id_, [MINUTES], now=clock())
            if key == "a":
                settle(services, session, impact, ImpactStatus.CHANGING, by="U0OWNER", now=clock())
    approve("faq", "新しい目的")
    announce_templates(services, clock())
    approve("minutes", "新しい目的")
    announce_templates(services, clock())
    with database.read() as session:
        statuses = [notices.impacts_of(session, id_)[0].status for id_ in (1, 2)]
    assert statuses == [ImpactStatus.CHANGED, ImpactStatus.OPEN]
