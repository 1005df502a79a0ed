"""Answers to secret questions, one-time codes, dials and words that restore an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.labels import ascii_lower
from knowledge.detectors.placeholders import is_placeholder
from knowledge.regex import regex
from knowledge.verdict import Confidence, Finding, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSWER = (
    r"(?:[^。\n?:=→「」、]{0,12}[?]?[」』]?[ ]?(?:\n[ ]?)?(?:(?<=[?])|(?<=[?] )|[:=→⇒]|->|は、?|が(?!人気)|、?[ ]?答え?は?[ ]?[:=→]?|[:=→⇒ ]{0,3}答え[ ]?[:=→]?)[ ]{0,2})[「『\"]?"
    r"(?P<value>[^\s、。「」『』(){}?!:→]{2,20}?)(?=[」』\"]|で登録|で設定|で入れ|に設定|にしま|にして|にした|です(?!が|か)|でした|だった|と登録|と答|と入|だよ|[ ]?[(、。!\n]|\Z)"
)
_QUESTION = regex(
    r"(?:母(?:親|方)?の旧姓|最初(?:に飼った|の|に飼っていた)ペット|初めて(?:飼った|の|飼っていた)(?:ペット|犬|猫)|飼ったペット|ペットの名前"
    r"|mother'?s maiden name|first pet(?:'s name)?)" + _ANSWER
)
_QUESTION_ASKED = regex(
    r"(?:旧姓|(?:出身|卒業した|通った|最初の|通っていた)[^\n、。:]{0,2}(?:小学校|中学校?|高校|幼稚園|学校|先生|担任)|出身地|担任|好きな[^\n、。:]{1,6}|初恋の人|親友|生まれた(?:町|市|街|病院)|最初の(?:車|職場|勤務先|上司|先生)|幼少期|子供の頃|あだ名|座右の銘|尊敬する人|答え|回答)"
    + _ANSWER
)
_QUESTIONING = regex(
    r"秘密の(?:質問|答|回答)|秘密質問|セキュリティの?質問|本人確認の質問|合言葉の質問|リマインダ|secret question|security question"
)
_ONCE = regex(
    r"(?=[認確検ワ2二多somat シ])(?:認証(?:コード|画面|番号|用|[ :は]|$)|確認コード|検証コード|ワンタイム|2段階|二段階|二要素|2要素|多要素|(?<![a-z])(?:sms|otp|mfa|2fa|authenticator|totp)(?![a-z])|ショートメ)"
)
_SIX = regex(
    r"(?<![0-9A-Za-z.,/\-_#¥])(?P<code>[0-9]{6}|[0-9]{3}[ \-][0-9]{3}|[0-9]{4}|[0-9]{8}|[a-z]-[0-9]{6})(?![0-9]|[ ]?[円件名人台個回年月日時分秒番桁文字号ページ%]|[,.\-/:][0-9]|-[0-9a-z])"
)
_LOCKED = regex(
    r"(?=[暗ロ金ダ開解パpキテ管サ南オシ警防鍵])(?:暗証|ロック|金庫|ダイヤル|開錠|解錠|開ける|開きま|開く番号|パスコード|(?<![a-z])pin(?![a-z])|キーボックス|テンキー|管理者?(?:モード|コード|番号)|サービスモード|解除|南京錠|オートロック|シャッター|警備|防犯|鍵)"
)
_DIALLED = regex(
    r"(?<![0-9A-Za-z.\-/])(?P<code>[0-9]{1,2}(?:[ ]?(?:-|→|・|=>|->|、)[ ]?[0-9]{1,2}){2,4}|[0-9](?:[ ][0-9]){3,7}|[0-9]{4,8}(?:[ ]?(?:→|⇒|->|=>|から)[ ]?[0-9]{4,8})?(?![0-9]))(?![0-9\-/年月日時分円件名人階号%]|[ ]?(?:番ゲート|番目|丁目|号室))"
)
_DIAL_USED = regex(
    r"[」』\"]?[ ]?(?:で[ ]?(?:開|あ[きくけ]|解|外|入れ|通|ロック)|の(?:順|ダイヤル|ボタン)|と(?:押|回|打|合わせ|入力)|を(?:押|入力|打)|に合わせ|(?:です|でした|のまま|に変え|に変更|だよ|[。(])|[ ]?$)"
)
_DIRECT = regex(
    r"(?:暗証(?:番号)?|ロック|金庫|ダイヤル|[開解]錠|解除|パスコード|(?<![a-z])pin|キーボックス|テンキー|(?:管理者?|サービス)(?:モード|コード))(?:の?(?:番号|コード|解除|数字))?[ ]?(?:は、?|が|[:=→、])?[ ]?[「『(]?$"
)
_SEED = regex(
    r"(?=[ニシリ復回バmsrウ])(?:ニーモニック|ニモニック|シード(?:フレーズ|ワード)?|(?:リカバリー?|復元|回復|復旧|バックアップ)[^\n a-z。]{0,8}(?:フレーズ|ワード|単語)|mnemonic|seed(?:[ _-]?(?:phrase|words?)|(?=[ ]?[:=]))|recovery (?:phrase|words)|ウォレット)"
    r"[^\na-z]{0,20}\n?[^a-z\n]{0,6}(?P<code>[a-z]{3,9}(?:[ ,\n]{1,3}(?:[0-9]{1,2}[.)][ ]?)?[a-z]{3,9}){11,23})(?![a-z])"
)
_CODE_TOLD = regex(
    r"(?<=[ -])(?:code|pin|combination|number)s?"
    r"(?: (?:for|of|to) [a-z0-9 ]{1,24}?)?[ ]?(?:is|was|are|:|=|->|→|changed to)?[ ]{0,2}(?:now |still )?[\"']?(?P<code>[#*]?[0-9][0-9 \-]{2,8}[0-9][#*]?|(?=[a-z\-]{0,8}[0-9])[a-z0-9\-]{5,12})(?![0-9a-z])"
)
_OPENING = regex(
    r"(?:door|alarm|gate|safe|access|entry|security|lock|pairing|verification|unlock|one-time|login|sign-in|sms|building|keypad|vault)[ -]\Z"
)
_OWN = regex(
    r"(?:pin|passcode|code) (?:to|for) [a-z0-9 ]{1,30}?(?: is|:|=)[ ]{1,2}(?P<a>[#*]?[0-9]{4,10}#?)(?![0-9a-z])"
    r"|合い?言葉[ ]?[:=→][ ]?[「『]?(?P<b>[ぁ-んァ-ヶー一-龯]{2,16})(?=[」』、。\s]{1,2}(?:と|で|を|$))"
    r"|p(?:uk|in)(?P<c>[0-9]{4,8})(?![0-9])"
    r"|(?:パスフレーズ|passphrase)[ ]?(?:[:=→]|は、?)[ ]?[「\"']?(?P<d>[a-z0-9]{2,12}(?:[ ][a-z0-9]{2,12}){2,11})(?![a-z])"
)
_LICENCE = regex(
    r"(?<![0-9A-Za-z\-])(?P<code>(?=[A-Z0-9\-]{0,40}[A-Z])(?=[A-Z0-9\-]{0,40}[0-9])[A-Z0-9]{4,7}(?:-[A-Z0-9]{3,7}){2,7}|[0-9]{4,6}(?:-[0-9]{4,6}){4,7})(?![0-9A-Za-z\-])"
)
_LICENCED = regex(
    r"ライセンス|プロダクト|シリアル|登録(?:コード|キー|用)|アクティベ|認証|有効化|インストール|製品キー|引き?換え?コード|ギフト|license|licence|activat|product[ _-]?key|serial|redeem|registration",
    re.IGNORECASE,
)
_CUES = regex(r"登録|聞かれ|質問|本人確認|答え|入れてあ|設定し")
_SENTENCE_PART = regex(r"[がをには]|[るいうくすつぬむ]\Z")
_HINTS = regex(r"旧姓|ペット|飼った|maiden|first pet|秘密|質問|question|リマインダ")
_NO_ANSWER = frozenset(
    {
        "空欄",
        "未設定",
        "なし",
        "必須",
        "任意",
        "必要",
        "不要",
        "何",
        "以下",
        "次",
        "答え",
        "変更",
        "廃止",
    }
)


def find_account_secrets(text: str) -> Iterator[Finding]:
    """Yield what proves somebody to be the owner of an account, a phone or a safe."""
    lowered = ascii_lower(text)
    if _HINTS.search(lowered):
        yield from _answers(lowered)
    for match in _LICENCE.finditer(text):
        if _LICENCED.search(text, max(0, match.start() - 32), match.end() + 16):
            yield _secret(match, "code")
    for match in _CODE_TOLD.finditer(lowered):
        if _OPENING.search(lowered, max(0, match.start() - 16), match.start()):
            yield _secret(match, "code")
    for match in _OWN.finditer(lowered):
        yield _secret(match, match.lastgroup or "a")
    for match in _SEED.finditer(lowered):
        yield _secret(match, "code")
    if _ONCE.search(lowered):
        yield from _one_time_codes(lowered)
    if _LOCKED.search(lowered):
        yield from _dialled(lowered)


def _answers(lowered: str) -> Iterator[Finding]:
    patterns = (_QUESTION, _QUESTION_ASKED) if _QUESTIONING.search(lowered) else (_QUESTION,)
    for pattern in patterns:
        for match in pattern.finditer(lowered):
            if _is_talk(lowered, match):
                continue
            if not is_placeholder(match["value"]) and match["value"] not in _NO_ANSWER:
                yield _secret(match, "value")


def _is_talk(lowered: str, match: re.Match[str]) -> bool:
    """Say whether the sentence goes on about the question: 最初のペットは犬が人気です."""
    if not lowered[match.start() : match.start("value")].rstrip().endswith(("は", "が")):
        return False
    ends = regex(r"で[登設すし入]|に[設しし]|だ").match(lowered, match.end())
    if ends is not None:
        return "が" in match["value"]
    return _CUES.search(lowered) is None or _SENTENCE_PART.search(match["value"]) is not None


def _one_time_codes(lowered: str) -> Iterator[Finding]:
    for match in _codes_near(lowered, _SIX, _ONCE, 24):
        if not re.match(r"(?:19|20)[0-9]{2}(?:[0-9]{4})?$", match["code"]):
            yield _secret(match, "code")


def _dialled(lowered: str) -> Iterator[Finding]:
    for match in _codes_near(lowered, _DIALLED, _LOCKED, 18):
        end = lowered.find("\n", match.end(), match.end() + 12)
        after = lowered[match.end() : match.end() + 12 if end < 0 else min(end, match.end() + 12)]
        before = lowered[max(0, match.start() - 20) : match.start()]
        told = _DIAL_USED.match(after) or _DIRECT.search(before)
        if told and not re.fullmatch(r"(?:19|20)[0-9]{2}", match["code"]):
            yield _secret(match, "code")


def _secret(match: re.Match[str], group: str) -> Finding:
    start, end = match.span(group)
    return Finding(start, end, Kind.CREDENTIAL, Confidence.SURE, "credential-account")


def _codes_near(
    lowered: str, code: re.Pattern[str], word: re.Pattern[str], reach: int
) -> Iterator[re.Match[str]]:
    """Yield the numbers that have such a word near on their line, no other number between."""
    for match in code.finditer(lowered):
        start, end = match.span("code")
        begin = max(0, start - reach)
        begin = max(begin, lowered.rfind("\n", begin, start) + 1)
        stop = lowered.find("\n", end, end + reach)
        stop = min(end + reach, stop if stop >= 0 else len(lowered))
        before = re.split("[0-9]{3}", lowered[begin:start])[-1]
        after = re.split("[0-9]{3}", lowered[end:stop])[0]
        if word.search(before) or word.search(after):
            yield match
