"""The accounts and the areas of the demonstration."""

from dataclasses import dataclass
from datetime import timedelta

from assessments.domain.workflow import Status
from ecotown.accounts.models import Role


@dataclass(frozen=True, slots=True)
class Account:
    """One demonstration account; `provinces` by Thai name, for officers."""

    username: str
    role: Role
    signing_name: str
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """How far an area has come: its values reach `level`, `share` of 100 answered, taken to `state`.

    `has_evidence` says whether papers prove some of its values.
    `slip` is an indicator whose first number is typed ten times too high, so that its warning shows.
    """

    area: str
    officer: str
    level: int
    state: Status
    share: int = 100
    ahead: int = 60
    granted_level: int | None = None
    reason: str = ""
    has_evidence: bool = False
    slip: str = ""


SIKHIO = "nakhon-ratchasima-five-sub-districts-of-sikhio-district-sikhio-mittraphap-nong-y"
IRPC = "rayong-irpc-industrial-zone"
OFFICER = "officer"
ASSESSORS = ("assessor-internal", "assessor-external")
ADMINISTRATOR = "administrator"

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
)

# Who sits in the demonstration's meeting of the committee; nobody of that name exists.
MEETING = {
    "place": "ห้องประชุมสาธิต",
    "chair": "ประธานกรรมการ (สาธิต)",
    "participants": "กรรมการผู้ทรงคุณวุฒิ (สาธิต)\nผู้แทนหน่วยงาน (สาธิต)\nฝ่ายเลขานุการ (สาธิต)",
}

# The ceremony of the year before, its designs by what they are for, and who is honoured by name.
CEREMONY = {
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
SHARED_LEVEL = "ผู้ร่วมพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ {level} (ข้อมูลสาธิต)"
HONOURED_BY_NAME = (
    ("โรงงานตัวอย่างที่หนึ่ง (สาธิต)", "โรงงานอุตสาหกรรมที่มีส่วนร่วมกับชุมชน (ข้อมูลสาธิต)"),
    ("โรงงานตัวอย่างที่สอง (สาธิต)", "โรงงานอุตสาหกรรมที่ใช้น้ำหมุนเวียน (ข้อมูลสาธิต)"),
)

# What the internal audit sends back in the scene that ends as returned.
RETURNED = (
    ("EN1.1", "ข้อมูลสาธิต: จำนวนโรงงานทั้งหมดไม่ตรงกับทะเบียน โปรดตรวจสอบและแนบหลักฐาน"),
    ("EN9.1", "ข้อมูลสาธิต: โปรดแนบรายชื่อเครือข่ายพร้อมหน้าที่อ้างอิง"),
    ("SO1.1", "ข้อมูลสาธิต: โปรดระบุช่วงเวลาที่สำรวจ"),
)
TIME_TO_CORRECT = timedelta(days=14)

SCENES = (
    Scene("rayong-pollution-control-zone-map-ta-phut", "officer-rayong", 4, Status.INTERNAL_AUDIT),
    Scene(IRPC, "officer-rayong", 3, Status.DRAFT, share=55, slip="EN1.2"),
    Scene("pathum-thani-bang-kadi-sub-district", "officer-provinces", 4, Status.EXTERNAL_AUDIT),
    Scene("pathum-thani-lat-lum-kaeo-district", "officer-provinces", 2, Status.DRAFT, share=20),
    Scene(SIKHIO, "officer-provinces", 4, Status.COMMITTEE, ahead=80),
    Scene("songkhla-sadao-district", "officer-provinces", 2, Status.GRANTED),
    Scene(
        "songkhla-chalung-sub-district",
        "officer-provinces",
        3,
        Status.PUBLISHED,
        granted_level=2,
        reason="ข้อมูลสาธิต: ที่ประชุมเห็นว่าข้อมูลการมีส่วนร่วมยังไม่ครบถ้วน",
    ),
    Scene("phetchaburi-cha-am", "officer-provinces", 1, Status.DRAFT, share=100),
    Scene("lampang-mae-mo-district", "officer-provinces", 1, Status.RETURNED, ahead=30),
)

# The year before: one area that goes on this year, and others for the range in which their values lie.
LAST_YEAR = (
    Scene(IRPC, "officer-rayong", 2, Status.PUBLISHED, ahead=40),
    *(
        Scene(area, "officer-provinces", level, Status.PUBLISHED, ahead=ahead)
        for area, level, ahead in (
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

MAIN = Scene(
    "samut-sakhon-om-noi-city-municipality-krathum-baen-district",
    OFFICER,
    3,
    Status.PUBLISHED,
    ahead=70,
    has_evidence=True,
)
