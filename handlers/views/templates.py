"""Templates on screen: what was found, one's own, and the shelf on Home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.carried import Carried
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.distinct import distinct_labels
from handlers.views.fitting import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.template_states import Popularity
    from knowledge.templates import PromptTemplate

CARDS = 8
_OPTIONS = 100
_OPTION_TEXT = 75
_ON_HOME = 5
_WORDS = 200
# Fewer answers would show what one person said.
_ENOUGH_ANSWERS = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A template in a list, with how it is used."""

    template: PromptTemplate
    popularity: Popularity
    is_favourite: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a search or a look without words gives; `heading` says what it is."""

    heading: str
    cards: Sequence[Card] = ()
    # What the button for asking a person takes along when nothing was found.
    carried: Carried | None = None


def search_modal(listing: Listing, voice: Voice) -> Surface:
    """The field for words, and under it what there is."""
    words = inputs.line(most=_WORDS, placeholder=voice("template.search_placeholder"))
    blocks = [
        kit.field(
            voice("template.search_label"),
            words,
            block_id=ids.BLOCK_SEARCH,
            hint=voice("template.search_hint"),
        ),
        *_listed(listing, voice),
        kit.divider(),
        kit.actions(
            kit.button(voice("template.mine_open"), ids.ACTION_MY_TEMPLATES), _propose(voice)
        ),
    ]
    view = kit.modal(
        voice("template.title"),
        blocks,
        close=voice("check.close"),
        submit=voice("template.search"),
        callback_id=ids.VIEW_SEARCH_TEMPLATES,
    )
    return fit(view, voice)


def mine_modal(
    favourites: Sequence[Card],
    recent: Sequence[Card],
    followed: Sequence[Card],
    voice: Voice,
    *,
    asks: bool,
) -> Surface:
    """A person's own templates. `asks`: whether they are asked afterwards how it was."""
    blocks = [
        *_shelf("template.mine.favourites", "template.mine.no_favourites", favourites, voice),
        *_shelf("template.mine.recent", "template.mine.no_recent", recent, voice),
    ]
    if followed:
        titles = [card.template.title.inn(voice.language) for card in followed]
        blocks.append(kit.bullets(voice("template.mine.followed"), titles))
    buttons = [
        kit.button(voice("template.open"), ids.ACTION_OPEN_TEMPLATES),
        kit.button(voice("proposal.mine"), ids.ACTION_MY_PROPOSALS),
    ]
    blocks.append(kit.divider())
    if not asks:
        blocks.append(kit.context(voice("template.ask.resume_note")))
        buttons.append(kit.button(voice("template.ask.resume"), ids.ACTION_ASK_AGAIN))
    blocks.append(kit.actions(*buttons))
    return fit(kit.modal(voice("template.mine.title"), blocks, close=voice("check.close")), voice)


def home_shelf(cards: Sequence[Card], voice: Voice) -> list[Block]:
    """The part of Home that is about templates: the nearest ones, and the way to all."""
    shown = cards[:_ON_HOME]
    lines = [_title(card, voice) for card in shown]
    elements = [
        kit.button(voice("template.open"), ids.ACTION_OPEN_TEMPLATES),
        kit.button(voice("template.mine_open"), ids.ACTION_MY_TEMPLATES),
    ]
    if shown:
        elements.append(_menu(shown, voice("template.choose"), voice))
    bullets = [kit.bullets(voice("template.title"), lines)] if lines else []
    return [*bullets, kit.actions(*elements)]


def _propose(voice: Voice) -> Block:
    return kit.button(voice("proposal.open"), ids.ACTION_PROPOSE_TEMPLATE)


def _listed(listing: Listing, voice: Voice) -> Iterator[Block]:
    cards = listing.cards
    if not cards:
        yield kit.prose(kit.words(voice("template.nothing"), bold=True))
        yield kit.prose(voice("template.nothing_next"))
        value = (listing.carried or Carried()).packed()
        yield kit.actions(kit.button(voice("escalation.open"), ids.ACTION_ASK_LEAD, value=value))
        return
    yield kit.prose(kit.words(listing.heading, bold=True))
    if len(cards) > _OPTIONS:
        yield kit.context(voice("template.more", count=len(cards) - _OPTIONS))
    for card in cards[:CARDS]:
        yield from _card(card, voice)
    if len(cards) > CARDS:
        listed = cards[:_OPTIONS]
        yield kit.prose(kit.words(voice("template.all"), bold=True))
        placeholder = voice("template.all_placeholder", count=len(listed))
        yield kit.actions(_menu(listed, placeholder, voice))


def _shelf(title: str, empty: str, cards: Sequence[Card], voice: Voice) -> list[Block]:
    heading = kit.prose(kit.words(voice(title), bold=True))
    if not cards:
        return [heading, kit.context(voice(empty))]
    return [heading, *(block for card in cards[:CARDS] for block in _card(card, voice))]


def _card(card: Card, voice: Voice) -> list[Block]:
    template, language = card.template, voice.language
    lines = [template.purpose.inn(language), _about(card, voice)]
    return [
        kit.titled(_title(card, voice), "\n".join(lines)),
        kit.actions(kit.button(voice("template.use"), ids.ACTION_USE_TEMPLATE, value=template.id)),
    ]


def _title(card: Card, voice: Voice) -> str:
    title = card.template.title.inn(voice.language)
    return voice("template.kept_mark", title=title) if card.is_favourite else title


def _about(card: Card, voice: Voice) -> str:
    """How long it takes, how often it is used, and whether it helps, as far as that is known."""
    template, popularity = card.template, card.popularity
    said = [voice("template.minutes", before=template.minutes_before, after=template.minutes_after)]
    if popularity.handed_out:
        said.append(voice("template.used", count=popularity.handed_out))
    if popularity.rated >= _ENOUGH_ANSWERS:
        helped = popularity.as_is + popularity.after_edits
        said.append(voice("template.liked", percent=helped * 100 // popularity.rated))
    return voice("template.between").join(said)


def _menu(cards: Sequence[Card], placeholder: str, voice: Voice) -> Block:
    labels = distinct_labels([_title(card, voice) for card in cards], _OPTION_TEXT)
    options = [(label, card.template.id) for label, card in zip(labels, cards, strict=True)]
    return inputs.menu(options, placeholder=placeholder, action_id=ids.ACTION_CHOOSE_TEMPLATE)
