"""Words of labels and column heads in kana and in romaji, brought to their usual kanji."""

from __future__ import annotations

import re

from knowledge.regex import regex

_KANA = {
    "セイネンガッピ": "生年月日",
    "トリヒキサキ": "取引先",
    "トクイサキ": "得意先",
    "マイナンバ": "マイナンバ",
    "アンショウ": "暗証",
    "バンゴウ": "番号",
    "ナンバー": "番号",
    "キンガク": "金額",
    "デンワ": "電話",
    "ケイタイ": "携帯",
    "ユウビン": "郵便",
    "ジュウショ": "住所",
    "ショザイチ": "所在地",
    "シメイ": "氏名",
    "ナマエ": "名前",
    "メイギ": "名義",
    "カイシャ": "会社",
    "カイイン": "会員",
    "シャイン": "社員",
    "コキャク": "顧客",
    "ケイヤク": "契約",
    "コウザ": "口座",
    "ギンコウ": "銀行",
    "シテン": "支店",
    "シュモク": "種目",
    "シュベツ": "種別",
    "フリコミ": "振込",
    "タントウ": "担当",
    "レンラクサキ": "連絡先",
    "メンキョ": "免許",
    "ネンキン": "年金",
    "ホケン": "保険",
    "コジン": "個人",
    "タンカ": "単価",
    "ゴウケイ": "合計",
    "ショウケイ": "小計",
    "ザンダカ": "残高",
    "セイキュウ": "請求",
    "シハライ": "支払",
    "ニュウキン": "入金",
    "シュッキン": "出金",
    "キュウヨ": "給与",
    "スウリョウ": "数量",
    "ヒンメイ": "品名",
    "ヒヅケ": "日付",
}
_ROMAJI = {
    "denwa": "電話",
    "keitai": "携帯",
    "yubin": "郵便",
    "yuubin": "郵便",
    "jusho": "住所",
    "juusho": "住所",
    "jyusyo": "住所",
    "shimei": "氏名",
    "simei": "氏名",
    "namae": "名前",
    "kingaku": "金額",
    "bango": "番号",
    "bangou": "番号",
    "seinengappi": "生年月日",
    "tanjobi": "誕生日",
    "koza": "口座",
    "kouza": "口座",
    "ginko": "銀行",
    "shiten": "支店",
    "kaiin": "会員",
    "shain": "社員",
    "syain": "社員",
    "kokyaku": "顧客",
    "keiyaku": "契約",
    "kojin": "個人",
    "tanka": "単価",
    "gokei": "合計",
    "menkyo": "免許",
    "kyuyo": "給与",
}
# Old machines know no small kana: ジユウシヨ.
_BIG = str.maketrans("ャュョッ", "ヤユヨツ")
_BY_KANA = {**_KANA, **{kana.translate(_BIG): kanji for kana, kanji in _KANA.items()}}
_KANA_WORD = regex("|".join(sorted(_BY_KANA, key=len, reverse=True)))
_HAS_KANA = regex("[ァ-ヴ]{3}")
_ROMAJI_WORD = regex(
    "(?<![a-z])(?:" + "|".join(sorted(_ROMAJI, key=len, reverse=True)) + ")(?![a-z])"
)
_CAMEL = regex(r"(?<=[a-z])(?=[A-Z])")


def usual_heading(heading: str) -> str:
    """Return a column head or key, without spaces and in lower case, in its usual words."""
    if heading.isascii():
        parted = _CAMEL.sub("_", heading).replace(" ", "").lower()
        return _ROMAJI_WORD.sub(lambda hit: _ROMAJI[hit[0]], parted)
    plain = heading.replace(" ", "").lower()
    if not _HAS_KANA.search(plain):
        return plain
    return _KANA_WORD.sub(lambda hit: _BY_KANA[hit[0]], plain)


def in_kana(word: str) -> tuple[str, ...]:
    """Return the kana spellings of a label that is made of known words only; none if it is not."""
    kana = word
    for reading, kanji in _KANA.items():
        kana = kana.replace(kanji, reading)
    if kana == word or re.search("[一-龯]", kana):
        return ()
    big = kana.translate(_BIG)
    return (kana,) if big == kana else (kana, big)
