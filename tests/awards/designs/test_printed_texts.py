"""The printed texts of awards: digits by the settings, and the mark of a reprint."""

import subprocess

import pytest

from assessments.workflow.domain import Status
from awards.printing.actions import runs
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award
from awards.register.models.reprints import Reprint
from ecotown.common.thai import numerals
from tests import builders

pytestmark = pytest.mark.django_db
THAI_DIGITS = set("๐๑๒๓๔๕๖๗๘๙")


@pytest.fixture
def certificate(at, administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    issued = award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)
    award_results.AWARDS.make(issued.pk)
    issued.refresh_from_db()
    return issued


def text(file):
    """Return the text of a PDF without white space."""
    command = ["pdftotext", "-layout", "-", "-"]
    output = subprocess.run(command, input=file, capture_output=True, check=True).stdout.decode()
    return "".join(output.split())


def stored(row):
    with row.file.open() as file:
        return text(file.read())


def test_digits_are_arabic_where_the_settings_say_so(certificate):
    assert f"๑/{certificate.year}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) in stored(certificate)
    builders.set_setting(award_thai_digits=False)

    printed = text(award_documents.award_pdf(certificate))

    assert f"1/{certificate.year}" in printed
    assert not THAI_DIGITS & set(printed)


def test_a_reprint_says_on_its_face_that_it_is_one_and_keeps_the_number(certificate, administrator):
    reprint = award_actions.reprint_award(award=certificate, reason="ชำรุด", by=administrator)
    assert award_results.REPRINTS.make(reprint.pk)

    reprinted = stored(Reprint.objects.get())

    assert ("ฉบับพิมพ์ซ้ำ" in reprinted, "ฉบับพิมพ์ซ้ำ" in stored(certificate)) == (True, False)
    assert reprinted.replace("ฉบับพิมพ์ซ้ำ", "") == stored(certificate)


@pytest.mark.parametrize(
    ("has_thai_digits", "name"),
    [(False, "โรงงาน 304 จำกัด"), (True, "โรงงาน ๓๐๔ จำกัด")],
    ids=["typed", "Thai"],
)
def test_only_our_own_numbers_have_thai_digits_and_a_name_where_it_was_chosen(
    administrator, has_thai_digits, name
):
    ceremony = builders.ceremony(administrator)
    words = {"given_name": "โรงงาน 304 จำกัด", "given_recognition": "โรงงานที่ได้ ISO 14001 และ GI 5"}
    words |= {"has_thai_digits": has_thai_digits, "with_plaque": True}
    recipient = builders.recipient(ceremony, administrator, **words)
    runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=administrator)
    by_kind = {award.kind: award_documents.texts_of_award(award) for award in Award.objects.all()}

    assert {kind: texts.recipient for kind, texts in by_kind.items()} == {"certificate": name, "plaque": name}
    assert {texts.texts["level"] for texts in by_kind.values()} == {"โรงงานที่ได้ ISO 14001 และ GI 5"}
    year = numerals.digits(ceremony.fiscal_year)
    assert {texts.texts["year"] for texts in by_kind.values()} == {f"ประจำปีงบประมาณ พ.ศ. {year}"}
    number = numerals.digits(f"{by_kind['plaque'].texts['number'].split()[-1]}")
    assert by_kind["plaque"].texts["number"] == f"ล. {number}"
    assert by_kind["certificate"].texts["number"].endswith(f"/{year}")


def test_a_plaque_has_its_code_in_letters(administrator):
    ceremony = builders.ceremony(administrator)
    recipient = builders.recipient(ceremony, administrator, with_certificate=False, with_plaque=True)
    runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=administrator)
    plaque = Award.objects.get()

    printed = text(award_documents.award_pdf(plaque))

    assert f"รหัสตรวจสอบ{plaque.code}" in printed


def test_an_issued_plaque_keeps_the_number_that_it_was_given(administrator):
    builders.set_setting(certificate_number="{number}-{year}", plaque_number="{number}/{year}")
    ceremony = builders.ceremony(administrator)
    recipient = builders.recipient(ceremony, administrator, with_certificate=False, with_plaque=True)
    runs.start_run(ceremony=ceremony, recipients=[recipient.pk], by=administrator)
    builders.set_setting(plaque_number="ล. {number}/{year}")

    former = Award.objects.get()
    new = award_actions.replace_award(award=former, reason="ชำรุด", by=administrator)

    assert former.number == f"{former.running_number}/{former.year}"
    assert new.number == f"ล. {new.running_number}/{new.year}"
