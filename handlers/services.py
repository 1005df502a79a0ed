"""What every listener is given: the frozen set of dependencies."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handlers.home_turns import HomeTurns
from knowledge.company_settings import CompanySettings
from knowledge.feeds import fetch_nothing
from knowledge.language_model import Patience
from knowledge.precedents import no_precedents
from knowledge.schedules import Made
from knowledge.story_search import StoryIndex
from knowledge.template_library import packaged_library

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from handlers.background import Background
    from handlers.texts import Texts
    from knowledge.calendar import Calendar
    from knowledge.cards import CardIndex
    from knowledge.company import Company
    from knowledge.feeds import Fetch
    from knowledge.language_model import LanguageModel
    from knowledge.precedents import PrecedentIndex
    from knowledge.rulebook import Rulebook
    from knowledge.schedules import PlannedJob
    from knowledge.store.database import Database
    from knowledge.template_library import TemplateLibrary
    from knowledge.vault import Vault


@dataclass(frozen=True)
class Services:
    """Built once in `bot/wiring.py`, closed over in each `register(app, services)`."""

    database: Database
    rulebook: Callable[[], Rulebook]
    company: Callable[[], Company]
    texts: Texts
    clock: Callable[[], datetime]
    calendar: Callable[[], Calendar]
    background: Background
    count_check: Callable[[str, str], None] = lambda surface, level: None  # noqa: ARG005
    # Without a key nothing is kept, and nobody is offered to have masked words put back.
    vault: Vault | None = None
    # The answers of people that decide later checks, as they stood a few seconds ago.
    precedents: Callable[[], PrecedentIndex] = no_precedents
    # The prompt templates that people get, as they stood a few seconds ago.
    templates: Callable[[], TemplateLibrary] = packaged_library
    # Called after the commit of something that others are to see at once, such as a precedent.
    look_again: Callable[[], None] = lambda: None
    # Called after the commit of something that put a message into the outbox: it goes out soon,
    # on another thread. Without it, or when it cannot, the next tick sends the message.
    wake_outbox: Callable[[], None] = lambda: None
    # What the company has set for itself, as it was a few seconds ago.
    settings: Callable[[], CompanySettings] = CompanySettings
    # Who gets what nobody else can be given, and who hears that a job was missed.
    admins: Callable[[], Sequence[str]] = tuple
    # What is written down, in cards that answer free questions; none in the first second.
    cards: Callable[[], Sequence[CardIndex]] = tuple
    # A language model behind the guard, where one is configured; everything works without.
    model: LanguageModel | None = None
    patience: Patience = field(default_factory=Patience)
    # Gets what an address of the public internet gives; never one inside the company.
    fetch: Fetch = fetch_nothing
    # Every scheduled job with its next dates, for whoever asks when what happens.
    timetable: Callable[[], Sequence[PlannedJob]] = tuple
    # Makes the latest run of a job, by its name, because somebody has asked for it.
    run_job: Callable[[str], Made] = lambda name: Made.NOTHING  # noqa: ARG005
    # Sends somebody alone what a job would send: the job, the person, and the key of their press.
    preview_job: Callable[[str, str, str], bool] = lambda name, member, key: False  # noqa: ARG005
    # Finds published stories; it reads them anew by itself.
    story_index: StoryIndex = field(default_factory=StoryIndex)
    home_turns: HomeTurns = field(default_factory=HomeTurns)
