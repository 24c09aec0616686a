"""Comparing a visitor's file with the register: in memory, within limits, stored nowhere."""

import io
import re
import subprocess
import tempfile
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client

from assessments.committee import results as committee_results
from assessments.committee.actions import minutes as minute_actions
from assessments.reports import actions as report_actions
from assessments.reports.domain import ReportPackage
from assessments.reports.results import REPORTS
from assessments.workflow.queries import assessment_name
from awards.printing.actions import packages as package_actions
from awards.printing.domain import PackageKind
from awards.printing.results.packages import FILES
from awards.register.actions import awards
from ecotown.common.files.limited_process import run_limited
from ecotown.common.requests.visitors import shared_slot
from ecotown.common.signing import identities as signing_identities
from ecotown.common.signing import signing
from ecotown.configuration.queries import current
from tests import builders, files
from tests import identities as tests_identities

pytestmark = pytest.mark.django_db
CHECK_FILE = "/verify/file/"


def content_of(certificate):
    return Path(certificate.file.path).read_bytes()


def send(client, content, name="certificate.pdf"):
    return client.post(CHECK_FILE, {"file": SimpleUploadedFile(name, content, "application/pdf")})


def test_the_issued_file_is_recognised(client, ready):
    response = send(client, content_of(ready))

    assert response.context["comparison"] == "same"
    assert response.context["award"] == ready
    assert ready.sha256 in response.content.decode()


def test_minutes_are_known_once_they_are_final(client, ready, administrator):
    meeting = ready.assessment.resolution.meeting
    builders.seat(meeting, administrator)
    draft = minute_actions.ask_for_minutes(meeting=meeting, by=administrator)
    word = minute_actions.ask_for_minutes(meeting=meeting, file_format="docx", by=administrator)
    minute_actions.close_meeting(meeting=meeting, by=administrator)
    final = meeting.minutes.get(is_final=True)
    committee_results.MINUTES.make(draft.pk, word.pk, final.pk)
    for minutes in (draft, word, final):
        minutes.refresh_from_db()

    answers = [send(client, content_of(minutes)) for minutes in (draft, word, final)]

    assert [answer.context["comparison"] for answer in answers] == ["foreign", "foreign", "known"]
    page = answers[-1].content.decode()
    assert meeting.number in page
    assert "ประธาน ทดสอบ" not in page


def test_dossiers_and_print_files_are_known_also_after_they_expired(client, ready, administrator):
    ceremony = builders.ceremony(administrator)
    package = package_actions.request_package(ceremony=ceremony, kind=PackageKind.SHEET_PDF, by=administrator)
    kinds = {"assessment": ready.assessment, "package": ReportPackage.DOSSIER, "by": administrator}
    dossier, _workbook = report_actions.ask_for_reports(**kinds)
    contents = {}
    for row, maker in ((package, FILES), (dossier, REPORTS)):
        assert maker.make(row.pk)
        row.refresh_from_db()
        contents[row] = content_of(row)
        type(row).objects.filter(pk=row.pk).update(state="expired", file="")

    known = [send(client, content).context["known"] for content in contents.values()]

    assert [file.subject for file in known] == [str(ceremony), assessment_name(ready.assessment)]


def test_a_revoked_certificate_is_shown_with_its_file(client, ready, administrator):
    awards.revoke_award(award=ready, reason="ออกผิดพื้นที่", by=administrator)

    response = send(client, content_of(ready))

    assert response.context["award"].validity == "revoked"
    assert "ออกผิดพื้นที่" in response.content.decode()


def test_a_flipped_byte_in_the_file_is_detected(client, ready):
    content = bytearray(content_of(ready))
    content[len(content) // 3] ^= 1

    response = send(client, bytes(content))

    assert response.context["comparison"] == "changed"
    assert response.context["award"] is None


@pytest.mark.parametrize(
    ("content", "comparison"),
    [
        pytest.param(files.pdf(), "foreign", id="a PDF of somebody"),
        pytest.param(files.jpeg(), "foreign", id="a photograph"),
        pytest.param(b"%PDF-1.7 /ByteRange", "foreign", id="pieces of what somebody signed"),
    ],
)
def test_what_is_no_file_of_the_portal(client, ready, content, comparison):
    assert send(client, content).context["comparison"] == comparison


def test_a_file_that_we_signed_but_did_not_issue_is_unknown(client, ready):
    content = signing.sign(files.pdf(), signing_identities.configured_identity(), reason="อื่น")

    assert send(client, content).context["comparison"] == "unknown"


def test_a_file_of_another_customer_of_the_same_authority_is_foreign(client, ready, settings, tmp_path):
    authority, (department, company) = tests_identities.customers("กรมทดสอบ", "บริษัทอื่น")
    settings.SIGNING_PKCS12 = ""
    tests_identities.write(settings.SIGNING_CERTIFICATE, department.certificate, authority)

    answers = [
        send(client, signing.sign(files.pdf(), identity, reason="อื่น")).context["comparison"]
        for identity in (department, company)
    ]

    assert answers == ["unknown", "foreign"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-" + b"0" * (1 << 20), id="a little too large"),
        pytest.param(b"%PDF-" + b"0" * (3 << 20), id="too large"),
    ],
)
def test_what_cannot_be_compared_is_told_at_the_field(client, ready, content):
    response = send(client, content)

    assert set(response.context["file_form"].errors) == {"file"}
    assert "comparison" not in response.context


def test_a_visitors_file_is_never_written_anywhere(client, ready, monkeypatch, settings):
    def refuse_writing(*_args, **_options):
        raise AssertionError("a file of a visitor was written")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse_writing)
    monkeypatch.setattr(tempfile, "mkstemp", refuse_writing)
    before = sorted(settings.MEDIA_ROOT.rglob("*"))

    response = send(client, content_of(ready) + b"0" * 500_000)

    assert response.context["comparison"] == "changed"
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before


def test_too_many_files_have_to_wait(client, ready, settings):
    with time_machine.travel("2026-11-22T10:00:00+07:00", tick=False):
        answers = [send(client, files.jpeg()).status_code for _ in range(current().verify_files + 1)]

    assert answers == [200] * current().verify_files + [429]


def test_a_refused_request_is_not_parsed(client, ready, settings, monkeypatch):
    def refuse_parsing(*_args):
        raise AssertionError("the form was parsed")

    large = io.BytesIO(b"%PDF-" + b"0" * (2 << 20))
    with time_machine.travel("2026-11-22T10:00:00+07:00", tick=False):
        for _ in range(current().verify_files):
            send(client, files.jpeg())
        monkeypatch.setattr(WSGIRequest, "_load_post_and_files", refuse_parsing)

        used_up = send(client, files.jpeg())
        too_large = client.post(CHECK_FILE, {"file": large}, REMOTE_ADDR="203.0.113.7")

    assert (used_up.status_code, set(too_large.context["file_form"].errors)) == (429, {"file"})


def test_only_so_many_files_are_examined_at_once(client, ready, settings):
    limits = {"places": settings.VERIFY_AT_ONCE, "seconds": 60}
    with (
        shared_slot("awards.examination", **limits) as first,
        shared_slot("awards.examination", **limits) as second,
    ):
        busy, issued = send(client, files.pdf()), send(client, content_of(ready))
    free = send(client, files.pdf())

    assert (first, second) == (True, True)
    assert (busy.status_code, busy.headers["Retry-After"]) == (429, "15")
    assert (issued.context["comparison"], free.context["comparison"]) == ("same", "foreign")


def test_a_server_that_cannot_start_a_process_is_busy(client, ready, monkeypatch):
    def fail_to_start(*_args, **_options):
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "run", fail_to_start)

    assert is_busy_response(send(client, content_of(ready) + b"0"))


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        pytest.param("clock_seconds", 0.01, id="the machine is loaded"),
        pytest.param("memory", 60 << 20, id="too little memory"),
    ],
)
def test_a_large_changed_certificate_is_never_foreign_for_lack_of_time_or_memory(
    client, ready, monkeypatch, limit, value
):
    longer = content_of(ready) + b"0" * 900_000

    assert send(client, longer).context["comparison"] == "changed"
    monkeypatch.setitem(run_limited.__kwdefaults__, limit, value)

    assert is_busy_response(send(client, longer))


def is_busy_response(response):
    """Return whether the response is that of a busy server and says nothing about the file."""
    page = response.content.decode()
    return (
        (response.status_code, response.headers["Retry-After"]) == (503, "15")
        and "ระบบกำลังใช้งานหนาแน่น" in page
        and "ไม่ใช่ไฟล์" not in page
    )


@pytest.mark.parametrize("added", [pytest.param(b"", id="as signed"), pytest.param(b"% x", id="and changed")])
def test_what_others_signed_is_no_file_of_the_portal(client, ready, added):
    page = send(client, tests_identities.signed_by_others(files.pdf()) + added).content.decode()

    assert "ไฟล์นี้ไม่ใช่ไฟล์ที่ระบบออกให้" in page
    assert "ถูกแก้ไขหลัง" not in page


@pytest.mark.parametrize("address", ["/verify/", CHECK_FILE, "/verify/xxxxx/"])
def test_a_file_needs_the_token_of_the_form(ready, address):
    client = Client(enforce_csrf_checks=True)
    form = client.get(address).content.decode().split(f'action="{CHECK_FILE}"')[1].split("</form>")[0]
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    file = SimpleUploadedFile("certificate.pdf", content_of(ready))

    with_token = client.post(CHECK_FILE, {"file": file, "csrfmiddlewaretoken": token})

    assert with_token.context["comparison"] == "same"
    assert send(client, content_of(ready)).status_code == 403
