"""The printed number of an award."""

import pytest

from awards.designs.domain.kinds import award_number


def test_a_number_is_written_as_the_settings_say():
    assert award_number("{number}/{year}", 12, 2569) == "12/2569"


@pytest.mark.parametrize("form", ["", "{number}", "{year}", "12/2569"])
def test_a_format_that_gives_two_awards_the_same_number_is_refused(form):
    with pytest.raises(ValueError, match="must contain"):
        award_number(form, 12, 2569)
