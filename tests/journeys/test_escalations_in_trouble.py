"""Asking people while a third of all calls to Slack go wrong: nothing is lost, nothing is doubled."""

import random
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest

from bot.playground.faults import Fault
from bot.playground.gestures import NotOnScreenError
from bot.playground.workspace import BOT_USER_ID
from handlers import ids
from knowledge.roles import Action, Role
from knowledge.store.company_settings import change_company_settings
from knowledge.store.deliveries import DeliveryKind, DeliveryStatus, failed_deliveries
from knowledge.store.departments import add_department, set_department
from knowledge.store.escalations import open_escalations
from knowledge.store.members import see_member
from knowledge.store.models import Delivery, Department, Escalation, PrecedentRow
from knowledge.store.roles import set_holders

COMMAND = ids.COMMAND_CAN_I_ENTER
QUESTION = "梱包ミスの原因を、作業写真の説明文を入れて考えさせてもいいですか"
AGAIN = "作業写真の説明文を入れて梱包ミスの原因を考えてもらうのはOK？"
ADVICE = "写っている人の名前を書かなければ入れてかまいません"
NAMES = ("田中", "鈴木", "佐藤", "加藤", "林", "森")
PATIENCE = 20
MOST = 300
_HELD = (Delivery.status == DeliveryStatus.WAITING, Delivery.lease_until.is_not(None))


@pytest.fixture
def mode():
    """The way in which requests come has no part in this."""
    return "http"


class BadDay:
    """Lets a third of the bot's calls go wrong, in all ways there are."""

    def __init__(self, seed):
        self.dice = random.Random(seed)  # noqa: S311 - no secret
        self.struck: Counter[str] = Counter()

    def __call__(self, method):
        if self.dice.random() >= 1 / 3:
            return None
        kind: Any = self.dice.choice(("429", "500", "503", "timeout", "cut"))
        self.struck[method] += 1
        if kind == "429":
            return Fault(kind, seconds=30)
        return Fault(kind, seconds=0.02, happened=self.dice.random() < 0.5)


@pytest.fixture
def company(slack, annai, clock):
    """Tanaka and Suzuki in sales, Sato its ambassador, Kato the lead, Hayashi the deputy."""
    people = {name: slack.person(name) for name in NAMES}
    room = slack.channel("ai-相談", list(people.values()), bot=True)
    now, admin = clock(), people["森"].id
    with annai.annai.services.database.begin() as session:
        for person in people.values():
            see_member(session, member=person.id, team="T0LOCAL", at=now, language="ja")
        for role, name in ((Role.ADMIN, "森"), (Role.LEAD, "加藤"), (Role.DEPUTY, "林")):
            set_holders(session, role, [people[name].id], by=admin, now=now)
        sales = add_department(session, "営業部", by=admin, now=now)
        assert isinstance(sales, Department)
        members = [people[name].id for name in ("田中", "鈴木", "佐藤")]
        set_department(session, members, sales.id, by=admin, now=now)
        sato = [people["佐藤"].id]
        set_holders(session, Role.AMBASSADOR, sato, by=admin, now=now, department=sales.id)
        change_company_settings(
            session,
            lambda known: replace(known, question_channel=room),
            action=Action.SET_CHANNELS,
            by=admin,
            now=now,
        )
    annai.annai.services.look_again()
    annai.annai.runner.tick()
    return people


class Stubborn:
    """Does things again and again until they are done, as people do on a bad day."""

    def __init__(self, slack, annai, clock):
        self.slack, self.clock = slack, clock
        self.services, self.runner = annai.annai.services, annai.annai.runner

    def press(self, act, is_done):
        """Repeat what somebody does; what it opened may have come all the same."""
        for _ in range(MOST):
            if is_done():
                return
            with suppress(NotOnScreenError):
                act()
        raise AssertionError("never done")

    def open_form(self, person, button, message):
        """Press until the form is there, and whatever was there instead is gone."""
        field = {"聞き返す…": ids.BLOCK_WORDS, "引き継ぐ…": ids.BLOCK_MEMBER}.get(button, "")

        def is_open():
            return person.modal is not None and (field in str(person.modal.blocks))

        def press():
            if person.modal is not None:
                person.close(everything=True)
            person.click(button, on=message)

        self.press(press, is_open)

    def wait(self, is_there):
        """Let time pass, a little each time, until it is there."""
        for _ in range(MOST):
            self.come_to_rest()
            if is_there():
                return
            # Less than a sender's lease: one that begins just now is not taken for dead.
            self.clock.advance(seconds=100)
        raise AssertionError("never came")

    def come_to_rest(self):
        """Send what is due; then nobody is in the middle of anything, and time may jump."""
        for _ in range(MOST):
            self.runner.tick()
            self.slack.settle(lambda: not self.rows(Delivery, *_HELD), seconds=PATIENCE)
            due = (Delivery.kind == DeliveryKind.POST, Delivery.next_try_at <= self.clock())
            if not self.rows(Delivery, Delivery.status == DeliveryStatus.WAITING, *due):
                return
        raise AssertionError("never at rest")

    def later(self, **by):
        """Let much time pass at once."""
        self.come_to_rest()
        self.clock.advance(**by)

    def gets(self, person, said):
        """Wait until the newest message of the bot that says this is there, and return it."""
        self.wait(lambda: any(said in one.text for one in person.dm))
        return next(one for one in reversed(person.dm) if said in one.text)

    def rows(self, kind, *conditions):
        with self.services.database.read() as session:
            return list(session.query(kind).filter(*conditions))


@pytest.fixture
def stubborn(slack, annai, clock):
    return Stubborn(slack, annai, clock)


def ask(stubborn, person, text):
    """Ask about a text, and put it to a person."""
    person.command(COMMAND, text)
    before = len(stubborn.rows(Escalation))
    stubborn.press(lambda: person.click("担当に聞く"), lambda: person.modal is not None)
    stubborn.press(
        lambda: person.submit(purpose="改善の提案書"),
        lambda: len(stubborn.rows(Escalation)) > before,
    )
    person.close(everything=True)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_whole_story(slack, company, stubborn, clock, seed):
    """Asked, asked back, passed on, handed over, answered, repeated, reported, told every week."""
    tanaka, suzuki, sato, kato, hayashi, _ = (company[name] for name in NAMES)
    day = BadDay(seed)
    slack.faults.whenever(day)

    ask(stubborn, tanaka, QUESTION)
    asked = stubborn.gets(sato, "質問が届きました")
    _ask_back(stubborn, sato, tanaka, asked)
    stubborn.later(hours=4, minutes=1)
    of_kato = stubborn.gets(kato, "質問が届きました")
    stubborn.open_form(kato, "引き継ぐ…", of_kato)
    kato.submit(member=hayashi.id)
    kato.close(everything=True)
    stubborn.gets(hayashi, "質問が届きました")
    _answer(stubborn, kato, of_kato)
    stubborn.press(lambda: sato.click("◯ 入れてよい", on=asked), lambda: sato.modal is not None)
    assert "@加藤" in sato.modal.text
    assert ADVICE in stubborn.gets(tanaka, "担当からの答え: △").text
    for person in (kato, sato, hayashi):
        stubborn.gets(person, "答えました: △")

    repeated = suzuki.command(COMMAND, AGAIN)
    assert ADVICE in repeated.text
    suzuki.click("これで解決した")
    _report(stubborn, suzuki, kato)
    _weekly(stubborn, slack, kato, clock)

    slack.faults.clear()
    stubborn.wait(lambda: not stubborn.rows(Delivery, Delivery.status == DeliveryStatus.WAITING))
    slack.take_problems()
    assert day.struck
    _each_message_is_there_once(stubborn, slack)
    sent = stubborn.rows(Delivery, Delivery.kind == DeliveryKind.POST)
    told = Counter((one.to, one.key.split(":")[0]) for one in sent)
    assert told[tanaka.id, "escalation"] == 2
    assert told[suzuki.id, "escalation"] == 1
    assert (told[kato.id, "lead_digest"], told[kato.id, "week_digest"]) == (1, 1)
    assert [one.status for one in stubborn.rows(Escalation)] == ["answered", "answered"]
    assert len(stubborn.rows(PrecedentRow)) == 1


MANY = (
    "倉庫の棚の並べ方の案を入れて改善案を出させてもいいですか",
    "朝礼のあいさつの下書きを入れて直してもらってもいいですか",
    "文化祭に貸す会議室の予約表を入れて整理させてもいいですか",
    "花壇の水やり当番の表を入れて組み直してもらってもいいですか",
    "食堂の献立の感想を入れて要約させてもいいですか",
    "避難訓練の手順書を入れて読みやすくしてもらってもいいですか",
)


@pytest.mark.parametrize("seed", [1, 2])
def test_many_questions_and_two_who_answer_at_once(slack, company, stubborn, seed):
    """Each is decided by one of the two, told once, and kept once."""
    tanaka, _, sato, kato, *_ = (company[name] for name in NAMES)
    day = BadDay(seed)
    slack.faults.whenever(day)
    for text in MANY:
        ask_in_own_words(stubborn, tanaka, text)
    stubborn.later(hours=4, minutes=1)
    for person in (sato, kato):
        stubborn.wait(lambda one=person: len(_of(one, "質問が届きました")) == len(MANY))
    for mine, theirs in zip(
        sorted(_of(sato, "質問が届きました"), key=_number),
        sorted(_of(kato, "質問が届きました"), key=_number),
        strict=True,
    ):
        together(
            lambda on=mine: sato.click("◯ 入れてよい", on=on),
            lambda on=theirs: kato.click("× 入れない", on=on),
        )
    stubborn.wait(lambda: not _open(stubborn))
    slack.faults.clear()
    stubborn.wait(lambda: not stubborn.rows(Delivery, Delivery.status == DeliveryStatus.WAITING))
    slack.take_problems()
    assert sum(day.struck.values()) > len(MANY)
    rows = stubborn.rows(Escalation)
    assert [one.status for one in rows] == ["answered"] * len(MANY)
    assert len(stubborn.rows(PrecedentRow)) == len(MANY)
    told = Counter(one.text.splitlines()[0] for one in _of(tanaka, "担当からの答え"))
    levels = Counter(one.answer_level for one in rows)
    assert sorted(told.values()) == sorted(levels.values())
    assert sum(told.values()) == len(MANY)
    _each_message_is_there_once(stubborn, slack)


def ask_in_own_words(stubborn, person, text):
    """Put a question to a person without asking the bot first."""
    before = len(stubborn.rows(Escalation))
    stubborn.press(lambda: person.command(ids.COMMAND_ASK_LEAD, text), lambda: person.modal)
    stubborn.press(person.submit, lambda: len(stubborn.rows(Escalation)) > before)
    person.close(everything=True)


def together(*works):
    """Do these at the same time, and wait until all are done."""
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _of(person, said):
    return [one for one in person.dm if said in one.text]


def _number(message):
    """Of which question a message is."""
    return next(text for text in MANY if text in message.text)


def _ask_back(stubborn, sato, tanaka, asked):
    stubborn.open_form(sato, "聞き返す…", asked)
    sato.submit(words="顔は写っていますか")
    sato.close(everything=True)
    back = stubborn.gets(tanaka, "担当から確認です")
    stubborn.press(lambda: tanaka.click("返事をする…", on=back), lambda: tanaka.modal is not None)
    tanaka.submit(words="手元だけです")
    tanaka.close(everything=True)
    stubborn.gets(sato, "聞き返したことへの返事です")


def _answer(stubborn, kato, message):
    stubborn.press(lambda: kato.click("△ 条件つき…", on=message), lambda: kato.modal is not None)
    kato.submit(advice=ADVICE)
    assert stubborn.rows(Escalation, Escalation.status == "answered")


def _report(stubborn, suzuki, kato):
    suzuki.command(COMMAND, "お客様の氏名")
    stubborn.press(lambda: suzuki.click("判定がおかしい"), lambda: suzuki.modal is not None)
    suzuki.submit(words="公開されている名簿の話です")
    suzuki.close(everything=True)
    report = stubborn.gets(kato, "「判定がおかしい」という知らせです")
    stubborn.press(
        lambda: kato.click("× 入れない", on=report),
        lambda: not _open(stubborn),
    )
    stubborn.gets(suzuki, "担当からの答え: ×")


def _open(stubborn):
    with stubborn.services.database.read() as session:
        return open_escalations(session)


def _weekly(stubborn, slack, kato, clock):
    """Friday's draft, published; Monday's digest."""
    room = stubborn.services.settings().question_channel
    friday = clock().replace(hour=6, minute=1) + timedelta(days=(4 - clock().weekday()) % 7)
    stubborn.later(seconds=max(0, (friday - clock()).total_seconds()))
    draft = stubborn.gets(kato, "「今週の判断」の下書き")

    def published():
        return any("今週の判断" in one.text for one in kato.messages(room))

    kato.click("公開する", on=draft)
    stubborn.wait(published)
    kato.click("公開する", on=draft)
    stubborn.gets(kato, "公開しました")
    stubborn.later(days=2, hours=18)
    stubborn.gets(kato, "質問のまとめ")


def _each_message_is_there_once(stubborn, slack):
    """What the outbox sent is what the conversations hold, no more and no less."""
    with stubborn.services.database.read() as session:
        assert failed_deliveries(session) == []
    sent = stubborn.rows(
        Delivery, Delivery.kind == DeliveryKind.POST, Delivery.status == DeliveryStatus.SENT
    )
    held = [one for one in slack.workspace.messages.values() if one.user == BOT_USER_ID]
    assert sorted((one.channel, one.ts) for one in sent) == sorted(
        (one.channel, one.ts) for one in held
    )
