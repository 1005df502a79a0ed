"""The guard is never the leak: every journey with marked texts, then a search of all that is left."""

import base64
import logging
import threading
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from bot.playground.envelopes import Envelope
from bot.playground.model.server import LocalModel
from handlers import ids
from handlers.views.checks import ask_modal
from knowledge.classification import classify
from knowledge.reviews import REVIEW_JOB
from knowledge.roles import Action, Role
from knowledge.schedules import Made
from knowledge.store.checks import record_check
from knowledge.store.company_settings import change_company_settings
from knowledge.store.departments import add_department, set_department
from knowledge.store.models import Department
from knowledge.store.roles import set_holders
from tests.journeys.draft_material import WAYS, found_company
from tests.journeys.marked_requests import (
    ask_in_every_way,
    ask_while_slack_fails,
    refused_requests,
    strange_requests,
)
from tests.journeys.marked_text import (
    PLAIN,
    SECRETS,
    TEXT,
    leaks,
    outside_of_masked_text,
    parsed,
)

COMMAND = ids.COMMAND_CAN_I_ENTER


class BrokenRulebookError(Exception):
    """An error whose message quotes what a person wrote, as those of libraries do."""


class BrokenRulebook:
    """Fails as soon as somebody looks into it."""

    def __getattr__(self, name):
        raise BrokenRulebookError(TEXT) from ValueError(TEXT)


class Overheard:
    """Carries on what Slack sends, and remembers what came back."""

    def __init__(self, carrier):
        self.carrier = carrier
        self.answers = []

    def carry(self, envelope):
        answer = self.carrier.carry(envelope)
        self.answers.append(answer.body)
        return answer


@pytest.fixture(autouse=True)
def everything_logged(logged):
    """Throughout, not only where a test reads it."""


@pytest.fixture
def secret_key():
    """With the key, what placeholders stand for is in the database, locked."""
    return base64.urlsafe_b64encode(bytes(range(32))).decode()


@pytest.fixture
def model():
    """A language model: all that may be known of a text must stay away from it, too."""
    with LocalModel() as running:
        yield running


@pytest.fixture
def more_settings(model):
    return {"openai_base_url": model.base_url, "openai_model": "local-model"}


@pytest.fixture
def annai(start):
    """The bot, with a model whose opinion the company wants."""
    running = start()
    services = running.annai.services
    with services.database.begin() as session:
        change_company_settings(
            session,
            lambda settings: replace(settings, second_opinion=True),
            action=Action.SET_MODEL,
            by="U0ADMIN",
            now=services.clock(),
        )
    services.look_again()
    return running


@pytest.fixture
def overheard(slack, annai):
    slack.delivery.carrier = Overheard(slack.delivery.carrier)
    return slack.delivery.carrier


@pytest.fixture
def stored(database_url):
    """The whole database as text: the bytes of SQLite's files, or PostgreSQL's tables and log."""

    def read():
        if database_url.startswith("sqlite"):
            file = Path(database_url.removeprefix("sqlite:///"))
            files = file.parent.glob(f"{file.name}*")
            return "".join(one.read_bytes().decode("utf-8", "replace") for one in files)
        with psycopg.connect(database_url) as connection:
            tables = connection.execute(
                "SELECT relname FROM pg_stat_user_tables ORDER BY relname"
            ).fetchall()
            rows = [
                row
                for (table,) in tables
                for row in connection.execute(
                    sql.SQL("SELECT {0}::text FROM {0}").format(sql.Identifier(table))
                )
            ]
            # What a statement that failed was about would stand here.
            folder = Path(connection.info.host)
        return "\n".join([str(tables), *map(str, rows), (folder / "log").read_text("utf-8")])

    return read


@pytest.fixture
def left_behind(slack, annai, overheard, stored, logged, model):
    """All places in which a text could have been left, each as one long text."""

    def collect():
        slack.settle(seconds=20)
        # What is still being written shall be there before we look.
        annai.annai.services.background.close()
        sent = [parsed(call.arguments) for call in slack.calls]
        sent += [parsed(body) for body in overheard.answers]
        return {
            "database": stored(),
            "log": logged(),
            "metrics": annai.numbers(),
            "model": "\n".join(asked.raw for asked in model.asked),
            "sent": "\n".join([slack.everything_sent_by_app(), *overheard.answers]),
            "sent beside the masked text": "\n".join(outside_of_masked_text(sent)),
        }

    return collect


@contextmanager
def meanwhile(slack, envelope):
    """Send what gets no answer, for which Slack waits three seconds, beside something else."""
    sending = threading.Thread(target=slack.delivery.send, args=(envelope,))
    sending.start()
    yield
    sending.join()


@contextmanager
def without_database(replica, url):
    """Let the database be gone for a while."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        away = file.with_name("away")
        replica.annai.services.database.close()
        file.rename(away)
        file.mkdir()
        yield
        file.rmdir()
        away.rename(file)
        return
    name = url.partition("?")[0].rsplit("/", 1)[1]
    admin = url.replace(f"/{name}?", "/postgres?")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@pytest.fixture
def onlooker(slack):
    """Somebody who is in every room."""
    return slack.person("鈴木")


@pytest.fixture
def room(slack, onlooker, tanaka):
    return slack.channel("営業", [tanaka, onlooker], bot=True)


def test_when_all_is_well_nothing_is_left_behind(slack, tanaka, onlooker, room, left_behind):
    """The masked text reaches the asker; no other word of the text reaches anybody or anything."""
    ask_in_every_way(slack, tanaka, room)
    left = left_behind()
    assert "prohibited" in left["database"]
    assert "gAAAA" in left["database"]  # the locked map
    assert 'annai_checks_total{level="prohibited",surface="dm"} 1.0' in left["metrics"]
    assert PLAIN in left["sent"]
    assert leaks(left) == set()
    told = [call for call in slack.calls if PLAIN in str(parsed(call.arguments))]
    assert {call.method for call in told} == {"chat.postMessage", "views.open"}
    assert {call.arguments.get("channel", tanaka.dm_id) for call in told} == {tanaka.dm_id}
    assert [one for one in onlooker.surfaces if one.user not in {tanaka.id, onlooker.id}] == []


def test_a_question_to_a_person_takes_only_the_masked_text_along(
    slack, annai, tanaka, onlooker, room, left_behind
):
    """In the form, in the database, before the lead: masked; and own words with marks stay out."""
    now = annai.annai.services.clock()
    with annai.annai.services.database.begin() as session:
        set_holders(session, Role.LEAD, [onlooker.id], by=onlooker.id, now=now)
    tanaka.command(ids.COMMAND_ASK_LEAD, TEXT)
    assert tanaka.submit(words=TEXT, purpose=TEXT).errors
    tanaka.close()
    for button in (ids.ACTION_ASK_LEAD, ids.ACTION_REPORT_VERDICT):
        tanaka.command(COMMAND, TEXT)
        tanaka.click(button)
        assert tanaka.submit(words=TEXT).errors
        tanaka.submit(words="お礼の文です")
    annai.annai.runner.tick()
    slack.settle(lambda: len(onlooker.dm) >= 2, seconds=20)
    onlooker.click(ids.ACTION_ANSWER_CONDITIONAL)
    assert onlooker.submit(advice=TEXT).errors
    onlooker.submit(advice="伏せた文だけにしてください")
    annai.annai.runner.tick()
    left = left_behind()
    assert PLAIN in left["database"]
    assert {(place, word) for place, word in leaks(left) if word in SECRETS} == set()
    assert {place for place, word in leaks(left) if word == PLAIN} <= {
        "database",
        # The form carries it, and a field says how it could be written.
        "sent beside the masked text",
    }


def test_no_word_of_a_text_reaches_the_model(
    slack, annai, tanaka, onlooker, room, model, left_behind
):
    """Marked words around a question, quoted, in the thread before it, in an undecided question."""
    question = "伏せ字を元に戻すには？"
    wait_for_cards(annai)
    for text in (question, f"{TEXT}\n{question}", f"> {TEXT}\n{question}", f"{question} {TEXT}"):
        tanaka.message(text)
        tanaka.message(f"@annai {text}", channel=room)
    first = tanaka.message(TEXT)
    for thread_text in (TEXT, "それはいつまで？", question):
        tanaka.message(thread_text, thread_ts=first)
    thread = tanaka.open_pane()
    tanaka.message(TEXT, thread_ts=thread)
    tanaka.message(question, thread_ts=thread)
    with annai.annai.services.database.begin() as session:
        now = annai.annai.services.clock()
        set_holders(session, Role.LEAD, [onlooker.id], by=onlooker.id, now=now)
    undecided = "梱包ミスの原因を、作業写真の説明文を入れて考えさせてもいいですか"
    for text in (undecided, f"{undecided} 鬼頭様の分です", TEXT):
        tanaka.command(COMMAND, text)
        tanaka.click(ids.ACTION_ASK_LEAD)
        tanaka.submit(words="お礼の文です")
    slack.settle(lambda: len(model.asked) >= 5, seconds=20)
    left = left_behind()
    assert question in left["model"]
    assert undecided in left["model"]
    assert {(place, word) for place, word in leaks(left) if place == "model"} == set()


def test_no_draft_takes_along_what_is_typed_beside_it(slack, annai, tanaka, model, left_behind):
    """Marks in a form from which a draft is asked for, in what a model says, in the used draft."""
    lead = found_company(slack, annai, annai.annai.services.clock())

    def says(_given):
        texts = ["title", "before", "after", "tip", "summary", "what", "for_us", "text", "why"]
        return {**dict.fromkeys(texts, TEXT), "points": [TEXT], "tags": [TEXT]}

    for says_it in (None, says):
        model.says = says_it
        for kind, (open_it, _) in WAYS.items():
            open_it(lead)
            if kind == "notice":
                lead.fill(title=" ".join(SECRETS[:3]), body=TEXT)
            lead.click(ids.ACTION_DRAFT)
            slack.settle(lambda: "下書きを作っています" not in lead.modal.text, seconds=30)
            assert ("AIの下書きなし" in lead.modal.text) is (says_it is not None), kind
            if says_it is None and kind == "notice":
                lead.submit()
                assert lead.submit({f"{ids.BLOCK_BODY}:1": TEXT, "then": "save"}).errors
            lead.close(everything=True)
    left = left_behind()
    assert len(model.asked) == 2 * len(WAYS)
    assert {(place, word) for place, word in leaks(left) if word in SECRETS} == set()
    # A field says to its own author how it could be written.
    assert {place for place, _ in leaks(left)} <= {"sent beside the masked text"}


def wait_for_cards(replica):
    """The cards are made aside, a second after the first question for them."""
    for _ in range(600):
        if replica.annai.services.cards():
            return
        threading.Event().wait(0.1)
    pytest.fail("no cards")


def test_what_is_written_for_others_is_checked_first(slack, annai, tanaka, onlooker, left_behind):
    """Notices, requests for tools, answers to them, addresses of feeds, and the words of a command."""
    now = annai.annai.services.clock()
    with annai.annai.services.database.begin() as session:
        set_holders(session, Role.LEAD, [onlooker.id], by=onlooker.id, now=now)
    tanaka.command(ids.COMMAND_ANNAI, TEXT)
    tanaka.command(ids.COMMAND_ANNAI, "tool")
    assert tanaka.submit(tool=PLAIN + SECRETS[1], purpose=TEXT).errors
    tanaka.submit(tool="翻訳ツール", purpose="マニュアルの下訳を作りたいです")
    onlooker.command(ids.COMMAND_ANNAI, "notice")
    assert onlooker.submit(title=PLAIN + SECRETS[1], body=TEXT, then="save").errors
    onlooker.close()
    onlooker.open_home()
    onlooker.click(ids.ACTION_LIST_SOURCES)
    assert onlooker.submit(url=TEXT).errors
    onlooker.close()
    annai.annai.runner.tick()
    slack.settle(lambda: bool(onlooker.dm), seconds=20)
    onlooker.click(ids.ACTION_ANSWER_TOOL)
    assert onlooker.submit(level="declined", reason=TEXT).errors
    onlooker.submit(level="declined", reason="契約の前なので、会社のものを使ってください")
    annai.annai.runner.tick()
    left = left_behind()
    assert {(place, word) for place, word in leaks(left) if word in SECRETS} == set()
    # A field says to its own author how it could be written.
    assert {place for place, _ in leaks(left)} <= {"sent beside the masked text"}


def test_a_mistaken_entry_takes_nothing_of_the_text_along(
    slack, annai, tanaka, onlooker, room, left_behind
):
    """Reported with marked words, asked about, replied to, closed, made a case, drafted."""
    services = annai.annai.services
    with services.database.begin() as session:
        set_holders(session, Role.LEAD, [onlooker.id], by=onlooker.id, now=services.clock())
    tanaka.command(ids.COMMAND_MISINPUT, TEXT)
    tanaka.submit(categories=["customer-name"], place="private", words=TEXT)
    tanaka.close(everything=True)
    annai.annai.runner.tick()
    slack.settle(lambda: bool(onlooker.dm), seconds=20)
    onlooker.click(ids.ACTION_TAKE_INCIDENT)
    onlooker.click(ids.ACTION_ASK_REPORTER)
    assert onlooker.submit(words=TEXT).errors
    onlooker.submit(words="会話はもう消えていますか")
    onlooker.close(everything=True)
    annai.annai.runner.tick()
    slack.settle(lambda: len(tanaka.dm) == 2, seconds=20)
    tanaka.click(ids.ACTION_REPLY_ON_INCIDENT)
    assert tanaka.submit(words=TEXT).errors
    tanaka.submit(words="はい、消しました")
    annai.annai.runner.tick()
    slack.settle(lambda: len(onlooker.dm) == 2, seconds=20)
    onlooker.click(ids.ACTION_CLOSE_INCIDENT)
    onlooker.click(ids.ACTION_DRAFT)
    slack.settle(lambda: "下書きを作っています" not in onlooker.modal.text, seconds=20)
    onlooker.close()
    ending = {"outcome": "contained", "outside": "not_needed"}
    assert set(onlooker.submit({**ending, "reason": TEXT, "case": TEXT}).errors) == {
        "reason",
        "case",
    }
    onlooker.submit({**ending, "reason": "消えたことを見ました", "case": "宛名ごと貼った。"})
    annai.annai.runner.tick()
    left = left_behind()
    assert "消えたことを見ました" in left["database"]
    assert {(place, word) for place, word in leaks(left) if word in SECRETS} == set()
    # What nobody finds stands in the masked words, which those who handle it and a draft may see.
    assert {place for place, word in leaks(left) if word == PLAIN} <= {
        "database",
        "model",
        "sent beside the masked text",
    }


def test_a_success_story_takes_nothing_along_that_its_author_did_not_share(
    slack, annai, tanaka, onlooker, room, left_behind
):
    """Proposed, opened, refused at every field, edited, declined, deleted: no word of it stays."""
    services = annai.annai.services
    with services.database.begin() as session:
        change_company_settings(
            session,
            lambda now: replace(now, success_channel=room),
            action=Action.SET_CHANNELS,
            by=onlooker.id,
            now=services.clock(),
        )
    services.look_again()
    slack.settle(lambda: services.settings().success_channel == room, seconds=20)
    ts = tanaka.message(TEXT, channel=room)
    onlooker.react("ai_success", ts, channel=room)
    slack.settle(lambda: len(tanaka.dm) == 1, seconds=20)
    tanaka.click(ids.ACTION_SHARE_STORY)
    fields = dict.fromkeys(("work", "done", "prompt", "tips"), TEXT)
    fields["title"] = " ".join(SECRETS[:3])
    assert set(tanaka.submit(fields).errors) == set(fields)
    tanaka.close()
    tanaka.shortcut(ids.SHORTCUT_STORY, message_ts=ts, channel=room)
    assert tanaka.submit(fields).errors
    tanaka.close()
    tanaka.command(ids.COMMAND_STORY, TEXT)
    tanaka.close()
    tanaka.edit(ts, f"{TEXT}。", channel=room)
    tanaka.click(ids.ACTION_DECLINE_STORY)
    tanaka.delete(ts, channel=room)
    annai.annai.runner.tick()
    left = left_behind()
    assert "story:1:author:1" in left["database"]
    assert {(place, word) for place, word in leaks(left) if word in SECRETS} == set()
    # The form is filled with the masked text, and a field says how it could be written.
    assert {place for place, word in leaks(left) if word == PLAIN} <= {
        "sent",
        "sent beside the masked text",
    }


def test_a_review_keeps_only_what_may_be_in_it(slack, annai, tanaka, onlooker, room, left_behind):
    """Written at every field, replied, rewritten, decided: what may not be in it is nowhere."""
    services = annai.annai.services
    now = services.clock()
    with services.database.begin() as session:
        set_holders(session, Role.LEAD, [onlooker.id], by=onlooker.id, now=now)
        made = add_department(session, "営業部", by=onlooker.id, now=now)
        assert isinstance(made, Department)
        set_department(session, [tanaka.id], made.id, by=onlooker.id, now=now)
        change_company_settings(
            session,
            lambda settings: replace(settings, review_channel=room),
            action=Action.SET_CHANNELS,
            by=onlooker.id,
            now=now,
        )
    services.look_again()
    slack.settle(lambda: services.settings().review_channel == room, seconds=20)
    assert services.run_job(REVIEW_JOB) is Made.DONE
    annai.annai.runner.tick()
    slack.settle(lambda: len(slack.workspace.messages_in(room)) == 7, seconds=20)
    tanaka.click(ids.ACTION_WRITE_REVIEW)
    fields = dict.fromkeys(("good", "worry", "idea"), TEXT)
    assert set(tanaka.submit(fields).errors) == set(fields)
    tanaka.close()
    thread = slack.workspace.messages_in(room)[0].ts
    ts = tanaka.message(TEXT, room, thread)
    tanaka.edit(ts, f"{TEXT}。", room)
    slack.settle(lambda: len(tanaka.ephemerals) == 2, seconds=20)
    tanaka.delete(ts, room)
    onlooker.click(ids.ACTION_DECIDE_REVIEW)
    assert onlooker.submit(outcome_kind="decision", outcome=TEXT).errors
    annai.annai.runner.tick()
    left = left_behind()
    assert {(place, word) for place, word in leaks(left) if word in SECRETS} == set()
    # A field, and a line that only its author sees, say how it could be written.
    assert {place for place, _ in leaks(left)} <= {"sent beside the masked text"}


def test_what_is_filled_into_a_template_stays_between_the_person_and_slack(
    slack, annai, tanaka, onlooker, clock, left_behind
):
    """Searched with, filled in, masked, handed out, commented on: the masked text and no more."""
    tanaka.command(ids.COMMAND_TEMPLATE, TEXT)
    tanaka.submit(search=TEXT)
    tanaka.close()
    tanaka.command(ids.COMMAND_TEMPLATE, "議事録")
    tanaka.click(ids.ACTION_USE_TEMPLATE)
    assert "会議のメモ" in tanaka.submit({"会議のメモ": TEXT, "会議の名前と目的": TEXT}).text
    tanaka.click(ids.ACTION_KEEP_TEMPLATE)
    tanaka.click(ids.ACTION_TAKE_MASKED, "0")
    tanaka.fill({"読む人": TEXT})
    assert "「読む人」に" in tanaka.click(ids.ACTION_TAKE_MASKED, "1").text
    finished = tanaka.submit({"読む人": "欠席した人"})
    assert finished.text.startswith("== modal: プロンプトができました")
    assert PLAIN in finished.text
    tanaka.close(everything=True)
    clock.advance(hours=2)
    annai.annai.runner.tick()
    slack.settle(lambda: len(tanaka.dm) == 1, seconds=20)
    tanaka.click(ids.ACTION_PROMPT_AS_IS)
    annai.annai.runner.tick()
    slack.settle(lambda: ids.ACTION_COMMENT_ON_PROMPT in tanaka.dm[0].action_ids, seconds=20)
    tanaka.click(ids.ACTION_COMMENT_ON_PROMPT)
    assert tanaka.submit(comment=TEXT).errors
    left = left_behind()
    assert "handed_out" in left["database"]
    # A field that shows the masked text again, and what stands under the field for a comment.
    assert leaks(left) <= {("sent beside the masked text", PLAIN)}
    told = {call.method for call in slack.calls if PLAIN in str(parsed(call.arguments))}
    assert told <= {"views.open", "views.push", "views.update"}
    assert onlooker.surfaces == []


def test_what_is_proposed_as_a_template_is_checked_first(
    slack, annai, tanaka, onlooker, room, left_behind
):
    """From a message, in each field, and in the words with which it is declined."""
    now = annai.annai.services.clock()
    with annai.annai.services.database.begin() as session:
        set_holders(session, Role.LEAD, [onlooker.id], by=onlooker.id, now=now)
    ts = tanaka.message(TEXT, channel=room)
    tanaka.shortcut(ids.SHORTCUT_MAKE_TEMPLATE, message_ts=ts, channel=room)
    fields = (
        ids.BLOCK_TITLE,
        ids.BLOCK_PURPOSE,
        ids.BLOCK_PROMPT,
        ids.BLOCK_PROMPT_MORE,
        ids.BLOCK_TAGS,
        ids.BLOCK_WHY,
    )
    assert tanaka.submit(dict.fromkeys(fields, TEXT[:60])).errors
    assert tanaka.submit(dict.fromkeys(fields[2:3], TEXT)).errors
    fine = {
        ids.BLOCK_TITLE: "朝礼のひとこと",
        ids.BLOCK_PURPOSE: "季節の話題から、1分の話を3案つくります。",
        ids.BLOCK_PROMPT: "季節の話題を3つ挙げてください。",
        ids.BLOCK_PROMPT_MORE: "",
        ids.BLOCK_TAGS: "",
        ids.BLOCK_WHY: "毎週使うため",
    }
    assert "提案を送りました" in tanaka.submit(fine).text
    annai.annai.runner.tick()
    slack.settle(lambda: bool(onlooker.dm), seconds=20)
    onlooker.click(ids.ACTION_DECLINE_PROPOSAL)
    assert onlooker.submit(words=TEXT).errors
    left = left_behind()
    assert "季節の話題" in left["database"]
    assert {(place, word) for place, word in leaks(left) if word in SECRETS} == set()
    # A field says to its own author how it could be written.
    assert {place for place, _ in leaks(left)} <= {"sent beside the masked text"}


def test_when_things_go_wrong_nothing_is_left_behind(
    slack, annai, tanaka, room, mode, signing_secret, database_url, left_behind
):
    """No database, a broken rulebook, a failing Slack, strange and refused requests."""
    with without_database(annai, database_url):
        ask_in_every_way(slack, tanaka, room)
    with meanwhile(slack, Envelope("interactive", {"type": TEXT, "callback_id": TEXT})):
        ask_while_slack_fails(slack, tanaka)
    for envelope in strange_requests(slack, tanaka):
        slack.delivery.send(envelope)
    if mode == "http":
        refused_requests(annai, signing_secret, tanaka)
    object.__setattr__(annai.annai.services, "rulebook", BrokenRulebook)
    ask_in_every_way(slack, tanaka, room)
    left = left_behind()
    for sign in ("answered but not counted", "error.slow", "BrokenRulebookError", "KeyError"):
        assert sign in left["log"]
    for reason in ("size", "signature"):
        refused = f'annai_requests_refused_total{{reason="{reason}"}} 1.0'
        assert (refused in left["metrics"]) == (mode == "http")
    assert leaks(left) == set()


class TestTheSearchFinds:
    """A leak on purpose, one for each place, so that silence above means something."""

    @pytest.fixture
    def mode(self):
        return "http"

    @pytest.fixture
    def listener_that(self, monkeypatch):
        """Let the check do something more with the text."""

        def patch(leak):
            def leaking(text, *given):
                leak(text)
                return classify(text, *given)

            monkeypatch.setattr("handlers.checking.classify", leaking)

        return patch

    def test_a_word_in_the_log(self, tanaka, listener_that, left_behind):
        """A debug line that somebody forgot."""
        log = logging.getLogger("handlers.checks")
        listener_that(lambda text: log.debug("checking %s", text))
        tanaka.command(COMMAND, TEXT)
        assert leaks(left_behind()) == {("log", word) for word in (*SECRETS, PLAIN)}

    def test_a_word_in_the_database(self, tanaka, monkeypatch, left_behind):
        """A column that takes too much."""

        def leaking(session, **columns):
            return record_check(session, **{**columns, "surface": TEXT})

        monkeypatch.setattr("handlers.checking.record_check", leaking)
        tanaka.command(COMMAND, TEXT)
        assert leaks(left_behind()) == {("database", word) for word in (*SECRETS, PLAIN)}

    def test_a_word_in_the_numbers(self, annai, tanaka, listener_that, left_behind):
        """A label that somebody chose."""
        listener_that(lambda text: annai.annai.metrics.checks.labels(text, "ok").inc())
        tanaka.command(COMMAND, TEXT)
        assert leaks(left_behind()) == {("metrics", word) for word in (*SECRETS, PLAIN)}

    def test_a_word_in_a_message(self, annai, tanaka, listener_that, left_behind):
        """The text itself, sent to the person who wrote it."""
        post = annai.annai.client.chat_postMessage
        listener_that(lambda text: post(channel=tanaka.id, text=text))
        tanaka.command(COMMAND, TEXT)
        beside = {("sent beside the masked text", word) for word in (*SECRETS, PLAIN)}
        assert leaks(left_behind()) == beside | {("sent", word) for word in SECRETS}

    def test_a_word_that_nobody_sees(self, tanaka, monkeypatch, left_behind):
        """A harmless word in the private metadata of a modal."""

        def leaking(*given, **more):
            return {**ask_modal(*given, **more), "private_metadata": PLAIN}

        monkeypatch.setattr("handlers.checks.ask_modal", leaking)
        tanaka.command(COMMAND)
        assert leaks(left_behind()) == {("sent beside the masked text", PLAIN)}
