"""One reading laid out for finding names: which word stands where, and what it can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar, cast

from knowledge.detectors.name_words import NOBODY, RARE_SURNAMES, SINGLE_SURNAMES, UNITS
from knowledge.regex import regex
from knowledge.words import Uses, uses_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from knowledge.reading import Reading
    from knowledge.words import Word

Found = TypeVar("Found")

KANJI = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆ヶヵ仝]"
HIRAGANA = r"[\u3041-\u3096ー]"
KATAKANA = r"[\u30a1-\u30faー]"
NAME_CHAR = r"[\u3041-\u3096\u30a1-\u30faー\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆仝]"

_KANJI = regex(KANJI)
_ALL_KANJI = regex(KANJI + "+")
_ALL_HIRAGANA = regex(HIRAGANA + "+")
_ALL_KATAKANA = regex(KATAKANA + "+")

# Single characters that belong to something counted, dated or organised and not to a name.
_COUNTED = (
    frozenset(
        "部課係室店社者様氏名件号年月日時分秒円個台用的性化等他各全両御第数約度回人員長副新旧元前現後次同本当毎貴弊非未再最"
        "君殿宛拝印兼及並付済分案側達宅迄間別毎後等般被再発着約計"
        "県都府市区町村国語版型式品物書類表欄費料金額率量点枚冊箱袋組班科庁署局所場館院校園駅港線便"
    )
    - SINGLE_SURNAMES
)
# As an ending these make a place or a building of the family name before them.
PLACE_ENDINGS = frozenset("城寺宮堂荘邸亭軒庵川山島橋坂通湾岬池沼滝家流")
_CLOSED_CLASSES = frozenset(
    {
        "助詞",
        "助動詞",
        "動詞",
        "形容詞",
        "副詞",
        "連体詞",
        "接続詞",
        "感動詞",
        "代名詞",
        "補助記号",
        "記号",
        "空白",
    }
)


@dataclass(frozen=True, slots=True)
class Role:
    """What one word can be in a name."""

    surname: bool = False
    given: bool = False
    raw: bool = False

    @property
    def possible(self) -> bool:
        return self.surname or self.given or self.raw


_NO_ROLE = Role()


def is_kanji(char: str) -> bool:
    return _KANJI.match(char) is not None


def all_kanji(text: str) -> bool:
    return _ALL_KANJI.fullmatch(text) is not None


def all_hiragana(text: str) -> bool:
    return _ALL_HIRAGANA.fullmatch(text) is not None


def all_katakana(text: str) -> bool:
    return _ALL_KATAKANA.fullmatch(text) is not None


@lru_cache(maxsize=20_000)
def role_of(surface: str, part_of_speech: tuple[str, ...], *, known: bool) -> Role:
    """Say what a word can be in a name, by the dictionary, its script and its length."""
    uses = uses_of(surface)
    tagged = part_of_speech[3] if part_of_speech[2] == "人名" else ""
    surname = tagged == "姓" or uses.surname or surface in RARE_SURNAMES
    given = tagged == "名" or uses.given
    if tagged == "一般" and all_katakana(surface):
        return Role(surname=True, given=True)
    if len(surface) == 1:
        return Role(surname, given, raw=True) if _may_be_one(surface, part_of_speech) else _NO_ROLE
    if surname or given:
        everyday = part_of_speech[0] in _CLOSED_CLASSES and all_hiragana(surface)
        return _NO_ROLE if everyday else Role(surname, given)
    unread = not known and part_of_speech[0] == "名詞"
    raw = unread and (all_kanji(surface) or all_katakana(surface))
    return Role(raw=True) if raw or part_of_speech[1] == "固有名詞" else _NO_ROLE


def _may_be_one(surface: str, part_of_speech: tuple[str, ...]) -> bool:
    """Whether a word of one character may be a part of a name: 坂, 梶, not 課 or 円."""
    if not is_kanji(surface) or (surface in _COUNTED and part_of_speech[2] != "人名"):
        return False
    return not (surface in PLACE_ENDINGS and part_of_speech[0] == "接尾辞")


def scene_of(reading: Reading) -> Scene:
    """Return the scene of a reading, laid out once and kept with it as a cached property would be."""
    scene: Scene = vars(reading).setdefault("_scene", Scene(reading))
    return scene


@dataclass(frozen=True)
class Scene:
    """A reading with its words by place."""

    reading: Reading
    _kept: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def text(self) -> str:
        return self.reading.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return self.reading.words

    def once(self, key: str, look: Callable[[Scene], Iterable[Found]]) -> list[Found]:
        """Return what `look` finds; it looks once a reading, whichever detectors ask."""
        if key not in self._kept:
            self._kept[key] = list(look(self))
        return cast("list[Found]", self._kept[key])

    @cached_property
    def at(self) -> list[int]:
        """For each character, the place of its word in `words`."""
        places: list[int] = []
        for place, word in enumerate(self.words):
            places += [place] * (word.end - word.start)
        return places

    def word_at(self, position: int) -> Word:
        return self.words[self.at[position]]

    @cached_property
    def _roles(self) -> dict[int, Role]:
        return {}

    def role(self, place: int) -> Role:
        """What the word at this place can be in a name; asked for many times of few words."""
        role = self._roles.get(place)
        if role is None:
            word = self.words[place]
            role = role_of(word.surface, word.part_of_speech, known=word.known)
            self._roles[place] = role
        return role

    def starts_word(self, position: int) -> bool:
        return position >= len(self.text) or self.word_at(position).start == position

    def ends_word(self, position: int) -> bool:
        return position <= 0 or self.word_at(position - 1).end == position

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that lie wholly or partly between two offsets."""
        if start >= end:
            return ()
        return self.words[self.at[start] : self.at[end - 1] + 1]

    def is_ordinary(self, start: int, end: int) -> bool:
        """Whether a stretch consists of words of the language, none of them a likely name."""
        whole = self.text[start:end]
        if whole in NOBODY or (whole in RARE_SURNAMES and len(whole) > 1):
            return whole in NOBODY
        uses = uses_of(whole)
        if uses.common and not uses.name:
            return True
        words = self.words_between(start, end)
        return all(_is_ordinary(word, alone=len(words) == 1) for word in words)


def _is_ordinary(word: Word, *, alone: bool) -> bool:
    surface = word.surface
    part = word.part_of_speech
    if part[1] == "固有名詞" or not word.known:
        return not alone and surface.endswith(UNITS) and part[2] != "人名"
    if len(surface) == 1 and is_kanji(surface):
        return surface in _COUNTED or part[0] in {"接頭辞", "接尾辞"}
    if len(surface) == 1:
        return part[0] in {"助詞", "助動詞"} and not alone
    uses: Uses = uses_of(surface)
    return not uses.name or part[0] in _CLOSED_CLASSES
