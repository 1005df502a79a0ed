"""Passwords, keys and codes in code, settings, commands, headers and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.access_codes import find_access_codes
from knowledge.detectors.account_secrets import find_account_secrets
from knowledge.detectors.labels import ascii_lower, squeezed
from knowledge.detectors.openers import find_openers
from knowledge.detectors.placeholders import is_placeholder
from knowledge.detectors.sign_ins import find_sign_ins
from knowledge.detectors.spoken_secrets import LOOSE_ENDS, find_spoken_secrets
from knowledge.detectors.tokens import find_tokens
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.reading import Reading

_KEY_NAME = (
    r"(?=[acehjlmopstw])(?:private[_-]?key[_-]?id|client[_-]key[_-]data|pass[_-]?words?|passwd|pass[_-]?phrase|pass[_-]?code|pwd|(?<![a-z])pass|(?<![a-z])pw"
    r"|secret(?:[_-]?key)?(?:[_-]?base)?|token|api[_-]?keys?|access[_-]?key(?![_-]?id)"
    r"|(?:private|auth|encryption|encrypt|signing|master|license|shared|service|subscription"
    r"|account"
    r"|storage|crypt|aes|hmac|ssh|wpa|session|app|admin)[_-]?key|client[_-]?secret|credentials?"
    r"|(?<![a-z])auth(?=[\"']?\s{0,3}[:=]\s{0,3}[\"']?[a-z0-9+/_\-]{16,200}={0,2}[\"'\s])"
    r"|webhook[_-]?url|(?<=_)signing|session[_-]?id|phpsessid|jsessionid|(?<![a-z])psk"
    r"|(?<![a-z])pin(?:[_-]?code)?"
    r"|(?<![a-z])otp|(?<![a-z])salt)"
)
# Names of things about a secret end otherwise: max_tokens, password_length, token_count.
_KEY_TAIL = (
    r"(?:[_-]?(?:value|hash|old|new|current|prod|production|stg|staging|dev|test|live"
    r"|confirmation|confirm|[0-9]{1,2}))?(?![a-z_])"
)
# One quick look for what every such key holds, before the slow patterns.
_KEY_HINT = regex("pass|p[ws]|pin|secret|signing|token|key|credential|webhook|sess|otp|salt|auth")
_QUOTED = regex(
    _KEY_NAME
    + _KEY_TAIL
    + r"""[ ]?["'`]?\]?\s{0,3}(\|\|=|:=|=>|[:=,])\s{0,3}(?:[bfru]{1,2}(?=["']))?(["'`])"""
    + r"""((?:(?!\2)[^\n\\]|\\.){1,400})\2"""
)
_BARE = regex(
    _KEY_NAME
    + _KEY_TAIL
    + r"""(["'`]?)\]?(?:[ ]?\([^()\n]{0,16}\))?([ \t]{0,4}(?::=|=>|[:=])[ \t]{0,4})(?!["'`])([^\s"'`,;<>|。、」』]{2,300})"""
)
# A line of a .env file: here the value may hold any sign, so it goes to the end of the line.
_SETTING = regex(
    r"^[ >]{0,6}(?:export |set |ENV |setx "
    r"|- )?([A-Z][A-Z0-9_]{1,60})=(?![\"'])([^\s]{3,200}(?:[ ][!-~]{1,40}){0,4})[ ]{0,4}$",
    re.MULTILINE,
)
_MARKUP = regex(
    rf"<(?:[a-z]{{1,12}}:)?(?:[a-z\-]{{1,20}}[_-])?{_KEY_NAME}{_KEY_TAIL}>(?P<a>[^<>\n]{{3,200}})</"
    rf"|{_KEY_NAME}{_KEY_TAIL}[\"'](?: [a-z]{{1,12}}=[\"'][^\"'\n<>]{{0,40}}[\"'])?>(?P<c>[^<>\n]{{3,200}})</"
    rf"|{_KEY_NAME}{_KEY_TAIL}[\"'] value=[\"'](?P<b>[^\"'\n]{{3,200}})[\"']"
)
_COMMAND = regex(
    r"(?:--(?:password|passwd|pass|token|secret|api-key|apikey|key|auth)[= ]['\"]?"
    r"|(?<=\s)(?:-u|--user) ['\"]?[^\s:'\"]{1,60}:|sshpass -p ?['\"]?"
    r"|(?:mysql|mysqldump|mysqladmin|mariadb)(?= )[^\n]{0,80}? -p(?=[^\s])['\"]?"
    r"|lftp [^\n]{0,40}?-u ['\"]?[^\s,]{1,40},|smbclient [^\n]{0,60}?-u ['\"]?[^\s%]{1,40}%|htpasswd -[a-z]{0,4}b[a-z]{0,4} [^\s]{1,80} [^\s]{1,40} "
    r"|(?<= )(?:-u|--user(?:name)?|-d)[ =]?[^\s]{1,60} (?:-p|-w|/p:)[ ]?(?=[^\s]{0,40}[a-z])(?=[^\s]{0,40}[0-9])['\"]?|ldapsearch [^\n]{0,80}? -w ['\"]?|echo (?:-n )?['\"](?=[^\n'\"]{1,80}['\"] ?\| ?(?:sudo -s|passwd|chpasswd|docker login))(?:[a-z0-9_]{1,20}:)?"
    r"|redis-cli[^\n]{0,60}? -a ['\"]?|openssl [^\n]{0,80}? -k ['\"]?|(?<= )-pass(?:in|out)? pass:|(?:zip|unzip)[^\n]{0,40}? -p ['\"]?|(?:7z|rar)[^\n]{0,40}? -p(?=[^\s])['\"]?"
    r"|(?<![a-z])(?:auth ?= ?|httpbasicauth|httpdigestauth)\(['\"][^'\"\n]{1,60}['\"], ?['\"]"
    r"|identified (?:by|with [a-z_0-9]{1,30} by) ['\"]|convertto-securestring ['\"]"
    r"|net use [^\n]{0,80}?(?:/user:[^\s]{1,40}|\\\\[^\s]{1,60}) (?!/)|docker login[^\n]{0,60}? -p ['\"]?"
    r"|with (?:encrypted )?password ['\"]|requirepass |name=[\"']pass(?:word"
    r"|wd)?[\"'][^>\n]{0,60}value=[\"'])"
    r"((?![^\s]*[^!-~\s])[^\s'\"`]{2,200})"
)
_COMMAND_QUOTED = regex(
    r"(?<=[ ])(?:-p|-n |-pw |-password |--pass(?:word|wd)?[= ]|-u [^\s:'\"]{1,60}:|--user [^\s:'\"]{1,60}:)(?P<quote>[\"'])(?P<value>[^\"'\n]{3,100})(?P=quote)"
    r"|(?:sqlplus|expdp|impdp|exp|imp|rman target)[ ](?:-s[a-z]{0,5}[ ])?[a-z0-9_$#]{1,30}/(?P<plain>[^\s@\"'/]{3,60})"
)
_HEADER_LINE = regex(
    r"(?:authorization|x-api-key|x-auth-token|api-key|apikey|private-token"
    r"|x-[a-z]{2,20}-(?:token|key))"
    r"[\"']?[ ]{0,2}[:=,][ ]{0,2}[\"']?(?:(?:bearer|basic|token|digest|apikey|key|aws4-hmac-sha256|oauth|negotiate)[ ]{1,2})?"
    r"([a-z0-9+/=_.~\-]{6,})"
)
_BEARER = regex(r"(?<![a-z])(?:bearer|basic)[ ]{1,2}([a-z0-9+/=_.~\-]{12,})")
_COOKIE = regex(
    r"cookie[\"']?: ?[^\n]{0,200}?(?:sess|sid|auth|token)[a-z_.\-]{0,12}=([^;\s\"']{8,})"
)
# The [section] of an .ini file: there, name = word is a value and not code.
_SECTION = regex(r"^\[[A-Za-z0-9_. \-]{1,40}\]$", re.MULTILINE)
_TELLS = regex(r"[0-9]|[!#$%&*+=?@^~]|[a-z][A-Z]|-")
_CALL_OR_PATH = regex(r"[A-Za-z_][A-Za-z0-9_]*(?:\(|\[|\.[A-Za-z_][A-Za-z0-9_.]*(?:\(|\[|\Z))")
_SECRET_NAME = regex(r"[A-Za-z_]*(?:pass|token|secret|key|pwd|hash)[A-Za-z_0-9]*", re.IGNORECASE)
_CODE_NAME = regex(r"[A-Za-z_][A-Za-z0-9_]*=")
# A key of an unknown maker: MAPS_KEY="Zx81…"; the value must look drawn by lot.
_ANY_KEY = regex(
    r"(?<![a-z0-9])(?!(?:public|primary|foreign|sort|partition|cache|idempotency|row|object|s3|unique|hash|index|dedup|lookup)[_\-]?key)[a-z][a-z0-9_.\-]{0,40}(?:key|secret|token|signature|credential)s?[\"']?[ \t]{0,3}(?::=|=>|[:=])[ \t]{0,3}[\"']?(?P<value>(?=[^0-9\n]{0,20}[0-9][^0-9\n]{0,20}[0-9])[a-z0-9+/_~.\-]{10,200}={0,2})(?![a-z0-9(\[])"
)
_LONG_PASS = regex(
    r"^[ \t>]{0,8}[a-z0-9_.\-]{0,30}pass(?:word|wd|phrase)?[ ]{0,2}[=:][ ]{0,2}(?P<value>[!-~]{2,30}(?:[ ][!-~]{2,30}){1,5})[ ]{0,4}$",
    re.MULTILINE,
)
_SENTENCE = regex(
    r"[A-Za-z] [A-Za-z].*[.!?:]\Z|(?<![a-z])(?:is|are|must|be|at|the|of|with|to|your|for|and|or|not"
    r"|in|characters|least|enter|please)(?![a-z])",
    re.IGNORECASE,
)
_COLUMN = regex(
    r"パスワード|password|passwd|(?:^|初期|仮|ログイン|解凍)パス$|^pw$|^pass$|暗証|^pin|トークン|token|secret|apikey|キー$"
)


def find_credentials(reading: Reading) -> Iterator[Finding]:
    """Yield secrets by their own shape, by a key in code, settings or headers, or by a label."""
    text = reading.text
    lowered = ascii_lower(text)
    yield from find_tokens(text)
    if _KEY_HINT.search(squeezed(lowered)):
        yield from _quoted(text, lowered)
        yield from _bare(text, lowered)
        yield from _drawn_by_lot(text, lowered)
    for pattern in (_COMMAND, _HEADER_LINE, _BEARER, _COOKIE):
        for match in pattern.finditer(lowered):
            if not is_placeholder(text[match.start(1) : match.end(1)]):
                yield _secret(*match.span(1), "credential-command")
    for match in _COMMAND_QUOTED.finditer(lowered):
        group = "value" if match["value"] else "plain"
        if not is_placeholder(text[slice(*match.span(group))]):
            yield _secret(*match.span(group), "credential-command")
    yield from find_spoken_secrets(text)
    yield from find_access_codes(text)
    yield from find_account_secrets(text)
    yield from find_sign_ins(text)
    yield from find_openers(text)
    yield from _in_columns(reading)


def _in_columns(reading: Reading) -> Iterator[Finding]:
    for cell in reading.cells:
        value = reading.text[cell.start : cell.end]
        # Keys and tags of one value are read above.
        if len(cell.headers) < 2 or not _COLUMN.search(cell.header):
            continue
        if not re.fullmatch(r"[!-~]{3,200}", value):
            continue
        if is_placeholder(value) or _CALL_OR_PATH.match(value) or _CODE_NAME.match(value):
            continue
        if not _SECRET_NAME.fullmatch(value) or re.search("[0-9]", value):
            yield _secret(cell.start, cell.end, "credential-column")


def _drawn_by_lot(text: str, lowered: str) -> Iterator[Finding]:
    for match in _ANY_KEY.finditer(lowered):
        value = text[slice(*match.span("value"))]
        letters = re.search("[A-Za-z]", value) is not None
        if (
            letters
            and not re.search(r"[a-z]{7}|\.[a-z]{2,5}$|^v?[0-9.]+$|/.*/", value)
            and not is_placeholder(value)
        ):
            yield _secret(*match.span("value"), "credential-assigned")
    for match in _LONG_PASS.finditer(lowered):
        value = text[slice(*match.span("value"))]
        if (
            re.search("[0-9]", value)
            and not _SENTENCE.search(value)
            and not re.search(r"[#(;\[{]", value)
            and not is_placeholder(value)
        ):
            yield _secret(*match.span("value"), "credential-assigned")


def _secret(start: int, end: int, why: str) -> Finding:
    return Finding(start, end, Kind.CREDENTIAL, Confidence.SURE, why)


def _quoted(text: str, lowered: str) -> Iterator[Finding]:
    for match in _QUOTED.finditer(lowered):
        value = text[match.start(3) : match.end(3)]
        if is_placeholder(value) or _is_prose(value, lowered[match.start() : match.start(1)]):
            continue
        # ("password", "x") is a call, but also the head of a list of names.
        if match[1] != "," or re.search(r"[0-9!#$%&@^]", value):
            yield _secret(*match.span(3), "credential-assigned")


def _is_prose(value: str, key: str) -> bool:
    """Say whether a quoted value is a sentence or a label for people, not a secret."""
    if re.search(r"[ぁ-んァ-ヶ一-龯]", value):
        return not re.fullmatch(r"[ぁ-んァ-ヶー一-龯]{2,8}[!-~]{2,}", value)
    if "phrase" in key:
        return False
    if re.search(r"[0-9]", value):
        return _SENTENCE.search(value) is not None
    return " " in value


def _bare(text: str, lowered: str) -> Iterator[Finding]:
    is_settings = _SECTION.search(text) is not None
    for match in _BARE.finditer(lowered):
        start, end = match.span(3)
        value = re.split(r"&(?=[A-Za-z_]{1,30}=)", text[start:end])[0].rstrip(LOOSE_ENDS)
        end = start + len(value)
        sign = "=" if is_settings else match[2]
        if _is_literal(value, match[1], sign, text[end : end + 2]):
            yield _secret(start, end, "credential-assigned")
    for match in _SETTING.finditer(text):
        named = re.search(_KEY_NAME + _KEY_TAIL + r"\Z", ascii_lower(match[1]))
        if named and "#" not in match[2][1:] and _is_literal(match[2], "", "=", ""):
            yield _secret(*match.span(2), "credential-assigned")
    for match in _MARKUP.finditer(lowered) if "<" in text else ():
        span = match.span(match.lastgroup or "a")
        if not is_placeholder(text[slice(*span)]) and not _is_prose(text[slice(*span)], ""):
            yield _secret(*span, "credential-assigned")


def _is_literal(value: str, quote: str, sign: str, after: str) -> bool:
    """Say whether an unquoted value is a secret rather than code, a type or a word of prose."""
    if is_placeholder(value) or re.search(r"[ぁ-んァ-ヶ一-龯]", value):
        return False
    if _CALL_OR_PATH.match(value):
        return re.search(r"[!#$%&*@^]", value) is not None and "(" not in value
    if _SECRET_NAME.fullmatch(value) and not re.search(r"[0-9]{2}", value):
        return False
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?[a-z]{0,2}(?:文字|桁)?", value):
        return False
    if re.search(r"[0-9]", value) or (_TELLS.search(value) and not quote and not value.isalpha()):
        return True
    # Letters only: a value in KEY=word, a name of a variable after " = ", a word after "pass: ".
    if quote or len(value) < 4:
        return False
    return sign == "=" or (
        ":" in sign and (after[:1] in {"", "\n", ",", ";"} or ord(after[0]) > 127)
    )
