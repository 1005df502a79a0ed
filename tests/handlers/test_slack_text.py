"""Text across Slack's border, in both directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack_text import decode, encode


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("R&amp;D部の売上 &lt; 100万円", "R&D部の売上 < 100万円"),
        ("&amp;lt;", "&lt;"),
        ("&amp;amp;lt;", "&amp;lt;"),
        ("x&amp;copy=1", "x&copy=1"),
        ("&copy; &#60; &nbsp;", "&copy; &#60; &nbsp;"),
        ("", ""),
    ],
)
def test_three_characters_are_decoded_exactly_once(sent, written):
    """Only &amp; &lt; &gt; are Slack's; what a person typed as an entity stays as typed."""
    assert decode(sent) == written


@pytest.mark.parametrize(
    ("sent", "written"),
    [
        ("<mailto:hanako@example.co.jp|hanako@example.co.jp>", "hanako@example.co.jp"),
        ("<mailto:Hanako@Example.co.jp|hanako@example.co.jp>", "hanako@example.co.jp"),
        ("<mailto:hanako@example.co.jp>", "hanako@example.co.jp"),
        ("<mailto:hanako@example.co.jp|担当>", "担当 (hanako@example.co.jp)"),
        ("<tel:0300001234|03-0000-1234>", "03-0000-1234"),
        ("<tel:0300001234|代表>", "代表 (0300001234)"),
        ("<@U0AAA|hanako>", "@hanako"),
        ("<@U0AAA>", "@U0AAA"),
        ("<#C0BBB|general>", "#general"),
        ("<#C0BBB|>", "#C0BBB"),
        ("<!channel>", "@channel"),
        ("<!here|here>", "@here"),
        ("<!subteam^S0AAA|@sales>", "@sales"),
        ("<!subteam^S0AAA>", "@S0AAA"),
        ("<!date^1392734382^{date_num}|2014-02-18>", "2014-02-18"),
        (
            "<!date^1392734382^{date_num}^https://example.co.jp/|2014-02-18>",
            "2014-02-18 (https://example.co.jp/)",
        ),
        ("<https://example.co.jp/?x=1&amp;y=2|資料>", "資料 (https://example.co.jp/?x=1&y=2)"),
        ("<http://example.co.jp|example.co.jp>", "example.co.jp"),
        ("<https://example.co.jp/|https://example.co.jp>", "https://example.co.jp"),
        ("<https://example.co.jp/?x=1&amp;y=2>", "https://example.co.jp/?x=1&y=2"),
    ],
)
def test_a_token_becomes_what_a_person_reads(sent, written):
    """One item once; a label that says something else keeps its target too, for the masking."""
    assert decode(sent) == written


def test_a_whole_message_has_no_markup_left():
    """Tokens glued to Japanese leave no stray bar or bracket."""
    sent = (
        "連絡先は<mailto:hanako@example.co.jp|hanako@example.co.jp>、<tel:0300001234|03-0000-1234>、"
        "<@U0AAA|hanako>、<#C0BBB|general>、<https://example.co.jp/?x=1&amp;y=2|資料>です"
    )
    assert decode(sent) == (
        "連絡先はhanako@example.co.jp、03-0000-1234、@hanako、#general、"
        "資料 (https://example.co.jp/?x=1&y=2)です"
    )


@pytest.mark.parametrize(
    "sent",
    [
        "<mailto:",
        "a < b",
        "<>",
        "<|>",
        "<foo|bar>",
        "<!unknown>",
        "<!date^1>",
        "<@>",
        "x>y",
        "<a\nb>",
        "&",
        "&lt",
    ],
)
def test_what_only_looks_like_markup_stays(sent):
    """Broken or unknown tokens are literal text."""
    assert decode(sent) == sent


def test_a_broken_token_does_not_swallow_the_next():
    """An unterminated token ends where the next one begins."""
    assert decode("<mailto:<@U0AAA|hanako>") == "<mailto:@hanako"


@given(st.text())
def test_decoding_undoes_encoding(text):
    """What we encode comes back as it was, whatever it is."""
    assert decode(encode(text)) == text


@given(st.text(alphabet="&<>;ltgamp!@#|:"))
def test_decoding_undoes_encoding_of_markup_lookalikes(text):
    """Even for text made of nothing but markup characters."""
    assert decode(encode(text)) == text


@pytest.mark.parametrize(
    "text", ["<!channel>", "<!here> 共有します", "<!subteam^S0AAA>", "<@U0AAA>"]
)
def test_encoded_text_notifies_nobody(text):
    """No token survives encoding."""
    assert "<" not in encode(text)
