"""Feeds in Home: added when they can be read, refused with a reason, taken out again."""

import pytest

from handlers import ids
from knowledge.feeds import FeedProblem, Fetched
from knowledge.store.notice_sources import sources
from tests.handlers.staff_of_news import be_patient, hire

URL = "https://news.example/feed.xml"
FEED = '<rss version="2.0"><channel><title>AIの更新情報</title><item><title>a</title></item></channel></rss>'


@pytest.fixture
def people(slack, bot, database, clock, monkeypatch):
    be_patient(monkeypatch)
    return hire(slack, database, clock())


@pytest.fixture
def asked(services):
    """What the web answers; and which addresses were asked."""
    asked = []

    def answer(content):
        def fetch(url):
            asked.append(url)
            return content if isinstance(content, FeedProblem) else Fetched(url, content.encode())

        object.__setattr__(services, "fetch", fetch)
        return asked

    return answer


@pytest.fixture
def kato(people):
    people["加藤"].open_home()
    people["加藤"].click(ids.ACTION_LIST_SOURCES)
    return people["加藤"]


@pytest.fixture
def known(database):
    def read():
        with database.read() as session:
            return [(one.url, one.title) for one in sources(session)]

    return read


def test_a_feed_is_read_once_and_kept_under_its_name(kato, asked, known):
    """Then it stands in the list, and can be taken out of it."""
    urls = asked(FEED)
    assert kato.submit(url=f" {URL} ") is None or not kato.modal
    assert urls == [URL]
    assert known() == [(URL, "AIの更新情報")]
    kato.click(ids.ACTION_LIST_SOURCES, on=kato.home)
    assert "AIの更新情報" in kato.modal.text
    assert set(kato.submit(url=URL).errors) == {"url"}
    kato.click("登録から外す")
    assert "AIの更新情報" not in kato.modal.text
    assert known() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (FeedProblem.PRIVATE, "社内やこの機械"),
        (FeedProblem.ADDRESS, "アドレスの書き方"),
        (FeedProblem.REFUSED, "断られました"),
        ("<html></html>", "RSSでもAtomでもありません"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(content, said, kato, asked, known):
    """With the reason, in words."""
    asked(content)
    assert said in kato.submit(url=URL).errors["url"]
    assert known() == []


@pytest.mark.parametrize("name", ["田中", "Jones"])
def test_nobody_else_sees_the_button(name, people):
    """Nor does pressing it help where it comes from an old screen."""
    people["加藤"].open_home()
    assert ids.ACTION_LIST_SOURCES not in people[name].open_home().text
    home = people["加藤"].home
    people[name].click(ids.ACTION_LIST_SOURCES, on=home)
    assert "だけです" in people[name].modal.text
