"""Names in small or single Latin words where people are listed or speak: attendees: ryo, dmitri."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.named import Named, Side
from knowledge.detectors.romaji import is_japanese_name, kana_of
from knowledge.detectors.word_lists import word_list
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_FILE = "words_latin_names.toml"
_KNOWN = frozenset(word.lower() for word in word_list(_FILE, "given")) | word_list(
    _FILE, "families"
)
_NO_NAME = frozenset(word.lower() for word in word_list(_FILE, "nobody")) | word_list(
    _FILE, "english"
)
_LIST = regex(
    r"(?<![A-Za-z])(?:attendees?|participants?|present|absent|members?|cc|bcc|to|from|with|owners?|assignees?|reviewers?|speakers?|on leave|off today|on call|late|out|staff|crew|出席者?|参加者?|担当者?|欠席者?|メンバー|同席) ?(?:\([^)\n]{0,16}\) ?)?[:→] ?(?P<list>[A-Za-z][^\n:]{1,160})",
    re.IGNORECASE,
)
_PIECE = regex(
    r"(?<![A-Za-z0-9@_./\\])(?:[A-Za-z]\.)?(?P<name>[A-Za-z][a-z]{1,15})(?![A-Za-z0-9@_\\/])(?!\.[A-Za-z])"
)
_SPEAKER = regex(
    r"^[> \t・*\-•]{0,6}(?:\[?[0-9]{1,2}:[0-9]{2}\]? ?)?@?(?P<name>[A-Za-z][a-z]{1,15})(?: ?(?::|→|->|=>)|[ \t]+\[?[0-9]{1,2}:[0-9]{2})",
    re.MULTILINE,
)
_DOES = regex(
    r"(?<![A-Za-z0-9@_./\\-])(?P<name>[A-Za-z][a-z]{1,15}|[A-Z]{5,15})(?='s (?:team|desk|comment|approval|request|report|mail|email|part|task|backup|turn|desk|shift|idea|question|number|laptop)"
    r"| from (?:the )?(?:accounting|sales|hr|HR|IT|maintenance|legal|finance|purchasing|logistics|production|marketing|planning|quality|engineering|design|support|security|[a-z]{3,14} (?:team|dept|department|section|office|desk|line))(?![A-Za-z])"
    r"| (?:will|said|says|told|asked|agreed|mentioned|wants|wanted|confirmed|sent|approved|reported|suggested|thinks|thought|is (?:on|out|in|off|sick|away|late|checking|coming|going|not)|was (?:absent|late|sick|off)|has (?:to|the|a|asked)|needs|can(?:not|'t)?|joined|left|called|replied|explained|prepared|took|noted|to (?:confirm|check|send|update|call|prepare|ask|fix|draft|order|review|follow)|did|does|takes|covers|handles|brings|owns|checked|fixed|updated|drafted|volunteered)(?![A-Za-z]))"
)
_ASKED = regex(
    r"(?<![A-Za-z])(?:[Aa]sk|asked|[Tt]ell|told|[Pp]ing|[Cc]all|called|[Ee]mail|[Cc]heck with|[Ss]peak to|[Tt]alk to|[Rr]eply to|[Rr]emind|with|by|from|[Tt]hanks|[Tt]hx|hi|hey|cc|via|and|backup) (?P<name>[A-Za-z][a-z]{1,15})(?![A-Za-z0-9@_./\\-])"
)
_IN_JAPANESE = regex(
    r"(?<![A-Za-z0-9@_./\\-])(?P<name>[A-Za-z][a-z]{2,15})(?= ?(?:さん|様|くん|ちゃん|氏|に(?:聞|頼|確認|渡|伝え|相談|お願い|代わ)|から(?:電話|連絡|返事|メール|借り)|が(?:休|来|担当|対応|遅|言っ)|は(?:休|欠席|遅刻|不在|出張)))"
)
_INITIAL = regex(r"(?<![A-Za-z0-9@_./\\-])[A-Z]\.(?P<name>[A-Z][a-z]{2,15})(?![A-Za-z0-9@_.(\\/])")
_TWO = regex(
    r"(?<![A-Za-z0-9@_./\\-])(?P<first>[a-z]{3,12}) (?=(?P<second>[a-z]{3,14})(?: (?:and|joined|will|said|is|has|was|from|needs|can|wants)(?![a-z])|[,.:;\n]|$))"
)
# @kenta.morishimaに: the name of an account in a chat.
_ACCOUNT = regex(
    r"(?<![A-Za-z0-9@_./\\-])(?P<at>@)?(?P<name>(?P<one>[a-z]{3,14})[._-](?P<two>[a-z]{1,14})|(?P<alone>[a-z]{3,14}))(?![A-Za-z0-9@_./\\-])(?= ?(?:さん|に(?:聞|頼|確認|渡|伝え|相談|お願い)|から|が|は|へ|、|。|$|\n))"
)
_MIXED = regex(
    r"(?P<name>[一-龥々]{1,3}[A-Z][a-z]{2,12}[一-龥々]{0,2})(?=さん|様|氏|君|くん|[、,。 \n\t)(:\"'<|/;]|$|は|が|の|に|と|も)"
)


def find_in_talk(scene: Scene) -> Iterator[Named]:
    """Yield single words in Latin letters that stand where people are listed, asked or speak."""
    text = scene.text
    yield from _listed(text)
    for pattern in (_SPEAKER, _DOES, _IN_JAPANESE, _INITIAL):
        for found in pattern.finditer(text):
            if _is_name(found["name"]):
                yield _named(found, bound=True)
    yield from _accounts(text)
    yield from _beside_speakers(text)
    for found in _ASKED.finditer(text):
        if _is_name(found["name"], least=4 if found["name"].islower() else 3):
            yield _named(found, bound=False)
    for found in _MIXED.finditer(text):
        core = re.search("[A-Za-z]+", found["name"])
        if core and _is_name(core[0]):
            yield _named(found, bound=True)
    for found in _TWO.finditer(text):
        if _is_name(found["first"]) and _is_name(found["second"]):
            yield Named(found.start("first"), found.end("second"), Side.UNSAID, "latin-talk")


def _beside_speakers(text: str) -> Iterator[Named]:
    """Natori: …, Sho: …: where one speaks who is known, a word of Japanese sound speaks too."""
    lines = list(_SPEAKER.finditer(text))
    if not any(_is_name(each["name"]) for each in lines):
        return
    for each in lines:
        word = each["name"]
        if word[0].isupper() and word.lower() not in _NO_NAME and kana_of(word):
            yield _named(each, bound=True)


def _accounts(text: str) -> Iterator[Named]:
    found = list(_ACCOUNT.finditer(text)) if "@" in text else []
    # yuko_h is somebody where others are called upon with @.
    if not any(each["at"] for each in found):
        return
    for each in found:
        parts = [part for part in (each["one"], each["two"], each["alone"]) if part]
        if (each["at"] or each["one"]) and any(_is_name(part, least=4) for part in parts):
            yield _named(each, bound=True)


def _listed(text: str) -> Iterator[Named]:
    for found in _LIST.finditer(text):
        begin, stop = found.span("list")
        for piece in _PIECE.finditer(text, begin, stop):
            if _is_name(piece["name"]):
                yield _named(piece, bound=True)


def _named(found: re.Match[str], *, bound: bool) -> Named:
    return Named(*found.span("name"), Side.UNSAID, "latin-talk", bound=bound)


def _is_name(word: str, least: int = 3) -> bool:
    small = word.lower()
    if len(small) < least or small in _NO_NAME:
        return False
    return small in _KNOWN or is_japanese_name(small)
