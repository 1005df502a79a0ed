"""A shipped template's life, told once in each language: used, rated, improved, and put back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from handlers.texts import load_texts
from knowledge.template_drafts import text_as_typed
from knowledge.templates import load_templates
from tests.browser.drivers import BOT, HOME

if TYPE_CHECKING:
    from handlers.texts import Language, Texts, Voice
    from tests.browser.drivers import Driver

_TRIES = 20
OLD = "- 社内の事情や他のお客様のことを書かない。"
NEW = "- 社内の事情や他のお客様のことは書かず、300字以内にする。"


@dataclass(frozen=True)
class Cast:
    """Who plays, in which language, and what they write."""

    author: str
    ambassador: str
    language: Language
    words: str
    mail: str
    masked: str
    answer: str
    why: str

    @property
    def say(self) -> Voice:
        return _texts().voice(self.language)

    @property
    def title(self) -> str:
        return load_templates()["customer-reply"].title.inn(self.language)

    def label(self, number: int) -> str:
        return load_templates()["customer-reply"].slots[number].label.inn(self.language)

    @property
    def better(self) -> str:
        text = text_as_typed(load_templates()["customer-reply"], self.language)
        assert OLD in text
        return text.replace(OLD, NEW)


IN_JAPANESE = Cast(
    author="田中美咲",
    ambassador="小川恵子",
    language="ja",
    words="お客様への返信",
    mail="北斗商事の佐藤様から、箱を小さくできるかと聞かれました。",
    masked="【顧客1】の【顧客2】様から、箱を小さくできるかと聞かれました。",
    answer="箱は二種類から選べる。",
    why="返信が長いといわれたため",
)
IN_ENGLISH = Cast(
    author="Emily Carter",
    ambassador="Olivia Bennett",
    language="en",
    words="reply to a customer",
    mail="北斗商事の佐藤様から、箱を小さくできるかと聞かれました。",
    masked="【顧客1】の【顧客2】様から、箱を小さくできるかと聞かれました。",
    answer="There are two sizes of boxes.",
    why="Replies were too long",
)


@cache
def _texts() -> Texts:
    return load_texts()


def a_template_is_used_improved_and_put_back(person: Driver) -> None:
    """From the search to the rollback; an ambassador decides, the lead is asked nothing."""
    _live(person, IN_JAPANESE)


def a_template_lives_in_english(person: Driver) -> None:
    """The same life in the other language, in another department."""
    _live(person, IN_ENGLISH)


def _live(person: Driver, cast: Cast) -> None:
    # Who has never been here is written to in the language of the house.
    person.act_as(cast.ambassador)
    person.go(HOME)
    person.act_as(cast.author)
    person.go("ai-活用")
    _use(person, cast)
    _rate(person, cast)
    _improve(person, cast)
    _approve(person, cast)
    _see_the_revision(person, cast)
    _go_back(person, cast)


def _open(person: Driver, cast: Cast, line: str = OLD) -> None:
    """Find the template and open its form; again until it has this line: it is known soon after."""
    for _ in range(_TRIES):
        person.command(f"/template {cast.words}")
        person.sees(cast.title)
        person.press(cast.say("template.use"))
        person.sees(cast.say("template.form.may_enter"), cast.title)
        if person.can_read(line):
            return
        person.close()
        person.close()
    raise AssertionError(line)


def _use(person: Driver, cast: Cast) -> None:
    say = cast.say
    _open(person, cast)
    person.fill({cast.label(0): cast.mail, cast.label(1): cast.answer})
    person.submit()
    person.sees(say("template.issue.here", label=cast.label(0)))
    assert person.copied() == cast.masked
    person.press(say("template.issue.take"))
    person.sees(say("template.result.title"), cast.answer)
    prompt = person.copied()
    assert cast.masked in prompt
    assert "佐藤" not in prompt
    person.close()
    person.close()
    person.close()
    person.sees_no_modal()


def _rate(person: Driver, cast: Cast) -> None:
    say = cast.say
    person.move_clock("next_working_morning")
    person.go(BOT)
    person.sees(say("template.ask.header"), cast.title)
    person.press(say("template.ask.as_is"))
    person.sees(say("template.ask.thanks"))


def _improve(person: Driver, cast: Cast) -> None:
    say = cast.say
    _open(person, cast)
    person.press(say("template_page.open"))
    person.sees(say("template_page.packaged"), say("template_page.log_none"))
    person.press(say("proposal.improve"))
    person.sees(say("proposal.why_improve"))
    person.fill({say("proposal.text"): cast.better, say("proposal.why_improve"): cast.why})
    person.submit()
    person.sees(say("proposal.sent"), cast.ambassador)
    for _ in range(3):
        person.close()
    person.sees_no_modal()


def _approve(person: Driver, cast: Cast) -> None:
    say = cast.say
    person.act_as(cast.ambassador)
    person.go(BOT)
    person.sees(say("template_news.review_improve_header"), cast.why, NEW)
    person.press(say("template_news.look"))
    person.sees(f"－ {OLD}", f"＋ {NEW}")
    person.close()
    person.press(say("template_news.approve"))
    person.sees(say("proposal.approved_now"))
    person.close()
    person.sees(say("template_news.decided_approved"))
    person.act_as("高橋直人")
    person.go(BOT)
    person.sees_nothing_of(cast.title)


def _see_the_revision(person: Driver, cast: Cast) -> None:
    say = cast.say
    person.act_as(cast.author)
    person.go(BOT)
    person.sees(say("template_news.approved_header"))
    person.press(say("template_page.open"))
    person.sees(say("template_page.revision", number=1), cast.why, cast.author, cast.ambassador)
    person.press(say("template_page.diff"))
    person.sees(f"－ {OLD}", f"＋ {NEW}")
    person.close()
    person.close()


def _go_back(person: Driver, cast: Cast) -> None:
    say = cast.say
    person.act_as(cast.ambassador)
    person.go("ai-活用")
    _open(person, cast, NEW)
    person.press(say("template_page.open"))
    person.press(say("template_page.roll_back_packaged"))
    person.sees(say("template_page.rolled_back_packaged"), cast.why)
    for _ in range(3):
        person.close()
    _open(person, cast, OLD)
