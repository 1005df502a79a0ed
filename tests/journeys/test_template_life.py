"""A template from a message to its rollback, told by the people who do it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from handlers import ids
from knowledge.roles import Role
from knowledge.store.departments import add_department, set_department
from knowledge.store.members import see_member
from knowledge.store.models import Department
from knowledge.store.roles import find_person, set_holders

MESSAGE = """朝礼のひとことを毎回考えるのが大変なので、季節の話題から3案つくってもらっています。
話題: {{季節の話題}}
条件: 1分で話せる長さにする。"""
WITH_NAME = "青木商事の山田太郎様へのお礼の文を、季節の話題を入れて作ってください。"
FIELDS = {
    ids.BLOCK_TITLE: "朝礼のひとこと",
    ids.BLOCK_PURPOSE: "季節の話題から、1分で話せる朝礼の話を3案つくります。",
    ids.BLOCK_WHY: "毎週ほかの人にも聞かれるため",
}


@pytest.fixture
def company(slack, annai, clock):
    """Tanaka and Suzuki in sales, Sato and Ono its ambassadors, Kato the lead, Mori an admin."""
    people = {name: slack.person(name) for name in ("田中", "鈴木", "佐藤", "小野", "加藤", "森")}
    with annai.annai.services.database.begin() as session:
        for person in people.values():
            see_member(session, member=person.id, team="T0LOCAL", at=clock(), language="ja")
        admin = people["森"].id
        set_holders(session, Role.ADMIN, [admin], by=admin, now=clock())
        set_holders(session, Role.LEAD, [people["加藤"].id], by=admin, now=clock())
        sales = add_department(session, "営業部", by=admin, now=clock())
        assert isinstance(sales, Department)
        members = [people[name].id for name in ("田中", "鈴木", "佐藤", "小野")]
        set_department(session, members, sales.id, by=admin, now=clock())
        ambassadors = [people[name].id for name in ("佐藤", "小野")]
        set_holders(
            session, Role.AMBASSADOR, ambassadors, by=admin, now=clock(), department=sales.id
        )
    return people


@pytest.fixture
def gets(slack, annai):
    """Wait until somebody's newest message from the bot says this, and return it."""

    def wait(person, said):
        def is_there():
            return any(said in one.text for one in person.dm)

        annai.annai.runner.tick()
        slack.settle(is_there, seconds=20)
        return next(one for one in reversed(person.dm) if said in one.text)

    return wait


def told(person):
    return [one for one in person.dm if one.user != person.id]


def propose(slack, person, text=MESSAGE, **more):
    """Make a template of a message, and send it."""
    ts = person.message(text, slack.workspace.general)
    person.shortcut(ids.SHORTCUT_MAKE_TEMPLATE, message_ts=ts, channel=slack.workspace.general)
    return person.submit({**FIELDS, **more})


def test_a_template_is_proposed_approved_improved_and_rolled_back(slack, company, gets):
    """From a message to revision 3, by the ambassador; the lead is not asked."""
    tanaka, sato, kato = (company[name] for name in ("田中", "佐藤", "加藤"))

    sent = propose(slack, tanaka)
    assert "提案を送りました" in sent.text
    assert "@佐藤" in sent.text
    asked = gets(sato, "テンプレートの提案があります")
    assert "毎週ほかの人にも聞かれるため" in asked.text
    assert "季節の話題" in asked.text

    done = sato.click("承認する", on=asked)
    assert "承認しました" in done.text
    good = gets(tanaka, "提案したテンプレートが公開されました")
    gets(sato, "テンプレートを承認しました")
    gets(company["小野"], "テンプレートを承認しました")

    page = tanaka.click("くわしく・改善の記録", on=good)
    assert "第1版" in page.text
    assert "いまの版: 1" in page.text
    assert "この版に戻す" not in page.text

    form = tanaka.click("直したいところを提案")
    assert "{{季節の話題}}" in form.text
    shorter = MESSAGE.replace("1分で", "30秒で")
    tanaka.submit({ids.BLOCK_PROMPT: shorter, ids.BLOCK_WHY: "長すぎるといわれたため"})
    better = gets(sato, "テンプレートの改善案があります")
    assert "－ 条件: 1分で話せる長さにする。" in better.text
    assert "＋ 条件: 30秒で話せる長さにする。" in better.text
    sato.click("承認する", on=better)
    gets(sato, "テンプレートを承認しました")

    page = sato.click("くわしく・改善の記録", on=good)
    assert "第2版 2026年11月25日（水）・いま使われています" in page.text
    assert "長すぎるといわれたため" in page.text
    page = sato.click("この版に戻す")
    assert "第1版に戻しました。" in page.text
    assert "いまの版: 3" in page.text
    assert told(kato) == []


def test_what_may_not_be_shared_is_masked_in_the_form(slack, company):
    """The name of a customer is not in the form that begins with a message."""
    tanaka = company["田中"]
    ts = tanaka.message(WITH_NAME, slack.workspace.general)
    where = slack.workspace.general
    form = tanaka.shortcut(ids.SHORTCUT_MAKE_TEMPLATE, message_ts=ts, channel=where)
    assert "伏せ字にしてあります" in form.text
    assert "山田太郎" not in form.text
    assert "【" in form.text


def test_a_name_in_a_proposal_is_told_at_its_field(slack, company):
    """Nothing is sent, and the person reads where what was found."""
    tanaka = company["田中"]
    propose(slack, tanaka, **{ids.BLOCK_PURPOSE: "青木商事の山田太郎様へのお礼を作ります。"})
    assert list(tanaka.modal.errors) == [ids.BLOCK_PURPOSE]
    assert "顧客" in tanaka.modal.errors[ids.BLOCK_PURPOSE]


def test_a_reason_that_tells_what_was_decided_stays_with_its_author(slack, company):
    """It is said at the field what it is about; said as everybody's work it is sent."""
    tanaka, sato = company["田中"], company["佐藤"]
    for telling in ("来月の人員整理の説明に使いたい", "取引先の値上げの返事に使いたい"):
        propose(slack, tanaka, **{ids.BLOCK_WHY: telling})
        assert list(tanaka.modal.errors) == [ids.BLOCK_WHY]
        assert "みんなが読むところ" in tanaka.modal.errors[ids.BLOCK_WHY]
        tanaka.close()
    assert told(sato) == []
    sent = propose(slack, tanaka, **{ids.BLOCK_WHY: "値上げのお願いの文面をそろえたい"})
    assert "提案を送りました" in sent.text


def test_a_proposal_without_a_reason_or_with_broken_places_stays_open(slack, company):
    """Each field says what it needs."""
    tanaka = company["田中"]
    propose(slack, tanaka, **{ids.BLOCK_PROMPT: "話題: {{季節の話題"})
    assert "組が合っていません" in tanaka.modal.errors[ids.BLOCK_PROMPT]
    many = "".join(f"{{{{所{number}}}}}" for number in range(16))
    tanaka.submit({ids.BLOCK_PROMPT: many})
    assert "15か所まで" in tanaka.modal.errors[ids.BLOCK_PROMPT]
    tanaka.submit({ids.BLOCK_PROMPT: "あ" * 3_000, ids.BLOCK_PROMPT_MORE: "い" * 2_500})
    assert "5000文字まで" in tanaka.modal.errors[ids.BLOCK_PROMPT]


def test_two_who_approve_at_once_have_one_effect(slack, company, gets):
    """The second hears who was first, and when; the person who proposed hears once."""
    tanaka, sato, ono = (company[name] for name in ("田中", "佐藤", "小野"))
    propose(slack, tanaka)
    his, hers = (
        gets(sato, "テンプレートの提案があります"),
        gets(ono, "テンプレートの提案があります"),
    )
    sato.click("承認する", on=his)
    late = ono.click("承認する", on=hers)
    assert "11月25日（水）" in late.text
    assert "@佐藤" in late.text
    gets(tanaka, "公開されました")
    assert len([one for one in told(tanaka) if "公開されました" in one.text]) == 1


def test_a_proposal_that_its_author_took_back_cannot_be_approved(slack, company, gets):
    """Whoever has it before them hears that it was withdrawn, and its buttons go."""
    tanaka, sato = company["田中"], company["佐藤"]
    propose(slack, tanaka)
    old = gets(sato, "テンプレートの提案があります")
    tanaka.open_home()
    mine = tanaka.click("自分の提案")
    assert "担当が見ています" in mine.text
    tanaka.click("取り下げる")
    assert "取り下げました" in tanaka.modal.text
    sato.click("承認する", on=old)
    assert any("取り下げました" in one.text for one in sato.surfaces)
    gets(sato, "提案が取り下げられました")


def test_a_proposal_that_was_replaced_cannot_be_approved(slack, company, gets):
    """Sent again with changes, the old one says so, and only the new one can be decided."""
    tanaka, sato = company["田中"], company["佐藤"]
    page = approved(slack, company, gets)
    improve(tanaka, "長すぎるため", "30秒で", on=page)
    old = gets(sato, "長すぎるため")
    improve(tanaka, "もっと短くしたいため", "20秒で", on=page)
    new = gets(sato, "もっと短くしたいため")
    assert "差しかえました" in sato.click("承認する", on=old).text
    assert "承認しました" in sato.click("承認する", on=new).text
    gets(sato, "新しい案に差しかえられました")


def test_a_revision_that_came_into_force_meanwhile_is_looked_at_again(slack, company, gets):
    """An approval is of the difference that was seen: another one is shown anew, then approved."""
    tanaka, suzuki, sato = (company[name] for name in ("田中", "鈴木", "佐藤"))
    page = approved(slack, company, gets)
    improve(tanaka, "長すぎるため", "30秒で", on=page)
    first = gets(sato, "長すぎるため")
    improve(suzuki, "1分では足りないため", "2分で", on=page)
    second = gets(sato, "1分では足りないため")
    sato.click("承認する", on=first)
    again = sato.click("承認する", on=second)
    assert "別の版が使われはじめました" in again.text
    assert "－ 条件: 30秒で話せる長さにする。" in again.text
    assert "＋ 条件: 2分で話せる長さにする。" in again.text
    assert "承認しました" in sato.click("承認する").text


def test_a_declined_proposal_comes_back_with_words_and_can_be_sent_again(slack, company, gets):
    """The author reads why, opens the form as they left it, and sends a better one."""
    tanaka, sato = company["田中"], company["佐藤"]
    propose(slack, tanaka)
    asked = gets(sato, "テンプレートの提案があります")
    sato.click("見送る", on=asked)
    sato.submit({ids.BLOCK_WORDS: "青木商事の山田太郎様に確認してください"})
    assert ids.BLOCK_WORDS in sato.modal.errors
    sato.submit({ids.BLOCK_WORDS: "話題の例を足してください"})
    back = gets(tanaka, "見送りになりました")
    assert "話題の例を足してください" in back.text
    form = tanaka.click("直してもう一度提案する", on=back)
    assert "1分で話せる長さにする。" in form.text
    sent = tanaka.submit({ids.BLOCK_PROMPT: MESSAGE + "\n例: 初雪"})
    assert "提案を送りました" in sent.text
    assert "例: 初雪" in gets(sato, "例: 初雪").text


def test_something_like_it_is_shown_before_a_proposal_is_sent(slack, annai, company, gets):
    """Nobody is asked until the person says that they want it all the same; twice is once."""
    suzuki, sato = company["鈴木"], company["佐藤"]
    approved(slack, company, gets)
    library = annai.annai.services.templates
    slack.settle(lambda: any(id_.startswith("own-") for id_ in library().templates), seconds=20)
    before = len(told(sato))
    alike = propose(slack, suzuki, **{ids.BLOCK_TITLE: "朝礼で話すこと"})
    assert "朝礼のひとこと" in alike.text
    assert "くらい同じ" in alike.text
    assert len(told(sato)) == before
    form = suzuki.click("戻って直す")
    assert "朝礼で話すこと" in form.text
    assert "1分で話せる長さにする。" in form.text
    suzuki.submit({ids.BLOCK_TAGS: "朝礼"})
    sent = suzuki.submit()
    assert "@佐藤" in sent.text
    assert "朝礼で話すこと" in gets(sato, "朝礼で話すこと").text


def test_a_proposal_that_waits_is_shown_by_its_title_only(slack, company, gets):
    """Whose department it comes from, and nothing of its text; sent all the same, both wait."""
    tanaka, suzuki, sato = (company[name] for name in ("田中", "鈴木", "佐藤"))
    propose(slack, tanaka)
    gets(sato, "テンプレートの提案があります")
    alike = propose(slack, suzuki, **{ids.BLOCK_TITLE: "朝に話すこと"})
    assert "朝礼のひとこと" in alike.text
    assert "承認を待っている、営業部からの提案です。" in alike.text
    assert "1分で" not in alike.text
    assert "%" not in alike.text
    assert "田中" not in alike.text
    assert "こちらを直す" not in alike.buttons
    assert "提案を送りました" in suzuki.submit().text
    gets(sato, "朝に話すこと")
    again = propose(slack, tanaka, **{ids.BLOCK_TITLE: "朝礼の一言"})
    assert "自分の提案です" in again.text


def test_only_who_decides_about_a_template_may_change_it(slack, annai, company, gets, clock):
    """A colleague sees no such buttons, and whoever has lost the role has lost them too."""
    tanaka, sato = company["田中"], company["佐藤"]
    page = approved(slack, company, gets)
    assert "使うのをやめる" not in page.text
    theirs = sato.click("くわしく・改善の記録", on=page_of(gets, tanaka))
    assert "使うのをやめる" in theirs.text
    assert "承認する" not in gets(sato, "テンプレートを承認しました").buttons
    with annai.annai.services.database.begin() as session:
        sales = find_person(session, sato.id).department
        others = [company["小野"].id]
        admin = company["森"].id
        set_holders(session, Role.AMBASSADOR, others, by=admin, now=clock(), department=sales)
    assert "アンバサダー" in sato.click("使うのをやめる", on=theirs).text
    improve(tanaka, "長すぎるため", "30秒で", on=page)
    asked = gets(company["小野"], "長すぎるため")
    assert "アンバサダー" in sato.click("承認する", on=asked).text


def test_retired_once_and_put_back(slack, company, gets):
    """Two who retire it at once have one effect; a proposal for it can no longer be approved."""
    tanaka, sato, ono = (company[name] for name in ("田中", "佐藤", "小野"))
    page = approved(slack, company, gets)
    improve(tanaka, "長すぎるため", "30秒で", on=page)
    proposal = gets(sato, "長すぎるため")
    good = page_of(gets, tanaka)
    his, hers = (one.click("くわしく・改善の記録", on=good) for one in (sato, ono))
    assert "使うのをやめました" in sato.click("使うのをやめる", on=his).text
    assert "ほかの人が先に変えました" in ono.click("使うのをやめる", on=hers).text
    assert "もう使われていません" in sato.click("承認する", on=proposal).text
    gets(tanaka, "テンプレートが使われなくなりました")
    page = sato.click("くわしく・改善の記録", on=good)
    assert "また使えるようになりました" in sato.click("また使えるようにする").text


def test_who_approves_a_text_of_a_shipped_template_may_go_back_from_it(slack, company, gets):
    """The ambassadors of those who do that work; of other work, and to retire it, only the lead."""
    tanaka, sato, kato = (company[name] for name in ("田中", "佐藤", "加藤"))
    tanaka.command(ids.COMMAND_TEMPLATE, "お客様への返信")
    tanaka.click("使う", "customer-reply")
    tanaka.click("くわしく・改善の記録")
    tanaka.click("直したいところを提案")
    tanaka.submit({ids.BLOCK_PURPOSE: "お客様へ短く返します。", ids.BLOCK_WHY: "長いため"})
    sato.click("承認する", on=gets(sato, "長いため"))
    good = page_of(gets, tanaka)
    page = sato.click("くわしく・改善の記録", on=good)
    assert "使うのをやめる" not in page.text
    assert "はじめの版に戻しました。" in sato.click("はじめの版に戻す").text
    assert told(kato) == []
    sato.close(everything=True)
    assert "はじめの版に戻す" not in tanaka.click("くわしく・改善の記録", on=good).text
    tanaka.close(everything=True)
    tanaka.command(ids.COMMAND_TEMPLATE, "議事録")
    tanaka.click("使う", "minutes")
    tanaka.click("くわしく・改善の記録")
    tanaka.click("直したいところを提案")
    tanaka.submit({ids.BLOCK_PURPOSE: "議事録を短く作ります。", ids.BLOCK_WHY: "長すぎるため"})
    kato.click("承認する", on=gets(kato, "長すぎるため"))
    good = gets(tanaka, "「会議議事録の作成」を、みんなが使えるように")
    page = sato.click("くわしく・改善の記録", on=good)
    assert "はじめの版に戻す" not in page.text


def test_two_who_go_back_at_once_have_one_effect(slack, company, gets):
    """The second is told that the revision has changed."""
    tanaka, sato, ono = (company[name] for name in ("田中", "佐藤", "小野"))
    page = approved(slack, company, gets)
    improve(tanaka, "長すぎるため", "30秒で", on=page)
    sato.click("承認する", on=gets(sato, "長すぎるため"))
    good = page_of(gets, tanaka)
    his, hers = (one.click("くわしく・改善の記録", on=good) for one in (sato, ono))
    assert "第1版に戻しました。" in sato.click("この版に戻す", on=his).text
    late = ono.click("この版に戻す", on=hers)
    if "もう一度お試しください" in late.text:  # a busy machine: she does as she is told
        late = ono.click("この版に戻す", on=hers)
    assert "ほかの人が先に版を変えました" in late.text
    assert "いまの版: 3" in late.text


def test_two_replicas_that_approve_at_the_same_moment_have_one_effect(slack, start, company, gets):
    """One of the two is told that the other was first; there is one revision."""
    start()
    tanaka, sato, ono = (company[name] for name in ("田中", "佐藤", "小野"))
    propose(slack, tanaka)
    asked = [(one, gets(one, "テンプレートの提案があります")) for one in (sato, ono)]
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda pair: pair[0].click("承認する", on=pair[1]), asked))
    told_so = [
        any("ほかの人が承認しています" in one.text for one in person.surfaces)
        for person in (sato, ono)
    ]
    assert sorted(told_so) == [False, True]
    page = tanaka.click("くわしく・改善の記録", on=page_of(gets, tanaka))
    assert page.text.count("書いた人") == 1


def test_taken_back_and_approved_at_the_same_moment_one_of_both_happens(
    slack, start, company, gets
):
    """Never both: the one who was late is told, and the author hears of what happened only."""
    start()
    tanaka, sato = company["田中"], company["佐藤"]
    propose(slack, tanaka)
    asked = gets(sato, "テンプレートの提案があります")
    tanaka.open_home()
    mine = tanaka.click("自分の提案")
    with ThreadPoolExecutor(2) as both:
        decided = both.submit(sato.click, "承認する", on=asked)
        taken = both.submit(tanaka.click, "取り下げる", on=mine)
        decided.result(), taken.result()
    approved_it = any("承認しました" in one.text for one in sato.surfaces)
    withdrew = any("提案を取り下げました" in one.text for one in tanaka.surfaces)
    assert approved_it is not withdrew
    gets(sato, "テンプレートを承認しました" if approved_it else "提案が取り下げられました")
    if approved_it:
        gets(tanaka, "公開されました")
    assert len([one for one in told(tanaka) if "公開されました" in one.text]) == approved_it


def test_approved_and_retired_at_the_same_moment_the_log_says_what_is_in_force(
    slack, start, company, gets
):
    """Whichever was first, the template is out of use or the retirement was refused kindly."""
    start()
    tanaka, sato, ono = (company[name] for name in ("田中", "佐藤", "小野"))
    page = approved(slack, company, gets)
    improve(tanaka, "長すぎるため", "30秒で", on=page)
    proposal = gets(sato, "長すぎるため")
    gets(ono, "長すぎるため")
    good = page_of(gets, tanaka)
    sato.close(everything=True)
    theirs = ono.click("くわしく・改善の記録", on=good)
    with ThreadPoolExecutor(2) as both:
        decided = both.submit(sato.click, "承認する", on=proposal)
        retired = both.submit(ono.click, "使うのをやめる", on=theirs)
        decided.result(), retired.result()
    was_retired = any("使うのをやめました" in one.text for one in ono.surfaces)
    said = [one.text for one in sato.surfaces]
    was_approved = any("みんなが使えるようになりました" in text for text in said)
    assert was_retired is not was_approved
    late = ono.surfaces if was_approved else sato.surfaces
    kindly = "ほかの人が先に変えました" if was_approved else "もう使われていません"
    assert any(kindly in one.text for one in late), [one.text[-300:] for one in late]
    page = tanaka.click("くわしく・改善の記録", on=good)
    assert ("使われていません" in page.text) is was_retired
    assert ("いまの版: 2" in page.text) is was_approved


def test_a_template_that_is_retired_while_somebody_fills_it_in(slack, annai, company, gets):
    """They are told at the first field and keep what they wrote; put back, they get their prompt."""
    tanaka, suzuki, sato = (company[name] for name in ("田中", "鈴木", "佐藤"))
    approved(slack, company, gets)
    library = annai.annai.services.templates

    def is_known():
        return any(id_.startswith("own-") for id_ in library().templates)

    slack.settle(is_known, seconds=20)
    suzuki.command(ids.COMMAND_TEMPLATE, "朝礼")
    suzuki.click("使う")
    suzuki.fill({"季節の話題": "初雪と冬支度"})
    sato.click("くわしく・改善の記録", on=page_of(gets, tanaka))
    sato.click("使うのをやめる")
    slack.settle(lambda: not is_known(), seconds=20)
    form = suzuki.submit()
    assert "「朝礼のひとこと」は使われなくなりました" in str(form.errors)
    assert "初雪と冬支度" in form.text
    sato.click("また使えるようにする")
    slack.settle(is_known, seconds=20)
    finished = suzuki.submit()
    assert "話題: 初雪と冬支度" in finished.text


def test_a_new_template_is_begun_by_command_and_those_who_follow_it_hear_of_it(
    slack, annai, company, gets
):
    """`/template new`, found by search, followed, and told about its new revision."""
    tanaka, suzuki, sato = (company[name] for name in ("田中", "鈴木", "佐藤"))
    tanaka.command(ids.COMMAND_TEMPLATE, "new")
    tanaka.submit({**FIELDS, ids.BLOCK_PROMPT: MESSAGE, ids.BLOCK_TAGS: "朝礼"})
    sato.click("承認する", on=gets(sato, "テンプレートの提案があります"))
    library = annai.annai.services.templates
    slack.settle(lambda: any(id_.startswith("own-") for id_ in library().templates), seconds=20)
    found = suzuki.command(ids.COMMAND_TEMPLATE, "朝礼")
    assert "朝礼のひとこと" in found.text
    suzuki.click("使う")
    suzuki.click("変わったら知らせる")
    page = tanaka.click("くわしく・改善の記録", on=page_of(gets, tanaka))
    improve(tanaka, "長すぎるため", "30秒で", on=page)
    sato.click("承認する", on=gets(sato, "長すぎるため"))
    news = gets(suzuki, "テンプレートが新しくなりました")
    assert "理由: 長すぎるため" in news.text
    assert not any("新しくなりました" in one.text for one in told(tanaka))


def approved(slack, company, gets):
    """Propose and approve the template; return its page as its author sees it."""
    tanaka, sato = company["田中"], company["佐藤"]
    propose(slack, tanaka)
    sato.click("承認する", on=gets(sato, "テンプレートの提案があります"))
    return tanaka.click("くわしく・改善の記録", on=page_of(gets, tanaka))


def page_of(gets, person):
    """The message from which the page of the template can be opened."""
    return gets(person, "提案したテンプレートが公開されました")


def improve(person, why, length, on=None):
    """Propose another length for the talk."""
    person.click("直したいところを提案", on=on or person.modal)
    text = MESSAGE.replace("1分で", length)
    person.submit({ids.BLOCK_PROMPT: text, ids.BLOCK_WHY: why})
