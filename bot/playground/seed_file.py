"""A seed file: who and what is there when the playground opens, as people write it."""

from __future__ import annotations

import tomllib
from datetime import time
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.phrases import say
from knowledge.company import CompanyListError, parse_company
from knowledge.templates import load_templates

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from handlers.texts import Language

_Name = Annotated[str, Field(min_length=1, max_length=80)]
_Text = Annotated[str, Field(min_length=1, max_length=4_000)]
Role = Literal["member", "ambassador", "lead", "deputy", "executive", "admin"]


class SeedError(Exception):
    """A seed file that cannot be used: which file, which key, and why."""

    def __init__(self, file: str, key: str, reason: str, **values: object) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self._file, self._key, self._reason, self._values = file, key, reason, values

    def explain(self, language: Language) -> str:
        """Return the line for the person who wrote the file."""
        values = {
            name: value.inn(language) if isinstance(value, CompanyListError) else value
            for name, value in self._values.items()
        }
        says = say(language, f"seed.{self._reason}", **values)
        return ": ".join(filter(None, (self._file, self._key, says)))


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Person(_Table):
    name: _Name
    title: str = ""
    department: str = ""
    locale: Literal["ja-JP", "en-US"] = "ja-JP"
    company: str = ""
    role: Role = "member"


class Channel(_Table):
    name: _Name
    members: tuple[str, ...] | None = Field(None, strict=False)
    private: bool = False
    shared: bool = False
    bot: bool = True


class _Moment(_Table):
    by: str
    days_ago: int = Field(0, ge=0, le=3_650)
    at: str = Field("09:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    text: _Text

    @property
    def time(self) -> time:
        return time.fromisoformat(self.at)


class Reply(_Table):
    by: str
    minutes_later: int = Field(5, ge=1, le=100_000)
    text: _Text


class Message(_Moment):
    room: str = Field(alias="in")
    reactions: dict[str, list[str]] = {}
    reply: tuple[Reply, ...] = Field((), strict=False)


class Check(_Moment):
    """Something that somebody asked about; only the outcome is kept of it."""


class Story(_Moment):
    """A success story that was told; its text is what was done."""

    title: str = Field(min_length=1, max_length=80)
    work: str = Field(min_length=1, max_length=150)
    prompt: str = Field("", max_length=3_000)
    tips: str = Field("", max_length=3_000)
    minutes_before: int | None = Field(None, ge=0, le=10_000)
    minutes_after: int | None = Field(None, ge=0, le=10_000)
    times_a_month: int | None = Field(None, ge=0, le=1_000)
    published: bool = True
    tried_by: tuple[str, ...] = Field((), strict=False)


class Use(_Table):
    """A template that somebody was handed, and what they said of it."""

    by: str
    days_ago: int = Field(0, ge=0, le=3_650)
    at: str = Field("09:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    template: _Name
    helped: Literal["", "as_is", "after_edits", "no"] = ""
    minutes: int | None = Field(None, ge=0, le=600)
    comment: str = Field("", max_length=500)
    favourite: bool = False


class Proposal(_Moment):
    """A template that somebody proposed and that waits; its text is the prompt."""

    title: str = Field(min_length=1, max_length=60)
    purpose: str = Field(min_length=1, max_length=200)
    why: str = Field(min_length=1, max_length=500)
    tags: tuple[str, ...] = Field((), strict=False)


class Incident(_Moment):
    """A mistaken entry that was reported and taken on; with a reason it is closed."""

    categories: tuple[str, ...] = Field(min_length=1, strict=False)
    place: Literal["company", "private", "other"] = "company"
    done: tuple[str, ...] = Field((), strict=False)
    taken_by: str
    minutes_later: int = Field(10, ge=1, le=10_000)
    reason: str = Field("", max_length=500)
    case: str = Field("", max_length=600)


class Emoji(_Table):
    name: _Name
    looks: str = Field(min_length=1, max_length=8)


class Notice(_Table):
    """News that waits as a draft for the lead."""

    title: str = Field(min_length=1, max_length=120)
    text: str = Field("", max_length=2_500)
    link: str = ""
    days_ago: int = Field(0, ge=0, le=3_650)
    touches: tuple[str, ...] = Field((), strict=False)


class Posts(_Table):
    """In which channel what is posted; what is left out is posted nowhere."""

    review_channel: str = ""
    success_channel: str = ""
    notice_channel: str = ""
    question_channel: str = ""
    template_channel: str = ""


class Seed(_Table):
    """A whole file. The first person is at the screen when the page opens."""

    general: _Name = "general"
    company_list: str = ""
    person: tuple[Person, ...] = Field(min_length=1, strict=False)
    channel: tuple[Channel, ...] = Field((), strict=False)
    message: tuple[Message, ...] = Field((), strict=False)
    check: tuple[Check, ...] = Field((), strict=False)
    story: tuple[Story, ...] = Field((), strict=False)
    use: tuple[Use, ...] = Field((), strict=False)
    proposal: tuple[Proposal, ...] = Field((), strict=False)
    incident: tuple[Incident, ...] = Field((), strict=False)
    emoji: tuple[Emoji, ...] = Field((), strict=False)
    posts: Posts = Posts()
    notice: tuple[Notice, ...] = Field((), strict=False)


def lived_in() -> Seed:
    """Return the workspace that the package brings along."""
    return _read(files("bot.playground") / "seed.toml", "seed.toml")


def empty(language: Language) -> Seed:
    """Return a workspace in which only the administrator is, to try the set-up from nothing."""
    name, title = say(language, "seed.admin"), say(language, "seed.admin_title")
    locale: Literal["ja-JP", "en-US"] = "ja-JP" if language == "ja" else "en-US"
    return Seed(person=(Person(name=name, title=title, locale=locale, role="admin"),))


def read_seed(path: Path) -> Seed:
    """Read a seed file.

    Raises:
        SeedError: it cannot be read, or says something that makes no workspace.
    """
    return _read(path, str(path))


def _read(file: Traversable | Path, name: str) -> Seed:
    try:
        tables = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError:
        raise SeedError(name, "", "unreadable") from None
    except UnicodeDecodeError:
        raise SeedError(name, "", "not_utf8") from None
    except tomllib.TOMLDecodeError as error:
        raise SeedError(name, "", "not_toml", details=error) from None
    try:
        seed = Seed.model_validate(tables)
    except ValidationError as error:
        raise _first(name, error.errors(include_url=False)[0]) from None
    _look_through(seed, name)
    return seed


_REASONS: Final = {
    "missing": "missing",
    "extra_forbidden": "unknown_key",
    "literal_error": "one_of",
    "string_too_short": "empty",
    "too_short": "nobody",
    "string_pattern_mismatch": "no_time",
    "string_type": "no_text",
    "bool_type": "no_flag",
    "int_type": "no_number",
    "dict_type": "no_table",
    "model_type": "no_table",
    "tuple_type": "no_list",
    "list_type": "no_list",
}


def _first(name: str, wrong: ErrorDetails) -> SeedError:
    reason = _REASONS.get(wrong["type"], "bad_value")
    if wrong["loc"] == ("person",) and reason == "missing":
        reason = "nobody"
    values = {"expected": wrong.get("ctx", {}).get("expected", "")}
    return SeedError(name, _key(wrong["loc"]), reason, **values)


def _key(place: Iterable[int | str]) -> str:
    """Write a place as people count: `message 2.text`."""
    parts: list[str] = []
    for part in place:
        if isinstance(part, int):
            parts[-1] += f" {part + 1}"
        else:
            parts.append(part)
    return ".".join(parts)


def _look_through(seed: Seed, name: str) -> None:
    """See that everybody and every channel that is named exists, and once."""
    people = [one.name for one in seed.person]
    rooms = [seed.general, *(one.name for one in seed.channel)]
    _are_unique(name, "person", people)
    _are_unique(name, "channel", rooms)
    for key, who in _named(seed):
        if who not in people:
            raise SeedError(name, key, "no_such_person", name=who)
    for number, message in enumerate(seed.message, 1):
        if message.room not in rooms:
            raise SeedError(name, f"message {number}.in", "no_such_channel", name=message.room)
    for key, room in seed.posts.model_dump().items():
        if room and room not in rooms:
            raise SeedError(name, f"posts.{key}", "no_such_channel", name=room)
    for number, use in enumerate(seed.use, 1):
        if use.template not in load_templates():
            raise SeedError(name, f"use {number}.template", "no_such_template", name=use.template)
    try:
        parse_company(seed.company_list, "company_list")
    except CompanyListError as error:
        raise SeedError(name, "", "company_list", details=error) from None


def _named(seed: Seed) -> Iterable[tuple[str, str]]:
    for number, channel in enumerate(seed.channel, 1):
        yield from ((f"channel {number}.members", who) for who in channel.members or ())
    for number, message in enumerate(seed.message, 1):
        yield f"message {number}.by", message.by
        yield from ((f"message {number}.reply", reply.by) for reply in message.reply)
        for users in message.reactions.values():
            yield from ((f"message {number}.reactions", who) for who in users)
    yield from ((f"check {number}.by", one.by) for number, one in enumerate(seed.check, 1))
    for number, story in enumerate(seed.story, 1):
        yield f"story {number}.by", story.by
        yield from ((f"story {number}.tried_by", who) for who in story.tried_by)
    yield from ((f"use {number}.by", one.by) for number, one in enumerate(seed.use, 1))
    for number, one in enumerate(seed.incident, 1):
        yield f"incident {number}.by", one.by
        yield f"incident {number}.taken_by", one.taken_by


def _are_unique(name: str, key: str, names: list[str]) -> None:
    for number, one in enumerate(names):
        if one in names[:number]:
            raise SeedError(name, key, "twice", name=one)
