"""Secrets that show what they are: makers' tokens, private keys, JWT, addresses with a password."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.placeholders import is_placeholder
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# The makers' published prefixes. Lengths are lower bounds on purpose: a cut token is still a leak.
_PREFIXED = re.compile(
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
_JWT = re.compile(
    r"(?<![A-Za-z0-9_\-.])eyJ[A-Za-z0-9_\-]{6,}\.[A-Za-z0-9_\-]{4,}(?:\.[A-Za-z0-9_\-]*)?"
)
_WEBHOOK = re.compile(
    r"https?://(?:hooks\.slack\.com/(?:services|workflows|triggers)/|(?:ptb\."
    r"|canary\.)?discord(?:app)?\.com/api/webhooks/"
    r"|[a-z0-9\-]{1,40}\.webhook\.office\.com/|outlook\.office\.com/webhook/"
    r"|chat\.googleapis\.com/v1/spaces/[A-Za-z0-9_\-]{1,40}/messages\?key="
    r"|api\.telegram\.org/bot(?=[0-9]))[A-Za-z0-9_\-/.@?=&%:]{8,}"
)
_URL_PASSWORD = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]{1,30}://[^\s:/@\"'<>]{0,80}:([^\s\"'<>|]{1,200})@(?=[A-Za-z0-9\[_$])"
)
_PORT = re.compile(r"[0-9]{2,5}/|/")
_SIGNED = re.compile(
    r"(?:AccountKey|SharedAccessKey|SharedAccessSignature|(?<=[?&;])(?:sig|signature"
    r"|X-Amz-Signature|X-Goog-Signature))=([A-Za-z0-9+/%=_\-]{16,})"
)
_PEM_BEGIN = re.compile(r"-{2,8} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{2,8}")
_PEM_END = re.compile(r"-{2,8} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{2,8}")
_KEY_LINES = re.compile(r"(?:(?:\\n|[\s>])*+[A-Za-z0-9+/=]{8,}+){1,200}")
_PUTTY = re.compile(r"Private-Lines: ?[0-9]{1,3}\n((?:[A-Za-z0-9+/=]{4,}\n?){1,200})")


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
    for match in _SIGNED.finditer(text):
        if not is_placeholder(match[1]):
            yield _secret(*match.span(1), "signature")
    yield from _private_keys(text)


def _secret(start: int, end: int, why: str) -> Finding:
    return Finding(start, end, Kind.CREDENTIAL, Confidence.SURE, why)


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
