"""Words strong enough to be a password, told in talk of signing in, opening and connecting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import ascii_lower
from knowledge.detectors.placeholders import is_placeholder
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY_WORDS = (
    r"(?:パスワード|パスフレーズ|パスコード|パス(?![ァ-ヶ])|ぱす(?:わーど)?|暗証|p[ ]w[ ]?(?=[:=])|p/w|(?<![a-z])(?:pass(?:word|wd|code|phrase)?|pw|pwd|psk)"
    r"(?![a-z])|合言葉|キー(?![ァ-ヶ])|トークン|シークレット|鍵|コミュニティ(?:名|文字列)|(?<![a-z])snmp|認証情報|接続情報)"
)
_SIGN_IN = regex(
    rf"{_KEY_WORDS}|ログイン|ログオン|サインイン|ログイン|認証|解除|解凍|アカウント|管理画面|管理者|管理用|ルータ|金庫|ロック|鍵"
    r"|入れ(?:ます|る|た|て|ない)|入り(?:ます|方)|入って|開き(?:ます|方)|開[くけい]|で(?:いけ|行け)|つなが|繋が|つなぐ|繋ぐ|つなげ|繋げ|接続|打[つちてっ]|無線|ルート|共有フォルダ|特権"
    r"|(?<![a-z])(?:root|admin|vpn|wi-?fi|ssid|nas|log(?:ged)?[ -]?(?:in|on)|sign[ -]?in|unlock"
    r"|credentials?|router|ap|zip|pdf|rdp|ssh|ftp|sftp|db|sa|su)(?![a-z])"
)
_WORD = regex(r"(?<![!-~])[\"'`(<\[]{0,2}([!-~]{6,64})(?![!-~])")
_SPLIT = regex(r"[/,;:|]")
_ENDS = ".,;:()[]<>\"'`"
_STARTS = "\"'`(<["
# Signs that no name, code of goods or address holds.
_HARD = regex(r"[!#$%*?^]|(?<=[A-Za-z0-9])&(?=[a-z0-9])")
_NO_SECRET = regex(
    r"://|^[/\\.~]|[=(){}<>\\]|\.[A-Za-z]{2,5}$|[a-z0-9]@[a-z0-9\-]+(?:\.|$)|^[0-9a-f]{7,40}$"
    r"|^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-|^[A-Za-z]{0,3}[0-9.]+$|^#|^&#|%[0-9A-Fa-f]{2}.*%|[?&][a-z_]+$|^[<@!]"
    r"|^[A-Za-z0-9.]{1,20}-[A-Za-z0-9.]+-[A-Za-z0-9.]+-[A-Za-z0-9.\-]+-"
)
_NUMBERED = regex(
    r"(?:issue|issues|pr|bug|ticket|no|room|channel|case|task|step|page|line|ver|version)#?[0-9]{1,6}[!?.*]?",
    re.IGNORECASE,
)
_PRODUCT = regex(
    r"(?:windows|win|office|iphone|ipad|ipados|android|ios|macos|chrome|edge|firefox|safari|ubuntu"
    r"|centos|debian|rhel|java|python|php|ruby|node|nodejs|vue|react|angular|excel|word|outlook"
    r"|acrobat|sharepoint|server|sql|sqlserver|oracle|mysql|postgres|postgresql|galaxy|pixel|xperia"
    r"|aquos|surface|thinkpad|iso|rfc|utf|sha|md|aes|tls|ssl|ipv|http|oauth|base|usb|wpa|wifi"
    r"|microsoft|ms|google|auth|web|level|type|step|case|test|rev|release|build|ver|version|v|kb|cve|ip|port|vlan|log|ie|api|x|amd|intel|core|ryzen|rtx|gtx)"
    r"[_\-]?[0-9][0-9a-z.\-]{0,8}[!?]?",
    re.IGNORECASE,
)
_USED = regex(
    r"[」』\"'`)]{0,2}[ ]?(?:で[ ]?(?:入れ|入り|入る|入って|入ろ|ログイン|ログオン|サインイン|開[きくけい]|あ[きく]|認証|解[除錠凍]|通[りるっ]|通過|接続|つな|繋|ロック|いけ|行け)"
    r"|と(?:打|入力|入れ|言|タイプ)|を(?:入れ|入力|打|使[いうえっ]|押|タイプ|設定|コピペ|貼)|入れ|入力|打[っち]|が(?:要り|要る|必要)|に(?:変え|変更|再設定|初期化|戻し|リセット|設定|更新|しました|してあ|して(?:い|お)|したので|した。|なりまし|なってい)"
    r"|のまま|でした|だった|(?:です|だよ|だ|になります|になる|とのこと|だそう|らしい|っす)?(?:[。!、(]|$|\n))"
)
_DOER = regex(
    r"(?:ルーター|ルータ|vpn|root|ルート|admin|administrator|管理者|管理画面|管理用|管理者権限|nas|ap|wi-?fi|無線(?:lan)?|サーバー?|共有pc|金庫|鍵|zip|pdf|rdp|ssh|s?ftp|db|sa|psk"
    r"|ログイン|サインイン|特権|複合機|タブレット|端末|ゲスト|社内|勤怠|経費|会計|システム|サイト|アカウント|ファイル|フォルダ|解凍|解除|開封|閲覧|入室|社用|スマホ|pc|ドメイン|リモート|デスクトップ)"
    r"(?:側|用|系)?(?:の(?:root|ルート|admin|管理者|pc|中|方|ほう|ログイン|それ|やつ|鍵))?[ ]?(?:は、?|が|:|→|⇒|->|=|…|・|、|の方は|も|、今は)?[ ]{0,3}[「『\"'`(]{0,2}$"
)
_NAMED = regex(_KEY_WORDS)
_LED = r"(?:[」』)\]】]|\([^()\n]{0,12}\))?[ \t]{0,3}(?:は、?(?:前回と同じ|前と同じ|引き続き|とりあえず|今は|共通で|全部)?|ハ|[がを:=→⇒\-、…])?[ \t]{0,3}[「『\"'`(<\[]{0,2}$"
_GLUED = regex(_KEY_WORDS + _LED)
_IN_ENGLISH = regex(
    _KEY_WORDS + r"[^。\n]{0,28}(?:[ ](?:to|is|as|be|was|with|use|try|now)|:)[ ][\"'`]?$"
)
_LOOSELY = regex(_KEY_WORDS + r"[^!-~。、\n]{0,12}[:=、]?[ \t]{0,3}[「『\"'`(]{0,2}$")
_LATIN_LABEL = regex(
    r"(?:pass(?:word|wd)?(?!port|enger|ion|ive|age|ing|ed)|passwd|pwd?|psk)[:=]?(?=[A-Za-z0-9#@!])|[a-z_]{0,20}(?:secret|token|api_?key)(?=[0-9])",
    re.IGNORECASE,
)
_ALONE = regex(
    r"(?=.{0,60}[A-Za-z]{3})(?=.{0,60}[0-9]{2}).{2,60}[A-Za-z0-9][!$%*?^][A-Za-z0-9].{0,60}"
)
_LISTED = regex(r"(?:^|[ ・\-])[a-z][a-z0-9._\-]{2,20}[ ,/:]{1,3}$")
_LOGIN_NAME = regex(
    r"(?:ユーザー?(?:名|id)?|(?<![a-z])(?:user(?:name)?|id|login)|アカウント名?|アドレス|メール|氏名|ログイン名|ホスト名?|host|サーバー?名?|型番|品番|機種|モデル|ブランチ|branch|バージョン|ファイル名?|件名)[」]?[ ]?(?:は|が|:|=|→|の)?[ ]{0,2}[「『\"'`(]{0,2}$"
)
_BY_NAME = regex(r"ユーザー|id|アカウント|さん|氏", re.IGNORECASE)
_ADVICE = regex(
    r"のような|など(?:の|は|を)|は避け|を避け|例えば|たとえば|(?:ような|などの|単純な|簡単な)文字列|ありがち|推測|簡単な|単純な|使わない|弱い|危険な|形式|(?<![a-z.@])(?:e\.g\.|such as|example(?![a-z.]))|のように|仕様|実装|不具合"
)
_VALUE_END = regex(
    r"[」』\"'`)]{0,2}[ ]?(?:$|[、。,/(\n→⇒]|へ変|から|[ ](?:or|and|for|but|on|now)(?![a-z])|で[ぁ-んァ-ヶ一-龯]|です|だ|と[入打])"
)
_OF_SOMETHING = regex(
    r"[ ]?(?:の[^。、\n]{0,8}|[/,、・|][ ]?)(?:パス|psk|key|pass|pw|ログイン|アカウント|暗証|鍵|キー)"
)
_SMALL = regex(
    r"(?=[^0-9]{0,30}[0-9])(?=.{0,30}[A-Za-z]{3})(?!(?:windows|office|excel|ver)[0-9])[A-Za-z0-9_\-!#$%&*+.]{6,32}",
    re.IGNORECASE,
)
_ALL_ABOUT = regex(r"[ ]?(?:文字|桁|以上|以下|形式|方式|対応|準拠)")
_HAS_SMALL_TALK = regex(r"[ ]?(?:の|を|と|へ|から|まで|系|シリーズ|型)")
_OPENED = regex(
    r"(?:wi-?fi|無線lan|vpn|root|administrator|管理者)[ ]?(?:は、?|[:=→])[ ]{0,2}[「『\"']?$"
)
_AFTER_NAME = regex(r"(?:^|[^a-z0-9._@/\-])[a-z][a-z0-9._@\-]{1,40}[ ]?[/:][ ]?$")
_PARTICLE = regex(r"[」』\"'`)]{0,2}[ ]?[でとをにのが入打]")
_NEAR = 40


def is_product(word: str) -> bool:
    """Say whether a word names a product or a thing with its number: Windows11, issue#88."""
    return (_PRODUCT.fullmatch(word) or _NUMBERED.fullmatch(word)) is not None


def find_sign_ins(text: str) -> Iterator[Finding]:
    """Yield words of mixed letters, digits and signs that a line about signing in tells."""
    lowered = ascii_lower(text)
    for match in _WORD.finditer(text):
        at = match.start(1)
        for piece, begin in _pieces(match[1], at):
            if _is_told(lowered, piece, begin):
                yield Finding(
                    begin,
                    begin + len(piece),
                    Kind.CREDENTIAL,
                    Confidence.SURE,
                    "credential-sign-in",
                )


def _pieces(word: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield a word and, when signs part it, its last part: root/Kaze#77, PW:Kaze#77."""
    if led := _LATIN_LABEL.match(word):
        rest = word[led.end() :].rstrip(_ENDS)
        if len(rest) >= 6 and _strength(rest) >= 2:
            yield rest, at + led.end()
            return
    cut = max((found.end() for found in _SPLIT.finditer(word.rstrip(_ENDS))), default=0)
    for begin in {0, cut} if "://" not in word else {0}:
        piece = word[begin:].lstrip(_STARTS)
        start = at + len(word) - len(piece)
        piece = piece.rstrip(_ENDS)
        if len(piece) >= 6 and (begin or not cut):
            yield piece, start


def _strength(word: str) -> int:
    """Return 3 for letters, digits and signs, 2 for mixed letters and digits, else 0."""
    digits = sum("0" <= char <= "9" for char in word)
    letters = sum(char.isalpha() for char in word)
    if not digits or letters < 2 or _NO_SECRET.search(word):
        return 0
    if is_product(word) or is_placeholder(word):
        return 0
    cased = re.search("[a-z]", word) is not None and re.search("[A-Z]", word) is not None
    if len(word) >= 7 and (_HARD.search(word[:-1]) or ("@" in word[1:-1] and cased)):
        return 3
    if re.search("[a-z]", word) and (digits >= 3 or cased or word[-1] in "!?" or "_" in word):
        return 2
    return 1 if digits >= 2 and len(word) >= 8 else 0


def _is_told(lowered: str, word: str, start: int) -> bool:
    """Say whether the line tells this word as what opens something."""
    strength = _strength(word)
    if not strength and not _SMALL.fullmatch(word):
        return False
    end = start + len(word)
    begin = max(0, start - _NEAR)
    begin = max(lowered.rfind("\n", begin, start) + 1, begin)
    stop = lowered.find("\n", end, end + _NEAR)
    stop = min(len(lowered), end + _NEAR) if stop < 0 else stop
    before, after = lowered[begin:start], lowered[end:stop]
    labelled = _GLUED.search(before) is not None
    if _ADVICE.search(after):
        return False
    if _ADVICE.search(before) or _LOGIN_NAME.search(before):
        return strength == 3 and labelled
    if labelled:
        return (strength >= 2 or not _HAS_SMALL_TALK.match(after)) and not _ALL_ABOUT.match(after)
    if strength and _OPENED.search(before) and _VALUE_END.match(after):
        return _OF_SOMETHING.match(after) is None
    if strength < 2:
        return False
    if _IN_ENGLISH.search(before) or (_LOOSELY.search(before) and _USED.match(after)):
        return True
    if strength == 3:
        above = lowered[
            max(
                0, lowered.rfind("\n", max(0, begin - _NEAR), max(0, begin - 1)), begin - _NEAR
            ) : begin
        ]
        return _is_strong_among(above + before, word, after)
    return _is_used(before, after)


def _is_strong_among(before: str, word: str, after: str) -> bool:
    near = _SIGN_IN.search(before) or _SIGN_IN.search(after) or _LISTED.search(before)
    return near is not None or _ALONE.fullmatch(word) is not None


def _is_used(before: str, after: str) -> bool:
    """Say whether the words around a word of letters and digits make it a secret."""
    if not _SIGN_IN.search(before) and not _SIGN_IN.search(after):
        return False
    if (_NAMED.search(before) or _NAMED.search(after)) and _VALUE_END.match(after):
        return _OF_SOMETHING.match(after) is None
    if _AFTER_NAME.search(before):
        return True
    if not _USED.match(after):
        return False
    return _DOER.search(before) is not None or (
        not _BY_NAME.search(before) and _PARTICLE.match(after) is not None
    )
