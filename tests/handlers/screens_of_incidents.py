"""Every screen and message about a mistaken entry, usual and fullest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.views import incident_desk as desk
from handlers.views import incidents as own
from handlers.views.incident_home import IncidentsOnHome, desk_on_home, own_on_home
from handlers.views.incident_parts import Around, ShownStep
from knowledge.calendar import Calendar
from knowledge.incident_guide import deadline_of, load_incident_guide
from knowledge.incidents import UNSURE, Place
from knowledge.store.models import Incident, IncidentCase, IncidentMessage
from knowledge.verdict import Level
from knowledge.wording import Words

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Asia/Tokyo"))
LOCAL = CALENDAR.local
NAMES = {"U0LEAD000": "加藤 律", "U0ASKER00": "田中 凪", "U0DEPUTY0": "林 直"}
LONG = "至急🎉&<!channel> *確認* " * 200
GUIDE = load_incident_guide()
WORDS = "メールを直させようとして、宛先の欄ごと貼ってしまいました"
CASE = "メールを直させるとき、宛先の欄ごと貼ってしまった。本文だけを貼り、名前は伏せてから入れる。"
TAKEN = {"state": "taken", "taken_by": "U0LEAD000", "taken_at": NOW + timedelta(minutes=12)}
CLOSED = {
    **TAKEN,
    "state": "closed",
    "closed_by": "U0DEPUTY0",
    "closed_at": NOW + timedelta(hours=5),
    "outcome": "contained",
    "outside": "not_needed",
    "reason": "会話とファイルが消えたことを確かめました。",
}


def incident(*categories, **rest):
    made = {
        "id": 7,
        "state": "open",
        "reporter": "U0ASKER00",
        "place": "company",
        "happened": "now",
        "many": False,
        "categories": list(categories) or ["contact-details"],
        "words": WORDS,
        "reason": "",
        "reported_at": NOW,
        "version": 1,
        "nudges": 0,
        **rest,
    }
    return Incident(**made)


def around(rulebook, one, *, done=0, **rest):
    place = Place(one.place)
    steps = [
        ShownStep(
            step.id,
            step.doer,
            step.text,
            "U0ASKER00" if number < done else None,
            NOW + timedelta(minutes=3) if number < done else None,
        )
        for number, step in enumerate(GUIDE.steps_for(one.categories, place, many=one.many))
    ]
    duties = [
        (duty, deadline_of(duty, LOCAL(NOW).date(), CALENDAR))
        for duty in GUIDE.duties_for(one.categories, place, many=one.many)
    ]
    return Around(rulebook, LOCAL, steps, duties, **{"department": "営業部", **rest})


def said(text="会話はもう消えていますか", author="U0LEAD000"):
    return IncidentMessage(author=author, addressee="U0ASKER00", text=text, at=NOW)


def case(**rest):
    made = {"incident": 7, "state": "waiting", "text": CASE, "written_by": "U0LEAD000", **rest}
    return IncidentCase(**made)


def messages(rulebook, voice):
    """(name, message) of all that is sent."""
    usual = incident()
    yield "desk", desk.desk_message(usual, around(rulebook, usual), voice)
    health = incident("health", "credential", many=True, place="private", words="")
    yield "desk_law", desk.desk_message(health, around(rulebook, health, done=2), voice)
    taken = incident(**TAKEN)
    talked = around(
        rulebook, taken, done=3, messages=[said(), said("はい、消しました", "U0ASKER00")]
    )
    yield "desk_taken", desk.desk_message(taken, talked, voice)
    closed = incident(**CLOSED)
    yield "desk_closed", desk.desk_message(closed, around(rulebook, closed, done=9), voice)
    yield "upwards", desk.upwards_message(health, around(rulebook, health), voice)
    yield "own", own.own_message(usual, around(rulebook, usual, done=1), voice)
    yield "own_taken", own.own_message(taken, around(rulebook, taken, done=9), voice)
    yield "own_closed", own.own_message(closed, around(rulebook, closed, done=9), voice)
    yield "told", own.closed_message(closed, voice)
    yield "told_reopened", own.reopened_message(voice)
    yield "asked", own.asked_message(usual, "会話はもう消えていますか", "U0LEAD000", voice)
    yield "replied", desk.replied_message(usual, "はい、消しました", voice)
    yield "nudge", desk.nudge_message(usual, timedelta(minutes=90), voice)
    yield "nudge_late", desk.nudge_message(taken, timedelta(days=5), voice)


def views(rulebook, voice):
    """(name, modal) of all that is opened."""
    usual = incident()
    yield "form", own.report_form(rulebook, GUIDE.often_done, voice)
    told = own.Received(("U0LEAD000", "U0DEPUTY0"), upwards=True)
    yield "received", own.received_modal(usual, around(rulebook, usual), told, voice)
    masked = own.Received((), words="【顧客1】の見積を貼りました", found="氏名")
    secret = incident("credential", UNSURE, "gone-from-the-rules", place="other")
    yield "received_masked", own.received_modal(secret, around(rulebook, secret), masked, voice)
    dropped = own.Received(("U0LEAD000",), dropped=True)
    yield "received_dropped", own.received_modal(secret, around(rulebook, secret), dropped, voice)
    yield "own", own.own_modal(usual, around(rulebook, usual, done=2), voice)
    later = NOW + timedelta(hours=3)
    yield "desk", desk.desk_modal(secret, around(rulebook, secret), later, voice)
    health = incident("health", **TAKEN)
    yield "desk_law", desk.desk_modal(health, around(rulebook, health), later, voice)
    yield "ask", desk.ask_form(7, voice)
    yield "reply", own.reply_form("7 U0LEAD000", voice)
    health = incident("health")
    yield "close", desk.close_form(health, around(rulebook, health), voice)
    yield "close_again", desk.close_form(usual, around(rulebook, usual, case=case()), voice)
    approved = around(rulebook, usual, case=case(state="approved"))
    yield "close_published", desk.close_form(usual, approved, voice)


def on_home(rulebook, voice, *, handles):
    known = IncidentsOnHome(
        standing=[incident(), incident(**TAKEN)] if handles else None,
        closed=[incident(**CLOSED)] if handles else (),
        cases=[case()] if handles else (),
        own=[incident(**TAKEN), incident(**CLOSED)],
    )
    return [*desk_on_home(known, rulebook, LOCAL, voice), *own_on_home(known, LOCAL, voice)]


def fullest(rulebook, voice):
    """The same with the longest texts and the most there can be."""
    everything = [*rulebook.categories, *(f"own-{n}" for n in range(60))]
    full = {"many": True, "place": "private", "words": LONG[:2_900]}
    one = incident(*everything, **full)
    closed = incident(*everything, **{**full, **CLOSED, "reason": LONG[:500]})
    wide = around(rulebook, one, messages=[said(LONG[:500])] * 20, department=LONG[:80])
    gone = Around(
        rulebook, LOCAL, [ShownStep(f"gone-{n}", step.doer) for n, step in enumerate(wide.steps)]
    )
    for made, about in ((one, wide), (closed, wide), (one, gone)):
        yield desk.desk_message(made, about, voice)
        yield desk.desk_modal(made, about, NOW, voice)
        yield desk.upwards_message(made, about, voice)
        yield own.own_message(made, about, voice)
        yield desk.close_form(made, about, voice)
    yield own.report_form(rulebook, GUIDE.often_done * 5, voice, words=LONG[:500])
    one_rule = next(iter(rulebook.categories.values()))
    rules = {
        f"own-{n}": replace(
            one_rule, id=f"own-{n}", label=Words(LONG[:200], LONG[:200]), level=Level.PROHIBITED
        )
        for n in range(90)
    }
    many_rules = replace(rulebook, categories={**rulebook.categories, **rules})
    yield own.report_form(many_rules, GUIDE.often_done, voice, words=LONG[:500])
    received = own.Received([f"U{n:08}" for n in range(8)], words=LONG[:2_900], found=LONG[:400])
    yield own.received_modal(one, wide, received, voice)
    yield own.asked_message(one, LONG[:500], "U0LEAD000", voice)
    yield own.closed_message(closed, voice)
    yield desk.replied_message(one, LONG[:500], voice)
    full_home = IncidentsOnHome([one] * 20, [closed] * 5, [case(text=LONG[:600])] * 5, [one] * 3)
    blocks = [
        *desk_on_home(full_home, rulebook, LOCAL, voice),
        *own_on_home(full_home, LOCAL, voice),
    ]
    yield {"type": "home", "blocks": blocks}
