"""Feeds as they are really written become a few lines of plain text; everything else a problem."""

from datetime import UTC, datetime

import pytest

from knowledge.feeds import Feed, FeedProblem, Fetched, fetch_nothing, read_feed
from knowledge.html_text import text_of_html
from knowledge.notices import LONGEST_BODY, LONGEST_TITLE

URL = "https://news.example/feed.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>AIのお知らせ &amp; 更新</title>
<item><title>古い話</title><link>/a</link><pubDate>Mon, 02 Nov 2026 09:00:00 +0900</pubDate>
<description>&lt;p&gt;一つ目&lt;/p&gt;&lt;ul&gt;&lt;li&gt;早い&lt;/li&gt;&lt;li&gt;安い&lt;/li&gt;&lt;/ul&gt;
&lt;script&gt;alert('盗む')&lt;/script&gt;</description></item>
<item><title>新しい &lt;b&gt;話&lt;/b&gt;</title><link>https://news.example/b?utm_source=rss&amp;id=7#top</link>
<pubDate>Tue, 24 Nov 2026 09:00:00 +0900</pubDate></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Updates</title>
<entry><id>tag:x,1</id><title>Files</title><updated>2026-11-24T00:00:00Z</updated>
<link href="https://news.example/b?id=7"/><content type="html">&lt;h2&gt;Now&lt;/h2&gt;It reads files.</content>
</entry></feed>"""


def read(text, encoding="utf-8"):
    return read_feed(Fetched(URL, text.encode(encoding)))


def test_rss_becomes_plain_text_newest_first():
    """Titles without tags, paragraphs and lists as lines, links whole, no script."""
    feed = read(RSS)
    assert isinstance(feed, Feed)
    assert feed.title == "AIのお知らせ & 更新"
    new, old = feed.entries
    assert (new.title, new.body) == ("新しい 話", "")
    assert new.at == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert old.link == "https://news.example/a"
    assert old.body == "一つ目\n\n・早い\n・安い"


def test_atom_is_read_too_and_the_same_news_has_the_same_key():
    """What only says where it was clicked does not make it another piece of news."""
    feed = read(ATOM)
    assert isinstance(feed, Feed)
    (entry,) = feed.entries
    assert entry.body == "Now\nIt reads files."
    rss = read(RSS)
    assert isinstance(rss, Feed)
    assert entry.key == rss.entries[0].key
    assert entry.key != rss.entries[1].key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<" * 1_000_000,
        "<a>" * 300_000,
        "<html><body>hello</body></html>",
        "こんにちは",
        '{"items": []}',
        "\x00\x01\x02",
    ],
)
def test_what_is_no_feed_is_said_to_be_none(text):
    """A page, nothing, garbage."""
    assert read(text) is FeedProblem.NOT_A_FEED


def test_japanese_in_another_encoding_is_read():
    """As its first line says."""
    text = RSS.replace("UTF-8", "Shift_JIS")
    feed = read(text, "shift_jis")
    assert isinstance(feed, Feed)
    assert feed.title == "AIのお知らせ & 更新"


def test_entities_do_not_grow():
    """An XML bomb is a few bytes when it is read, too."""
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{grown}]>'
        '<rss version="2.0"><channel><title>x</title><item><title>&e8;</title></item></channel></rss>'
    )
    feed = read(bomb)
    assert not isinstance(feed, Feed) or all(len(one.title) < 200 for one in feed.entries)


def test_no_file_of_the_machine_is_read(tmp_path):
    """Neither by an entity nor because the content looks like a path."""
    secret = tmp_path / "secret.txt"
    secret.write_text("合言葉", "utf-8")
    outside = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
        '<rss version="2.0"><channel><title>&x;</title><item><title>a &x;</title></item></channel></rss>'
    )
    assert "合言葉" not in repr(read(outside))
    assert read(str(secret)) is FeedProblem.NOT_A_FEED


def test_long_texts_are_cut_and_strange_links_left_out():
    """Within what a notice may hold; a link is one of the web."""
    item = (
        f"<item><title>{'題' * 500}</title><link>javascript:alert(1)</link>"
        f"<description>{'本' * 9000}</description></item>"
    )
    feed = read(f'<rss version="2.0"><channel><title>x</title>{item}</channel></rss>')
    assert isinstance(feed, Feed)
    (entry,) = feed.entries
    assert len(entry.title) == LONGEST_TITLE
    assert len(entry.body) == LONGEST_BODY
    assert entry.link == ""
    assert entry.at is None


def test_an_entry_without_a_title_is_called_by_its_words():
    """And one with nothing at all is no entry."""
    items = "<item><description>本文だけ</description></item><item></item>"
    feed = read(f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>')
    assert isinstance(feed, Feed)
    assert [one.title for one in feed.entries] == ["本文だけ"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<style>p{}</style>見える<iframe>見えない</iframe>", "見える"),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ("<script>x</p>", ""),
        ("\u202e逆\u200b向き\x07", "逆向き"),
        ("<p>一</p>\n\n\n<p>二</p>", "一\n\n二"),
        ("<svg><p>絵</svg>文", "文"),
        ("<!channel> <@U123>", "<@U123>"),
    ],
)
def test_html_becomes_what_a_reader_sees(html, text):
    """No markup, nothing hidden, nothing that turns the direction of a line."""
    assert text_of_html(html) == text


def test_without_a_network_there_is_a_problem():
    """Where nobody gave a way to fetch."""
    assert fetch_nothing(URL) is FeedProblem.UNREACHABLE
