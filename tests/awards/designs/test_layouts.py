"""Layouts: all boxes inside the frame, without overlaps, at any size."""

from dataclasses import replace
from itertools import combinations

import pytest

from awards.designs.domain.designs import DesignSpec, Signatory
from awards.designs.domain.fitting import ASCENT, DESCENT, LEADING, POINTS
from awards.designs.domain.layouts import BLANK_NAME, LAYOUTS, fixed_texts, scaled_layout, signatory_places


def design(name, *, signatories=1, **changes):
    layout = LAYOUTS[name]
    texts = {slot.name: "ก" for slot in layout.fixed}
    drawn_design = DesignSpec(
        name,
        layout.kind,
        layout.width,
        layout.height,
        layout.bleed,
        texts,
        (Signatory("ก", "ข"),) * signatories,
    )
    return replace(drawn_design, **changes)


def boxes(design):
    layout = scaled_layout(design)
    places = signatory_places(design, layout)
    boxes_by_name = {slot.name: slot.box for slot in (*layout.fixed, *layout.slots)}
    for number, place in enumerate(places):
        boxes_by_name |= {f"{number}-name": place.name.box, f"{number}-position": place.position.box}
        boxes_by_name[f"{number}-picture"] = place.picture
    return boxes_by_name | {"qr": layout.qr, "seal": layout.seal}


@pytest.mark.parametrize("signatories", [0, 1, 2, 3])
@pytest.mark.parametrize("name", LAYOUTS)
def test_boxes_stay_inside_the_frame_and_off_each_other(name, signatories):
    drawn_design = design(name, signatories=signatories)

    for name_of_box, box in boxes(drawn_design).items():
        assert box.x >= 20, name_of_box
        assert box.y >= 20, name_of_box
        assert box.x + box.width <= drawn_design.width - 20, name_of_box
        assert box.y + box.height <= drawn_design.height - 16, name_of_box
    for (first, first_box), (second, second_box) in combinations(boxes(drawn_design).items(), 2):
        across = min(first_box.x + first_box.width, second_box.x + second_box.width) - max(
            first_box.x, second_box.x
        )
        down = min(first_box.y + first_box.height, second_box.y + second_box.height) - max(
            first_box.y, second_box.y
        )
        assert across <= 0.01 or down <= 0.6, (first, second)


def test_a_design_of_another_size_is_the_layout_in_proportion():
    half = scaled_layout(design("plaque", width=100, height=125))

    assert (half.width, half.height) == (100, 125)
    assert half.slots[0].box.width == LAYOUTS["plaque"].slots[0].box.width / 2
    assert half.slots[0].size == LAYOUTS["plaque"].slots[0].size / 2
    assert half.qr.width == half.qr.height == 11


def test_a_wider_design_keeps_the_qr_code_square():
    wide = scaled_layout(design("plaque", width=300))

    assert wide.qr.width == wide.qr.height == 22
    assert wide.qr.x + wide.qr.width == pytest.approx(178 * 1.5)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"layout": "poster"}, id="unknown layout"),
        pytest.param({"kind": "plaque"}, id="another kind"),
        pytest.param({"texts": {"greeting": "ก"}}, id="a text without a place"),
        pytest.param({"signatories": 4}, id="four signatories"),
    ],
)
def test_what_a_layout_cannot_show_is_refused(changes):
    with pytest.raises(ValueError, match=r"unknown layout|no place|signatories"):
        scaled_layout(design("certificate-landscape", **changes))


def test_a_demonstration_is_marked_in_two_bands_and_above_the_signatures():
    texts = {"band": "สาธิต", "void": "มิได้", "demonstration": "ข้อมูลสาธิต"}
    drawn_design = design("certificate-portrait", texts=texts, signatories=0)

    assert [text for _, text in fixed_texts(drawn_design)] == []
    assert [text for _, text in fixed_texts(replace(drawn_design, is_demonstration=True))] == [
        "มิได้",
        "สาธิต",
        "สาธิต",
    ]


def test_a_signatory_without_a_name_has_a_dotted_line():
    blank = design("plaque", texts={}, signatories=0)

    assert fixed_texts(blank) == []
    assert [text for _, text in fixed_texts(replace(blank, signatories=(Signatory("", ""),)))] == [
        f"({BLANK_NAME})"
    ]


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_box_has_room_for_its_lines_at_their_least_size(name):
    layout = LAYOUTS[name]

    for slot in (*layout.fixed, *layout.slots):
        needed = slot.lines * LEADING if slot.lines > 1 else ASCENT + DESCENT
        assert slot.least_size * needed <= slot.box.height * POINTS, slot.name
