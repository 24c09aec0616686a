"""Evidence files of the demonstration: invented content, generated when needed, with citations."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from assessments.evidence import actions
from assessments.evidence.domain import expected_items
from assessments.workflow import queries
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.files import previews, uploads
from ecotown.common.pdf import rendering
from ecotown.configuration.queries import current


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """An evidence file; `citations` has indicator code, page and note of each citation of its first item."""

    name: str
    title: str
    citations: tuple[tuple[str, str, str], ...]
    lines: tuple[str, ...] = ()
    is_picture: bool = False


EVIDENCE_FILES = (
    EvidenceFile(
        "ผลวิเคราะห์น้ำทิ้ง (ข้อมูลสาธิต).pdf",
        "รายงานผลวิเคราะห์น้ำทิ้งของโรงงาน",
        citations=(("EN1.1", "1", "ตารางสรุปผลทั้งปี"),),
        lines=("ตารางสรุปจำนวนโรงงานที่น้ำทิ้งผ่านมาตรฐานทุกครั้งที่ตรวจวัด", "ตัวเลขทั้งหมดสมมติขึ้นเพื่อการสาธิต"),
    ),
    EvidenceFile(
        "แผนแม่บทและทะเบียนเครือข่าย (ข้อมูลสาธิต).pdf",
        "แผนแม่บทการพัฒนาเมืองอุตสาหกรรมเชิงนิเวศ",
        citations=(("MG1.1", "1", ""), ("EN9.1", "1", "ทะเบียนเครือข่ายท้ายแผน")),
        lines=("แผนปฏิบัติการ ผู้รับผิดชอบ และทะเบียนเครือข่ายเฝ้าระวังสิ่งแวดล้อม", "เนื้อหาสมมติขึ้นเพื่อการสาธิต"),
    ),
    EvidenceFile(
        "พื้นที่สีเขียว (ข้อมูลสาธิต).jpg",
        "พื้นที่สีเขียวและแนวกันชน",
        citations=(("PH2.1", "", "ภาพวาดแทนภาพถ่าย"),),
        is_picture=True,
    ),
)


def add_evidence(assessment: Assessment, *, by: User) -> Iterator[str]:
    """Add and cite each file with the actions that officers use; yields one line of the log."""
    edition = queries.edition_of(assessment)
    for file in EVIDENCE_FILES:
        content = io.BytesIO(_content(file, assessment))
        limit = current().evidence_max_mb * uploads.MEGABYTE
        upload = uploads.examine(content, file.name, max_bytes=limit)
        evidence, _is_new = actions.add_evidence(assessment=assessment, upload=upload, by=by)
        for code, page, note in file.citations:
            expected = expected_items(edition.by_code[code].evidence_th)[0]
            actions.cite(evidence=evidence, code=code, expected=expected, page=page, note=note, by=by)
    count = sum(len(file.citations) for file in EVIDENCE_FILES)
    yield f"แนบหลักฐาน {len(EVIDENCE_FILES)} ไฟล์ อ้างในตัวชี้วัด {count} แห่ง โดย {by}"


def _content(file: EvidenceFile, assessment: Assessment) -> bytes:
    context = {"evidence_file": file, "area": assessment.area.name_th, "year": assessment.cycle.year}
    pdf_content = rendering.render("demonstration/evidence.html", context)
    if not file.is_picture:
        return pdf_content
    content = io.BytesIO()
    with Image.open(io.BytesIO(previews.of_pdf(io.BytesIO(pdf_content)))) as picture:
        picture.convert("RGB").save(content, format="JPEG", quality=85)
    return content.getvalue()
