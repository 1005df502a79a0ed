"""A rulebook of two rules, for tests that must not hang on the content of the real one."""

from knowledge.verdict import Kind

_KINDS = ", ".join(f'"{kind}"' for kind in Kind)

SMALL = f"""\
revision = "small-1"
title = {{ ja = "小さな規則集", en = "A small rulebook" }}
disclaimer = {{ ja = "目安です。", en = "A guide." }}

[[source]]
id = "law"
title = {{ ja = "ある法律", en = "A law" }}
publisher = "ある役所"
date = "2026-01-01"
says = {{ ja = "守ること。", en = "Keep it." }}

[[category]]
id = "free"
label = {{ ja = "公開した情報", en = "Public information" }}
level = "ok"
terms = ["公開した情報"]
reason = {{ ja = "もう外にあります。", en = "It is out already." }}
ok = ["会議の議題を三つ考えてください。", "ていねいな断り方の例を三つ挙げてください。"]
ng = ["連絡先は090-1234-5678です。", "メールは sato@example.co.jp です。"]

[[category]]
id = "private"
label = {{ ja = "個人の情報", en = "Private information" }}
level = "prohibited"
kinds = [{_KINDS}]
terms = ["個人の情報"]
reason = {{ ja = "預かったものです。", en = "It was entrusted to us." }}
instead = {{ ja = "伏せてください。", en = "Mask it." }}
basis = ["law"]
ok = ["会議の議題を三つ考えてください。", "ていねいな断り方の例を三つ挙げてください。"]
ng = ["連絡先は090-1234-5678です。", "メールは sato@example.co.jp です。"]
"""


def small(*changes: tuple[str, str], revision: str = "small-1") -> str:
    """Return the TOML with pieces replaced, each of which must be there."""
    text = SMALL
    for old, new in (('"small-1"', f'"{revision}"'), *changes):
        assert old in text, old
        text = text.replace(old, new)
    return text
