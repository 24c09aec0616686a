"""Which numbers of an assessment are doubted, and what each answer to a warning was given for.

A warning does not say that a number is wrong. It asks for a typed reason, which the assessors read
beside the value. What is compared with what is data: see `indicators/domain/plausibility.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessments.domain.entries import Given, answer_of
from assessments.domain.others import Band, Peers, Published
from indicators.domain.formulas import value_of
from indicators.domain.framework import Framework, Indicator
from indicators.domain.plausibility import EQUAL, ConsistencyRule, Limit, Plausibility, Spot

VALUE = ""  # the key of an indicator's value; its inputs have their own
NO_LIMIT = Limit()


class Kind(StrEnum):
    LAST_YEAR = "last-year"
    OTHER_AREAS = "other-areas"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number where it stands."""

    spot: Spot
    number: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedWarning:
    """One warning at the indicator `code`.

    `figures` are the numbers that are doubted. `against` is what they are compared with: last year's, or
    numbers elsewhere in the same assessment. `rule` is the key of the consistency rule. `band` is what is
    normal among other areas, `published` what they published; warnings kept before that was told have none.
    """

    code: str
    kind: Kind
    figures: tuple[Figure, ...]
    against: tuple[Figure, ...] = ()
    rule: str = ""
    band: Band | None = None
    published: Published | None = None

    @property
    def key(self) -> str:
        """Which warning it is, whatever its numbers: one of a kind and rule at an indicator."""
        return "-".join(part for part in (self.kind.value, self.rule) if part)

    @property
    def mark(self) -> str:
        """What an answer is given for: the numbers doubted, and the numbers they are compared with.

        The band of other areas is not part of it: it moves whenever an area is published, and a reason
        for the same value stays a reason. Where one number is doubted against several equal ones, that
        number counts, not who else has it.
        """
        doubted = [f"{figure.spot}={figure.number}" for figure in self.figures]
        if self.kind == Kind.CONTRADICTION:
            return " ".join([*doubted, "not", *sorted({str(figure.number) for figure in self.against})])
        return " ".join([*doubted, "not", *(f"{figure.spot}={figure.number}" for figure in self.against)])

    def is_about(self, numbers: Mapping[str, Mapping[str, Fraction]]) -> bool:
        """Whether the assessment still has the numbers, by code and key, that the warning is about.

        What it is compared with in the year before is not in the assessment, and stays as it was.
        """
        inside = self.against if self.kind == Kind.CONTRADICTION else ()
        return all(
            numbers.get(figure.spot.code, {}).get(figure.spot.key) == figure.number
            for figure in (*self.figures, *inside)
        )


def numbers_of(given: Given, indicator: Indicator) -> dict[str, Fraction]:
    """The numbers of an entry by key: the inputs typed so far, and the value once there is one."""
    if given.not_applicable:
        return {}
    answer = answer_of(given, indicator)
    value = value_of(indicator, answer.inputs) if answer.inputs else answer.value
    numbers = {key: Fraction(number) for key, number in given.inputs.items()}
    return numbers if value is None else {**numbers, VALUE: value}


def all_numbers_of(given: Mapping[str, Given], edition: Framework) -> dict[str, dict[str, Fraction]]:
    """The numbers of an assessment by indicator code and key."""
    return {code: numbers_of(one, edition.by_code[code]) for code, one in given.items()}


def warnings_of(
    edition: Framework,
    given: Mapping[str, Given],
    last_year: Mapping[str, Given],
    others: Mapping[str, Peers],
    settings: Plausibility,
    *,
    accepted: Collection[str] = (),
) -> dict[str, tuple[RaisedWarning, ...]]:
    """Every warning of an assessment by indicator code; `last_year` holds only what means the same now.

    `accepted` are the codes whose value of last year was let pass, however far from other areas: while it
    is unchanged it is not doubted for that again.
    """
    numbers = all_numbers_of(given, edition)
    found: dict[str, list[RaisedWarning]] = {code: [] for code in numbers}
    for code, now in numbers.items():
        indicator = edition.by_code[code]
        earlier = numbers_of(last_year[code], indicator) if code in last_year else {}
        limit = settings.limits.get(code, NO_LIMIT)
        is_accepted = code in accepted and now.get(VALUE) == earlier.get(VALUE)
        checks = (
            against_last_year(indicator, now, earlier, limit),
            against_other_areas(indicator, now, None if is_accepted else others.get(code)),
        )
        found[code] += [warning for warning in checks if warning]
    for warning in contradictions(settings.rules, numbers):
        found[warning.code].append(warning)
    return {code: tuple(warnings) for code, warnings in found.items() if warnings}


def as_submitted(
    now: Mapping[str, tuple[RaisedWarning, ...]],
    answered: Iterable[RaisedWarning],
    numbers: Mapping[str, Mapping[str, Fraction]],
) -> dict[str, tuple[RaisedWarning, ...]]:
    """The warnings of an assessment that the province has handed in, by indicator code.

    Those that were `answered`, as long as they are about its `numbers`, and of those that hold `now` the
    ones without an answer. What is normal among other areas moves after the submission: nobody was asked
    about that, so it adds none.
    """
    kept = [warning for warning in answered if warning.is_about(numbers)]
    known = {(warning.code, warning.key) for warning in kept}
    unanswered = [
        warning
        for warnings in now.values()
        for warning in warnings
        if warning.kind != Kind.OTHER_AREAS and (warning.code, warning.key) not in known
    ]
    found: dict[str, list[RaisedWarning]] = {}
    for warning in (*kept, *unanswered):
        found.setdefault(warning.code, []).append(warning)
    return {code: tuple(warnings) for code, warnings in found.items()}


def against_last_year(
    indicator: Indicator, now: Mapping[str, Fraction], earlier: Mapping[str, Fraction], limit: Limit
) -> RaisedWarning | None:
    """The warning about all numbers of an indicator that lie too far from last year's.

    A percentage is compared by percentage points, every other number as a multiple. Yes or no and steps
    have no limit and are never doubted.
    """
    if indicator.kind in {"boolean", "choice"}:
        return None
    doubted = [
        key
        for key, number in now.items()
        if key in earlier and _is_far(number, earlier[key], _limit_of(key, indicator, limit))
    ]
    if not doubted:
        return None
    return RaisedWarning(
        code=indicator.code,
        kind=Kind.LAST_YEAR,
        figures=tuple(Figure(Spot(indicator.code, key), now[key]) for key in doubted),
        against=tuple(Figure(Spot(indicator.code, key), earlier[key]) for key in doubted),
    )


def against_other_areas(
    indicator: Indicator, now: Mapping[str, Fraction], peers: Peers | None
) -> RaisedWarning | None:
    """The warning that the value lies outside what is normal among other areas.

    Inputs are not compared, because areas differ in size; steps are not, because each is possible.
    """
    value = now.get(VALUE)
    if value is None or peers is None or indicator.kind in {"boolean", "choice"} or peers.band.holds(value):
        return None
    return RaisedWarning(
        code=indicator.code,
        kind=Kind.OTHER_AREAS,
        figures=(Figure(Spot(indicator.code), value),),
        band=peers.band,
        published=peers.published,
    )


def contradictions(
    rules: Iterable[ConsistencyRule], numbers: Mapping[str, Mapping[str, Fraction]]
) -> Iterator[RaisedWarning]:
    """The warnings that numbers within an indicator or of several ones contradict each other.

    Numbers that must be the same are compared with the most frequent one (among equals the one named
    first), so that of eleven only the odd one is doubted. Where one must not be more than another, the
    warning stands at the first.
    """
    for rule in rules:
        figures = [
            Figure(spot, numbers[spot.code][spot.key])
            for spot in rule.spots
            if spot.key in numbers.get(spot.code, {})
        ]
        if len(figures) < 2:
            continue
        if rule.relation == EQUAL:
            yield from _odd_ones(rule, figures)
        elif figures[0].number > figures[1].number:
            yield _contradiction(rule, figures[0], figures[1:])


def _odd_ones(rule: ConsistencyRule, figures: list[Figure]) -> Iterator[RaisedWarning]:
    counts = Counter(figure.number for figure in figures)  # keeps the order in which numbers came first
    usual = max(counts, key=counts.__getitem__)
    for figure in figures:
        if figure.number != usual:
            yield _contradiction(rule, figure, [one for one in figures if one.number == usual])


def _contradiction(rule: ConsistencyRule, doubted: Figure, against: Iterable[Figure]) -> RaisedWarning:
    return RaisedWarning(
        code=doubted.spot.code,
        kind=Kind.CONTRADICTION,
        figures=(doubted,),
        against=tuple(against),
        rule=rule.key,
    )


def _limit_of(key: str, indicator: Indicator, limit: Limit) -> Limit:
    """The part of a limit that holds for one number: points for a percentage, else the factor."""
    if key == VALUE and indicator.kind == "percent":
        return Limit(points=limit.points)
    return Limit(factor=limit.factor, least=limit.least)


def _is_far(now: Fraction, earlier: Fraction, limit: Limit) -> bool:
    difference = abs(now - earlier)
    if limit.points is not None:
        return difference >= limit.points
    if limit.factor is None or difference == 0 or difference < limit.least:
        return False
    if now * earlier <= 0:
        return True  # from or to zero, and from plus to minus, is further than any multiple
    smaller, greater = sorted((abs(now), abs(earlier)))
    return greater >= limit.factor * smaller
