"""What a message is: a text to check, a question to Annai, or one that may be either."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from knowledge.cards import Source, is_that_question, seeks_template
from knowledge.folding import fold
from knowledge.regex import regex
from knowledge.verdict import Level, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.cards import Card
    from knowledge.verdict import Verdict

LONGEST_QUESTION = 160
GOOD, SURE = 0.28, 0.55
"""From these scores on the best card is likely, or certain, to be what was asked for."""

# Folded: katakana is hiragana, letters are lower case.
_ASKS = regex(
    r"[?？]|(?:か|かな|かしら|だっけ|の)[。.]?$|(?:教えて|おしえて|知りたい|探して(?:い)?(?:ます|る)|見たい|変えたい|戻したい|使いたい|選びたい|直したい|共有したい|やめたい|消したい|ほしい|欲しい|困って)"
    r"|(?:とは|って|は|には|なら|場合は|ときは|の意味|の使い方|の探し方|の決まり|の規則|のるーる|の扱い)[。.]?$|(?:ある|あります|いる|どこ|だれ|誰|いつ|なぜ)[。.]?$"
    r"|^(?:what|why|when|how|who|whom|which|where|can|may|does|do|is|are|should|must)\b|(?:tell me|explain|looking for)"
)
# What Annai is and has. Who asks for these asks Annai, and does not want to enter them.
_ABOUT_US = regex(
    r"annai|案内(?:さん|の使い方|の画面|の判定|は[^。]{0,12}(?:[?？]|か$)|って)|あんばさだー|推進りーだー|てんぷれ|早見表|伏せ(?:字|た文)|まんすりー|月次(?:れびゅー|の見直し)|成功事例|前例|判定|ほーむ(?:画面|たぶ)|すらっしゅこまんど"
    r"|/[a-z]|担当に聞|三角(?!形)|[◯○△×]|れべる[123１２３]|誤入力|規則|決まり|るーる|がいどらいん|がいど"
    r"|ambassador|template|quick table|masked word|precedent|success stor|guideline|rules?\b|placeholder"
)
# Work that is asked of ChatGPT: a text to enter, however it ends.
_WORK = regex(
    r"(?:して|作って|直して|考えて|書いて|まとめて|挙げて|訳して|要約して|整えて|添削して|変換して)(?:ください|下さい|くれ|ほしい|欲しい|もらえ|いただけ|$|[。.!])"
    r"|(?:作成|翻訳|要約|添削|校正)(?:を)?(?:お願い|してください|して$)"
    r"|^(?:write|summari[sz]e|translate|rewrite|draft|create|list|fix|improve|make)\b"
)
# Leave to enter something is asked for.
_LEAVE = regex(
    r"(?:て|で)(?:も)?(?:いい|よい|良い|よか|ええ|おk|ok|だいじょうぶ|大丈夫|よろし|かま|構)|(?:入れ|いれ|貼|読ませ|渡|送|見せ|使)[^。]{0,6}(?:いい|よい|だめ|駄目|あり)"
    r"|\b(?:ok|okay|fine|safe|allowed) to\b|は(?:どう(?!やっ|やる|すれ|したら|いう)|あり|だめ|駄目|いい|よい|大丈夫)|^(?:can|may|could|should) (?:i|we)\b[^?]{0,40}\b(?:enter|paste|upload|share|use|put)\b"
)
# What was said before is spoken of.
_BACK = regex(
    r"^(?:(?:じゃあ?|では|ちなみに|あと|なお)[、,]?)?(?:それ|その|そう|これ|この|あれ|さっき|先ほど)|^(?:じゃあ?|では|ちなみに)[、,]?"
    r"|^(?:and|then|so|ok(?:ay)?)[, ]|^(?:what|how) about"
    r"|^(?:(?:what|when|where|who|why|how)(?: (?:long|often|much|many|far))? )?(?:does|do|did|is|are|can|will) (?:it|that|this|they|those|these)\b"
)
_QUOTE = regex(r"^\s*(?:>|＞|&gt;)")
_NOT_READ = frozenset({Note.EMPTY, Note.TOO_LONG, Note.NOT_TEXT, Note.FOREIGN, Note.NOT_ALL_READ})


class Turn(StrEnum):
    """What is done with a message. Whenever there is doubt it is checked, at least."""

    CHECK = "check"
    BOTH = "both"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message in two parts: the person's own words, and what they quote, which is data only."""

    own: str = field(repr=False)
    has_quote: bool = False


def spoken(text: str) -> Spoken:
    """Return a message without what it quotes."""
    lines = text.splitlines()
    own = [line for line in lines if not _QUOTE.match(line)]
    return Spoken("\n".join(own).strip(), has_quote=len(own) < len(lines))


def is_put_as_question(text: str) -> bool:
    """Return whether a text has the form of a question, and does not ask for work to be done."""
    folded = fold(text.strip())
    if not folded or len(folded) > LONGEST_QUESTION or folded.count("\n") > 2:
        return False
    return _ASKS.search(folded) is not None and _WORK.search(folded) is None


def points_back(text: str) -> bool:
    """Return whether a text is a short question about what was said before: 「それはいつまで？」."""
    return is_put_as_question(text) and _BACK.search(fold(text.strip())) is not None


def turn_of(
    message: Spoken,
    verdict: Verdict,
    found: Sequence[tuple[Card, float]],
    *,
    goes_on: bool = False,
) -> Turn:
    """Decide what is done with a message.

    Args:
        message: as it was written.
        verdict: of the whole of it, quotes included.
        found: the cards that answer the person's own words, best first, with their scores.
        goes_on: it points back at a question to Annai before it in the same thread.

    Returns:
        ANSWER only for a question to Annai without anything in it that must be looked at.
    """
    best = found[0][1] if found else 0.0
    if not found or best < GOOD or _is_for_the_check_alone(message, verdict):
        return Turn.CHECK
    folded = fold(message.own)
    card, asks = found[0][0], is_put_as_question(message.own)
    about_us = _ABOUT_US.search(folded) is not None
    is_frequent = card.source in {Source.FAQ, Source.GUIDE} and best >= SURE
    decided = verdict.asked and verdict.level is not Level.UNDECIDED
    if not (asks or about_us or is_frequent):
        return Turn.CHECK
    if card.source is Source.TEMPLATE and seeks_template(message.own) and asks:
        # What is looked for is a prompt of ours, and nobody asks for leave by that.
        return Turn.BOTH if _LEAVE.search(folded) else Turn.ANSWER
    if card.source is Source.RULE and decided:
        # The verdict says the same, with the rule that it is about.
        return Turn.CHECK
    if is_that_question(card, message.own):
        return Turn.ANSWER
    # Who asks for leave gets a verdict, and so does whoever may have written a text to enter.
    if not asks or _LEAVE.search(folded) or not _is_harmless(verdict):
        return Turn.BOTH
    if goes_on and verdict.level in {Level.OK, Level.UNDECIDED}:
        return Turn.ANSWER
    return Turn.ANSWER if (is_frequent or about_us) and not decided else Turn.BOTH


def _is_for_the_check_alone(message: Spoken, verdict: Verdict) -> bool:
    """Whether there is something in a message that is no question, or nobody knows what."""
    if message.has_quote or not message.own or verdict.findings or _NOT_READ & set(verdict.notes):
        return True
    return len(message.own) > LONGEST_QUESTION or message.own.count("\n") > 2


def _is_harmless(verdict: Verdict) -> bool:
    """Whether nothing in it is restricted as a text; a question may name a restricted topic."""
    return verdict.asked or verdict.level in {Level.OK, Level.UNDECIDED}
