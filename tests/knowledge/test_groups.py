"""Groups in figures: nobody stands alone, and nobody can be worked out from the others."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.groups import SMALLEST_GROUP, TOGETHER, group_people, large_groups


def test_a_large_department_stands_alone():
    """Those without a department and of small ones are together."""
    people = {f"a{n}": 1 for n in range(6)} | {f"b{n}": 2 for n in range(3)} | {"c": None, "d": 3}
    groups = group_people(people)
    assert {groups[f"a{n}"] for n in range(6)} == {1}
    assert {groups[one] for one in people if not one.startswith("a")} == {TOGETHER}


def test_a_small_rest_takes_the_smallest_department_along():
    """Otherwise the rest would be the whole without the others."""
    assert large_groups({1: 8, 2: 6, 3: 2}) == {1}
    assert large_groups({1: 8, 2: 6, 3: 2, TOGETHER: 3}) == {1, 2}
    assert large_groups({1: 6, 2: 1}) == frozenset()


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 12)))
def test_what_is_shown_and_what_is_not_is_large_or_nobody(sizes):
    """For any company."""
    alone = large_groups(sizes)
    assert all(sizes[group] >= SMALLEST_GROUP and group != TOGETHER for group in alone)
    rest = sum(size for group, size in sizes.items() if group not in alone)
    assert rest == 0 or rest >= SMALLEST_GROUP or not alone
