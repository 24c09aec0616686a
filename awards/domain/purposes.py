"""What a design is for, so that no document claims what was not granted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum

from awards.domain.awards import AwardError, Kind
from awards.domain.ceremonies import RecipientKind
from ecotown.common.typed_text import ascii_value


class Purpose(StrEnum):
    """What is honoured; the wording, the boxes and the recipients of a design follow from it."""

    AREA = "area"  # by the committee's resolution on it
    PARTNER = "partner"  # of an area, whose resolution it shares
    NAMED = "named"  # by the department, for a recognition in words; no resolution was made


# Who belongs to an area and can share its resolution; the committee resolves on no factory and no network.
PARTNERS = (RecipientKind.LOCAL_GOVERNMENT, RecipientKind.ORGANISATION)
# The boxes that speak of a resolution.
OF_RESOLUTION = frozenset({"resolution", "meeting"})
_GAPS = re.compile(r"\s+")
# The name of the scheme's towns, as it is written without gaps.
_TOWN = re.compile(
    r"เมือง(อุตสาหกรรมเชิงนิเวศ|เชิงนิเวศ|นิเวศอุตสาหกรรม)|eco-?(industrial-?)?(town|city|estate)(?P<status>status)?"
)
# What joins a town to who is honoured: the last of these words before its name decides.
_CLAIMING = (
    r"มีความเป็น|เป็น|คือ|ในฐานะ|ฐานะ|สถานะ|สถานภาพ|ตำแหน่ง|คุณสมบัติ|ระดับ|ได้|ผ่าน|บรรลุ|รับรอง|ประกาศ|ยกย่อง|ขึ้นทะเบียน|คัดเลือก|แต่งตั้ง"
    r"|certified|recogni[sz]ed|designated|registered|selected|declared|named|awarded|granted|achieved|status"
    r"|(is|as|be|became|becomes?)(an?|the)$"
)
# Who works for a town or stands in it is not said to be one.
_RELATING = (
    r"ยกระดับ|พัฒนา|สนับสนุน|ส่งเสริม|ขับเคลื่อน|ผลักดัน|ร่วม|ช่วย|มุ่ง|สู่(การ|ความ)?(เป็น)?|ใน|ด้าน|ต่อ|แก่|เพื่อ(ให้)?(เป็น)?"
    r"|โรงงาน|บริษัท|ผู้|ภาคี|เครือข่าย|หน่วยงาน|องค์กร|โครงการ|คณะ|สมาชิก|พี่เลี้ยง|ที่ปรึกษา|แกนนำ|จาก|กับ"
    r"|develop|support|partner|member|network|factory|company|within|toward|in(an?|the)?$|for(an?|the)?$"
)
# What a town is to become through the work or the decision that an earlier word tells.
_NEUTRAL = r"(?<!มี)ความเป็น|การเป็น|ให้(พื้นที่|ชุมชน|ท้องถิ่น)?(ได้)?(เป็น|รับ|ผ่าน)|tobecome(an?|the)?"
# In this order, since "ในฐานะ" begins with "ใน" and "ให้เป็น" ends in "เป็น".
_JOINED = re.compile(rf"(?P<neutral>{_NEUTRAL})|(?P<claiming>{_CLAIMING})|(?P<relating>{_RELATING})")
# The name of the scheme may go on in a text that is put in.
_NAMED_TOWN = re.compile(r"(รับรอง|ประกาศ|ยกย่อง|ขึ้นทะเบียน|คัดเลือก|แต่งตั้ง)(ว่า|ให้)?(เป็น|ในฐานะ)(พื้นที่)?(ต้นแบบ)?เมือง$")
# The end of a box behind which the recognition stands, which may begin with the name of the scheme.
_CERTIFIED_AS = re.compile(r"(รับรอง|ประกาศ)(ว่า|ให้)?เป็น$|certifiedas(an?)?$")
_IS_TOWN = re.compile(r"^(เป็น)?เมืองอุตสาหกรรมเชิงนิเวศ|^(an)?eco-?industrialtown")
_RESOLVED = re.compile(r"มติ(ของ)?(ที่ประชุม)?(ของ)?คณะกรรมการ|มติที่ประชุม|resolutionofthe")


def purpose_of(*, is_area: bool, by_resolution: bool) -> Purpose:
    """What an area, or someone by name who shares a resolution or does not, is honoured by."""
    if is_area:
        return Purpose.AREA
    return Purpose.PARTNER if by_resolution else Purpose.NAMED


def design_column(kind: Kind, purpose: Purpose) -> str:
    """The column of a ceremony that holds the design for a kind of award and a purpose."""
    prefix = "" if purpose == Purpose.AREA else f"{purpose.value}_"
    return f"{prefix}{Kind(kind).value}_design"


# What each column of a ceremony is for, in the order of the form.
DESIGN_COLUMNS = {design_column(kind, purpose): (kind, purpose) for purpose in Purpose for kind in Kind}


def design_code(kind: Kind, purpose: Purpose) -> str:
    """The code of the AwardError that says that a design is missing."""
    return f"{design_column(kind, purpose).replace('_', '-')}-missing"


def check_run(wanted: Iterable[tuple[Kind, Purpose]], designed: Collection[tuple[Kind, Purpose]]) -> None:
    """A run has something to print, and a published design for all of it.

    Raises AwardError: "nothing-chosen", and what `design_code` says of the first design that is missing.
    """
    needed = set(wanted)
    if not needed:
        raise AwardError("nothing-chosen")
    for kind, purpose in DESIGN_COLUMNS.values():
        if (kind, purpose) in needed - set(designed):
            raise AwardError(design_code(kind, purpose))


def check_design(
    kind: Kind, purpose: Purpose, *, of_kind: str, for_purpose: str, is_published: bool = True
) -> None:
    """A ceremony prints an award of a kind and a purpose in a design of both, and in a published one.

    Raises AwardError: "design-kind", "design-purpose".
    """
    if of_kind != kind or not is_published:
        raise AwardError("design-kind")
    if for_purpose != purpose:
        raise AwardError("design-purpose")


def check_sharing(kind: str, *, by_resolution: bool) -> None:
    """Raises AwardError("kind-shares-no-resolution")."""
    if by_resolution and kind not in PARTNERS:
        raise AwardError("kind-shares-no-resolution")


def check_wording(purpose: Purpose, texts: Iterable[str]) -> None:
    """Only areas were certified; only areas, and who shares their resolution, were resolved on.

    Raises AwardError: "certification-claimed", "resolution-claimed".
    """
    plain = [_GAPS.sub("", ascii_value(text)).lower() for text in texts]
    said = "".join(plain)
    if purpose != Purpose.AREA and any(_claims_town(text) for text in (said, *plain)):
        raise AwardError("certification-claimed")
    if purpose == Purpose.PARTNER and any(_CERTIFIED_AS.search(text) for text in plain):
        raise AwardError("certification-claimed")
    if purpose == Purpose.NAMED and any(_IS_TOWN.search(text) for text in plain):
        raise AwardError("certification-claimed")
    if purpose == Purpose.NAMED and _RESOLVED.search(said):
        raise AwardError("resolution-claimed")


def _claims_town(text: str) -> bool:
    """Whether a text without gaps says of who is honoured that it is a town, or has the status of one."""
    begin = 0
    for town in _TOWN.finditer(text):
        joining = [one.lastgroup for one in _JOINED.finditer(text[begin : town.start()])]
        deciding = [group for group in joining if group != "neutral"]
        if town["status"] or deciding[-1:] == ["claiming"]:
            return True
        begin = town.end()
    return bool(_NAMED_TOWN.search(text))
