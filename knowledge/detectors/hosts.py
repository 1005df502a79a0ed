"""The company's inside addresses: internal URLs, shares, host names and private IP addresses."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import GLUE, ascii_lower, before_value, line_before, stands_before
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.company import Company
    from knowledge.reading import Reading

_SUFFIX = r"(?:local|internal|corp|lan|intra|intranet|private|localdomain|home\.arpa|ad|home)"
_NAME = r"[a-z0-9](?:[a-z0-9\-_]{0,61}[a-z0-9])?"
_PATH = r"[!-~]*?(?=[\s\"'<>|`\]}）」』】]|[)](?![!-~])|[,.;](?:\s|\Z)|[^!-~]|\Z)"
_URL = regex(
    rf"(?<![a-z0-9])(?:https?|ftps?|sftp|ssh|smb|afp|nfs|ldaps?|rdp|wss?|vnc|svn|git"
    rf"|cifs)://(?:[^\s/@\"'<>]{{1,80}}@)?"
    rf"(?P<host>\[[0-9a-f:.]{{2,45}}\]"
    rf"|{_NAME}(?:\.{_NAME}){{0,8}})(?P<port>:[0-9]{{1,5}})?(?:[/?#]{_PATH})?"
)
# Of a data source only the machine is masked: the rest of the string is what people ask about.
_SOURCE = regex(
    rf"(?<![a-z0-9])(?:jdbc:(?:oracle:thin:@(?://)?|[a-z0-9]{{2,12}}(?::[a-z0-9]{{2,12}})?://)"
    rf"|(?:mysql2?|mariadb|postgres(?:ql)?|mongodb(?:\+srv)?|rediss?|amqps?|kafka|mqtts?|mssql|sqlserver"
    rf"|oracle|clickhouse|elasticsearch|memcached|tcp|udp|rsync|telnet|syslog|zookeeper|nats|scp|imaps?"
    rf"|pop3s?|smtps?)(?:\+[a-z0-9]{{1,12}})?://)(?:[^\s/\"'<>]{{1,80}}@)?(?P<host>{_NAME}(?:\.{_NAME}){{0,8}})(?![a-z0-9.\-@])"
)
_LOGIN = regex(
    rf"(?<![a-z0-9./])(?:ssh|scp|sftp|ssh-copy-id|mosh|telnet|ping|traceroute|tracert|nslookup|dig|rsync|nc|net view|enter-pssession|mstsc(?:\.exe)? /v:)"
    rf"(?:[ ]+-[a-z0-9]+(?:[ ](?=[0-9~/])[^\s]{{1,60}})?){{0,4}}[ ]*(?:[a-z_][a-z0-9_.\-]{{0,30}}@)?(?P<host>{_NAME}(?:\.{_NAME}){{0,6}})(?![a-z0-9.\-@])"
)
_PROMPT = regex(
    rf"(?:\[[a-z_][a-z0-9_\-]{{0,30}}@(?P<host>{_NAME}(?:\.{_NAME}){{0,6}})[ ][^\]\n]{{1,60}}\][#$]"
    rf"|(?<![a-z0-9_.\-])[a-z_][a-z0-9_\-]{{0,30}}@(?P<other>{_NAME}(?:\.{_NAME}){{0,6}}):[~/][^\s$#]{{0,60}}[$#])"
)
_REMOTE = regex(
    rf"(?<![a-z0-9_.\-/:])[a-z_][a-z0-9_\-]{{0,30}}@(?P<host>(?=[a-z0-9_\-]{{0,60}}[0-9\-]){_NAME}):(?=[~/.a-z0-9])"
)
_LOG_TIME = (
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ ]{1,2}[0-9]{1,2}[ ](?:[0-9]{4}[ ])?"
    r"[0-9]{2}:[0-9]{2}:[0-9]{2}|20[0-9]{2}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?(?:z|[+\-][0-9]{2}:?[0-9]{2})?)"
)
_LOG_LINE = regex(
    rf"^[> ]{{0,4}}(?:<[0-9]{{1,3}}>(?:1[ ])?)?{_LOG_TIME}[ ]{{1,2}}(?P<host>{_NAME}(?:\.{_NAME}){{0,6}})[ ]"
    r"(?=[a-z%][a-z0-9_./\-%]{1,40}(?:\[[0-9]{1,7}\])?(?::|[ ][0-9]{1,7}[ ]))",
    re.MULTILINE,
)
_LEVELS = frozenset(
    {"info", "warn", "warning", "error", "debug", "trace", "fatal", "notice", "critical", "main"}
)
_DOTTED = regex(
    rf"(?<![a-z0-9.@\-_/\\])(?P<host>{_NAME}(?:\.{_NAME}){{1,8}})(?![a-z0-9_\-(]"
    rf"|\.[a-z0-9])(?P<port>:[0-9]{{1,5}}(?![0-9]))?(?P<path>/{_PATH})?"
)
_SHARE_HOST = r"(?P<host>[A-Za-z0-9][A-Za-z0-9.\-_]{1,80}[A-Za-z0-9])"
_FOLDER = (
    r"(?:[A-Za-z0-9_.$\-+@#]{1,80}|(?:[A-Za-z0-9_.$\-+ ()]|[一-龯ァ-ヶー・々ぁ-ん]){1,60}(?=\\)"
    r"|[一-龯ァ-ヶー・々A-Za-z0-9_.\-]{1,60})"
)
# As typed, and as a string of source code, where every backslash is doubled.
_SHARES = (
    regex(rf"(?<![A-Za-z0-9:\\])\\\\{_SHARE_HOST}(?:\\{_FOLDER}){{1,14}}\\?"),
    regex(rf"(?<![A-Za-z0-9:\\])\\\\\\\\{_SHARE_HOST}(?:\\\\{_FOLDER}){{1,14}}(?:\\\\)?"),
)
_JAPANESE_FOLDER = regex(
    r"(?:[一-龯ァ-ヶー・々A-Za-z0-9_.\-]{1,60}/){0,8}[一-龯ァ-ヶー・々A-Za-z0-9_.\-]{1,60}"
)
_FILE_URL = regex(r"(?<![a-z])file:/{2,5}(?P<host>[a-z0-9][a-z0-9.\-_]{1,80})/[^\s\"'<>|]{1,200}")
_IPV4 = regex(
    r"(?<![0-9A-Za-z.\-])(?<![0-9],)(?:[0-9]{1,3}(?:\.|\[\.\]| \. )){3}[0-9]{1,3}(?![0-9]"
    r"|\.[0-9]|-[0-9A-Za-z])(?:/[0-9]{1,2}(?![0-9]))?"
)
_IPV6 = regex(
    r"(?<![0-9a-f:.])(?:f[cd][0-9a-f]{2}"
    r"|fe[89ab][0-9a-f]):[0-9a-f:]{2,40}(?:%[a-z0-9]{1,10})?(?:/[0-9]{1,3})?(?![0-9a-z:])"
)
_VERSION = regex(
    r"(?:(?<![a-z])(?:version|ver\.?|v|release|firmware|build|rev\.?)|バージョン|版|ファームウェア|ビルド"
    r"|==|>=|<=|~>)[ :=は]{0,3}\Z"
)
_SHOWN = regex(r"(?:例|例えば|たとえば|e\.g\.|example|デフォルト|初期値|既定)[^\n0-9]{0,16}\Z")
_COMMON_IP = frozenset(
    {
        "192.168.0.1",
        "192.168.1.1",
        "10.0.0.1",
        "192.168.0.0",
        "10.0.0.0",
        "172.16.0.0",
        "192.168.1.0",
    }
)
_PRODUCT = regex(
    r"v?[0-9]|ubuntu|windows|centos|rhel|debian|http|utf|sha|mysql|postgres|oracle|apache|nginx"
)
_INSIDE_NETS = tuple(
    map(
        ipaddress.ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10"),
    )
)
_KNOWN_TO_ALL = regex(
    r"localhost(?:\.localdomain)?|(?:host|gateway)\.docker\.internal|metadata\.google\.internal"
    r"|kubernetes\.default.*|.*\.example\.(?:com|org|net)"
    r"|example\.(?:com|org|net|jp|co\.jp|local|internal|corp|lan)|(?:your|my"
    r"|some)[a-z\-]*(?:\..*)?|(?:foo|bar|hoge|xxx+|test|sample|host|hostname|server|servername"
    r"|domain|site|url|www)(?:\.(?:local|internal|corp|lan))?"
    r"|(?:127|0)\.[0-9.]+|::1?"
)
_CODE_WORD = regex(
    r"(?:self|this|cls|threading|os|config|app|settings|env|com|org|net|io|jp|java|javax|sun"
    r"|jdk|android|module|window|document|vm|root|global|std|crate|appsettings|application"
    r"|docker-compose)\.(?:local|internal|private|home|corp|ad)"
)
_LABEL = before_value(
    "サーバ|サーバー|サーバ名|サーバー名|ホスト|ホスト名|コンピュータ名|コンピューター名|pc名|端末名|マシン名|機器名|nas名|プリンタ名|プリンター名|host"
    "|hostname|server|server name"
    "|machine|computer name|db host|smtp host|data source|接続先|踏み台|共有サーバ|ファイルサーバ|ファイルサーバー|dbサーバ"
    "|dbサーバー|webサーバ|apサーバ|devicename",
    glue=GLUE,
)
_HOST_VALUE = regex(rf"(?<![a-z0-9.\-_@/]){_NAME}(?:\.{_NAME}){{0,6}}(?![a-z0-9_(]|\.[a-z])")
_MACHINE = regex(
    r"(?<![a-z0-9.\-_/@])(?:(?:srv|svr|sv|server|nas|filesv|filesvr|fs|dc|adsv|esxi?|vm|bastion"
    r"|dbsv|apsv|websv|prtsv|hv)[a-z]{0,6}(?:-[a-z0-9]{1,12}){0,3}-?[0-9]{1,3}"
    r"|[a-z]{2,10}(?:-[a-z0-9]{1,10}){0,2}-(?:srv|svr|sv|nas|dc|esxi?|db|web|app|ap|stg|prd"
    r"|prod|bastion|file|mail|print|backup|bkup|proxy|log|mon)[0-9]{1,3}|(?:db|web|app|ap|mail|proxy|batch)-?0[0-9]{1,2}"
    r"|(?:desktop|laptop)-[a-z0-9]{7})(?![a-z0-9_\-(]|\.[0-9])"
)
# sku="HV-20" is a thing to buy.
_ITEM_BEFORE = regex(r"(?:sku|model|item|part|品番|型番|型式|製品|品名)[^a-z0-9\n]{1,4}\Z")
_CLOUD = regex(
    r"(?<![a-z0-9.\-])[a-z0-9\-]{1,63}(?:\.[a-z0-9\-]{1,63}){0,4}\.(?:rds\.amazonaws\.com"
    r"|cache\.amazonaws\.com|redshift\.amazonaws\.com|compute\.internal|ec2\.internal"
    r"|database\.windows\.net|redis\.cache\.windows\.net|blob\.core\.windows\.net)(?![a-z0-9.])"
)
_WORKSPACE = regex(
    r"(?:https?://)?(?<![a-z0-9.\-])(?!(?:www|api|support|help|status|developer|developers|docs"
    r"|community|jp|your-domain|yourcompany|example|xxx+)\.)[a-z0-9\-]{2,60}\."
    rf"(?:sharepoint\.com|atlassian\.net|backlog\.(?:jp|com)|cybozu\.com|kintone\.com|esa\.io"
    rf"|docbase\.io|slack\.com/(?:archives|files)|box\.com|garoon\.com"
    rf"|service-now\.com)(?![a-z0-9.])(?:/{_PATH})?"
    rf"|https?://(?:docs|drive|sheets|script)\.google\.com/(?:[a-z]{{1,12}}/){{0,3}}(?:d"
    rf"|folders|file)/[A-Za-z0-9_\-]{{8,}}(?:/{_PATH})?"
)


def find_internal_urls(reading: Reading) -> Iterator[Finding]:
    """Yield URLs, shares and bare host/path addresses that lead inside the company."""
    lowered = ascii_lower(reading.text)
    for match in _URL.finditer(lowered):
        if _is_inside(match["host"].strip("[]"), reading.company, has_scheme=True):
            start, end = match.span()
            folder = _JAPANESE_FOLDER.match(lowered, end) if lowered[end - 1] == "/" else None
            end = folder.end() if folder else end
            yield Finding(start, end, Kind.INTERNAL_URL, Confidence.SURE, "internal-url")
    for match in _DOTTED.finditer(lowered):
        if match["path"] and _is_inside(match["host"], reading.company):
            yield Finding(*match.span(), Kind.INTERNAL_URL, Confidence.SURE, "internal-url")
    for pattern in (*_SHARES, _FILE_URL):
        for match in pattern.finditer(lowered):
            if not _KNOWN_TO_ALL.fullmatch(match["host"]):
                yield Finding(*match.span(), Kind.INTERNAL_URL, Confidence.SURE, "share")
    for match in _WORKSPACE.finditer(lowered):
        yield Finding(*match.span(), Kind.INTERNAL_URL, Confidence.SURE, "workspace-url")


def find_internal_hosts(reading: Reading) -> Iterator[Finding]:
    """Yield private IP addresses and host names that a domain, a label or their shape gives away.

    Versions, localhost and the addresses reserved for documentation are none.
    """
    lowered = ascii_lower(reading.text)
    yield from _addresses(lowered)
    for match in _DOTTED.finditer(lowered):
        if not match["path"] and _is_inside(match["host"], reading.company):
            yield Finding(*match.span("host"), Kind.INTERNAL_HOST, Confidence.SURE, "internal-host")
    for match in _SOURCE.finditer(lowered):
        # A service of a compose file is called db or redis everywhere.
        named = re.search(r"[0-9.\-]", match["host"])
        if named and _is_inside(match["host"], reading.company, has_scheme=True):
            yield Finding(*match.span("host"), Kind.INTERNAL_HOST, Confidence.SURE, "data-source")
    yield from _typed(lowered)
    for match in _CLOUD.finditer(lowered):
        yield Finding(*match.span(), Kind.INTERNAL_HOST, Confidence.SURE, "cloud-host")
    for match in _MACHINE.finditer(lowered):
        if _ITEM_BEFORE.search(line_before(lowered, match.start(), 20)):
            continue
        yield Finding(*match.span(), Kind.INTERNAL_HOST, Confidence.SURE, "machine-name")
    for match in _HOST_VALUE.finditer(lowered):
        if _may_be_host(match[0]) and stands_before(_LABEL, lowered, match.start()):
            yield Finding(*match.span(), Kind.INTERNAL_HOST, Confidence.SURE, "host-labelled")


def _typed(lowered: str) -> Iterator[Finding]:
    """Yield machines of commands, prompts and log lines."""
    for pattern in (_LOGIN, _REMOTE, _PROMPT, _LOG_LINE):
        for match in pattern.finditer(lowered):
            group = "other" if match.groupdict().get("other") else "host"
            host = match[group]
            if host in _LEVELS or _KNOWN_TO_ALL.fullmatch(host):
                continue
            named = re.search(r"[0-9\-]", host) and "." not in host and re.search("[a-z]", host)
            if named or (pattern in {_PROMPT, _LOG_LINE} and "." not in host and len(host) > 2):
                yield Finding(*match.span(group), Kind.INTERNAL_HOST, Confidence.SURE, "log-host")


def _may_be_host(name: str) -> bool:
    """Say whether a labelled word is the name of a machine, not of a product or a version."""
    if "." in name or len(name) < 4 or _PRODUCT.match(name) or _KNOWN_TO_ALL.fullmatch(name):
        return False
    return re.search(r"[0-9]", name) is not None and re.search(r"[a-z]", name) is not None


def _is_inside(host: str, company: Company, *, has_scheme: bool = False) -> bool:
    if _KNOWN_TO_ALL.fullmatch(host):
        return False
    for domain in company.internal_domains:
        own = ascii_lower(domain)
        if host == own or host.endswith("." + own):
            return True
    if re.fullmatch(rf".+\.{_SUFFIX}", host):
        plain = (
            host.rsplit(".", 1)[-1] in {"ad", "home", "private"}
            and not re.search(r"[0-9\-]", host)
            and not has_scheme
        )
        return not plain and not (_CODE_WORD.fullmatch(host) and not has_scheme)
    if ":" in host or re.fullmatch(r"[0-9.]+", host):
        return has_scheme and _is_private(host)
    return has_scheme and "." not in host


def _is_private(written: str) -> bool:
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        return False
    return any(address.version == net.version and address in net for net in _INSIDE_NETS)


def _addresses(lowered: str) -> Iterator[Finding]:
    for match in _IPV4.finditer(lowered):
        written = re.sub(r"[\[\] ]", "", match[0].split("/")[0])
        before = line_before(lowered, match.start(), 20)
        if not _is_private(written) or _VERSION.search(before):
            continue
        if written in _COMMON_IP and (_SHOWN.search(before) or written.endswith(".0")):
            continue
        yield Finding(*match.span(), Kind.INTERNAL_HOST, Confidence.SURE, "private-ip")
    for match in _IPV6.finditer(lowered):
        if _is_private(re.split(r"[%/]", match[0])[0]):
            yield Finding(*match.span(), Kind.INTERNAL_HOST, Confidence.SURE, "private-ip")
