"""A month's review as people live it: posted, written by form and by reply, decided, closed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from handlers import ids
from knowledge.roles import Action, Role
from knowledge.store.company_settings import change_company_settings
from knowledge.store.deliveries import waiting_deliveries
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.reviews import entries_of
from knowledge.store.roles import set_holders

SECRETS = ("北斗商事", "佐藤様", "1,280,000")
SECRET = "北斗商事の佐藤様に見積 1,280,000円を送りました"


def jst(text):
    return datetime.fromisoformat(f"{text}+09:00").astimezone(UTC)


@pytest.fixture
def clock(clock):
    """The day before the review of November."""
    clock.now = jst("2026-12-02 10:00")
    return clock


@pytest.fixture
def company(slack, annai, clock):
    """Sato helps sales, Suzuki production; Tanaka is in sales, Ito nowhere; Kato leads."""
    names = ("田中", "佐藤", "鈴木", "加藤", "伊藤", "森")
    people = {name: slack.person(name) for name in names}
    channel = slack.channel("ai-ふりかえり", list(people.values()), bot=True)
    services = annai.annai.services
    with services.database.begin() as session:
        for person in people.values():
            see_member(session, member=person.id, team="T0LOCAL", at=clock(), language="ja")
        admin = people["森"].id
        set_holders(session, Role.ADMIN, [admin], by=admin, now=clock())
        set_holders(session, Role.LEAD, [people["加藤"].id], by=admin, now=clock())
        for name, helper, others in (("営業部", "佐藤", ["田中"]), ("製造部", "鈴木", [])):
            made = add_department(session, name, by=admin, now=clock())
            assert isinstance(made, Department)
            members = [people[one].id for one in (helper, *others)]
            set_department(session, members, made.id, by=admin, now=clock())
            helping = [people[helper].id]
            set_holders(
                session, Role.AMBASSADOR, helping, by=admin, now=clock(), department=made.id
            )
        change_company_settings(
            session,
            lambda now: replace(now, review_channel=channel),
            action=Action.SET_CHANNELS,
            by=admin,
            now=clock(),
        )
    services.look_again()
    annai.annai.runner.tick()
    people["channel"] = channel
    return people


@pytest.fixture
def at(slack, annai, clock):
    """Let it be a time in Tokyo, and everything due by then be in Slack."""

    def is_all_sent():
        with annai.annai.services.database.read() as session:
            return all(one.next_try_at > clock() for one in waiting_deliveries(session))

    def move(text):
        clock.now = jst(text)
        slack.settle(seconds=20)
        annai.annai.runner.tick()
        # The outbox may be busy with some of it on another thread.
        slack.settle(is_all_sent, seconds=20)

    return move


@pytest.fixture
def stands(slack, annai, company):
    """Wait until the post above the thread says this."""

    def wait(said):
        def is_there():
            return said in post(company["田中"], company["channel"]).text

        annai.annai.runner.tick()
        slack.settle(is_there, seconds=20)

    return wait


def post(person, channel):
    return next(one for one in person.messages(channel) if "の振り返り" in one.text)


def written(annai):
    with annai.annai.services.database.read() as session:
        return [(one.texts, one.version) for one in entries_of(session, "2026-12")]


def test_a_department_writes_by_form(slack, annai, company, at, stands):
    """What may not be in is named at its field; who is late does not write over a colleague."""
    tanaka, sato, channel = (company[name] for name in ("田中", "佐藤", "channel"))
    at("2026-12-03 09:00")
    assert len(tanaka.messages(channel)) == 7
    tanaka.click("部門として書く", on=post(tanaka, channel))
    assert "営業部" in tanaka.modal.text
    assert "どれか1つ" in str(tanaka.submit().errors)
    assert "お客様" in str(tanaka.submit(good=SECRET).errors)
    assert written(annai) == []
    tanaka.submit(good="議事録の要約が10分になった")
    stands("書きました: 営業部")
    sato.click("部門として書く", on=post(sato, channel))
    assert "議事録の要約が10分になった" in sato.modal.text
    tanaka.click("部門として書く", on=post(tanaka, channel))
    sato.submit(idea="返信の型がほしい")
    assert "書き直しました" in str(tanaka.submit(good="上書き").errors)
    assert written(annai) == [
        ({"good": "議事録の要約が10分になった", "idea": "返信の型がほしい"}, 2)
    ]
    for secret in SECRETS:
        assert secret not in slack.everything_sent_by_app()


def test_a_department_replies_in_the_thread(slack, annai, company, at, stands):
    """Kept, changed and taken back with the message; what may not be in is kept nowhere."""
    suzuki, channel = company["鈴木"], company["channel"]
    at("2026-12-03 09:00")
    parent = slack.workspace.messages_in(channel)[0].ts
    ts = suzuki.message("表にしてと書き足すと良くなりました", channel, parent)
    stands("書きました: 製造部")
    suzuki.edit(ts, SECRET, channel)
    stands("まだの部門: 営業部、製造部")
    assert "まとめに入れていません" in suzuki.ephemerals[-1].text
    assert written(annai) == []
    suzuki.edit(ts, "表にしてと足すと良くなりました", channel)
    slack.show_preview(channel, ts)
    stands("書きました: 製造部")
    assert [texts for texts, _ in written(annai)] == [{"reply": "表にしてと足すと良くなりました"}]
    suzuki.delete(ts, channel)
    stands("まだの部門: 営業部、製造部")
    assert written(annai) == []
    assert len(suzuki.ephemerals) == 1
    for secret in SECRETS:
        assert secret not in slack.everything_sent_by_app()


def test_the_lead_decides_and_closes(slack, annai, company, at, stands):
    """Decisions and action items are in the summary; after it nothing can be written."""
    tanaka, sato, kato, channel = (company[name] for name in ("田中", "佐藤", "加藤", "channel"))
    at("2026-12-03 09:00")
    parent = slack.workspace.messages_in(channel)[0].ts
    tanaka.click("部門として書く", on=post(tanaka, channel))
    tanaka.submit(worry="見積の金額を消し忘れそうになった")
    kato.click("決定・宿題を書く", on=post(kato, channel))
    needs_owner = kato.submit(outcome_kind="action", outcome="早見表を貼る")
    assert "担当を選んで" in str(needs_owner.errors)
    kato.submit(outcome_kind="action", outcome="早見表を貼る", owner=sato.id)
    kato.click("決定・宿題を書く", on=post(kato, channel))
    kato.submit(outcome_kind="decision", outcome="毎週1つ試す")
    tanaka.click("決定・宿題を書く", on=post(tanaka, channel))
    assert "AI推進リーダー" in tanaka.modal.text
    tanaka.close()
    opened = post(tanaka, channel)
    kato.click("締め切る…", on=opened)
    assert "製造部" in kato.modal.text
    kato.submit()
    stands("締め切りました")
    slack.settle(lambda: len(tanaka.messages(channel)) == 8, seconds=20)
    summary = tanaka.messages(channel)[-1].text
    for said in (
        "まとめ: 2026年11月の振り返り",
        "見積の金額を消し忘れそうになった",
        "［進行中］早見表を貼る　担当: @佐藤",
        "毎週1つ試す",
        "書かなかった部門: 製造部",
        "締めた人: @加藤",
    ):
        assert said in summary
    tanaka.click("部門として書く", on=opened)
    assert "締め切られました" in tanaka.modal.text
    tanaka.close()
    tanaka.message("遅れました", channel, parent)
    slack.settle(seconds=20)
    assert "締め切られている" in tanaka.ephemerals[-1].text


def test_two_leads_close_at_once(slack, annai, company, at, stands):
    """One of them does; the other reads who was first."""
    kato, mori, channel = company["加藤"], company["森"], company["channel"]
    with annai.annai.services.database.begin() as session:
        set_holders(session, Role.DEPUTY, [mori.id], by=mori.id, now=annai.annai.services.clock())
    at("2026-12-03 09:00")
    for lead in (kato, mori):
        lead.click("締め切る…", on=post(lead, channel))
    kato.submit()
    told = mori.submit()
    assert "@加藤" in told.text
    stands("締め切りました")
    slack.settle(lambda: len(kato.messages(channel)) == 8, seconds=20)
    assert len(kato.messages(channel)) == 8


def test_action_items_are_settled_by_their_owners(slack, annai, company, at):
    """By the owner or the lead, from the post or from Home; nobody else."""
    tanaka, sato, kato, channel = (company[name] for name in ("田中", "佐藤", "加藤", "channel"))
    at("2026-12-03 09:00")
    kato.click("決定・宿題を書く", on=post(kato, channel))
    kato.submit(outcome_kind="action", outcome="早見表を貼る", owner=sato.id)
    tanaka.click("宿題の状態", on=post(tanaka, channel))
    assert "担当の方とAI推進リーダーです" in tanaka.modal.text
    tanaka.close()
    sato.open_home()
    sato.click(ids.ACTION_REVIEW_ACTIONS)
    sato.submit(action_1="done")
    at("2027-01-06 09:00")
    parents = [one for one in kato.messages(channel) if "年12月の振り返り" in one.text]
    assert "［済み］早見表を貼る　担当: @佐藤" in parents[0].text


def test_somebody_without_a_department(slack, annai, company, at):
    """Cannot write for one, is told how, and may reply all the same."""
    ito, channel = company["伊藤"], company["channel"]
    at("2026-12-03 09:00")
    ito.click("部門として書く", on=post(ito, channel))
    assert "所属を選ぶ" in ito.modal.text
    ito.close()
    parent = slack.workspace.messages_in(channel)[0].ts
    ito.message("英語のメールに使えました", channel, parent)
    slack.settle(seconds=20)
    assert "所属を選ぶ" in ito.ephemerals[-1].text
    assert [texts for texts, _ in written(annai)] == [{"reply": "英語のメールに使えました"}]
    at("2026-12-14 17:00")
    assert "所属の分からない方から" in ito.messages(channel)[-1].text


def test_other_threads_are_nobodys_business(slack, annai, company, at):
    """Only the thread of a review is read; and a redelivered reply is one reply."""
    tanaka, channel = company["田中"], company["channel"]
    at("2026-12-03 09:00")
    own = tanaka.message("お昼どうしますか", channel)
    tanaka.message("カレーで", channel, own)
    parent = slack.workspace.messages_in(channel)[0].ts
    tanaka.message("翻訳が速くなりました", channel, parent)
    slack.settle(seconds=20)
    slack.delivery.redeliver(slack.delivery.events[-1].event_id, times=2)
    slack.settle(seconds=20)
    assert written(annai) == [({"reply": "翻訳が速くなりました"}, 1)]
    assert tanaka.ephemerals == []
