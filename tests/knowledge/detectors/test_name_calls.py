"""Names as people call each other in talk, and the words that only look like it."""

from __future__ import annotations

import pytest

from knowledge.detectors.names import find_names
from knowledge.reading import read


def _found(text: str) -> set[str]:
    reading = read(text)
    return {reading.text[f.start : f.end] for f in find_names(reading)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("木村ちゃーん、昨日はありがとう", {"木村"}),
        ("部長岩下、課長塙(試作)の順で回覧", {"岩下", "塙"}),
        ("三回鳴らして出なければ「塙」に電話", {"塙"}),
        ("新しく来たリーさんの席を用意する", {"リー"}),
        ("高木 ちはや、住所の変更を受け付けました", {"高木 ちはや"}),
        ("当方:根岸、宇都宮", {"根岸", "宇都宮"}),
        ("早番 小田、グエン、ファム", {"小田", "グエン", "ファム"}),
        ("参加者東恩納/財前/Smith", {"東恩納", "財前", "Smith"}),
        ("夜間の見回りは与謝野と一日おきで", {"与謝野"}),
        ("cc: M. Aragaki, J. Whitfield", {"M. Aragaki", "J. Whitfield"}),
        ("カードの名義 T SUGIMOTO", {"T SUGIMOTO"}),
        ("Suzuki-san is out. Check with Nakao before Friday.", {"Suzuki", "Nakao"}),
        ("Slackで@kenta.morishimaに聞く、だめならyuko_hに頼む", {"kenta.morishima", "yuko_h"}),
    ],
)
def test_people_are_found_as_they_are_called(text, names):
    """Talk, rosters and lists of mixed script give every name away."""
    assert _found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "社長室、部長席、課長職の順に並べる",
        "こっちもどっちも同じ、ぽっちゃーんと落ちた",
        "「確認」に電話の欄を足す",
        "田中という地名は全国にあります",
        "高橋さんという名字はどの地方に多いのですか",
        "星さんは左利き、のような例文で助詞の練習をする",
        "南さんの恋人という漫画のあらすじを教えて",
        "import @types/node と @property を使う",
        "カメラ 3台、照明 2灯、音響 一式",
        "会議室の入口は2か所です",
    ],
)
def test_words_that_look_like_it_are_left(text):
    """Rooms, grammar, titles of works and code are nobody."""
    assert _found(text) == set()
