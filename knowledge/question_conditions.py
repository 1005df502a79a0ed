"""Conditions in a question by which two in the same words are not the same, in both languages."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Conditions by which two questions in the same words are not the same. Folded spelling.
_JAPANESE: Mapping[str, str] = MappingProxyType(
    {
        "kept": (
            r"(?:入|い)(?:れ|っ)たまま|残したまま|つきで|付きで|入りのまま|(?:消|隠|伏せ|除|抜|外)(?:さ|か)?(?:ず|ない(?:で|まま))"
        ),
        "removed": (
            r"(?:消(?:し|す|して)|除(?:き|い|く)|抜(?:き|い|く)|外(?:し|す)|伏せ(?!ん)|隠(?:し|す)|削除|匿名|ますく|黒塗り|伏字|いにしゃる|置き換え|ぼかし)"
            r"|(?:名|名前|氏名|個人情報|金額|連絡先)(?:は|が)?(?:な|無)(?:し|い)"
        ),
        "before": (r"(?<![名午以人手事直目面腕当建自錠一分])前(?![後回年月日身述提期半])"),
        "after": (r"(?<![今前午最直以老背])後(?![半輩継任者方記])|[たの](?:あと|のち)"),
        "unpublished": (
            r"未公開|非公開|未発表|未公表|公開(?:さ|し)(?:れ)?て(?:い)?(?:ない|ません)|公開しない|社外秘|極秘|機密"
        ),
        "without consent": (
            r"(?:もら|得|取ら|と)(?:わ|ら)?(?:ず|ない(?:で|まま))|(?:了解|同意|許可|承諾|了承)(?:が|も)?(?:な|無)(?:し|い|く)|無断|勝手に"
        ),
        "filled in": (
            r"書き込(?:ん|ま)|記入(?:済|し(?:た|て)|さ)|回答(?:済|し(?:た|て)|さ)|入力(?:済|さ)"
        ),
        "entrusted": (r"預か|借り(?!る(?:とき|時|際))|受け取った|いただいた|頂いた|受領"),
        "not": (r"(?:では|じゃ)な(?:い|く)|以外"),
    }
)
_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "kept": r"left in|still (?:in|there)|not (?:removed|masked|deleted)|(?:with|including) (?:all |the )?(?:real |full |customer |employee )?names(?! (?:remov|delet|taken|left out|mask|blacked|hidden))",
        "removed": r"remov(?:e|ed|ing)|delet(?:e|ed|ing)|t(?:ake|aken|aking) out|left out|leav(?:e|ing) out|anonymi[sz]\w+|masked|blacked out|redacted|hidden|stripped|(?:without|no) (?:the |any )?(?:names|personal|amounts|contact)",
        "before": r"before(?!/after)|prior to|ahead of|not yet|upcoming",
        "after": r"(?<!before/)after",
        "published": r"(?<!un)published|(?<!un)released|public|announced",
        "unpublished": r"unpublished|unreleased|unannounced|not (?:yet )?(?:been )?(?:public|published|released|announced)|confidential|secret",
        "without consent": r"without (?:\w+ )?(?:consent|permission|approval|asking|agreement)|(?:did|do|does|has|have) not (?:agree|consent)",
        "filled in": r"filled[ -](?:in|out)|completed",
        "entrusted": r"lent|borrow|entrusted|(?:received|got|came) from|(?:given|sent) to us",
        "not": r"(?:not|never|except|excluding|other than|none|[a-z]+n['’]t)",
    }
)
_CONDITIONS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        name: re.compile(
            "|".join(filter(None, [_JAPANESE.get(name), f"(?<![a-z])(?:{english})(?![a-z])"]))
        )
        for name, english in _ENGLISH.items()
    }
)


def conditions_of(folded: str) -> frozenset[str]:
    """Return the names of the conditions in a text in folded spelling."""
    conditions = {name for name, pattern in _CONDITIONS.items() if pattern.search(folded)}
    if "kept" in conditions:
        conditions.discard("removed")
    if "before" in conditions:
        # "Before it is released" and "before the release" are the same.
        conditions.discard("published")
    if "published" in conditions:
        # "After it was published" and "the published one" are the same.
        conditions.discard("after")
    return frozenset(conditions)
