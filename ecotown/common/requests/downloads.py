"""Files as responses."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

CACHED_SECONDS = 3600  # how long a browser shows a public file without asking whether it changed


def download(
    content: FieldFile | bytes | str,
    name: str,
    media_type: str,
    *,
    is_shown: bool = False,
    is_private: bool = False,
) -> HttpResponseBase:
    """Return a stored file, or content made for this request, as a download under `name`.

    `is_shown` lets the browser show it instead of storing it, `is_private` forbids every cache to keep it.
    Raises Http404 when the stored file is not there.
    """
    if not isinstance(content, FieldFile):
        response = HttpResponse(content, content_type=media_type)
    elif content.storage.exists(content.name):
        response = FileResponse(content.open(), content_type=media_type)
    else:
        raise Http404
    disposition = content_disposition_header(as_attachment=not is_shown, filename=name)
    response.headers["Content-Disposition"] = disposition
    response.headers["X-Content-Type-Options"] = "nosniff"
    if is_private:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def cached_download(
    request: HttpRequest, content: FieldFile | bytes, name: str, media_type: str, *, sha256: str
) -> HttpResponseBase:
    """Return a file that everybody may read, which every cache may keep; 304 for one that is there.

    Raises Http404 when the stored file is not there.
    """
    etag = quote_etag(sha256)
    response = get_conditional_response(request, etag=etag) or download(content, name, media_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    return response
