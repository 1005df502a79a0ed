"""Codes that open a door, a safe or an account, told without the word password."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import ascii_lower, label
from knowledge.detectors.placeholders import is_placeholder
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK = (
    r"(?:キーボックス|鍵|カギ|金庫|ダイヤル(?:錠)?|南京錠|裏口|勝手口|通用口|玄関|正面|入口|オートロック|ゲート|シャッター|門扉?|ドア|扉"
    r"|倉庫|警備|アラーム|防犯|機械警備|テンキー|電子錠|ロッカー|ポスト|郵便受け|宅配ボックス|エントランス|サーバ室|サーバー室|入館|入室|駐車場)"
)
_OPENING = r"(?:開く|開ける|あける|開け方の|開錠|解錠|施錠|解除|入る|入室|入館|ロック解除|ロック)"
_CODE_WORD = r"(?:番号|暗号|コード|ナンバー|数字|キー|組み?合わ?せ|ピン)"
_CODE = r"(?:[#*]?[0-9](?:[ \-・]?[0-9]){2,7}[#*]?(?![0-9]|[,.][0-9]|-[0-9]))"
_NOT_CODE = r"(?![ ]?[号室階円年月日時分秒人名件個台回枚本桁種部ヶか階番通割%])"
# The number of a locker or of a parking place is its name; that of a lock opens it.
_NAMED_BY_NUMBER = r"(?!(?:ロッカー|倉庫|ゲート|駐車場|門扉?|ドア|扉|エントランス|入口|玄関|正面|ポスト|シャッター)(?:の)?[ ]?(?:番号|ナンバー|数字))"
_SAFE = r"(?:鍵|カギ|キーボックス|金庫|ダイヤル錠?|南京錠|裏口|勝手口|通用口|オートロック|警備|テンキー|電子錠|宅配ボックス)"
_TOLD = regex(
    rf"(?=[キ鍵カ金ダ南裏勝通玄正入オゲシ門ド扉倉警アラ防機テ電ロポ郵宅エサ駐開あ解施ス携pパ端タi画])(?:{_NAMED_BY_NUMBER}{_LOCK}(?:を|の|が)?[ ]?{_OPENING}?(?:ときの|時の|ための)?(?:の)?{_CODE_WORD}|{_OPENING}(?:ときの|時の|ための)?(?:の)?{_CODE_WORD}"
    rf"|{_LOCK}(?:の)?(?:開錠|解錠|解除)|{_SAFE}[^。\n0-9]{{0,16}}{_CODE_WORD}|(?:スマホ|携帯|pc|パソコン|端末|タブレット|iphone|ipad|画面|金庫)の?(?:画面)?ロック"
    rf"|(?:キーボックス|オートロック|テンキー|ダイヤル錠|電子錠|南京錠|防犯コード|警備コード))"
    rf"(?:\([^()\n]{{0,12}}\))?[ ]?(?:は、?|が|を|:|=|→|⇒|->|…)?[ ]?\n?[「『\"(]?(?P<code>{_CODE}){_NOT_CODE}"
)
_OPENS = regex(
    rf"(?<![0-9A-Za-z.,\-#*])(?P<code>{_CODE}){_NOT_CODE}[」』\"]?"
    r"(?:[ ]?(?:で|を(?:押|入力|打|入れ)[^。\n]{0,8}|と(?:押|入力|打)[^。\n]{0,8}|→))[^。\n0-9]{0,6}?"
    r"(?:開(?!催|始|発|く予定|店|業|演|会)|あ[くきけ](?![らに])|解錠|開錠|解除|入れ(?:ます|る(?!ま)|ない)|入室|入館|通れ|外れ)"
)
_ANY_LOCK = regex(_LOCK)
_STAYS = regex(
    r"(?:入るとき|入る時|入るの|ログイン(?:時)?|サインイン|最初|初回|初期|開けるとき|開ける時)(?:は|に|、)?[ ]{0,2}"
    r"(?P<code>[!-~]{4,60}?)[ ]{0,2}(?:のまま|で(?:入|ログイン|サインイン|開)|を(?:入れ|打|入力))"
)
_SPARE = regex(
    label(
        "バックアップコード|バックアップ|リカバリーコード|リカバリコード|リカバリーキー|リカバリキー|回復コード|復旧コード|復旧キー|回復キー|復元コード"
        "|予備コード|リカバリー|リカバリ|予備の番号|backup code|backup codes|recovery code|recovery codes|recovery key"
    )
    + r"(?:\([^()\n]{0,16}\))?[^0-9A-Za-z。\n]{0,8}\n?[> \t・\-*]{0,6}(?:[1-9][).][ ]?)?"
)
_SPARE_CODE = regex(
    r"(?=[A-Za-z\- ]{0,24}[0-9])(?:[0-9A-Za-z]{4,8}(?:[ \-][0-9A-Za-z]{4,8}){1,7}|[0-9]{6,10}|[0-9a-z]{8,16})"
    r"(?![0-9A-Za-z\-/:.])"
)
_NEXT_SPARE = regex(r"[ \t,、/・*\-]{0,4}\n?[> \t・*\-]{0,6}(?:[0-9]{1,2}[).][ ]?)?")
_DATE = regex(r"(?:19|20)[0-9]{2}[\-/ ]?[01][0-9][\-/ ]?[0-3][0-9]")
_TURN = regex(
    r"(?:右|左)(?:回り|まわり)?(?:に|へ|で)?[ ]?(?:[0-9][ ]?回(?:で|、)?)?[ ]?([0-9]{1,3})(?![0-9回番号折])"
)
_DIAL = regex(r"金庫|ダイヤル|錠|ロッカー")
_WIFI = regex(
    r"wifi:(?:[a-z]:(?:\\.|[^;\\\n]){0,64};){0,4}?p:[\"]?(?P<code>(?:\\.|[^;\\\n\"]){1,63})"
)
_NETWORK = regex(
    r"(?:ssid|wi-?fi|無線(?:lan)?)[^\n]{0,60}\n?[^\n]{0,20}?(?:key|キー|pass|パス)[ ]?[:=は→][ ]?(?P<code>[!-~]{6,63})"
)
_ANSWER = regex(
    r"秘密の(?:質問|答え)[^\n]{0,40}\n?[^\n]{0,12}?答え[ ]?(?:[:=→]|は、?)[ ]?[「『]?(?P<code>[^\s、。」』]{2,24}?)(?=です|だよ|[\s、。」』]|\Z)"
)
_TELLS = regex(r"[0-9]|[!#$%&*+=?@^~]")


def find_access_codes(text: str) -> Iterator[Finding]:
    """Yield door and safe codes, spare codes of an account and the key in a wifi QR string."""
    lowered = ascii_lower(text)
    for match in _ANSWER.finditer(lowered):
        if not is_placeholder(match["code"]):
            yield _secret(*match.span("code"))
    for pattern in (_TOLD, _STAYS, _WIFI, _NETWORK):
        for match in pattern.finditer(lowered):
            value = text[slice(*match.span("code"))]
            if not is_placeholder(value) and _TELLS.search(value) and not _DATE.fullmatch(value):
                yield _secret(*match.span("code"))
    for match in _OPENS.finditer(lowered):
        # A file is opened with 2019 and a port is open on 8080.
        if _ANY_LOCK.search(text, max(0, match.start() - 24), match.start("code")):
            yield _secret(*match.span("code"))
    yield from _spare_codes(text, lowered)
    yield from _turns(text)


def _secret(start: int, end: int) -> Finding:
    return Finding(start, end, Kind.CREDENTIAL, Confidence.SURE, "credential-code")


def _spare_codes(text: str, lowered: str) -> Iterator[Finding]:
    done = 0
    for found in _SPARE.finditer(lowered):
        at = found.end()
        if at < done:
            continue
        while code := _SPARE_CODE.match(text, at):
            if not _DATE.match(code[0]) and not is_placeholder(code[0]):
                yield _secret(*code.span())
            gap = _NEXT_SPARE.match(text, code.end())
            at = done = gap.end() if gap else code.end()


def _turns(text: str) -> Iterator[Finding]:
    for line in re.finditer(r"[^\n]+", text):
        if _DIAL.search(line[0]):
            turns = [match.span(1) for match in _TURN.finditer(text, *line.span())]
            if len(turns) > 1:
                yield from (_secret(*turn) for turn in turns)
