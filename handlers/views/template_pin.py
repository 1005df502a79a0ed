"""What is posted about templates into channels: the recommended prompts, the improvement meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers import ids
from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.fitting import fit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.template_health import Agenda, Topic
    from knowledge.templates import PromptTemplate


@dataclass(frozen=True, slots=True)
class Recommended:
    """A template that many use, and how often it was handed out in 30 days."""

    template: PromptTemplate
    used: int


def pinned_message(best: Sequence[Recommended], voice: Voice) -> Surface:
    """The five best, each with the button that opens it."""
    head = voice("template_news.pinned_header")
    blocks: list[Block] = [kit.header(head)]
    if best:
        blocks.append(kit.prose(voice("template_news.pinned_intro")))
    else:
        blocks.append(kit.prose(voice("template_news.pinned_none")))
    for place, one in enumerate(best, 1):
        template = one.template
        title = template.title.inn(voice.language)
        numbers = voice(
            "template_news.pinned_numbers",
            used=one.used,
            before=template.minutes_before,
            after=template.minutes_after,
        )
        label = voice("template_news.pinned_use", place=place)
        blocks += [
            kit.titled(
                voice("template_news.pinned_line", place=place, title=title),
                template.purpose.inn(voice.language),
                "\n",
                numbers,
            ),
            kit.actions(kit.button(label, ids.ACTION_USE_TEMPLATE, value=template.id)),
        ]
    blocks.append(kit.context(voice("template_news.pinned_note")))
    return fit({"text": encode(head), "blocks": blocks}, voice)


def meeting_message(
    agenda: Agenda, titles: Mapping[str, str], month: date, voice: Voice
) -> Surface:
    """The head of the thread of a prompt improvement meeting."""
    head = voice("template_news.meeting_header", month=_month(month, voice))
    blocks = [kit.header(head), kit.prose(voice("template_news.meeting_intro"))]
    lists = {
        "lowest": agenda.lowest_rated,
        "edited": agenda.most_edited,
        "abandoned": agenda.most_abandoned,
    }
    for name, topics in lists.items():
        if topics:
            lines = [_line("template_news.meeting_line", one, titles, voice) for one in topics]
            blocks.append(kit.bullets(voice(f"template_news.meeting_{name}"), lines))
    ask = "template_news.meeting_ask" if agenda.topics else "template_news.meeting_none"
    blocks.append(kit.context(voice(ask)))
    return fit({"text": encode(head), "blocks": blocks}, voice)


def meeting_topic(topic: Topic, titles: Mapping[str, str], voice: Voice) -> Surface:
    """One template in the thread, with the ways to look at it and to mend it."""
    said = _line("template_news.meeting_topic", topic, titles, voice)
    blocks = [
        kit.prose(said),
        kit.actions(
            kit.button(voice("template_page.open"), ids.ACTION_TEMPLATE_PAGE, value=topic.template),
            kit.button(
                voice("proposal.improve"), ids.ACTION_IMPROVE_TEMPLATE, value=topic.template
            ),
        ),
    ]
    return fit({"text": encode(said), "blocks": blocks}, voice)


def _line(key: str, topic: Topic, titles: Mapping[str, str], voice: Voice) -> str:
    return voice(
        key,
        title=titles[topic.template],
        percent=topic.percent,
        part=topic.part,
        whole=topic.whole,
    )


def _month(month: date, voice: Voice) -> str:
    return voice("template_news.month", year=month.year, month=month.month)
