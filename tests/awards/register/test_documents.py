"""The PDF of a certificate: size, texts, and a QR code with the address of the verification."""

import re
import subprocess

import pytest
import zxingcpp
from PIL import Image

from assessments.workflow.domain import Status
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from ecotown.common.thai import numerals

LONGEST_NAME = "5 ตำบล อำเภอสีคิ้ว (สีคิ้ว มิตรภาพ หนองหญ้าขาว ลาดบัวขาว กุดน้อย)"


@pytest.fixture
def certificate(at, administrator):
    return award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)


@pytest.fixture
def written(certificate, tmp_path):
    """Return the path of the rendered certificate."""
    path = tmp_path / "certificate.pdf"
    path.write_bytes(award_documents.award_pdf(certificate))
    return path


def picture(path, resolution=150):
    command = ["pdftoppm", "-r", str(resolution), "-singlefile", path, path.with_suffix("")]
    subprocess.run(command, check=True)
    with Image.open(path.with_suffix(".ppm")) as image:
        return image.convert("RGB")


def text(path):
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout


def test_it_is_one_landscape_a4_page_with_embedded_subset_fonts(written):
    facts = subprocess.run(["pdfinfo", written], capture_output=True, text=True, check=True).stdout
    fonts = subprocess.run(
        ["pdffonts", written], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]

    assert "Pages:           1\n" in facts
    assert re.search(r"841\.89 x 595\.2\d+ pts \(A4\)", facts)
    assert fonts
    assert all("Sarabun" in line and " yes yes " in line for line in fonts)


def test_it_names_area_level_year_meeting_and_number_with_thai_digits(written, certificate):
    printed = "".join(text(written).split())

    for expected in (
        "ระดับที่๓",
        "๑๐-๒/๒๕๖๙",
        "เมื่อวันที่๑๒มีนาคมพ.ศ.๒๕๖๙",
        "ให้ไว้ณวันที่",
        f"๑/{numerals.digits(certificate.year)}",
    ):
        assert expected in printed
    name = "".join(str(certificate.assessment.area).split())  # stays as it was typed
    assert name in printed
    assert not set("0123456789") & set(printed.split("http")[0].replace(name, ""))


def test_its_qr_code_opens_the_verification_page(written, certificate):
    (barcode,) = zxingcpp.read_barcodes(picture(written))

    assert barcode.text == certificate.verification_url
    assert barcode.text.endswith(f"/verify/{certificate.code}/")


def test_the_longest_real_name_stays_inside_the_frame(certificate, tmp_path):
    area = certificate.assessment.area
    type(area).objects.filter(pk=area.pk).update(name_th=LONGEST_NAME)
    path = tmp_path / "long.pdf"

    path.write_bytes(award_documents.award_pdf(certificate))

    boxes = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout.split("<word ")[1:]
    for box in boxes:
        values = dict(part.split("=") for part in box.split(">")[0].replace('"', "").split())
        assert float(values["xMin"]) > 40
        assert float(values["xMax"]) < 841.89 - 40


def test_demonstration_values_are_marked_across_the_page(certificate, tmp_path):
    unmarked, marked = tmp_path / "plain.pdf", tmp_path / "marked.pdf"
    unmarked.write_bytes(award_documents.award_pdf(certificate))
    certificate.is_demonstration = True

    marked.write_bytes(award_documents.award_pdf(certificate))

    assert "ไม่ใช่เกียรติบัตร" not in text(unmarked)
    assert "ไม่ใช่เกียรติบัตร" in text(marked)
