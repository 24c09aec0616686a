"""Files as responses: name, media type, and what browsers and caches may do with them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db.models.fields.files import FieldFile, FileField
from django.http import Http404

from ecotown.common.requests.downloads import cached_download, download

NAMES = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Cache-Control")


@pytest.fixture
def stored():
    storage = InMemoryStorage()
    storage.save("random.pdf", ContentFile(b"%PDF"))
    return FieldFile(None, FileField(storage=storage), "random.pdf")


def headers(response):
    return [response.headers.get(name) for name in NAMES]


def test_a_stored_file_is_sent_under_the_given_name(stored):
    response = download(stored, "minutes-1.pdf", "application/pdf")

    assert b"".join(response.streaming_content) == b"%PDF"
    assert headers(response) == ["application/pdf", 'attachment; filename="minutes-1.pdf"', "nosniff", None]
    assert response.headers["Content-Length"] == "4"


def test_a_private_file_is_shown_and_kept_by_no_cache(stored):
    response = download(stored, "1.pdf", "application/pdf", is_shown=True, is_private=True)
    response.close()

    disposition = 'inline; filename="1.pdf"'
    assert headers(response) == ["application/pdf", disposition, "nosniff", "private, no-store"]


@pytest.mark.parametrize(
    ("known", "status"),
    [
        pytest.param("", 200, id="the first time"),
        pytest.param('"abc"', 304, id="the same file"),
        pytest.param('"xyz"', 200, id="another file"),
    ],
)
def test_a_public_file_is_kept_by_every_cache(stored, rf, known, status):
    request = rf.get("/", headers={"If-None-Match": known} if known else {})

    response = cached_download(request, stored, "1.pdf", "application/pdf", sha256="abc")
    response.close()

    assert (response.status_code, response.headers["ETag"]) == (status, '"abc"')
    assert response.headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("รายงาน.csv", "filename*=utf-8''%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99.csv"),
        ('a"b.csv', r'filename="a\"b.csv"'),
        ("a\r\nb.csv", "filename*=utf-8''a%0D%0Ab.csv"),
    ],
)
def test_any_name_is_sent_safely(name, disposition):
    response = download("ก,ข", name, "text/csv; charset=utf-8")

    assert response.content == "ก,ข".encode()
    assert headers(response) == ["text/csv; charset=utf-8", f"attachment; {disposition}", "nosniff", None]


def test_a_lost_file_is_not_found(stored):
    stored.name = "lost.pdf"

    with pytest.raises(Http404):
        download(stored, "lost.pdf", "application/pdf")
