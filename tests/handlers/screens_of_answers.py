"""Every answer to a free question, usual and at its fullest, for the tests that look at all screens."""

from dataclasses import replace

from handlers.views.checks import Answer, verdict_message
from handlers.views.free_answers import Shown, answer_message, hello_message, with_cards
from knowledge.cards import Card, Source
from knowledge.cited_answers import Cited
from knowledge.verdict import Level, Verdict
from knowledge.wording import Words

LONG = "至急🎉&<!channel> *確認* " * 200
CARDS = (
    Card(
        Source.FAQ,
        "unmask",
        Words("伏せ字を元に戻すには？", "How do I put masked words back?"),
        Words("貼ると元の言葉に戻ります。", "Paste the answer, and they come back."),
    ),
    Card(
        Source.RULE,
        "money",
        Words("見積の金額", "amounts of quotes"),
        Words("△ 一部を伏せれば入れてよい。", "△ fine once parts of it are masked."),
    ),
    Card(
        Source.TEMPLATE,
        "minutes",
        Words("議事録をまとめる", "Write up minutes"),
        Words("メモから議事録を作ります。", "Turn notes into minutes."),
    ),
)
OTHERS = (
    Card(Source.GUIDE, "doubt", Words("迷ったとき", "When in doubt"), Words("入れません。", "No.")),
    Card(Source.PRECEDENT, "7", Words("出欠表は？", "出欠表は？"), Words("◯ どうぞ", "◯ Go on")),
)
SHOWN = Shown(CARDS, revision="2026-11", stories=(3,))
CITED = (
    Cited("貼ると元の言葉に戻ります。", (1,)),
    Cited("金額は伏せてから使います。", (1, 2)),
)


def messages(rulebook, voice):
    """Name and surface of each."""
    yield "cards", answer_message(SHOWN, voice)
    yield "other_cards", answer_message(replace(SHOWN, cards=OTHERS), voice)
    yield "drafted", answer_message(replace(SHOWN, sentences=CITED), voice)
    yield "no_draft", answer_message(replace(SHOWN, missing_draft=True), voice)
    yield "nothing", answer_message(Shown(()), voice)
    yield "hello", hello_message(voice)
    verdict = verdict_message(Answer(Verdict(Level.UNDECIDED, asked=True), rulebook), voice)
    yield "beside", with_cards(verdict, replace(SHOWN, cards=CARDS[:2]), voice)


def fullest(rulebook, voice):
    """At their longest."""
    long = Words(LONG, LONG)
    cards = tuple(replace(card, title=long, text=long) for card in CARDS)
    sentences = tuple(Cited(LONG[:300], (1, 2, 3)) for _ in range(3))
    shown = Shown(cards, sentences, revision="2026-11")
    yield answer_message(shown, voice)
    verdict = verdict_message(Answer(Verdict(Level.UNDECIDED), rulebook), voice)
    yield with_cards(verdict, shown, voice)
