"""Templates: searched, filled in, checked, handed out and asked about, in each mode and database."""

import pytest

from handlers import ids
from knowledge.roles import Role
from knowledge.store.roles import set_holders
from knowledge.store.template_uses import popularity, uses_of
from knowledge.template_states import Popularity

COMMAND = ids.COMMAND_TEMPLATE
MEMO = "・山田商事の佐藤様から相談\n・費用は1,200,000円"
MASKED = "・【顧客1】の【顧客2】様から相談\n・費用は【金額1】"


@pytest.fixture
def gets(slack, annai):
    """Wait until somebody's newest message from the bot says this, and return it."""

    def wait(person, said):
        annai.annai.runner.tick()
        slack.settle(lambda: any(said in one.text for one in person.dm), seconds=20)
        return next(one for one in reversed(person.dm) if said in one.text)

    return wait


@pytest.fixture
def counts(slack, annai, clock):
    """Wait until the uses of the minutes are counted like this, and of nothing else."""

    def read():
        with annai.annai.services.database.read() as session:
            since, until = clock().replace(year=2000), clock().replace(year=2100)
            return popularity(session, since=since, until=until, now=clock())

    def wait(expected):
        slack.settle(lambda: read() == {"minutes": expected}, seconds=20)

    return wait


def choose(person, words="議事録", value="minutes"):
    person.command(COMMAND, words)
    return person.click(ids.ACTION_USE_TEMPLATE, value)


def test_from_the_words_to_the_prompt_and_what_came_of_it(
    slack, annai, tanaka, gets, counts, clock
):
    """A customer's name is named at its slot, masked by one press, handed out, and rated."""
    assert "会議議事録の作成" in tanaka.command(COMMAND, "議事録").text
    form = tanaka.click("使う", "minutes")
    assert "お客様の氏名" in form.text
    form = tanaka.submit({"会議のメモ": MEMO, "会議の名前と目的": "受付改善の定例"})
    assert "「会議のメモ」に、このままでは入れられないものがあります" in form.text
    assert "「会議の名前と目的」に" not in form.text
    assert MASKED in form.text

    finished = tanaka.click("この文にする")
    assert finished.text.startswith("== modal: プロンプトができました ==")
    assert MASKED in finished.text
    assert "佐藤" not in finished.text
    assert "受付改善の定例" in finished.text
    assert "https://chatgpt.com/" in finished.text
    form = tanaka.close()
    assert MASKED in form.text
    tanaka.close()

    annai.annai.runner.tick()
    assert tanaka.dm == []
    clock.advance(minutes=61)
    gets(tanaka, "プロンプトは役に立ちましたか")
    tanaka.click("そのまま使えた")
    gets(tanaka, "何分くらい減りましたか")
    tanaka.click(ids.ACTION_MINUTES_SAVED, "30分")
    gets(tanaka, "減った時間: 30分（自己申告）")
    tanaka.click("ひとこと書く")
    assert "お客様や取引先" in str(tanaka.submit(comment="佐藤様の件で助かりました").errors)
    tanaka.submit(comment="宿題の表が便利でした")
    gets(tanaka, "ひとことを受け取りました")
    assert len(tanaka.dm) == 1
    said = {"as_is": 1, "corrections": 1, "minutes_saved": 30, "with_minutes": 1}
    counts(Popularity(1, handed_out=1, **said))
    with annai.annai.services.database.read() as session:
        (use,) = uses_of(session, tanaka.id)
    assert (use.level, use.comment) == ("ok", "宿題の表が便利でした")


def test_in_english(smith, gets, clock):
    """The same way in the other language; nothing Japanese but the prompt itself."""
    smith.command(COMMAND, "meeting minutes")
    smith.click("Use", "minutes")
    form = smith.submit({"Notes of the meeting": MEMO, "Name and purpose": "Weekly"})
    assert "“Notes of the meeting” has something that may not go in" in form.text
    assert "Your prompt is ready" in smith.click("Use this wording").text
    smith.close(everything=True)
    clock.advance(minutes=61)
    gets(smith, "Did the prompt help?")
    smith.click("Could not use it")
    gets(smith, "Thank you.")


def test_nobody_is_asked_twice_nor_after_they_said_no(tanaka, gets, annai, clock):
    """One question a day at most; 「今後はたずねない」 ends it, and it can be taken back."""

    def take_one():
        choose(tanaka)
        finished = tanaka.submit({"会議のメモ": "来月から試行", "会議の名前と目的": "定例"})
        assert "プロンプトができました" in finished.text
        tanaka.close(everything=True)
        return "あとで一度だけ" in finished.text

    assert take_one()
    assert not take_one()
    clock.advance(hours=2)
    gets(tanaka, "プロンプトは役に立ちましたか")
    tanaka.click("今後はたずねない")
    gets(tanaka, "今後はたずねません")
    clock.advance(hours=24)
    assert not take_one()
    tanaka.command(COMMAND, "mine")
    assert "使ったあとの質問は止めてあります" in tanaka.modal.text
    tanaka.click("役に立ったかを、またたずねてもらう")
    assert "止めてあります" not in tanaka.modal.text
    tanaka.close(everything=True)
    assert take_one()
    assert len(tanaka.dm) == 1


def test_nothing_fits_and_a_person_is_asked(slack, annai, tanaka, gets, clock):
    """The words go along, because they may."""
    suzuki = slack.person("鈴木")
    with annai.annai.services.database.begin() as session:
        set_holders(session, Role.LEAD, [suzuki.id], by=suzuki.id, now=clock())
    nothing = tanaka.command(COMMAND, "潜水艦の塗装")
    assert "合うテンプレートが見つかりませんでした" in nothing.text
    tanaka.click("担当に聞く")
    assert "潜水艦の塗装" in tanaka.modal.text
    tanaka.submit(words="この用途のテンプレートがほしいです")
    gets(suzuki, "潜水艦の塗装")


def test_the_same_submission_again_counts_once(tanaka, counts):
    """Back to the form and the same prompt once more."""
    choose(tanaka)
    for _ in range(2):
        finished = tanaka.submit({"会議のメモ": "来月から試行", "会議の名前と目的": "定例"})
        assert "プロンプトができました" in finished.text
        tanaka.close()
    tanaka.close(everything=True)
    counts(Popularity(1, handed_out=1))


def test_a_closed_form_is_a_prompt_given_up(tanaka, counts):
    """Counted without what was typed."""
    choose(tanaka)
    tanaka.fill({"会議のメモ": "まだ途中"})
    tanaka.close()
    counts(Popularity(1, abandoned=1))
