"""What admins are told about scheduled jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.slack_text import encode
from handlers.views import blocks as kit
from handlers.views.dates import say_time
from handlers.views.fitting import fit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Surface

_MOST_ITEMS = 10


def job_name(job: str, voice: Voice) -> str:
    """Return what people call a job."""
    key = f"job.{job}"
    return voice(key) if voice.knows(key) else job


def jobs_missed_message(job: str, due: Sequence[datetime], voice: Voice) -> Surface:
    """Runs that nobody made; the newest ones by their due time, which is a local one."""
    newest = list(due)[-_MOST_ITEMS:]
    lines = [_item(job, at, voice) for at in newest]
    if len(due) > len(newest):
        lines.append(voice("job_notice.left_out", count=len(due) - len(newest)))
    return _message(voice("job_notice.missed_title"), voice("job_notice.missed"), lines, voice)


def job_failed_message(
    job: str, due: datetime, tries: int, reference: str, voice: Voice
) -> Surface:
    """A run that failed once too often, with the number under which it stands in the log."""
    if reference:
        said = voice("job_notice.failed", count=tries, reference=reference)
    else:
        said = voice("job_notice.stopped", count=tries)
    return _message(voice("job_notice.failed_title"), said, [_item(job, due, voice)], voice)


def _item(job: str, at: datetime, voice: Voice) -> str:
    said = say_time(at, voice, with_year=True)
    return voice("job_notice.item", job=job_name(job, voice), at=said)


def _message(title: str, said: str, lines: Sequence[str], voice: Voice) -> Surface:
    blocks = [kit.header(title), kit.prose(said), kit.bullets(voice("job_notice.list"), lines)]
    return fit({"text": encode(title), "blocks": blocks}, voice)
