"""Trial texts of designs, and free names for designs."""

from django.conf import settings
from django.urls import reverse

from areas.models import TargetArea
from assessments.workflow.models import Cycle
from awards.designs.domain.designs import AwardTexts
from awards.designs.domain.fitting import NO_WIDTH
from awards.designs.domain.kinds import AwardKind, award_number
from awards.designs.domain.purposes import Purpose
from awards.designs.models import Design
from awards.designs.words import own_digits
from ecotown.configuration.queries import current

TRIALS = ("longest", "shortest")
# The texts of the level in a trial, on certificates and plaques alike.
TRIAL_LEVELS = {
    "longest": "ระดับที่ 5 เมืองน่าอยู่คู่อุตสาหกรรม (Happiness)",
    "shortest": "ระดับที่ 1 การมีส่วนร่วม",
}
# The longest and shortest texts to expect of recipients by name; none of them exists.
NAMED_TRIAL_TEXTS = {
    (Purpose.NAMED, "longest"): {
        "recipient": "บริษัท ตัวอย่างอุตสาหกรรมเคมีภัณฑ์และบรรจุภัณฑ์ (ประเทศไทย) จำกัด (มหาชน)",
        "place": "นิคมอุตสาหกรรมตัวอย่างมาบตาพุด จังหวัดพระนครศรีอยุธยา",
        "level": "โรงงานต้นแบบด้านการใช้ทรัพยากรอย่างคุ้มค่า และการอยู่ร่วมกับชุมชนอย่างยั่งยืน ระดับดีเยี่ยม",
    },
    (Purpose.NAMED, "shortest"): {"recipient": "โรงงาน ก", "place": "", "level": "CSR-DIW"},
    (Purpose.PARTNER, "longest"): {
        "recipient": "องค์การบริหารส่วนตำบลตัวอย่างมาบตาพุดพัฒนา อำเภอตัวอย่างนคร",
        "place": "นิคมอุตสาหกรรมตัวอย่างมาบตาพุด จังหวัดพระนครศรีอยุธยา",
        "level": "ผู้ร่วมพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 5 เมืองน่าอยู่คู่อุตสาหกรรม (Happiness)",
    },
    (Purpose.PARTNER, "shortest"): {
        "recipient": "อบต. ก",
        "place": "จังหวัดตาก",
        "level": "ผู้ร่วมพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ ระดับที่ 1",
    },
}
TRIAL_CODE = "23456789abcdefghjkmn"


def trial_texts(trial: str, kind: str = AwardKind.CERTIFICATE, purpose: Purpose = Purpose.AREA) -> AwardTexts:
    """Return the texts of a sample of a design that belongs to no award.

    They have the "longest" or the "shortest" name of an area, or made-up names of recipients by name of
    comparable length.
    """
    cycle = Cycle.objects.first()
    year = cycle.year if cycle else 2569
    texts = {
        **(_area_texts(trial) if purpose == Purpose.AREA else NAMED_TRIAL_TEXTS[purpose, trial]),
        "meeting": own_digits(_meeting(purpose, year)),
        "year": f"ประจำปีงบประมาณ พ.ศ. {own_digits(year)}",
        "issued": f"ให้ไว้ ณ วันที่ {own_digits(f'28 พฤศจิกายน พ.ศ. {year}')}",
        "number": own_digits(award_number(number_format(kind), 9999, year)),
        "reprint": "" if trial == "shortest" else "ฉบับพิมพ์ซ้ำ",
        "address": trial_address().replace("/", f"/{NO_WIDTH}"),
        "code": "รหัสตรวจสอบ 23456 789ab cdefg hjkmn",
    }
    return AwardTexts(texts.pop("recipient"), texts, trial_address())


def number_format(kind: str) -> str:
    """Return how the number of an award that is issued now is written."""
    configuration = current()
    formats = {
        AwardKind.CERTIFICATE: configuration.certificate_number,
        AwardKind.PLAQUE: configuration.plaque_number,
    }
    return formats[AwardKind(kind)]


def trial_address() -> str:
    """Return an address of the verification as long as those in QR codes."""
    return f"{settings.SITE_URL}{reverse('awards:verify', args=[TRIAL_CODE])}"


def free_design_name(name: str) -> str:
    """Return the name, followed by a number when another design has it."""
    taken_names = set(Design.objects.filter(name__startswith=name).values_list("name", flat=True))
    free_name, number = name, 1
    while free_name in taken_names:
        number += 1
        free_name = f"{name} ({number})"
    return free_name


def _meeting(purpose: Purpose, year: int) -> str:
    if purpose == Purpose.NAMED:
        return ""
    meeting = f"การประชุมครั้งที่ 10-2/{year} เมื่อวันที่ 28 พฤศจิกายน พ.ศ. {year}"
    return f"ใน{meeting}" if purpose == Purpose.AREA else f"ตามมติคณะกรรมการใน{meeting}"


def _area_texts(trial: str) -> dict[str, str]:
    named_areas = TargetArea.objects.exclude(name_th="").select_related("province")
    areas = sorted(named_areas, key=lambda area: (len(area.name_th), area.key))
    area = (areas[-1] if trial == "longest" else areas[0]) if areas else None
    return {
        "recipient": area.name_th if area else "เทศบาลนครอ้อมน้อย",
        "place": f"จังหวัด{area.province.name_th if area else 'สมุทรสาคร'}",
        "level": own_digits(TRIAL_LEVELS[trial]),
    }
