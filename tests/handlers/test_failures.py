"""When something goes wrong: the person is told kindly and privately, and no text leaks."""

import re
from dataclasses import replace

import pytest

from handlers import ids

COMMAND = ids.COMMAND_CAN_I_ENTER
TEXT = "佐藤様に見積 1,280,000円を送る"
REFERENCE = re.compile(r"[0-9A-F]{8}")


class BrokenRulebookError(Exception):
    """An error whose message quotes what a person wrote."""


@pytest.fixture
def broken(connect, services):
    """A bot whose every check fails in a way that nobody expected."""

    def fail():
        raise BrokenRulebookError(TEXT) from ValueError(TEXT)

    return connect(replace(services, rulebook=fail))


def assert_reported(caplog, seen, said):
    """The number that the person sees stands in the log, with types and places and no text."""
    assert said in seen
    (reference,) = REFERENCE.findall(seen)
    (line,) = [r.getMessage() for r in caplog.records if r.name == "handlers.error_log"]
    assert reference in line
    assert "handlers/checking.py:" in line or "handlers/free_answers.py:" in line
    assert "佐藤" not in caplog.text
    assert "佐藤" not in seen


@pytest.mark.usefixtures("broken")
class TestUnexpected:
    """A reference number for the person, the same number in the log."""

    def test_in_a_command(self, slack, caplog):
        """The acknowledgement says it: no call is needed that could fail too."""
        line = slack.person("田中").command(COMMAND, TEXT)
        assert line.kind == "ephemeral"
        assert_reported(caplog, line.text, "うまく処理できませんでした")
        assert slack.calls_to("chat.postMessage") == []

    def test_in_english(self, slack, caplog):
        """In the person's language, as far as it is known."""
        line = slack.person("Smith", locale="en-US").command(COMMAND, TEXT)
        assert_reported(caplog, line.text, "That did not work")

    def test_in_a_modal(self, slack, caplog):
        """The modal says it in place of an answer."""
        tanaka = slack.person("田中")
        tanaka.command(COMMAND)
        modal = tanaka.submit(text=TEXT)
        assert_reported(caplog, modal.text, "うまく処理できませんでした")

    def test_in_a_shortcut(self, slack, caplog):
        """By the request's own reply address, where the person is."""
        tanaka = slack.person("田中")
        room = slack.channel("営業", [tanaka], bot=False)
        ts = tanaka.message(TEXT, channel=room)
        line = tanaka.shortcut(ids.SHORTCUT_CHECK_MESSAGE, message_ts=ts, channel=room)
        assert line.kind == "ephemeral"
        assert_reported(caplog, line.text, "うまく処理できませんでした")

    def test_in_an_event(self, slack, caplog):
        """In the conversation with the bot; and Slack need not bring it again."""
        tanaka = slack.person("田中")
        tanaka.message(TEXT)
        assert_reported(caplog, tanaka.dm[-1].text, "うまく処理できませんでした")
        assert slack.events[-1].acknowledged

    def test_telling_may_fail_too(self, slack, caplog):
        """Then the log says so, and nothing else happens."""
        slack.faults.next("chat.postMessage", "cut")
        tanaka = slack.person("田中")
        tanaka.message(TEXT)
        assert "cannot tell a person about a failure" in caplog.text
        assert "佐藤" not in caplog.text


class TestExpected:
    """What happens on a normal day has its own words and no number."""

    @pytest.fixture
    def late(self, slack, clock):
        """Nobody is known, and four seconds pass while Slack is asked who somebody is."""

        def choose(name):
            if name == "users.info":
                clock.advance(seconds=4)

        slack.faults.whenever(choose)

    @pytest.mark.usefixtures("late")
    def test_a_command_whose_trigger_has_died(self, tanaka, smith):
        """A private line asks to run it again."""
        line = tanaka.command(COMMAND)
        assert line.kind == "ephemeral"
        assert (
            line.text
            == "画面を開くのが間に合いませんでした。お手数ですが、もう一度お試しください。"
        )
        assert "try once more" in smith.command(COMMAND).text

    @pytest.mark.usefixtures("late")
    def test_a_shortcut_whose_trigger_has_died(self, slack, tanaka):
        """By the reply address; the message's text is not in it."""
        ts = tanaka.message(TEXT, channel=slack.workspace.general)
        line = tanaka.shortcut(
            ids.SHORTCUT_CHECK_MESSAGE, message_ts=ts, channel=slack.workspace.general
        )
        assert line.kind == "ephemeral"
        assert "間に合いませんでした" in line.text

    @pytest.mark.usefixtures("late")
    def test_a_button_whose_trigger_has_died(self, tanaka, clock):
        """Home has no reply address, so it is a direct message."""
        tanaka.open_home()
        clock.advance(days=2)
        tanaka.click(ids.ACTION_OPEN_CHECK)
        assert "間に合いませんでした" in tanaka.dm[-1].text

    @pytest.mark.parametrize(
        ("fault", "said"),
        [("429", "混み合っています"), ("500", "応答がありません"), ("cut", "応答がありません")],
    )
    def test_slack_itself_has_a_bad_moment(self, slack, tanaka, fault, said):
        """No number: there is nothing to look up."""
        slack.faults.next("views.open", fault)
        line = tanaka.command(COMMAND)
        assert said in line.text
        assert not REFERENCE.search(line.text)

    def test_a_slow_screen_is_given_up_in_time(self, slack, tanaka):
        """The command is acknowledged within the three seconds."""
        tanaka.open_home()
        slack.faults.next("views.open", "delay", seconds=2.5)
        assert "応答がありません" in tanaka.command(COMMAND).text

    def test_home_that_cannot_be_published_is_left_to_the_next_delivery(self, slack, tanaka):
        """What may pass is not acknowledged; Slack brings it again and it works."""
        slack.faults.next("views.publish", "500")
        assert tanaka.open_home() is not None
        assert tanaka.dm == []

    def test_what_never_works_is_told_at_the_last_delivery(self, slack, tanaka):
        """Three more tries, then the person hears of it."""
        slack.faults.next("views.publish", "500", times=4)
        tanaka.open_home()
        assert tanaka.dm == []
        slack.redeliver(slack.events[-1].event_id, times=2)
        assert "応答がありません" in tanaka.dm[-1].text


def test_an_old_button_is_told_about(slack, bot):
    """A button that no longer exists leads to a kind line, not to a warning sign."""
    tanaka = slack.person("田中")
    tanaka.open_home()
    home = slack.workspace.home_of(tanaka.id)
    home.source["blocks"][2]["elements"][0]["action_id"] = "an.old.button"
    tanaka.click("an.old.button")
    assert "いまは使えません" in tanaka.dm[-1].text
