"""Layouts: all boxes inside the frame, and nothing touches anything else, at any size."""

import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

from awards.designs.documents import decorations, placing
from awards.designs.domain.arrangement import fixed_texts, layout_for_purpose, scaled_layout
from awards.designs.domain.collisions import collisions
from awards.designs.domain.designs import AwardTexts, Box, DesignSpec, Signatory
from awards.designs.domain.fitting import ASCENT, DESCENT, LEADING, POINTS
from awards.designs.domain.layouts import BLANK_NAME, LAYOUTS, LEAST_QR, MAX_SIGNATORIES
from awards.designs.domain.purposes import Purpose
from tests.awards import sample_designs


def design(name, *, signatories=1, **changes):
    layout = layout_for_purpose(name, changes.get("purpose", Purpose.AREA))
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


# Sizes of plaques in millimetres that are made: from the smallest to the largest, narrow and wide ones.
PLAQUES = ((150, 200), (150, 225), (160, 200), (200, 250), (210, 297), (250, 300), (300, 360), (300, 400))
SIZES = [(name, layout.width, layout.height) for name, layout in LAYOUTS.items() if name != "plaque"]
SIZES += [("plaque", *size) for size in PLAQUES]
# Widths of QR codes in modules, of a short and of a long address.
SHORT, LONG = 29, 37


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize(("name", "width", "height"), SIZES)
def test_nothing_touches_anything_else_on_any_layout_of_any_size(name, width, height, purpose):
    for signatories in range(MAX_SIGNATORIES + 1):
        drawn = design(name, signatories=signatories, width=width, height=height, purpose=purpose)

        assert (collisions(drawn, SHORT), collisions(drawn, LONG)) == ([], [])


@pytest.mark.parametrize(("name", "width", "height"), SIZES)
def test_a_partner_has_no_line_of_the_resolution_and_nothing_touches(name, width, height):
    texts = {slot.name: "ก" for slot in LAYOUTS[name].fixed if slot.name != "resolution"}
    drawn = design(name, texts=texts, width=width, height=height, purpose=Purpose.PARTNER)

    assert collisions(drawn, SHORT) == []


def test_what_touches_is_named_once_for_each_pair():
    small = design("plaque", width=90, height=110)

    found = collisions(small, LONG)

    assert ("frame", "qr") in found
    assert ("code", "qr") in found
    assert len(found) == len(set(found))


def test_a_qr_code_touches_what_stands_in_the_white_around_it():
    layout = scaled_layout(design("certificate-landscape"))
    quiet = layout.qr.width * 4 / LONG
    beside = replace(layout.slots[0], name="beside", box=Box(layout.qr.x - 10 - quiet / 2, 140, 10, 10))
    touching = replace(LAYOUTS["certificate-landscape"], slots=(beside,))
    apart = replace(touching, slots=(replace(beside, box=replace(beside.box, x=beside.box.x - quiet)),))

    found = {}
    for name, changed in (("touching", touching), ("apart", apart)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(LAYOUTS, "certificate-landscape", changed)
            found[name] = [
                pair for pair in collisions(design("certificate-landscape"), LONG) if "beside" in pair
            ]

    assert found["touching"][-1:] == [("beside", "qr")]
    assert ("beside", "qr") not in found["apart"]


@pytest.mark.parametrize(("name", "width", "height"), SIZES)
def test_every_qr_code_is_at_least_twenty_millimetres_wide(name, width, height):
    qr = scaled_layout(design(name, width=width, height=height)).qr

    assert qr.width == qr.height
    assert qr.width >= 20


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_has_its_code_in_letters(name):
    assert "code" in {slot.name for slot in LAYOUTS[name].slots}


@pytest.mark.parametrize("purpose", [Purpose.PARTNER, Purpose.NAMED])
@pytest.mark.parametrize("name", ["certificate-landscape", "certificate-portrait"])
def test_without_a_resolution_no_gap_stays_where_it_stood(name, purpose):
    def gaps(drawn):
        layout = scaled_layout(drawn)
        boxes = sorted(
            (slot.box for slot in (*layout.fixed, *layout.slots) if slot.align == "center"),
            key=lambda box: box.y,
        )
        return max(below.y - above.y - above.height for above, below in pairwise(boxes))

    texts = {slot.name: "ก" for slot in LAYOUTS[name].fixed if slot.name != "resolution"}

    assert gaps(design(name, texts=texts, purpose=purpose)) <= gaps(design(name)) + 5.5


@pytest.mark.parametrize("name", LAYOUTS)
def test_where_nobody_signs_the_rows_share_the_height_of_the_signatures(name):
    signed, unsigned = (scaled_layout(design(name, signatories=count)) for count in (1, 0))

    def tops(layout):
        return {slot.name: slot.box.y for slot in (*layout.fixed, *layout.slots)}

    step = unsigned.unsigned_height / 4
    before, after = tops(signed), tops(unsigned)
    moved = {row: after[row] - before[row] for row in ("department", "recipient", "level", "issued", "code")}
    assert list(moved.values()) == pytest.approx([0, step, 2 * step, 3 * step, 0])
    assert unsigned.rule_lines.y - signed.rule_lines.y == pytest.approx(2 * step)


def test_positions_begin_at_one_height_below_the_names_however_long_they_are():
    signatories = (
        Signatory("ก", "ปลัด"),
        Signatory("ข", "รองปลัดกระทรวงอุตสาหกรรม รักษาราชการแทน ปลัดกระทรวงอุตสาหกรรม"),
    )

    lines = placing.fixed_lines(replace(sample_designs.design("plaque"), signatories=signatories))

    first, second, third = (line for line in lines if line.slot.name.endswith("-position"))
    assert (first.y, first.size) == (second.y, second.size)
    assert third.y > second.y


@pytest.mark.parametrize(("name", "width", "height"), SIZES)
def test_the_text_across_the_page_stays_above_the_signatures(name, width, height):
    layout = scaled_layout(design(name, width=width, height=height))

    drawing = decorations.watermark(layout, "ข้อมูลสาธิต")

    x, y, degrees = map(float, re.search(r"translate\((\S+) (\S+)\) rotate\((\S+)\)", drawing).groups())
    pen = RecordingPen()
    parse_path(re.search(r' d="([^"]+)"', drawing)[1], pen)
    turned = Transform().translate(x, y).rotate(math.radians(degrees))
    points = [turned.transformPoint(point) for _command, points in pen.value for point in points]
    lowest, rightmost = max(down for _across, down in points), max(across for across, _down in points)
    assert lowest <= layout.signatures.y
    assert rightmost <= layout.width - layout.frame.inner


def test_a_design_of_another_size_is_the_layout_in_proportion():
    half = scaled_layout(design("plaque", width=100, height=125))

    assert (half.width, half.height) == (100, 125)
    assert half.slots[0].box.width == LAYOUTS["plaque"].slots[0].box.width / 2
    assert half.slots[0].size == LAYOUTS["plaque"].slots[0].size / 2
    assert half.qr.width == half.qr.height == LEAST_QR


def test_a_wider_design_keeps_the_qr_code_square():
    wide = scaled_layout(design("plaque", width=300))

    assert wide.qr.width == wide.qr.height == 22
    assert wide.qr.x + wide.qr.width == pytest.approx(177 * 1.5)


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


def test_a_name_without_a_place_has_the_room_of_both():
    drawn = sample_designs.design("plaque")
    slots = {slot.name: slot.box for slot in LAYOUTS["plaque"].slots}
    below = slots["place"].y + slots["place"].height

    (line,) = placing.recipient_lines(drawn, AwardTexts("ก", {"place": ""}, ""))

    middle = (slots["recipient"].y + below) / 2
    assert abs(line.y - middle) < line.size / POINTS
    assert line.slot.box.y + line.slot.box.height == below
