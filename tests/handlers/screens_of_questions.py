"""Every screen and message about questions, precedents and digests, usual and at its fullest."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers.carried import Carried
from handlers.views import digests, escalation_forms, escalation_home, escalation_posts, precedents
from knowledge.calendar import Calendar
from knowledge.lead_load import LeadLoad
from knowledge.precedents import Match, Precedent
from knowledge.store.models import Escalation, ModelOpinion, PrecedentRow
from knowledge.verdict import Level

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LOCAL = Calendar(ZoneInfo("Asia/Tokyo")).local
NAMES = {
    "U0ASKER00": "田中 凪",
    "U0LEAD000": "佐藤 律",
    "U0AMB0000": "小野 澪",
    "C0AIHELP0": "ai-相談",
}
QUESTION = "見積の金額を入れずに、提案書の構成を相談してもいいですか"
WORDS = "社内の勉強会で使います"
ADVICE = "お客様の名前を消してから入れてください"
LONG = "至急🎉&<!channel> *確認* " * 200


def escalation(**rest):
    made = {
        "id": 12,
        "key": "ask:V1",
        "kind": "question",
        "status": "open",
        "asker": "U0ASKER00",
        "asked_at": NOW,
        "question": QUESTION,
        "is_question": True,
        "words": WORDS,
        "purpose": "提案書の下書き",
        "level": "undecided",
        "categories": ["money"],
        "nearest": ["customer-name"],
        "step": "ambassador",
        "answer_advice": "",
        "department": None,
        **rest,
    }
    return Escalation(**made)


def answered(level="conditional", **rest):
    decided = {"answered_by": "U0LEAD000", "answered_at": NOW + timedelta(hours=5)}
    made = {"status": "answered", "answer_level": level, "answer_advice": ADVICE, **decided}
    return escalation(**{**made, **rest})


def precedent(**rest):
    made = {
        "id": 7,
        "status": "in_force",
        "question": QUESTION,
        "level": "conditional",
        "advice": ADVICE,
        "decided_by": "U0LEAD000",
        "decided_at": NOW,
        "expires_at": NOW + timedelta(days=365),
        "version": 1,
        "department": None,
        **rest,
    }
    return PrecedentRow(**made)


def match(share=0.925):
    known = Precedent(7, QUESTION, True, Level.CONDITIONAL, ADVICE, "U0LEAD000", NOW, NOW)  # noqa: FBT003
    return Match(known, share)


def around(rulebook, **rest):
    made = {"asked_at": LOCAL(NOW), "department": "営業部", **rest}
    return escalation_posts.Around(rulebook=rulebook, **made)


def week(**rest):
    load = LeadLoad(
        by_precedent=12,
        together=1,
        by_ambassador=4,
        by_lead=2,
        minutes=(30, 150, 400),
        waiting=1,
        reports={"money": 3, "no-longer-there": 1},
    )
    made = {"load": load, "waiting": [escalation()], "expiring": [precedent()], **rest}
    return digests.Week(**made)


def messages(rulebook, voice):
    """Each message by its name."""
    done = around(rulebook, decided_at=LOCAL(NOW + timedelta(hours=5)), kept=True)
    withdrawn = escalation(status="withdrawn", answered_by="U0ASKER00", answered_at=NOW)
    report = escalation(kind="report", level="conditional", question="", words="")
    opinion = ModelOpinion(
        escalation=12,
        level="conditional",
        reason="見積の金額に近い内容です。",
        language="ja",
        at=NOW,
    )
    thought_about = around(rulebook, opinion=opinion)
    yield "ask_with_opinion", escalation_posts.ask_message(escalation(), thought_about, voice)
    yield "ask", escalation_posts.ask_message(escalation(), around(rulebook), voice)
    yield "report", escalation_posts.ask_message(report, around(rulebook), voice)
    reminder = around(rulebook, reminder=True)
    yield "reminder", escalation_posts.ask_message(escalation(), reminder, voice)
    yield "settled", escalation_posts.settled_message(answered(), done, voice)
    yield "withdrawn", escalation_posts.settled_message(withdrawn, around(rulebook), voice)
    channel = "C0AIHELP0"
    yield (
        "answer",
        escalation_posts.answer_message(answered(), voice, kept=True, channel=channel),
    )
    yield (
        "report_answer",
        escalation_posts.answer_message(answered("ok", kind="report"), voice, kept=False),
    )
    metadata = "12 U0LEAD000"
    yield (
        "ask_back",
        escalation_posts.ask_back_message(escalation(), WORDS, "U0LEAD000", metadata, voice),
    )
    yield "reply", escalation_posts.reply_message(escalation(), WORDS, voice)
    yield "nobody", escalation_posts.nobody_message(voice)
    yield "reopened", precedents.reopened_message(precedent(), LOCAL(NOW), voice)
    by = "U0LEAD000"
    yield "looked_at", precedents.looked_at_message(precedent(), LOCAL(NOW), by, voice)
    yield "changed", precedents.changed_message(precedent(), LOCAL(NOW), voice)
    retired = precedent(status="retired")
    yield "retired", precedents.changed_message(retired, LOCAL(NOW), voice)
    yield "lead_digest", digests.lead_digest(week(), rulebook, LOCAL, voice)
    empty = week(load=LeadLoad(), waiting=[], expiring=[])
    yield "lead_digest_empty", digests.lead_digest(empty, rulebook, LOCAL, voice)
    rows = [precedent(), precedent(level="ok", advice="")]
    yield "week_draft", digests.week_draft(rows, "2026-W48 x", voice)
    yield "week_published", digests.week_published(rows, by, channel, voice)
    yield "week_digest", digests.week_digest(rows, voice)
    yield "week_digest_empty", digests.week_digest([], voice)


def views(rulebook, voice):
    """Each modal by its name."""
    rules = escalation_forms.rule_lines(["money"], rulebook, voice)
    ask: dict[str, Any] = {"level": "undecided", "rules": rules, "metadata": "x"}
    yield "form", escalation_forms.ask_form(voice, carried=QUESTION, **ask)
    yield "form_without_text", escalation_forms.ask_form(voice, carried="", **ask)
    nothing: dict[str, Any] = {"carried": "", "level": "", "rules": [], "metadata": "x"}
    yield "form_alone", escalation_forms.ask_form(voice, **nothing, words=WORDS)
    above = list(precedents.precedent_blocks(match(), voice, LOCAL(NOW)))
    yield (
        "form_with_precedent",
        escalation_forms.ask_form(voice, carried=QUESTION, **ask, above=above),
    )
    yield "report_form", escalation_forms.ask_form(voice, carried=QUESTION, **ask, report=True)
    sent: dict[str, Any] = {"escalation": 12, "due_at": LOCAL(NOW)}
    yield "sent", escalation_forms.sent_modal(voice, asked=["U0AMB0000"], **sent)
    yield "sent_same", escalation_forms.sent_modal(voice, asked=[], **sent, same=True)
    yield "sent_nobody", escalation_forms.sent_modal(voice, asked=[], **sent)
    yield "answer_form", escalation_forms.answer_form(voice, 12, Level.CONDITIONAL, may_keep=True)
    yield "ask_back_form", escalation_forms.ask_back_form(voice, 12)
    yield "reply_form", escalation_forms.reply_form(voice, "12 U0LEAD000")
    yield "hand_over_form", escalation_forms.hand_over_form(voice, 12)
    modal = escalation_home.question_modal(escalation(), around(rulebook), voice)
    yield "question", modal
    listed = [
        precedents.Listed(precedent(), LOCAL(NOW), uses=12, wrong=1),
        precedents.Listed(precedent(status="reopened", advice=""), LOCAL(NOW)),
    ]
    yield "list", precedents.list_modal(listed, voice)
    yield "list_empty", precedents.list_modal([], voice)
    yield "edit", precedents.edit_form(precedent(), voice)
    yield "away", digests.away_form(voice, "U0LEAD000", date(2026, 12, 2))


def fullest(rulebook, voice):
    """The same with the longest texts that can be in them."""
    long = escalation(question=LONG[:2_000], words=LONG[:1_000], purpose=LONG[:200])
    done = answered(question=LONG[:2_000], words=LONG[:1_000], answer_advice=LONG[:1_000])
    row = precedent(question=LONG[:2_000], advice=LONG[:1_000])
    yield escalation_posts.ask_message(long, around(rulebook, department="部" * 40), voice)
    yield escalation_posts.settled_message(done, around(rulebook, kept=True), voice)
    yield escalation_posts.answer_message(done, voice, kept=True)
    yield escalation_posts.ask_back_message(long, LONG[:1_000], "U0LEAD000", "12 U0", voice)
    yield escalation_posts.reply_message(long, LONG[:1_000], voice)
    yield precedents.reopened_message(row, LOCAL(NOW), voice)
    yield precedents.changed_message(row, LOCAL(NOW), voice)
    yield precedents.edit_form(row, voice)
    yield precedents.list_modal([precedents.Listed(row, LOCAL(NOW))] * 30, voice)
    yield digests.lead_digest(
        week(waiting=[long] * 50, expiring=[row] * 20), rulebook, LOCAL, voice
    )
    yield digests.week_digest([row] * 30, voice)
    carried = Carried("prohibited", ("money",) * 6, ("money",) * 6, text=LONG[:1_800])
    yield escalation_forms.ask_form(
        voice,
        carried=carried.text,
        level="prohibited",
        rules=escalation_forms.rule_lines(["money"] * 6, rulebook, voice),
        metadata=carried.packed(),
        words=LONG[:1_000],
        above=list(precedents.precedent_blocks(match(), voice, LOCAL(NOW))),
    )


def on_home(voice):
    """The part of Home."""
    known = escalation_home.Questions(
        mine=[escalation(), answered(), escalation(status="withdrawn")],
        queue=[escalation()] * 7,
        reopened=[precedent(status="reopened")],
        board=[precedent(), precedent(level="ok", advice="")],
        once=[answered(), answered("ok", answer_advice="")],
    )
    return escalation_home.questions(known, LOCAL, voice)
