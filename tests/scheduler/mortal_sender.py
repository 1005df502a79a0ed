"""A process that writes into the outbox and sends, until it is killed in the middle of a line."""

import os
import signal
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk import WebClient
from sqlalchemy import select
from sqlalchemy.orm import configure_mappers

from handlers.background import Background
from handlers.services import Services
from handlers.texts import load_texts
from knowledge.calendar import Calendar
from knowledge.company import UNKNOWN_COMPANY
from knowledge.rulebook import load_rulebook
from knowledge.store.audit import append_entry
from knowledge.store.database import Database
from knowledge.store.deliveries import (
    Draft,
    enqueue,
    enqueue_delete,
    enqueue_files,
    enqueue_update,
)
from knowledge.store.delivery_files import Attachment
from knowledge.store.models import AuditEntry
from scheduler.outbox import send_due

# Each life is a fork of the process that has imported this; what all of them need is made once.
configure_mappers()
_RULEBOOK = load_rulebook()
_TEXTS = load_texts()
_CALENDAR = Calendar(ZoneInfo("Asia/Tokyo"))
_COUNTED = ("/scheduler/", "/handlers/", "/knowledge/", "/slack_sdk/")


def tell(session, number, people, now):
    """Decide something, and tell it in the same transaction: a post, what becomes of it, files."""
    to, key = people[number % len(people)], f"t{number}"
    append_entry(session, at=now, actor="U1", action="tell", subject=str(number), outcome="done")
    enqueue(session, Draft(key, to, {"text": f"{number} asked"}), now=now)
    answer = {"text": f"{number} answered"}
    enqueue_update(session, of=key, message=answer, key=f"u{number}", now=now)
    if number % 3 == 0:
        enqueue_delete(session, of=key, key=f"d{number}", now=now)
    if number % 3 == 1:
        files = [Attachment(f"{number}{part}.txt", part, b"content") for part in "ab"]
        comment = f"{number} files"
        enqueue_files(session, of=key, comment=comment, files=files, key=f"f{number}", now=now)


def decided(session):
    """The numbers of everything that was decided."""
    return [int(one) for one in session.scalars(select(AuditEntry.subject))]


def die_after(lines, counted=_COUNTED):
    """Kill this process, as `kill -9` does, when it has come so many lines of code further.

    The lines are those of our own packages and of the library that talks to Slack, so that every
    place in them is as likely as any other, however slow the machine is.
    """
    left = lines
    # Looked at once for each file: there are millions of calls.
    known: dict[str, bool] = {}

    def trace(frame, event, _given):
        nonlocal left
        file = frame.f_code.co_filename
        if file not in known:
            known[file] = any(part in file for part in counted)
        if not known[file]:
            return None
        if event == "line":
            left -= 1
            if left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def live(url, api_url, token, people, now, lines):
    """Decide, tell and send until so many lines have passed; without a number finish what is left."""
    database = Database(url)
    background = Background()
    moment = datetime.fromisoformat(now)
    services = Services(
        database=database,
        rulebook=lambda: _RULEBOOK,
        company=lambda: UNKNOWN_COMPANY,
        texts=_TEXTS,
        clock=lambda: moment,
        calendar=lambda: _CALENDAR,
        background=background,
    )
    client = WebClient(token=token, base_url=api_url, timeout=5)
    if lines is not None:
        die_after(lines)
        work(services, client, people, moment)
    while send_due(services, client, moment):
        pass
    background.close()
    database.close()


def work(services, client, people, moment):
    """Decide one thing after the other, and send what tells about it."""
    with services.database.read() as session:
        number = max(decided(session), default=0)
    while True:
        number += 1
        with services.database.begin() as session:
            tell(session, number, people, moment)
        send_due(services, client, moment)
