"""Files in the local Slack: the shape of the event, and who gets the content."""

from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from typing_extensions import override


class Stay(HTTPRedirectHandler):
    @override
    def redirect_request(self, *_):
        return None


def download(url, token):
    request = Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})  # noqa: S310
    return build_opener(Stay()).open(request, timeout=5)


@pytest.fixture
def file(slack, tanaka):
    tanaka.message("見て", files=[("見積①.txt", b"abc")])
    return slack.workspace.messages_in(tanaka.dm_id)[-1].files[0]


def test_a_file_is_in_the_event_of_its_message(slack, tanaka):
    """A message of the person with a subtype of its own; the text may be empty."""
    room = slack.channel("部屋", [tanaka])
    ts = tanaka.message("", channel=room, files=[("a.docx", b"x"), ("b", b"yy")])
    event = next(one.payload["event"] for one in slack.events if one.payload["event"]["ts"] == ts)
    assert (event["type"], event["subtype"], event["text"]) == ("message", "file_share", "")
    assert (event["user"], event["upload"]) == (tanaka.id, False)
    assert "blocks" not in event
    assert [(f["name"], f["size"], f["filetype"]) for f in event["files"]] == [
        ("a.docx", 1, "docx"),
        ("b", 2, "binary"),
    ]
    assert tanaka.messages(room)[-1].text == "(file: a.docx)\n(file: b)"


def test_the_content_is_for_the_token(slack, file):
    """Everybody else is sent to sign in."""
    with download(file["url_private_download"], slack.bot_token) as response:
        assert response.read() == b"abc"
    for token in ("", "xoxb-other"):
        with pytest.raises(HTTPError) as refused:
            download(file["url_private_download"], token)
        refused.value.close()
        assert refused.value.code == 302
        assert "slack.com" in refused.value.headers["Location"]
    assert [call.status for call in slack.calls_to("files.download")] == [200, 302, 302]


def test_files_info_describes_it(client, file):
    """As in the event."""
    assert client.files_info(file=file["id"])["file"] == file


def test_a_download_can_go_wrong(slack, file):
    """On demand, like every call."""
    slack.faults.next("files.download", "500")
    with pytest.raises(HTTPError) as refused:
        download(file["url_private_download"], slack.bot_token)
    refused.value.close()
    assert refused.value.code == 500
