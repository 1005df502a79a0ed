"""Every screen and message of the monthly review, usual and at its fullest."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from handlers.views import blocks as kit
from handlers.views import review_forms as forms
from handlers.views import review_notes as notes
from handlers.views import reviews as views
from handlers.views.review_notes import Silent
from handlers.views.reviews import Ending, Standing
from handlers.views.story_spread import session_agenda
from knowledge.calendar import Calendar
from knowledge.lead_load import LeadLoad
from knowledge.month_counts import (
    Checks,
    Completion,
    Group,
    MonthCounts,
    Participation,
    StoriesTold,
    TemplateUses,
)
from knowledge.months import Month
from knowledge.polls import GroupResult, PollResult, load_poll
from knowledge.reports import make_report
from knowledge.review_sections import Material, Section, all_sections
from knowledge.reviews import ReviewItem
from knowledge.store.models import ReviewEntry, ReviewOutcome
from knowledge.wording import Words

LOCAL = Calendar(ZoneInfo("Asia/Tokyo")).local
CLOSES = LOCAL(datetime(2026, 12, 14, 8, 0, tzinfo=UTC))
NEXT = LOCAL(datetime(2027, 1, 6, 0, 0, tzinfo=UTC))
NAMES = {
    "U0LEAD000": "佐藤 律",
    "U0AMB0000": "小野 澪",
    "U0AMB0001": "林 そら",
    "C0REVIEW0": "ai-ふりかえり",
}
NOVEMBER = Month(2026, 11)
LONG = "至急🎉&<!channel> *確認* " * 40


def outcome(ident=1, kind="action", text="早見表を各部の机に貼る", **rest):
    made = {"owner": "U0AMB0000", "state": "open", "cycle": "2026-12", **rest}
    return ReviewOutcome(id=ident, kind=kind, text=text, **made)


def entry(**texts):
    return ReviewEntry(texts=texts)


def standing(**rest):
    made = {
        "answered": ["営業部"],
        "waiting": ["製造部", "倉庫"],
        "ambassadors": ["U0AMB0000", "U0AMB0001"],
        "channel": "C0REVIEW0",
        **rest,
    }
    return Standing("2026-12", NOVEMBER, CLOSES, **made)


def report():
    groups = [
        Group("営業部", 8, 6, Checks({"ok": 30, "conditional": 12, "prohibited": 2}, 9)),
        Group("製造部", 12, 2, Checks({"ok": 4})),
        Group("法務", 2, 1, Checks({"ok": 1})),
        Group("倉庫", 5),
    ]
    checks = Checks({"ok": 1_034, "conditional": 12, "prohibited": 2, "undecided": 1}, 9)
    load = LeadLoad(by_precedent=3, by_lead=1, minutes=(30, 150, 400))
    templates = TemplateUses(finished=42, at_once=30, people=7, rated=10, helped=9)
    stories = StoriesTold(published=2, departments=1, tried=3, reports=2, minutes=90)
    asked = (Completion("営業部", 8, 6), Completion("製造部", 12, 0), Completion("", 7, 2))
    safety = Participation(Completion("", 27, 8), asked)
    now = MonthCounts(NOVEMBER, checks, 9, groups, templates, stories, load, safety)
    before = MonthCounts(NOVEMBER.before(), Checks({"ok": 40}), 12, groups)
    return make_report(now, before)


def poll():
    counts = {question.id: {question.options[0].id: 12} for question in load_poll()}
    whole = GroupResult(0, 12, counts)
    return PollResult("2026-11", load_poll(), asked=27, answered=12, whole=whole)


def sections():
    titles = [Words("問い合わせの返信が5分に", "Answers in five minutes")]
    made = Material(
        report(),
        personal=(3, 0),
        stories=titles,
        templates=titles,
        news=titles,
        poll=poll(),
        requests=(1, 0),
    )
    return all_sections(made)


def ending(**rest):
    made = {
        "standing": standing(closed=True),
        "written": [
            (
                "営業部",
                [
                    entry(good="議事録が10分になった", idea="返信の型がほしい"),
                    entry(reply="表にすると速い"),
                ],
            ),
            ("倉庫", [entry()]),
            ("", [entry(reply="英語のメールに使えた")]),
        ],
        "outcomes": [
            outcome(1, "decision", "毎週1つ試す", owner=None),
            outcome(2),
            outcome(3, "next", "議事録の型", owner=None),
        ],
        "still_open": [outcome(4, text="勉強会をひらく", state="open", owner=None)],
        "next_at": NEXT,
        "by": "U0LEAD000",
        **rest,
    }
    return Ending(**made)


def review_messages(voice):
    """Each message by its name."""
    carried = [outcome(), outcome(2, text="勉強会をひらく", state="done")]
    opened = standing(answered=[], waiting=["営業部", "製造部", "倉庫"])
    yield "parent", views.parent_message(opened, voice)
    more = standing(carried=carried, topics=["議事録の型"], not_held=True)
    yield "parent_carried", views.parent_message(more, voice)
    bare = standing(answered=[], waiting=[], ambassadors=[])
    yield "parent_bare", views.parent_message(bare, voice)
    yield "parent_closed", views.parent_message(standing(closed=True), voice)
    for section in sections():
        yield f"item_{section.item}", views.item_message(section, NOVEMBER, voice)
    months = (MonthCounts(NOVEMBER), MonthCounts(NOVEMBER.before()))
    few = PollResult("2026-11", load_poll(), asked=27, answered=3)
    empty = all_sections(Material(make_report(*months), poll=few))
    yield "item_empty", views.item_message(empty[0], NOVEMBER, voice)
    yield "item_few", views.item_message(empty[5], NOVEMBER, voice)
    agenda = kit.preformatted(session_agenda([], voice))
    yield "item_agenda", views.item_message(empty[1], NOVEMBER, voice, agenda)
    yield "summary", views.summary_message(ending(), voice)
    nothing = Ending(standing(answered=[], closed=True))
    yield "summary_empty", views.summary_message(nothing, voice)
    yield "reminder", notes.reminder_message(standing(), ["製造部", "倉庫"], 1, voice)
    yield "reminder_last", notes.reminder_message(standing(), ["製造部"], 2, voice)
    silent = [Silent("製造部", ["U0AMB0000", "U0AMB0001"]), Silent("倉庫")]
    yield "silent", notes.silent_message(standing(), silent, voice)
    yield "opening", notes.opening_message(standing(not_held=True), ["倉庫"], voice)
    for reason in ("is_archived", "not_in_channel", "msg_blocked"):
        message = notes.stuck_message(standing(), reason, voice, posted=False)
        yield f"stuck_{reason}", message
    yield "stuck_later", notes.stuck_message(standing(), "is_archived", voice, posted=True)


def review_views(voice):
    """Each modal by its name, and the part of Home."""
    yield "which", forms.which_department([(1, "営業部"), (2, "製造部")], "2026-12", voice)
    yield "write", forms.write_form("営業部", None, "2026-12 1 0", voice)
    yield "write_again", forms.write_form("営業部", {"good": "速い"}, "2026-12 1 2", voice)
    yield "write_nothing", forms.write_form("営業部", {}, "2026-12 1 2", voice)
    yield "decide", forms.decide_form("2026-12", voice)
    mine = [(outcome(), True), (outcome(2, text="勉強会をひらく", owner=None), False)]
    yield "actions", forms.actions_form(mine, "2026-12", voice)
    yield "actions_others", forms.actions_form(mine[1:], "2026-12", voice)
    yield "actions_none", forms.actions_form([], "2026-12", voice)
    yield "close", forms.close_form(standing(), voice)
    yield "closed_by", forms.settled_by("U0LEAD000", CLOSES, voice)
    yield "closed", forms.settled_by("", CLOSES, voice)
    for name, leads in (("home", False), ("home_of_lead", True)):
        blocks = forms.review_on_home([standing()], voice, leads=leads)
        yield name, {"type": "home", "blocks": blocks}


def fullest(voice):
    """The same with as much as can be in them."""
    many = [f"部門{number:03}" + "部" * 35 for number in range(100)]
    people = [f"U{number:08}" for number in range(500)]
    actions = [outcome(number, text=LONG[:600]) for number in range(60)]
    full = standing(
        answered=many[:50],
        waiting=many[50:],
        ambassadors=people,
        carried=actions,
        topics=[LONG[:600]] * 30,
        not_held=True,
    )
    yield views.parent_message(full, voice)
    long = entry(good=LONG[:600], worry=LONG[:600], idea=LONG[:600], reply=LONG[:600])
    end = ending(
        standing=full,
        written=[(name, [long] * 4) for name in many],
        outcomes=[outcome(n, kind, LONG[:600]) for n in range(20) for kind in ("decision", "next")],
        still_open=actions,
    )
    yield views.summary_message(end, voice)
    yield views.item_message(
        Section(
            ReviewItem.RESULTS,
            all_sections(Material(report()))[3].figures,
            departments=report().departments * 30,
            titles={"stories": [Words(LONG[:600], LONG[:600])] * 100},
        ),
        NOVEMBER,
        voice,
    )
    yield notes.reminder_message(full, many, 2, voice)
    yield notes.silent_message(full, [Silent(name, people[:5]) for name in many], voice)
    yield forms.write_form("部" * 40, dict.fromkeys(forms.FORM_TOPICS, LONG[:600]), "x", voice)
    yield forms.actions_form([(one, True) for one in actions], "2026-12", voice)
    yield forms.close_form(full, voice)
