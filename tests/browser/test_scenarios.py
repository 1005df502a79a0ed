"""Every scenario passes through the browser, and without one through the actors."""

import pytest

from tests.browser.scenarios import SCENARIOS


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_scenario(driver, scenario):
    """The same story, the same words on the screen."""
    scenario(driver)
