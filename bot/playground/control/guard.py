"""Who may talk to the playground: this machine's own browser, on the playground's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from flask import Request, Response

_OUR_NAMES: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def is_ours(request: Request) -> bool:
    """Say whether a request names us, and comes from our own page or from no page at all.

    A page of another site can make a browser send requests here, by its own address (`Origin`)
    or by a name of its own that leads to this machine (`Host`); neither may reach anything.
    """
    port = int(request.environ["SERVER_PORT"])
    if not _is_our_address(f"http://{request.host}", port):
        return False
    origin = request.headers.get("Origin")
    return origin is None or _is_our_address(origin, port)


def _is_our_address(address: str, port: int) -> bool:
    try:
        parts = urlsplit(address)
        named = (parts.port or 80) == port and parts.hostname in _OUR_NAMES
    except ValueError:
        return False
    return named and parts.scheme == "http" and "@" not in parts.netloc


def protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
