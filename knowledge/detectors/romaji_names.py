"""Names in Latin letters: Dear Mr. Whitcombe, TOBITA KENJI, Kashiwagi-san, KenjiTobita, signatures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.name_words import HONORIFICS, TITLES
from knowledge.detectors.named import Named, Side
from knowledge.detectors.romaji import is_japanese_name, kana_of
from knowledge.detectors.word_lists import word_list
from knowledge.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

_FILE = "words_latin_names.toml"
_GIVEN = word_list(_FILE, "given")
_NOBODY = word_list(_FILE, "nobody")
_FAMILIES = word_list(_FILE, "families")

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ɏ"
_LETTER = "A-Za-zÀ-ɏ"
_WORD = rf"(?:[{_UPPER}][{_LETTER}'’]{{1,24}}(?:-[{_UPPER}][{_LETTER}]{{1,24}})?|[{_UPPER}]\.)"
_LINK = r"(?: (?:van|von|de|del|da|dos|der|den|la|le|bin|al|el|di))?"
_NAME = rf"{_WORD}(?:{_LINK} {_WORD}){{0,3}}"
_BEFORE = rf"(?<![{_LETTER}0-9_@./\\-])"
_AFTER = rf"(?![{_LETTER}0-9_@\\])"

_ADDRESSED = regex(
    rf"{_BEFORE}(?:Dear|Hi|Hello|Hey|Attn|ATTN|Attention|Good morning|Good afternoon|Thanks|Thank you|Hi there)[,:.]? ?(?:(?:Mr|Ms|Mrs|Miss|Dr|Prof)\.? ?)?(?P<name>{_NAME})(?=[ ,.!:\n]|$|さん|様)"
)
_MISTER = regex(rf"{_BEFORE}(?:Mr|Ms|Mrs|Miss|Dr|Prof|MR|MS|MRS|DR)\.? ?(?P<name>{_NAME}){_AFTER}")
_SAN = regex(
    rf"{_BEFORE}(?P<name>[{_LETTER}][{_LETTER}'’]{{1,24}}(?: [{_LETTER}][{_LETTER}'’]{{1,24}})?)(?:-| )(?:san|sama|kun|chan|sensei|buchou|bucho|kacho|SAN|San)(?![{_LETTER}])"
)
_SIGNED = regex(
    rf"(?:Best regards|Kind regards|Warm regards|Best wishes|Regards|Sincerely|Sincerely yours|Yours sincerely|Yours truly|Respectfully|Cheers|Many thanks|Thanks|Thank you|Best|BR)[,.]?[ \t]*\n[\s>]{{0,12}}(?P<name>{_NAME})(?=[ \t]*(?:\n|$|,|\(|/))"
)
_WITH_ADDRESS = regex(
    rf"{_BEFORE}\"?(?P<name>{_NAME}|[{_UPPER}][{_LETTER}]+, ?[{_UPPER}][{_LETTER}]+)\"? ?[<(\[](?:mailto:)?(?=[A-Za-z0-9._%+-]{{1,64}}@)"
)
_LABEL = regex(
    rf"{_BEFORE}(?:From|To|Cc|CC|Bcc|Name|NAME|Full name|Contact|Owner|Assignee|Assigned to|Author|Reviewer|Reporter|Attendees|Participants|PIC|Prepared by|Approved by|Reported by|Requested by|Presenter|Speaker|Passenger|Guest|Signed|Sender|Recipient|Manager|Instructor|Host|Attn|氏名|名前|お名前|ローマ字|渡航者|搭乗者|担当者?|出席者?|参加者?|宛先|差出人|英文氏名|英字氏名|予約者|宿泊者|署名)"
    rf"(?:\([^)\n]{{0,12}}\))? ?[:=] ?\"?(?P<list>[{_LETTER}][{_LETTER}'’., &/・、-]{{1,160}})"
)
_PAIR = regex(
    rf"{_BEFORE}(?P<first>[{_UPPER}][{_LETTER}'’]{{1,24}}|[{_UPPER}]\.)(?=[ \u3000・](?P<second>{_WORD}(?:{_LINK} {_WORD})?){_AFTER})"
)
_CAMEL = regex(rf"{_BEFORE}(?P<name>[A-Z][a-z]{{2,14}}[A-Z][a-z]{{2,14}}){_AFTER}")
_SMALL_PAIR = regex(rf"{_BEFORE}(?P<name>[a-z]{{3,14}}[ ._][a-z]{{3,14}})(?![{_LETTER}0-9_\\])")
_SPEAKING = regex(
    rf"{_BEFORE}(?P<name>[A-Z][a-z]{{2,20}})(?='s (?:team|desk|comment|approval|request|report|opinion|mail|email|part|task)| (?:said|says|told|asked|will|agreed|mentioned|wants|wanted|confirmed|sent|approved|reported|suggested|thinks|thought|is (?:on|out|in|off|sick|away|late)|was (?:absent|late|sick)|has to|needs to|can(?:not|'t)? (?:come|attend|join)|joined|left|called|replied|explained|prepared|took|noted|pointed)(?![A-Za-z]))"
)
_IN_JAPANESE = regex(
    rf"{_BEFORE}(?P<name>{_WORD}(?: {_WORD})?) ?(?=さん|様|さま|氏|君|くん|先生|{TITLES}|(?:が|は|に|から|より|へ|と)[^。\n]{{0,8}}(?:担当|対応|確認|連絡|依頼|相談|電話|休|出席|参加|入社|言っ|送|説明|返信|承認))"
)
_MENTION = regex(r"(?<![A-Za-z0-9])@?(?P<name>[UW][A-Z0-9]{6,11})(?![A-Za-z0-9])")
_ACCOUNT = regex(
    r"(?:[Uu]sers[\\/]|/home/|(?<![A-Za-z])ssh |(?<![A-Za-z])user(?:name)?[=:] ?|(?<![A-Za-z])login[=:] ?|(?<![A-Za-z])assignee[=:] ?|(?<![A-Za-z])owner[=:] ?|(?<![A-Za-z])author[=:] ?)(?P<name>[a-z]{1,12}[._-]?[a-z]{2,16})(?![A-Za-z0-9._@-])"
)
_NO_ACCOUNT = frozenset(
    [
        "admin",
        "administrator",
        "root",
        "user",
        "users",
        "public",
        "default",
        "guest",
        "test",
        "app",
        "batch",
        "postgres",
        "mysql",
        "oracle",
        "system",
        "service",
        "ubuntu",
        "ec2-user",
        "deploy",
        "shared",
        "documents",
        "desktop",
        "downloads",
        "all",
        "me",
        "you",
        "name",
        "unknown",
        "none",
        "null",
        "true",
        "false",
        "your",
        "yourname",
        "username",
        "jenkins",
        "git",
        "www",
        "web",
        "db",
        "api",
        "dev",
        "prod",
        "foo",
        "bar",
        "sample",
        "example",
    ]
)
_SPLIT = regex(r"[,;&/・、]| and ")


def find_in_latin(scene: Scene) -> Iterator[Named]:
    """Yield the names in Latin letters of letters, lists, logs and mixed text."""
    text = scene.text
    for pattern, why in (
        (_ADDRESSED, "addressed"),
        (_MISTER, "mister"),
        (_SIGNED, "signed"),
        (_WITH_ADDRESS, "address"),
    ):
        for found in pattern.finditer(text):
            yield from _trimmed(
                text, *found.span("name"), why, Side.THEIRS if why == "mister" else Side.UNSAID
            )
    for found in _SAN.finditer(text):
        if not found["name"].isupper() or len(found["name"]) > 2:
            yield Named(*found.span("name"), Side.UNSAID, "honorific")
    for found in _LABEL.finditer(text):
        yield from _listed(text, *found.span("list"))
    yield from _pairs(text)
    yield from _single(text)


def _trimmed(text: str, start: int, end: int, why: str, side: Side) -> Iterator[Named]:
    """Leave out what no name begins or ends with: Dear Team, Thanks All, From Sales Dept."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^ ,]+", text[start:end])]
    while words and text[slice(*words[-1])].rstrip(".") in _NOBODY:
        words.pop()
    while words and text[slice(*words[0])].rstrip(".") in _NOBODY:
        words.pop(0)
    if any(
        text[slice(*word)] in {"Team", "Department", "Dept", "Sales", "Support", "Center", "Office"}
        for word in words
    ):
        return
    if words and (words[-1][1] - words[0][0] > 2 or why == "mister"):
        yield Named(words[0][0], words[-1][1], side, why)


def _listed(text: str, start: int, end: int) -> Iterator[Named]:
    at = start
    for piece in _SPLIT.split(text[start:end]):
        begin = text.index(piece, at) if piece else at
        name = re.match(
            rf" ?\"?({_NAME}|[{_LETTER}]{{2,20}} [{_LETTER}]{{2,20}})(?=[ .]*$| ?\()", piece
        )
        if name:
            yield from _trimmed(
                text, begin + name.start(1), begin + name.end(1), "label", Side.UNSAID
            )
        at = begin + len(piece)


def _pairs(text: str) -> Iterator[Named]:
    """Title Case pairs, overlapping on purpose: a greeting must not swallow the first name."""
    for found in _PAIR.finditer(text):
        first, second = found["first"], found["second"]
        if first.rstrip(".") in _NOBODY or second.split(" ")[0].rstrip(".") in _NOBODY:
            continue
        if _is_person(first, second):
            yield Named(found.start(), found.end("second"), Side.UNSAID, "latin-pair", bound=False)
    for found in _CAMEL.finditer(text):
        parts = re.findall("[A-Z][a-z]+", found["name"])
        if len(parts) == 2 and not _NOBODY & set(parts) and _is_japanese(*parts):
            yield Named(*found.span("name"), Side.UNSAID, "latin-pair", bound=False)
    for found in _SMALL_PAIR.finditer(text):
        first, second = re.split("[ ._]", found["name"])
        known = any(len(part) > 4 and is_japanese_name(part) for part in (first, second))
        if known and not _NOBODY & {first.title(), second.title()} and _is_japanese(first, second):
            yield Named(*found.span("name"), Side.UNSAID, "latin-pair", bound=False)


def _is_person(first: str, second: str) -> bool:
    last = second.rsplit(" ", maxsplit=1)[-1]
    if first.endswith("."):
        return is_japanese_name(last)
    if first in _GIVEN and last.rstrip(".") not in _NOBODY and len(last) > 2:
        return True
    if any(ord(char) > 0xBF for char in first + second):
        return True
    return _is_japanese(first, last)


def _is_japanese(first: str, last: str) -> bool:
    """Both can be read as Japanese, and the dictionary knows at least one of them as a name."""
    if len(first) < 3 or len(last) < 3 or not (kana_of(first) and kana_of(last)):
        return is_japanese_name(first) and is_japanese_name(last)
    known = {first.lower(), last.lower()} & _FAMILIES
    return bool(known) or is_japanese_name(first) or is_japanese_name(last)


def _single(text: str) -> Iterator[Named]:
    for found in _SPEAKING.finditer(text):
        name = found["name"]
        if name not in _NOBODY and (is_japanese_name(name) or name in _GIVEN):
            yield Named(*found.span("name"), Side.UNSAID, "acts")
    for found in _IN_JAPANESE.finditer(text):
        name = found["name"]
        honorific = (
            re.match(rf" ?(?:{HONORIFICS}|{TITLES})", text[found.end("name") :][:8]) is not None
        )
        words = name.split(" ")
        if any(word in _NOBODY for word in words) or len(name) < 3:
            continue
        if all(is_japanese_name(word) for word in words) or (honorific and len(words) > 1):
            yield Named(*found.span("name"), Side.UNSAID, "honorific")
    for found in _MENTION.finditer(text):
        if found[0].startswith("@") and any(char.isdigit() for char in found["name"]):
            yield Named(*found.span("name"), Side.OURS, "mention")
    for found in _ACCOUNT.finditer(text):
        if found["name"] not in _NO_ACCOUNT:
            yield Named(*found.span("name"), Side.OURS, "account")
