"""Purposes of designs: rules that keep an award from claiming what was not granted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from awards.designs.domain.kinds import AwardError, AwardKind
from ecotown.common.thai.typed_text import ascii_value


class Purpose(StrEnum):
    """What a design is made for; its wording, boxes and possible recipients depend on it."""

    AREA = "area"  # honoured by the committee's resolution on it
    PARTNER = "partner"  # of an area, honoured by the resolution on that area
    NAMED = "named"  # honoured by the department for a recognition in words, without a resolution


# The slots that mention a resolution.
RESOLUTION_SLOTS = frozenset({"resolution", "meeting"})
_WHITE_SPACE = re.compile(r"\s+")
# The name of the scheme's towns, written without white space.
_TOWN = re.compile(
    r"เมือง(อุตสาหกรรมเชิงนิเวศ|เชิงนิเวศ|นิเวศอุตสาหกรรม)|eco-?(industrial-?)?(town|city|estate)(?P<status>status)?"
)
# Words that claim the title for the recipient; the last of the joining words before the title decides.
_CLAIMING = (
    r"มีความเป็น|เป็น|คือ|ในฐานะ|ฐานะ|สถานะ|สถานภาพ|ตำแหน่ง|คุณสมบัติ|ระดับ|ได้|ผ่าน|บรรลุ|รับรอง|ประกาศ|ยกย่อง|ขึ้นทะเบียน|คัดเลือก|แต่งตั้ง"
    r"|certified|recogni[sz]ed|designated|registered|selected|declared|named|awarded|granted|achieved|status"
    r"|(is|as|be|became|becomes?)(an?|the)$"
)
# Words by which the recipient works for a town or lies in one, which claims nothing.
_RELATING = (
    r"ยกระดับ|พัฒนา|สนับสนุน|ส่งเสริม|ขับเคลื่อน|ผลักดัน|ร่วม|ช่วย|มุ่ง|สู่(การ|ความ)?(เป็น)?|ใน|ด้าน|ต่อ|แก่|เพื่อ(ให้)?(เป็น)?"
    r"|โรงงาน|บริษัท|ผู้|ภาคี|เครือข่าย|หน่วยงาน|องค์กร|โครงการ|คณะ|สมาชิก|พี่เลี้ยง|ที่ปรึกษา|แกนนำ|จาก|กับ"
    r"|develop|support|partner|member|network|factory|company|within|toward|in(an?|the)?$|for(an?|the)?$"
)
# Words about what a town is to become; the joining word before them decides.
_NEUTRAL = r"(?<!มี)ความเป็น|การเป็น|ให้(พื้นที่|ชุมชน|ท้องถิ่น)?(ได้)?(เป็น|รับ|ผ่าน)|tobecome(an?|the)?"
# In this order, since "ในฐานะ" begins with "ใน" and "ให้เป็น" ends in "เป็น".
_JOINED = re.compile(rf"(?P<neutral>{_NEUTRAL})|(?P<claiming>{_CLAIMING})|(?P<relating>{_RELATING})")
# A claim at the end of a text; the name of the scheme may continue in a text that is inserted.
_NAMED_TOWN = re.compile(r"(รับรอง|ประกาศ|ยกย่อง|ขึ้นทะเบียน|คัดเลือก|แต่งตั้ง)(ว่า|ให้)?(เป็น|ในฐานะ)(พื้นที่)?(ต้นแบบ)?เมือง$")
# A claim at the end of a box before the recognition, which may begin with the name of the scheme.
_CERTIFIED_AS = re.compile(r"(รับรอง|ประกาศ)(ว่า|ให้)?เป็น$|certifiedas(an?)?$")
_IS_TOWN = re.compile(r"^(เป็น)?เมืองอุตสาหกรรมเชิงนิเวศ|^(an)?eco-?industrialtown")
_RESOLVED = re.compile(r"มติ(ของ)?(ที่ประชุม)?(ของ)?คณะกรรมการ|มติที่ประชุม|resolutionofthe")


def purpose_of(*, is_area: bool, by_resolution: bool) -> Purpose:
    """Return the purpose of an award of an area, or of a recipient by name with or without a resolution."""
    if is_area:
        return Purpose.AREA
    return Purpose.PARTNER if by_resolution else Purpose.NAMED


def design_field(kind: AwardKind, purpose: Purpose) -> str:
    """Return the name of the field of `Ceremony` that holds the design for a kind of award and a purpose."""
    prefix = "" if purpose == Purpose.AREA else f"{purpose.value}_"
    return f"{prefix}{AwardKind(kind).value}_design"


# The kind and purpose of each design field of `Ceremony`, in the order of the form.
DESIGN_FIELDS = {design_field(kind, purpose): (kind, purpose) for purpose in Purpose for kind in AwardKind}


def missing_design_code(kind: AwardKind, purpose: Purpose) -> str:
    """Return the code of the AwardError for a missing design."""
    return f"{design_field(kind, purpose).replace('_', '-')}-missing"


def check_design(
    kind: AwardKind, purpose: Purpose, *, design_kind: str, design_purpose: str, is_published: bool = True
) -> None:
    """Raise unless a design is published and made for this kind of award and this purpose.

    AwardError: "design-kind", "design-purpose".
    """
    if design_kind != kind or not is_published:
        raise AwardError("design-kind")
    if design_purpose != purpose:
        raise AwardError("design-purpose")


def check_wording(purpose: Purpose, texts: Iterable[str]) -> None:
    """Raise when texts claim what was not granted.

    Only areas were certified; only areas, and partners that share their resolution, were resolved on.
    AwardError: "certification-claimed", "resolution-claimed".
    """
    compact_texts = [_WHITE_SPACE.sub("", ascii_value(text)).lower() for text in texts]
    joined = "".join(compact_texts)
    if purpose != Purpose.AREA and any(_claims_town(text) for text in (joined, *compact_texts)):
        raise AwardError("certification-claimed")
    if purpose == Purpose.PARTNER and any(_CERTIFIED_AS.search(text) for text in compact_texts):
        raise AwardError("certification-claimed")
    if purpose == Purpose.NAMED and any(_IS_TOWN.search(text) for text in compact_texts):
        raise AwardError("certification-claimed")
    if purpose == Purpose.NAMED and _RESOLVED.search(joined):
        raise AwardError("resolution-claimed")


def _claims_town(text: str) -> bool:
    """Return whether a text without white space claims that the recipient is a town or has its status."""
    begin = 0
    for town in _TOWN.finditer(text):
        joining = [match.lastgroup for match in _JOINED.finditer(text[begin : town.start()])]
        deciding = [group for group in joining if group != "neutral"]
        if town["status"] or deciding[-1:] == ["claiming"]:
            return True
        begin = town.end()
    return bool(_NAMED_TOWN.search(text))
