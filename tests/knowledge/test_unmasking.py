"""Unmasking gives back what was masked, expands nothing twice, and says what it cannot do."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.masking import mask, merge
from knowledge.placeholders import canonical_in
from knowledge.unmasking import LIFETIME, Known, Restored, merge_maps, originals_of, unmask_answer
from knowledge.vault import Closed, Vault
from knowledge.verdict import Finding, Kind, Level, Verdict

NOW = datetime(2026, 11, 25, 1, 0, 0, 900_000, tzinfo=UTC)
SATO = {"【顧客1】": "佐藤", "【社内URL2】": "https://wiki.misaki.internal/"}
SECONDS = timedelta(seconds=1)


@pytest.fixture(scope="module")
def vault():
    return Vault("correct horse battery staple")


def known(**originals):
    return Known({f"【{label}】": original for label, original in originals.items()})


class TestAnswer:
    """`unmask_answer`."""

    @pytest.mark.parametrize(
        "written",
        [
            "【顧客1】", "【顧客１】", "【 顧客 1 】", "【\u3000顧客\u30001】", "[顧客1]", "［顧客１］",
            "〔顧客1〕", "【顧客01】", "[ 顧客1]",
        ],
    )  # fmt: skip
    def test_a_placeholder_may_come_back_a_little_altered(self, written):
        """Models change brackets, digits and blanks; what stands around it stays."""
        restored = unmask_answer(f"拝啓 **{written}**様", Known(SATO))
        assert restored == Restored("拝啓 **佐藤**様", count=1)

    @pytest.mark.parametrize("written", ["【社内URL2】", "【社内ＵＲＬ2】", "[社内 Url 2]"])
    def test_latin_letters_in_a_label_may_change_too(self, written):
        """Width, case, and the blank that models put between the two scripts."""
        assert unmask_answer(written, Known(SATO)).text == SATO["【社内URL2】"]

    @pytest.mark.parametrize(
        "other",
        [
            "顧客1", "(顧客1)", "【顧客1", "[顧客1】", "【顧客1\n】", "【顧客】", "【1】", "【顧客1a】",
            "[1]", "【重要】", "[リンク](https://example.com)", "[]", "【】", "a[i][j]",
        ],
    )  # fmt: skip
    def test_other_brackets_are_the_answers_own(self, other):
        """What is no placeholder stays as it is and is not reported."""
        assert unmask_answer(other, Known(SATO)) == Restored(other)

    def test_values_are_data(self):
        """Backslashes, group references and placeholders in a value mean nothing."""
        values = known(氏名1=r"\1\g<0>\n", 氏名2="【氏名1】", 番号1="{0}%s")
        restored = unmask_answer("【氏名2】と【氏名1】と[番号1]", values)
        assert restored.text == r"【氏名1】と\1\g<0>\n" + "と{0}%s"
        assert restored.count == 3

    def test_twelve_is_not_one_and_two(self):
        """A number is read to its end."""
        assert unmask_answer("【氏名12】", known(氏名1="佐藤")).unknown == ("【氏名12】",)

    def test_what_no_check_has_is_reported_once_and_in_order(self):
        """Placeholders that a model made up, or of a map that is gone."""
        restored = unmask_answer("【金額9】〔氏名３〕【金額9】【顧客1】", Known(SATO))
        assert restored.unknown == ("【金額9】", "【氏名3】")
        assert restored.text == "【金額9】〔氏名３〕【金額9】佐藤"

    @pytest.mark.parametrize("written", ["【個人番号は削除】", "[個人番号は削除]"])
    def test_what_the_law_removed_cannot_come_back_and_is_said(self, written):
        """番号法 allows no copy, so this is not an unknown number."""
        assert unmask_answer(written, Known(SATO)) == Restored(written, removed=True)

    def test_nothing_of_a_map_or_a_text_shows_in_a_repr(self):
        """What lands in a log or an exception says nothing."""
        everything = repr(Known(SATO)) + repr(unmask_answer("秘密の【顧客1】", Known(SATO)))
        assert "佐藤" not in everything
        assert "秘密" not in everything

    def test_a_long_answer_without_an_end_of_bracket_is_read_quickly(self):
        """No pattern walks back and forth: a million brackets are one pass."""
        answer = "【顧客" * 100_000 + "[" * 100_000
        assert unmask_answer(answer, Known(SATO)).text == answer


class TestSeveralChecks:
    """`merge_maps`."""

    def test_the_newest_check_wins_and_the_difference_is_told(self):
        """The same number stands for two people: the reader must look."""
        both = merge_maps([{"【顧客1】": "鈴木"}, {"【顧客1】": "佐藤", "【金額1】": "1円"}])
        restored = unmask_answer("【顧客1】【金額1】", both)
        assert restored.text == "鈴木1円"
        assert restored.doubtful == ("【顧客1】",)

    def test_the_same_word_twice_is_no_difference(self):
        """A text that was checked twice does not make anybody doubt."""
        both = merge_maps([{"【顧客1】": "佐藤"}, {"【顧客1】": "佐藤"}])
        assert unmask_answer("【顧客1】", both) == Restored("佐藤", count=1)

    def test_a_difference_that_the_answer_does_not_use_is_not_told(self):
        """Only what stands in the text is somebody's business."""
        both = merge_maps([{"【顧客1】": "鈴木"}, {"【顧客1】": "佐藤", "【金額1】": "1円"}])
        assert unmask_answer("【金額1】", both).doubtful == ()


class TestVerdict:
    """`originals_of`."""

    MASKING = mask("佐藤です", [Finding(0, 2, Kind.PERSON)])

    def test_a_masked_text_that_is_shown_can_be_undone(self):
        """The map is that of the masking."""
        verdict = Verdict(Level.PROHIBITED, maskable=True, masking=self.MASKING)
        assert originals_of(verdict) == {"【氏名1】": "佐藤"}

    @pytest.mark.parametrize("hidden", [{"asked": True}, {"maskable": False}, {"masking": None}])
    def test_what_is_not_shown_is_not_kept(self, hidden):
        """A question, and a topic that may not leave, have no masked text."""
        shown = {"maskable": True, "masking": self.MASKING}
        assert originals_of(Verdict(Level.PROHIBITED, **(shown | hidden))) == {}


@st.composite
def masked_texts(draw):
    text = draw(st.text(st.characters() | st.sampled_from("\\{}%1１ 顧客氏名"), min_size=1))
    spans = draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, 8), st.sampled_from(Kind)),
            max_size=6,
        )
    )
    findings = merge([Finding(s, min(s + n, len(text)), kind) for s, n, kind in spans])
    findings = tuple(f for f in findings if f.kind is not Kind.MY_NUMBER)
    return text, mask(text, findings)


@given(masked_texts())
def test_unmasking_undoes_masking(case):
    """unmask(mask(text)) is the text, for every kind that the law lets anybody keep."""
    text, made = case
    # Brackets of the text's own may join with what stands beside them.
    if not re.search(r"[【】\[\]［］〔〕]", text):
        restored = unmask_answer(made.masked.text, merge_maps([made.originals]))
        assert restored.text == text
        assert (restored.unknown, restored.removed) == ((), False)


@given(st.text() | st.from_regex(r"([【\[〔](顧客|氏名)?[0-9１]{0,2} ?[】\]〕]|。)+"))
def test_without_a_placeholder_nothing_changes(text):
    """A text in which nothing is known comes back as it is."""
    if not canonical_in(text) & set(SATO):
        restored = unmask_answer(text, Known(SATO))
        assert (restored.text, restored.count) == (text, 0)


@given(st.text())
def test_unmasking_twice_is_unmasking_once(text):
    """When no value looks like a placeholder, a second time changes nothing."""
    once = unmask_answer(text + "【顧客1】様", Known(SATO)).text
    assert unmask_answer(once, Known(SATO)).text == once


class TestVault:
    """Locking and opening."""

    def test_what_was_locked_opens_for_its_owner(self, vault):
        """Any characters, half ones too."""
        originals = {"【顧客1】": "佐藤\\1 🍣 \ud800", "【金額1】": ""}
        assert vault.open("U1", vault.lock("U1", originals, NOW), NOW) == originals

    def test_nothing_can_be_read_without_the_key(self, vault):
        """Ciphertext only, another one each time."""
        locked = vault.lock("U0SATO123", SATO, NOW)
        assert locked.isascii()
        assert "U0SATO123" not in locked
        assert locked != vault.lock("U0SATO123", SATO, NOW)

    @pytest.mark.parametrize(
        ("later", "opens"),
        [
            (timedelta(0), True),
            (LIFETIME - SECONDS, True),
            (LIFETIME, False),
            (timedelta(days=400), False),
            (timedelta(minutes=-4), True),
            (timedelta(minutes=-6), False),
        ],
    )
    def test_a_day_is_the_longest(self, vault, later, opens):
        """The time is part of what is signed, so no row and no file lives longer."""
        opened = vault.open("U1", vault.lock("U1", SATO, NOW), NOW + later)
        assert opened == (SATO if opens else Closed.EXPIRED)

    def test_another_person_cannot_open_it(self, vault):
        """Not even when somebody moved the row under their name."""
        assert vault.open("U2", vault.lock("U1", SATO, NOW), NOW) is Closed.LOCKED

    def test_another_key_cannot_open_it(self, vault):
        """The key was changed."""
        other = Vault("correct horse battery stapler")
        assert other.open("U1", vault.lock("U1", SATO, NOW), NOW) is Closed.LOCKED

    def test_the_same_passphrase_opens_it_after_a_restart(self, vault):
        """The key depends on nothing but the passphrase."""
        again = Vault("correct horse battery staple")
        assert again.open("U1", vault.lock("U1", SATO, NOW), NOW) == SATO

    @pytest.mark.parametrize("damaged", ["", "x", "あ", "gAAAA" * 40, "=" * 8])
    def test_damage_is_no_accident(self, vault, damaged):
        """Whatever stands there, the answer is that it does not open."""
        assert vault.open("U1", damaged, NOW) is Closed.LOCKED

    def test_one_changed_character_is_noticed(self, vault):
        """Nothing of a changed map is believed."""
        locked = vault.lock("U1", SATO, NOW)
        for at in (0, 5, 20, len(locked) - 10):
            changed = locked[:at] + ("A" if locked[at] != "A" else "B") + locked[at + 1 :]
            assert vault.open("U1", changed, NOW) is Closed.LOCKED

    def test_a_vault_shows_no_key(self, vault):
        """Services may be printed."""
        assert "horse" not in repr(vault)
        assert not hasattr(vault, "__dict__")
