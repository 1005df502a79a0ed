"""What to do first, and by when the law may want to hear: the packaged file, and what is refused."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from knowledge.calendar import Calendar
from knowledge.content_table import ContentError
from knowledge.incident_guide import Doer, deadline_of, load_incident_guide, parse_incident_guide
from knowledge.incidents import Place, Sort, State, after_working_days, next_look
from knowledge.rulebook import load_rulebook
from knowledge.verdict import Level

TOKYO = ZoneInfo("Asia/Tokyo")
CALENDAR = Calendar(TOKYO)


@pytest.fixture(scope="module")
def guide():
    return load_incident_guide()


def ids(found):
    return [one.id for one in found]


def test_every_category_in_the_file_is_one_of_the_rulebook(guide):
    """A slip in an id would leave its step out for ever."""
    known = load_rulebook().categories.keys()
    named = {id_ for one in guide.steps.values() for id_ in one.applies.categories}
    named |= {id_ for one in guide.duties.values() for id_ in one.applies.categories}
    assert named | guide.sorts.keys() <= known


def test_every_category_that_may_not_be_entered_as_it_is_has_a_sort(guide):
    """So that "others" in the figures stays for what a company adds itself."""
    rules = load_rulebook().categories.values()
    assert {one.id for one in rules if one.level is not Level.OK} == guide.sorts.keys()


def test_a_key_is_changed_first(guide):
    """Whatever else is to be done: somebody may use it this minute."""
    steps = guide.steps_for(["money", "credential"], Place.COMPANY, many=False)
    assert steps[0].id == "rotate-secret"
    assert "check-secret" in ids(steps)


def test_my_number_is_told_at_once(guide):
    """By voice too, and nobody else is told by the reporter alone."""
    steps = ids(guide.steps_for(["my-number"], Place.COMPANY, many=False))
    assert steps[0] == "call-lead"
    assert {"wait-for-word", "decide-duty"} <= set(steps)


def test_a_private_account_has_steps_of_its_own(guide):
    """Training is off in the company's workspace already."""
    at_home = set(ids(guide.steps_for(["money"], Place.PRIVATE, many=False)))
    at_work = set(ids(guide.steps_for(["money"], Place.COMPANY, many=False)))
    assert at_home - at_work == {"training-off", "memory-off", "check-account"}
    assert "delete-chat" in at_work


def test_not_knowing_what_it_was_gives_the_general_steps(guide):
    """Nobody is left without anything to do."""
    steps = guide.steps_for(["unsure"], Place.COMPANY, many=False)
    assert ids(steps) == ["note-when", "delete-chat", "unshare", "check-deleted"]
    assert {one.doer for one in steps} == {Doer.REPORTER, Doer.LEAD}


def test_what_the_law_may_ask(guide):
    """By category, and by how many people it was about."""
    assert ids(guide.duties_for(["money"], Place.COMPANY, many=False)) == []
    assert ids(guide.duties_for(["health"], Place.COMPANY, many=False)) == ["special-care"]
    assert ids(guide.duties_for(["my-number"], Place.COMPANY, many=False)) == ["my-number"]
    many = guide.duties_for(["card-number", "customer-data"], Place.OTHER, many=True)
    assert ids(many) == ["property", "many-people"]
    for duty in many:
        assert "26条" in duty.source.ja


def test_the_days_of_the_law(guide):
    """The day of the report is the first; the thirtieth moves off days on which offices rest."""
    duty = guide.duties["special-care"]
    made = deadline_of(duty, date(2026, 11, 25), CALENDAR)
    assert (made.first_from, made.first_to) == (date(2026, 11, 27), date(2026, 11, 29))
    # The 29th is a Sunday.
    assert made.working == date(2026, 11, 27)
    assert made.final == date(2026, 12, 24)
    new_year = deadline_of(duty, date(2026, 12, 1), CALENDAR)
    assert new_year.working == date(2026, 12, 4)
    # The thirtieth day is 30 December; offices open again on Monday the fourth.
    assert new_year.final == date(2027, 1, 4)


def test_a_weekday_needs_no_earlier_day():
    """The fifth day is a Friday."""
    made = deadline_of(load_incident_guide().duties["property"], date(2026, 11, 30), CALENDAR)
    assert (made.first_to, made.working) == (date(2026, 12, 4), None)


def test_when_an_incident_is_looked_at_again():
    """Untaken at any hour, twice; taken after three working days; closed never."""
    night = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)
    assert next_look(CALENDAR, State.OPEN, 0, night) == datetime(2026, 11, 27, 14, 30, tzinfo=UTC)
    assert next_look(CALENDAR, State.OPEN, 1, night) == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    assert next_look(CALENDAR, State.OPEN, 2, night) is None
    # Friday at eleven in the evening: the third working day after it is Wednesday, then Thursday
    # morning, as nobody works at eleven in the evening.
    taken = next_look(CALENDAR, State.TAKEN, 0, night)
    assert taken == datetime(2026, 12, 3, 0, 0, tzinfo=UTC)
    assert next_look(CALENDAR, State.CLOSED, 0, night) is None


def test_working_days_pass_over_holidays():
    """From Friday before a long weekend."""
    friday = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    assert after_working_days(CALENDAR, friday, 3) == datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


def test_what_is_in_no_group_counts_as_another(guide):
    """A company's own categories are counted too."""
    assert guide.sorts_of(["health", "pay"]) == {Sort.PEOPLE}
    assert guide.sorts_of(["credential", "our-own"]) == {Sort.SECRETS, Sort.OTHER}


STEP = 'id = "a"\nby = "reporter"\ntext = { ja = "あ", en = "a" }\n'
DUTY = 'id = "a"\nmany = true\nfirst_days = 5\nfinal_days = 30\ntext = { ja = "あ", en = "a" }\nsource = { ja = "あ", en = "a" }\n'


@pytest.mark.parametrize(
    "source",
    [
        "[[step]]\n" + STEP.replace("reporter", "nobody"),
        "[[step]]\n" + STEP.replace('"a"\nby', '"a"\nplaces = ["home"]\nby'),
        "[[step]]\n" + STEP.replace('en = "a"', 'en = ""'),
        "[[step]]\n" + STEP + "[[step]]\n" + STEP,
        "[[step]]\n" + STEP + "whom = 1\n",
        "[[duty]]\n" + DUTY.replace("many = true\n", ""),
        "[[duty]]\n" + DUTY.replace("30", "0"),
        "[[duty]]\n" + DUTY.replace("= 5", '= "5"'),
        '[sort]\nnobody = ["money"]',
        "[sort]\npeople = 3",
        "sort = 3",
    ],
)
def test_a_malformed_file_says_where(source):
    """Whoever edits it reads the place and what is wrong."""
    with pytest.raises(ContentError, match=r"^mine\.toml"):
        parse_incident_guide(source, "mine.toml")
