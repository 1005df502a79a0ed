"""Files on their way out: taken by Slack, their ids noted, and only then shared, exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.file_uploads import GONE, Uploaded, find_files, try_to_share, try_to_upload
from handlers.single_tries import Became, Try
from knowledge.store.delivery_files import files_of, note_uploaded

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from handlers.services import Services
    from handlers.single_tries import Place
    from knowledge.store.delivery_tries import Taken
    from knowledge.store.models import DeliveryFile


def send_files(services: Services, client: WebClient, taken: Taken, place: Place) -> Try:
    """Make one try to share the files of a delivery in a conversation.

    Slack lets no key of ours stand on a message with files, but it gives each file an id before
    anybody sees it. Once the ids are noted, whoever comes after a crash can look for them.

    Raises:
        DatabaseUnavailable: nothing was shared that could not be found again.
    """
    key = taken.delivery.key
    with services.database.read() as session:
        files = files_of(session, key)
    known = [Uploaded(one.file, one.title) for one in files if one.file]
    if taken.look_since is not None and len(known) == len(files):
        found = find_files(client, place, known)
        if found.became is not Became.NOTHING:
            return found
    for one in files:
        tried = _upload(services, client, one)
        if tried.became is not Became.DONE:
            return tried
    uploaded = [Uploaded(one.file or "", one.title) for one in files]
    tried = try_to_share(client, place.channel, uploaded, taken.delivery.message["text"])
    if tried.code == GONE:
        for one in files:
            _note(services, one, None)
    return tried


def _upload(services: Services, client: WebClient, file: DeliveryFile) -> Try:
    if file.file:
        return Try(Became.DONE)
    tried, id_ = try_to_upload(client, file.name, file.content)
    if tried.became is Became.DONE:
        _note(services, file, id_)
    return tried


def _note(services: Services, file: DeliveryFile, id_: str | None) -> None:
    file.file = id_
    with services.database.begin() as session:
        note_uploaded(session, file.delivery, file.place, id_)
