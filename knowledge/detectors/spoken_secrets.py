"""Passwords as people tell them, as in パスワードは…です and ID/PW: admin/…."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import ascii_lower, label, squeezed
from knowledge.detectors.placeholders import is_placeholder
from knowledge.detectors.sign_ins import is_product
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# Signs after a value that belong to the sentence. Not ! and ?, with which passwords love to end.
LOOSE_ENDS = ".。,、;:)）」』】]>\"'`…"

_JAPANESE_LABEL = label(
    "パスワード|パスワ-ド|パスワ一ド|バスワード|パスヮード|パスフレーズ|パスコード|ログインパス|初期パス|仮パス|解凍パス|zipパス|パス|ぱすわーど|p/w|暗証番号|暗証"
    "|pinコード|pin番号|ピンコード|合言葉|合い言葉|合いことば|あいことば|暗号化キー|暗号キー|暗号化鍵|wi-fiキー|wifiキー|wi-fiのキー|wpa2キー"
    "|wpaキー|ネットワークキー|セキュリティキー|セキュリティーキー|接続キー|共有キー|事前共有キー|事前共有鍵|共有鍵|vpnキー|接続鍵|認証コード|認証キー"
    "|確認コード|ワンタイムパスワード|ワンタイムコード|秘密の質問の答え|秘密の答え|apiキー|apiトークン|api鍵|アクセスキー"
    "|アクセストークン|トークン|シークレット|シークレットキー|秘密鍵|秘密キー|ライセンスキー|プロダクトキー|シリアルキー|キー"
    "|入館コード|入室コード|ドアコード|開錠コード|開錠番号|解錠番号|解錠コード|ロック番号|金庫の番号|金庫番号|復号キー|復元キー|回復キー|解除キー|共通鍵|暗号鍵|復号鍵|鍵|解除コード|解凍キー|バックアップコード|リカバリーコード"
    "|パスコ-ド|ペアリングコード|pukコード|登録コード|招待コード|参加コード|アクセスコード|ログインコード|引継コード|引き継ぎコード|引継ぎコード|暗証コード|初期パスワード|初期pw|仮pw|ログインキー|起動キー|アンロックコード"
)
_LATIN_LABEL = label(
    "puk|psk|wpa|wpa2|pw|pass|pwd|passwd|password|pin|passphrase|passcode|otp|key|network key|security key"
    "|wifi key|wi-fi key|wifi pass|api key"
)
_CLOSE = r"(?:[ ]?[0-9]{1,2}桁(?=[ :]))?[」』】\])\"'*_ ]{0,4}(?:\([^()\n]{0,16}\)[ ]{0,2})?"
_OPEN = (
    r"(?:以下|次|下記)?(?:の(?:通り|とおり))?(?:です|になります)?[。:]?(?P<break>[ ]{0,3}\n[> ]{0,3})?"
    r"(?P<open>[「『\"'`“【(<]{0,2})"
)
_VALUE = (
    r"(?P<value>(?:(?<=[「『])[^\s「」『』\n]{2,40}(?=[」』])"
    r"|[ぁ-んァ-ヶー一-龯]{2,8}[0-9!#$@_\-][!-~]{1,20}(?![0-9ぁ-んァ-ヶ一-龯])|[!-~]{3,200}))"
)
_TOLD = regex(
    _JAPANESE_LABEL
    + _CLOSE
    + r"(?P<sign>[ \t]{0,3}(?::|=|→|⇒|->|=>|は、?|が|を|…|/|\t)[ \t]{0,3}|(?=\n)"
    r"|[ ]?に[ ]?(?=[!-~]{4,40}[ ]?(?:を|と)(?:入|打|押))"
    r"|[ ]{1,3}|(?=[「『【(<])|、?(?=[#*]?[0-9]{4,8}(?![0-9桁件名回])))" + _OPEN + _VALUE
)
# With ':' and '=' Latin labels are keys of settings, which credentials.py reads.
_TOLD_LATIN = regex(
    _LATIN_LABEL
    + r"(?P<sign>[ ]?(?:は、?|が|を|→|⇒|->|…|/|[:=](?=[ ]?\n))[ ]?|[ ]{1,3}|(?=\n)|(?=[「『【(]))"
    + _OPEN
    + _VALUE
)
_ENGLISH = regex(
    r"(?<![a-z])(?:password|passcode|passphrase|pwd|pin(?: code)?|secret|api key|access key"
    r"|token|pass)"
    r"(?: (?:for|of|on|in) [a-z0-9 ._\-]{1,30}?)?(?: (?:has been|have been|got|now|still|currently))? (?:is|was|are|to|will be)(?: (?:now|still|currently|just|changed to|set to|reset to|updated to|back to)){0,2}[ :]{1,2}[\"'`]?([!-~]{3,80})"
)
_MAY_BE_WORDS = regex(r"合言葉|合い言葉|あいことば|秘密の質問の答え|秘密の答え")
# A remark between label and value: パスワード再設定しました→…, パスは今日の日付+….
_AFTER_REMARK = regex(
    r"(?:パスワード|暗証番号|パスコード|パス(?![ワフコタ])|(?<![a-z])pw)[ぁ-ん一-龯ァ-ヶー0-9、 ]{1,16}?[ ]?(?:→|⇒|:|->|=>|\+|(?<=通り)|(?<=とおり))[ ]?"
    r"(?P<value>[!-~]{4,60})(?![!-~])"
)
# 448 120 is one code.
_MORE_DIGITS = regex(r"(?:[ \-][0-9]{2,4}){1,3}(?![0-9:/年月件名])")
# One quick look for what every label of a pattern holds, before the slow pattern.
_TOLD_HINT = regex(
    "パス|ぱす|p/w|暗証|アンショウ|ピンコ|p[iw]n?|合い?言葉|合いこと|あいこと|キー|鍵|コ[ー-]ド|ナンバー|番号|トークン|シークレット|秘密|バンゴウ"
)
_LATIN_HINT = regex("pass|p[wiu]|otp|key")
# 根岸 / Keiy@ku2209: letters, digits and signs together after a slash are nobody's name.
_SLASHED = regex(
    r"(?<=[^\s/:])[ ]{0,2}/[ ]{0,2}(?P<value>(?=[!-~]{0,40}[0-9])(?=[!-~]{0,40}[A-Za-z])(?=[!-~]{0,40}[!#$%&@*?])[!-.0-~]{7,40})(?![!-~])"
)
# actions/checkout@v4 is a package, ^/v1(.*)$ a pattern.
_PACKAGE_OR_PATTERN = regex(r"[a-z][a-z0-9._\-]*@v?[0-9][0-9.]*|.*(?:[()^\\]|\.\*|\$[0-9]).*")
_WORD_FOR_DOOR = regex(
    r"「(?P<value>[^「」\n]{2,20})」(?:と言う|という|って(?:言う)?|と答える)(?:合言葉|合い言葉)"
)
_ADDRESS_LIKE = regex(r"[=&]|@[a-z0-9\-]+\.|\.[a-z]{2,5}\Z")
_REMARKED = regex(r"パス|暗証|pw")
_REVERSED = regex(
    r"(?<![!-~])([!-~]{6,60})[」』\"']{0,2}(?:が|は|を)(?:新しい|初期|仮の?|共通の?|管理者の?|今月の?|ログイン)?パスワード"
    r"(?:です|だ|でした|に(?:設定|変更|して)|として)"
)
_PAIR = regex(
    r"(?=[iulasw管ロサユア])(?<![a-z])(?:id|user|userid|login|account|ユーザー?名?|ユーザーid|アカウント|ログイン|サインイン|管理画面|管理者|ssid|wi-?fi)"
    r"(?P<both>[ ]?[/・&+と,][ ]?(?:pw|pass|password|パスワード|パス))?"
    r"[^:=\n!-~]{0,8}(?:[ ]?(?:[:=は(→⇒]|->|=>)|(?<=情報)|(?<=画面))[ ]{0,3}(?P<id>[^\s/、]{2,60})(?P<gap>[ ]{0,2}[/、・][ ]{0,2}"
    r"|[ ,]{1,3})(?P<value>[!-~]{4,80})"
)
# A motto is called 合言葉 as well; the word of a door or a call is asked for.
_ASKED_FOR = regex(
    r"入[るれ室館]|開け|電話|本人|確認|認証|聞かれ|受付|答え|ログイン|wi-?fi|zoom|teams|ロック|金庫|警備|解除",
    re.IGNORECASE,
)
_MOTTO = regex(
    r"・|スローガン|モットー|代表|チーム|第一|安全|笑顔|選手|監督|優勝|大会|今年|目標|朝礼|キャンペーン|運動|一丸|団結|活動|社風|理念|精神|歴史|に、|に(?:走|進|頑張|取り組)"
)
_WEAK = regex(
    r"(?:キ[ ]{0,3}ー|key|パ[ ]{0,3}ス(?![ ]{0,3}[ワフコ])|pass(?![wpc])|pw|pin(?![a-z])|otp|トークン)"
)
# パス also is where a file lies, キー also what one presses.
_PATH_OR_KEYS = regex(
    r"[a-z]:\\|[\\/~]|\.{1,2}/|[\w.\-]{1,20}[\\/][\w.\-]|(?:ctrl|alt|shift|cmd|win|fn|command|option|control)\+",
    re.IGNORECASE,
)
_PASS = regex(r"パ[ ]{0,3}ス|pass|pw")
_TELLS = regex(r"[0-9]|[!#$%&*+=?@^_~]|[a-z][A-Z]|-")
_MIXED = regex(r"(?=[^\s]*[0-9])(?=[^\s]*[A-Za-z])[^\s=\"'<>()]{6,}")
_CODE_OR_MIXED = regex(_MIXED.pattern + "|[0-9]{4,8}")
_ABOUT = regex(
    r"[」』\"')]{0,2}[ ]?(?:文字|桁|回|日|か月|ヶ月|ヵ月|カ月|分|時|年|件|個|種|以上|以下|未満|や(?![でねわんろ。])|など|のよう|といった|みたい|とか"
    r"|形式|方式|認証|画面|欄|ポリシー|管理|アプリ|ツール|の(?:再|変更|入力|設定|管理|強度|有効|発行|取得|更新|リセット|長さ|使い回し))"
)
_GOES_ON = regex(r"[ ]?(?:で(?![すし])|[にをのとへもがは]|から|まで|より|経由|上|内|側|用)")


def find_spoken_secrets(text: str) -> Iterator[Finding]:
    """Yield what follows a label for people, unless the sentence only speaks about passwords."""
    lowered = ascii_lower(text)
    for pattern, hint in ((_TOLD, _TOLD_HINT), (_TOLD_LATIN, _LATIN_HINT)):
        for match in pattern.finditer(lowered) if hint.search(squeezed(lowered)) else ():
            found = _told(text, match)
            if found:
                yield found
    for match in _ENGLISH.finditer(lowered):
        value = text[match.start(1) : match.end(1)].rstrip(LOOSE_ENDS)
        if not is_placeholder(value) and _TELLS.search(value):
            yield _secret(match.start(1), value)
    yield from _told_before_label(text)
    yield from _slashed(text)
    if _REMARKED.search(lowered):
        yield from _after_remark(text, lowered)
    yield from _pairs(text, lowered)


def _told_before_label(text: str) -> Iterator[Finding]:
    for match in _REVERSED.finditer(text) if "パスワード" in text else ():
        value = match[1].strip("「『\"'")
        if not is_placeholder(value) and _TELLS.search(value):
            yield _secret(match.start(1) + match[1].index(value), value)
    for match in _WORD_FOR_DOOR.finditer(text):
        if _ASKED_FOR.search(text, max(0, match.start() - 40), match.end() + 40):
            yield _secret(match.start("value"), match["value"])


def _slashed(text: str) -> Iterator[Finding]:
    for match in _SLASHED.finditer(text) if "/" in text else ():
        value = match["value"].rstrip(LOOSE_ENDS)
        code = _ADDRESS_LIKE.search(value) or _PACKAGE_OR_PATTERN.fullmatch(value)
        if not code and not is_placeholder(value):
            yield _secret(match.start("value"), value)


def _after_remark(text: str, lowered: str) -> Iterator[Finding]:
    for match in _AFTER_REMARK.finditer(lowered):
        start, end = match.span("value")
        value = text[start:end].rstrip(LOOSE_ENDS)
        if is_placeholder(value) or "://" in value:
            continue
        added = "+" in text[match.start() : start]
        if _MIXED.fullmatch(value) or (added and _TELLS.search(value)):
            yield _secret(start, value)


def _secret(start: int, value: str, why: str = "credential-labelled") -> Finding:
    return Finding(start, start + len(value), Kind.CREDENTIAL, Confidence.SURE, why)


def _told(text: str, match: re.Match[str]) -> Finding | None:
    start, end = match.span("value")
    value = text[start:end]
    if value.isascii():
        value = value.rstrip(LOOSE_ENDS)
        end = start + len(value)
    elif match["open"] and not (_MAY_BE_WORDS.match(match[0]) or _TELLS.search(value)):
        return None
    if grouped := _MORE_DIGITS.match(text, end) if value.isdigit() else None:
        end = grouped.end()
        value = text[start:end]
    if is_placeholder(value) or _ABOUT.match(text, end):
        return None
    if not value.isascii() and _MAY_BE_WORDS.match(match[0]) and not _TELLS.search(value):
        near = text[max(0, match.start() - 40) : match.start()] + value + text[end : end + 40]
        if match[0][0] in "合あ" and _MOTTO.search(near) and not _ASKED_FOR.search(near):
            return None
    # On a line of its own the secret is the whole line.
    if match["break"] and text[end : end + 1] not in {"", "\n"}:
        return None
    return _secret(start, value) if _is_secret(match, value, text, end) else None


def _is_secret(match: re.Match[str], value: str, text: str, end: int) -> bool:
    """Say whether label and value together tell a secret, and not a sentence about secrets."""
    sign = match["sign"].strip()
    weak = _WEAK.match(match[0]) is not None
    bracketed = sign == "" and match["open"] in {"(", "【", "<"}
    if bracketed and text[end : end + 1] not in {")", "】", ">"}:
        return False
    if bracketed or match["break"] or (match[0][0].isascii() and sign in {"", "/"}):
        # "password name=x" is markup; "pass tsubame77" is a secret.
        coded = not weak or match[0].startswith("pin")
        shape = _CODE_OR_MIXED if coded else _MIXED
        return shape.fullmatch(value) is not None and "://" not in value
    if value.replace(" ", "").replace("-", "").isdigit():
        return len(value) <= 16 and (not weak or len(value) >= 4)
    if re.fullmatch(r"[A-Za-z][A-Za-z\-_]*", value) and not re.search(
        r"[a-z][A-Z].*[a-z]|-.*-", value
    ):
        # Letters only: パスワードはSlackで送る, but パスワード:tsubame
        joined = match[0][0] == "p" and sign and len(value) >= 8 and re.search("[_-]", value)
        return (
            sign not in {"", "が", "を"}
            and (not weak or bool(joined))
            and len(value) >= 4
            and not _GOES_ON.match(text, end)
        )
    if re.match(r"[a-z_]{2,}[=(]|https?://|\d{1,4}[/.年月]\d", value):
        return False
    if weak and _PATH_OR_KEYS.match(value):
        return False
    if weak and _PASS.match(match[0]):
        # パス is a path as well, but no path holds such signs.
        signed = re.search(r"[A-Za-z]", value) and re.search(r"[!#$%&@*?^]", value[:-1])
        return len(value) >= 4 and (signed is not None or re.search("[0-9]", value) is not None)
    return not weak or (len(value) >= 6 and re.search(r"[0-9]", value) is not None)


def _pairs(text: str, lowered: str) -> Iterator[Finding]:
    for match in _PAIR.finditer(lowered):
        start = match.start("value")
        value = text[start : match.end("value")].rstrip(LOOSE_ENDS)
        mail = "@" in match["id"] and _MIXED.fullmatch(value)
        if not match["both"] and not match["gap"].strip(" ,") and not mail:
            continue
        if re.match(r"[a-z_]{1,20}[=:]", value) or "://" in value or is_placeholder(value):
            continue
        if is_product(value):
            continue
        if re.search(r"[0-9!#$%&@^*?]", value) and re.search(r"[A-Za-z]", value):
            yield _secret(start, value, "credential-pair")
