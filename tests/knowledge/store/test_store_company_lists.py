"""The company's own list is kept version by version, and the newest is in force."""

from knowledge.store.company_lists import (
    company_list_in_force,
    id_of_company_list_in_force,
    keep_company_list,
    newest_company_lists,
)


def keep(database, source, at):
    with database.begin() as session:
        return keep_company_list(session, source=source, at=at, by="cli:sato")


def test_the_newest_list_is_in_force(database, clock):
    """None at first, then what was imported last, character by character."""
    with database.read() as session:
        assert company_list_in_force(session) is None
        assert id_of_company_list_in_force(session) is None
    assert keep(database, "name: かもめ\n", clock())
    assert keep(database, "name: 'つばめ'  # 社名変更\n", clock.advance(days=1))
    with database.read() as session:
        kept = company_list_in_force(session)
        assert kept is not None
        assert kept.source == "name: 'つばめ'  # 社名変更\n"
        assert (kept.imported_at, kept.imported_by) == (clock(), "cli:sato")
        assert id_of_company_list_in_force(session) == kept.id
        assert [one.source for one in newest_company_lists(session)][1:] == ["name: かもめ\n"]


def test_the_same_list_again_is_no_new_version(database, clock):
    """But an earlier one is: that is how the lead goes back."""
    assert keep(database, "name: かもめ\n", clock())
    assert not keep(database, "name: かもめ\n", clock())
    assert keep(database, "name: つばめ\n", clock())
    assert keep(database, "name: かもめ\n", clock())
    with database.read() as session:
        assert len(newest_company_lists(session)) == 3
