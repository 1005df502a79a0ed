"""Putting masked words back, told by people in a workspace; and the search for leaks on the way."""

import json
import logging
import re
from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk.models.views import View
from sqlalchemy import select, update

from bot.playground.outline import outline_message, outline_view
from handlers import ids
from handlers.masking_maps import Shut
from handlers.texts import load_texts
from handlers.views.checks import Answer, ask_modal, verdict_message
from handlers.views.unmask import answer_modal, restored_modal, shut_modal
from knowledge.masking import mask
from knowledge.store.database import Database
from knowledge.store.models import MaskingMap
from knowledge.unmasking import Restored
from knowledge.vault import Vault
from knowledge.verdict import CategoryHit, Finding, Kind, Level, Verdict

COMMAND = ids.COMMAND_CAN_I_ENTER
BUTTON = "伏せ字を元に戻す"
MAIL = "佐藤様、見積は2,718,281円です。電話は090-0000-1234です。"
SECRETS = ("佐藤", "2,718,281円", "090-0000-1234")
# Nobody would mask this; it stands in what ChatGPT answers.
PLAIN = "青磁色の帯留め"


@pytest.fixture(scope="session")
def vault():
    return Vault("correct horse battery staple")


@pytest.fixture
def services(services, vault):
    """What the bot is built from, here with a key."""
    return replace(services, vault=vault)


def rows(database):
    with database.read() as session:
        return list(session.scalars(select(MaskingMap).order_by(MaskingMap.id)))


def copied(surface):
    """The text to copy on a screen."""
    return "".join(part for at, part in enumerate(surface.text.split("```")) if at % 2).strip("\n")


def put_back(person, answer, on=None):
    """Press the button on what is seen last, or on an older screen, and paste an answer."""
    person.click(BUTTON, on=on)
    return person.submit(answer=answer)


class TestButton:
    """On a verdict with a masked text."""

    def test_a_command_is_undone(self, tanaka):
        """Masked text out, the original back, in a modal of the person's own."""
        line = tanaka.command(COMMAND, MAIL)
        assert "佐藤" not in line.text
        modal = put_back(tanaka, copied(line))
        assert modal.kind == "modal"
        assert copied(modal) == MAIL
        assert "3 か所を元に戻しました" in modal.text
        assert "元に戻せなかったもの" not in modal.text

    def test_a_direct_message_is_undone(self, tanaka):
        """From the conversation with the bot."""
        tanaka.message(MAIL)
        assert copied(put_back(tanaka, copied(tanaka.dm[-1]))) == MAIL

    def test_a_modal_verdict_is_undone_and_still_there_afterwards(self, slack, tanaka):
        """The screens stand on top of each other."""
        tanaka.command(COMMAND)
        verdict = tanaka.submit(text=MAIL)
        assert copied(put_back(tanaka, copied(verdict))) == MAIL
        assert "# × そのままでは入れないでください" in tanaka.close().text
        assert len(slack.calls_to("views.push")) == 1

    def test_a_message_shortcut_is_undone(self, slack, tanaka):
        """Who asked about somebody's message may put its words back."""
        ts = slack.person("鈴木").message(MAIL, channel=slack.workspace.general)
        verdict = tanaka.shortcut(
            ids.SHORTCUT_CHECK_MESSAGE, message_ts=ts, channel=slack.workspace.general
        )
        assert copied(put_back(tanaka, copied(verdict))) == MAIL

    def test_each_button_is_of_its_own_check(self, clock, tanaka):
        """An older answer is not mixed up with a newer check."""
        older = tanaka.command(COMMAND, "鈴木様、見積は1,000円です")
        clock.advance(minutes=1)
        tanaka.command(COMMAND, "高橋様、見積は2,000円です")
        modal = put_back(tanaka, copied(older), on=older)
        assert copied(modal) == "鈴木様、見積は1,000円です"

    def test_what_chatgpt_altered_is_recognised(self, tanaka):
        """Full-width digits, blanks, other brackets."""
        masked = copied(tanaka.command(COMMAND, MAIL))
        altered = masked.replace("1】", " １】").replace("【", "[").replace("】", "]")
        assert copied(put_back(tanaka, altered)) == MAIL

    def test_what_cannot_be_put_back_is_said(self, tanaka):
        """A number that ChatGPT made up, and what the law removed."""
        tanaka.command(COMMAND, MAIL)
        modal = put_back(tanaka, "【金額9】と【個人番号は削除】")
        assert copied(modal) == "【金額9】と【個人番号は削除】"
        assert "元に戻せる伏せ字はありませんでした" in modal.text
        assert "【金額9】: この確認では使っていない番号です" in modal.text
        assert "マイナンバーは法律により" in modal.text

    def test_what_comes_back_is_not_formatted(self, tanaka):
        """Marks, mentions and entities in an answer are characters."""
        masked = copied(tanaka.command(COMMAND, MAIL))
        answer = f"*<!channel>* &amp; <@U0ANNAI> \\1 {masked}"
        assert copied(put_back(tanaka, answer)) == answer.replace(masked, MAIL)

    @pytest.mark.parametrize("blank", [" ", "\n\u3000"])
    def test_nothing_pasted_is_refused_at_the_field(self, tanaka, blank):
        """The modal stays, and says why."""
        tanaka.command(COMMAND, MAIL)
        assert put_back(tanaka, blank).errors == {"answer": "ChatGPTの答えを貼ってください。"}

    def test_english_people_read_english(self, smith):
        """Button, question and outcome."""
        line = smith.command(COMMAND, MAIL)
        smith.click("Put masked words back")
        assert "Put back in 3 places" in smith.submit(answer=copied(line)).text

    @pytest.mark.parametrize("text", ["自社HPの公開情報", "顧客の氏名"])
    def test_without_a_masked_text_there_is_no_button(self, database, tanaka, text):
        """And nothing is kept."""
        assert BUTTON not in tanaka.command(COMMAND, text).text
        assert rows(database) == []

    def test_a_message_delivered_twice_keeps_one_map(self, database, slack, tanaka):
        """Nothing is done twice."""
        tanaka.message(MAIL)
        slack.redeliver(slack.events[0].event_id, times=2)
        assert len(rows(database)) == 1


class TestWholeDay:
    """The shortcut and the button on Home: all checks of a person."""

    def test_the_shortcut_knows_all_checks_of_the_day(self, clock, tanaka):
        """The newest check wins, and the person is told to look."""
        tanaka.command(COMMAND, "鈴木様、見積は1,000円です。電話は090-0000-1234です。")
        clock.advance(hours=1)
        newer = tanaka.command(COMMAND, "高橋様、見積は1,000円です")
        name, amount = re.findall("【.*?】", copied(newer))
        tanaka.global_shortcut(ids.SHORTCUT_UNMASK)
        modal = tanaka.submit(answer=f"{name}、{amount}、【電話1】、【住所1】")
        assert copied(modal) == "高橋、1,000円、090-0000-1234、【住所1】"
        assert f"{name}: いくつかの確認で別の言葉に付いた番号です" in modal.text
        assert f"{amount}: いくつかの" not in modal.text
        assert "【住所1】: 24時間以内のあなたの確認には、この番号がありません" in modal.text

    def test_home_has_a_button(self, tanaka):
        """It opens the same modal."""
        masked = copied(tanaka.command(COMMAND, MAIL))
        tanaka.open_home()
        assert copied(put_back(tanaka, masked, on=tanaka.home)) == MAIL

    def test_without_a_check_nobody_has_to_paste(self, tanaka):
        """It is said at once that there is nothing to put back."""
        modal = tanaka.global_shortcut(ids.SHORTCUT_UNMASK)
        assert "元に戻せる控えがありません" in modal.text

    def test_others_get_nothing_of_it(self, slack, tanaka):
        """A person has their own checks only."""
        masked = copied(tanaka.command(COMMAND, MAIL))
        suzuki = slack.person("鈴木")
        assert "元に戻せる控えがありません" in suzuki.global_shortcut(ids.SHORTCUT_UNMASK).text
        suzuki.command(COMMAND, "見積は1,000円です")
        suzuki.global_shortcut(ids.SHORTCUT_UNMASK)
        modal = suzuki.submit(answer=masked)
        assert not any(secret in modal.text for secret in SECRETS)


class TestShut:
    """When nothing can be put back, it is said why, and nothing is."""

    def test_after_a_day_the_button_says_so(self, database, clock, tanaka):
        """Before anything is pasted; and the row is gone."""
        tanaka.command(COMMAND, MAIL)
        clock.advance(hours=24)
        assert "この確認の控えはもうありません" in tanaka.click(BUTTON).text
        assert rows(database) == []

    def test_a_day_that_ends_while_the_person_pastes(self, clock, tanaka):
        """The outcome says it as well."""
        line = tanaka.command(COMMAND, MAIL)
        tanaka.click(BUTTON)
        clock.advance(hours=24)
        modal = tanaka.submit(answer=copied(line))
        assert "この確認の控えはもうありません" in modal.text
        assert "佐藤" not in modal.text

    def test_the_map_of_another_person_is_refused_kindly(self, database, tanaka, slack):
        """Whoever gets hold of a handle gets nothing for it."""
        line = tanaka.command(COMMAND, MAIL)
        suzuki = slack.person("鈴木")
        suzuki.command(COMMAND, "見積は1,000円です")
        suzuki.click(BUTTON)
        hers, own = rows(database)
        with database.begin() as session:
            # As if the request had been forged: the modal carries the handle of the other map.
            session.execute(
                update(MaskingMap).where(MaskingMap.id == own.id).values(handle="elsewhere")
            )
            session.execute(
                update(MaskingMap).where(MaskingMap.id == hers.id).values(handle=own.handle)
            )
        modal = suzuki.submit(answer=copied(line))
        assert "これはほかの人の確認です" in modal.text
        assert "佐藤" not in modal.text

    def test_a_row_under_another_name_does_not_open(self, database, tanaka, slack):
        """Not even whoever may write to the database reads somebody's map in Slack."""
        tanaka.command(COMMAND, MAIL)
        suzuki = slack.person("鈴木")
        with database.begin() as session:
            session.execute(update(MaskingMap).values(member=suzuki.id))
        modal = suzuki.global_shortcut(ids.SHORTCUT_UNMASK)
        assert "控えが開けなくなりました" in modal.text

    def test_a_changed_key_is_said(self, connect, services, tanaka):
        """What was locked with the old one cannot be opened any more."""
        line = tanaka.command(COMMAND, MAIL)
        connect(replace(services, vault=Vault("another horse, another battery")))
        assert "控えが開けなくなりました" in tanaka.click(BUTTON).text
        tanaka.command(COMMAND, "見積は1,000円です")
        tanaka.global_shortcut(ids.SHORTCUT_UNMASK)
        assert "開けなくなった控えがあります" in tanaka.submit(answer=copied(line)).text

    def test_a_key_that_was_taken_away_is_said(self, connect, services, tanaka):
        """An old button, and the shortcut, which stays in the manifest."""
        tanaka.command(COMMAND, MAIL)
        connect(replace(services, vault=None))
        off = "伏せ字を元に戻す機能は、この案内では使っていません"
        assert off in tanaka.click(BUTTON).text
        tanaka.close()
        assert off in tanaka.global_shortcut(ids.SHORTCUT_UNMASK).text


class TestWithoutKey:
    """The feature is off: nobody sees it, nothing is kept."""

    @pytest.fixture
    def services(self, services):
        return replace(services, vault=None)

    def test_no_screen_has_the_button(self, database, tanaka):
        """Neither a verdict nor Home, and the old promise about what is stored stands."""
        screens = [tanaka.command(COMMAND, MAIL), tanaka.open_home()]
        tanaka.message(MAIL)
        screens.append(tanaka.dm[-1])
        tanaka.command(COMMAND)
        screens.append(tanaka.modal)
        assert not any(BUTTON in screen.text or "24時間" in screen.text for screen in screens)
        assert rows(database) == []


class TestWithoutDatabase:
    """The database is down or stuck: people have their verdict all the same."""

    @pytest.fixture
    def unreachable(self, services, tmp_path):
        broken = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.db'}")
        yield replace(services, database=broken)
        broken.close()

    def test_the_verdict_comes_without_the_button(self, slack, connect, unreachable):
        """The masked text is there; there is only no way back."""
        connect(unreachable)
        tanaka = slack.person("田中")
        line = tanaka.command(COMMAND, MAIL)
        assert line.text.startswith("# × そのままでは入れないでください")
        assert BUTTON not in line.text
        assert "手元で戻します" in line.text

    def test_what_was_pasted_is_not_lost(self, slack, connect, services, unreachable):
        """The modal opens, and stays with its text until the database is back."""
        connect(services)
        tanaka = slack.person("田中")
        line = tanaka.command(COMMAND, MAIL)
        connect(unreachable)
        modal = put_back(tanaka, copied(line))
        assert "ただいま記録を読めません" in modal.errors["answer"]
        connect(services)
        assert copied(tanaka.submit(answer=copied(line))) == MAIL

    def test_a_stuck_database_keeps_nobody_waiting(self, sqlite_url, tanaka):
        """Somebody holds the write lock: no button, and no error."""
        tanaka.command(COMMAND, "自社HPの公開情報")
        other = Database(sqlite_url)
        with other.begin() as session:
            session.connection()
            line = tanaka.command(COMMAND, MAIL)
        other.close()
        assert line.text.startswith("# × そのままでは入れないでください")
        assert BUTTON not in line.text


class TestPrivacy:
    """What was masked is in the person's modal and nowhere else."""

    @pytest.fixture
    def restored(self, slack, connect, services, caplog):
        """A person who put the words back in every way, at the most talkative log level."""
        caplog.set_level(logging.DEBUG)
        connect(services)
        tanaka = slack.person("田中")
        answer = copied(tanaka.command(COMMAND, MAIL)) + PLAIN
        put_back(tanaka, answer)
        tanaka.close(everything=True)
        tanaka.command(COMMAND)
        tanaka.submit(text=MAIL)
        put_back(tanaka, answer)
        tanaka.close(everything=True)
        tanaka.message(MAIL)
        put_back(tanaka, answer)
        tanaka.close(everything=True)
        tanaka.global_shortcut(ids.SHORTCUT_UNMASK)
        modal = tanaka.submit(answer=answer)
        assert copied(modal) == MAIL + PLAIN
        slack.settle()
        return tanaka

    @pytest.mark.usefixtures("restored")
    def test_the_database_holds_ciphertext_only(self, database, sqlite_url):
        """Not a word in a table or in the write-ahead log, in whatever encoding."""
        assert len(rows(database)) == 3
        database.close()
        path = Path(sqlite_url.removeprefix("sqlite:///"))
        stored = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
        for word in (*SECRETS, PLAIN, "顧客1", "氏名1"):
            assert word.encode() not in stored
            assert json.dumps(word).strip('"').encode() not in stored

    @pytest.mark.usefixtures("restored")
    def test_the_log_holds_nothing(self, caplog):
        """Not ours, not the libraries'."""
        for word in (*SECRETS, PLAIN):
            assert word not in caplog.text
            assert json.dumps(word).strip('"') not in caplog.text

    @pytest.mark.usefixtures("restored")
    def test_only_the_answer_to_the_person_holds_it(self, slack):
        """No call to Slack has a word of it: the modal is updated by the acknowledgement."""
        calls = json.dumps([call.arguments for call in slack.calls], ensure_ascii=False)
        assert PLAIN not in calls
        for secret in SECRETS:
            assert secret not in calls
        suzuki = slack.person("鈴木")
        assert suzuki.surfaces == []

    @pytest.mark.usefixtures("restored")
    def test_buttons_and_metadata_carry_an_opaque_handle(self, database, slack):
        """Random, of one length, and nothing else."""
        handles = {kept.handle for kept in rows(database)}
        assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", handle) for handle in handles)
        sent = json.dumps([call.arguments for call in slack.calls], ensure_ascii=False)
        metadata = re.findall(r'\\*"private_metadata\\*": ?\\*"([^"\\]*)', sent)
        assert metadata
        assert set(metadata) <= {*handles, ""}


OUTCOMES = {
    "restored": (Restored("佐藤様に1,000円を送る", 2), False, False),
    "partly": (
        Restored("佐藤様と【氏名9】", 1, ("【氏名9】",), ("【顧客1】",), removed=True),
        True,
        True,
    ),
    "nothing": (Restored("そのまま", 0), False, False),
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_each_outcome_reads_as_agreed(name, voice, golden):
    """The golden file is what a person reads, in their language."""
    restored, of_all, some_locked = OUTCOMES[name]
    view = restored_modal(restored, voice, of_all=of_all, some_locked=some_locked)
    View(**view).to_dict()
    golden(f"unmask/{name}.{voice.language}", outline_view(view))


@pytest.mark.parametrize("handle", ["", "abc"])
def test_the_question_reads_as_agreed(handle, voice, golden):
    """Of one check, or of all."""
    view = answer_modal(voice, handle)
    View(**view).to_dict()
    golden(f"unmask/{'one' if handle else 'all'}.{voice.language}", outline_view(view))


@pytest.mark.parametrize("why", Shut)
def test_each_reason_reads_as_agreed(why, voice, golden):
    """Why nothing can be put back, and what to do."""
    golden(f"unmask/{why.name.lower()}.{voice.language}", outline_view(shut_modal(why, voice)))


def test_the_screens_with_a_key_read_as_agreed(small_rulebook, voice, golden):
    """The verdict has the button, and the words about what is stored are true."""
    text = "見積は1,000円です"
    verdict = Verdict(
        Level.CONDITIONAL,
        findings=(Finding(3, 9, Kind.MONEY),),
        masking=mask(text, [Finding(3, 9, Kind.MONEY)]),
        categories=(CategoryHit("money", Level.CONDITIONAL, maskable=True, count=1),),
        maskable=True,
        rulebook_revision="2026-11",
    )
    message = verdict_message(Answer(verdict, small_rulebook, map_handle="abc"), voice)
    golden(
        f"unmask/verdict.{voice.language}", outline_message(message["text"], message["blocks"], {})
    )
    golden(f"unmask/ask.{voice.language}", outline_view(ask_modal(voice, keeps_maps=True)))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_huge_outcome_is_taken_by_slack(language):
    """Three thousand characters that become a million, and hundreds of unknown numbers."""
    voice = load_texts().voice(language)
    unknown = tuple(f"【郵便番号{number}】" for number in range(600))
    restored = Restored("長い文🎉<&>\n" * 100_000, 600, unknown, unknown, removed=True)
    view = restored_modal(restored, voice, of_all=True, some_locked=True)
    View(**view).to_dict()
    assert len(view["blocks"]) <= 100
    screen = outline_view(view)
    assert "580" in screen
    assert "840,006" in screen
