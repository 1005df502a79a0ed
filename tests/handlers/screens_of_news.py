"""Every screen and message of notices, requests, the safety check and the poll, usual and fullest."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from handlers.views import (
    annai_help,
    home_news,
    notice_impacts,
    notice_sources,
    notices,
    polls,
    tool_requests,
    training,
)
from knowledge.calendar import Calendar
from knowledge.groups import TOGETHER
from knowledge.month_counts import Completion, Participation
from knowledge.notices import Tag, Touched
from knowledge.polls import GroupResult, PollResult, load_poll, what_may_be_shown
from knowledge.roles import Person, Role
from knowledge.store.models import Notice, NoticeImpact, NoticeSource, ToolRequest
from knowledge.training import Question, SafetyResult
from knowledge.verdict import Level
from knowledge.wording import Words

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LOCAL = Calendar(ZoneInfo("Asia/Tokyo")).local
NAMES = {"U0LEAD000": "佐藤 律", "U0ASKER00": "田中 凪"}
MEMBER = Person("U0ASKER00")
LEAD = Person("U0LEAD000", frozenset({Role.MEMBER, Role.LEAD}))
TITLE = "議事録の自動作成が新しくなりました"
BODY = "会議の録音から議事録を作れるようになりました。\n今月から全員が使えます。"
LINK = "https://news.example/minutes"
LONG = "至急🎉&<!channel> *確認* " * 200
TEMPLATE, RULE = Tag(Touched.TEMPLATE, "minutes"), Tag(Touched.RULE, "money")
CHOICES = notices.Choices({TEMPLATE: "会議議事録の作成", RULE: "見積の金額"}, [TEMPLATE])
QUESTIONS = (
    Question(
        "money",
        Level.CONDITIONAL,
        Words("見積は 120万円です。", "Amounts of quotes"),
        Words("見積の金額", "Amounts of quotes"),
        Words("値段の決め方が分かってしまいます。", "It shows how prices are made."),
        Words("金額を【金額】に置きかえます。", "Put a placeholder in its place."),
    ),
    Question(
        "own-public",
        Level.OK,
        Words("自社HPの文を短くして", "Own public information"),
        Words("公開済みの情報", "Own public information"),
        Words("もう公開されています。", "It is public already."),
        Words("", ""),
    ),
)


def notice(**rest):
    made = {
        "id": 3,
        "kind": "feed",
        "status": "draft",
        "title": TITLE,
        "body": BODY,
        "link": LINK,
        "created_at": NOW,
        "post_at": NOW,
        "version": 1,
        **rest,
    }
    return Notice(**made)


def touching(status="open", tag=TEMPLATE, name="会議議事録の作成", **rest):
    by = None if status == "open" else "U0LEAD000"
    made = {"id": 5, "kind": tag.kind, "subject": tag.subject, "opened_at": NOW, **rest}
    impact = NoticeImpact(status=status, decided_by=by, **made)
    return notice_impacts.Touching(impact, name)


def request(status="open", **rest):
    answered = status != "open"
    made = {
        "id": 8,
        "member": "U0ASKER00",
        "tool": "翻訳ツール（有料版）",
        "purpose": "海外向けマニュアルの下訳を作りたいです",
        "asked_at": NOW,
        "answer": "社内のテンプレートで先に試してください" if answered else "",
        "answered_by": "U0LEAD000" if answered else None,
        **rest,
    }
    return ToolRequest(status=status, **made)


def source(**rest):
    made = {"id": 2, "url": "https://news.example/feed.xml", "title": "AIの更新情報", **rest}
    return NoticeSource(**{"read_at": None, "problem": "", **made})


def group(number, answered, option=0):
    counts = {one.id: {one.options[option].id: answered} for one in load_poll()}
    return GroupResult(number, answered, counts)


def result():
    groups = [group(1, 8), group(2, 6, 1), group(TOGETHER, 2)]
    return what_may_be_shown("2026-10", load_poll(), 40, groups)


def safety():
    departments = (Completion("営業部", 12, 9), Completion("", 7, 0))
    answered = Participation(Completion("", 19, 9), departments)
    return SafetyResult("2026-10", QUESTIONS, answered, ((9, 6), (9, 9)))


def messages(voice):
    """Each message by its name."""
    yield "notice", notices.notice_post(notice(), voice)
    rules = "● 変わった: 規則 money\n  扱い: △ → ×"
    yield "notice_rules", notices.notice_post(notice(kind="rulebook", body=rules, link=""), voice)
    yield "notice_drafts", notices.new_drafts_message([TITLE, "料金が変わります"], voice)
    both = [touching(), touching("kept", RULE, "見積の金額")]
    yield "impacts", notice_impacts.impacts_message(notice(), both, voice)
    done = [touching("retired"), touching("changed", RULE, "見積の金額")]
    yield "impacts_done", notice_impacts.impacts_message(notice(), done, voice)
    yield "tool_asked", tool_requests.request_message(request(), LOCAL, voice)
    yield "tool_settled", tool_requests.answered_message(request("conditional"), LOCAL, voice)
    yield "tool_answer", tool_requests.answer_message(request("declined"), voice)
    yield "safety", training.invitation("2026-11", 3, date(2026, 12, 4), voice)
    yield "safety_preview", training.answers_message(QUESTIONS, voice)
    yield "poll", polls.poll_invitation("2026-11", 3, date(2026, 12, 4), voice)
    yield "poll_closed", polls.closed_message(voice)
    yield "help", annai_help.help_message(MEMBER, voice)
    yield "help_lead", annai_help.help_message(LEAD, voice)


def views(voice):
    """Each modal by its name."""
    drafts, approved = [notice(), notice(kind="hand")], [notice(status="approved")]
    approved.append(notice(status="approved", kind="rulebook", title="ルールブックの改訂"))
    yield "notices", notices.notices_modal(drafts, approved, LOCAL, voice)
    yield "notices_none", notices.notices_modal([], [], LOCAL, voice)
    yield "notice_new", notices.notice_form(notices.Written(), CHOICES, time(9), voice)
    written = notices.Written(TITLE, BODY, LINK, source="AIの更新情報", metadata="3 1")
    yield "notice_draft", notices.notice_form(written, CHOICES, time(9), voice)
    posted = notices.Written(TITLE, BODY, LINK, status="approved", metadata="3 2")
    yield "notice_posted", notices.notice_form(posted, CHOICES, time(9), voice)
    listed = [(touching(), notice()), (touching("changing", RULE, "見積の金額"), notice())]
    yield "impacts", notice_impacts.impacts_modal(listed, LOCAL, voice)
    yield "impacts_none", notice_impacts.impacts_modal([], LOCAL, voice)
    read = [source(), source(read_at=NOW), source(read_at=NOW, problem="too_slow", title="")]
    yield "sources", notice_sources.sources_modal(read, LOCAL, voice)
    yield "tool", tool_requests.request_form(voice)
    yield "tool_answer", tool_requests.answer_form(request(), LOCAL, voice)
    yield "safety", training.quiz_modal("2026-11", QUESTIONS, voice)
    chosen = [Level.CONDITIONAL, Level.PROHIBITED]
    yield "safety_some", training.explained_modal(QUESTIONS, chosen, voice, counted=True)
    right = [Level.CONDITIONAL, Level.OK]
    yield "safety_all", training.explained_modal(QUESTIONS, right, voice, counted=True)
    nothing = [None, None]
    yield "safety_again", training.explained_modal(QUESTIONS, nothing, voice, counted=False)
    yield "safety_result", training.result_modal(safety(), "10", voice)
    yield "safety_no_result", training.result_modal(None, "", voice)
    yield "poll", polls.poll_modal("2026-11", load_poll(), voice)
    yield "poll_thanks", polls.thanks_modal(voice)
    names = {1: "営業部", 2: "総務部"}
    yield "poll_result", polls.result_modal(result(), "10", names, voice)
    few = PollResult("2026-10", load_poll(), 12, 3)
    yield "poll_few", polls.result_modal(few, "10", names, voice)
    yield "poll_no_result", polls.result_modal(None, "", names, voice)


def on_home(voice, person=LEAD):
    """The part of Home."""
    waiting = [request()] * 6 if person is LEAD else []
    own = [request(), request("declined")]
    known = home_news.News(3, 2, waiting, own, has_left_safety_check=True)
    return home_news.news(known, person, LOCAL, voice)


def fullest(voice):
    """The same with the longest texts and the most there can be."""
    long = notice(title=LONG[:120], body=LONG[:2_500], link="https://news.example/" + "x" * 900)
    yield notices.notice_post(long, voice)
    yield notices.notice_post(notice(kind="rulebook", body=LONG[:2_700]), voice)
    yield notices.new_drafts_message([LONG[:120]] * 40, voice)
    yield notices.notices_modal([long] * 20, [long] * 10, LOCAL, voice)
    many = {Tag(Touched.TEMPLATE, f"template-{n}"): LONG[:90] for n in range(150)}
    many |= {Tag(Touched.RULE, f"rule-{n}"): LONG[:90] for n in range(150)}
    written = notices.Written(LONG[:120], LONG[:2_500], long.link, LONG[:100], metadata="9" * 20)
    yield notices.notice_form(written, notices.Choices(many, list(many)[:10]), time(9), voice)
    ten = [touching(name=LONG[:200])] * 10
    yield notice_impacts.impacts_message(long, ten, voice)
    yield notice_impacts.impacts_modal([(one, long) for one in ten * 3], LOCAL, voice)
    full = source(url="https://news.example/" + "x" * 900, title=LONG[:120], read_at=NOW)
    yield notice_sources.sources_modal([full] * 20, LOCAL, voice)
    wish = request("declined", tool=LONG[:100], purpose=LONG[:500], answer=LONG[:500])
    for one in (wish, request(tool=LONG[:100], purpose=LONG[:500])):
        yield tool_requests.request_message(one, LOCAL, voice)
        yield tool_requests.answered_message(one, LOCAL, voice)
        yield tool_requests.answer_message(one, voice)
        yield tool_requests.answer_form(one, LOCAL, voice)
    groups = [group(n, 9) for n in range(1, 40)]
    everything = what_may_be_shown("2026-10", load_poll(), 400, groups)
    yield polls.result_modal(everything, "10", dict.fromkeys(range(40), LONG[:40]), voice)
    departments = tuple(Completion(LONG[:40], 12, 9) for _ in range(60))
    answered = Participation(Completion("", 19, 9), departments)
    crowded = SafetyResult("2026-10", QUESTIONS, answered, ((9, 6), (9, 9)))
    yield training.result_modal(crowded, "10", voice)
