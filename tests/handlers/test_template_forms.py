"""Templates in Slack: lists, favourites, what changes meanwhile, and the limits of the form."""

from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from handlers import ids
from handlers.views.templates import CARDS
from knowledge.roles import Role
from knowledge.store.checks import recent_checks
from knowledge.store.company_settings import read_company_settings
from knowledge.store.database import DatabaseUnavailable
from knowledge.store.departments import add_department, set_department
from knowledge.store.models import Department
from knowledge.store.roles import set_holders
from knowledge.store.template_revisions import Decision, NewRevision, put_in_force
from knowledge.store.templates import keep_packaged
from knowledge.template_check import LONGEST_PROMPT
from knowledge.template_library import InUse, build_library
from knowledge.template_source import write_template
from knowledge.templates import LONGEST_VALUE, load_templates
from knowledge.vault import Vault
from knowledge.wording import Words
from tests.handlers.screens_of_templates import twins

COMMAND = ids.COMMAND_TEMPLATE
MINUTES = load_templates()["minutes"]
NAMES = [
    "佐藤",
    "鈴木",
    "高橋",
    "田中",
    "伊藤",
    "渡辺",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐々木",
    "松本",
    "井上",
]
MEMO, TOPIC = "会議のメモ", "会議の名前と目的"


@pytest.fixture
def library(connect, services):
    """Let people get other templates; returns what is in the library from then on."""

    def use(*in_use, former=()):
        made = build_library(in_use, former)
        connect(replace(services, templates=lambda: made))
        return made

    return use


def choose(person, id_="minutes", words="議事録"):
    person.command(COMMAND, words)
    return person.click(ids.ACTION_USE_TEMPLATE, id_)


def many_slots():
    """A template with ten long slots, and so many words around them that all fit exactly."""
    slot = MINUTES.slots[0]
    slots = tuple(
        replace(slot, name=f"s{n}", label=Words(f"{n}番", f"No. {n}"), max_length=LONGEST_VALUE)
        for n in range(1, 11)
    )
    places = "".join(f"{{{{{one.name}}}}}\n" for one in slots)
    return replace(
        MINUTES, id="own-many", title=Words("十回の様式", "Ten"), text=places, slots=slots
    )


def ten_values(more=0):
    """What makes the prompt exactly as long as it may be."""
    text = "受付の案内を見直す。分かりやすい順に並べる。\n" * 200
    whole, lines = LONGEST_PROMPT + more, 10
    each, rest = divmod(whole - lines, 10)
    return {f"{n}番": text[: each + (rest if n == 1 else 0)] for n in range(1, 11)}


def parts_to_copy(view):
    return [
        block["elements"][0]["elements"][0]["text"]
        for block in view.blocks
        if block["type"] == "rich_text" and block["elements"][0]["type"] == "rich_text_preformatted"
    ]


class TestLists:
    """What a person finds, and in which order."""

    def test_without_words_what_is_nearest_is_offered(self, tanaka):
        """All of it is in the menu."""
        view = tanaka.command(COMMAND)
        assert "よく使われるもの" in view.text
        assert "36件から選ぶ" in view.text

    def test_the_own_department_comes_first(self, database, clock, tanaka):
        """And is named."""
        with database.begin() as session:
            made = add_department(session, "営業部", by="x", now=clock())
            assert isinstance(made, Department)
            set_department(session, [tanaka.id], made.id, by="x", now=clock())
        view = tanaka.command(COMMAND)
        assert "営業部でよく使うもの" in view.text
        first = next(block for block in view.blocks if block["type"] == "actions")
        chosen = first["elements"][0]["value"]
        assert "sales" in load_templates()[chosen].departments

    def test_searching_again_in_the_modal(self, tanaka):
        """Other words, other hits; no words, a kind error."""
        tanaka.command(COMMAND, "潜水艦の塗装")
        assert "FAQ" in tanaka.submit(search="よくある質問").text
        assert tanaka.submit(search="　").errors == {"search": "さがす言葉を書いてください。"}

    def test_the_words_are_on_no_screen(self, slack, tanaka):
        """Whoever pastes a whole text into the search does not get it back from us."""
        for words in ("佐藤様の議事録", "佐藤様の潜水艦 03-1234-5678"):
            tanaka.command(COMMAND, words)
            tanaka.submit(search=words)
            assert "佐藤" not in slack.everything_sent_by_app()
            assert "03-1234-5678" not in slack.everything_sent_by_app()

    @pytest.mark.parametrize(
        ("count", "says"),
        [
            (0, "合うテンプレートが見つかりませんでした"),
            (1, "1件見つかりました"),
            (100, "100件見つかりました"),
            (130, "ほか30件。言葉を足すと、しぼれます。"),
        ],
    )
    def test_as_many_hits_as_there_are(self, tanaka, library, count, says):
        """None, one, as many as a menu takes, and more: each can be told from the others."""
        library(*(InUse(one, 1) for one in twins(count)), former=load_templates().values())
        view = tanaka.command(COMMAND, "案内文")
        assert says in view.text
        offered = [
            option["text"]["text"]
            for block in view.blocks
            for element in block.get("elements", ())
            if element["type"] == "static_select"
            for option in element["options"]
        ]
        assert len(offered) == len(set(offered)) == (0 if count < 2 else 100)
        assert view.buttons.count("使う") == min(count, CARDS)
        if count == 0:
            assert "テンプレートを提案する" in view.buttons
            assert "担当に聞く" in view.buttons

    def test_the_one_that_is_chosen_of_a_hundred_and_thirty_opens(self, tanaka, library):
        """Their titles begin with the same hundred characters."""
        library(*(InUse(one, 1) for one in twins(130)), former=load_templates().values())
        tanaka.command(COMMAND, "案内文")
        tanaka.click(ids.ACTION_CHOOSE_TEMPLATE, "own-77")
        assert "77号" in tanaka.modal.text

    def test_what_is_gone_meanwhile_is_said(self, tanaka, library):
        """An old list with a template that was retired."""
        tanaka.command(COMMAND, "議事録")
        library(former=[MINUTES])
        assert "もう使われていません" in tanaka.click(ids.ACTION_USE_TEMPLATE, "minutes").text


class TestOnesOwn:
    """Favourites, what was used, and Home."""

    def test_a_favourite_is_kept_and_dropped(self, tanaka):
        """In the form, without losing what was typed; it then stands in 「自分のテンプレート」."""
        choose(tanaka)
        tanaka.fill({MEMO: "途中まで"})
        assert "お気に入りから外す" in tanaka.click("お気に入りに入れる").text
        assert "途中まで" in tanaka.modal.text
        tanaka.close(everything=True)
        assert "★ 会議議事録の作成" in tanaka.command(COMMAND, "mine").text
        tanaka.click("使う")
        assert "お気に入りに入れる" in tanaka.click("お気に入りから外す").text
        tanaka.close(everything=True)
        assert "★" not in tanaka.command(COMMAND, "mine").text

    def test_following(self, tanaka):
        """Listed where one's own templates are."""
        choose(tanaka)
        tanaka.click("変わったら知らせる")
        assert "知らせを止める" in tanaka.modal.text
        tanaka.close(everything=True)
        assert "変わったら知らせるもの" in tanaka.command(COMMAND, "mine").text

    def test_home_has_the_nearest_ones(self, tanaka):
        """A favourite first; chosen there, its form opens at once."""
        choose(tanaka)
        tanaka.click("お気に入りに入れる")
        tanaka.close(everything=True)
        tanaka.open_home()
        assert "★ 会議議事録の作成" in tanaka.home.text
        tanaka.click(ids.ACTION_CHOOSE_TEMPLATE, "minutes")
        assert "テンプレートに記入" in tanaka.modal.text
        tanaka.close()
        assert "よく使われるもの" in tanaka.click("テンプレートをさがす").text
        assert "自分のテンプレート" in tanaka.click(ids.ACTION_MY_TEMPLATES).text


class TestMeanwhile:
    """Something changes while a person fills a template in."""

    def test_retired(self, tanaka, library):
        """Said at the first field; what was typed stays."""
        choose(tanaka)
        library(former=[MINUTES])
        view = tanaka.submit({MEMO: "大事なメモ", TOPIC: "定例"})
        (said,) = view.errors.values()
        assert "「会議議事録の作成」は使われなくなりました" in said
        assert "大事なメモ" in view.text

    def test_retired_before_a_proposal_is_taken(self, tanaka, library):
        """Said on top of the form."""
        choose(tanaka)
        tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "定例"})
        library(former=[MINUTES])
        assert "使われなくなりました" in tanaka.click("この文にする").text

    def test_renewed(self, tanaka, library):
        """The text that the person has before them is handed out, and said to be the older one."""
        choose(tanaka)
        library(InUse(replace(MINUTES, text="新しい文 {{memo}}", slots=MINUTES.slots[:1]), 4))
        finished = tanaka.submit({MEMO: "来月から試行", TOPIC: "定例"})
        assert "新しい版ができました" in finished.text
        assert "熟練の書記" in finished.text

    def test_renewed_after_an_earlier_renewal(self, database, clock, tanaka, library):
        """The revision that they began with is read from the database."""
        first = replace(MINUTES, text=f"版の一つ目です。{MINUTES.text}")
        with database.begin() as session:
            keep_packaged(session, "minutes", clock())
            new = NewRevision("k", "minutes", write_template(first), "", "U0", "ja", clock())
            put_in_force(session, new, Decision("U0", "lead", clock()))
        library(InUse(first, 1))
        choose(tanaka)
        library(InUse(MINUTES, 2))
        finished = tanaka.submit({MEMO: "来月から試行", TOPIC: "定例"})
        assert "版の一つ目です。" in finished.text

    def test_a_revision_that_nobody_has_any_more(self, tanaka, library):
        """Said kindly, and the form stays."""
        library(InUse(MINUTES, 7))
        choose(tanaka)
        library(InUse(MINUTES, 8))
        view = tanaka.submit({MEMO: "来月から試行", TOPIC: "定例"})
        assert "閉じて、もう一度開いてください" in str(view.errors)

    def test_what_was_changed_after_the_proposal_is_checked_again(self, tanaka):
        """The proposal is made of what stands there now."""
        choose(tanaka)
        tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "定例"})
        tanaka.fill({MEMO: "鈴木様と佐藤様から相談"})
        finished = tanaka.click("この文にする")
        assert "【顧客1】様と【顧客2】様から相談" in finished.text


class TestFilling:
    """What goes in, literally and within limits."""

    def test_several_slots_are_masked_by_one_press(self, tanaka):
        """The same person has one placeholder in both."""
        choose(tanaka)
        form = tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "佐藤様との定例"})
        assert "2か所" in form.text
        finished = tanaka.click("すべて伏せた文にして受け取る")
        assert "会議: 【顧客1】様との定例" in finished.text
        assert "【顧客1】様から相談" in finished.text

    def test_a_proposal_may_be_longer_than_its_slot(self, tanaka):
        """Placeholders are longer than the names; the field makes room for them."""
        choose(tanaka)
        topic = "、".join(f"{name}様" for name in NAMES)[:100]
        form = tanaka.submit({MEMO: "鈴木様から相談", TOPIC: topic})
        tanaka.click("この文にする", "1")
        assert "【顧客9】" in tanaka.modal.text
        finished = tanaka.submit({MEMO: "お客様から相談"})
        assert "プロンプトができました" in finished.text
        assert form.errors == {}

    def test_one_after_the_other(self, tanaka):
        """After the first the form shows what is left."""
        choose(tanaka)
        tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "03-1234-5678の件"})
        form = tanaka.click("この文にする", "0")
        assert "【顧客1】様から相談" in form.text
        assert "佐藤" not in form.text
        assert "プロンプトができました" in tanaka.click("この文にする", "1").text

    def test_masked_by_hand(self, tanaka):
        """Whoever corrects it themselves submits again."""
        choose(tanaka)
        tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "定例"})
        assert "プロンプトができました" in tanaka.submit({MEMO: "お客様から相談"}).text

    def test_a_taken_proposal_stays_when_another_slot_is_sent_wrong(self, tanaka):
        """It is put into its field again, and the new trouble is named."""
        choose(tanaka)
        tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "定例"})
        tanaka.click("この文にする")
        tanaka.close()
        form = tanaka.submit({TOPIC: "鈴木様との定例"})
        assert "【顧客1】様から相談" in form.text
        assert "「会議の名前と目的」に" in form.text

    def test_a_topic_that_must_stay_out(self, tanaka):
        """No proposal, a person to ask, and the text goes nowhere."""
        choose(tanaka)
        form = tanaka.submit(
            {MEMO: "新規事業として来期に競合会社を買収する方針を決定。未公開。", TOPIC: "定例"}
        )
        assert "伏せても入れられません" in form.text
        assert "この文にする" not in form.buttons
        tanaka.click("担当に聞く")
        assert "競合会社" not in tanaka.modal.text

    @pytest.mark.parametrize(
        "value",
        [
            r"保存先は C:\Users\10\様式 です",
            "会議の名前は {{topic}} と書く",
            r"書式は {0} 100% $1 \g<0> のまま",
            "見出しは <!channel> & *太字* にする",
        ],
    )
    def test_values_are_literal(self, tanaka, value):
        """Backslashes, places, groups, mentions."""
        choose(tanaka)
        finished = tanaka.submit({MEMO: value, TOPIC: "定例"})
        assert f'"""\n{value}\n"""' in finished.text

    def test_values_of_three_thousand_characters(self, tanaka):
        """In blocks that are copied one after another."""
        choose(tanaka)
        memo = "来月から新しい手順を試す。" * 300
        finished = tanaka.submit({MEMO: memo[:LONGEST_VALUE], TOPIC: "定例"})
        assert "下の文は2つに分かれています" in finished.text
        assert memo[:LONGEST_VALUE] in "".join(parts_to_copy(finished))

    def test_a_template_of_five_thousand_characters(self, tanaka, library):
        """Shown whole, filled whole."""
        text = ("会議のメモを整えてください。" * 400)[: 5_000 - 17] + "{{memo}}{{topic}}"
        template = replace(
            MINUTES,
            id="own-long",
            title=Words("長い様式", "Long"),
            text=text,
            slots=MINUTES.slots[:2],
        )
        library(InUse(template, 1))
        form = choose(tanaka, "own-long", "長い様式")
        assert len(text) == 5_000
        assert "".join(parts_to_copy(form)) == text
        finished = tanaka.submit({MEMO: "来月から試行", TOPIC: "定例"})
        filled = text.replace("{{memo}}", "来月から試行").replace("{{topic}}", "定例")
        assert "".join(parts_to_copy(finished)) == filled

    def test_the_longest_prompt_is_handed_out_in_numbered_blocks(self, tanaka, library):
        """All of it, in order; Slack takes the view, and nobody has to keep it as a file."""
        library(InUse(many_slots(), 1))
        choose(tanaka, "own-many", "十回の様式")
        finished = tanaka.submit(ten_values())
        assert "プロンプトができました" in finished.text
        copied = parts_to_copy(finished)
        assert len("".join(copied)) == LONGEST_PROMPT
        assert all(len(part) <= 3_000 for part in copied)
        for number in range(1, len(copied) + 1):
            assert f"· {number}／{len(copied)}" in finished.text

    def test_one_character_more_is_not_handed_out(self, tanaka, library):
        """What nobody has read is never said to be fine; how long it may be is said."""
        library(InUse(many_slots(), 1))
        choose(tanaka, "own-many", "十回の様式")
        form = tanaka.submit(ten_values(more=1))
        assert "30,000文字を超えるため" in form.text
        assert "受付の案内" in form.text
        assert "プロンプトができました" in tanaka.submit({"10番": "受付の案内"}).text

    def test_a_short_prompt_goes_along_to_chatgpt(self, tanaka, library):
        """The link carries it, and the screen says so."""
        template = replace(MINUTES, text="{{memo}}を要約してください", slots=MINUTES.slots[:1])
        library(InUse(template, 1))
        choose(tanaka)
        finished = tanaka.submit({MEMO: "来月の予定"})
        assert "?q=" in finished.text
        assert "この文が入った画面が開きます" in finished.text
        tanaka.click("ChatGPTで開く")


class TestWhatIsKept:
    """Counts and levels; what was masked can be put back by the person."""

    def test_each_look_counts_as_one_check(self, database, tanaka):
        """What was filled in, and what was handed out, as any text that is asked about."""
        choose(tanaka)
        tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "定例"})
        tanaka.click("この文にする")
        with database.read() as session:
            checks = recent_checks(session, tanaka.id)
        assert [(one.surface, one.level, one.maskable) for one in checks] == [
            ("template", "ok", False),
            ("template", "prohibited", True),
        ]

    def test_masked_words_are_put_back(self, connect, services, tanaka):
        """With the key, for a day, from the menu or Home."""
        connect(replace(services, vault=Vault(Fernet.generate_key().decode())))
        choose(tanaka)
        tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "定例"})
        assert "24時間以内なら元の言葉に戻せます" in tanaka.click("この文にする").text
        tanaka.close(everything=True)
        tanaka.global_shortcut(ids.SHORTCUT_UNMASK)
        assert "佐藤様、承知しました" in tanaka.submit(answer="【顧客1】様、承知しました").text


class TestWithoutDatabase:
    """A database that is gone takes nobody their prompt."""

    def test_the_packaged_templates_work(self, tanaka, database, monkeypatch):
        """Searched, checked and handed out, and not counted."""
        tanaka.command(COMMAND, "議事録")
        tanaka.close()
        database.close()
        monkeypatch.setattr(type(database), "begin", _gone)
        monkeypatch.setattr(type(database), "read", _gone)
        choose(tanaka)
        tanaka.submit({MEMO: "佐藤様から相談", TOPIC: "定例"})
        finished = tanaka.click("この文にする")
        assert "【顧客1】様から相談" in finished.text
        assert "あとで一度だけ" not in finished.text


def _gone(_database):
    raise DatabaseUnavailable("gone")


class TestSettings:
    """Where 「ChatGPTで開く」 leads."""

    @pytest.fixture
    def sato(self, database, clock, tanaka):
        """Who has set it up."""
        with database.begin() as session:
            set_holders(session, Role.ADMIN, [tanaka.id], by="x", now=clock())
        tanaka.open_home()
        return tanaka

    def test_an_address_is_set(self, database, sato):
        """Kept as it is opened."""
        sato.click("テンプレートの設定")
        assert sato.submit(address="http://chatgpt.com").errors
        sato.submit(address="https://chatgpt.com/g/kamome")
        with database.read() as session:
            assert read_company_settings(session).chatgpt_address == "https://chatgpt.com/g/kamome"

    def test_it_is_for_those_who_organise(self, database, clock, sato):
        """An old button opens nothing for who does not any more."""
        with database.begin() as session:
            set_holders(session, Role.ADMIN, ["U0OTHER"], by="x", now=clock())
        assert "アドレス" not in sato.click("テンプレートの設定").text
