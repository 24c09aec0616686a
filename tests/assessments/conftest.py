"""Assessments with warnings."""

from decimal import Decimal

import pytest

from assessments.entry import queries
from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import Status
from tests import builders
from tests.builders import AreaBuilder, CycleBuilder


@pytest.fixture
def warned(at, area, framework, people):
    """Return this year's assessment, confirmed, with ten times last year's water use at EN1.2."""
    last_year = at(Status.PUBLISHED)
    cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
    assessment = actions.open_assessment(area=area, cycle=cycle, by=None)
    waiting = queries.unconfirmed_codes(assessment)
    actions.confirm_entries(assessment=assessment, codes=waiting, by=people.officer)
    tenfold = {"EN1.2": EntryValue(inputs={"current": Decimal(9800), "baseline": Decimal(1000)})}
    return actions.save_entries(assessment=assessment, values=tenfold, by=people.officer).assessment


@pytest.fixture
def six_other_areas(draft, people):
    """Publish six other areas with values of level 3."""
    for _ in range(6):
        other_area = AreaBuilder(province=draft.area.province)
        assessment = actions.open_assessment(area=other_area, cycle=draft.cycle, by=None)
        builders.take_to(Status.PUBLISHED, assessment, people)
