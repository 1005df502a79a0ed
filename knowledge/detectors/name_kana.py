"""Names in hiragana, which the dictionary mostly takes apart (か+がわ)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.detectors.name_words import GIVEN_IN_KANA, NOBODY, NOT_CALLED
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from knowledge.detectors.scene import Scene

_LONGEST = 6
_RUN_BACK = regex(r"[\u3041-\u3096ー]{1,12}\Z")
KANA_RUN = regex(r"[\u3041-\u3096ー]{1,12}")
_FAMILY_SOUND = regex(
    "[\u3041-\u3096]{1,4}(?:もと|もり|やま|かわ|がわ|むら|はし|ばし|ざき|しま|じま|ざわ|さわ|はら|ばら|くぼ|ぐち|うち|たに|だに|つか|づか|みや|まつ|すぎ|おか|ばやし|はやし|みね|さか|ざか|がみ|かみ|にし|やなぎ|わたり|べっぷ)"
)
_HONORIFIC = regex("さん|さま|くん|ちゃん")
_CUTTING_PARTICLES = frozenset("はがをにのもでへやと") | {
    "から",
    "より",
    "まで",
    "とは",
    "には",
    "では",
}
_FUNCTION_CLASSES = frozenset({"助詞", "助動詞", "代名詞", "連体詞", "接続詞", "感動詞"})


def kana_start(scene: Scene, end: int) -> int | None:
    """Return where the name in hiragana that ends at `end` begins; None where that is language."""
    text = scene.text
    run = _RUN_BACK.search(text, max(0, end - 12), end)
    if run is None:
        return None
    honorific = max((m.end() for m in _HONORIFIC.finditer(text, run.start(), end)), default=0)
    starts = _after_function_words(scene, max(run.start(), honorific), end)
    for begin in reversed(starts):
        tail = begin if end - begin < _LONGEST else _known_tail(scene, begin, end)
        kana = text[tail:end]
        if end - tail < 2 or kana in NOBODY or kana.lstrip("おご") in NOBODY:
            return None
        if is_kana_name(kana) or not is_kana_phrase(scene, tail, end):
            return tail
    return None


def is_kana_name(kana: str) -> bool:
    """Whether a form in kana is a name: for the dictionary, for our list, or by its ending."""
    return kana in GIVEN_IN_KANA or uses_of(kana).name or sounds_like_family(kana)


def sounds_like_family(kana: str) -> bool:
    """Whether an unknown form in hiragana ends as family names do: ど+ばし, つじ+もと."""
    return _FAMILY_SOUND.fullmatch(kana) is not None and not uses_of(kana).known


def called_start(scene: Scene, end: int) -> int | None:
    """Return where the kana before さん begin that are somebody although they are also words.

    Only a whole run of kana counts: どばしさん at the head of a clause, いろはさん after a comma.
    """
    text = scene.text
    run = _RUN_BACK.search(text, max(0, end - 12), end)
    if run is None:
        return None
    begin = max((m.end() for m in _HONORIFIC.finditer(text, run.start(), end)), default=run.start())
    attached = begin > 0 and text[begin - 1].isalnum()
    if attached:
        word = scene.word_at(begin)
        if word.surface not in _CUTTING_PARTICLES:
            return None
        begin = word.end
    kana = text[begin:end]
    if not 2 <= end - begin <= 5 or kana in NOBODY | NOT_CALLED or kana[1:] in NOBODY:
        return None
    first = scene.word_at(begin)
    closed = first.part_of_speech[0] in _FUNCTION_CLASSES and len(first.surface) > 1
    return None if closed and first.end <= end else begin


def _after_function_words(scene: Scene, start: int, end: int) -> list[int]:
    """Where a name may begin in a run of kana: at its head, and after each leading particle."""
    attached = start > 0 and scene.text[start - 1].isalnum()
    if not scene.starts_word(start):
        start = scene.word_at(start).end
    starts = [start]
    while start < end:
        word = scene.word_at(start)
        particle = word.surface in _CUTTING_PARTICLES or word.part_of_speech[0] == "助動詞"
        known = word.part_of_speech[0] in _FUNCTION_CLASSES and len(word.surface) > 1
        if end - word.end < 2 or not ((particle and attached) or (known and word.known)):
            break
        start = word.end
        starts.append(start)
        attached = True
    return starts


def _known_tail(scene: Scene, start: int, end: int) -> int:
    text = scene.text
    for word in scene.words_between(start, end):
        if word.surface in _CUTTING_PARTICLES and 2 <= end - word.end < _LONGEST:
            return word.end
    for begin in range(max(start, end - _LONGEST), end - 1):
        if uses_of(text[begin:end]).name:
            return begin
    return max(start, end - _LONGEST + 1)


def kana_end(scene: Scene, start: int, limit: int) -> int | None:
    """Return where the name in hiragana that begins at `start` ends; None where that is language."""
    run = KANA_RUN.match(scene.text, start, limit)
    if run is None:
        return None
    end = run.end()
    honorific = _HONORIFIC.search(scene.text, start + 2, end)
    if honorific:
        end = honorific.start()
    for stop in range(min(end, start + _LONGEST), start + 1, -1):
        kana = scene.text[start:stop]
        if is_kana_name(kana) and not (stop < end and uses_of(kana).common):
            end = stop
            break
    else:
        end = _before_function_words(scene, start, end)
    name = scene.text[start:end]
    if not 2 <= end - start <= _LONGEST or name in NOBODY:
        return None
    if not is_kana_name(name) and is_kana_phrase(scene, start, end):
        return None
    return end


def _before_function_words(scene: Scene, start: int, end: int) -> int:
    for word in scene.words_between(start, end):
        is_function = word.part_of_speech[0] in {"助詞", "助動詞"} and word.surface != "か"
        ends_phrase = len(word.surface) > 1 or word.surface in _CUTTING_PARTICLES
        if word.start >= start + 2 and is_function and ends_phrase:
            return word.start
    return end


def is_kana_phrase(scene: Scene, start: int, end: int) -> bool:
    """Whether a run of kana is language; a name that was taken apart begins with no whole word."""
    words = scene.words_between(start, end)
    first = words[0]
    if len(words) == 1:
        uses = uses_of(first.surface)
        return first.known and first.end == end and not (uses.place or uses.proper)
    if (
        first.part_of_speech[0] in {"代名詞", "副詞", "連体詞", "接続詞", "感動詞"}
        and len(first.surface) > 1
    ):
        return True
    last = words[-1]
    if last.surface in {"の", "は", "が", "を", "に", "で"} and len(first.surface) > 2:
        return True
    bound = first.part_of_speech[0] in {"動詞", "形容詞"} and last.part_of_speech[0] == "助動詞"
    return (bound and end - start > 4) or first.surface in {"お", "ご"}
