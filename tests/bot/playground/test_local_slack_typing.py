"""Typed text: three characters encoded, addresses and names wrapped, everything else untouched."""

import pytest

from bot.playground.typed_text import as_text, typed
from handlers.slack_text import decode

IDS = {"@田中": "U1", "@田中さん": "U2", "#general": "C1"}


@pytest.mark.parametrize(
    ("text", "arrives"),
    [
        ("R&D <案> & co", "R&amp;D &lt;案&gt; &amp; co"),
        ("&lt;", "&amp;lt;"),
        ("@田中に", "<@U1>に"),
        ("@田中さんに", "<@U2>に"),
        ("@佐藤に #secretで", "@佐藤に #secretで"),
        ("#generalで", "<#C1|general>で"),
        ("見てhttps://example.co.jp/?a=1&b=2。", "見て<https://example.co.jp/?a=1&amp;b=2>。"),
        ("担当taro@example.co.jpまで", "担当<mailto:taro@example.co.jp|taro@example.co.jp>まで"),
        ("03-0000-1234", "03-0000-1234"),
        ("", ""),
    ],
)
def test_typed_text_arrives_as_slack_sends_it(text, arrives):
    """What a person types, and what the app finds in `text`."""
    assert as_text(typed(text, IDS)) == arrives


def test_a_pasted_number_may_be_wrapped_and_a_command_labels_its_people():
    """Two things that depend on the client and on the place."""
    assert as_text(typed("電話03-0000-1234に", IDS, phones=True)) == (
        "電話<tel:0300001234|03-0000-1234>に"
    )
    assert as_text(typed("@田中", IDS, labelled=True)) == "<@U1|田中>"


@pytest.mark.parametrize(
    "text", ["R&D <案> &lt; &amp;amp;", "a@example.co.jp https://x.co.jp/?a&b"]
)
def test_the_bots_decoder_undoes_it(text):
    """What goes in through this border comes out of the other side as it was typed."""
    assert decode(as_text(typed(text, {}))) == text
