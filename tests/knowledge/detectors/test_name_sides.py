"""Whose person a name is: a colleague is PERSON, a customer's or partner's person CUSTOMER."""

from __future__ import annotations

import pytest

from knowledge.company import Company, ListedName
from knowledge.detectors.names import find_names
from knowledge.reading import read
from knowledge.verdict import Kind

KAMOME = Company(
    name="株式会社かもめ計器",
    aliases=("かもめ計器",),
    domains=("kamome.example",),
    customers=(ListedName("白樺フーズ株式会社", ("白樺フーズ",)),),
)


def kinds(text, company=KAMOME):
    """Which kinds each found name has."""
    found: dict[str, set[Kind]] = {}
    reading = read(text, company)
    for finding in find_names(reading):
        found.setdefault(reading.text[finding.start : finding.end], set()).add(finding.kind)
    return found


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("浅野さんに聞く", "浅野", Kind.PERSON),
        ("浅野課長に聞く", "浅野", Kind.PERSON),
        ("担当:浅野", "浅野", Kind.PERSON),
        ("Miyakeさんのapprovalが必要", "Miyake", Kind.PERSON),
        ("グエンさんと打ち合わせ", "グエン", Kind.PERSON),
        ("浅野様に聞く", "浅野", Kind.CUSTOMER),
        ("浅野陽子さんが、5年分の一覧を作る", "浅野陽子", Kind.PERSON),
        ("常連の浅野さんが傘をお忘れでした", "浅野", Kind.CUSTOMER),
        ("浅野邸の引き渡しは火曜です", "浅野", Kind.CUSTOMER),
        ("白樺フーズの浅野です", "浅野", Kind.CUSTOMER),
        ("先方:白樺フーズ 浅野社長、戸田部長", "戸田", Kind.CUSTOMER),
        ("かもめ計器の浅野です", "浅野", Kind.PERSON),
        ("浅野様\nかもめ計器の浅野です", "浅野", Kind.PERSON),
        ("浅野 涼子 <asano@kamome.example>", "浅野 涼子", Kind.PERSON),
        ("浅野 涼子 <asano@shirakaba.example>", "浅野 涼子", Kind.CUSTOMER),
        ("浅野様の件、浅野にも伝える", "浅野", Kind.CUSTOMER),
        ("ますだという方から電話", "ますだ", Kind.CUSTOMER),
        ("会社名,担当者\n白樺フーズ,浅野涼子", "浅野涼子", Kind.CUSTOMER),
        ("社員番号,氏名\n1,浅野涼子", "浅野涼子", Kind.PERSON),
        ("株式会社南洋工機\n営業課 浅野 涼子\nTEL 03-0000-0000", "浅野 涼子", Kind.CUSTOMER),
        ("株式会社かもめ計器\n営業課 浅野 涼子\nTEL 03-0000-0000", "浅野 涼子", Kind.PERSON),
    ],
)
def test_the_side_a_person_sits_on_gives_the_kind(text, name, kind):
    """様, other companies and their mail make a customer; さん, titles and ours a colleague."""
    assert kinds(text)[name] == {kind}
