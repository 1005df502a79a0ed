"""The templates that people get: what ships, what the company made of it, in which order."""

from dataclasses import replace

import pytest

from knowledge.department_kinds import kinds_of_department, load_department_kinds
from knowledge.template_library import Home, InUse, build_library, is_of, packaged_library
from knowledge.template_states import Popularity
from knowledge.templates import load_templates
from knowledge.wording import Words

PACKAGED = load_templates()
MINUTES = PACKAGED["minutes"]


def ids(found):
    return [one.id for one in found]


def test_a_company_that_changed_nothing_has_what_ships():
    """All packaged templates, revision 0, nothing retired."""
    library = packaged_library()
    assert set(library.templates) == set(PACKAGED)
    assert {one.revision for one in library.templates.values()} == {0}
    assert not library.former


def test_what_the_company_changed_stands_in_place_of_what_ships():
    """Found by its new words, once."""
    changed = replace(MINUTES, title=Words("かもめ会の記録", "Kamome notes"))
    library = build_library([InUse(changed, 3)])
    assert library.templates["minutes"].revision == 3
    assert len(library.templates) == len(PACKAGED)
    assert ids(library.find("かもめ会の記録"))[0] == "minutes"


def test_what_was_retired_is_neither_listed_nor_found():
    """Its title can still be said."""
    library = build_library([], [MINUTES])
    assert "minutes" not in library.templates
    assert "minutes" not in ids(library.find("議事録"))
    assert "minutes" not in ids(library.ordered())
    assert library.former["minutes"].title.ja == MINUTES.title.ja


def test_the_persons_department_comes_first():
    """By kind for what ships, by number for what is a department's own."""
    sales, hr = Home(1, "第一営業部"), Home(2, "人事部")
    assert "sales" in packaged_library().ordered(home=sales)[0].template.departments
    assert "hr" in packaged_library().ordered(home=hr)[0].template.departments
    own = InUse(replace(MINUTES, id="own-1"), 1, department=2)
    assert is_of(own, hr)
    assert not is_of(own, sales)
    assert not is_of(own, None)


def test_then_what_is_used_and_liked():
    """Much used and well rated before much used and badly rated before never used."""
    used = {
        "faq": Popularity(handed_out=40, not_helpful=20),
        "translate": Popularity(handed_out=40, as_is=20),
    }
    assert ids(packaged_library().ordered(used=used))[:2] == ["translate", "faq"]


def test_use_never_outweighs_the_words():
    """Who searches for minutes gets minutes first."""
    used = {"faq": Popularity(handed_out=1000, as_is=1000)}
    assert ids(packaged_library().find("議事録", used=used))[0] == "minutes"


def test_of_what_fits_as_well_the_better_used_comes_first():
    """Two of the same words."""
    twin = replace(MINUTES, id="own-1")
    library = build_library([InUse(twin, 1)])
    used = {"own-1": Popularity(handed_out=10, as_is=5)}
    assert ids(library.find("会議議事録の作成"))[0] == "minutes"
    assert ids(library.find("会議議事録の作成", used=used))[0] == "own-1"


@pytest.mark.parametrize(
    "words", ["経理", "経理部", "経理部向けのテンプレート", "Accounting", "accounting team"]
)
def test_the_name_of_a_department_finds_what_is_made_for_it(words):
    """All of it, also what the words alone would not find."""
    made_for = {id_ for id_, one in PACKAGED.items() if "accounting" in one.departments}
    assert made_for <= set(ids(packaged_library().find(words)))


def test_a_sentence_with_such_a_word_is_no_name_of_a_department():
    """It finds what it says, and nothing when nothing fits."""
    assert packaged_library().find("経理の人の誕生日ケーキ") == ()


def test_nothing_is_found_when_nothing_fits():
    """Not even what everybody uses."""
    used = {id_: Popularity(handed_out=1000) for id_ in PACKAGED}
    assert packaged_library().find("潜水艦の塗装", used=used) == ()


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("営業部", {"sales"}),
        ("海外営業部", {"sales"}),
        ("カスタマーサポート部", {"customer-support"}),
        ("経理課", {"accounting"}),
        ("情報システム部", {"it"}),
        ("IT部", {"it"}),
        ("Audit", set()),
        ("Sales", {"sales"}),
        ("製造部", set()),
        ("管理本部", {"accounting", "general-affairs", "hr"}),
    ],
)
def test_the_name_of_a_department_tells_its_kind(name, kinds):
    """As companies really call them."""
    assert kinds_of_department(name) == kinds


def test_every_department_that_a_template_names_is_known():
    """A slip would keep a template from those for whom it was written."""
    named = {name for template in PACKAGED.values() for name in template.departments}
    assert named <= set(load_department_kinds())
