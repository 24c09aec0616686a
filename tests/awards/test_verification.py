"""Verification by anyone, by number and code or by file; guessing is slowed, nothing is kept."""

import re
import tempfile
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.domain.workflow import Status
from awards import actions, queries, results
from awards.models import Certificate
from ecotown.common import signing
from tests import files

pytestmark = pytest.mark.django_db
CHECK_FILE = "/verify/file/"


@pytest.fixture
def ready(at, administrator, settings, tmp_path):
    """A certificate of the department, signed."""
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    path = tmp_path / "department.p12"
    signing.keep_once(path, lambda: signing.self_signed("กรมทดสอบ"))
    settings.SIGNING_PKCS12 = str(path)
    certificate = actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)
    results.render_certificate(certificate_id=certificate.pk)
    certificate.refresh_from_db()
    return certificate


def content_of(certificate):
    return Path(certificate.file.path).read_bytes()


def send(client, content, name="certificate.pdf"):
    return client.post(CHECK_FILE, {"file": SimpleUploadedFile(name, content, "application/pdf")})


def verify(client, certificate, **query):
    return client.get(reverse("awards:verify", args=[certificate.code]), query)


def test_the_page_tells_who_signed_the_file(client, ready):
    response = verify(client, ready)

    assert response.context["signature"]["state"].signer == "กรมทดสอบ"
    assert "กรมทดสอบ" in response.content.decode()
    assert response.context["certificate"].standing == "valid"


def test_number_and_code_lead_to_the_certificate(client, ready):
    typed = {"number": ready.number, "code": ready.code}

    response = client.get(reverse("awards:enter-code"), typed, follow=True)

    assert response.context["certificate"] == ready
    assert response.context["typed_number"] == ""


@pytest.mark.parametrize(
    ("typed", "number", "is_same"),
    [
        ("12/2569", "12/2569", True),
        (" ๑๒ / ๒๕๖๙ ", "12/2569", True),
        ("12-2569", "12/2569", True),
        ("อก 12/2569", "อก 12/2569", True),
        ("122/569", "12/2569", False),
        ("13/2569", "12/2569", False),
        ("", "12/2569", False),
    ],
)
def test_a_number_is_compared_as_it_is_read(typed, number, is_same):
    assert queries.same_number(typed, number) is is_same


def test_another_number_than_the_one_of_the_code_is_told(client, ready):
    response = verify(client, ready, number="99/2569")

    assert response.context["typed_number"] == "99/2569"
    assert "99/2569" in response.content.decode()


@pytest.mark.parametrize("ending", ["", "/", "/?number=1%2F2569", "#x"])
def test_a_pasted_address_is_understood_however_it_ends(ending):
    assert queries.plain_code(f"https://portal.example/verify/abcdefghjk{ending}") == "abcdefghjk"


def test_a_replaced_certificate_leads_to_the_new_one(client, ready, monkeypatch):
    newer = Certificate(code="z" * 20, year=ready.year, running_number=7)
    monkeypatch.setattr(Certificate, "replacement", newer, raising=False)

    response = verify(client, ready)

    assert response.context["certificate"].standing == "replaced"
    assert reverse("awards:verify", args=[newer.code]) in response.content.decode()


def test_who_guesses_codes_has_to_wait(client, ready, settings):
    with time_machine.travel("2026-11-22T10:00:00+07:00", tick=False):
        wrong = [client.get(reverse("awards:verify", args=["x" * 20])) for _ in range(settings.VERIFY_TRIES)]
        refused = verify(client, ready)

    assert {response.status_code for response in wrong} == {404}
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "600"
    assert str(ready.assessment.area) not in refused.content.decode()


def test_waiting_ends_and_others_need_not_wait(client, ready, settings):
    with time_machine.travel("2026-11-22T10:00:00+07:00", tick=False) as now:
        for _ in range(settings.VERIFY_TRIES):
            client.get(reverse("awards:verify", args=["x" * 20]))
        other = client.get(reverse("awards:verify", args=[ready.code]), REMOTE_ADDR="203.0.113.7")
        now.shift(settings.VERIFY_SECONDS)
        later = verify(client, ready)

    assert (other.status_code, later.status_code) == (200, 200)


def test_verifying_what_exists_is_never_slowed(client, ready, settings):
    answers = {verify(client, ready).status_code for _ in range(settings.VERIFY_TRIES * 2)}

    assert answers == {200}


def test_an_ipv6_visitor_is_one_network(client, ready, settings):
    for number in range(settings.VERIFY_TRIES):
        client.get(reverse("awards:verify", args=["x" * 20]), REMOTE_ADDR=f"2001:db8::{number + 1}")

    refused = client.get(reverse("awards:verify", args=[ready.code]), REMOTE_ADDR="2001:db8::ffff")

    assert refused.status_code == 429


def test_without_the_memory_everyone_may_verify(client, ready, settings, caplog):
    nobody_listens = {"socket_connect_timeout": 1}
    redis = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {
        "default": {"BACKEND": redis, "LOCATION": "redis://127.0.0.1:9/0", "OPTIONS": nobody_listens}
    }

    answers = [verify(client, ready), client.get(reverse("awards:verify", args=["x" * 20]))]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    assert [response.status_code for response in answers] == [200, 404]
    assert "the cache cannot be read" in caplog.text


def test_the_issued_file_is_recognised(client, ready):
    response = send(client, content_of(ready))

    assert response.context["comparison"] == "same"
    assert response.context["certificate"] == ready
    assert ready.sha256 in response.content.decode()


def test_a_revoked_certificate_is_told_with_its_file(client, ready, administrator):
    actions.revoke_certificate(certificate=ready, reason="ออกผิดพื้นที่", by=administrator)

    response = send(client, content_of(ready))

    assert response.context["certificate"].standing == "revoked"
    assert "ออกผิดพื้นที่" in response.content.decode()


def test_a_flipped_byte_in_the_file_is_told(client, ready):
    content = bytearray(content_of(ready))
    content[len(content) // 3] ^= 1

    response = send(client, bytes(content))

    assert response.context["comparison"] == "changed"
    assert response.context["certificate"] is None


@pytest.mark.parametrize(
    ("content", "comparison"),
    [
        pytest.param(files.pdf(), "foreign", id="a PDF of somebody"),
        pytest.param(files.jpeg(), "foreign", id="a photograph"),
        pytest.param(b"%PDF-1.7 /ByteRange", "changed", id="pieces of a signed one"),
    ],
)
def test_what_is_no_file_of_the_portal(client, ready, content, comparison):
    assert send(client, content).context["comparison"] == comparison


def test_a_file_that_we_signed_but_did_not_issue_is_told(client, ready):
    content = signing.sign(files.pdf(), signing.configured(), reason="อื่น")

    assert send(client, content).context["comparison"] == "unknown"


@pytest.mark.parametrize(
    "content", [pytest.param(b"", id="empty"), pytest.param(b"%PDF-" + b"0" * (3 << 20), id="too large")]
)
def test_what_cannot_be_compared_is_told_at_the_field(client, ready, content):
    response = send(client, content)

    assert set(response.context["file_form"].errors) == {"file"}
    assert "comparison" not in response.context


def test_a_visitors_file_is_never_written_anywhere(client, ready, monkeypatch, settings):
    def written(*_args, **_options):
        raise AssertionError("a file of a visitor was written")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", written)
    monkeypatch.setattr(tempfile, "mkstemp", written)
    before = sorted(settings.MEDIA_ROOT.rglob("*"))

    response = send(client, content_of(ready) + b"0" * 500_000)

    assert response.context["comparison"] == "changed"
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before


def test_too_many_files_have_to_wait(client, ready, settings):
    answers = [send(client, files.pdf()).status_code for _ in range(settings.VERIFY_FILES + 1)]

    assert answers == [200] * settings.VERIFY_FILES + [429]


@pytest.mark.parametrize("address", ["/verify/", CHECK_FILE, "/verify/xxxxx/"])
def test_a_file_needs_the_token_of_the_form(ready, address):
    client = Client(enforce_csrf_checks=True)
    form = client.get(address).content.decode().split(f'action="{CHECK_FILE}"')[1].split("</form>")[0]
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    file = SimpleUploadedFile("certificate.pdf", content_of(ready))

    with_token = client.post(CHECK_FILE, {"file": file, "csrfmiddlewaretoken": token})

    assert with_token.context["comparison"] == "same"
    assert send(client, content_of(ready)).status_code == 403
