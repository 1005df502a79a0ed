"""What kind of file this is, by its first bytes and by its name; neither is trusted alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.documents.document import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """The kinds that can be read. `OFFICE` is a package whose parts say which of three it is."""

    TEXT = "text"
    MAIL = "mail"
    PDF = "pdf"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is: a kind to read, or why it is not read; and whether its name says otherwise."""

    kind: Kind | None = None
    reason: Reason | None = None
    is_misnamed: bool = False


_PDF_MARK = b"%PDF-"
# Where programs that show PDF look for the mark.
_PDF_WITHIN = 1024
_ZIP_MARK = b"PK\x03\x04"
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_MARKS: tuple[tuple[int, bytes, Reason], ...] = (
    (0, b"\x89PNG", Reason.IMAGE),
    (0, b"\xff\xd8\xff", Reason.IMAGE),
    (0, b"GIF8", Reason.IMAGE),
    (0, b"II*\x00", Reason.IMAGE),
    (0, b"MM\x00*", Reason.IMAGE),
    (8, b"WEBP", Reason.IMAGE),
    (4, b"ftyphei", Reason.IMAGE),
    (4, b"ftypmif1", Reason.IMAGE),
    (4, b"ftypavif", Reason.IMAGE),
    (4, b"ftyp", Reason.SOUND),
    (8, b"WAVE", Reason.SOUND),
    (8, b"AVI ", Reason.SOUND),
    (0, b"ID3\x03", Reason.SOUND),
    (0, b"ID3\x04", Reason.SOUND),
    (0, b"\xff\xfb", Reason.SOUND),
    (0, b"OggS", Reason.SOUND),
    (0, b"fLaC", Reason.SOUND),
    (0, b"\x1aE\xdf\xa3", Reason.SOUND),
    (0, b"Rar!", Reason.ARCHIVE),
    (0, b"7z\xbc\xaf'\x1c", Reason.ARCHIVE),
    (0, b"\x1f\x8b", Reason.ARCHIVE),
    (0, b"PK\x05\x06", Reason.ARCHIVE),
)
_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("txt", "text", "csv", "tsv", "md", "markdown", "log"), Kind.TEXT),
    "eml": Kind.MAIL,
    "pdf": Kind.PDF,
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), Kind.OFFICE),
    **dict.fromkeys(("xlsx", "xlsm", "xltx", "xltm"), Kind.OFFICE),
    **dict.fromkeys(("pptx", "pptm", "ppsx", "ppsm", "potx", "potm"), Kind.OFFICE),
}
_REASONS: Mapping[str, Reason] = {
    **dict.fromkeys(("doc", "xls", "ppt", "dot", "xlt", "pps", "msg"), Reason.OLD_OFFICE),
    **dict.fromkeys(
        ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "avif", "svg"),
        Reason.IMAGE,
    ),
    **dict.fromkeys(("mp3", "m4a", "wav", "ogg", "flac", "aac", "wma"), Reason.SOUND),
    **dict.fromkeys(("mp4", "mov", "avi", "mkv", "webm", "wmv", "m4v"), Reason.SOUND),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tgz", "tar", "lzh", "bz2", "xz"), Reason.ARCHIVE),
}


def suffix_of(name: str) -> str:
    """Return what stands after the last dot, in small letters; empty if there is none."""
    _, dot, suffix = name.rpartition(".")
    return suffix.strip().lower() if dot else ""


def look_at(name: str, content: bytes) -> Look:
    """Tell what a file is."""
    suffix = suffix_of(name)
    named = _KINDS.get(suffix)
    within = _PDF_WITHIN if named is Kind.PDF else len(_PDF_MARK)
    if _PDF_MARK in content[:within]:
        return _read_as(Kind.PDF, suffix)
    if content.startswith(_ZIP_MARK):
        return _read_as(Kind.OFFICE, suffix)
    reason = _reason_in(content)
    if reason is not None:
        # A package with a password is put into a container of the old kind.
        is_new_office = reason is Reason.ENCRYPTED and named is Kind.OFFICE
        others = named is not None or _REASONS.get(suffix, reason) is not reason
        return Look(reason=reason, is_misnamed=others and not is_new_office)
    if named in {Kind.TEXT, Kind.MAIL}:
        return Look(named)
    if named is not None:
        return Look(reason=Reason.BROKEN)
    return Look(reason=_REASONS.get(suffix, Reason.UNKNOWN_TYPE))


def _read_as(kind: Kind, suffix: str) -> Look:
    named = _KINDS.get(suffix)
    is_archive = kind is Kind.OFFICE and _REASONS.get(suffix) is Reason.ARCHIVE
    others = named is not kind and (named is not None or suffix in _REASONS)
    return Look(kind, is_misnamed=others and not is_archive)


def _reason_in(content: bytes) -> Reason | None:
    if content.startswith(_OLE_MARK):
        return Reason.ENCRYPTED if _ENCRYPTED_PACKAGE in content else Reason.OLD_OFFICE
    for at, mark, reason in _MARKS:
        if content.startswith(mark, at):
            return reason
    return None
