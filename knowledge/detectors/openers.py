"""Weak words that a line says something opens with: 共用の端末は…に揃えて, …で一度入って."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import ascii_lower
from knowledge.detectors.placeholders import is_placeholder
from knowledge.detectors.sign_ins import is_product
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters with a digit, or parts joined by signs: what people take for a password of many.
_WORD = regex(
    r"(?<![!-~])[\"'`(]?(?P<value>(?=[!-~]{0,30}[0-9])[A-Za-z0-9][A-Za-z0-9_\-!#$%&@*?+.]{4,31})(?![!-~])"
)
_LETTERS = regex(r"[A-Za-z]{3}")
_NO_SECRET = regex(
    r"\.[A-Za-z]{2,5}$|[a-z0-9]@[a-z0-9\-]+(?:\.|$)|^[0-9a-f]{7,40}$|\+[A-Za-z]"
    r"|^(?:sheet|book|file|img|image|page|room|step|line|table|col|row|cell|fig|area|zone|gate|door|desk|floor|team|group|unit|lot|serial|model|mark|part|plan|type|size|user|test|sample|data)[_\-]?[0-9]{1,4}$",
    re.IGNORECASE,
)
_CASED = regex(r"[a-z]")
# What opens, or who stands before it.
_OPENABLE = (
    r"(?:ログ[イオ]ン|サインイン|パソコン|(?<![a-z])pc(?![a-z])|タブレット|端末|スマホ|複合機|プリンタ|ルータ|wi-?fi|無線|エクセル|excel|ファイル|フォルダ|(?<![a-z])zip|pdf|保護|ブック|シート"
    r"|ドア|扉|裏口|通用口|玄関|金庫|ロッカー|鍵|倉庫|メール(?:の中|ボックス|箱)|アカウント|システム|管理画面|サイト|共有|共用|サーバ|(?<![a-z])(?:nas|vpn|rdp|ssh|ftp)(?![a-z])|リモート|デスクトップ"
    r"|キャビネット|ゲート|シャッター|ネットワーク|忘れた(?:方|人|とき|時|ら)|入れない(?:方|人|とき|時)|初回|最初|全員|みんな|皆さん|ゲスト|来客用|入口)"
)
_BEFORE = regex(_OPENABLE)
# These are opened, and besides called and set to many things that are no secret.
_CALLED_MANY_THINGS = regex(
    r"(?:エクセル|excel|ファイル|フォルダ|シート|ブック|システム|サイト|サーバ|デスクトップ|最初|初回|ネットワーク|プリンタ)[ァ-ヶー]{0,2}[^。\n]{0,8}$"
)
_SET = regex(r"[」』\"'`)]{0,2}[ ]?(?:に|のまま)")
_USED = regex(
    r"[」』\"'`)]{0,2}[ ]?(?:で[ ]?(?:[ぁ-ん一-龥]{0,3}?)(?:入[れりるっろ]|開[きくけい]|あ[きく]|外[せしれ]|解[除錠凍]|通[りれっる]|つな|繋|ログ[イオ]ン|サインイン|認証|統一|共通|揃|そろ|やって|回して)"
    r"|に(?:揃え|そろえ|統一|設定|して(?:い|あ|お)|変え|なって(?:い)?[まる]|固定|戻し)|のまま|を(?:入れ|打|入力|タイプ|使って(?:入|開|ログ))|と(?:打|入力|入れ|タイプ))"
)
# 中に入るやつ、…です: the deed stands before, the word ends the sentence.
_FOR_OPENING = regex(
    r"(?:入る|入れる|開ける|開く|つなぐ|繋ぐ|外す|解く|ログインする|サインインする)(?:やつ|もの|の|とき|時|ため|言葉|文字|ほう|方)?(?:の)?(?:は|、|に|が|:|→|=)?[ ]?[「『\"']?$"
    r"|(?:つなぐ|繋ぐ|入る|開ける|接続する)なら[^。\n]{0,24}(?:で|に|の|、|/)[ ]?$"
)
_ENDS = regex(
    r"[」』\"'`)]{0,2}[ ]?(?:です|だよ|だ(?:よ|ね|から)?|ね|で(?:す|した|OK|ok)|$|[。、!)\n])"
)
_ENGLISH_BEFORE = regex(
    r"(?:^|[^a-z])(?:use|try|enter|type|with|using|it's|is)(?: the (?:word|code))?:? [\"'`]?$"
)
_ENGLISH_AFTER = regex(
    r"[\"'`]? ?(?:to|and|when you|if you) (?:log|sign|get(?:ting)? in|unlock|open|connect|access)"
)
_ENGLISH_IN = regex(
    r"(?:log|sign)(?:ging|ing)?[ -]?(?:in|on|into)[^.\n]{0,30} (?:with|using|as) [\"'`]?$|unlock[^.\n]{0,20} (?:with|using) [\"'`]?$"
)
_NO_TALK = regex(
    r"のような|など(?:の|は|を)|は避け|例えば|たとえば|(?:ユーザー?(?:名|id)?|(?<![a-z])(?:user|id)|アカウント名?|ブランチ|バージョン|ファイル名|型番|品番|機種|モデル|ssid)[ ]?(?:は|が|:|=|→|の)?[ ]?$"
)
_NEAR = 30


def find_openers(text: str) -> Iterator[Finding]:
    """Yield words with a digit in them that the same line says something opens with."""
    lowered = ascii_lower(text)
    for match in _WORD.finditer(text):
        value = match["value"].rstrip(".,;:?)")
        start = match.start("value")
        end = start + len(value)
        if not _may_be_secret(value):
            continue
        begin = max(0, lowered.rfind("\n", 0, start) + 1, start - _NEAR)
        stop = lowered.find("\n", end, end + _NEAR)
        before, after = lowered[begin:start], lowered[end : end + _NEAR if stop < 0 else stop]
        if _opens(before, after):
            yield Finding(start, end, Kind.CREDENTIAL, Confidence.SURE, "credential-sign-in")


def _may_be_secret(value: str) -> bool:
    return (
        len(value) >= 5
        and _LETTERS.search(value) is not None
        and _CASED.search(value) is not None
        and _NO_SECRET.search(value) is None
        and not is_product(value)
        and not is_placeholder(value)
    )


def _opens(before: str, after: str) -> bool:
    if _NO_TALK.search(before) or _NO_TALK.match(after):
        return False
    if _BEFORE.search(before) and _USED.match(after):
        return not (_CALLED_MANY_THINGS.search(before) and _SET.match(after))
    if _FOR_OPENING.search(before) and _ENDS.match(after):
        return True
    if _ENGLISH_IN.search(before):
        return True
    return _ENGLISH_BEFORE.search(before) is not None and _ENGLISH_AFTER.match(after) is not None
