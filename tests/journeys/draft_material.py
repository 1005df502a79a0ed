"""Everything that a draft can be made of, before one lead: a notice, a story, a month, a template, a mistake."""

from datetime import timedelta

from handlers import ids
from knowledge.incidents import Happened, Place
from knowledge.notices import NoticeKind
from knowledge.reviews import CycleDates
from knowledge.roles import Role
from knowledge.store import incidents, notices, reviews, stories, template_uses
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import set_holders
from knowledge.stories import Move, Start, SuccessStory
from knowledge.template_states import Helped

NEWS = "会議の要約が速くなりました。議事録を作る時間が短くなります。"
STORY = "議事録の下書きを任せたら、60分かかっていた作業が15分になりました。"
ENTRY = "会議の要約に使う人が増えました。"
COMMENT = "結論が先にあると読みやすいです"
MISTAKE = "画面を確かめずに貼りました"
TEMPLATE = "minutes"
PERIOD = "2026-12"


def found_company(slack, annai, now, language="ja"):
    """Return the lead; a colleague in their department has written what is to be drafted from."""
    locale = {"ja": "ja-JP", "en": "en-US"}[language]
    lead = slack.person("加藤", locale=locale)
    author, onlooker = slack.person("伊藤"), slack.person("鈴木")
    with annai.annai.services.database.begin() as session:
        for one, speaks in ((lead, language), (author, "ja"), (onlooker, "ja")):
            see_member(session, member=one.id, team="T0LOCAL", at=now, language=speaks)
        set_holders(session, Role.LEAD, [lead.id], by="x", now=now)
        sales = add_department(session, "営業部", by="x", now=now)
        assert isinstance(sales, Department)
        set_department(session, [author.id], sales.id, by="x", now=now)
        news = notices.NewNotice(
            "hand:1", NoticeKind.HAND, "要約の新しい機能", NEWS, "", by=lead.id
        )
        assert notices.add_notice(session, news, now=now)
        _tell_story(session, author.id, sales.id, now)
        _write_month(session, author.id, sales.id, now)
        _say_of_template(session, author.id, now)
        _report_mistake(session, author.id, now)
    return lead


def _tell_story(session, author, department, now):
    pointer = stories.Pointer("form:1", author, Start.AUTHOR, department=department)
    story = stories.point_at(session, pointer, now)
    told = SuccessStory("議事録が15分に", work="会議", done=STORY, department=department)
    words = stories.words_of(told)
    assert stories.move(session, story, Move.SHARE, version=None, shared_at=now, **words)


def _write_month(session, author, department, now):
    later = now + timedelta(days=5)
    assert reviews.open_cycle(
        session, PERIOD, channel="C1", dates=CycleDates(later, later, later, later), now=now
    )
    entry = reviews.NewEntry("form:1", PERIOD, department, author, {"good": ENTRY})
    assert reviews.keep_entry(session, entry, version=0, now=now)


def _say_of_template(session, member, now):
    use = template_uses.start_use(
        session,
        key="use:1",
        template=TEMPLATE,
        revision=0,
        member=member,
        department=None,
        at=now,
    )
    assert use
    assert template_uses.hand_out(session, "use:1", member, level="ok", revision=0, at=now)
    rating = template_uses.Rating(Helped.AS_IS, None, COMMENT)
    assert template_uses.rate_use(session, use, member, rating, now)


def _report_mistake(session, member, now):
    new = incidents.NewIncident(
        key="mistake:1",
        reporter=member,
        place=Place.COMPANY,
        happened=Happened.NOW,
        categories=("quotation",),
        steps=("stop",),
        rulebook_revision="2026-11",
        at=now,
        due_at=None,
        words=MISTAKE,
    )
    assert incidents.report(session, new)


def from_home(lead, action):
    """Press something on Home: a busy machine shows less of it at first."""
    for _ in range(10):
        lead.open_home()
        if action in lead.home.action_ids:
            break
        lead.slack.settle(seconds=20)
    return lead.click(action, on=lead.home)


def open_notice(lead):
    from_home(lead, ids.ACTION_LIST_NOTICES)
    return lead.click(ids.ACTION_OPEN_NOTICE)


def open_story(lead):
    return from_home(lead, ids.ACTION_REVIEW_STORY)


def open_month(lead):
    return from_home(lead, ids.ACTION_CLOSE_REVIEW)


def open_template(lead):
    lead.command(ids.COMMAND_TEMPLATE, "議事録")
    lead.click(ids.ACTION_USE_TEMPLATE, TEMPLATE)
    return lead.click(ids.ACTION_TEMPLATE_PAGE)


def open_incident(lead):
    from_home(lead, ids.ACTION_OPEN_INCIDENT)
    return lead.click(ids.ACTION_CLOSE_INCIDENT)


WAYS = {
    "notice": (open_notice, NEWS),
    "story": (open_story, STORY),
    "month": (open_month, ENTRY),
    "revision": (open_template, COMMENT),
    "case": (open_incident, MISTAKE),
}
