"""Fetching from the public internet, with bounds: of where, how long, how much, how often moved on.

An address that somebody entered, or to which a server sent us on, must not become a way into the
company's own network. So the name is resolved here, every address that it has must be public, and
the connection goes to the very address that was looked at: what the name says a moment later does
not matter.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from typing_extensions import override

from knowledge.feeds import MOST_BYTES, FeedProblem, Fetched

if TYPE_CHECKING:
    from collections.abc import Callable

_PORTS: Final = {"http": 80, "https": 443}
_MOVED = frozenset({301, 302, 303, 307, 308})
_MOST_MOVES = 5
_SECONDS = 15.0
_CHUNK = 65_536
# Addresses of IPv6 that only wrap one of IPv4 in their last four bytes (RFC 6052).
_TRANSLATED = ip_network("64:ff9b::/96")
_NAME = "Annai (reads news feeds)"


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, whatever it is wrapped in."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        wrapped = _wrapped(ip)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _wrapped(ip: IPv6Address) -> IPv4Address | None:
    if ip in _TRANSLATED:
        return IPv4Address(ip.packed[-4:])
    teredo = ip.teredo[1] if ip.teredo else None
    return ip.ipv4_mapped or ip.sixtofour or teredo


def resolve(host: str, port: int) -> list[str]:
    """Return every IP address that a name has.

    Raises:
        OSError: it has none, or nobody can say.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(frozen=True)
class PublicFetch:
    """Fetches an address; every failure is a value.

    Args:
        allows: whether an IP address may be asked; a test allows its own.
        find: the addresses of a name.
        ports: which may be asked; None for any.
        seconds: for everything together, redirects included.
        most_bytes: of the answer, unpacked.
    """

    allows: Callable[[str], bool] = is_public
    find: Callable[[str, int], list[str]] = resolve
    ports: frozenset[int] | None = frozenset(_PORTS.values())
    seconds: float = _SECONDS
    most_bytes: int = MOST_BYTES

    def __call__(self, url: str) -> Fetched | FeedProblem:
        """Return what the address gives, or why it gives nothing."""
        deadline = time.monotonic() + self.seconds
        for _ in range(_MOST_MOVES + 1):
            place = self._look_at(url)
            if isinstance(place, FeedProblem):
                return place
            got = self._ask(place, deadline)
            if isinstance(got, FeedProblem):
                return got
            if isinstance(got, bytes):
                return Fetched(url, got)
            url = urljoin(url, got)
        return FeedProblem.REDIRECTS

    def _look_at(self, url: str) -> _Place | FeedProblem:
        """Return where to connect; nothing has been sent to anybody but the name server yet."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
        except ValueError:
            return FeedProblem.ADDRESS
        if not host or port is None or parts.scheme not in _PORTS or parts.username is not None:
            return FeedProblem.ADDRESS
        if not url.isascii() or not url.isprintable() or " " in url:
            return FeedProblem.ADDRESS
        if self.ports is not None and port not in self.ports:
            return FeedProblem.PRIVATE
        try:
            addresses = self.find(host, port)
        except (OSError, UnicodeError):
            return FeedProblem.UNREACHABLE
        if not addresses:
            return FeedProblem.UNREACHABLE
        # One private address among them is one too many: which is taken is not up to us.
        if not all(self.allows(one) for one in addresses):
            return FeedProblem.PRIVATE
        return _Place(parts, host, port, addresses[0])

    def _ask(self, place: _Place, deadline: float) -> bytes | str | FeedProblem:
        """Return the content, the address to which it moved, or a problem."""
        left = deadline - time.monotonic()
        if left <= 0:
            return FeedProblem.TOO_SLOW
        connection = _Pinned(place, left)
        # A server that sends a byte now and then never lets a single wait run out.
        end = Timer(left, connection.cut)
        end.daemon = True
        end.start()
        try:
            connection.request("GET", place.target, headers=_headers())
            got = self._read(connection.getresponse())
            # An answer without a length that was cut looks like one that has ended.
            return FeedProblem.TOO_SLOW if time.monotonic() >= deadline else got
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            slow = isinstance(error, TimeoutError) or time.monotonic() >= deadline
            return FeedProblem.TOO_SLOW if slow else FeedProblem.UNREACHABLE
        finally:
            end.cancel()
            connection.close()

    def _read(self, response: HTTPResponse) -> bytes | str | FeedProblem:
        if response.status in _MOVED:
            return response.getheader("Location") or FeedProblem.REFUSED
        if response.status != 200:
            return FeedProblem.REFUSED
        packed = (response.getheader("Content-Encoding") or "identity").lower()
        if packed not in {"identity", "gzip"}:
            return FeedProblem.REFUSED
        unpack = zlib.decompressobj(wbits=31) if packed == "gzip" else None
        content = bytearray()
        while chunk := response.read1(_CHUNK):
            # Never unpacked further than one byte more than may be: a small answer can hide a huge one.
            room = self.most_bytes + 1 - len(content)
            content += unpack.decompress(chunk, room) if unpack else chunk
            if len(content) > self.most_bytes:
                return FeedProblem.TOO_LARGE
        if response.length:
            # It broke off; half a feed is no feed.
            return FeedProblem.UNREACHABLE
        return bytes(content)


@dataclass(frozen=True, slots=True)
class _Place:
    parts: SplitResult
    host: str
    port: int
    address: str

    @property
    def target(self) -> str:
        query = f"?{self.parts.query}" if self.parts.query else ""
        return (self.parts.path or "/") + query


class _Pinned(HTTPConnection):
    """A connection to the address that was looked at, under the name that was asked for."""

    def __init__(self, place: _Place, seconds: float) -> None:
        super().__init__(place.host, place.port, timeout=seconds)
        self._place = place

    @override
    def connect(self) -> None:
        place = self._place
        self.sock = socket.create_connection((place.address, place.port), self.timeout)
        if place.parts.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=place.host)

    def cut(self) -> None:
        """End whatever is waited for, from another thread."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _headers() -> dict[str, str]:
    return {
        "User-Agent": _NAME,
        "Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
        "Accept-Encoding": "gzip, identity",
        "Connection": "close",
    }
