"""Files as responses."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header


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
