"""Colleagues by their given name alone, and from abroad: ゆずきから借りて, サティシュに頼んだ."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import ahocorasick

from knowledge.detectors.name_kana import is_kana_phrase
from knowledge.detectors.name_words import (
    BIG_PLACES,
    FILLERS,
    GIVEN_IN_KANA,
    GIVEN_OR_WORD,
    NOBODY,
    NOT_CALLED,
)
from knowledge.detectors.named import Named, Side
from knowledge.detectors.scene import all_hiragana, all_katakana
from knowledge.regex import regex
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene

# What is done to, with and by people, as colleagues write it to each other.
_ONLY_A_PERSON = regex(
    r"に(?:も|は)?、?(?:[^。、\n]{0,5}?を)?(?:聞い|聞く|聞け|頼|言っ|言わ|伝え|任せ|お願い|相談|代わ|借り|貸し|教え|教わ|習っ|怒ら|手伝|声を|謝|確認し|確認を|渡し|渡す|預け|会っ)"
    r"|(?:から|より)(?:の)?、?(?:電話|連絡|メール|伝言|借り|聞い|頼ま|返事|預か|LINE|報告|質問|相談|言われ|受け取|引き継)"
    r"|が、?(?:[^。、\n]{0,9}?(?:てくれ|でくれ|ていた|てました|休み|休む|休ん|遅刻|早退|知って|言って|言う|入院|産休|育休|辞め|泣|怒|困っ|出勤|来な|来てな|戻ら|いない|いませ|見当たら|遅い)|インフル|熱|風邪|担当)"
    r"|(?:は|も)、?(?:[^。、\n]{0,6}?(?:休み|休む|遅刻|早退|不在|有休|欠勤|知って|言って|インフル|直行|直帰|在宅|出張|来ない|来ます|出勤|帰国|退勤|休憩|研修中|外回り|会議中|移動中|帰省|帰り|帰っ|戻る|戻り))"
    r"|の(?:シフト|席|机|代わり|携帯|お迎え|誕生日|送別会|歓迎会|有休|ロッカー|作業着|名札|担当分)"
)
_ACTS = regex(
    r"が、?[^。、\n]{0,9}?(?:来て|来る|来ます|来た|行く|行っ|やって|やる|持っ|直し|作っ|作り|書い|出る|迎え|運転|出ま|回る|回っ|届け|配|代わ|対応|確認|替え|換え|洗う|拭く|捨て|片付け|片づけ|掃除|開け|閉め|見つけ|調べ|入力|決め|送っ|出し)"
    r"|と、?[^。、\n]{0,6}?(?:話し|相談|行っ|行く|交代|打ち合わ|二人|一緒|で行|で回|で運)"
    r"|を(?:呼ん|誘っ|待っ|迎え|手伝|紹介|推薦|車で|送って)"
)
_CALLED_UPON = regex(
    r"[、,!! ] ?[^。\n]{2,40}?(?:教えて|お願い|頼む|頼みます|ください|ちょうだい|くれる|もらえる|送って|取って|見といて|しといて|いい\?|大丈夫\?|できる\?)"
)
_HIRAGANA = regex(r"(?<![\u3041-\u3096ー一-龥々ァ-ヶ])[\u3041-\u3096ー]{3,}")
_KATAKANA = regex(
    r"(?<![ァ-ヶー・A-Za-z一-龥々])[ァ-ヶ][ァ-ヶー]{1,10}(?:[・=][ァ-ヶー]{1,12}){0,3}"
)
_PARTICLES = frozenset("はがをにのもへとや、")
_MACHINES = frozenset(
    ("コパイロット", "ジェミニ", "クロード", "チャットボット", "ボット", "エーアイ", "アレクサ")
)


def find_given(scene: Scene) -> Iterator[Named]:
    """Yield people who are called by their given name, or by a foreign name, in running text."""
    yield from _listed(scene)
    yield from _in_runs(scene)
    yield from _foreign(scene)
    yield from _given_in_kanji(scene)


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name in GIVEN_IN_KANA:
        automaton.add_word(name, len(name))
    automaton.make_automaton()
    return automaton


def _listed(scene: Scene) -> Iterator[Named]:
    text = scene.text
    for last, size in _automaton().iter_long(text):
        start, end = last + 1 - size, last + 1
        name = text[start:end]
        if not _may_start(scene, start) and not _is_called_out(scene, start, name):
            continue
        sure = _ONLY_A_PERSON.match(text, end)
        acts = name not in GIVEN_OR_WORD and _ACTS.match(text, end)
        opens = start == 0 or text[start - 1] in "\n。"
        called = opens and _CALLED_UPON.match(text, end)
        if sure or acts or called:
            yield Named(start, end, Side.UNSAID, "given", bound=False)


def _may_start(scene: Scene, start: int) -> bool:
    """Whether a name may begin here: at a sign, or after a particle that ends a phrase."""
    if start == 0:
        return True
    before = scene.text[start - 1]
    if not before.isalnum():
        return True
    word = scene.word_at(start - 1)
    return word.end == start and word.part_of_speech[0] in {"助詞", "助動詞"}


def _is_called_out(scene: Scene, start: int, name: str) -> bool:
    """あれちづるが替える日: what is nothing but a name, after a word that points or exclaims."""
    word = scene.word_at(start - 1)
    spoken = word.part_of_speech[0] in {"感動詞", "代名詞", "接続詞", "副詞"}
    return word.end == start and spoken and name not in GIVEN_OR_WORD


def _in_runs(scene: Scene) -> Iterator[Named]:
    """Names in hiragana that the dictionary knows, or takes apart, before what only people do."""
    text = scene.text
    for run in _HIRAGANA.finditer(text):
        start = run.start()
        for end in range(min(run.end(), start + 6), start + 1, -1):
            if text[end : end + 1] not in _PARTICLES and not text.startswith(("から", "より"), end):
                continue
            kana = text[start:end]
            if kana in NOBODY | NOT_CALLED or kana[1:] in NOBODY or not _sounds(scene, start, end):
                continue
            if _ONLY_A_PERSON.match(text, end):
                yield Named(start, end, Side.UNSAID, "given", bound=False)
                break


def _sounds(scene: Scene, start: int, end: int) -> bool:
    uses = uses_of(scene.text[start:end])
    if uses.name:
        return not uses.common
    first = scene.word_at(start)
    closed = first.part_of_speech[0] not in {"名詞", "形状詞"} or first.surface[0] in "おご"
    broken = end - start > 2 and first.end < end and not uses.known and len(first.surface) < 3
    return broken and not closed and not is_kana_phrase(scene, start, end)


def _foreign(scene: Scene) -> Iterator[Named]:
    text = scene.text
    for run in _KATAKANA.finditer(text):
        start, end = run.span()
        if text[end : end + 1] not in _PARTICLES and not text.startswith(("から", "より"), end):
            continue
        parts = re.split("[・=]", run[0])
        uses = [uses_of(part) for part in parts]
        plain = [use.common or use.place or use.proper for use in uses]
        if run[0] in _MACHINES or (all(plain) if len(parts) > 2 else any(plain)):
            continue
        person = any(use.person or use.given for use in uses)
        if not person and (len(run[0]) < 3 or scene.is_ordinary(start, end)):
            continue
        said = _ONLY_A_PERSON.match(text, end) or (person and _ACTS.match(text, end))
        if said:
            yield Named(start, end, Side.UNSAID, "given", bound=True)


def _given_in_kanji(scene: Scene) -> Iterator[Named]:
    text = scene.text
    for word in scene.words:
        if word.part_of_speech[2] != "人名" or len(word.surface) < 2:
            continue
        if all_hiragana(word.surface) or all_katakana(word.surface) or word.surface in BIG_PLACES:
            continue
        if not _may_start(scene, word.start) or word.surface in FILLERS | NOBODY:
            continue
        if _ONLY_A_PERSON.match(text, word.end) and not uses_of(word.surface).common:
            yield Named(word.start, word.end, Side.UNSAID, "given", bound=False)
