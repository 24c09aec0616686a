"""Properties of the level rule that hold for every edition and every area."""

import random
from collections import Counter
from fractions import Fraction
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.scoring import area_level
from tests.indicators.criteria import reference
from tests.indicators.criteria.editions import answers, framework, indicator
from tests.indicators.criteria.strategies import NUMBERS, assessed

quick = settings(max_examples=80, suppress_health_check=list(HealthCheck))


def raised(area, steps):
    """Return the answers after raising some indicators to their thresholds."""
    return {**area, **{code: Answer(value=required) for code, _, required in steps}}


def unmet(edition, area, level):
    """Return the indicators to raise for a level: (code, value, required)."""
    return [
        (
            indicator.code,
            reference.value(indicator, area.get(indicator.code)),
            indicator.thresholds[level - 1],
        )
        for indicator in edition.indicators
        if reference.counts(indicator, area.get(indicator.code), level)
        and not reference.meets(indicator, area.get(indicator.code), level)
    ]


def distance(steps):
    """Return the distance of a set from its thresholds: (missing values, sum of relative distances)."""
    pairs = [(value, required) for _, value, required in steps if value is not None]
    distances = (abs(required - value) / abs(required or value) for value, required in pairs)
    return len(steps) - len(pairs), sum(distances, Fraction(0))


@quick
@given(assessed())
def test_the_rule_agrees_with_its_slow_transcription(case):
    edition, area = case

    result = area_level(edition, area)

    assert result.level == reference.area_level(edition, area)
    assert [level[:6] for level in result.levels] == reference.levels(edition, area)
    assert [indicator[:4] for indicator in result.indicators] == reference.indicators(edition, area)


@quick
@given(assessed(), st.sampled_from(NUMBERS), st.sampled_from(NUMBERS), st.integers(0, 20))
def test_a_better_value_never_lowers_the_level(case, first, second, position):
    edition, area = case
    indicator = edition.indicators[position % len(edition.indicators)]
    assume(indicator.direction != "equals")
    worse, better = sorted((first, second), reverse=indicator.direction == "lower")

    before = area_level(edition, {**area, indicator.code: Answer(value=worse)})
    after = area_level(edition, {**area, indicator.code: Answer(value=better)})

    assert before.level <= after.level


@quick
@given(assessed())
def test_no_smaller_and_no_nearer_set_attains_the_next_level(case):
    edition, area = case
    result = area_level(edition, area)
    assume(result.next)
    possible = unmet(edition, area, result.next.level)

    attaining = [
        steps
        for size in range(len(result.next.indicators) + 1)
        for steps in combinations(possible, size)
        if reference.attains(edition, raised(area, steps), result.next.level)
    ]

    assert set(result.next.indicators) in map(set, attaining)
    assert min((len(steps), distance(steps)) for steps in attaining) == (
        len(result.next.indicators),
        distance(result.next.indicators),
    )


@quick
@given(assessed())
def test_there_is_a_next_step_exactly_when_something_counts_above(case):
    edition, area = case

    result = area_level(edition, area)

    above = [level.level for level in result.levels[result.level :][:1] if level.counted]
    assert [step.level for step in [result.next] if step] == above


@quick
@given(assessed(), st.randoms())
def test_the_order_of_dimensions_and_indicators_does_not_matter(case, rng):
    edition, area = case
    dimensions = {
        dimension.code: rng.sample(dimension.indicators, len(dimension.indicators))
        for dimension in edition.dimensions
    }
    names = rng.sample(sorted(dimensions), len(dimensions))
    rule = edition.levels[0]
    shuffled = framework(rule.pass_share, rule.dimension_share, **{name: dimensions[name] for name in names})

    result = area_level(shuffled, area)

    assert [without_order(level) for level in result.levels] == [
        without_order(level) for level in area_level(edition, area).levels
    ]


def without_order(level):
    return level._replace(gates_unmet=set(level.gates_unmet), dimensions=set(level.dimensions))


@quick
@given(assessed())
def test_the_five_conditions_together_are_the_level(case):
    edition, area = case

    result = area_level(edition, area)

    assert [level.attained for level in result.levels] == [
        level.something_counts
        and level.gates_met
        and level.pass_share_reached
        and level.dimension_shares_reached
        and level.lower_levels_attained
        for level in result.levels
    ]
    assert [level.level for level in result.levels if level.attained] == list(range(1, result.level + 1))


def test_random_areas_reach_every_level():
    """Check that the properties above are tested on areas of every level."""
    edition = framework(60, 50, A=[indicator(f"A{i}", 1, 2, 3) for i in range(3)])
    rng = random.Random(1)
    areas = [answers(**{f"A{i}": rng.randint(0, 4) for i in range(3)}) for _ in range(200)]

    levels = Counter(area_level(edition, area).level for area in areas)

    assert sorted(levels) == [0, 1, 2, 3]
