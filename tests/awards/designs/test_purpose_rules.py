"""Purposes of designs: fitting designs, and wordings that claim what was not granted."""

from itertools import product

import pytest

from awards.ceremonies.domain.ceremonies import RecipientKind, check_sharing
from awards.designs.domain.arrangement import layout_for_purpose
from awards.designs.domain.kinds import AwardError, AwardKind
from awards.designs.domain.layouts import LAYOUTS
from awards.designs.domain.purposes import (
    DESIGN_FIELDS,
    Purpose,
    check_design,
    check_wording,
    design_field,
    purpose_of,
)

EVERY = sorted(product(AwardKind, Purpose))


def test_each_kind_for_each_purpose_has_a_column_of_its_own():
    assert DESIGN_FIELDS == {
        "certificate_design": (AwardKind.CERTIFICATE, Purpose.AREA),
        "plaque_design": (AwardKind.PLAQUE, Purpose.AREA),
        "partner_certificate_design": (AwardKind.CERTIFICATE, Purpose.PARTNER),
        "partner_plaque_design": (AwardKind.PLAQUE, Purpose.PARTNER),
        "named_certificate_design": (AwardKind.CERTIFICATE, Purpose.NAMED),
        "named_plaque_design": (AwardKind.PLAQUE, Purpose.NAMED),
    }


@pytest.mark.parametrize(
    ("is_area", "by_resolution", "purpose"),
    [
        pytest.param(True, False, Purpose.AREA, id="an area"),
        pytest.param(False, True, Purpose.PARTNER, id="who shares a resolution"),
        pytest.param(False, False, Purpose.NAMED, id="somebody by name"),
    ],
)
def test_the_purpose_follows_from_the_recipient(is_area, by_resolution, purpose):
    assert purpose_of(is_area=is_area, by_resolution=by_resolution) == purpose


@pytest.mark.parametrize(("needed", "offered"), list(product(EVERY, EVERY)))
def test_a_design_fits_its_own_kind_and_purpose_alone(needed, offered):
    code = "design-kind" if offered[0] != needed[0] else "design-purpose"
    design = {"design_kind": offered[0], "design_purpose": offered[1]}

    if offered == needed:
        check_design(*needed, **design)
        return
    with pytest.raises(AwardError, match=f"^{code}$"):
        check_design(*needed, **design)


def test_no_ceremony_prints_with_a_draft():
    with pytest.raises(AwardError, match="^design-kind$"):
        check_design(
            AwardKind.PLAQUE, Purpose.NAMED, design_kind="plaque", design_purpose="named", is_published=False
        )


@pytest.mark.parametrize("kind", RecipientKind)
def test_only_partners_of_an_area_share_its_resolution(kind):
    check_sharing(kind, by_resolution=False)

    if kind in {RecipientKind.LOCAL_GOVERNMENT, RecipientKind.ORGANISATION}:
        check_sharing(kind, by_resolution=True)
        return
    with pytest.raises(AwardError, match="^kind-shares-no-resolution$"):
        check_sharing(kind, by_resolution=True)


CERTIFIED, RESOLVED = "certification-claimed", "resolution-claimed"
# Wordings that claim the title, or the status of a town, for a recipient that is no area.
CLAIMS = [
    "ได้รับสถานะเมืองอุตสาหกรรมเชิงนิเวศ",
    "เป็นเมืองอุตสาหกรรมเชิงนิเวศ ระดับ 3",
    "โรงงานที่เป็นเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 3",
    "มีสถานะเป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "มีความเป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "บรรลุระดับที่ 3 ของเมืองอุตสาหกรรมเชิงนิเวศ",
    "อยู่ในระดับเมืองอุตสาหกรรมเชิงนิเวศ",
    "ถือเป็นเมืองอุตสาหกรรมเชิงนิเวศต้นแบบ",
    "ได้รับใบรับรองเมืองอุตสาหกรรมเชิงนิเวศ",
    "ได้รับรางวัลเมืองอุตสาหกรรมเชิงนิเวศ",
    "ได้รับการยอมรับว่าเป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "ผู้ร่วมพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ และเป็นเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 3",
    "ได้มาตรฐานเมืองอุตสาหกรรมเชิงนิเวศ",
    "ได้เป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "ครองตำแหน่งเมืองอุตสาหกรรมเชิงนิเวศ",
    "ดำรงสถานภาพเมืองอุตสาหกรรมเชิงนิเวศ",
    "มีคุณสมบัติเมืองอุตสาหกรรมเชิงนิเวศ",
    "ให้ไว้แก่โรงงานที่เป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "has become an Eco Industrial Town",
    "ได้รับการรับรองเป็น Eco Industrial Town",
    "ได้รับสถานะเมืองเชิงนิเวศ",
    "has the status of an Eco-Industrial Town",
    "granted Eco Industrial Town status",
    "awarded level 3 Eco-Industrial Town",
    "This factory is an Eco Industrial Town",
]
HONEST = [
    "โรงงานต้นแบบในเมืองอุตสาหกรรมเชิงนิเวศ",
    "ผู้สนับสนุนการพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ",
    "ได้รับการยกย่องเป็นผู้สนับสนุนเมืองอุตสาหกรรมเชิงนิเวศ",
    "เป็นโรงงานในพื้นที่เมืองอุตสาหกรรมเชิงนิเวศ",
    "เป็นภาคีเครือข่ายเมืองอุตสาหกรรมเชิงนิเวศ",
    "ได้รับการยกย่องจากเมืองอุตสาหกรรมเชิงนิเวศ มาบตาพุด",
    "ได้รับรางวัลโรงงานดีเด่นในเมืองอุตสาหกรรมเชิงนิเวศ",
    "มีส่วนร่วมยกระดับเมืองอุตสาหกรรมเชิงนิเวศ",
    "ขับเคลื่อนพื้นที่สู่การเป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "ผลักดันให้พื้นที่ได้เป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "ส่งเสริมความเป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "เป็นองค์กรที่มีผลงานเด่นด้านเมืองอุตสาหกรรมเชิงนิเวศ",
    "ได้รับการคัดเลือกเป็นคณะทำงานเมืองอุตสาหกรรมเชิงนิเวศ",
    "เป็นพี่เลี้ยงเมืองอุตสาหกรรมเชิงนิเวศ",
    "เป็นที่ปรึกษาการประเมินเมืองอุตสาหกรรมเชิงนิเวศ",
    "Developing an area to become an Eco-Industrial Town",
    "Partner in developing an Eco-Industrial Town",
    "Recognised as a model factory in an eco-industrial town",
    "Awarded for the support of the Eco Industrial Town",
]
WORDINGS = {
    **{text: {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED} for text in CLAIMS},
    **{text: {} for text in HONEST},
    "ได้รับการยกย่องเป็น": {},
    "โรงงานอุตสาหกรรมเชิงนิเวศที่มีคุณค่าต่อสังคม (ESV)": {},
    "ร่วมพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 3": {},
    "ผู้ร่วมพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 3": {},
    "ได้รับการรับรองเป็นโรงงานอุตสาหกรรมเชิงนิเวศ": {},
    "ได้รับการรับรองเป็นเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ได้รับการ รับรอง\u200bเป็น เมืองอุตสาหกรรมเชิงนิเวศ": {
        Purpose.PARTNER: CERTIFIED,
        Purpose.NAMED: CERTIFIED,
    },
    "Certified as an Eco Industrial Town": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "certified as an eco-industrial town": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ได้รับการยกย่องให้เป็นเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "รับรองว่าเป็นพื้นที่ต้นแบบเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ได้รับการรับรองในฐานะเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "Recognised as an Eco-Industrial Town": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ผ่านการประเมินเป็นเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ผ่านเกณฑ์การประเมินเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ได้รับการขึ้นทะเบียนเป็นเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ได้รับการคัดเลือกให้เป็นเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "registered as an eco-industrial town": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    # A text with the rest of the name of the scheme may follow.
    "ได้รับการรับรองเป็นเมือง": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ร่วมพัฒนาพื้นที่ให้ผ่านเกณฑ์เมืองอุตสาหกรรมเชิงนิเวศ": {},
    "ร่วมขับเคลื่อนการประเมินเมืองอุตสาหกรรมเชิงนิเวศ": {},
    # The recognition of a partner may follow: an Eco Industrial Town of level 3.
    "ได้รับการรับรองเป็น": {Purpose.PARTNER: CERTIFIED},
    "has been certified as an": {Purpose.PARTNER: CERTIFIED},
    "ร่วมพัฒนาให้เป็นเมืองอุตสาหกรรมเชิงนิเวศ": {},
    "เมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 4": {Purpose.NAMED: CERTIFIED},
    "เป็นเมืองอุตสาหกรรมเชิงนิเวศ": {Purpose.PARTNER: CERTIFIED, Purpose.NAMED: CERTIFIED},
    "ตามมติคณะกรรมการชำนาญการ": {Purpose.NAMED: RESOLVED},
    "ตามมติของที่ประชุมคณะกรรมการ": {Purpose.NAMED: RESOLVED},
    "by resolution of the expert committee": {Purpose.NAMED: RESOLVED},
}


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("text", WORDINGS)
def test_words_claim_no_more_than_a_purpose_has(purpose, text):
    code = WORDINGS[text].get(purpose)

    if code is None:
        check_wording(purpose, [text])
        return
    with pytest.raises(AwardError, match=f"^{code}$"):
        check_wording(purpose, [text])


def test_a_claim_that_is_divided_between_two_boxes_is_found():
    with pytest.raises(AwardError, match="^certification-claimed$"):
        check_wording(Purpose.NAMED, ["ได้รับการรับรองเป็น", "เมืองอุตสาหกรรมเชิงนิเวศ"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("รับรอง\u2066เป็น\u2069เมืองอุตสาหกรรม\u202cเชิงนิเวศ", id="marks of direction"),
        pytest.param("รับรอง\u00a0เป็น\ufe0fเมือง\u034fอุตสาหกรรมเชิงนิเวศ", id="what is drawn as nothing"),
        pytest.param("ｃｅｒｔｉｆｉｅｄ as an Eco-Industrial Town", id="full-width letters"),
        pytest.param("certified as an Eco\u2011Industrial Town", id="another hyphen"),
    ],
)
def test_a_claim_with_invisible_characters_is_found(text):
    with pytest.raises(AwardError, match="^certification-claimed$"):
        check_wording(Purpose.NAMED, [text])


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("purpose", Purpose)
def test_a_layout_has_boxes_for_what_there_is(name, purpose):
    layout, full_layout = layout_for_purpose(name, purpose), LAYOUTS[name]

    boxes = {slot.name for slot in (*layout.fixed, *layout.slots)}
    left_out = {slot.name for slot in (*full_layout.fixed, *full_layout.slots)} - boxes
    has_meeting = full_layout.kind == "certificate"
    assert left_out == ({"resolution", "meeting"} if purpose == Purpose.NAMED and has_meeting else set())


def test_the_columns_are_named_by_kind_and_purpose():
    assert {design_field(*kind_and_purpose): kind_and_purpose for kind_and_purpose in EVERY} == DESIGN_FIELDS
