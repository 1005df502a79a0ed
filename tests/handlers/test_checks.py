"""May I enter this? Told by people in a workspace."""

import logging

import pytest

from handlers import ids
from knowledge.roles import Role
from knowledge.store.checks import count_checks, recent_checks
from knowledge.store.roles import set_holders

COMMAND = ids.COMMAND_CAN_I_ENTER
MAIL = "北斗商事の佐藤様に見積 1,280,000円を送る。連絡先はsato@minato.example"
HARMLESS = "自社HPの文章を読みやすく直して"


def checks_of(database, person):
    with database.read() as session:
        return recent_checks(session, person.id)


class TestCommand:
    """`/can-i-enter` with a text."""

    def test_the_answer_is_the_acknowledgement(self, slack, tanaka):
        """The verdict comes back privately at once; nothing is posted anywhere."""
        line = tanaka.command(COMMAND, MAIL)
        assert line.kind == "ephemeral"
        assert line.text.startswith("# × そのままでは入れないでください")
        assert "佐藤" not in line.text
        assert "1,280,000" not in line.text
        assert "sato@minato.example" not in line.text
        assert {call.method for call in slack.calls} == {"auth.test", "users.info"}

    def test_only_the_asker_sees_it(self, slack, tanaka):
        """Nobody else in the channel gets to know."""
        suzuki = slack.person("鈴木")
        tanaka.command(COMMAND, MAIL)
        assert suzuki.surfaces == []

    def test_something_harmless_is_ok(self, tanaka):
        """A plain request is not stopped."""
        line = tanaka.command(COMMAND, HARMLESS)
        assert line.text.startswith("# ◯ 入れて大丈夫です")
        assert "```" not in line.text

    def test_a_question_is_answered_as_one(self, tanaka):
        """A kind of information has no masked text."""
        line = tanaka.command(COMMAND, "顧客の氏名")
        assert line.text.startswith("# × その情報は入れないでください")
        assert "```" not in line.text

    def test_english_people_are_answered_in_english(self, smith):
        """The language is the person's own in Slack."""
        assert smith.command(COMMAND, HARMLESS).text.startswith("# ◯ Fine to enter")

    def test_the_text_is_decoded_once(self, database, tanaka):
        """What the check sees has the length of what was typed, not of what was sent."""
        tanaka.command(COMMAND, "R&D部の売上 < 100万円 &lt;")
        assert checks_of(database, tanaka)[0].characters == len("R&D部の売上 < 100万円 &lt;")

    def test_it_works_where_the_bot_is_no_member(self, slack, tanaka):
        """In the DM of two people the answer arrives, and the text goes nowhere else."""
        room = slack.dm_between(tanaka, slack.person("鈴木"))
        line = tanaka.command(COMMAND, MAIL, channel=room)
        assert line.kind == "ephemeral"
        assert "北斗" not in slack.everything_sent_by_app(acknowledgements=False)

    def test_a_check_is_counted_without_its_text(self, database, tanaka, clock):
        """Level, categories, kinds and length; no word of the text."""
        tanaka.command(COMMAND, MAIL)
        (check,) = checks_of(database, tanaka)
        assert check.surface == "command"
        assert check.level == "prohibited"
        assert check.at == clock()
        assert check.kinds["MONEY"] == 1
        assert check.characters == len(MAIL)
        assert "佐藤" not in str(vars(check))

    def test_the_same_command_twice_counts_twice(self, database, tanaka):
        """Two questions are two questions."""
        tanaka.command(COMMAND, HARMLESS)
        tanaka.command(COMMAND, HARMLESS)
        with database.read() as session:
            assert count_checks(session) == 2

    def test_whom_to_ask_is_shown(self, database, slack, tanaka, clock):
        """The nearest person in charge is named on every answer that is not ok."""
        lead = slack.person("佐々木")
        with database.begin() as session:
            set_holders(session, Role.LEAD, [lead.id], by="x", now=clock())
        assert "聞く相手: @佐々木" in tanaka.command(COMMAND, MAIL).text
        assert "佐々木" not in tanaka.command(COMMAND, HARMLESS).text


class TestLanguage:
    """Slack is asked at most once a day."""

    def test_slack_is_asked_once_a_day(self, slack, smith, clock):
        """The second command asks nobody; the next day asks again."""
        smith.command(COMMAND, HARMLESS)
        smith.command(COMMAND, HARMLESS)
        assert len(slack.calls_to("users.info")) == 1
        clock.advance(hours=25)
        smith.command(COMMAND, HARMLESS)
        assert len(slack.calls_to("users.info")) == 2

    @pytest.mark.parametrize("fault", ["500", "429", "cut"])
    def test_an_answer_does_not_need_it(self, slack, smith, fault):
        """Without an answer the default language is used, and known people keep theirs."""
        slack.faults.next("users.info", fault)
        assert smith.command(COMMAND, HARMLESS).text.startswith("# ◯ 入れて大丈夫です")
        assert smith.command(COMMAND, HARMLESS).text.startswith("# ◯ Fine to enter")

    def test_a_known_language_outlives_an_outage(self, slack, smith, clock):
        """Yesterday's language is better than the default one."""
        smith.command(COMMAND, HARMLESS)
        clock.advance(hours=25)
        slack.faults.next("users.info", "500")
        assert smith.command(COMMAND, HARMLESS).text.startswith("# ◯ Fine to enter")

    def test_a_slow_answer_is_not_waited_for(self, slack, smith):
        """The call is given up after a moment; the person has the verdict."""
        slack.faults.next("users.info", "delay", seconds=2.5)
        assert smith.command(COMMAND, HARMLESS).text.startswith("# ◯")


class TestModal:
    """`/can-i-enter` alone, and the button on Home."""

    def test_the_command_alone_opens_the_question(self, tanaka):
        """No text, no verdict."""
        assert tanaka.command(COMMAND, "  ").text.startswith("== modal: 入れていいか確認 ==")

    def test_the_button_on_home_opens_the_question(self, tanaka):
        """Home is published when it is opened."""
        home = tanaka.open_home()
        assert "入れていいか確認する" in home.buttons
        assert tanaka.click("入れていいか確認する").kind == "modal"

    def test_the_verdict_takes_the_place_of_the_question(self, database, tanaka):
        """The same modal shows the answer, and the check is counted as a modal's."""
        tanaka.command(COMMAND)
        modal = tanaka.submit(text=MAIL)
        assert "# × そのままでは入れないでください" in modal.text
        assert "佐藤" not in modal.text
        (check,) = checks_of(database, tanaka)
        assert (check.surface, check.account) == ("modal", "company")

    def test_a_personal_account_is_another_matter(self, database, tanaka):
        """What the company workspace takes, a free account does not."""
        tanaka.command(COMMAND)
        modal = tanaka.submit(text="見積は1,000円です", account="personal")
        assert "# × 入れないでください" in modal.text
        assert "会社のワークスペース" in modal.text
        assert checks_of(database, tanaka)[0].account == "personal"

    def test_blanks_are_refused_at_the_field(self, database, tanaka):
        """The modal stays, and says why."""
        tanaka.command(COMMAND)
        modal = tanaka.submit(text=" \n\u3000")
        assert modal.errors == {"text": "確認する文を書いてください。"}
        assert checks_of(database, tanaka) == []

    def test_what_is_typed_into_a_field_is_not_decoded(self, database, tanaka):
        """An input sends what was typed; a second decoding would change it."""
        tanaka.command(COMMAND)
        tanaka.submit(text="&amp;lt; の書き方")
        assert checks_of(database, tanaka)[0].characters == len("&amp;lt; の書き方")

    def test_a_long_text_is_shown_whole(self, tanaka):
        """Three thousand characters with ampersands: Slack takes the view, nothing is missing."""
        tanaka.command(COMMAND)
        text = ("佐藤様へ。R&D & 営業の件です。" * 200)[:3_000]
        modal = tanaka.submit(text=text)
        copied = "".join(part for at, part in enumerate(modal.text.split("```")) if at % 2)
        assert "佐藤" not in copied
        assert copied.replace("\n", "").count("R&D") == text.count("R&D")


class TestShortcut:
    """「これ入れていい？」 on a message."""

    def test_a_message_is_judged_in_a_modal(self, database, slack, tanaka):
        """The verdict on somebody's message, for the person who asked only."""
        suzuki = slack.person("鈴木")
        ts = suzuki.message("佐藤様の電話は 090-0000-1234 です", channel=slack.workspace.general)
        modal = tanaka.shortcut(
            ids.SHORTCUT_CHECK_MESSAGE, message_ts=ts, channel=slack.workspace.general
        )
        assert modal.kind == "modal"
        assert "# × そのままでは入れないでください" in modal.text
        assert "090-0000-1234" not in modal.text
        assert checks_of(database, tanaka)[0].surface == "shortcut"
        assert checks_of(database, suzuki) == []

    def test_what_was_not_read_is_never_ok(self, slack, tanaka):
        """A harmless text with a preview: the preview was not read, so nobody says ok."""
        room = slack.workspace.general
        ts = tanaka.message(HARMLESS, channel=room)
        slack.show_preview(room, ts)
        modal = tanaka.shortcut(ids.SHORTCUT_CHECK_MESSAGE, message_ts=ts, channel=room)
        assert "# ？ 判断できません" in modal.text
        assert "引用やリンクの展開 1件" in modal.text


def test_libraries_and_ourselves_log_no_text(slack, connect, services, caplog):
    """At the most talkative level, through all journeys, the text is in no line."""
    caplog.set_level(logging.DEBUG)
    connect(services)
    tanaka = slack.person("田中")
    marker = "印鑑7731番"
    tanaka.command(COMMAND, marker)
    tanaka.command(COMMAND)
    tanaka.submit(text=marker)
    ts = tanaka.message(marker)
    tanaka.shortcut(ids.SHORTCUT_CHECK_MESSAGE, message_ts=ts)
    assert marker not in caplog.text
