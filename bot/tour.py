"""`make demo`: a guided run of the check over telling examples, in a terminal, without Slack."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.cli_check import Checker, check_text
from bot.phrases import say
from bot.settings import language
from bot.terminal import speak_utf8
from knowledge.company import Company, ListedName
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Account

if TYPE_CHECKING:
    from handlers.texts import Language

# Everybody and everything here is invented.
_COMPANY = Company(
    name="株式会社みさき食品機械",
    aliases=("みさき食品機械",),
    domains=("misaki.example",),
    internal_domains=("wiki.misaki.internal",),
    employee_number_format=r"M\d{4}",
    customers=(ListedName("北斗商事株式会社", ("北斗商事", "北斗")),),
    confidential_projects=(ListedName("プロジェクト・ほたる", ("ほたる計画",)),),
)
_EXAMPLES = (
    ("question", "自社HPの公開情報", Account.COMPANY),
    ("question", "顧客の氏名", Account.COMPANY),
    ("question", "お客様の名前を消したクレームの文章は入れていい?", Account.COMPANY),
    ("question", "工場の中を撮った写真は?", Account.COMPANY),
    ("harmless", "自社HPの文章を読みやすく直して", Account.COMPANY),
    (
        "customer_mail",
        "北斗商事の佐藤様に見積 1,280,000円を送る。連絡先はsato@hokuto.example",
        Account.COMPANY,
    ),
    (
        "minutes",
        "4/12 定例メモ 出席:三宅課長、水谷さん\n・棚の買い替えは48,000円まで(担当:水谷さん)",
        Account.COMPANY,
    ),
    (
        "hostile",
        "ﾔﾏﾀﾞ ﾊﾅｺ様 ０９０－００００－１２３４ 〒１００－０００１ 社員番号M1024",
        Account.COMPANY,
    ),
    ("secret", "DB_HOST=db01.misaki.internal\nDB_PASSWORD=Kaze-umi7#2041", Account.COMPANY),
    (
        "topic",
        "来年3月で西工場を閉めることが決まりました。現地にはまだ話していません。説明の順番を考えて。",
        Account.COMPANY,
    ),
    (
        "lookalike",
        "会員3,000名に、2026年5月12日から型番 A-1234-5678 をご案内します。",
        Account.COMPANY,
    ),
    ("personal", "水谷さんの報告を要約して。", Account.PERSONAL),
)


def tour(speaks: Language) -> None:
    """Print each example with its verdict, then how to go on."""
    rulebook = load_rulebook()
    out = sys.stdout
    out.write(say(speaks, "tour.welcome") + "\n")
    for number, (topic, text, account) in enumerate(_EXAMPLES, 1):
        heading = say(speaks, f"tour.{topic}")
        out.write(f"\n{'─' * 60}\n[{number}/{len(_EXAMPLES)}] {heading}\n\n")
        out.write("".join(f"  > {line}\n" for line in text.splitlines()) + "\n")
        checker = Checker(rulebook, _COMPANY, account, speaks, is_slack_text=False)
        check_text(checker, text, as_json=False)
        out.flush()
    out.write(f"\n{'─' * 60}\n{say(speaks, 'tour.next')}\n")


if __name__ == "__main__":
    speak_utf8()
    tour(language())
