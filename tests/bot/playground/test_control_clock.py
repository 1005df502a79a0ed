"""The playground's clock, and the inspector's book with its times."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.playground.moving_clock import MovingClock, NotForwardError


def now_of(page):
    return page.get("/control/clock")["clock"]["now"]


def test_the_clock_moves_to_the_next_working_morning(page, tanaka, moved):
    """Nine o'clock in Tokyo; what is due then is run, and what is due on the way."""
    assert now_of(page) == "2026-11-25T10:00:00+09:00"
    answer = page.post("/control/clock", {"to": "next_working_morning"})
    assert answer["clock"] == {
        "now": "2026-11-26T09:00:00+09:00",
        "zone": "Asia/Tokyo",
        "moved_seconds": 23 * 3600,
    }
    assert moved == [
        datetime(2026, 11, 25, 6, tzinfo=UTC),
        datetime(2026, 11, 25, 8, tzinfo=UTC),
        datetime(2026, 11, 26, tzinfo=UTC),
    ]


def test_the_clock_moves_to_the_next_month(page, tanaka):
    """The first day on which people work."""
    for expected in ("2026-12-01", "2027-01-01", "2027-02-01"):
        answer = page.post("/control/clock", {"to": "next_month"})
        assert answer["clock"]["now"] == f"{expected}T09:00:00+09:00"


def test_the_clock_moves_to_the_next_review(page, tanaka, moved):
    """The third day on which people work, through every day before it."""
    for expected in ("2026-12-03", "2027-01-05", "2027-02-03"):
        answer = page.post("/control/clock", {"to": "next_review"})
        assert answer["clock"]["now"] == f"{expected}T09:00:00+09:00"
    days = {one.astimezone(ZoneInfo("Asia/Tokyo")).date() for one in moved}
    assert len(days) == len([one for one in days if one.weekday() < 5]) > 40
    assert moved == sorted(moved)


def test_a_long_way_is_gone_at_once(page, tanaka, moved):
    """Nobody waits for a year to pass hour by hour."""
    page.post("/control/clock", {"to": "2027-11-25T09:00:00+09:00"})
    assert len(moved) == 1


@pytest.mark.parametrize(
    ("body", "now"),
    [
        ({"to": "2026-12-24T18:00:00+09:00"}, "2026-12-24T18:00:00+09:00"),
        ({"to": "2026-12-24T18:00:00"}, "2026-12-24T18:00:00+09:00"),
        ({"hours": 3}, "2026-11-25T13:00:00+09:00"),
        ({"hours": 0.5}, "2026-11-25T10:30:00+09:00"),
    ],
)
def test_the_clock_moves_to_any_later_time(page, tanaka, body, now):
    """A time without a zone is meant in the company's own."""
    assert page.post("/control/clock", body)["clock"]["now"] == now


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"to": "2026-11-25T09:59:00+09:00"}, "clock_only_forward"),
        ({"to": "2028-01-01T00:00:00+09:00"}, "clock_only_forward"),
        ({"to": "tomorrow"}, "invalid_arguments"),
        ({"to": 5}, "invalid_arguments"),
        ({}, "invalid_arguments"),
        ({"hours": True}, "invalid_arguments"),
    ],
)
def test_the_clock_goes_nowhere_else(page, tanaka, moved, body, error):
    """Nothing is run then, and the time stays."""
    assert page.post("/control/clock", body)["error"] == error
    assert (moved, now_of(page)) == ([], "2026-11-25T10:00:00+09:00")


def test_mornings_are_those_of_working_days(clock):
    """The company's own days off are passed over, across months too."""
    holidays = {date(2026, 11, 26), date(2026, 12, 1)}
    moving = MovingClock(clock, is_working_day=lambda day: day not in holidays)
    assert moving.next_working_morning().date() == date(2026, 11, 27)
    assert moving.next_month().date() == date(2026, 12, 2)


def test_a_moved_clock_goes_on_running(clock):
    """As far ahead of the real one as before."""
    moving = MovingClock(clock)
    moving.move_to(datetime(2026, 11, 26, tzinfo=UTC))
    clock.advance(hours=1)
    assert moving() == datetime(2026, 11, 26, 1, tzinfo=UTC)
    with pytest.raises(NotForwardError):
        moving.move_to(datetime(2026, 11, 26, tzinfo=UTC))


def test_the_inspector_shows_both_directions(page, app, over_http, tanaka):
    """A command with its answer, and the call that the app made meanwhile."""

    @app.command("/hello")
    def on_hello(ack, body, client):
        client.views_open(
            trigger_id=body["trigger_id"],
            view={"type": "modal", "title": {"type": "plain_text", "text": "文"}, "blocks": []},
        )
        ack("はい")

    room = page.slack.workspace.general
    page.act(tanaka, "command", channel=room, command="/hello", text="やあ")
    book = page.get("/control/calls")
    command, opening = (
        next(one for one in book["exchanges"] if one["name"] == name)
        for name in ("/hello", "views.open")
    )
    assert (command["from"], command["kind"], command["ok"]) == ("slack", "slash_commands", True)
    assert (command["request"]["text"], command["response"]) == ("やあ", "はい")
    assert (opening["from"], opening["kind"], opening["status"]) == ("bot", "call", 200)
    assert opening["response"]["view"]["type"] == "modal"
    assert command["ms"] > opening["ms"] > 0
    assert command["at"] == "2026-11-25T10:00:00.000+09:00"
    assert page.get("/control/calls", since=book["last"])["exchanges"] == []


def test_the_inspector_shows_what_went_wrong_and_no_token(page, slack, app, over_http, tanaka):
    """A refused call by its error, a dead app by how it failed."""
    app.client.api_call("auth.test")
    slack.channel("部屋", [tanaka], bot=False)
    over_http.stop()
    page.act(tanaka, "write", channel=tanaka.dm_id, text="やあ")
    shown = page.get("/control/calls")["exchanges"]
    failed = [one for one in shown if one["kind"] == "events_api"]
    assert [(one["name"], one["ok"], one["retry"]) for one in failed] == [
        ("message", False, 0),
        ("message", False, 1),
    ]
    assert failed[0]["response"] == {"failure": "connection_failed"}
    assert slack.bot_token not in str(shown)
