"""The lock on what placeholders stand for: one key a person, good for a day."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from knowledge.unmasking import LIFETIME

if TYPE_CHECKING:
    from collections.abc import Mapping

# The same for everybody: a salt of each installation would have to be kept beside the key.
# It keeps ready-made tables of other programs from fitting; the cost of scrypt does the rest.
_SALT = b"annai masking maps v1"
_CLOCKS_DIFFER = timedelta(minutes=5)


class Closed(StrEnum):
    """Why a map does not open: its day is over; or another key, another person, or damage."""

    EXPIRED = "expired"
    LOCKED = "locked"


class Vault:
    """Locks and opens maps. Its `repr` shows no key."""

    __slots__ = ("_master",)

    def __init__(self, passphrase: str) -> None:
        """Derive the key from any passphrase; this takes a tenth of a second, on purpose."""
        self._master = Scrypt(salt=_SALT, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())

    def lock(self, owner: str, originals: Mapping[str, str], at: datetime) -> str:
        """Return the map in a form that only this owner opens again, and only for a day."""
        content = json.dumps(dict(originals), ensure_ascii=True).encode()
        return self._lock_of(owner).encrypt_at_time(content, int(at.timestamp())).decode("ascii")

    def open(self, owner: str, locked: str, now: datetime) -> Mapping[str, str] | Closed:
        """Return the map, or why it does not open."""
        lock = self._lock_of(owner)
        try:
            # Both check the signature; the time is part of what is signed.
            at = datetime.fromtimestamp(lock.extract_timestamp(locked.encode()), UTC)
            content = lock.decrypt(locked.encode())
        except (InvalidToken, OverflowError):
            return Closed.LOCKED
        if not -_CLOCKS_DIFFER <= now - at < LIFETIME:
            return Closed.EXPIRED
        originals: Mapping[str, str] = json.loads(content)
        return originals

    def _lock_of(self, owner: str) -> Fernet:
        """Return the lock of one owner: a row under another name does not open."""
        info = b"owner of a masking map: " + owner.encode()
        key = HKDF(SHA256(), length=32, salt=None, info=info).derive(self._master)
        return Fernet(urlsafe_b64encode(key))
