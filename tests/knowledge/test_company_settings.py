"""The company's settings: defaults, what is kept, and what cannot be read."""

from dataclasses import replace
from datetime import date, time

import pytest

from knowledge.company_settings import CompanySettings, settings_from, settings_to


def test_a_fresh_company_posts_nothing_and_works_nine_to_six():
    """Nothing was set."""
    fresh = settings_from({})
    assert fresh == CompanySettings()
    assert (fresh.review_channel, fresh.notice_channel) == ("", "")
    assert (fresh.opens, fresh.closes) == (time(9), time(18))
    assert (12, 31) in fresh.closed_each_year


def test_what_is_kept_comes_back():
    """Every setting."""
    own = CompanySettings(
        review_channel="C0AAA",
        success_channel="C0BBB",
        notice_channel="C0CCC",
        question_channel="C0DDD",
        opens=time(8, 30),
        closes=time(17, 15),
        days_off="2026-08-13\n12-29〜01-03",
        days_on="2026-11-28",
        ambassador_hours=2,
        lead_hours=16,
        channel_language="en",
        chatgpt_address="https://chatgpt.com/g/kamome",
    )
    assert settings_from(settings_to(own)) == own
    assert own.dates_off == {date(2026, 8, 13)}
    assert own.dates_on == {date(2026, 11, 28)}


@pytest.mark.parametrize(
    "stored",
    [
        {"company.opens": "nine"},
        {"company.opens": "19:00"},
        {"company.lead_hours": "0"},
        {"company.lead_hours": "many"},
        {"company.no_longer_known": "x"},
    ],
)
def test_what_cannot_be_read_was_never_set(stored):
    """A value of another version stops nobody."""
    assert settings_from(stored) == CompanySettings()


def test_unreadable_days_are_no_days():
    """The rest of the settings stays."""
    strange = replace(CompanySettings(), days_off="いつか", days_on="?", lead_hours=3)
    assert not strange.dates_off | strange.dates_on
    assert not strange.closed_each_year
