"""Words on their way to somebody else: checked first, and what must stay is named, not repeated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.limits import shorten
from knowledge.leaving import check_words

if TYPE_CHECKING:
    from handlers.services import Services
    from handlers.texts import Voice
    from knowledge.leaving import Words
    from knowledge.rulebook import Rulebook

# An error under a field is one short line for Slack; the masked proposal must fit into it whole.
_PROPOSAL, _ERROR = 400, 1_000


def checked_words(services: Services, text: str, *, to_all: bool = False) -> Words:
    """Check what somebody wrote for somebody else, or for everybody."""
    return check_words(text, services.rulebook(), services.company(), to_all=to_all)


def why_not(words: Words, rulebook: Rulebook, voice: Voice, *, to: str = "escalation") -> str:
    """Return why words may not be sent, for their field; empty when they may.

    `to` is where they would go: the table of the catalogue that has the words for it. The kinds are named; of the text itself only its masked form is shown, to its own author.
    """
    if words.text:
        return ""
    between = voice("escalation.between")
    kinds = between.join(voice(f"kind.{kind}") for kind in words.kinds)
    if words.proposal and len(words.proposal) <= _PROPOSAL:
        proposal = " ".join(words.proposal.split())
        return voice(f"{to}.words_found_masked", list=kinds, proposal=proposal)
    known = [rulebook.categories[id_] for id_ in words.categories if id_ in rulebook.categories]
    if known:
        listed = between.join(one.label.inn(voice.language) for one in known)
        return shorten(voice(f"{to}.words_topic", list=listed), _ERROR)
    if kinds:
        return voice(f"{to}.words_found", list=kinds)
    return voice(f"{to}.words_unread")
