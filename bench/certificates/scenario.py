"""The certificates of the benchmark: real place names, made-up results."""

import json
import random
from pathlib import Path

from awards.designs.domain.designs import AwardTexts, DesignSpec, Signatory
from awards.designs.domain.layouts import LAYOUTS
from ecotown.common.thai import numerals

AREAS = Path(__file__).resolve().parents[2] / "fixtures/target-areas.json"
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def benchmark_design() -> DesignSpec:
    """Return the landscape design with its usual wording."""
    layout = LAYOUTS["certificate-landscape"]
    texts = {
        "department": "กรมโรงงานอุตสาหกรรม",
        "given": "เกียรติบัตรฉบับนี้ให้ไว้เพื่อแสดงว่า",
        "granted": "ได้รับการรับรองเป็นเมืองอุตสาหกรรมเชิงนิเวศ",
        "resolution": "ตามมติคณะกรรมการชำนาญการการพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ",
        "number-label": "เลขที่",
        "verify-label": "ตรวจสอบเกียรติบัตรฉบับนี้ได้ที่",
    }
    signatory = Signatory("นายตัวอย่าง สมมุตินาม", "อธิบดีกรมโรงงานอุตสาหกรรม")
    return DesignSpec(layout.name, layout.kind, layout.width, layout.height, 0, texts, (signatory,))


def award_texts(count: int) -> list[AwardTexts]:
    """Return the texts of `count` certificates, each with a number, code and name of its own."""
    areas = json.loads(AREAS.read_text(encoding="utf-8"))["areas"]
    generator = random.Random(2569)
    all_texts = []
    for number in range(count):
        area = areas[number % len(areas)]
        name = area["area_th"] or f"พื้นที่เป้าหมายในจังหวัด{area['province_th']}"
        repetition = f" {number // len(areas) + 1}" if number >= len(areas) else ""
        code = "".join(generator.choices(LETTERS, k=20))
        address = f"https://portal.example/verify/{code}/"
        level = 1 + number % 5
        texts = {
            "place": f"จังหวัด{area['province_th']}",
            "level": f"ระดับที่ {numerals.digits(level)} ตัวอย่างชื่อของระดับ",
            "year": "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙",
            "meeting": "ในการประชุมครั้งที่ ๒/๒๕๖๙ วันที่ ๑๒ มีนาคม ๒๕๖๙",
            "issued": "ให้ไว้ ณ วันที่ ๑ เมษายน ๒๕๖๙",
            "number": numerals.digits(f"{number + 1}/2569"),
            "address": address,
            "code": "รหัสตรวจสอบ " + " ".join(code[start : start + 5] for start in range(0, 20, 5)),
        }
        all_texts.append(AwardTexts(numerals.digits(name + repetition), texts, address))
    return all_texts
