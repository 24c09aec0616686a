"""A criteria edition tried on the published values of a year; nothing of it is stored."""

from dataclasses import dataclass

from assessments.domain.entries import answers_of
from assessments.domain.trials import Trial, tried
from assessments.domain.workflow import Status
from assessments.models import Assessment, Cycle, Entry
from assessments.queries.entries import given_in
from indicators import queries as criteria
from indicators.domain.crosswalk import SAME
from indicators.domain.framework import Indicator
from indicators.models import Framework


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One area with its level before and after."""

    assessment: Assessment
    trial: Trial


@dataclass(frozen=True, slots=True)
class TrialReport:
    """Every area of a cycle, by whether the level changes; `without_value`: indicators that got none."""

    cycle: Cycle
    changed: list[TrialLine]
    unchanged: list[TrialLine]
    without_value: list[Indicator]

    @property
    def raised(self) -> int:
        return sum(line.trial.new_level > line.trial.old_level for line in self.changed)


def published_cycles():
    """The cycles with published results, the newest first."""
    return Cycle.objects.filter(assessments__status=Status.PUBLISHED).distinct().select_related("framework")


def trial_of(framework: Framework, cycle: Cycle) -> TrialReport:
    """The level of every published assessment of a cycle, with its own criteria and with these.

    A constant number of queries for any number of areas.
    """
    assessments = Assessment.objects.filter(cycle=cycle, status=Status.PUBLISHED)
    rows = list(assessments.select_related("area__province", "cycle__framework", "resolution"))
    given = given_in(Entry.objects.filter(assessment__in=rows))
    new, old = criteria.edition_of(framework), criteria.edition_of(cycle.framework)
    origins = criteria.origins_between(framework, cycle.framework)
    lines = [TrialLine(row, tried(old, new, answers_of(given.get(row.pk, {}), old), origins)) for row in rows]
    return TrialReport(
        cycle=cycle,
        changed=[line for line in lines if line.trial.is_changed],
        unchanged=[line for line in lines if not line.trial.is_changed],
        without_value=[one for one in new.indicators if origins[one.code].relation != SAME],
    )
