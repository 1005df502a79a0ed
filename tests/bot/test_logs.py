"""The logs: JSON lines that hold no text of a person, no token and no foreign sentence."""

# ruff: noqa: G004, TRY301 - libraries log like this, and that is the point
import json
import logging
import sys
import threading
import warnings

import pytest
import structlog
from typing_extensions import override

from bot.logs import configure_logs, redact
from handlers.error_log import outline, place_of

TEXT = "顧客の山田様の見積は128万円"
TOKEN = "xoxb-1234-5678-abcdEFGH"


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_our_own_lines_are_json_with_time_level_and_logger(capsys) -> None:
    """Both ways to log end in the same form."""
    configure_logs("INFO")
    structlog.get_logger("bot.run").info("ready", mode="http")
    logging.getLogger("handlers.checks").warning("slow: %s", 3)
    first, second = lines(capsys)
    assert first["event"] == "ready"
    assert first["mode"] == "http"
    assert first["logger"] == "bot.run"
    assert second["event"] == "slow: 3"
    assert second["level"] == "warning"
    assert first["timestamp"].endswith("Z")


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
@pytest.mark.parametrize(
    "logger",
    ["slack_bolt.RequestVerification", "slack_sdk.web.base_client", "sqlalchemy.engine", "urllib3"],
)
def test_a_library_cannot_say_a_persons_text_at_any_level(capsys, logger: str, level: str) -> None:
    """A body, an argument, an extra or an exception of a library shows nothing of what it held."""
    configure_logs(level)
    log = logging.getLogger(logger)
    log.setLevel(logging.DEBUG)
    log.debug("body: %s", TEXT)
    log.info(f"Invalid request signature detected (signature: x, body: {TEXT})")
    log.warning("Unhandled request %s", {"text": TEXT}, extra={"body": TEXT})
    try:
        raise ValueError(TEXT)
    except ValueError:
        log.exception(f"Failed: {TEXT}", stack_info=True)
    log.setLevel(logging.NOTSET)
    said = capsys.readouterr().err
    assert TEXT not in said
    assert "山田" not in said
    events = [json.loads(line) for line in said.splitlines()]
    assert {event["event"] for event in events} <= {
        "withheld",
        "Invalid request signature detected",
        "Unhandled request",
    }
    assert events[-1]["exception"]["type"] == "builtins.ValueError"
    assert events[-1]["source"].startswith("bot/test_logs.py:")


def test_libraries_do_not_speak_below_info_even_when_we_debug(capsys) -> None:
    """DEBUG is about our own lines."""
    configure_logs("DEBUG")
    logging.getLogger("slack_sdk.web").debug("request: %s", TEXT)
    logging.getLogger("bot.wiring").debug("building")
    assert [line["event"] for line in lines(capsys)] == ["building"]


def test_the_process_server_may_say_where_it_listens(capsys) -> None:
    """What gunicorn says about itself helps; what it says about a request is cut."""
    configure_logs("INFO")
    log = logging.getLogger("gunicorn.error")
    log.warning("Listening at: http://0.0.0.0:3000 (42)")
    log.warning(f"Error handling request POST /?text={TEXT}")
    assert [line["event"] for line in lines(capsys)] == [
        "Listening at: http://0.0.0.0:3000 (42)",
        "Error handling request",
    ]


def test_an_exception_shows_its_type_and_place_and_never_its_message(capsys) -> None:
    """Also along the chain of causes."""
    configure_logs("INFO")
    try:
        try:
            raise KeyError(TEXT)
        except KeyError as error:
            raise RuntimeError(TEXT) from error
    except RuntimeError:
        structlog.get_logger("bot.web").error("failed", exc_info=True)
        logging.getLogger("handlers.errors").exception("failed")
    for line in lines(capsys):
        assert TEXT not in str(line)
        assert line["exception"]["type"] == "builtins.RuntimeError"
        assert line["exception"]["cause"] == "builtins.KeyError"
        assert line["exception"]["frames"][-1].startswith("bot/test_logs.py:")


def test_what_nobody_caught_is_logged_without_its_message(capsys) -> None:
    """The interpreter's own way of printing a traceback would show the message."""
    configure_logs("INFO")

    def fail() -> None:
        raise RuntimeError(TEXT)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    error = RuntimeError(TEXT)
    sys.excepthook(RuntimeError, error, None)
    first, second = lines(capsys)
    assert "山田" not in str(first) + str(second)
    assert first["exception"]["type"] == second["exception"]["type"] == "builtins.RuntimeError"


def test_a_line_that_cannot_be_written_is_not_shown_raw(capsys) -> None:
    """The logging library prints the message and arguments of a broken line by itself."""
    configure_logs("INFO")
    logging.getLogger("slack_bolt").warning("%d items", TEXT)
    assert TEXT not in capsys.readouterr().err


def test_a_warning_goes_through_the_same_handler(capsys) -> None:
    """A warning of a library is a foreign sentence as well."""
    configure_logs("INFO")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(TEXT, UserWarning, stacklevel=1)
    logging.captureWarnings(capture=False)
    assert "山田" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        "xoxe.xoxp-1-Mi0yLTEw",
        "xapp-1-A0B1-2345-abcdef",
        "sk-proj-abcDEF_123456",
        "Bearer abc.def-ghi",
        "annai:p4ssw0rd",
    ],
)
def test_what_looks_like_a_token_is_taken_out_wherever_it_stands(capsys, secret: str) -> None:
    """In the event, in a value, deep inside a value, and in the address of a database."""
    configure_logs("INFO")
    said = f"postgresql://{secret}@db/annai" if ":" in secret else f"token={secret}, next"
    structlog.get_logger("bot.x").info(said, a=said, b={"c": [said, {"d": (said,)}]})
    assert secret not in capsys.readouterr().err
    assert "[secret]" in redact(said)


def test_ordinary_words_are_not_taken_for_tokens() -> None:
    """Redacting too much would make the log useless."""
    for harmless in (
        "task-1234",
        "ask-lead-about-it",
        "http://localhost:3000/healthz",
        "12:30:45@home",
    ):
        assert redact(harmless) == harmless


def test_a_value_of_an_unknown_type_shows_its_type_only(capsys) -> None:
    """A repr may hold anything."""

    class Holder:
        @override
        def __repr__(self) -> str:
            return TEXT

    configure_logs("INFO")
    structlog.get_logger("bot.x").info("held", value=Holder())
    assert lines(capsys)[0]["value"] == "<Holder>"


def test_places_do_not_show_the_folders_of_the_machine() -> None:
    """Only what helps to find the line in the source."""
    assert place_of("/home/me/secret/bot/web.py", 3) == "bot/web.py:3"
    assert place_of("/x/site-packages/slack_sdk/web/client.py", 7) == "slack_sdk/web/client.py:7"
    assert place_of("/somewhere/else.py", 1) == "else.py:1"
    assert outline(ValueError(TEXT)) == {"type": "builtins.ValueError", "frames": []}
