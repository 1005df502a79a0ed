"""Files that we send: taken by Slack first, then shared in a conversation, each in single tries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import HTTPSHandler, ProxyHandler, Request, build_opener

from handlers.single_tries import Became, Place, Try, find_message, try_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slack_sdk import WebClient

GONE = "file_not_found"
"""Slack does not know the file, or not any more."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file of which Slack has the content: its id there, and the title that is shown."""

    file: str
    title: str


def try_to_upload(client: WebClient, name: str, content: bytes) -> tuple[Try, str]:
    """Let Slack take the content of a file; return what became of that, and the file's id.

    Nobody sees a file before it is shared, so a try that failed left nothing behind.
    """
    tried, answer = try_call(
        lambda: client.files_getUploadURLExternal(filename=name, length=len(content))
    )
    if answer is None:
        unseen = tried.became is Became.UNCLEAR
        return replace(tried, became=Became.NOTHING) if unseen else tried, ""
    problem = _send_content(client, answer["upload_url"], content)
    if problem:
        return Try(Became.NOTHING, code=problem), ""
    return Try(Became.DONE), answer["file_id"]


def try_to_share(client: WebClient, channel: str, files: Sequence[Uploaded], comment: str) -> Try:
    """Show the files in a conversation, in one message."""
    tried, answer = try_call(
        lambda: client.files_completeUploadExternal(
            files=[{"id": one.file, "title": one.title} for one in files],
            channel_id=channel,
            initial_comment=comment,
        )
    )
    if answer is not None:
        return Try(Became.DONE, channel)
    if tried.code != GONE:
        return tried
    known, answer = try_call(lambda: client.files_info(file=files[0].file))
    if answer is None and known.code == GONE:
        return Try(Became.NOTHING, code=GONE)
    # It is there, so an earlier try did share it: we shall find it.
    return Try(Became.UNCLEAR, code="shared_before")


def find_files(client: WebClient, place: Place, files: Sequence[Uploaded]) -> Try:
    """Look for the message with these files.

    Returns:
        As `find_post`: DONE, NOTHING, or UNCLEAR when that cannot be known now.
    """
    ids = {one.file for one in files}
    return find_message(
        client,
        place,
        lambda message: ids <= {str(one.get("id")) for one in message.get("files") or ()},
    )


def _send_content(client: WebClient, url: str, content: bytes) -> str:
    """Send the content to the address that Slack gave for it; return what went wrong."""
    if not url.startswith(("https://", "http://")):
        return "unreachable"
    proxies = {"http": client.proxy, "https": client.proxy} if client.proxy else {}
    opener = build_opener(ProxyHandler(proxies), HTTPSHandler(context=client.ssl))
    # The address itself is the permission: no token goes along.
    headers = {"Content-Type": "application/octet-stream"}
    request = Request(url, data=content, headers=headers, method="POST")  # noqa: S310 - looked at above
    try:
        with opener.open(request, timeout=client.timeout):
            return ""
    except HTTPError as error:
        error.close()
        return f"http_{error.code}"
    except (OSError, HTTPException):
        return "unreachable"
