"""Fetching a file: to its end or not at all, within limits, and the token goes nowhere else."""

from threading import Event
from time import monotonic

import pytest
from flask import Flask, Response, redirect, request
from slack_sdk import WebClient

from bot.playground.http_server import HttpServer
from handlers.downloads import NotFetchedError, fetch

CONTENT = "見積の金額".encode()


class Host:
    """A small server that stands in for Slack's, and remembers who asked with which token."""

    def __init__(self):
        self.app = Flask("files")
        self.asked = []
        self.answers = {}
        self.app.add_url_rule("/<path:path>", view_func=self.answer)
        self.server = HttpServer(self.app)

    def answer(self, path):
        self.asked.append((path, request.headers.get("Authorization")))
        return self.answers[path]()

    @property
    def url(self):
        return self.server.url


@pytest.fixture
def serve():
    hosts = []

    def start(**answers):
        host = Host()
        host.answers = {name.replace("_", "."): answer for name, answer in answers.items()}
        host.server.start()
        hosts.append(host)
        return host

    yield start
    for host in hosts:
        host.server.stop()


def get(host, path="a.txt", *, url=None, most=1000, seconds=5.0, pause=lambda _: True):
    client = WebClient(token="xoxb-secret", base_url=f"{host.url}/api/")
    address = url or f"{host.url}/{path}"
    return fetch(client, address, most=most, give_up_at=monotonic() + seconds, pause=pause)


def refusal(*arguments, **options):
    with pytest.raises(NotFetchedError) as refused:
        get(*arguments, **options)
    return refused.value.what


def test_a_file_comes_with_the_token(serve):
    """As it is, to the last byte."""
    host = serve(a_txt=lambda: Response(CONTENT, mimetype="text/plain"))
    assert get(host) == CONTENT
    assert host.asked == [("a.txt", "Bearer xoxb-secret")]


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example.com/a.txt",
        "http://files.slack.com/a.txt",
        "https://files.slack.com.example.com/a.txt",
        "https://evilslack.com/a.txt",
        "https://files.slack.com:8443/a.txt",
        "https://files.slack.com@example.com/a.txt",
        "file:///etc/passwd",
        "ftp://files.slack.com/a",
        "https://[/",
        "",
    ],
)
def test_nobody_else_is_shown_the_token(serve, url):
    """Only Slack over https, or the API's own host; nothing is even asked."""
    assert refusal(serve(), url=url or "/") == "external"


def test_another_host_is_not_followed_to(serve):
    """Not even to another port of the same machine."""
    other = serve(a_txt=lambda: Response(CONTENT))
    host = serve(a_txt=lambda: redirect(f"{other.url}/a.txt"))
    assert refusal(host) == "no_access"
    assert other.asked == []


def test_within_the_host_one_is_followed(serve):
    """Slack may move a file about among its own addresses."""
    host = serve(
        a_txt=lambda: redirect("/b.txt"), b_txt=lambda: Response(CONTENT, mimetype="text/plain")
    )
    assert get(host) == CONTENT


def test_a_page_for_signing_in_is_no_file(serve):
    """Slack answers with it, and with 200, when the token does not open the file."""
    host = serve(a_txt=lambda: Response("<html>Sign in", mimetype="text/html"))
    assert refusal(host) == "no_access"


@pytest.mark.parametrize(("status", "what"), [(403, "no_access"), (404, "gone"), (410, "gone")])
def test_a_refusal_is_final(serve, status, what):
    """Asked once."""
    host = serve(a_txt=lambda: Response(status=status))
    assert refusal(host) == what
    assert len(host.asked) == 1


def test_what_fails_for_a_moment_is_tried_again(serve):
    """A 500, a 429, and then the file."""
    statuses = iter([500, 429])

    def answer():
        status = next(statuses, None)
        return Response(status=status) if status else Response(CONTENT, mimetype="text/plain")

    host = serve(a_txt=answer)
    assert get(host) == CONTENT
    assert len(host.asked) == 3


def test_a_server_that_stays_broken_is_given_up(serve):
    """When the time is over, and when we are closing."""
    host = serve(a_txt=lambda: Response(status=503))
    assert refusal(host, seconds=0.1) == "not_fetched"
    assert refusal(host, pause=lambda _: False) == "not_fetched"
    assert refusal(host, seconds=-1) == "not_fetched"


def test_a_promise_of_too_much_is_not_read(serve):
    """By the length that is announced."""
    host = serve(a_txt=lambda: Response(b"x" * 1001, mimetype="text/plain"))
    assert refusal(host) == "too_large"


def test_too_much_without_a_promise_is_stopped(serve):
    """A stream without an end."""

    def endless():
        while True:
            yield b"x" * 100

    assert refusal(serve(a_txt=lambda: Response(endless(), mimetype="text/plain"))) == "too_large"


def test_a_file_that_drips_is_given_up(serve):
    """Each piece comes in time, all of them never do."""
    stop = Event()

    def drips():
        while not stop.wait(0.02):
            yield b"x"

    host = serve(a_txt=lambda: Response(drips(), mimetype="text/plain"))
    assert refusal(host, seconds=0.3) == "not_fetched"
    stop.set()


def test_half_a_file_is_not_the_file(serve):
    """The connection ends before the announced length: tried again, and then given up."""

    def half():
        response = Response([b"x" * 10], mimetype="text/plain")
        response.headers["Content-Length"] = "20"
        return response

    assert refusal(serve(a_txt=half), pause=lambda _: False) == "not_fetched"


def test_no_error_shows_the_address(serve):
    """It would stand in a log."""
    host = serve(a_txt=lambda: Response(status=403))
    with pytest.raises(NotFetchedError) as refused:
        get(host)
    assert str(refused.value) == "no_access"
    assert refused.value.__suppress_context__
