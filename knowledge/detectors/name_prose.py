"""Names in running text without a title: 営業の乾です, 宮下が休みます, 奥寺まで, 水谷 理恵."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.detectors.companies import find_companies
from knowledge.detectors.company_terms import find_company_terms
from knowledge.detectors.name_ends import name_from
from knowledge.detectors.name_starts import family_start, name_before
from knowledge.detectors.name_words import (
    BIG_PLACES,
    DEPARTMENTS,
    FILLERS,
    NOBODY,
    SINGLE_SURNAMES,
    TITLES,
    UNITS,
)
from knowledge.detectors.named import Named, Side, Strength, can_be_family, strength_of
from knowledge.detectors.own_names import own_places
from knowledge.detectors.scene import all_hiragana, all_kanji, is_kanji
from knowledge.detectors.word_lists import either, may_begin
from knowledge.verdict import Kind
from knowledge.words import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from knowledge.detectors.scene import Scene
    from knowledge.words import Word

_DEPARTMENT = either(DEPARTMENTS)
# 総務の…, 製造2課の…, 上司の…, 担当の…: who follows belongs there.
_BELONGS = re.compile(
    may_begin(_DEPARTMENT, TITLES, "|".join(UNITS), "株|商|者|員|士|師|官|手|監|役")
    + rf"(?:{_DEPARTMENT}|(?<=[一-龥ァ-ヶ0-9])(?:{'|'.join(UNITS)})|{TITLES}|株式会社|商店|(?<=[一-龥])(?:者|員|士|師|官|手|監督|役))の"
)
_INTRODUCES = re.compile(
    " ?(?:です(?!か|が、|ので)|でございます|と申し|と言います|といいます|と名乗|だと申し|でした。)"
)
_ASKS_OR_ACTS = re.compile(
    r"(?:が|は|も)、?[^。、\n]{0,9}?(?:担当|対応|確認|出席|欠席|参加|出ます|出る|出勤|出社|出張|休|不在|外出|退職|退社|入社|異動|転勤|訪問|説明|"
    r"報告|連絡|作成|提出|言っ|言い|話し|申し|電話|返信|戻|帰|来ます|来る|行き|行く|行っ|伺|遅刻|早退|残業|承認|起案|提案|発表|引き継|辞め|怒|泣い|"
    r"悩ん|困って|知って|持って|やります|やる|やって|します|しました|進め|まとめ|調べ|受け|書い|作っ|作り|直し|見つけ|休暇|代わり|同行|立ち会|育児|産休|病|入院|昇格|着任)"
    r"|(?:に|へ)、?[^。、\n]{0,9}?(?:確認|連絡|相談|報告|依頼|お願い|頼|聞い|聞く|渡|送|伝え|任せ|引き継|引継|共有|電話|メール|転送|声|注意|指示|指摘|返|回し|回す|謝|会い|会っ|教え|見せ|預け|提出)"
    r"|(?:から|より)、?[^。、\n]{0,10}?(?:連絡|電話|報告|指摘|依頼|相談|メール|返信|返事|質問|話|聞い|聞き|提案|共有|指示|コメント|説明|引き継|申し出|受け|もら|預か|届|ご|お|意見|要望|入電)"
    r"|まで(?:、?(?:ご|お)?(?:連絡|電話|知らせ|メール|願|問|声|申|内線|提出|返)|。|$|\n|\))"
    r"|と[^。、\n]{0,9}?(?:相談|打ち合わせ|打合せ|話|面談|会い|会っ|調整|協議|共有|同行|交代|交替|二人|2人|[0-9]名|で対応|で行)"
    r"|を(?:呼|誘|任命|推薦|紹介|含め|除|講師|リーダー|責任者|担当|配置|指名|採用|評価|面接|叱|注意|褒)"
    r"|の(?:携帯|電話|席|机|代わり|代理|評価|給与|給料|異動|退職|休暇|残業|勤怠|上司|部下|後任|引き継ぎ|連絡先|自宅|住所|家族|奥さ|メール|アドレス|意見|指示|案件|PC|パソコン|アカウント|作業分|件(?!数)|昇給|賞与|面談|件で|誕生|親|担当分|名前)"
    r"|より(?=$|\n|\))|(?:宛|行き|拝|作成|承認|起案|本人|家の|夫妻|ら[0-9]|ほか|以下|両名|個人|印$|印\n|㊞|名義|担当(?!者)|同席|同行|出席|欠席|不在|休み|出張中|早退)"
)
# What a branch in that place does not do.
_ONLY_A_PERSON = re.compile(
    r"(?:が|は|も)、?[^。、\n]{0,9}?(?:担当し|休|不在|外出|退職|退社|入社|異動|遅刻|早退|残業|辞め|怒|泣い|悩ん|困って|昇格|着任|病|入院|育児|産休|承認|起案|言っ|話し|申し|知って|持って|やります|やって|します|しました|出ます)"
    r"|(?:に|へ)、?[^。、\n]{0,4}?(?:確認|相談|お願い|頼|聞い|聞く|伝え|任せ|引き継|引継|共有|声|指示|教え|謝)"
    r"|(?:から|より)(?:の)?(?:ご|お)?(?:連絡|電話|指摘|依頼|相談|メール|返信|返事|質問|提案|指示|コメント)(?:が|を|あり|いただ|です|。|$|の)"
    r"|まで(?:、?(?:ご|お)?(?:連絡|電話|知らせ|メール|願|問|声|申|内線)|。|$|\n|\))"
    r"|の(?:携帯|席|机|代わり|評価|給与|給料|退職|休暇|残業|勤怠|上司|部下|自宅|奥さ|昇給|賞与|面談|誕生)"
    r"|(?:宛|拝|起案|本人|夫妻|ら[0-9]|以下|両名|個人|㊞)"
)
_CLEAN_AFTER = re.compile(
    r"[\s、,。.・/()\[\]「」『』:;|>→⇒!?~+×…\"'=&<*_]|$|が|は|も|に|へ|を|と|や|の|で(?!あ)|から|より|まで|です|でし|でござ|だ|って|じゃ|なら|宛|拝|ら[0-9]|家の|邸|宅|ペア|コンビ|夫妻|ほか|他[0-9]|両名|作成|承認|起案|記(?=$|\n)|印(?=$|\n)|㊞|[%@○×△◎●⇔#]|-"
    rf"|さん|様|君|氏|{TITLES}|[0-9]"
)
_RELATED = re.compile(
    r"(?:上司|部下|同僚|先輩|後輩|新人|新入社員|内定者|応募者|候補者|担当者?|責任者|後任|前任|講師|同期|友人|知人|先方|妻|夫|母|父|弟|妹|兄|姉|"
    rf"{TITLES})の\Z"
)
_AND = re.compile(
    r"(?<=[一-龥々ぁ-んァ-ヶ])(?:[\"'] ?, ?[\"']| ?(?:[と、,/&+;・\-]|および|及び|→|⇔|から(?=[一-龥]{2,4}(?:へ|に))) ?|[○×△◎●]? |\n[> ]{0,3}[・*\-]? ?)(?=[一-龥々ぁ-んァ-ヶ])"
)
_TOGETHER = re.compile(
    "で、?(?:対応|行き|行く|行っ|進め|担当|訪問|話|確認|まとめ|やり|伺|作)|の(?:二人|2人|両名|[0-9]名)"
)
# 弊社大塚, 担当大塚, 旧姓大塚: glued on.
_GLUED = re.compile(
    r"(?<![一-龥])(?:弊社|当社|貴社|御社|旧姓|故|担当者?|受付|起案者|作成者|承認者|営業|総務|経理|人事|製造|先方|同僚|上司|部下|[一-龥ァ-ヶ]{1,6}[部課室係])(?=[一-龥])"
)
_MENTION = re.compile(r"(?:@|＠|>> ?|→ ?|⇒ ?)(?=[\u3041-\u3096\u30a1-\u30fa一-龥])")


def find_in_prose(scene: Scene) -> Iterator[Named]:
    """Yield names of running text: where somebody belongs, acts, is asked, or bears a full name."""
    yield from _belonging(scene)
    yield from _introduced(scene)
    yield from _mentioned(scene)
    yield from _pairs(scene)
    yield from _glued(scene)
    for place, word in enumerate(scene.words):
        if _may_begin(scene, place, word):
            named = _bare(scene, place, word)
            if named:
                yield named


def _may_begin(scene: Scene, place: int, word: Word) -> bool:
    if word.part_of_speech[0] != "名詞" or not (
        is_kanji(word.surface[0]) or word.part_of_speech[2] == "人名"
    ):
        return False
    role = scene.role(place)
    return role.surname or (role.raw and not word.known) or word.surface in {"四", "八", "六"}


def _bare(scene: Scene, place: int, word: Word) -> Named | None:
    text, start = scene.text, family_start(scene, word.start)
    end = name_from(scene, start, min(len(text), start + 16))
    if end is None or _CLEAN_AFTER.match(text, end) is None or text[start:end] in FILLERS:
        return None
    if _is_inside(scene, place, start, end):
        return None
    strength = strength_of(scene, start, end)
    tagged = word.part_of_speech[3] == "姓"
    full = len(scene.words_between(start, end)) > 1
    if full and _is_full_name(scene, start, end):
        return Named(start, end, Side.UNSAID, "full-name", bound=False)
    likely = strength is Strength.LIKELY and end - start > 1 and not uses_of(text[start:end]).common
    if tagged and not full and (strength is Strength.SURE or likely):
        return Named(start, end, Side.UNSAID, "family-name", bound=False)
    surface = text[start:end]
    acts = _acts(text, start, end)
    if (
        acts
        and can_be_family(surface)
        and (len(surface) > 1 or tagged or surface in SINGLE_SURNAMES)
    ):
        return Named(start, end, Side.UNSAID, "acts", bound=False)
    unknown = not word.known and end - start >= 2 and all_kanji(text[start:end])
    if unknown and acts:
        return Named(start, end, Side.UNSAID, "acts", bound=False)
    return None


def _acts(text: str, start: int, end: int) -> bool:
    surface = text[start:end]
    doubtful = surface in BIG_PLACES or len(surface) == 1
    doing = _ONLY_A_PERSON if doubtful else _ASKS_OR_ACTS
    return doing.match(text, end) is not None


def _is_full_name(scene: Scene, start: int, end: int) -> bool:
    words = [word for word in scene.words_between(start, end) if word.surface.strip()]
    if end - start < 3 or len(words) < 2:
        return False
    first, last = words[0], words[-1]
    tags = {word.part_of_speech[3] for word in words if word.part_of_speech[2] == "人名"}
    if first.part_of_speech[3] == "姓" and (len(first.surface) > 1 or "名" in tags):
        likely = uses_of(last.surface).given or "名" in tags or len(last.surface) == 1
        return likely or not scene.is_ordinary(last.start, last.end)
    return scene.role(scene.at[start]).surname and "名" in tags


def _is_inside(scene: Scene, place: int, start: int, end: int) -> bool:
    """Whether the stretch is only a piece of something longer: 東京千葉間, 小林製薬."""
    text = scene.text
    if end < len(text) and not scene.starts_word(end):
        return True
    if place == 0 or scene.words[place - 1].end != start:
        return False
    before = scene.words[place - 1]
    if before.part_of_speech[0] == "接頭辞" or before.part_of_speech[2] == "地名":
        return True
    return before.part_of_speech[1] == "固有名詞" and before.part_of_speech[2] != "人名"


def _belonging(scene: Scene) -> Iterator[Named]:
    text = scene.text
    starts = {mark.end() for mark in _BELONGS.finditer(text)} | _after_companies(scene)
    for start in sorted(starts):
        end = name_from(scene, start, min(len(text), start + 14))
        if end is not None and _CLEAN_AFTER.match(text, end) and _belongs(scene, start, end):
            yield Named(start, end, Side.UNSAID, "belongs")


def _after_companies(scene: Scene) -> set[int]:
    """Where the の of あおば精機の… ends: after companies found, listed, and our own."""
    text, reading = scene.text, scene.reading
    found = [*find_companies(reading), *find_company_terms(reading)]
    ends = {finding.end for finding in found if finding.kind in {Kind.CUSTOMER, Kind.ORG}}
    ends.update(end for _, end in own_places(text, reading.company))
    return {end + 1 for end in ends if text[end : end + 1] == "の"}


def _belongs(scene: Scene, start: int, end: int) -> bool:
    text = scene.text
    surface = text[start:end]
    uses = uses_of(surface)
    introduced = _INTRODUCES.match(text, end) is not None
    related = _RELATED.search(text, max(0, start - 12), start) is not None
    if surface in FILLERS:
        return False
    if len(surface) == 1:
        single = surface in SINGLE_SURNAMES
        return (introduced and uses.surname) or (single and (related or _acts(text, start, end)))
    if surface in BIG_PLACES:
        return uses.surname and (introduced or related or _acts(text, start, end))
    strength = strength_of(scene, start, end)
    sure = strength is Strength.SURE or (strength is Strength.LIKELY and not uses.place)
    return introduced or sure or _acts(text, start, end) or (related and uses.surname)


def _introduced(scene: Scene) -> Iterator[Named]:
    """「お疲れさまです。柏木です。」「奥寺と申します」: the whole phrase is a name."""
    text = scene.text
    for mark in _INTRODUCES.finditer(text):
        end = mark.start()
        start = name_before(scene, end)
        if start is None:
            continue
        surface = text[start:end]
        says_name = "申し" in mark[0] or "いいます" in mark[0] or "言います" in mark[0]
        before = text[start - 1 : start]
        opens = before in {"", "\n", "。", "、", " ", "!", ">", "「", ")", "☆", "・", ",", ":"}
        if not opens and not (says_name and before == "の"):
            continue
        uses = uses_of(surface)
        likely = strength_of(scene, start, end) >= Strength.LIKELY and not uses.place
        if (
            says_name
            or (uses.surname and _GREETS_AFTER.match(text, mark.end()))
            or (likely and (uses.name or len(surface) > 2))
            or _greets(text, start, uses.surname)
        ):
            yield Named(start, end, Side.UNSAID, "introduces")


_GREETS_AFTER = re.compile(
    r"[。、!\s]{1,4}(?:お疲れ|お世話|いつも|よろしく|先日|先ほど|ご連絡|おはよう|こんにち|初めまして|はじめまして|遅くな|ありがとう|申し訳)"
)
_GREETING = re.compile(
    r"(?:お世話になって(?:おります|います)|お疲れ(?:さま|様)です|おはようございます|こんにちは|初めまして|はじめまして|突然のご連絡失礼(?:いた|し)ます|失礼いたします|もしもし)[。、!\s>]{1,8}\Z"
)


def _greets(text: str, start: int, can_be_surname: bool) -> bool:  # noqa: FBT001
    return can_be_surname and _GREETING.search(text, max(0, start - 30), start) is not None


def _pairs(scene: Scene) -> Iterator[Named]:
    """山口と岡本で: two that can be family names vouch for each other."""
    text = scene.text
    for mark in _AND.finditer(text):
        start = name_before(scene, mark.start())
        end = name_from(scene, mark.end(), min(len(text), mark.end() + 10))
        if start is None or end is None or not _CLEAN_AFTER.match(text, end):
            continue
        first, second = text[start : mark.start()], text[mark.end() : end]
        words = scene.word_at(start), scene.word_at(mark.end())
        if all(
            can_be_family(name) and (len(name) > 1 or name in SINGLE_SURNAMES)
            for name in (first, second)
        ):
            tagged = sum(word.part_of_speech[3] == "姓" for word in words)
            big = sum(name in BIG_PLACES or len(name) == 1 for name in (first, second))
            if big and not (_ASKS_OR_ACTS.match(text, end) or _TOGETHER.match(text, end)):
                continue
            if (
                tagged > 0
                and big < 2
                and not _is_inside(scene, scene.at[start], start, mark.start())
            ):
                yield Named(start, mark.start(), Side.UNSAID, "pair", bound=False)
                yield Named(mark.end(), end, Side.UNSAID, "pair", bound=False)


def _glued(scene: Scene) -> Iterator[Named]:
    text = scene.text
    for mark in _GLUED.finditer(text):
        start = mark.end()
        end = name_from(scene, start, min(len(text), start + 10))
        if end is None or not scene.starts_word(start) or not _CLEAN_AFTER.match(text, end):
            continue
        surface = text[start:end]
        likely = strength_of(scene, start, end) >= Strength.LIKELY and can_be_family(
            scene.word_at(start).surface
        )
        if likely and surface not in BIG_PLACES and surface not in FILLERS:
            yield Named(start, end, Side.UNSAID, "glued")


def _mentioned(scene: Scene) -> Iterator[Named]:
    """@柏木 and →三宅: somebody is called upon."""
    text = scene.text
    for mark in _MENTION.finditer(text):
        start = mark.end()
        end = name_from(scene, start, min(len(text), start + 12))
        if end is None or _CLEAN_AFTER.match(text, end) is None:
            continue
        surface = text[start:end]
        if surface in NOBODY or surface in FILLERS or surface in BIG_PLACES:
            continue
        least = (
            Strength.UNKNOWN if mark[0][0] == "@" and not all_hiragana(surface) else Strength.LIKELY
        )
        if strength_of(scene, start, end) >= least and (len(surface) > 1):
            yield Named(start, end, Side.UNSAID, "mention")
