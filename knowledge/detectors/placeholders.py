"""What stands where a secret would stand, but is none: ********, <YOUR_KEY>, ${TOKEN}."""

from __future__ import annotations

import re

from knowledge.regex import regex

_FILLER = regex(r"[*xX•●■○◯×＊✕_\-.?#…・\\/0 ]+|(.)\1{2,}")
_REFERENCE = regex(
    r"\$[A-Z_][A-Z0-9_]*\}?\Z|\$[A-Za-z_]+(?:\[|->|\Z)|%[A-Za-z_]{2,}%\Z|\$\(|@\{|#\{|:[a-z_]{3,}\Z"
    r"|(?:os|process|self|this|req|request|params|args|opts|options|config|settings|secrets?"
    r"|env|ENV|vault|keyring|credentials?"
    r"|input|getpass|get_[a-z_]{1,30}|get[A-Z][A-Za-z]{1,30}|System|Deno|import|ssm"
    r"|op)(?:\.[a-zA-Z]|\[|\(|://|:)"
)
_REFERENCE_INSIDE = regex(
    r"\$\{[A-Za-z_]|\{\{|<%|%\([a-z]|os\.environ|getenv\(|process\.env|\.get\([\"']"
)
_TEMPLATE = regex(
    r"<[^<>\n]{0,40}>?|\[[^\[\]\n]{0,40}\]?|\{[^{}\n]{0,40}\}?|【[^【】\n]{0,40}】?|「?[○◯〇●XxＸ*]{2,}」?"
)
_INVITATION = regex(
    r"(?:your|my|the|some|insert|enter|put|replace|set|change|dummy|sample|example|fake|test"
    r"|demo|placeholder|here)"
    r"(?:[_\- .]?(?:own|actual|real|new|old|secret|private|public|access|api|auth|app|bot"
    r"|client|user|db|database|slack|github|aws"
    r"|openai|google|stripe|root|admin|password|passwd|pass|pw|pwd|passphrase|token|key|id"
    r"|value|string|here|this|me|it|with|to|in|code|pin"
    r"|goes|xx+)){0,6}[0-9]{0,3}"
)
_WORD = regex(
    r"(?:password|passwd|passphrase|pass|pwd|pw|secret|secrets|token|tokens|key|keys|apikey"
    r"|api_key|api-key|access_key|secret_key|client_secret|credential|credentials|example"
    r"|sample|dummy|test|foo|bar|baz|hoge|fuga|piyo|changeme|change_me|change-me|none|null"
    r"|nil|undefined|true|false|yes|no|on|off|empty|blank|string|str|text|varchar|char"
    r"|bytes|int|integer|number|boolean|bool|any|object|optional|required|hidden|invalid"
    r"|expired|wrong|incorrect|missing|unknown|error|failed|failure|success|ok|reset"
    r"|changed|enabled|disabled|default|redacted|masked|removed|omitted|secretstr|auth"
    r"|login|username|user|userid|id|name|value|email|mail|type|label|title|field|input"
    r"|submit|abc|abcd|xxx|todo|tbd|n/a|na|new|old|confirm|confirmation|hash|bearer|basic"
    r"|sha256|md5|bcrypt|argon2|plaintext|plain|encrypted|length|policy|strength|self|this"
    r"|return|function|const|let|var|def)"
)
_PUBLISHED = frozenset(
    {
        "akiaiosfodnn7example",
        "wjalrxutnfemi/k7mdeng/bpxrficyexamplekey",
        "asiaiosfodnn7example",
        "aszf32example",
    }
)


def is_placeholder(value: str) -> bool:
    """Say whether a value in a secret's place only shows where the secret would go.

    'example' inside a longer value does not count: people keep real tokens with such a part.
    """
    bare = value.strip(" \"'`;,")
    lowered = bare.lower()
    if len(bare) < 2 or lowered in _PUBLISHED:
        return True
    if all(_WORD.fullmatch(part) for part in re.split(r"[|,/ ]", lowered)):
        return True
    return (
        any(
            pattern.fullmatch(lowered if pattern is _INVITATION else bare)
            for pattern in (_FILLER, _TEMPLATE, _INVITATION)
        )
        or (_REFERENCE.match(bare) or _REFERENCE_INSIDE.search(bare)) is not None
    )
