"""Every screen and message about the life of a template, usual and at its fullest."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from handlers.views import proposals, template_diff, template_news, template_pages, template_pin
from knowledge.calendar import Calendar
from knowledge.template_changes import changes_between
from knowledge.template_drafts import Typed, template_from, text_as_typed
from knowledge.template_duplicates import Alike
from knowledge.template_health import agenda_of
from knowledge.template_library import InUse
from knowledge.template_states import Popularity, Stage, Status
from knowledge.templates import load_templates

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LOCAL = Calendar(ZoneInfo("Asia/Tokyo")).local
NAMES = {
    "U0ASKER00": "田中 凪",
    "U0LEAD000": "佐藤 律",
    "U0AMB0000": "小野 澪",
    "U0AMB0001": "林 そら",
}
WHY = "宿題の期限が抜けることが多いため"
LONG = "至急🎉&<!channel> *確認* " * 400
TEXT = "朝礼のひとことを3案つくってください。\n話題: {{季節の話題}}\n条件: 1分で話せる長さにする。"
TYPED = Typed(
    "朝礼のひとこと", "季節の話題から、1分の話を3案つくります。", TEXT, ("朝礼", "スピーチ")
)
NEW = template_from("own-1", TYPED)
OLD = load_templates()["minutes"]
BETTER = replace(
    OLD,
    text=OLD.text.replace("体言止めにそろえる。", "体言止めにそろえ、期限を太字にする。"),
    minutes_after=10,
)
LONGEST = template_from(
    "own-2",
    Typed(
        LONG[:60],
        LONG[:200],
        LONG[:4_600] + "".join(f"{{{{ここに書くこと{n}}}}}" for n in range(15)),
        tuple(f"さがす言葉{n}" for n in range(20)),
    ),
)


def proposed(voice, template=NEW, old=None, why=WHY):
    changes = None if old is None else changes_between(old, template, voice.language)
    return template_news.Proposed("12 0", template, changes, "U0ASKER00", why)


def messages(voice):
    """Each message by its name."""
    new, better = proposed(voice), proposed(voice, BETTER, OLD)
    yield "review", template_news.review_message(new, voice)
    yield "review_better", template_news.review_message(better, voice)
    for stage in (Stage.APPROVED, Stage.DECLINED, Stage.REPLACED, Stage.WITHDRAWN):
        words = "話題の例を足してください" if stage is Stage.DECLINED else ""
        made = template_news.decided_message(new, stage, "U0AMB0000", words, voice)
        yield f"decided_{stage}", made
    yield "approved", template_news.approved_message(NEW, "U0AMB0000", voice)
    words = "話題の例を足してください"
    yield "declined", template_news.declined_message(new, 12, "U0AMB0000", words, voice)
    yield "changed", template_news.changed_message(BETTER, WHY, voice)
    yield "retired", template_news.retired_message(OLD, "U0LEAD000", voice)
    ailing = [
        template_news.Ailing(NEW, ("unused",)),
        template_news.Ailing(OLD, ("unused", "badly_rated")),
    ]
    yield "health", template_news.health_message(ailing, voice)
    best = [template_pin.Recommended(one, 20 - n) for n, one in enumerate((OLD, NEW))]
    yield "pinned", template_pin.pinned_message(best, voice)
    yield "pinned_empty", template_pin.pinned_message([], voice)
    agenda, titles, month = agenda_of(MONTH), titles_of(voice), date(2026, 11, 1)
    yield "meeting", template_pin.meeting_message(agenda, titles, month, voice)
    empty = template_pin.meeting_message(agenda_of({}), titles, month, voice)
    yield "meeting_empty", empty
    yield "meeting_topic", template_pin.meeting_topic(agenda.topics[0], titles, voice)


MONTH = {
    "minutes": Popularity(20, 12, 8, as_is=2, after_edits=6, not_helpful=4),
    "own-1": Popularity(10, 9, 1, as_is=4, after_edits=1, not_helpful=1),
}


def titles_of(voice):
    return {"minutes": OLD.title.inn(voice.language), "own-1": NEW.title.inn(voice.language)}


def views(voice):
    """Each modal by its name."""
    home = proposals.Home(3, "営業部")
    yield "new", proposals.propose_form(proposals.Begun(home=home), "[]", voice)
    masked = proposals.Begun("proposal.from_masked", typed=Typed("", "", "【顧客1】様へのお礼"))
    yield "from_message", proposals.propose_form(masked, "[]", voice)
    language = voice.language
    typed = Typed(
        OLD.title.inn(language),
        OLD.purpose.inn(language),
        text_as_typed(OLD, language),
        OLD.tags,
        OLD.output,
        OLD.minutes_before,
        OLD.minutes_after,
    )
    better = proposals.Begun(
        "proposal.intro_improve", {"title": typed.title}, typed, is_improvement=True
    )
    yield "improve", proposals.propose_form(better, "[]", voice)
    alike = [Alike(InUse(OLD), 0.87)]
    pending = [
        proposals.Pending("朝礼の話題", "製造部"),
        proposals.Pending("朝礼スピーチ"),
        proposals.Pending("朝の一言", "営業部", is_own=True),
    ]
    yield "alike", proposals.alike_modal(alike, pending[:1], 12, voice)
    yield "alike_pending", proposals.alike_modal([], pending, 12, voice)
    yield "sent", proposals.sent_modal(["U0AMB0000", "U0AMB0001"], voice)
    yield "sent_nobody", proposals.sent_modal([], voice)
    own = [
        proposals.Own(n, NEW.title.inn(language), LOCAL(NOW), stage, words)
        for n, (stage, words) in enumerate(
            [(stage, "") for stage in Stage if stage is not Stage.DECLINED]
            + [(Stage.DECLINED, "話題の例を足してください")]
        )
    ]
    yield "mine", proposals.mine_modal(own, voice)
    yield "mine_empty", proposals.mine_modal([], voice)
    yield "decline", proposals.decline_form("12 0", voice)
    waiting = [proposals.Waiting("12 -", NEW.title.inn(language), "U0ASKER00", LOCAL(NOW))]
    yield "queue", proposals.queue_modal(waiting, voice)
    yield "queue_empty", proposals.queue_modal([], voice)
    shown = proposed(voice, BETTER, OLD)
    said = voice("proposal.moved_on")
    yield "proposal", template_diff.proposal_modal(shown, voice, may_decide=True, said=said)
    yield "diff", template_diff.diff_modal(changes_between(OLD, BETTER, language), voice)
    yield "diff_same", template_diff.diff_modal(changes_between(OLD, OLD, language), voice)
    yield "page", template_pages.page_modal(page(), voice)
    yield "page_packaged", template_pages.page_modal(packaged_page(), voice)
    yield "page_retired", template_pages.page_modal(retired_page(), voice, voice("proposal.gone"))
    yield "owner", template_pages.owner_form("minutes", "U0AMB0000", voice)


def page():
    log = [
        template_pages.LogEntry(2, LOCAL(NOW), "U0ASKER00", "U0AMB0000", WHY),
        template_pages.LogEntry(1, LOCAL(NOW), "U0AMB0001", "U0AMB0000", "部の書式に合わせるため"),
    ]
    return template_pages.Page(
        template=BETTER,
        status=Status.APPROVED,
        revision=2,
        version=3,
        owner="U0AMB0000",
        department="営業部",
        popularity=MONTH["minutes"],
        log=log,
        may_decide=True,
        may_go_back=True,
        ships=True,
    )


def packaged_page():
    return template_pages.Page(OLD, Status.APPROVED, 0, 0, ships=True)


def retired_page():
    return replace(page(), status=Status.RETIRED, stale=("unused", "badly_rated"))


def fullest(voice):
    """The same with the longest texts that can be in them."""
    long = proposed(voice, LONGEST, OLD, LONG[:500])
    yield template_news.review_message(long, voice)
    yield template_news.review_message(proposed(voice, LONGEST, why=LONG[:500]), voice)
    yield template_news.decided_message(long, Stage.DECLINED, "U0AMB0000", LONG[:500], voice)
    yield template_news.declined_message(long, 12, "U0AMB0000", LONG[:500], voice)
    yield template_news.changed_message(LONGEST, LONG[:500], voice)
    ailing = [template_news.Ailing(LONGEST, ("unused", "badly_rated"))] * 40
    yield template_news.health_message(ailing, voice)
    yield template_pin.pinned_message([template_pin.Recommended(LONGEST, 1_000)] * 5, voice)
    many = {
        f"own-{n}": Popularity(20, 12, 8, as_is=2, after_edits=6, not_helpful=4) for n in range(9)
    }
    titles = dict.fromkeys(many, LONG[:60])
    agenda = agenda_of(many)
    yield template_pin.meeting_message(agenda, titles, date(2026, 11, 1), voice)
    yield template_pin.meeting_topic(agenda.topics[0], titles, voice)
    typed = Typed(LONG[:60], LONG[:200], LONG[:5_000], LONGEST.tags)
    home = proposals.Home(3, "部" * 40)
    yield proposals.propose_form(
        proposals.Begun(typed=typed, why=LONG[:500], home=home), "[]", voice
    )
    alike = [Alike(InUse(LONGEST), 0.87)] * 3
    pending = [proposals.Pending(LONG[:60], "部" * 40)] * 3
    yield proposals.alike_modal(alike, pending, 12, voice)
    own = [proposals.Own(n, LONG[:60], LOCAL(NOW), Stage.DECLINED, LONG[:500]) for n in range(20)]
    yield proposals.mine_modal(own, voice)
    waiting = [proposals.Waiting("12 -", LONG[:60], "U0ASKER00", LOCAL(NOW))] * 30
    yield proposals.queue_modal(waiting, voice)
    yield template_diff.proposal_modal(long, voice, may_decide=True, said="x")
    entry = template_pages.LogEntry(1, LOCAL(NOW), "U0AMB0001", "U0AMB0000", LONG[:500])
    yield template_pages.page_modal(replace(page(), template=LONGEST, log=[entry] * 20), voice)


def on_home(voice):
    """The part of Home."""
    return proposals.home_proposals(3, voice)
