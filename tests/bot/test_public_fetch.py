"""Fetching from the internet: never into the own network, never too long, never too much."""

import gzip
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from typing_extensions import override

from bot.public_fetch import PublicFetch, is_public
from knowledge.feeds import FeedProblem, Fetched

PRIVATE = (
    "127.0.0.1",
    "10.0.0.8",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "2001:db8::1",
    "not an address",
)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address):
    """Loopback, private, link-local, shared, multicast, and all of them wrapped in IPv6."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "203.104.209.71", "2606:4700::1111"])
def test_a_public_address_is_fine(address):
    """What the internet has."""
    assert is_public(address)


class Pages(BaseHTTPRequestHandler):
    """Answers each path with what the test put there."""

    def do_GET(self):
        self.server.pages[self.path](self)  # type: ignore[attr-defined]

    @override
    def log_message(self, *given):
        """Say nothing."""


def page(content, status=200, **headers):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


@contextmanager
def serving(pages):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.pages = pages  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site():
    pages: dict[str, object] = {}
    with serving(pages) as port:
        yield pages, port


@pytest.fixture
def fetch():
    """Any name is this machine, and this machine is allowed."""
    return PublicFetch(
        allows=lambda address: address == "127.0.0.1",
        find=lambda _host, _port: ["127.0.0.1"],
        ports=None,
        seconds=5,
        most_bytes=10_000,
    )


def test_what_is_there_is_returned(site, fetch):
    """With the address that it came from in the end, packed or not."""
    pages, port = site
    pages["/feed?a=1"] = page(b"news")
    pages["/packed"] = page(gzip.compress(b"news"), Content_Encoding="gzip")
    pages["/moved"] = page(b"", 302, Location="/feed?a=1")
    base = f"http://feed.example:{port}"
    assert fetch(f"{base}/feed?a=1") == Fetched(f"{base}/feed?a=1", b"news")
    assert fetch(f"{base}/packed") == Fetched(f"{base}/packed", b"news")
    assert fetch(f"{base}/moved") == Fetched(f"{base}/feed?a=1", b"news")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://feed.example/",
        "gopher://feed.example/",
        "feed.example/rss",
        "http://",
        "http://user:word@feed.example/",
        "http://feed.example/a b",
        "http://feed.example/\r\nX: 1",
        "http://feed.example:99999/",
        "http://[::1",
        "http://例え.example/",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url, fetch):
    """Nothing is resolved or sent."""
    assert fetch(url) is FeedProblem.ADDRESS


def test_only_the_usual_ports_are_asked():
    """A feed does not live on the port of a database."""
    fetch = PublicFetch(find=lambda _host, _port: ["1.1.1.1"])
    assert fetch("http://feed.example:5432/") is FeedProblem.PRIVATE


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["::ffff:192.168.0.1"]]
)
def test_a_name_that_leads_inside_is_not_followed(addresses):
    """One private address among its addresses is enough."""
    asked = []

    def find(host, _port):
        asked.append(host)
        return addresses

    assert PublicFetch(find=find)("https://feed.example/") is FeedProblem.PRIVATE
    assert asked == ["feed.example"]


def test_a_redirect_that_leads_inside_is_not_followed(site):
    """Each address on the way is looked at again."""
    pages, port = site
    inside = []
    pages["/moved"] = page(b"", 302, Location=f"http://inside.example:{port}/secret")
    pages["/secret"] = lambda handler: inside.append(handler.path)
    fetch = PublicFetch(
        allows=lambda address: address == "127.0.0.1",
        find=lambda host, _port: ["127.0.0.1"] if host == "feed.example" else ["10.0.0.1"],
        ports=None,
    )
    assert fetch(f"http://feed.example:{port}/moved") is FeedProblem.PRIVATE
    assert inside == []


def test_the_name_is_asked_once_and_its_answer_is_used(site):
    """A name that says another address the second time changes nothing."""
    pages, port = site
    pages["/"] = page(b"news")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    fetch = PublicFetch(
        allows=lambda address: address == "127.0.0.1",
        find=lambda _host, _port: next(answers),
        ports=None,
    )
    assert fetch(f"http://rebinding.example:{port}/") == Fetched(
        f"http://rebinding.example:{port}/", b"news"
    )


def test_moving_on_ends_at_some_time(site, fetch):
    """A circle of redirects is a problem, not a loop."""
    pages, port = site
    pages["/round"] = page(b"", 301, Location="/round")
    assert fetch(f"http://feed.example:{port}/round") is FeedProblem.REDIRECTS


def test_too_much_is_not_read(site, fetch):
    """Also when it is small until it is unpacked, and when nobody said how long it is."""
    pages, port = site
    pages["/large"] = page(b"x" * 20_000)
    pages["/bomb"] = page(gzip.compress(b"x" * 5_000_000), Content_Encoding="gzip")

    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"x" * 20_000)

    pages["/endless"] = endless
    for path in ("large", "bomb", "endless"):
        assert fetch(f"http://feed.example:{port}/{path}") is FeedProblem.TOO_LARGE


def test_a_server_that_drips_is_left(site):
    """A byte now and then keeps no one waiting beyond the whole time, in head or content."""
    pages, port = site
    over = threading.Event()

    def drip(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not over.wait(0.05):
            try:
                handler.wfile.write(b"X")
                handler.wfile.flush()
            except OSError:
                return

    pages["/drip"] = drip
    fetch = PublicFetch(
        allows=lambda _: True, find=lambda _h, _p: ["127.0.0.1"], ports=None, seconds=0.4
    )
    try:
        assert fetch(f"http://feed.example:{port}/drip") is FeedProblem.TOO_SLOW
    finally:
        over.set()


def test_what_fails_is_a_value(site, fetch):
    """An error page, a server that is not there, an answer that breaks off, another packing."""
    pages, port = site
    pages["/gone"] = page(b"", 404)
    pages["/brotli"] = page(b"x", Content_Encoding="br")
    pages["/garbage"] = page(b"no gzip", Content_Encoding="gzip")

    def broken(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")

    pages["/half"] = broken
    base = f"http://feed.example:{port}"
    assert fetch(f"{base}/gone") is FeedProblem.REFUSED
    assert fetch(f"{base}/brotli") is FeedProblem.REFUSED
    assert fetch(f"{base}/garbage") is FeedProblem.UNREACHABLE
    assert fetch(f"{base}/half") is FeedProblem.UNREACHABLE
    assert fetch("http://feed.example:1/") is FeedProblem.UNREACHABLE


def test_a_name_that_nobody_knows_is_a_value():
    """Nor does a name server that fails raise anything."""

    def find(_host, _port):
        raise OSError

    assert PublicFetch(find=find)("https://nowhere.example/") is FeedProblem.UNREACHABLE
    assert PublicFetch(find=lambda _h, _p: [])("https://no.example/") is FeedProblem.UNREACHABLE
