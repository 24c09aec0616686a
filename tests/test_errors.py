"""Errors: a page of the portal in the reader's language, a sentence for scripts, one line in the log."""

import io
import logging
import re
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.signals import request_started
from django.db import close_old_connections, connection
from django.db.utils import OperationalError
from django.urls import reverse

from ecotown import errors
from ecotown.wsgi import application
from tests.addresses.test_sentences import THAI
from tests.builders import PASSWORD

PAGE = "text/html; charset=utf-8"
SENTENCE = "text/plain; charset=utf-8"


@pytest.fixture
def lenient_client(client):
    """Return a client that raises no exception for an answer of 500."""
    client.raise_request_exception = False
    return client


@contextmanager
def without_database():
    """Refuse all statements, as a database that went away."""

    def refuse(execute, sql, params, is_many, context):
        raise OperationalError("connection refused\nIs the server running?")

    with connection.execute_wrapper(refuse):
        yield


def answer_of(response):
    """Return status and content type of the answer, and whether it speaks Thai."""
    is_thai = bool(THAI.search(response.content.decode().split("</title>")[0]))
    return response.status_code, response.headers["Content-Type"], is_thai


CHARSETS = ["idna", "zlib", "base64", "hex", "rot13", "undefined", "utf-7", "utf-16", "tis-620", "punycode"]
CHARSETS += ["mbcs", "unknown", '""', "raw_unicode_escape", "../../etc/passwd", "x" * 3000, "ก"]


def answer_to(**environ):
    """Call the application without Django's client; return the status, and whether the answer speaks Thai."""
    statuses, body = [], b"q=%E0%B8%81"
    usual = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "QUERY_STRING": "q=a",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.errors": io.StringIO(),
    }
    request_started.disconnect(close_old_connections)  # the transaction of the test lives in one
    answer = application(usual | environ, lambda status, _headers: statuses.append(status))
    request_started.connect(close_old_connections)
    return statuses, bool(THAI.search(b"".join(answer).decode()))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("charset", CHARSETS, ids=lambda charset: charset[:20])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
@pytest.mark.django_db
def test_another_encoding_than_utf_8_is_answered_in_thai(kind, charset, method):
    content_type = f"{kind}; charset={charset}"

    answer = answer_to(REQUEST_METHOD=method, PATH_INFO="/sign-in/", CONTENT_TYPE=content_type)

    assert answer == (["400 Bad Request"], True)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "us-ascii"])
@pytest.mark.django_db
def test_utf_8_is_read_however_it_is_written(charset):
    content_type = f"application/x-www-form-urlencoded; charset={charset}"

    assert answer_to(CONTENT_TYPE=content_type) == (["200 OK"], True)


@pytest.mark.django_db
def test_an_encoding_is_refused_wherever_the_request_was_made(lenient_client):
    response = lenient_client.get("/?q=a", CONTENT_TYPE="text/plain; charset=idna")

    assert answer_of(response) == (400, PAGE, True)


HEADERS = {
    "an unknown encoding of a parameter": {"CONTENT_TYPE": "text/plain; charset*=bogus''%41"},
    "a codec that is no text encoding": {"CONTENT_TYPE": "text/plain; charset*=zlib''%41"},
    "a NUL in the charset": {"CONTENT_TYPE": "text/plain; charset=a\0b"},
    "an unreadable Accept": {"HTTP_ACCEPT": "text/html; a*=bogus''%41"},
    "a NUL in the address": {"QUERY_STRING": "q=%00"},
    "a foreign host": {"HTTP_HOST": "evil.example"},
    "a length that is no number": {"CONTENT_LENGTH": "²"},
    "a negative length": {"CONTENT_LENGTH": "-5"},
    "a length of 5,000 digits": {"CONTENT_LENGTH": "9" * 5000},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
@pytest.mark.django_db
def test_headers_that_cannot_be_read_are_answered_by_the_application_in_thai(headers):
    assert answer_to(**headers) == (["400 Bad Request"], True)


@pytest.mark.parametrize("path", ["/areas/a\0b/", "/verify/a\0b/", "/editions/a\0b/", "/\0"], ids=ascii)
@pytest.mark.django_db
def test_behind_an_address_with_a_nul_there_is_nothing(path):
    assert answer_to(PATH_INFO=path) == (["404 Not Found"], True)


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "django_language"])
@pytest.mark.django_db
def test_a_cookie_with_a_nul_is_as_none(lenient_client, name):
    response = lenient_client.get("/", headers={"cookie": rf'{name}="\000{"a" * 32}"'})

    assert response.status_code == 200


PART = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n%s\r\n\r\nx\r\n--b--\r\n'
PARTS = {
    "a charset that is no text encoding": b"Content-Type: text/plain; charset=zlib",
    "an unknown encoding of a parameter": b"Content-Type: text/plain; name*=bogus''%41",
    "IDNA": b"Content-Type: text/plain; charset=idna; name*=idna''%FF",
    "half a character": b"Content-Type: text/plain; name*=utf-7''+2AA-",
    "no base64": b"Content-Transfer-Encoding: base64",
    "a byte that is no character": b"Content-Type: text/\xff",
    "a NUL": b"Content-Type: text/\0plain; charset=\0",
}


@pytest.mark.parametrize("header", PARTS.values(), ids=PARTS)
@pytest.mark.parametrize(("name", "status"), [("accounts:sign-in", 422), ("awards:check-file", 200)])
@pytest.mark.django_db
def test_no_header_of_a_part_is_a_fault_of_ours(lenient_client, name, status, header):
    response = lenient_client.generic(
        "POST", reverse(name), PART % header, content_type="multipart/form-data; boundary=b"
    )

    assert response.status_code == (400 if header == PARTS["no base64"] else status)
    assert THAI.search(response.content.decode())


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("status", "method", "path"),
    [
        pytest.param(400, "get", "/?q=%00", id="400"),
        pytest.param(403, "get", "/ceremonies/", id="403"),
        pytest.param(404, "get", "/nowhere/", id="404"),
        pytest.param(405, "get", "/sign-out/", id="405"),
        pytest.param(405, "put", "/", id="405 of a page"),
        pytest.param(414, "get", f"/?q={'a' * 4000}", id="414"),
    ],
)
def test_every_error_has_a_page_in_the_readers_language(
    lenient_client, officer, language, status, method, path
):
    lenient_client.force_login(officer)
    lenient_client.cookies["django_language"] = language

    response = getattr(lenient_client, method)(path)

    assert answer_of(response) == (status, PAGE, language == "th")
    assert response.content.decode().count(f'<p class="page-code mb-0">{status}</p>') == 1


def test_405_says_which_methods_there_are(lenient_client, officer):
    assert lenient_client.get("/sign-out/").headers["Allow"] == "POST, OPTIONS"


TOO_MUCH = {
    "a long text": {"text": "a" * 3_000_000},
    "many fields": {f"x{number}": "1" for number in range(5001)},
    "many files": {"files": [SimpleUploadedFile(f"{number}.pdf", b"x") for number in range(101)]},
}


@pytest.mark.parametrize("form_data", TOO_MUCH.values(), ids=TOO_MUCH)
@pytest.mark.django_db
def test_too_much_at_once_is_413_in_thai(lenient_client, form_data):
    response = lenient_client.post(reverse("accounts:sign-in"), form_data)

    assert answer_of(response) == (413, PAGE, True)


@pytest.mark.parametrize(
    "path", [pytest.param("/", id="a public page"), pytest.param("/assessments/", id="a page of an officer")]
)
def test_without_the_database_the_page_says_when_to_come_back(lenient_client, db, path):
    lenient_client.cookies["sessionid"] = "a" * 32

    with without_database():
        response = lenient_client.get(path)

    assert answer_of(response) == (503, PAGE, True)
    assert response.headers["Retry-After"] == "5"


def test_a_fault_of_ours_has_a_page_that_asks_nobody(lenient_client, settings, db, django_assert_num_queries):
    settings.ROOT_URLCONF = "tests.faulty_urls"

    with django_assert_num_queries(0):
        response = lenient_client.get("/")

    assert answer_of(response) == (500, PAGE, True)


SCRIPTS = {
    "htmx": {"HX-Request": "true"},
    "fetch": {"Sec-Fetch-Dest": "empty", "Accept": "*/*"},
    "a program": {"Accept": "application/json"},
}


@pytest.mark.parametrize("headers", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize(
    ("status", "path"),
    [
        (400, "/?q=%00"),
        (403, "/ceremonies/"),
        (404, "/nowhere/"),
        (405, "/sign-out/"),
        (414, f"/?{'a' * 4000}"),
    ],
    ids=str,
)
def test_a_script_gets_a_sentence(lenient_client, officer, headers, status, path):
    lenient_client.force_login(officer)

    response = lenient_client.get(path, headers=headers)

    title, sentence = errors.WORDS[status]
    assert response.content.decode() == f"{title}: {sentence}"
    assert answer_of(response) == (status, SENTENCE, True)


def test_a_user_name_that_is_too_long_is_refused_in_thai(lenient_client, db):
    response = lenient_client.post(reverse("accounts:sign-in"), {"username": "a" * 300, "password": PASSWORD})

    assert response.status_code == 422
    assert response.context["form"].errors == {"username": ["ต้องไม่เกิน 254 ตัวอักษร (ขณะนี้มี 300 ตัวอักษร)"]}


@pytest.fixture
def log():
    """Return a file in memory with what the portal writes into its log."""
    console = next(
        handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler
    )
    written = io.StringIO()
    before = console.setStream(written)
    yield written
    console.setStream(before)


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        pytest.param(
            "/ceremonies/", ["WARNING django.request Forbidden (Permission denied): /ceremonies/"], id="403"
        ),
        pytest.param("/nowhere/", ["WARNING django.request Not Found: /nowhere/"], id="404"),
        pytest.param("/sign-out/", ["WARNING django.request Method Not Allowed (GET): /sign-out/"], id="405"),
    ],
)
def test_what_visitors_cause_is_one_line_of_the_log(lenient_client, officer, log, path, lines):
    lenient_client.force_login(officer)

    lenient_client.get(path)

    assert [
        line.split(" ", 2)[2].partition(" (PermissionDenied")[0] for line in log.getvalue().splitlines()
    ] == lines


def test_a_foreign_host_is_one_line_of_the_log(lenient_client, log, db):
    lenient_client.get("/", headers={"host": "evil.example"})

    assert len(log.getvalue().splitlines()) == 1


def test_a_fault_of_ours_is_logged_with_its_traceback(lenient_client, settings, log, db):
    settings.ROOT_URLCONF = "tests.faulty_urls"

    lenient_client.get("/")

    assert "ZeroDivisionError" in log.getvalue().splitlines()[-1]


def test_a_service_that_is_away_is_one_line_of_the_log(lenient_client, log, db):
    with without_database():
        lenient_client.get("/")

    (line,) = log.getvalue().splitlines()
    assert line.endswith("Service Unavailable: / (OperationalError: 'connection refused')")


def test_the_pages_for_the_web_server_need_no_other_file(tmp_path):
    call_command("write_error_pages", tmp_path / "errors", stdout=io.StringIO())

    pages = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "errors").iterdir()}
    assert set(pages) == {"400", "413", "414", "429", "500", "502", "503", "504"}
    reference = re.compile(r"src=|<link|\.woff2")
    needy = [status for status, page in pages.items() if reference.search(page)]
    assert needy == []
    assert {f"<h1>{errors.WORDS[int(status)][0]}</h1>" in page for status, page in pages.items()} == {True}
