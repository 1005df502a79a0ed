"""Every screen about templates, at its emptiest and fullest, for the tests that look at all screens."""

from dataclasses import replace

from handlers.carried import Carried
from handlers.views import template_form as form
from handlers.views.template_feedback import (
    answered_message,
    comment_form,
    question_message,
    stopped_message,
)
from handlers.views.template_settings import template_settings_modal
from handlers.views.templates import Card, Listing, home_shelf, mine_modal, search_modal
from knowledge.company_settings import CompanySettings
from knowledge.template_check import SlotIssue
from knowledge.template_states import NEVER_USED, Helped, Popularity
from knowledge.templates import LONGEST_VALUE, MOST_SLOTS, load_templates
from knowledge.verdict import Kind
from knowledge.wording import Words

MINUTES = load_templates()["minutes"]
USED = Popularity(started=15, handed_out=12, as_is=5, after_edits=2, not_helpful=1)
LONG = "長" * 3_000
ENTRY = form.Entry("minutes", 0, "0123456789abcdef01234567", 3)


def twins(count):
    """Templates whose titles begin with the same hundred characters."""
    same = "お客様への案内文" * 13
    return [
        replace(MINUTES, id=f"own-{n}", title=Words(f"{same}{n}号", f"{same}{n}"))
        for n in range(count)
    ]


def cards(count, **rest):
    return [Card(template, USED, **rest) for template in twins(count)]


def longest_template():
    """As many slots as a form takes, each with the longest words, and 5,000 characters of text."""
    slot = MINUTES.slots[0]
    slots = tuple(
        replace(
            slot,
            name=f"s{n}",
            label=Words(LONG[:200], LONG[:200]),
            hint=Words(LONG[:300], LONG[:300]),
            example=LONG,
            max_length=LONGEST_VALUE,
        )
        for n in range(MOST_SLOTS)
    )
    places = "".join(f"{{{{s{n}}}}}" for n in range(MOST_SLOTS))
    text = places + "長" * (5_000 - len(places))
    return replace(MINUTES, title=Words(LONG, LONG), text=text, slots=slots)


def filled(template, voice, rulebook, trouble=None):
    return form.fill_form(
        template,
        voice,
        metadata="[]",
        marks=form.Marks(favourite=trouble is not None),
        rulebook=rulebook,
        trouble=trouble,
    )


def trouble_everywhere(template, rulebook):
    issues = [
        SlotIssue(slot.name, tuple(Kind), tuple(rulebook.categories), proposal=LONG)
        for slot in template.slots
    ]
    return form.Trouble(issues, Carried())


def some_trouble():
    return form.Trouble(
        [
            SlotIssue("memo", (Kind.PERSON, Kind.MONEY), proposal="【氏名1】さんが【金額1】を承認"),
            SlotIssue("topic", (), ("unreleased-plan",)),
            SlotIssue("readers", is_unread=True),
            SlotIssue("form", (Kind.PHONE,)),
        ],
        Carried(),
    )


def finished(template=MINUTES, **rest):
    made = {"text": "会議のメモを議事録に整えてください。", "link": "https://chatgpt.com/", **rest}
    return form.Finished(template, **made)


def screens(rulebook, voice):
    """Yield (name, surface) of those that a person can read."""
    listing = Listing(
        voice("template.found", count=12),
        [Card(MINUTES, USED, is_favourite=True), Card(load_templates()["faq"], NEVER_USED)],
    )
    yield "search", search_modal(listing, voice)
    yield "nothing", search_modal(Listing("", (), Carried()), voice)
    yield "many", search_modal(Listing(voice("template.found", count=130), cards(130)), voice)
    yield "mine", mine_modal(listing.cards, listing.cards[:1], listing.cards, voice, asks=False)
    yield "mine_empty", mine_modal([], [], [], voice, asks=True)
    yield "home", {"type": "home", "blocks": home_shelf(listing.cards, voice)}
    yield "form", filled(MINUTES, voice, rulebook)
    yield "trouble", filled(MINUTES, voice, rulebook, some_trouble())
    whole = form.Trouble(
        [SlotIssue(name, (Kind.PERSON,), proposal="【氏名1】") for name in ("memo", "topic")],
        Carried(),
    )
    yield "trouble_all_masked", filled(MINUTES, voice, rulebook, whole)
    short = finished(
        takes_along=True,
        is_masked=True,
        is_older=True,
        keeps_map=True,
        asks_later=True,
    )
    yield "finished", form.finished_modal(short, voice)
    yield "finished_in_parts", form.finished_modal(finished(text="長い文。" * 1_000), voice)
    title = MINUTES.title.inn(voice.language)
    yield "question", question_message(title, 7, voice)
    yield "answered", answered_message(title, 7, Helped.AS_IS, voice)
    yield "answered_no", answered_message(title, 7, Helped.NO, voice)
    yield (
        "answered_whole",
        answered_message(title, 7, Helped.AFTER_EDITS, voice, minutes=20, commented=True),
    )
    yield "stopped", stopped_message(voice)
    yield "comment", comment_form(7, voice)
    yield "settings", template_settings_modal(CompanySettings(), voice)


def longest(rulebook, voice):
    """Yield every screen at its longest."""
    template = longest_template()
    yield filled(template, voice, rulebook)
    yield filled(template, voice, rulebook, trouble_everywhere(template, rulebook))
    yield form.finished_modal(finished(template, text=LONG * 6, keeps_map=True), voice)
    yield mine_modal(cards(50), cards(50), cards(50), voice, asks=False)
    yield {"type": "home", "blocks": home_shelf(cards(50), voice)}
    yield question_message(LONG, 7, voice)
    yield answered_message(LONG, 7, Helped.AS_IS, voice)
