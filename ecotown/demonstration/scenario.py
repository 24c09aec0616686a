"""Data of the demonstration scenario: accounts, areas, meeting and ceremony."""

from dataclasses import dataclass
from datetime import timedelta

from assessments.committee.domain import Attendance, Person, Seat
from assessments.workflow.domain import Status
from ecotown.accounts.models import Role


@dataclass(frozen=True, slots=True)
class Account:
    """A demonstration account; `provinces` are Thai names, for officers only."""

    username: str
    role: Role
    signing_name: str
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaScenario:
    """What happens to one area: `share` percent of the indicators get values of `level`, up to `state`.

    `ahead_percent` is the percentage of indicators without a gate that meet the next level already.
    `has_evidence`: whether files are added as evidence for some values.
    `slip_code` is the code of an indicator whose first input is entered ten times too high, for a warning.
    """

    area: str
    officer: str
    level: int
    state: Status
    share: int = 100
    ahead_percent: int = 60
    granted_level: int | None = None
    reason: str = ""
    has_evidence: bool = False
    slip_code: str = ""


SIKHIO = "nakhon-ratchasima-five-sub-districts-of-sikhio-district-sikhio-mittraphap-nong-y"
IRPC = "rayong-irpc-industrial-zone"
OFFICER = "officer"
ASSESSORS = ("assessor-internal", "assessor-external")
ADMINISTRATOR = "administrator"
CONTACT = {
    "contact_name": "ผู้ดูแลระบบสาธิต (ข้อมูลตัวอย่าง)",
    "contact_phone": "0 0000 0000",
    "contact_mail": "demonstration@ecotown.invalid",
}
SECOND_ADMINISTRATOR = "administrator-second"  # who decides on what the first proposed

ACCOUNTS = (
    Account(OFFICER, Role.OFFICER, "เจ้าหน้าที่อุตสาหกรรมจังหวัดสมุทรสาคร (สาธิต)", ("สมุทรสาคร",)),
    Account("officer-rayong", Role.OFFICER, "เจ้าหน้าที่อุตสาหกรรมจังหวัดระยอง (สาธิต)", ("ระยอง",)),
    Account(
        "officer-provinces",
        Role.OFFICER,
        "เจ้าหน้าที่อุตสาหกรรมจังหวัดอื่น (สาธิต)",
        (
            *("ปทุมธานี", "นครราชสีมา", "สงขลา", "เพชรบุรี", "ลำปาง", "ชลบุรี", "ขอนแก่น", "ฉะเชิงเทรา"),
            *("นครปฐม", "ปราจีนบุรี", "ราชบุรี", "สมุทรปราการ", "สระบุรี"),
        ),
    ),
    Account(ASSESSORS[0], Role.ASSESSOR, "ผู้ตรวจประเมินภายใน (สาธิต)"),
    Account(ASSESSORS[1], Role.ASSESSOR, "ผู้ตรวจประเมินภายนอก (สาธิต)"),
    Account(ADMINISTRATOR, Role.ADMINISTRATOR, "ผู้ดูแลระบบ (สาธิต)"),
    Account(SECOND_ADMINISTRATOR, Role.ADMINISTRATOR, "ผู้ดูแลระบบท่านที่สอง (สาธิต)"),
)

# The committee meeting of the demonstration; the names are invented.
MEETING_FACTS = {
    "place": "ห้องประชุมสาธิต",
}
ROSTER = (
    Person("ประธานกรรมการ (สาธิต)", "ตำแหน่งสาธิต", seat=Seat.CHAIR),
    Person("กรรมการผู้ทรงคุณวุฒิ (สาธิต)", "ตำแหน่งสาธิต"),
    Person("ผู้แทนหน่วยงาน (สาธิต)", "ตำแหน่งสาธิต", Attendance.ABSENT, note="ติดราชการ"),
    Person("ฝ่ายเลขานุการ (สาธิต)", "ตำแหน่งสาธิต", seat=Seat.SECRETARY),
)

# The ceremony for the year before, its designs by column of Ceremony, and recipients without an area.
CEREMONY_FACTS = {
    "name": "พิธีมอบโล่และเกียรติบัตรเมืองอุตสาหกรรมเชิงนิเวศ (สาธิต)",
    "place": "ห้องประชุมสาธิต",
    "presiding": "ประธานในพิธี (สาธิต)",
    "presiding_position": "ตำแหน่งสาธิต",
}
DESIGNS = {
    "certificate_design": ("เกียรติบัตรพื้นที่ (สาธิต)", "certificate-landscape"),
    "plaque_design": ("โล่พื้นที่ (สาธิต)", "plaque"),
    "partner_certificate_design": ("เกียรติบัตรผู้ร่วมพัฒนาพื้นที่ (สาธิต)", "certificate-portrait"),
    "partner_plaque_design": None,
    "named_certificate_design": ("เกียรติบัตรโรงงานและเครือข่าย (สาธิต)", "certificate-portrait"),
    "named_plaque_design": None,
}
SIGNATORY = "ผู้ลงนามสาธิต"
SIGNATORY_POSITION = "ตำแหน่งสาธิต"
LOCAL_GOVERNMENT = "องค์กรปกครองส่วนท้องถิ่นตัวอย่าง (สาธิต)"
PARTNER_RECOGNITION = "ผู้ร่วมพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ {level} (ข้อมูลสาธิต)"
NAMED_RECIPIENTS = (
    ("โรงงานตัวอย่างที่หนึ่ง (สาธิต)", "โรงงานอุตสาหกรรมที่มีส่วนร่วมกับชุมชน (ข้อมูลสาธิต)"),
    ("โรงงานตัวอย่างที่สอง (สาธิต)", "โรงงานอุตสาหกรรมที่ใช้น้ำหมุนเวียน (ข้อมูลสาธิต)"),
)

# Indicator and reason of what the internal audit returns in the scenario with state RETURNED.
RETURNED_ITEMS = (
    ("EN1.1", "ข้อมูลสาธิต: จำนวนโรงงานทั้งหมดไม่ตรงกับทะเบียน โปรดตรวจสอบและแนบหลักฐาน"),
    ("EN9.1", "ข้อมูลสาธิต: โปรดแนบรายชื่อเครือข่ายพร้อมหน้าที่อ้างอิง"),
    ("SO1.1", "ข้อมูลสาธิต: โปรดระบุช่วงเวลาที่สำรวจ"),
)
TIME_TO_CORRECT = timedelta(days=14)

# Questions of the public about last year's results: the first leads to a correction, the second waits.
ASKED_AREAS = ("saraburi", "chachoengsao")
ASKED_CODE = "EN1.1"
QUESTIONS = (
    "ข้อมูลสาธิต: จำนวนโรงงานที่น้ำทิ้งผ่านค่ามาตรฐานนับรวมโรงงานที่ไม่ได้ตรวจวัดด้วยหรือไม่",
    "ข้อมูลสาธิต: ร้อยละของโรงงานที่น้ำทิ้งผ่านค่ามาตรฐานคิดจากการตรวจวัดกี่ครั้งต่อปี",
)
CORRECTED_PERCENT = 85
CORRECTION_REASON = "ข้อมูลสาธิต: นับรวมโรงงานที่ไม่ได้ตรวจวัดน้ำทิ้ง"
KEPT_LEVEL_REASON = "ข้อมูลสาธิต: โรงงานที่ไม่ได้ตรวจวัดได้ตรวจวัดเพิ่มแล้ว และจะรายงานในรอบถัดไป"
ANSWER = "ข้อมูลสาธิต: นับรวมจริง จึงได้แก้ไขค่าและคำนวณระดับใหม่แล้ว ตามรายการแก้ไขในหน้าของพื้นที่"

AREA_SCENARIOS = (
    AreaScenario("rayong-pollution-control-zone-map-ta-phut", "officer-rayong", 4, Status.INTERNAL_AUDIT),
    AreaScenario(IRPC, "officer-rayong", 3, Status.DRAFT, share=55, slip_code="EN1.2"),
    AreaScenario("pathum-thani-bang-kadi-sub-district", "officer-provinces", 4, Status.EXTERNAL_AUDIT),
    AreaScenario("pathum-thani-lat-lum-kaeo-district", "officer-provinces", 2, Status.DRAFT, share=20),
    AreaScenario(SIKHIO, "officer-provinces", 4, Status.COMMITTEE, ahead_percent=80),
    AreaScenario("songkhla-sadao-district", "officer-provinces", 2, Status.GRANTED),
    AreaScenario(
        "songkhla-chalung-sub-district",
        "officer-provinces",
        3,
        Status.PUBLISHED,
        granted_level=2,
        reason="ข้อมูลสาธิต: ที่ประชุมเห็นว่าข้อมูลการมีส่วนร่วมยังไม่ครบถ้วน",
    ),
    AreaScenario("phetchaburi-cha-am", "officer-provinces", 1, Status.DRAFT, share=100),
    AreaScenario("lampang-mae-mo-district", "officer-provinces", 1, Status.RETURNED, ahead_percent=30),
)

# The year before: an area that is assessed again this year, and others whose values give a peer range.
LAST_YEAR = (
    AreaScenario(IRPC, "officer-rayong", 2, Status.PUBLISHED, ahead_percent=40),
    *(
        AreaScenario(area, "officer-provinces", level, Status.PUBLISHED, ahead_percent=ahead_percent)
        for area, level, ahead_percent in (
            ("chon-buri", 4, 20),
            ("khon-kaen", 2, 40),
            ("chachoengsao", 3, 60),
            ("nakhon-pathom", 1, 50),
            ("prachin-buri", 3, 30),
            ("ratchaburi", 2, 70),
            ("samut-prakan", 4, 40),
            ("saraburi", 3, 50),
        )
    ),
)

MAIN_SCENARIO = AreaScenario(
    "samut-sakhon-om-noi-city-municipality-krathum-baen-district",
    OFFICER,
    3,
    Status.PUBLISHED,
    ahead_percent=70,
    has_evidence=True,
)
