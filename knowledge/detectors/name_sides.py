"""Whose person a name is: ours (a colleague) or theirs (a customer's, a partner's)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knowledge.detectors.company_words import LEGAL_FORM
from knowledge.detectors.name_words import DEPARTMENTS, TITLES, UNITS
from knowledge.detectors.named import Named, Side
from knowledge.detectors.own_names import own_places
from knowledge.detectors.word_lists import either
from knowledge.regex import regex
from knowledge.verdict import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from knowledge.detectors.scene import Scene
    from knowledge.verdict import Finding

_DEPARTMENT = either(DEPARTMENTS)
# From the end of a company's name to the person: 営業部の, 代表取締役, (甲) …
_BETWEEN = regex(
    rf"[ \n]?(?:の|さんの|様の|,|、|\t|・|/|:|\()?(?:[^\n。、,様]{{0,16}}(?:{'|'.join(UNITS)}|{_DEPARTMENT}|{TITLES})(?:の|[ \n,\t(・])?){{0,2}} ?"
)
_MAIL_AFTER = regex(
    r"[ \t,;:\"'<(\[\n]{1,3}(?:mailto:|Mail:? ?|E-?mail:? ?|メール:? ?)?[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9.-]{1,80})"
)
_OUR_PLACE = regex(r"(?:当社|弊社|自社|うちの|社内)[^。\n]{0,6}\Z")
_THEIR_PLACE = regex(
    r"(?:先方|客先|お客様|取引先|得意先|仕入先|顧客|相手方?|御社|貴社)(?:の|は|:)?[^。、\n様]{0,8}\Z"
)
# 常連の栗原さん, 玉置さんの保護者: people whom a shop or a school serves.
_SERVED = regex(
    r"(?:常連|なじみ|馴染み|お得意|ご来店|ご利用|宿泊|入居|通院|患者|受講生?|生徒|児童|園児|利用者|入所者|飼い主)(?:の|さんの|でいらっしゃる)\Z"
)
_HOUSE = regex(r"邸(?![宅内])")
_CUSTOMER_TALK = regex(
    r"[【■・]お客様の声|お客様の声[(:】]|お客様から|ご購入|ご注文|お届け先|お買い上げ|購入者|注文者|問い合わせフォーム|買った者"
)
_CONTACT_LINE = regex(r"〒|電話|TEL|Tel|0[0-9]{1,4}-[0-9]|[都道府県市区町村][^\n]{1,20}[0-9]-[0-9]")
_PARAGRAPH = regex(r"\n[> \t]*(?:[-=_―─—＊*]{2,}[> \t]*)?\n|\n[> \t]*[-=_―─—＊*]{3,}[ \t]*(?=\n|$)")
_IN_A_SENTENCE = regex(r"[はがをにへで]|から|より")
_LONGEST_COMPANY = 60


@dataclass(frozen=True)
class _Places:
    """Where the companies and the paragraphs of a text stand."""

    text: str
    domains: tuple[str, ...]
    theirs: tuple[tuple[int, int], ...]
    ours: tuple[tuple[int, int], ...]
    cuts: tuple[int, ...]

    def block(self, at: int) -> tuple[int, int]:
        """The paragraph or signature around an offset."""
        place = bisect_right(self.cuts, at)
        return self.cuts[place - 1], self.cuts[place]


def with_sides(scene: Scene, found: Sequence[Named], companies: Iterable[Finding]) -> list[Named]:
    """Give every name the side that the evidence for all its places in the text speaks for.

    Args:
        scene: the reading.
        found: the names.
        companies: companies and listed terms that were found in the same text.
    """
    text = scene.text
    places = _Places(
        text,
        scene.reading.company.domains,
        tuple(sorted((c.start, c.end) for c in companies if c.kind in {Kind.CUSTOMER, Kind.ORG})),
        tuple(own_places(text, scene.reading.company)),
        (0, *(cut.end() for cut in _PARAGRAPH.finditer(text)), len(text) + 1),
    )
    votes: dict[str, Counter[Side]] = defaultdict(Counter)
    for named in found:
        votes[_key(text, named)][_side_here(places, named)] += 1
    sides = {key: _decide(votes, key) for key in votes}
    return [replace(named, side=sides[_key(text, named)]) for named in found]


def _key(text: str, named: Named) -> str:
    return text[named.start : named.end].replace(" ", "")


def _decide(votes: dict[str, Counter[Side]], key: str) -> Side:
    """Our own people are known by our name beside theirs; else one sign of a customer is enough."""
    joined = Counter(votes[key])
    for other, counted in votes.items() if len(key) > 1 else ():
        kin = other.startswith(key) or (len(other) > 1 and key.startswith(other))
        if kin and other != key:
            joined.update(counted)
    if joined[Side.OURS]:
        return Side.OURS
    return Side.THEIRS if joined[Side.THEIRS] else Side.UNSAID


def _side_here(places: _Places, named: Named) -> Side:
    text = places.text
    mail = _MAIL_AFTER.match(text, named.end)
    if mail and places.domains:
        ours = mail[1].lower().strip(".").endswith(places.domains)
        return Side.OURS if ours else Side.THEIRS
    before = text[max(0, named.start - 16) : named.start]
    if _follows(text, named.start, places.ours) or _OUR_PLACE.search(before):
        return Side.OURS
    if _follows(text, named.start, places.theirs) or _on_line_with(places, named):
        return Side.THEIRS
    if _THEIR_PLACE.search(before) or _SERVED.search(before) or _HOUSE.match(text, named.end):
        return Side.THEIRS
    return named.side if named.side is not Side.UNSAID else _side_of_block(places, named)


def _ending_within(
    spans: Sequence[tuple[int, int]], start: int, reach: int
) -> Sequence[tuple[int, int]]:
    """The spans that end at most `reach` characters before `start` (they are sorted)."""
    low = bisect_left(spans, (start - reach - _LONGEST_COMPANY, 0))
    high = bisect_left(spans, (start, 0))
    return [span for span in spans[low:high] if start - reach <= span[1] <= start]


def _follows(text: str, start: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a company stands right before the name, at most a department between."""
    near = _ending_within(spans, start, 40)
    return any(_BETWEEN.fullmatch(text, end, start) for _, end in near)


def _on_line_with(places: _Places, named: Named) -> bool:
    """先方:早川製作所 早川社長、仁科工場長: a list on the line of a company that is not ours."""
    text = places.text
    begin = text.rfind("\n", 0, named.start) + 1
    between = [span for span in _ending_within(places.theirs, named.start, 60) if begin <= span[0]]
    if not between or _starts_within(places.ours, begin, named.start):
        return False
    gap = text[between[-1][1] : named.start]
    return "。" not in gap and _IN_A_SENTENCE.search(gap) is None


def _starts_within(spans: Sequence[tuple[int, int]], begin: int, end: int) -> bool:
    low = bisect_left(spans, (begin, 0))
    return low < len(spans) and spans[low][0] < end


def _side_of_block(places: _Places, named: Named) -> Side:
    """The side of a signature, a business card, an order: whose company stands in it."""
    text = places.text
    begin, end = places.block(named.start)
    line = text[text.rfind("\n", 0, named.start) + 1 : named.end]
    alone = len(line.strip("> \t")) - (named.end - named.start) < 24
    if not alone or end - begin > 1_000 or _starts_within(places.ours, begin, end):
        return Side.UNSAID
    block = text[begin : min(end, len(text))]
    if not _CONTACT_LINE.search(block):
        return Side.UNSAID
    if _starts_within(places.theirs, begin, end):
        return Side.THEIRS
    talk = _CUSTOMER_TALK.search(text) and not LEGAL_FORM.search(block)
    return Side.THEIRS if talk else Side.UNSAID
