"""Files in a direct message: checked in memory, answered once, and never ok when unread."""

import io
import json
import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import docx
import pytest

from bot.playground.installation import ALL_SCOPES, Installation
from bot.playground.server import LocalSlack
from handlers import files as handled
from handlers.files import read_shared_files
from knowledge.documents.document import Reason
from knowledge.store import receipts
from knowledge.store.checks import count_checks, recent_checks
from knowledge.store.database import Database
from knowledge.store.models import EventReceipt

HARMLESS = "自社HPの公開情報を読みやすく直してください。"
SECRET = "佐藤様、電話は090-0000-1234、見積2,718,281円"
MARK = "青磁色の帯留め"
PNG = b"\x89PNG\r\n\x1a\n"


def answers(person):
    return [message for message in person.dm if message.user == "U0ANNAI"]


def answer(slack, person):
    """The one answer, which may come after the event was given back."""
    slack.settle(lambda: bool(answers(person)))
    (only,) = answers(person)
    return only.text


def letter(text):
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(text)
    document.save(made)
    return made.getvalue()


def counted(database):
    with database.read() as session:
        return count_checks(session)


def key_of(person, ts):
    return f"message:T0LOCAL:{person.dm_id}:{ts}"


def is_finished(database, person, ts):
    with database.read() as session:
        return receipts.is_finished(session, key_of(person, ts))


def event_of(slack, ts):
    return next(event for event in slack.events if event.payload["event"].get("ts") == ts)


def test_a_file_is_read_and_checked(database, slack, tanaka):
    """Its text decides, and what was found does not leave."""
    tanaka.message("", files=[("memo.txt", SECRET.encode("cp932"))])
    said = answer(slack, tanaka)
    assert said.startswith("# ×")
    assert "佐藤" not in said
    assert "読んでいない部分" not in said
    with database.read() as session:
        (check,) = recent_checks(session, tanaka.id)
    assert (check.surface, check.level) == ("dm", "prohibited")


def test_a_harmless_file_is_ok(slack, tanaka):
    """Everything was read and nothing was found."""
    tanaka.message("", files=[("memo.docx", letter(HARMLESS))])
    assert answer(slack, tanaka).startswith("# ◯")


def test_message_and_files_are_one_text(slack, tanaka):
    """The strictest part decides, wherever it stands: in the message, a file, or a name."""
    for text, files in [
        (SECRET, [("memo.txt", HARMLESS.encode())]),
        (HARMLESS, [("a.txt", HARMLESS.encode()), ("b.docx", letter(SECRET))]),
        ("", [("佐藤様_見積2,718,281円.txt", HARMLESS.encode())]),
    ]:
        before = len(answers(tanaka))
        tanaka.message(text, files=files)
        slack.settle(lambda before=before: len(answers(tanaka)) > before)
        assert answers(tanaka)[-1].text.startswith("# ×"), text


def test_a_question_about_a_file_is_not_the_answer_to_it(slack, tanaka):
    """「これ入れていい？」 is about what the file holds."""
    tanaka.message(
        "このファイル入れていい？", files=[("memo.csv", f"氏名,電話\n{SECRET}".encode())]
    )
    assert answer(slack, tanaka).startswith("# ×")


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("photo.png", PNG, "画像のファイル 1件"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "古い形式のOfficeのファイル 1件"),
        ("memo.docx", b"PK\x03\x04", "壊れていて最後まで読めないファイル 1件"),
        ("memo.txt", b"\xff\xfe\x42", "文字として読めないもの 1件"),
        ("app.exe", b"MZ", "読めない種類のファイル 1件"),
    ],
)
def test_what_was_not_read_is_said_and_never_ok(slack, tanaka, name, content, line):
    """However harmless the message is."""
    tanaka.message(HARMLESS, files=[(name, content)])
    said = answer(slack, tanaka)
    assert said.startswith("# ？")
    assert line in said


def test_an_unread_file_does_not_soften_a_verdict(slack, tanaka):
    """× stays ×, and the gap is said besides."""
    tanaka.message(SECRET, files=[("photo.png", PNG)])
    said = answer(slack, tanaka)
    assert said.startswith("# ×")
    assert "画像のファイル 1件" in said


def test_five_files_are_read_and_the_rest_is_said(slack, tanaka):
    """The sixth is not even fetched."""
    tanaka.message("", files=[(f"{n}.txt", HARMLESS.encode()) for n in range(7)])
    said = answer(slack, tanaka)
    assert said.startswith("# ？")
    assert "6つ目からのファイル 2件" in said
    assert len(slack.calls_to("files.download")) == 5


def test_a_long_file_says_that_it_is_long(slack, tanaka):
    """What a check does not look at is not ok."""
    tanaka.message("", files=[("long.txt", (HARMLESS * 2000).encode())])
    said = answer(slack, tanaka)
    assert said.startswith("# ？")
    assert "長いため" in said


def test_a_file_that_is_too_large_is_not_fetched(slack, tanaka, monkeypatch):
    """Slack says how large it is."""
    monkeypatch.setattr(handled, "MOST_BYTES", 10)
    tanaka.message("", files=[("memo.txt", b"a" * 11)])
    assert "20MBを超えるファイル 1件" in answer(slack, tanaka)
    assert slack.calls_to("files.download") == []


def test_english_people_read_it_in_english(slack, smith):
    """What was not read, too."""
    smith.message("", files=[("photo.png", PNG)])
    assert "image files: 1" in answer(slack, smith)


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        ({}, ""),
        ({"mode": "external", "is_external": True}, "external"),
        ({"mode": "tombstone", "url_private_download": None}, "gone"),
        ({"mode": "hidden_by_limit", "url_private_download": None}, "gone"),
        ({"file_access": "check_file_info", "url_private_download": None}, "foreign_file"),
        ({"file_access": "access_denied"}, "foreign_file"),
        ({"mode": "canvas"}, "unknown_type"),
        ({"size": 20_000_001}, "too_large"),
        ({"url_private_download": None}, "gone"),
    ],
)
def test_what_need_not_be_tried(changes, obstacle):
    """Files elsewhere, of others, deleted, hidden by the plan, or no files at all."""
    file = {"name": "a.txt", "size": 1, "mode": "hosted", "file_access": "visible"}
    file |= {"url_private_download": "https://files.slack.com/a"} | changes
    (read,) = read_shared_files({"files": [file]})
    assert read.obstacle == obstacle
    assert "a.txt" not in repr(read)


def test_a_snippet_is_a_text(slack):
    """Slack turns a long message into one, with any name."""
    file = {"name": "Untitled", "mode": "snippet", "url_private_download": "https://x"}
    assert [one.name for one in read_shared_files({"files": [file]})] == ["Untitled.txt"]
    assert read_shared_files({}) == ()


def test_every_reason_has_words(texts):
    """In both languages."""
    keys = [*Reason, "too_many", "external", "foreign_file", "gone", "no_access", "not_fetched"]
    assert all(texts.has(f"unread.{key}") for key in keys)


def test_without_the_scope_the_person_learns_why(clock, services, connect, carrier):
    """Slack shows a page for signing in; that is not judged."""
    granted = Installation(scopes=ALL_SCOPES - {"files:read"})
    with LocalSlack(clock, installation=granted) as slack:
        app = connect(services)
        app.client.base_url = slack.api_url
        slack.delivery.carrier = carrier(app)
        person = slack.person("佐々木")
        person.message(HARMLESS, files=[("memo.txt", HARMLESS.encode())])
        said = answer(slack, person)
    assert said.startswith("# ？")
    assert "files:read" in said


class TestOnce:
    """Files take longer than three seconds; there is one answer all the same."""

    def test_three_deliveries_are_one_answer(self, database, slack, tanaka):
        """The file is fetched once."""
        ts = tanaka.message("", files=[("memo.txt", SECRET.encode())])
        answer(slack, tanaka)
        slack.redeliver(event_of(slack, ts).event_id, times=2)
        assert len(answers(tanaka)) == 1
        assert len(slack.calls_to("files.download")) == 1
        assert counted(database) == 1

    def test_a_slow_file_is_answered_after_the_event_was_given_back(self, database, slack, tanaka):
        """Not acknowledged, so that Slack comes again should we die; busy until then."""
        slack.faults.next("files.download", "delay", seconds=2.5)
        ts = tanaka.message("", files=[("memo.txt", SECRET.encode())])
        assert not event_of(slack, ts).acknowledged
        (again,) = slack.redeliver(event_of(slack, ts).event_id)
        assert not again.acknowledged
        assert answer(slack, tanaka).startswith("# ×")
        slack.settle(lambda: is_finished(database, tanaka, ts))
        (later,) = slack.redeliver(event_of(slack, ts).event_id)
        assert later.acknowledged
        assert len(answers(tanaka)) == 1
        assert counted(database) == 1

    @pytest.mark.parametrize("fault", ["500", "cut", "429"])
    def test_a_download_that_fails_is_tried_again(self, slack, tanaka, fault):
        """Slack or the network had a bad moment."""
        slack.faults.next("files.download", fault)
        tanaka.message("", files=[("memo.txt", SECRET.encode())])
        assert answer(slack, tanaka).startswith("# ×")

    def test_a_download_that_never_works_is_said(self, slack, tanaka, monkeypatch):
        """After a while, as not fetched."""
        monkeypatch.setattr("handlers.direct_messages._READING_SECONDS", 0.2)
        slack.faults.next("files.download", "500", times=99)
        tanaka.message(HARMLESS, files=[("memo.txt", HARMLESS.encode())])
        said = answer(slack, tanaka)
        assert said.startswith("# ？")
        assert "もう一度送ってください" in said

    def test_who_died_over_a_file_is_followed_after_the_lease(
        self, database, slack, connect, services, clock
    ):
        """The second delivery, a minute later, reads it again."""
        tanaka = slack.person("田中")
        connect(services)
        ts = tanaka.message("", files=[("memo.txt", SECRET.encode())])
        slack.settle(lambda: is_finished(database, tanaka, ts))
        self.forget(database, tanaka, ts, clock)
        clock.advance(seconds=60)
        slack.redeliver(event_of(slack, ts).event_id)
        slack.settle()
        # The answer of the one who died is found, so there is none but that.
        assert len(answers(tanaka)) == 1
        assert len(slack.calls_to("files.download")) == 2

    def test_what_was_fatal_twice_is_left_alone_the_last_time(
        self, database, slack, connect, services, clock
    ):
        """Slack's last delivery comes after five minutes: the answer is that nothing was read."""
        tanaka = slack.person("田中")
        ts = tanaka.message(HARMLESS, files=[("memo.txt", SECRET.encode())])
        self.forget(database, tanaka, ts, clock)
        connect(services)
        clock.advance(seconds=300)
        slack.redeliver(event_of(slack, ts).event_id)
        said = answer(slack, tanaka)
        assert said.startswith("# ？")
        assert slack.calls_to("files.download") == []

    def forget(self, database, person, ts, clock):
        """Leave the receipt as somebody leaves it who died over the work."""
        with database.begin() as session:
            for receipt in session.query(EventReceipt).all():
                session.delete(receipt)
        with database.begin() as session:
            receipts.claim(session, key_of(person, ts), now=clock(), lease=timedelta(seconds=50))

    def test_with_a_full_waiting_room_nothing_is_fetched(
        self, slack, connect, services, background
    ):
        """The person is told at once to send it again."""
        gate = Event()
        while background.submit(lambda: gate.wait(10)) is not None:
            pass
        connect(services)
        tanaka = slack.person("田中")
        tanaka.message(HARMLESS, files=[("memo.txt", SECRET.encode())])
        gate.set()
        assert answers(tanaka)[0].text.startswith("# ？")
        assert slack.calls_to("files.download") == []

    def test_without_database_nothing_is_fetched(self, slack, connect, services, tmp_path):
        """Without a claim two deliveries would read at the same time."""
        broken = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
        connect(replace(services, database=broken))
        tanaka = slack.person("田中")
        ts = tanaka.message(HARMLESS, files=[("memo.txt", SECRET.encode())])
        slack.redeliver(event_of(slack, ts).event_id)
        broken.close()
        assert len(answers(tanaka)) == 1
        assert slack.calls_to("files.download") == []

    def test_only_two_files_are_in_memory_at_a_time(self, slack, tanaka, monkeypatch):
        """A third one that waits too long is said, not lost."""
        monkeypatch.setattr("handlers.direct_messages._READING_SECONDS", 0.1)
        assert handled._PLACES.acquire()
        assert handled._PLACES.acquire()
        try:
            tanaka.message("", files=[("memo.txt", HARMLESS.encode())])
            assert answer(slack, tanaka).startswith("# ？")
        finally:
            handled._PLACES.release()
            handled._PLACES.release()


class TestPrivacy:
    """What a file says is nowhere but on the person's own screen, masked."""

    @pytest.fixture
    def asked(self, slack, connect, services, caplog):
        caplog.set_level(logging.DEBUG)
        connect(services)
        tanaka = slack.person("田中")
        text = f"{SECRET}、{MARK}の件です。"
        tanaka.message("", files=[(f"{MARK}.txt", text.encode()), ("a.docx", letter(text))])
        answer(slack, tanaka)
        return tanaka

    @pytest.mark.usefixtures("asked")
    def test_what_was_found_leaves_nowhere(self, slack):
        """Neither in a call nor in an acknowledgement."""
        sent = slack.everything_sent_by_app()
        assert MARK in sent
        for secret in ("佐藤", "090-0000-1234", "2,718,281円"):
            assert secret not in sent

    @pytest.mark.usefixtures("asked")
    def test_database_and_log_hold_no_word_of_it(self, database, sqlite_url, caplog):
        """Not even the file's name."""
        database.close()
        path = Path(sqlite_url.removeprefix("sqlite:///"))
        stored = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
        assert b"PHONE" in stored
        for word in ("佐藤", "090-0000-1234", MARK):
            spelled = json.dumps(word).strip('"')
            assert word.encode() not in stored
            assert spelled.encode() not in stored
            assert word not in caplog.text
            assert spelled not in caplog.text

    def test_the_masked_text_goes_to_the_asker_only(self, slack, asked):
        """One message, in their conversation with the bot."""
        told = [
            call for call in slack.calls if MARK in json.dumps(call.arguments, ensure_ascii=False)
        ]
        assert [(c.method, c.arguments["channel"]) for c in told] == [
            ("chat.postMessage", asked.dm_id)
        ]
