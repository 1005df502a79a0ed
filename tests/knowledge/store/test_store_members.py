"""Members are remembered as Slack last described them."""

from knowledge.store.members import find_member, see_member


def _known(session, member="U0AAA"):
    found = find_member(session, member)
    assert found is not None
    return found


def test_nobody_yet(database):
    """A user whom we never saw is None."""
    with database.read() as session:
        assert find_member(session, "U0AAA") is None


def test_first_sighting(database, clock):
    """All that Slack said is kept."""
    with database.begin() as session:
        see_member(
            session, member="U0AAA", team="T0AAA", at=clock(), language="ja", is_outsider=True
        )
    with database.read() as session:
        member = _known(session)
    assert (member.id, member.team, member.language) == ("U0AAA", "T0AAA", "ja")
    assert (member.is_bot, member.is_outsider, member.is_deactivated) == (False, True, False)
    assert member.first_seen_at == member.seen_at == clock()


def test_later_sighting_replaces_all_but_the_first_time(database, clock):
    """Language and standing follow Slack; the day we met stays, and others are not touched."""
    first = clock()
    with database.begin() as session:
        for member in ("U0AAA", "U0BBB"):
            see_member(session, member=member, team="T0AAA", at=first, language="ja")
    later = clock.advance(days=1)
    with database.begin() as session:
        assert _known(session).language == "ja"
        see_member(
            session, member="U0AAA", team="T0AAA", at=later, language="en", is_deactivated=True
        )
        changed = _known(session)
        assert (changed.language, changed.is_deactivated) == ("en", True)
        assert (changed.first_seen_at, changed.seen_at) == (first, later)
        assert _known(session, "U0BBB").language == "ja"
