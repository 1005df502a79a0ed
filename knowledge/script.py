"""Which language a text is in, as far as the detectors care: Japanese and English they can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.regex import regex

if TYPE_CHECKING:
    import re

_KANA = regex(r"[\u3041-\u30ff]+")
_HAN = regex(r"[\u4e00-\u9fff]+")
_HANGUL = regex(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+")
_OTHER_LETTERS = regex(
    r"[\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f]+"
)
# Characters that only simplified or everyday written Chinese uses.
_CHINESE = regex(
    r"[们这吗您请谢对时间问题报价单户资发给吧呢么样还让说话见现实业务产员电邮]|[我你他]的|是否|可以|怎么|什麼|這|們|嗎|沒有|請"
)


def is_foreign(text: str) -> bool:
    """Whether a normalised text is mostly in a language that the detectors cannot read."""
    kana = _count(_KANA, text)
    han = _count(_HAN, text)
    other = _count(_HANGUL, text) + _count(_OTHER_LETTERS, text)
    if other >= 4 and other > kana:
        return True
    return han >= 4 and kana * 10 < han and len(_CHINESE.findall(text)) >= 2


def _count(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))
