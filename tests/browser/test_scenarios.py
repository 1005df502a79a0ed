"""Every scenario passes through the browser, and without one through the actors."""

import pytest

from tests.browser.scenarios import SCENARIOS, WITHOUT_A_MODEL


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_scenario(driver, scenario):
    """The same story, the same words on the screen."""
    scenario(driver)


class TestWithoutAModel:
    @pytest.fixture
    def with_model(self):
        return False

    @pytest.mark.parametrize("scenario", WITHOUT_A_MODEL, ids=lambda scenario: scenario.__name__)
    def test_scenario(self, driver, scenario):
        """Questions have their answers all the same."""
        scenario(driver)
