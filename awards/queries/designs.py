"""The names that a design is tried with, and the names that designs may take."""

from django.conf import settings

from areas.models import TargetArea
from assessments.models import Cycle
from awards.domain.awards import Kind, number_text
from awards.domain.designs import Words
from awards.domain.fitting import NO_WIDTH
from awards.domain.purposes import Purpose
from awards.models import Design
from ecotown.common import thai

TRIALS = ("longest", "shortest")
# What stands in the other boxes of a trial, on certificates and plaques alike.
LEVELS = {
    "longest": "ระดับที่ 5 เมืองน่าอยู่คู่อุตสาหกรรม (Happiness)",
    "shortest": "ระดับที่ 1 การมีส่วนร่วม",
}
# As long and as short as names and recognitions get; none of them exists.
OTHERS = {
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
ADDRESS = "https://example.go.th/verify/23456789abcdefghjkmn/"


def trial_words(which: str, kind: str = Kind.CERTIFICATE, purpose: Purpose = Purpose.AREA) -> Words:
    """The words of a sample that is of no award.

    With the "longest" or the "shortest" real name of an area, or with names of others as long and as short.
    """
    cycle = Cycle.objects.first()
    year = cycle.year if cycle else 2569
    texts = {
        **(_of_area(which) if purpose == Purpose.AREA else OTHERS[purpose, which]),
        "meeting": _meeting(purpose, year),
        "year": f"ประจำปี พ.ศ. {year}",
        "issued": f"ให้ไว้ ณ วันที่ 28 พฤศจิกายน {year}",
        "number": number_text(settings.AWARD_NUMBERS[kind], 999, year),
        "reprint": "" if which == "shortest" else "ฉบับพิมพ์ซ้ำ",
    }
    texts = {slot: thai.digits(text) if settings.AWARD_THAI_DIGITS else text for slot, text in texts.items()}
    texts |= {"address": ADDRESS.replace("/", f"/{NO_WIDTH}"), "code": "23456 789ab cdefg hjkmn"}
    return Words(texts.pop("recipient"), texts, ADDRESS)


def free_design_name(name: str) -> str:
    """The name, with a number behind it where another design has it."""
    taken = set(Design.objects.filter(name__startswith=name).values_list("name", flat=True))
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found


def _meeting(purpose, year):
    if purpose == Purpose.NAMED:
        return ""
    said = f"การประชุมครั้งที่ 10-2/{year} เมื่อวันที่ 28 พฤศจิกายน {year}"
    return f"ใน{said}" if purpose == Purpose.AREA else f"ตามมติคณะกรรมการใน{said}"


def _of_area(which):
    areas = TargetArea.objects.exclude(name_th="").select_related("province")
    found = sorted(areas, key=lambda area: (len(area.name_th), area.key))
    area = (found[-1] if which == "longest" else found[0]) if found else None
    return {
        "recipient": area.name_th if area else "เทศบาลนครอ้อมน้อย",
        "place": f"จังหวัด{area.province.name_th if area else 'สมุทรสาคร'}",
        "level": LEVELS[which],
    }
