"""The rules of shared quantities: which inputs use them, which are filled, which can follow."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.entry.domain.quantities import (
    Obstacle,
    following_values,
    open_quantities,
    uses_of,
)
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import WorkflowError
from indicators.criteria.domain.framework import Framework, Quantity
from indicators.criteria.domain.framework_reading import read_framework
from indicators.plausibility.domain import Spot
from tests import builders

WORKING = read_framework(builders.fixture("framework-2565-working"))
FORTY = Decimal(40)
NOT_APPLICABLE = EntryValue(not_applicable=True, reason="ไม่มี")


def value(**inputs):
    return EntryValue(inputs={key: Decimal(number) for key, number in inputs.items()})


def edition_with(**quantities):
    """Return PH1.1 and EC1.2 alone, with the shared quantities of their inputs by code and key."""
    indicators = [
        replace(
            WORKING.by_code[code],
            inputs=tuple(
                replace(item, quantity=quantities.get(f"{code[:2]}_{item.key}", ""))
                for item in WORKING.by_code[code].inputs
            ),
        )
        for code in ("PH1.1", "EC1.2")
    ]
    dimension = WORKING.dimensions[0]
    aspect = replace(dimension.aspects[0], indicators=tuple(indicators))
    keys = dict.fromkeys(quantities.values())
    return Framework(
        edition="small",
        levels=WORKING.levels,
        dimensions=(replace(dimension, aspects=(aspect,)),),
        quantities=tuple(Quantity(key=key) for key in keys),
    )


EDITION = edition_with(PH_whole="all", EC_whole="all", PH_part="part")


@pytest.mark.parametrize(
    ("entered", "unlocked", "obstacle", "can_follow"),
    [
        pytest.param(EntryValue(), None, None, True, id="empty"),
        pytest.param(value(whole=40), None, None, False, id="the same number"),
        pytest.param(value(part=40, whole=60), None, None, True, id="another number"),
        pytest.param(value(part=41), None, Obstacle.IMPOSSIBLE, False, id="a part above the whole"),
        pytest.param(NOT_APPLICABLE, None, Obstacle.NOT_APPLICABLE, False, id="not applicable"),
        pytest.param(value(whole=60), {"EC1.2"}, Obstacle.LOCKED, False, id="not returned"),
        pytest.param(value(whole=60), {"PH1.1"}, None, True, id="returned"),
    ],
)
def test_what_keeps_an_input_from_following(entered, unlocked, obstacle, can_follow):
    (use, _other) = uses_of(EDITION, "all", {"PH1.1": entered}, FORTY, unlocked)

    assert (use.obstacle, use.can_follow) == (obstacle, can_follow)


def test_without_a_shared_number_nothing_follows_nor_differs():
    (use, _other) = uses_of(EDITION, "all", {"PH1.1": value(part=41)}, None)

    assert (use.obstacle, use.can_follow, use.differs, use.is_equal) == (None, False, False, False)


def test_the_second_quantity_of_an_indicator_finds_the_first():
    quantities = {"all": FORTY, "part": Decimal(41)}

    followed = following_values(EDITION, {}, quantities, filled=quantities)

    assert followed == {"PH1.1": value(whole=40), "EC1.2": value(whole=40)}


def test_two_quantities_of_an_indicator_both_fill_it():
    quantities = {"all": FORTY, "part": Decimal(30)}

    followed = following_values(EDITION, {}, quantities, filled=quantities)

    assert followed["PH1.1"] == value(part=30, whole=40)


def test_only_filled_quantities_fill_and_only_followers_change():
    values = {"EC1.2": value(part=5, whole=60)}

    assert following_values(EDITION, values, {"all": FORTY}, filled=()) == {}
    assert following_values(
        EDITION, values, {"all": FORTY}, filled=(), followers=[Spot("EC1.2", "whole")]
    ) == {"EC1.2": value(part=5, whole=40)}


def test_every_follower_that_cannot_follow_is_named():
    values = {"PH1.1": NOT_APPLICABLE, "EC1.2": value(part=50, whole=60)}
    followers = [Spot("PH1.1", "whole"), Spot("EC1.2", "whole"), Spot("XX1", "whole")]

    with pytest.raises(WorkflowError) as refused:
        following_values(EDITION, values, {"all": FORTY}, filled=["all"], followers=followers)

    assert (refused.value.code, refused.value.indicators) == ("cannot-follow", ("PH1.1", "EC1.2", "XX1"))


@pytest.mark.parametrize(
    ("unlocked", "keys"),
    [
        pytest.param(None, {"all", "part"}, id="outside a return"),
        pytest.param({"EC1.2"}, {"all"}, id="of the returned indicator"),
        pytest.param({"EN9.1"}, set(), id="none of them"),
    ],
)
def test_the_quantities_that_can_be_changed(unlocked, keys):
    assert open_quantities(EDITION, unlocked) == keys
