"""Secrets that show what they are: makers' tokens, private keys, JWT, addresses with a password."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.placeholders import is_placeholder
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# The makers' published prefixes. Lengths are lower bounds on purpose: a cut token is still a leak.
_PREFIXED = regex(
    r"(?<![A-Za-z0-9])(?:"
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}"
    r"|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}"
    r"|gl(?:pat|dt|rt|ft|soat|cbt|ptt|agent)-[A-Za-z0-9_\-]{12,}"
    r"|xox[abceoprs](?:\.xox[bp])?-[A-Za-z0-9\-]{8,}|xapp-[0-9]-[A-Za-z0-9\-]{8,}"
    r"|sk-(?=[A-Za-z_\-]{0,60}[0-9])[A-Za-z0-9_\-]{16,}"
    r"|[srp]k_(?:live|test)_[A-Za-z0-9]{8,}|whsec_[A-Za-z0-9+/]{12,}"
    r"|AIza[A-Za-z0-9_\-]{24,}|ya29\.[A-Za-z0-9_\-]{16,}|GOCSPX-[A-Za-z0-9_\-]{12,}"
    r"|npm_[A-Za-z0-9]{20,}|pypi-[A-Za-z0-9_\-]{16,}|rubygems_[a-f0-9]{24,}"
    r"|dckr_pat_[A-Za-z0-9_\-]{16,}"
    r"|SG\.[A-Za-z0-9_\-]{12,}\.[A-Za-z0-9_\-]{12,}|key-[a-f0-9]{32}|(?:AC|SK)[a-f0-9]{32}"
    r"|hf_[A-Za-z0-9]{20,}|r8_[A-Za-z0-9]{20,}|gsk_[A-Za-z0-9]{20,}|pplx-[A-Za-z0-9]{20,}"
    r"|do[opr]_v1_[a-f0-9]{32,}|shp(?:at|ss|ca|pa)_[A-Fa-f0-9]{20,}|sq0(?:atp|csp"
    r"|idp)-[A-Za-z0-9_\-]{16,}"
    r"|ATATT3[A-Za-z0-9_\-=]{20,}|ATCTT3[A-Za-z0-9_\-=]{20,}|lin_api_[A-Za-z0-9]{20,}"
    r"|ntn_[A-Za-z0-9]{20,}|secret_[A-Za-z0-9]{32,}"
    r"|dapi[a-f0-9]{32}|hv[sbr]\.[A-Za-z0-9_\-]{16,}|dp\.(?:pt|st|ct)\.[A-Za-z0-9]{20,}"
    r"|fig[dor]_[A-Za-z0-9_\-]{16,}"
    r"|PMAK-[A-Za-z0-9\-]{20,}|sntry[su]_[A-Za-z0-9_=+/]{20,}|NRAK-[A-Z0-9]{16,}|gl(?:sa"
    r"|c)_[A-Za-z0-9_+/=]{20,}"
    r"|HRKU-[A-Za-z0-9_\-]{20,}|AGE-SECRET-KEY-1[A-Z0-9]{20,}|EAA[A-Za-z0-9]{40,}"
    r"|tskey-[a-z]{2,8}-[A-Za-z0-9\-]{12,}"
    r"|[0-9]{8,10}:AA[A-Za-z0-9_\-]{30,}|CFPAT-[A-Za-z0-9_\-]{20,}"
    r"|pat[A-Za-z0-9]{14}\.[a-f0-9]{40,}|sbp_[a-f0-9]{32,}"
    r")"
)
_JWT = regex(r"(?<![A-Za-z0-9_\-.])eyJ[A-Za-z0-9_\-]{6,}\.[A-Za-z0-9_\-]{4,}(?:\.[A-Za-z0-9_\-]*)?")
_WEBHOOK = regex(
    r"https?://(?:hooks\.slack\.com/(?:services|workflows|triggers)/|(?:ptb\."
    r"|canary\.)?discord(?:app)?\.com/api/webhooks/"
    r"|[a-z0-9\-]{1,40}\.webhook\.office\.com/|outlook\.office\.com/webhook/"
    r"|chat\.googleapis\.com/v1/spaces/[A-Za-z0-9_\-]{1,40}/messages\?key="
    r"|[a-z0-9.\-]{1,60}/(?:[a-z0-9_\-]{1,30}/){0,4}(?:web)?hooks?/(?=[a-z0-9_\-/]{0,60}[A-Z0-9_\-]{6})"
    r"|hooks?\.[a-z0-9.\-]{3,60}/(?=[A-Za-z0-9_\-/]{10})"
    r"|api\.telegram\.org/bot(?=[0-9]))[A-Za-z0-9_\-/.@?=&%:]{8,}"
)
_URL_PASSWORD = regex(
    r"[A-Za-z][A-Za-z0-9+.\-]{1,30}://[^\s:/@\"'<>]{0,80}:([^\s\"'<>|]{1,200})@(?=[A-Za-z0-9\[_$])"
)
# scott/tiger@//host:1521/db
_SLASH_PASSWORD = regex(
    r"(?<![!-~])[A-Za-z0-9_$#.]{2,30}/([^\s/@\"']{4,60})@(?://)?[A-Za-z0-9.\-]{2,60}(?=[:/\s]|\Z)"
)
_PORT = regex(r"[0-9]{2,5}/|/")
_SIGNED = regex(
    r"(?:AccountKey|SharedAccessKey|SharedAccessSignature|(?<=[?&;, ])(?:sig|signature"
    r"|X-Amz-Signature|X-Goog-Signature))=([A-Za-z0-9+/%=_\-]{16,})",
    re.IGNORECASE,
)
# Stored hashes: guessing a password from its hash is a matter of time.
_HASH = regex(
    r"(?<![A-Za-z0-9$])(?:\$(?:apr1|1|2[abxy]|5|6|7|y|argon2(?:id|i|d)|scrypt|pbkdf2[a-z0-9\-]{0,8})\$"
    r"[./A-Za-z0-9$,=+\-]{8,200}|\{(?:S?SHA(?:256|512)?|S?MD5|CRYPT)\}[A-Za-z0-9+/=.$]{12,200})"
)
# A long word of mixed letters and digits is nobody's word; without a label only when it is mixed.
_RANDOM = regex(r"(?<![A-Za-z0-9+/=_\-.%@:])[A-Za-z0-9+/_\-]{24,}={0,2}(?![A-Za-z0-9.@])")
_RANDOM_LABEL = regex(
    r"(?:auth|token|key|secret|credential|sid|キー|トークン|鍵|認証|シークレット|api)[^\n]{0,16}\Z",
    re.IGNORECASE,
)
_NOT_SECRET = regex(
    r"(?:base64,|sha(?:1|256|384|512)|md5|integrity|commit|revision|digest|checksum|ハッシュ|コミット|uuid|guid"
    r"|etag|nonce|public|公開鍵|ssh-(?:rsa|ed25519))[^\n]{0,12}\Z|https?://[^\s]{0,200}\Z|[/\\]\Z",
    re.IGNORECASE,
)
_PEM_BEGIN = regex(r"-{2,8} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{2,8}")
_PEM_END = regex(r"-{2,8} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{2,8}")
_KEY_LINES = regex(r"(?:(?:\\n|[\s>])*+[A-Za-z0-9+/=]{8,}+){1,200}")
_PUTTY = regex(r"Private-Lines: ?[0-9]{1,3}\n((?:[A-Za-z0-9+/=]{4,}\n?){1,200})")


def find_tokens(text: str) -> Iterator[Finding]:
    """Yield secrets that need no label."""
    for why, pattern in (("token", _PREFIXED), ("jwt", _JWT), ("webhook", _WEBHOOK)):
        for match in pattern.finditer(text):
            if not _is_shown_empty(match[0]):
                yield _secret(*match.span(), why)
    for match in _URL_PASSWORD.finditer(text):
        # The last @ before the host ends the password, which may hold one itself.
        if not is_placeholder(match[1]) and not _PORT.match(match[1]):
            yield _secret(*match.span(1), "url-password")
    for match in _SLASH_PASSWORD.finditer(text) if "@" in text and "/" in text else ():
        if re.search(r"[0-9!#$%&*?_]", match[1]) and not is_placeholder(match[1]):
            yield _secret(*match.span(1), "url-password")
    for match in _SIGNED.finditer(text):
        if not is_placeholder(match[1]):
            yield _secret(*match.span(1), "signature")
    yield from (_secret(*match.span(), "hash") for match in _HASH.finditer(text))
    yield from _random(text)
    yield from _private_keys(text)


def _secret(start: int, end: int, why: str) -> Finding:
    return Finding(start, end, Kind.CREDENTIAL, Confidence.SURE, why)


def _random(text: str) -> Iterator[Finding]:
    for match in _RANDOM.finditer(text):
        if _is_random(text, match):
            yield _secret(*match.span(), "token")


def _is_random(text: str, match: re.Match[str]) -> bool:
    value = match[0]
    before = text[max(0, match.start() - 40) : match.start()]
    if _NOT_SECRET.search(before) or is_placeholder(value) or value.count("/") > 3:
        return False
    digits = sum("0" <= char <= "9" for char in value)
    if not 4 <= digits <= len(value) - 4 or re.search(r"[a-z]{8}|[A-Z]{8}", value):
        return False
    if re.fullmatch(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4,12}){3,4}", value):
        return False
    mixed = re.search(r"[a-z]", value) is not None and re.search(r"[A-Z]", value) is not None
    parted = re.search(r"[a-z]{4,}[_-]|[_-][a-z]{4,}|(?:[_-][^_-]+){4}", value)
    if mixed and not parted and (len(value) >= 32 or _RANDOM_LABEL.search(before)):
        return True
    return not parted and _RANDOM_LABEL.search(before) is not None


def _is_shown_empty(token: str) -> bool:
    """Say whether what follows the prefix is xxxx or your-token."""
    if is_placeholder(token):
        return True
    body = token.lower()
    for prefix in (
        "github_pat_",
        "xapp-1-",
        "sk-proj-",
        "sk-ant-",
        "whsec_",
        "pypi-",
        "secret_",
        "sk-",
        "akia",
        "asia",
        "aiza",
    ):
        if body.startswith(prefix):
            return is_placeholder(body[len(prefix) :])
    parts = [part for part in body.replace("_", "-").split("-")[1:] if part]
    return bool(parts) and all(is_placeholder(part) for part in parts)


def _private_keys(text: str) -> Iterator[Finding]:
    at = 0
    while begin := _PEM_BEGIN.search(text, at):
        close = _PEM_END.search(text, begin.end())
        lines = _KEY_LINES.match(text, begin.end())
        body_end = close.start() if close else (lines.end() if lines else begin.end())
        at = close.end() if close else max(body_end, begin.end())
        body = text[begin.end() : body_end].replace("\\n", "").strip(" \n>\"'")
        if len(body) >= 8 and not is_placeholder(body) and re.search(r"[A-Za-z0-9+/]{8}", body):
            yield _secret(begin.start(), at, "private-key")
    for match in _PUTTY.finditer(text):
        yield _secret(*match.span(1), "private-key")
