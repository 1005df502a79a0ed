"""The address behind 「ChatGPTで開く」: with the prompt when that fits, and only ever https."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.chatgpt_link import CHATGPT, chatgpt_link, readable_address


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_a_short_prompt_arrives_as_it_is(prompt):
    """Whatever it holds: line breaks, &, #, Japanese, emoji."""
    link = chatgpt_link(CHATGPT, prompt)
    assert link.takes_along
    assert parse_qs(urlsplit(link.address).query, keep_blank_values=True) == {"q": [prompt]}


def test_a_long_prompt_stays_behind():
    """No half of it: the address alone opens."""
    link = chatgpt_link(CHATGPT, "長い" * 200)
    assert (link.address, link.takes_along) == (CHATGPT, False)
    assert len(chatgpt_link(CHATGPT, "長い" * 160).address) <= 3_000


def test_an_address_keeps_what_it_has():
    """A project, a query, an anchor."""
    link = chatgpt_link("https://chatgpt.com/g/p?model=x#top", "a&b")
    assert link.address == "https://chatgpt.com/g/p?model=x&q=a%26b#top"


def test_nothing_to_take_along():
    """The address alone."""
    assert chatgpt_link(CHATGPT, "") == chatgpt_link(CHATGPT, "長" * 2_000)


@pytest.mark.parametrize(
    "typed",
    ["https://chatgpt.com/", " https://chatgpt.com/g/x?y=1 ", "https://ai.example.co.jp:8443/"],
)
def test_addresses_that_may_be_opened(typed):
    """Without the blanks around them."""
    assert readable_address(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "chatgpt.com",
        "http://chatgpt.com/",
        "javascript:alert(1)",
        "https://",
        "https://chatgpt.com@example.invalid/",
        "https://chatgpt.com:port/",
        "https://chatgpt.com/a b",
        "https://例え.jp/",
        "https://chatgpt.com/" + "x" * 300,
        "https://[",
    ],
)
def test_addresses_that_may_not(typed):
    """Not encrypted, no host, somebody's trick, too long."""
    assert readable_address(typed) is None
