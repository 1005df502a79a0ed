"""The check: the guide's own examples, the safe side, accounts, and what can never happen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.classification import LONGEST_TEXT, classify
from knowledge.company import Company, ListedName
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Account, Kind, Level, Note

RULEBOOK = load_rulebook()
HOKUTO = Company(
    name="株式会社みなと工業",
    customers=(ListedName("北斗商事株式会社", ("北斗商事", "北斗")),),
)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("顧客の氏名", Level.PROHIBITED),
        ("金額を含む見積書の文言", Level.CONDITIONAL),
        ("自社HPの公開情報", Level.OK),
        ("全社向けマニュアルの草案", Level.OK),
        ("未公開の新規事業の背景資料", Level.PROHIBITED),
    ],
)
def test_the_guides_own_examples(text, level):
    """The five examples that the guide itself gives are golden."""
    assert classify(text, RULEBOOK).level is level


def test_a_mail_to_a_customer_is_prohibited_and_can_be_masked():
    """Customer, amount and address are found; the masked text is ok by itself."""
    text = "北斗商事の佐藤様に見積 1,280,000円を送る。連絡先はsato@hokuto.example"
    verdict = classify(text, RULEBOOK, HOKUTO)
    assert verdict.level is Level.PROHIBITED
    assert {Kind.CUSTOMER, Kind.MONEY, Kind.EMAIL} <= {f.kind for f in verdict.findings}
    assert verdict.maskable
    assert verdict.masking
    masked = verdict.masking.masked.text
    assert not any(part in masked for part in ("北斗", "佐藤", "1,280,000", "sato"))
    assert classify(masked, RULEBOOK, HOKUTO).level is Level.OK


@pytest.mark.parametrize(
    "text",
    [
        "はがきの料金が85円になったので、貼り紙を書き直したい。",
        "中小企業基本法では資本金が3億円以下の会社が対象とされています。図にしてください。",
        "1ドルが150円を超えたという話を、朝礼向けに短くしてください。",
        "192.168.1.1はなぜルーターによく使われるのか、初心者向けに説明して。",
        "公式ドキュメントにあるテスト用の番号 4242 4242 4242 4242 は何でも通りますか。",
        "お客様の前では、専門用語を使わずに話しましょう。",
        "簿記の練習問題です。固定費は月100万円、売値は1個5,000円。販売個数を求めて。",
        "配信済みのプレスリリースです。読みやすく。\n海原市(市長:磯辺公男)と協定を結びました。",
        "2019年のノーベル化学賞は、旭化成の吉野彰さんたち3人に贈られました。朝礼用に短く。",
        "市の広報紙に載ったお知らせです。参加費は灯籠1基500円。子ども向けに直して。",
        "公式サイトに出しているメニューです。日替わり定食 880円、あじフライ定食 980円を英語に。",
        "架空のデータです。同じ形で増やして。\nid,name\n1,テスト太郎\n2,サンプル花子",
    ],
)
def test_what_everybody_knows_is_ok(text):
    """Prices, laws, default addresses and published test numbers are nobody's secret."""
    assert classify(text, RULEBOOK).level is Level.OK


@pytest.mark.parametrize(
    ("text", "level"),
    [
        (
            "料金の改定で、弊社の支払いは月85円から120円になりました。稟議の文を。",
            Level.CONDITIONAL,
        ),
        ("サーバー 192.168.1.1 に入れない。再起動の手順を書いて。", Level.CONDITIONAL),
        ("会食は 4242 4242 4242 4242 で払いました。理由書を書いて。", Level.PROHIBITED),
        ("自販機の入れ替え、今は月だいたい¥14,000戻る。比べる観点を。", Level.CONDITIONAL),
        ("業績予想の修正の文案です。公表は明後日です。", Level.PROHIBITED),
        ("対象:浅野 航 評価:C 手順書の更新は丁寧。伝える順番を。", Level.PROHIBITED),
        ("浅野くんの時給、来月から1,240円。明るい一言を。", Level.PROHIBITED),
        (
            "本社を隣の町へ移すと決めました。社員にも、まだ伏せています。段取りを。",
            Level.PROHIBITED,
        ),
    ],
)
def test_the_same_of_our_own_is_not(text, level):
    """The same kinds of figures and plans, once they are ours."""
    assert classify(text, RULEBOOK).level is level


def test_plain_work_on_our_own_public_page_is_ok():
    """Harmless requests are not stopped."""
    assert classify("自社HPの文章を読みやすく直して", RULEBOOK).level is Level.OK


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("", Note.EMPTY),
        (" \n\u3000", Note.EMPTY),
        ("🎉🙏👨‍👩‍👧", Note.NOT_TEXT),
        ("あ" * (LONGEST_TEXT + 1), Note.TOO_LONG),
        ("请帮我把这份报价单翻译成英文,谢谢您。", Note.FOREIGN),
        ("이 견적서를 영어로 번역해 주세요.", Note.FOREIGN),
    ],
)
def test_what_cannot_be_read_is_never_ok(text, note):
    """Doubt is undecided and says why."""
    verdict = classify(text, RULEBOOK)
    assert verdict.level is Level.UNDECIDED
    assert note in verdict.notes


@pytest.mark.parametrize(
    "text", ["\x00\x00営業\x00", "\ud800\udfff 予定", "&lt;mailto:&amp;", "\u202e"]
)
def test_odd_characters_do_not_break_the_check(text):
    """NUL, lone surrogates, direction marks and broken escapes get an answer."""
    assert classify(text, RULEBOOK).level in Level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("九州の店舗を五つ閉める方向で検討しています。", Level.PROHIBITED),
        ("大阪の研究所を売却する予定です。", Level.PROHIBITED),
        ("We plan to close the Nagoya plant next spring and let 80 people go.", Level.PROHIBITED),
        ("工場見学の受付は15時に閉め切る予定です。", Level.OK),
        ("冬休みのあいだ、正門を閉鎖する予定です。", Level.OK),
        ("よく見えません", Level.OK),
    ],
)
def test_a_plan_to_close_a_site_needs_no_word_of_secrecy(text, level):
    """Told as a plan it is not public; what is closed for a night, or too short to tell, is no plan."""
    assert classify(text, RULEBOOK).level is level


@pytest.mark.parametrize(
    "text",
    [
        "提案: 紙の保管は、まず保管期間の見直しから。",
        "担当: 未定\n- 文の調子: やわらかく",
        "お客様の信頼を取り戻してきた責任者になったつもりで書いてください。",
        "競合の比較表を作ってください。",
    ],
)
def test_a_word_that_some_are_named_by_is_no_name_where_a_thing_is_meant(text):
    """紙, 文, 信頼 stand in dictionaries of names too."""
    assert classify(text, RULEBOOK).level is Level.OK


def test_on_a_personal_account_only_what_is_public_may_be_entered():
    """Masking does not make a company's text public."""
    text = "水谷さんの報告を要約して。費用は48,000円。"
    verdict = classify(text, RULEBOOK, account=Account.PERSONAL)
    assert verdict.level is Level.PROHIBITED
    assert not verdict.maskable
    assert Note.PERSONAL_ACCOUNT in verdict.notes
    public = classify("公開済みプレスリリース", RULEBOOK, account=Account.PERSONAL)
    assert public.level is Level.OK


def test_a_verdict_shows_no_text_when_printed():
    """A verdict in a log or an exception gives nothing away."""
    shown = repr(classify("北斗商事の佐藤様へ", RULEBOOK, HOKUTO))
    assert "佐藤" not in shown
    assert "北斗" not in shown


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gets_a_verdict_whose_offsets_hold(text):
    """Arbitrary Unicode never raises, and findings lie inside the text, in order."""
    verdict = classify(text, RULEBOOK, HOKUTO)
    ends = 0
    for finding in verdict.findings:
        assert ends <= finding.start < finding.end <= len(text)
        ends = finding.end


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_a_credential_added_to_any_text_is_never_ok(text):
    """A secret anywhere is a secret."""
    verdict = classify(f"{text}\npassword=Kaze-Umi7#2041\n", RULEBOOK)
    assert verdict.level is not Level.OK
    if verdict.masking:
        assert "Kaze-Umi7#2041" not in verdict.masking.masked.text
