"""Designs and texts for tests of files, with the shortest and the longest name of a target area."""

import io
import subprocess
from dataclasses import replace

from PIL import Image

from awards.designs.domain.designs import AwardTexts, DesignSpec, Signatory
from awards.designs.domain.layouts import LAYOUTS

SHORTEST = "ชะอำ"
LONGEST = "๕ ตำบล อำเภอสีคิ้ว (สีคิ้ว มิตรภาพ หนองหญ้าขาว ลาดบัวขาว กุดน้อย)"
TEXTS = {
    "department": "กรมโรงงานอุตสาหกรรม",
    "given": "เกียรติบัตรฉบับนี้ให้ไว้เพื่อแสดงว่า",
    "granted": "ได้รับการรับรองเป็นเมืองอุตสาหกรรมเชิงนิเวศ",
    "resolution": "ตามมติคณะกรรมการชำนาญการการพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ",
    "number-label": "เลขที่",
    "verify-label": "ตรวจสอบเกียรติบัตรฉบับนี้ได้ที่",
}
DEMONSTRATION = {
    "demonstration": "ข้อมูลสาธิต",
    "void": "ใช้เป็นหลักฐานมิได้",
    "band": "เอกสารสาธิตของระบบ ไม่ใช่เอกสารของกรม",
}
SIGNATORY = Signatory("นายตัวอย่าง สมมุตินาม", "อธิบดีกรมโรงงานอุตสาหกรรม")


def design(name, **changes):
    layout = LAYOUTS[name]
    texts = {slot.name: TEXTS[slot.name] for slot in layout.fixed}
    size = layout.width, layout.height, layout.bleed
    return replace(DesignSpec(name, layout.kind, *size, texts, (SIGNATORY,)), **changes)


def award_texts(recipient=SHORTEST, number=1, **texts):
    address = f"https://portal.example/verify/k7m2p9q4r8t3w6x5{number:04d}/"
    usual = {
        "place": "จังหวัดนครราชสีมา",
        "level": "ระดับที่ ๓ การพึ่งพาอาศัย",
        "year": "ประจำปีงบประมาณ พ.ศ. ๒๕๖๙",
        "meeting": "ในการประชุมครั้งที่ ๑๐-๒/๒๕๖๙ เมื่อวันที่ ๑๒ มีนาคม ๒๕๖๙",
        "issued": "ให้ไว้ ณ วันที่ ๑ เมษายน พ.ศ. ๒๕๖๙",
        "number": f"{number}/2569".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
        "address": address.replace("/", "/\u200b"),
        "code": "รหัสตรวจสอบ k7m2p 9q4r8 t3w6x 50001",
    }
    return AwardTexts(recipient, usual | texts, address)


def picture(content, resolution=100):
    """Return the first page of a PDF as an image rendered by poppler."""
    command = ["pdftoppm", "-r", str(resolution), "-singlefile", "-"]
    drawn = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout
    with Image.open(io.BytesIO(drawn)) as image:
        return image.convert("RGB")


def text_boxes(content, path):
    """Yield the boxes of the words of a PDF in points: left, top, right, bottom."""
    path.write_bytes(content)
    output = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    for row in output.split("<word ")[1:]:
        values = dict(part.split("=") for part in row.split(">")[0].replace('"', "").split())
        yield tuple(float(values[edge]) for edge in ("xMin", "yMin", "xMax", "yMax"))
