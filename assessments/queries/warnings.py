"""The warnings of an assessment with their answers, and the range in which other areas lie."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.db.models import Count, Max, Sum

from assessments.domain.entries import Given
from assessments.domain.others import Range, usual_range
from assessments.domain.warnings import (
    VALUE,
    Figure,
    Kind,
    RaisedWarning,
    from_plain,
    numbers_of,
    warnings_of,
)
from assessments.domain.workflow import Status
from assessments.models import Assessment, Entry, WarningAnswer
from assessments.queries.entries import Earlier, earlier_of, edition_of, given_in, given_of
from indicators import queries as criteria
from indicators.domain.framework import FormulaInput, Framework, Indicator
from indicators.domain.plausibility import EQUAL, ConsistencyRule, Plausibility


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a warning: what it is, what it is now, and what it is compared with if that is one."""

    indicator: Indicator
    item: FormulaInput | None
    number: Fraction
    against: Fraction | None

    @property
    def times(self) -> Fraction | None:
        """How many times as much as what it is compared with, when both are more than zero."""
        if self.item is None and self.indicator.kind == "percent":
            return None
        if not self.against or self.against < 0 or self.number < self.against:
            return None
        return self.number / self.against


@dataclass(frozen=True, slots=True)
class ShownWarning:
    """A warning on the screen; `answer` is None while it waits for a reason."""

    warning: RaisedWarning
    lines: tuple[Line, ...]
    answer: WarningAnswer | None
    rule: ConsistencyRule | None = None
    year: int | None = None
    elsewhere: tuple[str, ...] = ()

    @property
    def must_be_equal(self) -> bool:
        return self.rule is not None and self.rule.relation == EQUAL


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that doubts the values of an assessment: warnings and ranges by indicator code."""

    warnings: Mapping[str, tuple[ShownWarning, ...]]
    usual: Mapping[str, Range]

    @property
    def open_codes(self) -> set[str]:
        """The indicators with a warning that waits for a reason."""
        return {code for code, shown in self.warnings.items() if any(one.answer is None for one in shown)}

    @property
    def reasons(self) -> dict[str, str]:
        """The reasons given for the warnings of each indicator."""
        given = {
            code: "; ".join(one.answer.reason for one in shown if one.answer)
            for code, shown in self.warnings.items()
        }
        return {code: reasons for code, reasons in given.items() if reasons}

    @property
    def answer_pks(self) -> set[int]:
        """The answers that stand."""
        return {one.answer.pk for shown in self.warnings.values() for one in shown if one.answer}


def remarks_of(assessment: Assessment, given: Mapping[str, Given], earlier: Earlier | None) -> Remarks:
    """The warnings as they hold now; once the assessment is submitted, as they were answered.

    A constant number of queries for any number of values and areas.
    """
    settings = criteria.plausibility_of(assessment.cycle.framework)
    if settings is None:
        return Remarks({}, {})
    edition, usual = edition_of(assessment), _ranges_for(assessment, settings)
    answers = {
        (answer.indicator.code, from_plain(answer.raised).key): answer
        for answer in assessment.warning_answers.select_related("indicator", "answered_by")
    }
    if assessment.is_editable:
        comparable = earlier.comparable if earlier else {}
        raised = warnings_of(edition, given, comparable, usual, settings)
    else:
        raised = _by_code(from_plain(answer.raised) for answer in answers.values())
    year = earlier.year if earlier else None
    shown = {
        code: tuple(
            _shown(warning, answers.get((code, warning.key)), edition, settings, year) for warning in warnings
        )
        for code, warnings in raised.items()
    }
    return Remarks(shown, usual)


def remarks_now(assessment: Assessment) -> Remarks:
    """The same, read from the beginning, for the actions."""
    return remarks_of(assessment, given_of(assessment), earlier_of(assessment))


def _shown(warning, answer, edition, settings, year):
    """A warning with what the page says of it; an answer that was given for other numbers is none."""
    stands = answer is not None and from_plain(answer.raised).mark == warning.mark
    rule = next((one for one in settings.rules if one.key == warning.rule), None)
    return ShownWarning(
        warning=warning,
        lines=tuple(_lines(warning, edition)),
        answer=answer if stands else None,
        rule=rule,
        year=year if warning.kind == Kind.LAST_YEAR else None,
        elsewhere=_elsewhere(warning),
    )


def _lines(warning, edition):
    against: Iterable[Figure | None] = warning.against or [None] * len(warning.figures)
    for figure, other in zip(warning.figures, against, strict=False):
        indicator = edition.by_code[figure.spot.code]
        item = next((one for one in indicator.inputs if one.key == figure.spot.key), None)
        yield Line(indicator, item, figure.number, other.number if other else None)


def _elsewhere(warning):
    """The other indicators whose numbers contradict this one, in the order of the rule."""
    codes = dict.fromkeys(figure.spot.code for figure in warning.against)
    return tuple(code for code in codes if code != warning.code)


def _by_code(warnings):
    found = defaultdict(list)
    for warning in warnings:
        found[warning.code].append(warning)
    return found


def _ranges_for(assessment: Assessment, settings: Plausibility) -> dict[str, Range]:
    """The range of the other areas' published values, by code; one query while nothing is published anew."""
    framework = assessment.cycle.framework
    published = Assessment.objects.filter(status=Status.PUBLISHED, cycle__framework=framework)
    state = published.aggregate(Count("pk"), Max("published_at"), Sum("revision"))
    if state["pk__count"] < settings.minimum_areas:
        return {}
    key = (framework.pk, framework.checksum, *state.values())
    return _ranges(key, assessment.area_id, settings.minimum_areas, settings.spread)


@lru_cache(maxsize=256)
def _ranges(key: tuple, area: int, minimum_areas: int, spread: Fraction) -> dict[str, Range]:
    edition, values = _published_values(key)
    found = {
        code: usual_range(
            [value for other, value in by_area.items() if other != area],
            edition.by_code[code],
            minimum_areas=minimum_areas,
            spread=spread,
        )
        for code, by_area in values.items()
    }
    return {code: usual for code, usual in found.items() if usual}


@lru_cache(maxsize=8)
def _published_values(key: tuple) -> tuple[Framework, dict[str, dict[int, Fraction]]]:
    """The value of each area by indicator code, out of its last published assessment of the edition.

    Kept in memory under a key that says what is published, because a published value never changes.
    """
    published = Assessment.objects.filter(status=Status.PUBLISHED, cycle__framework=key[0])
    last = {one.area_id: one for one in published.order_by("cycle__year").select_related("cycle__framework")}
    values: dict[str, dict[int, Fraction]] = defaultdict(dict)
    edition = next((edition_of(one) for one in last.values()), None)
    area_of = {one.pk: area for area, one in last.items()}
    for assessment, given in given_in(Entry.objects.filter(assessment__in=area_of)).items():
        for code, one in given.items():
            value = numbers_of(one, edition.by_code[code]).get(VALUE)
            if value is not None:
                values[code][area_of[assessment]] = value
    return edition, dict(values)
