"""What holds for the check whatever is typed: the promises as properties."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.slack_text import decode, encode
from knowledge.classification import classify
from knowledge.company import Company, ListedName
from knowledge.masking import unmask
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Kind, Level

RULEBOOK = load_rulebook()
COMPANY = Company(
    name="株式会社うみべ印刷",
    domains=("umibe.example",),
    internal_domains=("wiki.umibe.internal",),
    employee_number_format=r"U\d{4}",
    customers=(ListedName("月見商事株式会社", ("月見商事",)),),
    confidential_projects=(ListedName("プロジェクト・しらさぎ", ("しらさぎ計画",)),),
)
ORDER = list(Level)
TEXTS = [
    "月見商事の榎本様に、見積 480,000円をお送りします。",
    "電話は03-0000-1234、携帯は090-0000-5678です。",
    "出席:戸田課長、白石さん\n・棚の移動は18,000円まで",
    "DB_PASSWORD=Kawa-zoi7#2041 で入れません",
    "社員番号U1024の有給を数えて",
    "住所は東京都港町3-4-5 みなとハイツ201です",
    "しらさぎ計画の会議は木曜です",
    "来月で東の工場を閉めます。現地の人にはまだ話していません。",
    "http://wiki.umibe.internal/soumu を見てください",
    "マイナンバー 1234 5678 9018 を受け取りました",
]
CREDENTIALS = [
    "password: Hane-tobi9!44",
    "ghp_abcdEFGH1234abcdEFGH1234abcdEFGH1234",
    "パスワードはKumo2041!です",
]


def masked_of(text, company=COMPANY):
    """The masked text of a check that has one."""
    verdict = classify(text, RULEBOOK, company)
    assert verdict.masking
    return verdict.masking.masked.text


def level_of(text):
    return ORDER.index(classify(text, RULEBOOK, COMPANY).level)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_hidden_characters_never_lower_the_level(text, data):
    """A zero-width character anywhere hides nothing."""
    at = data.draw(st.integers(0, len(text)))
    hidden = data.draw(st.sampled_from("\u200b\u200c\u2060\ufeff\u00ad"))
    assert level_of(text[:at] + hidden + text[at:]) >= level_of(text)


@pytest.mark.parametrize("text", TEXTS)
def test_decomposed_text_never_lowers_the_level(text):
    """NFD, as file names from a Mac have it, is read alike."""
    assert level_of(unicodedata.normalize("NFD", text)) >= level_of(text)


@pytest.mark.parametrize("text", TEXTS)
def test_full_width_never_lowers_the_level(text):
    """Full-width letters, digits and signs are read like the usual ones."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert level_of(wide) >= level_of(text)


@pytest.mark.parametrize("text", TEXTS)
def test_slacks_markup_never_lowers_the_level(text):
    """What Slack wraps and encodes is found as if it had been typed."""
    wrapped = encode(text).replace("090-0000-5678", "<tel:09000005678|090-0000-5678>")
    wrapped = wrapped.replace("http://wiki", "<http://wiki").replace("soumu", "soumu>")
    assert level_of(decode(wrapped)) >= level_of(text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.sampled_from(CREDENTIALS))
def test_a_credential_in_any_text_is_never_ok_and_never_left(text, secret):
    """Whatever stands around it, a secret is prohibited and masked."""
    verdict = classify(f"{text}\n{secret}\n", RULEBOOK, COMPANY)
    assert verdict.level is not Level.OK
    if verdict.masking:
        assert secret.split()[-1] not in verdict.masking.masked.text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3), st.text(max_size=40))
def test_a_masked_text_is_ok_holds_no_span_and_masks_no_further(parts, other):
    """The masked text re-checks as ok, shows nothing that was found, and stays as it is."""
    text = "\n".join([*parts, other])
    verdict = classify(text, RULEBOOK, COMPANY)
    if not verdict.maskable:
        return
    masked = masked_of(text)
    assert classify(masked, RULEBOOK, COMPANY).level is Level.OK
    assert masked_of(masked) == masked
    for finding in verdict.findings:
        span = text[finding.start : finding.end]
        if len(span.strip()) > 2:
            assert span not in masked


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEXTS), st.text(alphabet="あ亜aA1 \n\\{}$%【】", max_size=30))
def test_unmasking_gives_back_the_text(text, other):
    """unmask(mask(t)) is t, but for what the law has removed."""
    whole = f"{other}\n{text}"
    verdict = classify(whole, RULEBOOK, COMPANY)
    if verdict.masking is None or any(f.kind is Kind.MY_NUMBER for f in verdict.findings):
        return
    assert unmask(verdict.masking.masked.text, verdict.masking.originals) == whole


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_arbitrary_unicode_never_raises(text):
    """Every text gets a verdict; findings lie inside it, in order, without overlap."""
    verdict = classify(text, RULEBOOK, COMPANY)
    end = 0
    for finding in verdict.findings:
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


@pytest.mark.parametrize(
    "repeated", ["0", "円", "様", "-", "a@", "山", "A ", "（", "\\", "。", "株式会社", "password="]
)
def test_monotonous_text_ends(repeated):
    """No pattern runs away on 4,000 of the same."""
    assert classify(repeated * 4000, RULEBOOK, COMPANY).level in Level


class TestKnownFaults:
    """Rows of the faults that bots like this one have had (K4, K6), both directions."""

    def test_glued_addresses_and_numbers(self):
        """Exactly the address and the number are masked, nothing of the neighbours."""
        masked = masked_of("担当taro.y@example.co.jpまで、電話03-0000-1234に")
        assert masked == "担当【メール1】まで、電話【電話1】に"

    def test_wide_and_half_width_are_masked_in_place(self):
        """Everything else keeps its original form."""
        text = "㈱見本の ﾔﾏﾀﾞ ﾊﾅｺ様 ０９０－００００－１２３４ 〒１００－０００１"
        masked = masked_of(text)
        assert "ﾔﾏﾀﾞ" not in masked
        assert "０９０" not in masked
        assert "１００" not in masked
        assert masked.endswith("〒【郵便番号1】")

    @pytest.mark.parametrize(
        "text",
        [
            "注文 2026-0512-0034、2026年5月12日 10:30、型番 A-1234-5678、会員3,000名、第12回",
            "家族みんなで👨‍👩‍👧出かけました。",
            "R&D部の勉強会は&lt;自由参加&gt;です",
        ],
    )
    def test_what_only_looks_alike_is_left_alone(self, text):
        """Dates, order and part numbers, counts and emoji are no findings."""
        assert classify(text, RULEBOOK).level is Level.OK
        assert masked_of(text) == text

    def test_slacks_encoding_is_undone_once(self):
        """The classifier sees what was typed."""
        assert decode("R&amp;D部の売上 &lt; 100万円") == "R&D部の売上 < 100万円"
        assert decode("&amp;lt;") == "&lt;"
        assert decode("x&amp;copy=1") == "x&copy=1"

    def test_wrapped_contacts_leave_nothing_in_the_target(self):
        """One mask an item, no stray bar or bracket."""
        text = decode(
            "連絡先は<mailto:hanako@example.co.jp|hanako@example.co.jp>、"
            "<tel:0300001234|03-0000-1234>です"
        )
        masked = masked_of(text)
        assert masked == "連絡先は【メール1】、【電話1】です"
