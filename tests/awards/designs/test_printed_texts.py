"""The printed texts of awards: digits by the settings, and the mark of a reprint."""

import subprocess

import pytest

from assessments.workflow.domain import Status
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from awards.register.models.reprints import Reprint

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


def test_digits_are_arabic_where_the_settings_say_so(certificate, settings):
    assert f"๑/{certificate.year}".translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")) in stored(certificate)
    settings.AWARD_THAI_DIGITS = False

    printed = text(award_documents.award_pdf(certificate))

    assert f"1/{certificate.year}" in printed
    assert not THAI_DIGITS & set(printed)


def test_a_reprint_says_on_its_face_that_it_is_one_and_keeps_the_number(certificate, administrator):
    reprint = award_actions.reprint_award(award=certificate, reason="ชำรุด", by=administrator)
    assert award_results.REPRINTS.make(reprint.pk)

    reprinted = stored(Reprint.objects.get())

    assert ("ฉบับพิมพ์ซ้ำ" in reprinted, "ฉบับพิมพ์ซ้ำ" in stored(certificate)) == (True, False)
    assert reprinted.replace("ฉบับพิมพ์ซ้ำ", "") == stored(certificate)
