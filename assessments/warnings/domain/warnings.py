"""Plausibility warnings about the numbers of an assessment.

A warning does not say that a number is wrong. It asks for a typed reason, which the assessors read
beside the value. Which numbers are compared is data: see `indicators/plausibility/domain.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from assessments.entry.domain.values import EntryValue, answer_of
from assessments.warnings.domain.peer_range import NormalBand, PeerRange, PublishedRange
from indicators.criteria.domain.formulas import value_of
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.plausibility.domain import EQUAL, MIN_AREAS, ConsistencyRule, Limit, Plausibility, Spot

VALUE = ""  # the key of an indicator's value; its inputs have their own
SHARED = ""  # in place of the code of an indicator: the number is a shared quantity
NO_LIMIT = Limit()
NO_SETTINGS = Plausibility(edition="", minimum_areas=MIN_AREAS, spread=Fraction(1), limits={})
NO_QUANTITIES: Mapping[str, Decimal] = MappingProxyType({})


class WarningKind(StrEnum):
    LAST_YEAR = "last-year"
    OTHER_AREAS = "other-areas"
    CONTRADICTION = "contradiction"
    QUANTITY = "quantity"


# The kinds that compare a number with others of the same assessment.
OF_SAME_ASSESSMENT = frozenset({WarningKind.CONTRADICTION, WarningKind.QUANTITY})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its place: indicator code and key."""

    spot: Spot
    number: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedWarning:
    """One warning at the indicator `code`.

    `figures` are the doubted numbers, `against` the numbers they are compared with: last year's, others of
    the same assessment, or its shared quantity. `rule` is the key of the consistency rule or of the shared
    quantity. `band` is the band of normal values
    among other areas, `published` the values they published, None in warnings stored before it existed.
    """

    code: str
    kind: WarningKind
    figures: tuple[Figure, ...]
    against: tuple[Figure, ...] = ()
    rule: str = ""
    band: NormalBand | None = None
    published: PublishedRange | None = None

    @property
    def key(self) -> str:
        """Kind and rule, which identify the warning at its indicator whatever its numbers."""
        return "-".join(part for part in (self.kind.value, self.rule) if part)

    @property
    def mark(self) -> str:
        """The numbers that an answer refers to: those doubted and those they are compared with, as a text.

        The band of other areas is not part of it: it changes whenever an area is published, and the reason
        for the same value remains valid. In a contradiction with several equal numbers only their value
        counts, not their places.
        """
        doubted = [f"{figure.spot}={figure.number}" for figure in self.figures]
        if self.kind == WarningKind.CONTRADICTION:
            return " ".join([*doubted, "not", *sorted({str(figure.number) for figure in self.against})])
        return " ".join([*doubted, "not", *(f"{figure.spot}={figure.number}" for figure in self.against)])

    def is_about(self, numbers: Mapping[str, Mapping[str, Fraction]]) -> bool:
        """Return whether the assessment still has the numbers, by code and key, of the warning.

        Numbers of the previous year are not part of the assessment and do not change.
        """
        own_against = self.against if self.kind in OF_SAME_ASSESSMENT else ()
        return all(
            numbers.get(figure.spot.code, {}).get(figure.spot.key) == figure.number
            for figure in (*self.figures, *own_against)
        )


def numbers_of(entry_value: EntryValue, indicator: Indicator) -> dict[str, Fraction]:
    """Return the numbers of an entry by key: the inputs typed so far, and the value once there is one."""
    if entry_value.not_applicable:
        return {}
    answer = answer_of(entry_value, indicator)
    value = value_of(indicator, answer.inputs) if answer.inputs else answer.value
    numbers = {key: Fraction(number) for key, number in entry_value.inputs.items()}
    return numbers if value is None else {**numbers, VALUE: value}


def all_numbers_of(
    values: Mapping[str, EntryValue],
    edition: Framework,
    quantities: Mapping[str, Decimal] = NO_QUANTITIES,
) -> dict[str, dict[str, Fraction]]:
    """Return the numbers of an assessment by indicator code and key, its shared quantities under `SHARED`."""
    numbers = {code: numbers_of(entry_value, edition.by_code[code]) for code, entry_value in values.items()}
    return {**numbers, SHARED: {key: Fraction(number) for key, number in quantities.items()}}


def warnings_of(
    edition: Framework,
    values: Mapping[str, EntryValue],
    last_year: Mapping[str, EntryValue],
    peer_ranges: Mapping[str, PeerRange],
    settings: Plausibility | None,
    *,
    quantities: Mapping[str, Decimal] = NO_QUANTITIES,
    accepted: Container[str] = (),
) -> dict[str, tuple[RaisedWarning, ...]]:
    """Return all warnings of an assessment by indicator code.

    `quantities` are the shared quantities by key; without `settings` only they raise warnings.
    `last_year` holds only values of indicators with the same meaning now. `accepted` are the codes whose
    value of last year was accepted although outside the normal band: while unchanged, it raises no warning
    against other areas.
    """
    settings = settings or NO_SETTINGS
    numbers = all_numbers_of(values, edition, quantities)
    raised: dict[str, list[RaisedWarning]] = {code: [] for code in values}
    for code in values:
        present, indicator = numbers[code], edition.by_code[code]
        earlier = numbers_of(last_year[code], indicator) if code in last_year else {}
        limit = settings.limits.get(code, NO_LIMIT)
        if from_last_year := against_last_year(indicator, present, earlier, limit):
            raised[code].append(from_last_year)
        from_other_areas = against_other_areas(indicator, present, peer_ranges.get(code))
        is_unchanged = present.get(VALUE) == earlier.get(VALUE)
        if from_other_areas and not (is_unchanged and code in accepted):
            raised[code].append(from_other_areas)
    uses = {key: _uses_of(key, edition) for key in quantities}
    # A rule among the uses of one quantity says nothing more: each is compared with the quantity itself.
    rules = [
        rule for rule in settings.rules if not any(spots.issuperset(rule.spots) for spots in uses.values())
    ]
    for warning in (*against_quantities(uses, numbers), *contradictions(rules, numbers)):
        raised[warning.code].append(warning)
    return {code: tuple(warnings) for code, warnings in raised.items() if warnings}


def warnings_as_submitted(
    now: Mapping[str, tuple[RaisedWarning, ...]],
    answered: Iterable[RaisedWarning],
    numbers: Mapping[str, Mapping[str, Fraction]],
) -> dict[str, tuple[RaisedWarning, ...]]:
    """Return the warnings of a submitted assessment by indicator code.

    These are the `answered` ones that still match its `numbers`, and those of `now` without an answer. The
    band of other areas changes after the submission without the province being asked, so it adds none.
    """
    valid_answered = [warning for warning in answered if warning.is_about(numbers)]
    answered_keys = {(warning.code, warning.key) for warning in valid_answered}
    unanswered = [
        warning
        for warnings in now.values()
        for warning in warnings
        if warning.kind != WarningKind.OTHER_AREAS and (warning.code, warning.key) not in answered_keys
    ]
    submitted: dict[str, list[RaisedWarning]] = {}
    for warning in (*valid_answered, *unanswered):
        submitted.setdefault(warning.code, []).append(warning)
    return {code: tuple(warnings) for code, warnings in submitted.items()}


def against_last_year(
    indicator: Indicator, now: Mapping[str, Fraction], earlier: Mapping[str, Fraction], limit: Limit
) -> RaisedWarning | None:
    """Return the warning about all numbers of an indicator that lie too far from last year's.

    A percentage is compared by percentage points, every other number as a multiple. A kind that
    is not compared raises no warning.
    """
    if not KINDS[indicator.kind].is_compared:
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
        kind=WarningKind.LAST_YEAR,
        figures=tuple(Figure(Spot(indicator.code, key), now[key]) for key in doubted),
        against=tuple(Figure(Spot(indicator.code, key), earlier[key]) for key in doubted),
    )


def against_other_areas(
    indicator: Indicator, now: Mapping[str, Fraction], peer_range: PeerRange | None
) -> RaisedWarning | None:
    """Return the warning that the value lies outside the normal band of other areas.

    Inputs are not compared, because areas differ in size; nor are kinds of which each value is usual.
    """
    value = now.get(VALUE)
    if (
        value is None
        or peer_range is None
        or not KINDS[indicator.kind].is_compared
        or peer_range.band.contains(value)
    ):
        return None
    return RaisedWarning(
        code=indicator.code,
        kind=WarningKind.OTHER_AREAS,
        figures=(Figure(Spot(indicator.code), value),),
        band=peer_range.band,
        published=peer_range.published,
    )


def against_quantities(
    uses: Mapping[str, Iterable[Spot]], numbers: Mapping[str, Mapping[str, Fraction]]
) -> Iterator[RaisedWarning]:
    """Yield the warnings about inputs, by key in `uses`, that differ from their shared quantity."""
    for key, spots in uses.items():
        shared = Figure(Spot(SHARED, key), numbers[SHARED][key])
        for spot in spots:
            number = numbers.get(spot.code, {}).get(spot.key)
            if number is not None and number != shared.number:
                yield RaisedWarning(
                    code=spot.code,
                    kind=WarningKind.QUANTITY,
                    figures=(Figure(spot, number),),
                    against=(shared,),
                    rule=key,
                )


def _uses_of(quantity: str, edition: Framework) -> frozenset[Spot]:
    return frozenset(
        Spot(indicator.code, formula_input.key) for indicator, formula_input in edition.inputs_of(quantity)
    )


def contradictions(
    rules: Iterable[ConsistencyRule], numbers: Mapping[str, Mapping[str, Fraction]]
) -> Iterator[RaisedWarning]:
    """Yield the warnings about numbers, of one indicator or several, that contradict each other.

    Numbers that must be equal are compared with the most frequent one (the first named on a tie), so that
    only the deviating ones are doubted. Where one must not exceed another, the warning is raised at the
    first.
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
            yield from _unequal_figures(rule, figures)
        elif figures[0].number > figures[1].number:
            yield _contradiction(rule, figures[0], figures[1:])


def _unequal_figures(rule: ConsistencyRule, figures: list[Figure]) -> Iterator[RaisedWarning]:
    counts = Counter(figure.number for figure in figures)  # keeps the order in which numbers came first
    most_frequent = max(counts, key=counts.__getitem__)
    against = [figure for figure in figures if figure.number == most_frequent]
    for figure in figures:
        if figure.number != most_frequent:
            yield _contradiction(rule, figure, against)


def _contradiction(rule: ConsistencyRule, doubted: Figure, against: Iterable[Figure]) -> RaisedWarning:
    return RaisedWarning(
        code=doubted.spot.code,
        kind=WarningKind.CONTRADICTION,
        figures=(doubted,),
        against=tuple(against),
        rule=rule.key,
    )


def _limit_of(key: str, indicator: Indicator, limit: Limit) -> Limit:
    """Return the part of a limit that applies to one number: points for a percentage, else the factor."""
    if key == VALUE and KINDS[indicator.kind].is_percentage:
        return Limit(points=limit.points)
    return Limit(factor=limit.factor, least=limit.least)


def _is_far(now: Fraction, earlier: Fraction, limit: Limit) -> bool:
    difference = abs(now - earlier)
    if limit.points is not None:
        return difference >= limit.points
    if limit.factor is None or difference == 0 or difference < limit.least:
        return False
    if now * earlier <= 0:
        return True  # a change from or to zero, or of the sign, exceeds any multiple
    smaller, greater = sorted((abs(now), abs(earlier)))
    return greater >= limit.factor * smaller
