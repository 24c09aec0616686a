"""The comparison of two editions."""

from dataclasses import replace
from fractions import Fraction

from indicators.crosswalks.domain.comparison import Difference, PartChange, compare_editions
from indicators.crosswalks.domain.origins import SAME, Origin, proposed_origins
from tests.indicators.criteria.editions import framework, indicator

OLD = framework(A=[indicator("a", 1, 2), indicator("b", 1, 2)], B=[indicator("c", 1, 2)])


def compared(new, origins=None):
    return compare_editions(OLD, new, proposed_origins(OLD, new) if origins is None else origins)


def test_an_edition_does_not_differ_from_itself():
    assert compared(OLD).is_empty
    assert compared(OLD).unchanged == 3


def test_a_threshold_of_one_level_is_one_difference():
    new = framework(A=[indicator("a", 1, 5), indicator("b", 1, 2)], B=[indicator("c", 1, 2)])

    (change,) = compared(new).changed

    assert change.differences == (Difference("threshold", Fraction(2), Fraction(5), 2),)


def test_gate_and_direction_are_differences():
    new = framework(
        A=[indicator("a", 2, 1, gate=True, direction="lower"), indicator("b", 1, 2)],
        B=[indicator("c", 1, 2)],
    )

    (change,) = compared(new).changed

    assert [difference.field for difference in change.differences] == [
        "direction",
        "gate",
        "threshold",
        "threshold",
    ]


def test_added_removed_and_moved_are_told_apart():
    more = [indicator("c", 1, 2), indicator("b", 1, 2), indicator("d", 1)]
    new = framework(A=[indicator("a", 1, 2)], B=more)
    new = replace(new, levels=OLD.levels)

    comparison = compared(new)

    assert [change.new.code for change in comparison.added] == ["d"]
    assert comparison.removed == ()
    assert [(change.old_place.code, change.new_place.code) for change in comparison.moved] == [("A1", "B1")]


def test_a_renamed_code_is_a_change_and_not_two_indicators():
    new = framework(A=[indicator("a", 1, 2), indicator("x", 1, 2)], B=[indicator("c", 1, 2)])
    origins = proposed_origins(OLD, new) | {"x": Origin(SAME, ("b",))}

    comparison = compared(new, origins)

    assert (comparison.added, comparison.removed) == ((), ())
    assert [change.differences for change in comparison.changed] == [(Difference("code", "b", "x"),)]


def test_level_rules_and_names_of_parts_are_compared():
    new = framework(pass_share=80, A=[*OLD.dimensions[0].indicators], B=[*OLD.dimensions[1].indicators])
    renamed = replace(new.dimensions[0], name_th="ใหม่")
    new = replace(new, dimensions=(renamed, new.dimensions[1]), note_th="หมายเหตุ")

    comparison = compared(new)

    assert [(difference.field, difference.level) for difference in comparison.levels] == [
        ("pass_share", 1),
        ("pass_share", 2),
    ]
    assert comparison.parts == (PartChange(OLD.dimensions[0], renamed, (Difference("name_th", "", "ใหม่"),)),)
    assert comparison.edition == (Difference("note_th", "", "หมายเหตุ"),)
