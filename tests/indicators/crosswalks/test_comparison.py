"""The comparison of two editions."""

from dataclasses import replace
from fractions import Fraction

from indicators.criteria.domain.framework import Guidance, MaturityStep, Quantity
from indicators.crosswalks.domain.comparison import Difference, PartChange, compare_editions
from indicators.crosswalks.domain.origins import SAME, Origin, proposed_origins
from indicators.crosswalks.words import difference_value
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


def explained(**changes):
    first = replace(
        indicator("a", 1, 2, kind="choice"),
        steps=(MaturityStep(step=0, text_th="ยังไม่มี"), MaturityStep(step=1, text_th="มีแผน")),
        guidance=Guidance(definition_th="ขั้นของแผน"),
    )
    edition = framework(A=[replace(first, **changes)])
    return replace(edition, quantities=(Quantity(key="factories", name_th="โรงงาน"),))


def test_texts_steps_and_short_names_are_differences():
    old = explained()
    new = explained(
        short_name_th="แผน",
        steps=(MaturityStep(step=0, text_th="ยังไม่มี"), MaturityStep(step=1, text_th="มีแผนแล้ว")),
        guidance=Guidance(definition_th="ขั้น", example_value=Fraction(1)),
    )

    (change,) = compare_editions(old, new, {"a": Origin(SAME, ("a",))}).changed

    assert change.differences == (
        Difference("short_name_th", "", "แผน"),
        Difference("step_1_text_th", "มีแผน", "มีแผนแล้ว"),
        Difference("definition_th", "ขั้นของแผน", "ขั้น"),
        Difference("example_value", None, Fraction(1)),
    )


def test_an_input_that_becomes_a_shared_quantity_is_a_difference():
    share = indicator("a", 1, formula="percent")
    whole = replace(share.inputs[1], quantity="factories", example=Fraction(40))
    new = framework(A=[replace(share, inputs=(share.inputs[0], whole))])

    (change,) = compare_editions(framework(A=[share]), new, {"a": Origin(SAME, ("a",))}).changed

    assert [difference.field for difference in change.differences] == ["inputs"]
    assert difference_value(change.differences[0], "new").endswith("= factories: 40")


def test_shared_quantities_added_removed_and_changed_are_told():
    old = replace(OLD, quantities=(Quantity(key="a", name_th="ก"), Quantity(key="b", unit_th="คน")))
    new = replace(OLD, quantities=(Quantity(key="b", unit_th="ตัน"), Quantity(key="c", name_th="ค")))

    comparison = compare_editions(old, new, proposed_origins(old, new))

    assert [
        (change.old and change.old.key, change.new and change.new.key) for change in comparison.quantities
    ] == [
        ("b", "b"),
        (None, "c"),
        ("a", None),
    ]
    assert comparison.quantities[0].differences == (Difference("unit_th", "คน", "ตัน"),)
    assert not comparison.is_empty
