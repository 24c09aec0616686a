"""The longest and the shortest name that a design is tried with."""

from areas.models import TargetArea
from assessments.models import Cycle
from awards.domain.designs import Words
from awards.domain.fitting import NO_WIDTH
from ecotown.common import thai

# What stands in the other boxes of a trial, on certificates and plaques alike.
LEVELS = {
    "longest": "ระดับที่ ๕ เมืองน่าอยู่คู่อุตสาหกรรม (Happiness)",
    "shortest": "ระดับที่ ๑ การมีส่วนร่วม",
}
ADDRESS = "https://example.go.th/verify/23456789abcdefghjkmn/"


def trial_words(which: str) -> Words:
    """The words of a certificate with the "longest" or the "shortest" real name; a sample, of no award."""
    areas = TargetArea.objects.exclude(name_th="").select_related("province")
    found = sorted(areas, key=lambda area: (len(area.name_th), area.key))
    area = (found[-1] if which == "longest" else found[0]) if found else None
    cycle = Cycle.objects.first()
    year = thai.digits(cycle.year if cycle else 2569)
    texts = {
        "place": f"จังหวัด{area.province.name_th}" if area else "จังหวัดสมุทรสาคร",
        "level": LEVELS[which],
        "year": f"ประจำปี พ.ศ. {year}",
        "meeting": f"ในการประชุมครั้งที่ ๑๐-๒/{year} เมื่อวันที่ ๒๘ พฤศจิกายน {year}",
        "issued": f"ให้ไว้ ณ วันที่ ๒๘ พฤศจิกายน {year}",
        "number": f"๙๙๙/{year}",
        "reprint": "ฉบับพิมพ์ซ้ำ" if which == "longest" else "",
        "address": ADDRESS.replace("/", f"/{NO_WIDTH}"),
        "code": "23456 789ab cdefg hjkmn",
    }
    return Words(thai.digits(area.name_th) if area else "เทศบาลนครอ้อมน้อย", texts, ADDRESS)
