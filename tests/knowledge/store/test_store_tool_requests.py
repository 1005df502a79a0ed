"""Requests for tools: kept once, answered by whoever is first."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from knowledge.notices import AlreadyDone
from knowledge.store import tool_requests as store
from knowledge.tool_requests import ToolStatus

NOW = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
NEW = store.NewToolRequest("V1", "U0ASKER", "翻訳ツール", "マニュアルの下訳")


def test_a_request_is_kept_once_and_answered_once(database):
    """The second lead hears who was first."""
    with database.begin() as session:
        id_ = store.keep_request(session, NEW, now=NOW)
        assert id_ is not None
        assert store.keep_request(session, NEW, now=LATER) is None
        assert [one.id for one in store.open_requests(session)] == [id_]
        first: dict[str, Any] = {"by": "U0LEAD", "now": NOW}
        assert (
            store.answer_request(session, id_, ToolStatus.DECLINED, "契約前です", **first) is None
        )
        second: dict[str, Any] = {"by": "U0OTHER", "now": LATER}
        late = store.answer_request(session, id_, ToolStatus.ALLOWED, "", **second)
        assert late == AlreadyDone("U0LEAD", NOW)
        assert store.open_requests(session) == []
        (own,) = store.requests_of(session, "U0ASKER")
    assert (own.status, own.answer) == (ToolStatus.DECLINED, "契約前です")


def test_what_is_not_there_is_said(database):
    """A button of another database."""
    with database.begin() as session, pytest.raises(LookupError):
        store.answer_request(session, 9, ToolStatus.ALLOWED, "", by="U0LEAD", now=NOW)
