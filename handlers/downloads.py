"""Fetching a file from Slack into memory: bounded in size and time, the token shown to nobody else."""

from __future__ import annotations

from http.client import HTTPException, IncompleteRead
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPResponse
    from urllib.request import OpenerDirector

    from slack_sdk import WebClient

_SLACK = (".slack.com", ".slack-gov.com")
_SECONDS_OF_SILENCE = 5.0
_PAUSE = 0.5
_CHUNK = 1 << 16
_GONE = frozenset({404, 410})
_TRY_AGAIN = frozenset({408, 429, 500, 502, 503, 504})


class NotFetchedError(Exception):
    """A file did not come; `what` names the reason as `unread.<what>` does."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def fetch(
    client: WebClient,
    url: str,
    *,
    most: int,
    give_up_at: float,
    pause: Callable[[float], bool],
) -> bytes:
    """Return the content of a file that is kept in Slack.

    Args:
        client: whose token opens the file.
        url: the file's `url_private_download`.
        most: bytes; a longer file is not read to its end.
        give_up_at: when to stop trying, on the monotonic clock.
        pause: waits, and says whether to go on.

    Raises:
        NotFetchedError: it did not come, or is too large.
    """
    if not _may_see_token(url, client.base_url):
        raise NotFetchedError("external")
    opener = _opener(client)
    while True:
        try:
            return _fetch_once(opener, client, url, most, give_up_at)
        except HTTPError as error:
            error.close()
            if error.code in _GONE:
                raise NotFetchedError("gone") from None
            if error.code not in _TRY_AGAIN:
                raise NotFetchedError("no_access") from None
        except (HTTPException, OSError):
            pass
        if monotonic() + _PAUSE >= give_up_at or not pause(_PAUSE):
            raise NotFetchedError("not_fetched")


def _fetch_once(
    opener: OpenerDirector, client: WebClient, url: str, most: int, give_up_at: float
) -> bytes:
    patience = min(_SECONDS_OF_SILENCE, give_up_at - monotonic())
    if patience <= 0:
        raise NotFetchedError("not_fetched")
    request = Request(url, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310 - the scheme was looked at
    response: HTTPResponse
    with opener.open(request, timeout=patience) as response:
        # Who may not see a file is shown the page for signing in instead.
        if response.headers.get_content_type() == "text/html":
            raise NotFetchedError("no_access")
        promised = response.headers.get("Content-Length", "")
        if promised.isdecimal() and int(promised) > most:
            raise NotFetchedError("too_large")
        content = bytearray()
        while chunk := response.read1(_CHUNK):
            content += chunk
            if len(content) > most:
                raise NotFetchedError("too_large")
            if monotonic() >= give_up_at:
                raise NotFetchedError("not_fetched")
    if promised.isdecimal() and len(content) != int(promised):
        # The first half of a file must not pass for the file.
        raise IncompleteRead(b"")
    return bytes(content)


def _may_see_token(url: str, api_url: str) -> bool:
    """Return whether this is Slack, or whoever stands in for it."""
    try:
        place, api = urlsplit(url), urlsplit(api_url)
        if (place.scheme, place.netloc) == (api.scheme, api.netloc):
            return True
        host = place.hostname or ""
        return place.scheme == "https" and place.port in {None, 443} and host.endswith(_SLACK)
    except ValueError:
        return False


def _opener(client: WebClient) -> OpenerDirector:
    proxies = {"http": client.proxy, "https": client.proxy} if client.proxy else {}
    return build_opener(ProxyHandler(proxies), HTTPSHandler(context=client.ssl), _SamePlace())


class _SamePlace(HTTPRedirectHandler):
    """Goes where it is sent only within the same host: the token would go along."""

    @override
    def redirect_request(
        self,
        req: Request,
        fp: Any,
        code: int,
        msg: str,
        headers: Any,
        newurl: str,
    ) -> Request | None:
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if (before.scheme, before.netloc) != (after.scheme, after.netloc):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)
