"""Names in rows, seat plans, lists in code, charts, headers and chats; and what only looks so."""

from __future__ import annotations

import re

import pytest

from knowledge.company import Company
from knowledge.detectors.names import find_names
from knowledge.reading import read

# Marked is what must be masked, exactly.
TEXTS = [
    "給茶機の当番\n7/1 ⟦泉⟧\n7/2 ⟦原⟧・⟦谷口⟧\n7/3 ⟦三宅⟧さん(午後だけ)\n7/4 ⟦林⟧\n月末に見直す",
    "シフト\n月 ⟦原⟧・⟦柳⟧\n火 ⟦森⟧\n水 ⟦泉⟧、⟦谷口⟧さん",
    "A卓 ⟦オリガ⟧、⟦ファン・ティ・ラン⟧\nB卓 ⟦浅野⟧さん、⟦ヴィクラム⟧",
    "お客様 商品 一覧",
    "講習の席順\n1列目 ⟦Trần Linh⟧、⟦浅野⟧さん\n2列目 ⟦アレクセイ⟧、⟦マリア・五島⟧",
    "座席(5F)\n⟦雲母⟧|⟦林⟧|空\n⟦ひより⟧|コピー機|⟦浅野⟧",
    'members = ["⟦薬袋⟧", "⟦ひより⟧", "⟦小林⟧"]\nprint(members)',
    "営業部 部長⟦五味⟧\n├第一課 課長⟦浅野⟧(5名)\n└サポート⟦南⟧・⟦東出⟧",
    'From: "⟦鵜飼 めぐる⟧" <m@kiri.example>',
    "会員様 ⟦荻窪 誠⟧\n有効期限を伝えたい",
    "氏　　名　⟦花巻　太一⟧\n所　　属　物流部",
    "*⟦こはる⟧* 9:12\n電源が入らない\n*⟦浅野⟧* 9:15\n何号機?",
    "所感:⟦岡本⟧…問い合わせは増えた。⟦浅野⟧…代理店の担当が替わった。",
    "⟦こまつ⟧:朝がいい\n⟦あずま⟧:照明を先に\n⟦もり⟧:そこまでは無理",
    "「あれ⟦ちづる⟧が替える日だったんじゃ」",
    "人事考課 対象:⟦浅野 望⟧ 考課者:⟦京極⟧",
    "> ⟦浅野⟧さん\n> ⟦薬袋⟧です。1本は見ました。",
    "⟦JOSEPHINE⟧ does the cash count and ⟦Devika⟧ approved 2 seats",
    "Author: M.⟦Irie⟧\n    chore: lint",
    "搭乗者 ⟦AOKI RINTARO⟧、窓側。",
    "定型文、名前のところは[氏名]のままです",
    "面談の進め方(雛形)\n返却物の確認:社員証、鍵、パソコン",
    "「渡邉」と「渡辺」のように異体字の違う姓が化けます",
    "6/24 東京\n6/25 名古屋・大阪\n6/26 会議",
    'names = ["東京", "大阪", "福岡"]',
    "開始 9:00\n終了 17:30\n昼休み 12:00",
    "├営業部 東京・大阪\n└総務部 人事・経理",
    "始業は9時、部長会は10時。課長級は別\n十時に集合",
    "座席表の作り方|手順|備考\n入口|柱|窓",
    "Date: Tue Jun 11 2024",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_what_stands_in_a_sheet_is_found_whole_and_alone(marked: str) -> None:
    """Exactly the marked stretches are covered by findings."""
    text = re.sub("[⟦⟧]", "", marked)
    expected: set[int] = set()
    at, inside = 0, False
    for char in marked:
        if char in "⟦⟧":
            inside = char == "⟦"
            continue
        if inside and not char.isspace():
            expected.add(at)
        at += 1
    reading = read(text, Company(name="株式会社かもめ計器"))
    found: set[int] = set()
    for finding in find_names(reading):
        start, end = reading.shadow.to_original(finding.start, finding.end)
        found |= {i for i in range(start, end) if not text[i].isspace()}
    assert found == expected
