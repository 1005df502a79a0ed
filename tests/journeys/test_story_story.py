"""A success story from the first emoji to its card, and back: every place follows."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import text as sql_text

from knowledge.store import stories as store
from knowledge.store.audit import entries
from tests.journeys.story_company import found_company, open_channel, wait_for

SAID = "北斗商事の佐藤様への返信の下書きをChatGPTで作り、20分が5分になりました"
MASKED = "お客様の名前を消した問い合わせメモから、返信の下書きを作りました"
DAY = timedelta(days=1)
TITLE = "問い合わせの返信の下書きが5分でできた"
WRITTEN = {
    "title": TITLE,
    "work": "問い合わせメールへの返信",
    "prompt": "会議の文字起こしから、決まったことを表にしてください",
    "minutes_before": "20",
    "minutes_after": "5",
    "times_a_month": "30",
}


@pytest.fixture
def company(slack, annai, clock):
    return found_company(slack, annai, clock)


@pytest.fixture
def room(slack, annai, company, clock):
    return open_channel(slack, [annai], company, clock)


@pytest.fixture
def sees(slack, annai):
    """Wait until somebody's conversation shows this, and return the newest message that does."""
    return partial(wait_for, slack, annai)


def stored(annai):
    """Everything that the database says about stories and messages, as one text."""
    with annai.annai.services.database.read() as session:
        tables = ("stories", "story_sources", "story_supporters", "deliveries", "audit_entries")
        return "\n".join(
            str(tuple(row))
            for table in tables
            for row in session.execute(sql_text(f"SELECT * FROM {table}"))  # noqa: S608 - ours
        )


@pytest.fixture
def published(slack, annai, company, room, sees):
    """A story that was proposed, shared with a name masked, and published: its message's ts."""
    tanaka, suzuki, sato, kato = (company[name] for name in ("田中", "鈴木", "佐藤", "加藤"))
    ts = tanaka.message(SAID, channel=room)
    suzuki.react("ai_success", ts, channel=room)
    asked = sees(tanaka, "成功事例として共有しませんか")
    assert "@鈴木" in asked.text
    assert "北斗商事" not in stored(annai)
    assert "20分" not in stored(annai)

    tanaka.click("共有する")
    assert "【" in tanaka.modal.text
    assert "佐藤様" not in tanaka.modal.text
    refused = tanaka.submit(WRITTEN, done=SAID)
    assert set(refused.errors) == {"done"}
    assert "【" in refused.errors["done"]
    assert "佐藤" not in refused.errors["done"]
    sent = tanaka.submit(done=MASKED)
    assert "担当が確認してから公開します" in sent.text
    tanaka.close()

    review = sees(sato, "成功事例の確認をお願いします")
    assert TITLE in review.text
    assert "月に約450分の短縮（本人の申告）" in review.text
    assert not [one for one in kato.dm if one.user != kato.id]
    sato.click("公開する")
    assert "@田中" in sees(suzuki, f"成功事例: {TITLE}", room).text
    sees(tanaka, "共有ありがとうございました")
    sees(sato, "公開しました")
    return ts


def test_a_published_story_is_tried_and_found_and_counted(slack, company, room, published, sees):
    """On its card, in the search, on Home; its author hears of it."""
    tanaka, suzuki, kato = (company[name] for name in ("田中", "鈴木", "加藤"))
    suzuki.click("私もやってみた", on=sees(suzuki, f"成功事例: {TITLE}", room))
    suzuki.submit(minutes="12")
    suzuki.close()
    sees(tanaka, "1回で12分短くなったそうです")
    assert TITLE in suzuki.command("/story", "問い合わせ 返信").text
    suzuki.click("くわしく見る")
    assert "やってみた人: 1人" in suzuki.modal.text
    kato.open_home()
    assert "公開中: 1件（1部門）" in kato.home.text
    assert "やってみた: 1人、短縮12分" in kato.home.text
    assert "成功事例のない部門: ありません" in kato.home.text


def spread(slack, company, room, sees, clock):
    """Let the digest go out, post the workshop, and read what is to be copied."""
    suzuki, kato = company["鈴木"], company["加藤"]
    clock.now = datetime(2026, 11, 30, 1, 5, tzinfo=UTC)  # Monday, 10:05 in Tokyo
    assert TITLE in sees(suzuki, "新しい成功事例", room).text
    kato.click("くわしく見る", on=sees(kato, "新しい成功事例", room))
    kato.click("全社メール用の文")
    assert f"件名: 【ChatGPTの成功事例】{TITLE}" in kato.modal.text
    kato.close()
    kato.click("1枚レポート（PDF）")
    assert "ダイレクトメッセージで届きます" in kato.modal.text
    kato.close()
    sees(kato, "1枚レポートができました")
    sees(kato, "成功事例.pdf")
    kato.click("ミニ勉強会を開く…")
    assert "投稿しました" in kato.submit(channel=room).text
    kato.close(everything=True)
    sees(suzuki, f"ミニ勉強会（15分）: {TITLE}", room)
    sees(suzuki, "3. 確かめること", room)
    kato.open_home()
    kato.click("共有会の進行表")
    assert f"「{TITLE}」を、共有した人が話す" in kato.modal.text
    kato.close()


def test_a_reaction_taken_off_is_taken_back_everywhere(
    slack, annai, company, room, published, sees, clock
):
    """Card, screens, search, figures and the database follow; the audit trail keeps the fact."""
    tanaka, suzuki, sato, kato = (company[name] for name in ("田中", "鈴木", "佐藤", "加藤"))
    spread(slack, company, room, sees, clock)
    suzuki.unreact("ai_success", published, channel=room)
    sees(suzuki, "この成功事例は取り下げられました", room)
    sees(suzuki, "ここで紹介した成功事例は、取り下げられました", room)
    sees(suzuki, "この勉強会で使った成功事例は取り下げられました", room)
    sees(sato, "取り下げられました")
    sees(tanaka, "公開した事例を取り下げました")
    sees(kato, "もう使わないでください")
    for person in company.values():
        person.open_home()
        assert TITLE not in person.home.text
        assert all(TITLE not in one.text for one in person.messages(room))
    assert TITLE not in stored(annai)
    assert MASKED not in stored(annai)
    assert "公開中: 0件（0部門）" in kato.home.text
    assert "成功事例のない部門: サポート部" in kato.home.text
    assert "ありません" in suzuki.command("/story", "問い合わせ 返信").text
    suzuki.close()
    with annai.annai.services.database.read() as session:
        told = {one.outcome for one in entries(session) if one.subject.startswith("story:")}
        figures = store.figures_of_stories(session, clock() - DAY, clock() + DAY)
    assert told == {"shared", "published", "withdrawn"}
    assert (figures.published, figures.tries, figures.minutes_a_month) == (0, 0, 0)

    clock.advance(days=1)
    suzuki.react("ai_success", published, channel=room)
    sees(tanaka, "成功事例として共有しませんか")
