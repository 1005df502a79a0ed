"""The words an index knows: found by their written form, by their sound, or with a slip."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from knowledge.word_forms import sound_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.word_forms import Form

LONGEST_SPAN = 6
# How sure we are that a span of a query means an entry, by how it was found.
_AS_SOUNDED, _AS_PIECED_SOUND = 0.95, 0.85
_ONE_SLIP, _TWO_SLIPS = 0.75, 0.6
_MOST_NEAR = 8
_SHORTEST_SOUND, _SHORTEST_SLIP, _SURELY_A_WORD = 3, 4, 5


class Found(NamedTuple):
    """Entries that a span may mean, each with how sure that is (0..1)."""

    entries: tuple[tuple[str, float], ...]
    sure: float


class Lexicon:
    """Entries by key. A key is the dictionary forms of its words, joined."""

    def __init__(self) -> None:
        self._keys: set[str] = set()
        self._by_surface: defaultdict[str, set[str]] = defaultdict(set)
        self._by_sound: defaultdict[str, set[str]] = defaultdict(set)
        self._slips: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)

    def add(self, forms: Sequence[Form], *, by_ear: bool) -> str:
        """Add words as one entry; with `by_ear` also found by sound and with slips."""
        key = key_of(forms)
        self._keys.add(key)
        if not by_ear:
            return key
        surface = "".join(form.surface for form in forms)
        self._by_surface[surface].add(key)
        for sound in sounds_of(forms):
            if sound not in self._by_sound or key not in self._by_sound[sound]:
                self._by_sound[sound].add(key)
                if len(sound) >= _SHORTEST_SLIP:
                    self._note_slips(sound, key)
        if len(surface) >= 3:
            self._note_slips(surface, key)
        return key

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def _note_slips(self, spelling: str, key: str) -> None:
        for slip in _slips(spelling):
            self._slips[slip].add((spelling, key))

    def find(self, forms: Sequence[Form]) -> Found | None:
        """Return the entries that a span of a query means, as written or as it sounds."""
        key = key_of(forms)
        found: dict[str, float] = {}
        if key in self._keys:
            found[key] = 1.0
        surface = "".join(form.surface for form in forms)
        for other in self._by_surface.get(surface, ()):
            found.setdefault(other, 1.0)
        if not found:
            found = self._by_ear(forms)
        return _found(found)

    def _by_ear(self, forms: Sequence[Form]) -> dict[str, float]:
        """規定 for 規程, ぎじろく for 議事録: the same sound in other letters."""
        if not all(form.means or form.kana for form in forms):
            return {}
        sure = _AS_SOUNDED if len(forms) == 1 else _AS_PIECED_SOUND
        found: dict[str, float] = {}
        for sound in sounds_of(forms):
            if len(sound) >= _SHORTEST_SOUND:
                found |= dict.fromkeys(self._by_sound.get(sound, ()), sure)
        return found

    def find_near(self, forms: Sequence[Form]) -> Found | None:
        """Return the entries that a span means if whoever wrote it slipped once or twice."""
        if not _can_be_a_slip(forms):
            return None
        surface = "".join(form.surface for form in forms)
        spellings = {surface} if len(surface) >= 3 else set()
        spellings |= {sound for sound in sounds_of(forms) if len(sound) >= _SHORTEST_SLIP}
        found: dict[str, float] = {}
        for spelling in spellings:
            for slip in _slips(spelling):
                for right, key in self._slips.get(slip, ()):
                    distance = OSA.distance(spelling, right, score_cutoff=2)
                    if distance == 1 or (distance == 2 and min(len(spelling), len(right)) >= 6):
                        sure = _ONE_SLIP if distance == 1 else _TWO_SLIPS
                        sure *= 1 - 0.3 / len(right)
                        found[key] = max(found.get(key, 0), sure)
        return _found(found)


def key_of(forms: Sequence[Form]) -> str:
    """Return what an entry of these words is called; お詫び is called 詫び, as politeness says nothing."""
    spoken = forms[1:] if len(forms) > 1 and is_polite_prefix(forms[0]) else forms
    return "".join(form.normal for form in spoken)


def is_polite_prefix(form: Form) -> bool:
    """Whether this is the お or ご before a word."""
    return not form.means and form.normal == "御"


def sounds_of(forms: Sequence[Form]) -> set[str]:
    """Return how the words sound as they stand, and with the last in its dictionary form."""
    start = "".join(form.sound for form in forms[:-1])
    return {sound_of(start + forms[-1].sound), sound_of(start + forms[-1].base_sound)}


def _can_be_a_slip(forms: Sequence[Form]) -> bool:
    """A word that the dictionary knows is no slip, unless it is short kana, which it finds anywhere."""
    one_word = len({form.whole for form in forms}) == 1 and all(form.known for form in forms)
    length = sum(len(form.surface) for form in forms)
    return not one_word or (all(form.kana for form in forms) and length < _SURELY_A_WORD)


def _slips(spelling: str) -> set[str]:
    """The spelling itself and with any one letter left out: two that are one slip apart meet."""
    return {spelling, *(spelling[:at] + spelling[at + 1 :] for at in range(len(spelling)))}


def _found(entries: dict[str, float]) -> Found | None:
    if not entries:
        return None
    best = sorted(entries.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST_NEAR]
    return Found(tuple(best), best[0][1])
