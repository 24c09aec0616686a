"""The command that opens a fiscal year."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from assessments.cycles.actions import usual_dates
from assessments.workflow.models import Cycle
from tests import builders
from tests.builders import EDITION


def test_a_fiscal_year_is_opened_with_an_assessment_for_every_area_and_again_for_new_ones(framework, area):
    call_command("open_cycle", 2570, edition=EDITION, submit_by=date(2027, 4, 15))
    new_area = builders.AreaBuilder(province=area.province)
    call_command("open_cycle", 2570, edition=EDITION)

    cycle = Cycle.objects.get()
    expected_dates = usual_dates(2570) | {"submit_by": date(2027, 4, 15)}
    assert (cycle.year, cycle.framework) == (2570, framework)
    assert {name: getattr(cycle, name) for name in expected_dates} == expected_dates
    assert {assessment.area for assessment in cycle.assessments.all()} == {area, new_area}


@pytest.mark.parametrize(
    ("year", "options", "message"),
    [
        pytest.param(2570, {"edition": "2599"}, "2599 is no published edition", id="unknown edition"),
        pytest.param(2500, {"edition": EDITION}, "counts from", id="before the edition"),
        pytest.param(
            2570,
            {"edition": EDITION, "opens_on": date(2030, 1, 1)},
            "not in the order of the stages",
            id="dates out of order",
        ),
        pytest.param(2569, {"edition": EDITION}, "open already", id="a demonstration"),
    ],
)
def test_a_fiscal_year_that_cannot_be_opened_is_refused(framework, area, year, options, message):
    builders.CycleBuilder(framework=framework, year=2569, is_demonstration=True)

    with pytest.raises(CommandError, match=message):
        call_command("open_cycle", year, **options)

    assert [cycle.year for cycle in Cycle.objects.all()] == [2569]
    assert not area.assessments.exists()
