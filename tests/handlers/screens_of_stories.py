"""Every screen and message about success stories, usual and at its fullest."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from handlers.views import story_forms, story_library, story_posts, story_spread
from handlers.views.story_library import Shelf, StoriesOnHome
from handlers.views.story_posts import AroundStory
from knowledge.store.models import Story
from knowledge.stories import StoryFigures, SuccessStory

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
NAMES = {
    "U0AUTHOR0": "田中 凪",
    "U0LEAD000": "佐藤 律",
    "U0FAN0000": "鈴木 蓮",
    "C0SUCCESS": "ai-成功事例",
}
TITLE = "問い合わせの返信の下書きが5分でできた"
DONE = "お客様の名前を消したメモから、返信の下書きを作りました。20分が5分になりました。"
PROMPT = "次の問い合わせに、ていねいな返信の下書きを書いてください。\n---"
LONG = "至急🎉&<!channel> *確認* `@here` " * 200


def story(**rest):
    made = {
        "id": 3,
        "key": "message:C0SUCCESS:1.2",
        "status": "published",
        "author": "U0AUTHOR0",
        "started_by": "colleague",
        "channel": "C0SUCCESS",
        "ts": "1.2",
        "link": "https://example.slack.com/archives/C0SUCCESS/p12",
        "asks": 1,
        "department": 1,
        "title": TITLE,
        "work": "問い合わせメールへの返信",
        "done": DONE,
        "prompt": PROMPT,
        "template": "mail-compose",
        "tips": "数字は元の資料で確かめます。",
        "minutes_before": 20,
        "minutes_after": 5,
        "times_a_month": 30,
        "decided_by": "U0LEAD000",
        "published_at": NOW,
        "reason": "",
        "withdrawn_by": "",
        "version": 4,
        **rest,
    }
    return Story(**made)


def bare(status, **rest):
    words = dict.fromkeys(("title", "work", "done", "prompt", "template", "tips"), "")
    minutes = dict.fromkeys(("minutes_before", "minutes_after", "times_a_month"))
    return story(status=status, published_at=None, **{**words, **minutes, **rest})


def around(**rest):
    made = {
        "department": "サポート部",
        "template": "メールの下書き",
        "supporters": ["U0FAN0000", "U0LEAD000"],
        **rest,
    }
    return AroundStory(**made)


def messages(voice):
    """Each message by its name."""
    yield "ask", story_posts.author_message(bare("proposed"), around(), voice)
    alone = around(supporters=["U0FAN0000"])
    yield "ask_by_one", story_posts.author_message(bare("proposed", link=""), alone, voice)
    yield "declined", story_posts.author_message(bare("declined"), around(), voice)
    yield "quiet", story_posts.quiet_message(bare("declined"), voice)
    waiting = story(status="waiting", edited_at=NOW)
    yield "waiting", story_posts.author_message(waiting, around(), voice)
    yield "published", story_posts.author_message(story(), around(), voice)
    refused = story(status="refused", reason="部署名を消してから、もう一度お願いします")
    yield "refused", story_posts.author_message(refused, around(), voice)
    own = bare("withdrawn", withdrawn_by="U0AUTHOR0")
    yield "withdrawn", story_posts.author_message(own, around(), voice)
    yield "lost", story_posts.author_message(bare("withdrawn"), around(), voice)
    taken = bare("withdrawn")
    taken.published_at = NOW
    yield "taken_back", story_posts.author_message(taken, around(), voice)
    yield "edited", story_posts.edited_message(waiting, voice)
    how = {"channel": "C0SUCCESS", "by": "U0LEAD000"}
    yield "thanks", story_posts.thanks_message(story(), voice, edited=True, **how)
    yield "tried", story_posts.tried_message(story(), "U0FAN0000", 12, voice)
    yield "tried_without_minutes", story_posts.tried_message(story(), "U0FAN0000", None, voice)
    yield "gone", story_posts.lost_message("story.lost_message", voice)
    yield "not_here", story_posts.lost_message("story.author_not_here", voice)
    yield "nobody", story_posts.nobody_message(voice)
    yield from _messages_to_others(voice)


def _messages_to_others(voice):
    waiting = story(status="waiting", edited_at=NOW)
    refused = story(status="refused", reason="部署名を消してから、もう一度お願いします")
    same = around(same=["返信の下書き", "問い合わせの分類"], has_channel=False)
    yield "review", story_posts.review_message(waiting, same, voice)
    yield "reviewed", story_posts.reviewed_message(story(), around(), voice)
    yield "reviewed_withdrawn", story_posts.reviewed_message(bare("withdrawn"), around(), voice)
    yield "reviewed_anew", story_posts.reviewed_message(waiting, around(), voice)
    yield "reviewed_refused", story_posts.reviewed_message(refused, around(), voice)
    yield "card", story_posts.card(story(), around(), voice)
    yield "card_withdrawn", story_posts.card_without_story(bare("withdrawn"), voice)
    yield "card_revised", story_posts.card_without_story(waiting, voice)
    two = [story(), story(id=4, department=None, minutes_before=None)]
    yield "digest", story_spread.digest(two, {1: "サポート部"}, voice)
    yield "digest_empty", story_spread.digest([], {}, voice)
    for place, message in enumerate(story_spread.kit_messages(story(), around(), voice)):
        yield f"kit_{place}", message
    yield "kit_withdrawn", story_spread.kit_withdrawn(voice)
    yield "paper", story_spread.paper_message(story(), voice)
    yield "paper_withdrawn", story_spread.paper_withdrawn(voice)


def filled(**rest):
    content = SuccessStory("", done=DONE, department=1)
    return story_forms.Filled(replace(content, **rest), '[3, 4, "C0SUCCESS", "1.2"]')


CHOICES = story_forms.Choices(
    [("サポート部", "1"), ("営業部", "2")], [("メールの下書き", "mail-compose")]
)


def views(voice):
    """Each modal by its name."""
    notes = (voice("story.form_masked", list="お客様や取引先"), voice("story.form_long"))
    yield "form", story_forms.story_form(replace(filled(), notes=notes), CHOICES, voice)
    blank = story_forms.Filled(SuccessStory(""), '[0, 0, "", ""]')
    yield "form_blank", story_forms.story_form(blank, story_forms.Choices(), voice)
    edited = filled(title=TITLE, work="返信", prompt=PROMPT, template="mail-compose", tips="確認")
    yield "edit", story_forms.edit_form(edited, CHOICES, voice)
    yield "refuse", story_forms.refuse_form('[3, 4, "", ""]', voice)
    names, choices = {1: "サポート部"}, CHOICES.departments
    found = [story(), story(id=4, department=None, minutes_before=None)]
    yield "shelf", story_library.shelf_modal(Shelf(found, "返信", "1", choices, names), voice)
    yield (
        "shelf_nothing",
        story_library.shelf_modal(Shelf((), "宇宙", "", choices), voice, looked=True),
    )
    yield "shelf_empty", story_library.shelf_modal(Shelf(), voice)
    more = story_spread.spread_blocks(story(), voice)
    yield "story", story_library.story_modal(story(), around(), 2, voice, more)
    yield "mail", story_spread.mail_modal(story(), around(), voice)
    four = [story(id=n, title=f"{TITLE}（{n}）") for n in range(1, 6)]
    yield "session", story_spread.session_modal(four, voice)
    yield "session_of_one", story_spread.session_modal(four[:1], voice)
    yield "session_of_none", story_spread.session_modal([], voice)
    yield "kit_form", story_spread.kit_form(story(), "C0SUCCESS", voice)
    yield "tried", story_library.tried_form(story(), voice)
    waiting = story(status="waiting")
    yield "review", story_library.review_modal(waiting, around(), voice)


def fullest(voice):
    """The same with the longest texts that can be in them."""
    texts: dict[str, Any] = {"title": LONG[:80], "work": LONG[:150]}
    texts |= dict.fromkeys(("done", "prompt", "tips"), LONG[:3000])
    long = story(**texts)
    wide = around(department="部" * 40, template="型" * 75, same=[LONG[:80]] * 3)
    yield story_posts.card(long, wide, voice)
    yield story_posts.review_message(story(**texts, status="waiting"), wide, voice)
    yield story_posts.reviewed_message(long, wide, voice)
    yield story_posts.author_message(
        story(**texts, status="refused", reason=LONG[:1_000]), wide, voice
    )
    yield story_posts.edited_message(long, voice)
    yield story_posts.thanks_message(long, voice, channel="C0SUCCESS", edited=True, by="U0LEAD000")
    yield story_posts.tried_message(long, "U0FAN0000", 10_000, voice)
    content = replace(SuccessStory(""), **texts, department=1, minutes_before=1, minutes_after=1)
    choices = story_forms.Choices([("部" * 75, str(n)) for n in range(100)], CHOICES.templates)
    yield story_forms.story_form(story_forms.Filled(content, "[]", ("x",) * 3), choices, voice)
    yield story_library.shelf_modal(Shelf([long] * 130, LONG[:150], "", choices.departments), voice)
    more = story_spread.spread_blocks(long, voice)
    yield story_library.story_modal(long, wide, 300, voice, more)
    yield story_spread.digest([long] * 55, {1: "部" * 40}, voice)
    yield story_spread.mail_modal(long, wide, voice)
    yield story_spread.session_modal([long] * 55, voice)
    yield from story_spread.kit_messages(long, wide, voice)


def on_home(voice):
    """The part of Home of a lead."""
    figures = StoryFigures(3, 2, 2, 560, 4, 48)
    waiting = [story(status="waiting")] * 7
    return story_library.stories_on_home(
        StoriesOnHome([story()] * 3, waiting, ["営業部", "製造部"], figures), voice
    )
