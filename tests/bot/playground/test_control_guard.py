"""The control API: who may ask, and with which headers it answers."""

import json

import pytest

HOSTS = [
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1:1",
    "127.0.0.1.evil.example:{port}",
    "x@y",
]
OURS = ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "LOCALHOST:{port}"]
PATHS = ["/", "/control/state", "/control/changes", "/api/auth.test"]


def port_of(page):
    return page.slack.address.rpartition(":")[2]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", HOSTS)
def test_a_name_that_is_not_ours_reaches_nothing(page, tanaka, path, host):
    """A page of another site that has its name lead to this machine gets nothing at all."""
    status, _, body = page.send("GET", path, headers={"Host": host.format(port=port_of(page))})
    assert (status, json.loads(body)) == (403, {"ok": False, "error": "not_ours"})


@pytest.mark.parametrize("host", OURS)
def test_our_own_names_are_let_in(page, tanaka, host):
    """By each name that this machine has for itself."""
    headers = {"Host": host.format(port=port_of(page))}
    assert page.send("GET", "/control/state", headers=headers)[0] == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1:1", ""]
)
def test_a_page_of_another_site_cannot_act(page, tanaka, origin):
    """Neither through the control API nor through the Web API, whose tokens anybody may know."""
    headers = {"Origin": origin.format(port=port_of(page))}
    for path in ("/control/act", "/api/chat.postMessage"):
        assert page.send("POST", path, "{}", headers)[0] == 403


def test_our_own_page_can_act(page, tanaka):
    """With the origin that its browser sends."""
    body = json.dumps({"as": tanaka.id, "do": "open_dm", "people": [tanaka.id]})
    headers = {"Origin": f"http://localhost:{port_of(page)}"}
    assert page.send("POST", "/control/act", body, headers)[0] == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_an_act_is_json_only(page, tanaka, kind):
    """What a form of another site could send without asking is refused."""
    status, _, _ = page.send("POST", "/control/act", "{}", {"Content-Type": kind})
    assert status == 415


@pytest.mark.parametrize("path", ["/", "/control/state", "/page/none.js", "/no-such-place"])
def test_every_answer_carries_the_strict_headers(page, tanaka, path):
    """Nothing inline, nothing from outside, in no frame, and content is what it says."""
    headers = page.send("GET", path)[1]
    policy = headers["Content-Security-Policy"].split("; ")
    assert policy[0] == "default-src 'none'"
    assert {"script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name", ["..%2Fserver.py", "%2e%2e/server.py", "..\\server.py", "seed.toml", "x.py", "none.css"]
)
def test_only_the_page_s_own_files_are_given_out(page, tanaka, name):
    """No name leads out of its folder."""
    assert page.send("GET", f"/page/{name}")[0] == 404


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "{", '"x"', '{"as": 1}', "[" * 100_000, '{"do": {}}', "\ufffd"]
)
def test_a_body_that_is_no_act_is_refused_in_words(page, tanaka, body):
    """Whatever arrives, the answer is one of ours."""
    status, _, answer = page.send("POST", "/control/act", body.encode())
    assert status == 400
    assert json.loads(answer)["message"]


def test_a_body_beyond_all_measure_is_refused(page, tanaka):
    """Before it is read: twenty megabytes of files are the most."""
    answer = page.send("POST", "/control/act", "{}", {"Content-Length": "30000000"})
    assert answer[0] == 413
    assert json.loads(answer[2])["error"] == "too_large"


def test_only_loopback_is_served(page):
    """The server never listens on an address that others can reach."""
    assert page.slack.address.startswith("http://127.0.0.1:")
