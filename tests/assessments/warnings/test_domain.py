"""Which numbers raise warnings, in tables that can be checked by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.entry.domain.values import EntryValue
from assessments.warnings.domain.peer_range import NormalBand, PeerRange, PublishedRange
from assessments.warnings.domain.stored_warnings import plain_warning, warning_from_plain
from assessments.warnings.domain.warnings import (
    WarningKind,
    against_last_year,
    against_other_areas,
    all_numbers_of,
    contradictions,
    numbers_of,
    warnings_as_submitted,
    warnings_of,
)
from indicators.plausibility.domain import ConsistencyRule, Limit, Plausibility, Spot
from tests.indicators.criteria.editions import framework, indicator

WATER = indicator("EN1.2", 1, kind="percent", formula="reduction")
SHARE = indicator("EN1.1", 1, kind="percent", formula="percent")
RATE = indicator("SO1.2", 1, kind="number", direction="lower", formula="rate", base=1000)
COUNT = indicator("EN9.1", 1, kind="count")
NUMBER = indicator("EN4.3", 1)
YES = indicator("PH1.2", True, kind="boolean")
STEP = indicator("EN9.2", 1, kind="choice")
TEN_TIMES = Limit(factor=Fraction(10), points=Fraction(30))


def typed(**inputs):
    return EntryValue(inputs={key: Decimal(str(number)) for key, number in inputs.items()})


def value(number):
    return EntryValue(value=Decimal(str(number)))


def warned(of, now, earlier, limit):
    """Return the keys of the numbers that last year makes doubtful."""
    warning = against_last_year(of, numbers_of(now, of), numbers_of(earlier, of), limit)
    return [figure.spot.key or "value" for figure in warning.figures] if warning else []


LEAST_5 = Limit(factor=Fraction(3), least=Fraction(5))
POINTS_30 = Limit(points=Fraction(30))


@pytest.mark.parametrize(
    ("of", "now", "earlier", "limit", "expected"),
    [
        pytest.param(
            WATER,
            typed(current=500, baseline=500),
            typed(current=50, baseline=500),
            TEN_TIMES,
            ["current", "value"],
            id="ten times last year's water use",
        ),
        pytest.param(
            WATER,
            typed(current=499, baseline=5000),
            typed(current=50, baseline=5000),
            TEN_TIMES,
            [],
            id="just under ten times",
        ),
        pytest.param(
            WATER, typed(current=5), typed(current=50, baseline=500), TEN_TIMES, ["current"], id="a tenth"
        ),
        pytest.param(NUMBER, value(30), value(10), LEAST_5, ["value"], id="three times"),
        pytest.param(NUMBER, value(29), value(10), LEAST_5, [], id="less than three times"),
        pytest.param(COUNT, value(3), value(1), LEAST_5, [], id="three times, but only two more"),
        pytest.param(COUNT, value(6), value(0), LEAST_5, ["value"], id="six where there was none"),
        pytest.param(COUNT, value(4), value(0), LEAST_5, [], id="a few where there was none"),
        pytest.param(COUNT, value(0), value(6), LEAST_5, ["value"], id="none where there were six"),
        pytest.param(COUNT, value(0), value(0), LEAST_5, [], id="none as before"),
        pytest.param(NUMBER, value(-10), value(10), LEAST_5, ["value"], id="from plus to minus"),
        pytest.param(NUMBER, value(-30), value(-10), LEAST_5, ["value"], id="three times below zero"),
        pytest.param(NUMBER, value(-11), value(-10), LEAST_5, [], id="a little further below zero"),
        pytest.param(
            SHARE,
            typed(part=20, whole=40),
            typed(part=32, whole=40),
            POINTS_30,
            ["value"],
            id="30 percentage points down",
        ),
        pytest.param(
            SHARE,
            typed(part=21, whole=40),
            typed(part=32, whole=40),
            POINTS_30,
            [],
            id="27.5 percentage points down",
        ),
        pytest.param(
            SHARE,
            typed(part=1, whole=40),
            typed(part=10, whole=400),
            TEN_TIMES,
            ["part", "whole"],
            id="the same share of a tenth of the factories",
        ),
        pytest.param(
            SHARE,
            typed(part=2, whole=0),
            typed(part=20, whole=40),
            Limit(factor=Fraction(3)),
            ["part", "whole"],
            id="divided by zero: no value to compare",
        ),
        pytest.param(RATE, typed(part=5, whole=100), EntryValue(), LEAST_5, [], id="nothing last year"),
        pytest.param(NUMBER, EntryValue(), value(10), LEAST_5, [], id="nothing yet"),
        pytest.param(
            NUMBER, EntryValue(not_applicable=True, reason="-"), value(10), LEAST_5, [], id="not applicable"
        ),
        pytest.param(NUMBER, value(1000), value(10), Limit(), [], id="no limit set"),
        pytest.param(YES, value(0), value(1), LEAST_5, [], id="yes and no are never doubted"),
        pytest.param(STEP, value(5), value(0), LEAST_5, [], id="steps are never doubted"),
    ],
)
def test_compared_with_last_year(of, now, earlier, limit, expected):
    assert warned(of, now, earlier, limit) == expected


AMOUNTS = st.decimals(0, 10_000, places=2)


@given(AMOUNTS, AMOUNTS)
def test_last_year_and_this_year_can_change_places(first, second):
    assert warned(NUMBER, value(first), value(second), LEAST_5) == warned(
        NUMBER, value(second), value(first), LEAST_5
    )


@given(AMOUNTS)
def test_the_same_number_is_never_doubted(number):
    assert warned(NUMBER, value(number), value(number), Limit(factor=Fraction(2))) == []


@given(st.decimals("0.01", 1000, places=2), st.integers(1, 40), st.integers(1, 40))
def test_what_is_doubted_stays_so_further_away(base, near, far):
    near, far = sorted((near, far))
    nearer = warned(NUMBER, value(base * near), value(base), LEAST_5)
    further = warned(NUMBER, value(base * far), value(base), LEAST_5)

    assert not nearer or further


PEERS = PeerRange(
    PublishedRange(Fraction(12), Fraction(18), Fraction(15), 7), NormalBand(Fraction(10), Fraction(20))
)


@pytest.mark.parametrize(
    ("of", "now", "is_doubted"),
    [
        pytest.param(NUMBER, value(20), False, id="at the end of the band"),
        pytest.param(NUMBER, value("20.01"), True, id="above the band"),
        pytest.param(NUMBER, value(9), True, id="below the band"),
        pytest.param(NUMBER, EntryValue(), False, id="nothing yet"),
        pytest.param(SHARE, typed(part=30), False, id="half a formula"),
        pytest.param(SHARE, typed(part=30, whole=40), True, id="the value of a formula"),
        pytest.param(STEP, value(5), False, id="steps are never doubted"),
    ],
)
def test_compared_with_other_areas(of, now, is_doubted):
    assert bool(against_other_areas(of, numbers_of(now, of), PEERS)) == is_doubted


def test_without_other_areas_nothing_is_compared():
    assert against_other_areas(NUMBER, {"": Fraction(10**6)}, None) is None


FACTORIES = ConsistencyRule(
    key="factories",
    relation="equal",
    spots=(Spot("PH1.1", "whole"), Spot("EC1.2", "whole"), Spot("MG2.1", "whole")),
)
INJURED = ConsistencyRule(
    key="injured", relation="not-more", spots=(Spot("SO1.2", "part"), Spot("SO1.2", "whole"))
)


def warnings_by_place(rule, **numbers):
    """Return where a rule warns, and what it compares with; `EC1_2_whole=40` is an input of EC1.2."""
    by_code = {}
    for name, number in numbers.items():
        head, second, key = name.split("_")
        by_code.setdefault(f"{head}.{second}", {})[key] = Fraction(number)
    return [
        (str(warning.figures[0].spot), sorted({figure.number for figure in warning.against}))
        for warning in contradictions([rule], by_code)
    ]


@pytest.mark.parametrize(
    ("rule", "numbers", "expected"),
    [
        pytest.param(FACTORIES, {"PH1_1_whole": 40, "EC1_2_whole": 40}, [], id="all the same"),
        pytest.param(FACTORIES, {"PH1_1_whole": 40}, [], id="only one is there"),
        pytest.param(
            FACTORIES,
            {"PH1_1_whole": 400, "EC1_2_whole": 40, "MG2_1_whole": 40},
            [("PH1.1.whole", [40])],
            id="the odd one of three",
        ),
        pytest.param(
            FACTORIES,
            {"PH1_1_whole": 400, "EC1_2_whole": 40},
            [("EC1.2.whole", [400])],
            id="of two, the one named first counts",
        ),
        pytest.param(
            FACTORIES,
            {"PH1_1_whole": 1, "EC1_2_whole": 2, "MG2_1_whole": 3},
            [("EC1.2.whole", [1]), ("MG2.1.whole", [1])],
            id="three different ones",
        ),
        pytest.param(
            INJURED,
            {"SO1_2_part": 11, "SO1_2_whole": 10},
            [("SO1.2.part", [10])],
            id="more injured than people",
        ),
        pytest.param(INJURED, {"SO1_2_part": 10, "SO1_2_whole": 10}, [], id="everyone injured"),
    ],
)
def test_contradictions(rule, numbers, expected):
    assert warnings_by_place(rule, **numbers) == expected


EDITION = framework(EN=[NUMBER, COUNT, SHARE])
SETTINGS = Plausibility(
    edition="test", minimum_areas=5, spread=Fraction(3), limits={"EN4.3": LEAST_5}, rules=()
)


def marks(now, earlier=10, peers=PEERS):
    raised = warnings_of(
        EDITION, {"EN4.3": value(now)}, {"EN4.3": value(earlier)}, {"EN4.3": peers}, SETTINGS
    )
    return {warning.kind: warning.mark for warning in raised.get("EN4.3", ())}


def test_an_answer_is_for_the_numbers_of_its_warning():
    assert marks(100) == marks(100)
    assert marks(100)[WarningKind.LAST_YEAR] != marks(101)[WarningKind.LAST_YEAR]
    assert marks(100)[WarningKind.LAST_YEAR] != marks(100, earlier=11)[WarningKind.LAST_YEAR]


def test_an_answer_stands_when_only_the_band_of_other_areas_moves():
    moved = PeerRange(PEERS.published, NormalBand(Fraction(10), Fraction(21)))

    assert marks(100)[WarningKind.OTHER_AREAS] == marks(100, peers=moved)[WarningKind.OTHER_AREAS]
    assert marks(100)[WarningKind.OTHER_AREAS] != marks(99)[WarningKind.OTHER_AREAS]


def test_an_answer_to_a_contradiction_stands_when_one_more_indicator_agrees_with_the_others():
    def mark(**more):
        numbers = {"PH1.1": {"whole": Fraction(40)}, "EC1.2": {"whole": Fraction(400)}, **more}
        (warning,) = contradictions([FACTORIES], numbers)
        return warning.mark

    assert mark() == mark(**{"MG2.1": {"whole": Fraction(40)}})


def test_a_warning_is_kept_exactly_as_it_was_shown():
    raised = warnings_of(
        EDITION, {"EN4.3": value("100.25")}, {"EN4.3": value(10)}, {"EN4.3": PEERS}, SETTINGS
    )

    assert [warning_from_plain(plain_warning(warning)) for warning in raised["EN4.3"]] == list(
        raised["EN4.3"]
    )


def test_a_warning_of_the_first_release_keeps_its_band():
    stored = plain_warning(against_other_areas(NUMBER, {"": Fraction(30)}, PEERS))
    of_first_release = {**stored, "usual": ["10", "20", "15", 7]}
    del of_first_release["band"], of_first_release["published"]

    warning = warning_from_plain(of_first_release)

    assert (warning.band, warning.published) == (PEERS.band, None)


@pytest.mark.parametrize(
    ("now", "earlier", "accepted", "is_doubted"),
    [
        pytest.param(30, 30, {"EN4.3"}, False, id="unchanged and let pass"),
        pytest.param(30, 30, set(), True, id="unchanged and never let pass"),
        pytest.param(31, 30, {"EN4.3"}, True, id="changed"),
        pytest.param(30, None, {"EN4.3"}, True, id="nothing the year before"),
    ],
)
def test_a_value_that_was_let_pass_is_doubted_when_it_changes(now, earlier, accepted, is_doubted):
    last_year = {} if earlier is None else {"EN4.3": value(earlier)}

    raised = warnings_of(
        EDITION, {"EN4.3": value(now)}, last_year, {"EN4.3": PEERS}, SETTINGS, accepted=accepted
    )

    kinds = [warning.kind for warning in raised.get("EN4.3", ())]
    assert (WarningKind.OTHER_AREAS in kinds) == is_doubted


def submitted(now, answered_at, earlier=10, peers=PEERS):
    """Return the kinds of the warnings at a value, after those at the value `answered_at` were answered."""

    def warnings(number):
        values = {"EN4.3": value(number)}
        return values, warnings_of(EDITION, values, {"EN4.3": value(earlier)}, {"EN4.3": peers}, SETTINGS)

    values, raised = warnings(now)
    answered = [] if answered_at is None else warnings(answered_at)[1].get("EN4.3", ())
    shown = warnings_as_submitted(raised, answered, all_numbers_of(values, EDITION)).get("EN4.3", ())
    return [(warning.kind, warning in answered) for warning in shown]


@pytest.mark.parametrize(
    ("now", "answered_at", "expected"),
    [
        pytest.param(
            100,
            100,
            [(WarningKind.LAST_YEAR, True), (WarningKind.OTHER_AREAS, True)],
            id="answered at these numbers",
        ),
        pytest.param(100, 90, [(WarningKind.LAST_YEAR, False)], id="answered at other numbers"),
        pytest.param(100, None, [(WarningKind.LAST_YEAR, False)], id="never answered"),
        pytest.param(11, 100, [], id="corrected since"),
    ],
)
def test_what_is_handed_in_shows_the_warnings_of_its_numbers(now, answered_at, expected):
    assert submitted(now, answered_at) == expected


def with_quantity(code, **kinds):
    """Return a share or rate whose whole is the shared quantity “all”."""
    made = indicator(code, 1, **kinds)
    inputs = tuple(replace(item, quantity="all" if item.key == "whole" else "") for item in made.inputs)
    return replace(made, inputs=inputs)


SHARED = framework(
    EN=[with_quantity("EN1.1", kind="percent", formula="percent")],
    SO=[with_quantity("SO1.2", kind="number", direction="lower", formula="rate", base=1000)],
)
EQUAL_WHOLES = ConsistencyRule(
    key="wholes", relation="equal", spots=(Spot("EN1.1", "whole"), Spot("SO1.2", "whole"))
)
WHOLE_AND_PART = ConsistencyRule(
    key="parts", relation="equal", spots=(Spot("EN1.1", "whole"), Spot("SO1.2", "part"))
)


@pytest.mark.parametrize(
    ("quantities", "rules", "expected"),
    [
        pytest.param({}, (), set(), id="no quantity typed"),
        pytest.param({"all": 40}, (), {("SO1.2", "quantity-all")}, id="one input differs"),
        pytest.param({"all": 50}, (), {("EN1.1", "quantity-all")}, id="the other input differs"),
        pytest.param(
            {"all": 60}, (), {("EN1.1", "quantity-all"), ("SO1.2", "quantity-all")}, id="both differ"
        ),
        pytest.param(
            {"all": 40}, (EQUAL_WHOLES,), {("SO1.2", "quantity-all")}, id="the rule among them is silent"
        ),
        pytest.param(
            {}, (EQUAL_WHOLES,), {("SO1.2", "contradiction-wholes")}, id="the rule speaks without a quantity"
        ),
        pytest.param(
            {"all": 40},
            (WHOLE_AND_PART,),
            {("SO1.2", "quantity-all"), ("SO1.2", "contradiction-parts")},
            id="a rule with another number speaks",
        ),
    ],
)
def test_inputs_are_compared_with_their_shared_quantity(quantities, rules, expected):
    values = {"EN1.1": typed(part=5, whole=40), "SO1.2": typed(part=5, whole=50)}
    settings = Plausibility(edition="x", minimum_areas=5, spread=Fraction(3), limits={}, rules=rules)
    numbers = {key: Decimal(number) for key, number in quantities.items()}

    raised = warnings_of(SHARED, values, {}, {}, settings, quantities=numbers)

    assert {(code, warning.key) for code, warnings in raised.items() for warning in warnings} == expected


def test_an_indicator_that_does_not_apply_is_not_compared_with_its_quantity():
    values = {"EN1.1": EntryValue(not_applicable=True, reason="ไม่มี")}

    assert warnings_of(SHARED, values, {}, {}, None, quantities={"all": Decimal(40)}) == {}


def test_the_answer_holds_for_the_number_and_the_quantity_it_was_given_for():
    values = {"EN1.1": typed(part=5, whole=50)}
    (warning,) = warnings_of(SHARED, values, {}, {}, None, quantities={"all": Decimal(40)})["EN1.1"]

    stored = warning_from_plain(plain_warning(warning))

    assert (stored, stored.mark) == (warning, warning.mark)
    assert [
        stored.is_about(all_numbers_of(values, SHARED, {"all": Decimal(number)})) for number in (40, 41)
    ] == [True, False]
