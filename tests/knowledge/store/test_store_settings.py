"""Settings are what was set last."""

from knowledge.store.settings import read_setting, write_setting


def test_a_setting_is_what_was_set_last(database, clock):
    """Unset is None, the empty value is a value, a later value replaces an earlier one."""
    with database.begin() as session:
        assert read_setting(session, "reviews.channel") is None
        write_setting(session, "reviews.channel", "", clock())
        assert read_setting(session, "reviews.channel") == ""
    with database.begin() as session:
        write_setting(session, "reviews.channel", "C0AAA", clock.advance(minutes=1))
        write_setting(session, "stories.emoji", "ai_success", clock())
    with database.read() as session:
        assert read_setting(session, "reviews.channel") == "C0AAA"
        assert read_setting(session, "stories.emoji") == "ai_success"
