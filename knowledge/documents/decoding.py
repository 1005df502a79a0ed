"""Bytes to text, by strict tries in a fixed order; doubt is no text.

Guessing by statistics takes short Japanese files for Western ones.
"""

from __future__ import annotations

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_JIS_SHIFTS = (b"\x1b$", b"\x1b(J", b"\x1b(I")
# What is not a file of words: a picture renamed to .txt must not be judged by its noise.
_NOT_IN_TEXT = frozenset(map(chr, range(32))) - set("\t\n\r\f\x0b\x1b")
# What mail programs and editors call their Japanese encodings, and what they really write.
_REALLY = {
    "iso-2022-jp": "iso2022_jp_ext",
    "csiso2022jp": "iso2022_jp_ext",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ms932": "cp932",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
}


def decode(content: bytes) -> str | None:
    """Decode by the mark at the start, as JIS when it shifts so, as UTF-8, as cp932.

    Returns:
        The text; None when no encoding fits to the last byte, when what comes out is no text, or
        when it may as well be another encoding: what reads as harmless noise must not be judged.
    """
    if _is_damaged_utf8(content):
        return None
    marked = [encoding for mark, encoding in _BOMS if content.startswith(mark)]
    if marked:
        return _decode_as(content, marked[0])
    if any(shift in content for shift in _JIS_SHIFTS):
        return _decode_as(content, "iso2022_jp_ext")
    text = _decode_as(content, "utf-8")
    if text is not None:
        return text
    # Hardly anything in cp932 but half-width kana is also valid EUC-JP, and the other way round.
    if _decode_as(content, "euc_jp") is not None:
        return None
    return _decode_as(content, "cp932")


def decode_as(content: bytes, charset: str) -> str | None:
    """Decode what says in which encoding it is; None when it is not."""
    try:
        return _decode_as(content, _REALLY.get(charset.lower(), charset))
    except (LookupError, ValueError):
        return decode(content)


def _decode_as(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if _NOT_IN_TEXT.isdisjoint(text) else None


def _is_damaged_utf8(content: bytes) -> bool:
    """Return whether this was UTF-8 before something happened to it.

    Nearly every such file is also valid cp932, and then reads as other, harmless characters.
    """
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        whole = content.decode("utf-8", "ignore")
        # Japanese letters take three bytes; half-width kana in cp932 pass for letters of two.
        covered = sum(3 for letter in whole if ord(letter) >= 0x800)
        return 2 * covered > sum(byte >= 0x80 for byte in content)
    return False
