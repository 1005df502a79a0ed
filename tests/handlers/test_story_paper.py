"""The report on one page: one page, with every character in it, the same each time."""

import io
import warnings

import pytest
from pypdf import PdfReader

from handlers.story_paper import make_paper
from tests.handlers.screens_of_stories import LONG, NOW, around, story


def words_of(pdf):
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 1
    return reader.pages[0].extract_text()


def heights_of(pdf):
    """How far above the foot of the page each piece of text stands, in points."""
    heights = []

    def note(text, _, matrix, *__):
        if text.strip():
            heights.append((round(matrix[5], 1), text.strip()))

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
    return heights


def test_everything_is_on_the_page(voice):
    """Title, work, both bars, what was done, prompt, template, tips, and whose minutes these are."""
    said = words_of(make_paper(story(), around(), NOW, voice)).replace("\n", "")
    for part in (story().title, story().work, story().tips, "サポート部", "メールの下書き"):
        assert part in said
    for name in ("before", "after"):
        assert voice(f"story_paper.{name}") in said


def test_the_longest_story_stays_on_one_page(voice):
    """Nothing runs over its foot, and what was left out is said."""
    texts = dict.fromkeys(("done", "prompt", "tips"), "あいうえお" * 600)
    long = story(title="題" * 80, work="仕" * 150, **texts)
    said = words_of(make_paper(long, around(department="部" * 40), NOW, voice))
    assert said.count(voice("story_paper.cut")) == 3
    assert voice("story_paper.careful") in said
    heights = heights_of(make_paper(long, around(department="部" * 40), NOW, voice))
    (foot,) = (height for height, text in heights if voice("story_paper.careful") in text)
    body = [height for height, text in heights if height > foot]
    assert min(body) > foot + 10
    assert len(body) == len(heights) - 2


@pytest.mark.parametrize("odd", ["髙①", "𠮷野家", "🎉できた", "𝒜", LONG[:80]])
def test_rare_characters_never_become_boxes(voice, odd):
    """What the font lacks is shown as the mark for it, without a word of warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        said = words_of(make_paper(story(title=odd), around(), NOW, voice))
    assert "\ufffd" not in said
    assert "\x00" not in said


def test_a_story_without_minutes_has_no_bars(voice):
    """Nobody's silence becomes a number."""
    quiet = story(minutes_before=None, minutes_after=None, times_a_month=None, prompt="", tips="")
    assert (
        voice("story_paper.before")
        not in words_of(make_paper(quiet, around(), NOW, voice)).splitlines()
    )


def test_the_same_story_makes_the_same_page(voice):
    """Byte by byte."""
    made = {make_paper(story(), around(), NOW, voice) for _ in range(2)}
    assert len(made) == 1
