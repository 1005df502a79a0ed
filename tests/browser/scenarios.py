"""What people do in the playground, told once: for the browser, and for the actors without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.drivers import BOT, HOME
from tests.browser.template_life import (
    a_template_is_used_improved_and_put_back,
    a_template_lives_in_english,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.drivers import Driver

MAIL = "北斗商事の佐藤様に見積 1,280,000円を送る"
MASKED = "【顧客1】の【顧客2】様に見積 【金額1】を送る"


def a_command_gives_a_verdict_and_a_masked_text_to_copy(person: Driver) -> None:
    """From any channel, for the person alone; then ChatGPT's answer gets its words back."""
    person.go("ai-活用")
    person.command(f"/can-i-enter {MAIL}")
    person.sees("そのままでは入れないでください", "お客様や取引先 2件")
    assert person.copied() == MASKED
    person.press("伏せ字を元に戻す")
    person.fill({"ChatGPTの答え": "【顧客2】様、【金額1】でお送りします。"})
    person.submit()
    person.sees("佐藤様、1,280,000円でお送りします。")
    person.close()
    person.sees_no_modal()


def a_long_text_is_asked_about_in_a_modal(person: Driver) -> None:
    """An empty one is asked for; a long one is answered in place."""
    person.go("全社")
    person.command("/can-i-enter")
    person.sees("入れていいか確認", "会社のワークスペース")
    person.submit()
    person.sees("この必須項目を入力してください。")
    long = "今週の予定を表にまとめてください。" * 150 + MAIL
    person.fill({"ChatGPTに入れたい文、または入れたい情報の種類": long})
    person.submit()
    person.sees("【金額1】")
    person.close()
    person.sees_no_modal()


def a_message_is_checked_by_its_menu(person: Driver) -> None:
    """In a channel where the bot is not, too."""
    person.go("共有-青葉ロジスティクス")
    person.message_shortcut("工場に確認します", "これ入れていい？")
    person.sees("入れて大丈夫です")


def a_direct_message_is_answered_in_place(person: Driver) -> None:
    """Written to the bot, answered to that person; a colleague sees nothing of it."""
    person.go(BOT)
    person.write("顧客の氏名を入れていい？")
    person.sees("入れないでください")
    person.act_as("加藤大輔")
    assert person.unread(BOT) == 0


def a_file_is_read_in_the_direct_message(person: Driver) -> None:
    """Its text is checked, and its name is shown."""
    person.go(BOT)
    person.write("", files=[("見積①.txt", MAIL.encode())])
    person.sees("【金額1】")


def somebody_else_takes_the_seat(person: Driver) -> None:
    """What one wrote another finds unread; each is answered in their own language."""
    person.go("ai-活用")
    person.write("お昼のあとに集まりましょう")
    person.go("全社")
    person.act_as("Emily Carter")
    person.go("全社")
    assert person.unread("ai-活用") == 1
    person.go("ai-活用")
    person.sees("お昼のあとに集まりましょう")
    assert person.unread("ai-活用") == 0
    person.command("/can-i-enter What is our public homepage text?")
    person.sees("This is not legal advice")


def the_home_tab_opens_the_check(person: Driver) -> None:
    """By its button."""
    person.go(HOME)
    person.sees("入れる前に確かめられます")
    person.press("入れていいか確認する")
    person.sees("どこに入れますか")
    person.close()
    person.sees_no_modal()


def a_shortcut_works_from_everywhere(person: Driver) -> None:
    """Words are put back from the lightning menu."""
    person.go("全社")
    person.global_shortcut("伏せ字を元に戻す")
    person.sees("元に戻せる控えがありません")


def the_lead_publishes_what_a_feed_brought(person: Driver) -> None:
    """From the draft to the channel, and on to the template that it may touch."""
    person.act_as("高橋直人")
    person.go("全社")
    person.command("/annai")
    person.press("お知らせの下書きを見る")
    person.sees("ニュースの取り込み")
    person.press("開く")
    person.sees("影響がありそうなテンプレート")
    person.submit()
    person.sees("「お知らせ」のチャンネルに出ます")


def a_tool_is_requested(person: Driver) -> None:
    """By a command, from any channel."""
    person.go("全社")
    person.command("/annai tool")
    person.fill({"ツールの名前": "翻訳ツール", "何に使いたいですか": "海外向けの案内の下訳"})
    person.submit()
    person.sees("申請しました")
    person.close()
    person.sees_no_modal()


def the_lead_gets_the_figures_of_last_month(person: Driver) -> None:
    """This month's on Home, and last month's with its files by a press."""
    person.act_as("高橋直人")
    person.go(HOME)
    person.sees("AI活用の数字", "入れる前の確認", "その月の確認の件数")
    person.press("先月の報告を受け取る")
    person.sees("ダイレクトメッセージで送ります")
    person.close()
    person.go(BOT)
    person.sees("の報告のファイルです")


def a_template_becomes_a_prompt(person: Driver) -> None:
    """Found, filled in with a customer's name, masked by one press, handed out, and a favourite."""
    person.go("ai-活用")
    person.command("/template 議事録")
    person.sees("会議議事録の作成")
    person.press("使う")
    person.sees("入れられるもの")
    person.fill({"会議のメモ": MAIL, "会議の名前と目的": "受付改善の定例"})
    person.submit()
    person.sees("「会議のメモ」に、このままでは入れられないものがあります")
    assert person.copied() == MASKED
    person.press("この文にする")
    person.sees("プロンプトができました", "受付改善の定例", "【顧客2】様に見積")
    assert "佐藤" not in person.copied()
    person.close()
    person.press("お気に入りに入れる")
    person.sees("お気に入りから外す")
    person.close()
    person.close()
    person.sees_no_modal()
    person.command("/template mine")
    person.sees("★ 会議議事録の作成")
    person.close()


def nothing_fits_and_a_person_is_asked(person: Driver) -> None:
    """The words go along to the person."""
    person.go("ai-活用")
    person.command("/template 潜水艦の塗装")
    person.sees("合うテンプレートが見つかりませんでした")
    person.press("担当に聞く")
    person.sees("潜水艦の塗装")
    person.submit()
    person.sees("次の人に聞きました")


def a_colleague_makes_it_a_success_story(person: Driver) -> None:
    """Proposed by an emoji, shared with a name masked, published, tried, and taken back."""
    said = "北斗商事の佐藤様への返信の下書きが、20分から5分になりました"
    done = "名前を消したメモから下書きを作り、20分が5分になりました"
    title = "返信の下書きが5分でできた"
    person.go("ai-成功事例")
    person.write(said)
    person.act_as("加藤大輔")
    person.go("ai-成功事例")
    person.react(said, "ai_success")
    person.act_as("田中美咲")
    _share(person, said, done, title)
    person.act_as("高橋直人")
    person.go(HOME)
    person.sees("確認を待っている成功事例", title)
    person.press("確認する")
    person.sees(done)
    person.press("公開する")
    person.sees("公開しました")
    person.close()
    person.act_as("加藤大輔")
    person.go("ai-成功事例")
    person.sees(f"成功事例: {title}")
    person.press("私もやってみた")
    person.submit()
    person.sees("書いた人に伝えます")
    person.close()
    person.command("/story 返信の下書き")
    person.sees(title)
    person.close()
    person.unreact(said, "ai_success")
    person.sees("この成功事例は取り下げられました")


def _share(person: Driver, said: str, done: str, title: str) -> None:
    person.go(BOT)
    person.sees("成功事例として共有しませんか")
    person.press("共有する")
    person.sees("次のものは、伏せておきました")
    person.fill({"ひとことで言うと": title, "どんな仕事ですか": "返信の下書き"})
    person.fill({"何をして、どうなりましたか": said})
    person.submit()
    person.sees("こう書き換えれば共有できます")
    person.fill({"何をして、どうなりましたか": done})
    person.submit()
    person.sees("担当が確認してから公開します")
    person.close()


def a_month_is_reviewed(person: Driver) -> None:
    """The thread fills itself; a department writes; who has not written is reminded."""
    person.move_clock("next_review")
    person.act_as("伊藤さくら")
    person.go("ai-活用")
    person.press("部門として書く")
    person.sees("カスタマーサポート部", "今月は特にありません")
    person.fill({"よかったこと・広めたい使い方": MAIL})
    person.submit()
    person.sees("お客様")
    person.fill({"よかったこと・広めたい使い方": "問い合わせの返信の下書きが5分でできた"})
    person.submit()
    person.sees_no_modal()
    for _ in range(4):
        person.move_clock("next_working_morning")
    person.act_as("佐々木健")
    person.go(BOT)
    person.sees("振り返りのお願い", "製造部")


DRAFTED = "AIが下のカードだけをもとに書いた下書きです"


def a_question_is_asked_in_the_pane(person: Driver) -> None:
    """Beside whatever is on screen, by a suggestion; the next one goes on from there."""
    person.go("ai-活用")
    person.open_pane()
    person.sees("こんにちは、案内です")
    person.take_suggestion("伏せ字とは？ どう伏せるの？")
    person.sees("こちらが参考になりそうです", "1. 伏せ字とは？", "よくある質問")
    person.sees(DRAFTED)
    person.write_beside("それはどうやって元に戻すの？")
    person.sees("伏せ字を元に戻すには？", DRAFTED)


def a_question_is_asked_by_a_mention(person: Driver) -> None:
    """Answered in its thread, for everybody there, with sources; and asked on in the thread."""
    person.go("ai-活用")
    person.write("@annai 早見表はどこで見られますか？")
    person.open_thread("早見表はどこで見られますか？")
    person.sees("こちらが参考になりそうです", "1. 早見表はどこ？", "よくある質問", DRAFTED)
    person.act_as("Emily Carter")
    person.go("ai-活用")
    person.open_thread("早見表はどこで見られますか？")
    person.sees("1. 早見表はどこ？")


def a_question_is_asked_in_a_direct_message(person: Driver) -> None:
    """Answered in place."""
    person.go(BOT)
    person.write("伏せ字を元に戻すには？")
    person.sees("1. 伏せ字を元に戻すには？", "よくある質問", DRAFTED)


def a_question_is_asked_in_english(person: Driver) -> None:
    """Everything around it is English, too."""
    person.act_as("Emily Carter")
    person.go("ai-活用")
    person.open_pane()
    person.sees("Hello, this is Annai")
    person.take_suggestion("What is masking, and how is it done?")
    person.sees("This may help", "Frequent question", "A draft that AI wrote")


def the_lead_uses_a_draft_for_a_notice(person: Driver) -> None:
    """Read beside its source, put into the form by a press, corrected there, and published."""
    person.act_as("高橋直人")
    person.go("全社")
    person.command("/annai")
    person.press("お知らせの下書きを見る")
    person.press("開く")
    person.press("AIの下書きを見る")
    person.sees("この下書きを使う", "仕事への関わり", "もとの文")
    person.submit()
    person.sees("題名", "影響がありそうなテンプレート")
    person.fill({"題名": "会議の録音から議事録が作れます"})
    person.submit()
    person.sees("「お知らせ」のチャンネルに出ます")


def a_mistaken_entry_is_reported_and_closed(person: Driver) -> None:
    """A minute for whoever is frightened; the lead does each step with one press."""
    person.go("全社")
    person.global_shortcut("誤入力を報告")
    person.sees("知らせてくださってありがとうございます")
    person.choose("どんな種類の情報でしたか（いくつでも）", "パスワード・鍵・トークン")
    person.choose("どこに入れましたか", "個人のアカウント・無料版")
    person.choose("もうしたこと", "会話（とファイル）を削除した")
    person.submit()
    person.sees("まずすること", "いますぐ変えるか無効に", "学習に使わせない")
    person.press("1 済んだ")
    person.sees("✓ 1.")
    person.close()
    person.act_as("高橋直人")
    person.go(BOT)
    person.sees("誤入力の報告が届きました", "パスワード・鍵・トークン")
    person.press("引き受ける")
    person.sees("引き受けた人", "担当がすること")
    person.press("対応を閉じる")
    person.choose("結果", "対処して収まった")
    person.choose("会社の外への報告（委員会・本人・取引先）", "いらないと判断した")
    person.fill({"理由と、したこと": "鍵が変わったことを確かめました。"})
    person.submit()
    person.sees("閉じました")
    person.close()
    person.close()
    person.act_as("田中美咲")
    person.go(BOT)
    person.sees("誤入力の対応が終わりました", "鍵が変わったことを確かめました")


def without_a_model_the_pane_answers_with_cards(person: Driver) -> None:
    """The same ways in, and answers in which nothing is missing."""
    person.go("ai-活用")
    person.open_pane()
    person.take_suggestion("伏せ字とは？ どう伏せるの？")
    person.sees("こちらが参考になりそうです", "1. 伏せ字とは？", "よくある質問")
    assert not person.can_read("下書き")
    person.write_beside("それはどうやって元に戻すの？")
    person.sees("伏せ字を元に戻すには？")
    assert not person.can_read("下書き")


def without_a_model_a_mention_is_answered_with_cards(person: Driver) -> None:
    """In its thread, with sources."""
    person.go("ai-活用")
    person.write("@annai 早見表はどこで見られますか？")
    person.open_thread("早見表はどこで見られますか？")
    person.sees("1. 早見表はどこ？", "よくある質問")
    assert not person.can_read("下書き")


WITHOUT_A_MODEL: tuple[Callable[[Driver], None], ...] = (
    without_a_model_the_pane_answers_with_cards,
    without_a_model_a_mention_is_answered_with_cards,
)

SCENARIOS: tuple[Callable[[Driver], None], ...] = (
    a_command_gives_a_verdict_and_a_masked_text_to_copy,
    a_long_text_is_asked_about_in_a_modal,
    a_message_is_checked_by_its_menu,
    a_direct_message_is_answered_in_place,
    a_file_is_read_in_the_direct_message,
    somebody_else_takes_the_seat,
    the_home_tab_opens_the_check,
    a_shortcut_works_from_everywhere,
    the_lead_publishes_what_a_feed_brought,
    a_tool_is_requested,
    a_mistaken_entry_is_reported_and_closed,
    the_lead_gets_the_figures_of_last_month,
    a_template_becomes_a_prompt,
    a_template_is_used_improved_and_put_back,
    a_template_lives_in_english,
    nothing_fits_and_a_person_is_asked,
    a_colleague_makes_it_a_success_story,
    a_month_is_reviewed,
    a_question_is_asked_in_the_pane,
    a_question_is_asked_by_a_mention,
    a_question_is_asked_in_a_direct_message,
    a_question_is_asked_in_english,
    the_lead_uses_a_draft_for_a_notice,
)
