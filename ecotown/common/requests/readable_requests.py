"""Unreadable requests, answered before a view is called; detection of requests sent by scripts."""

from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

from ecotown.common.requests.parameters import whole_number

MAX_URL_LENGTH = 4000  # characters; no page of the portal has a longer URL
UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
UNREADABLE = "unreadable"


class AddressTooLong(BadRequest):
    """The path and the query string of a request are longer than `MAX_URL_LENGTH`."""


class PortalRequest(WSGIRequest):
    """A request that can be created from any headers; `readable_requests` reports what cannot be read.

    Django decodes the URL in the charset of Content-Type while it creates the request, where an error has no
    page. Here the charset is always UTF-8.
    """

    def _set_content_type_params(self, meta):
        try:
            content_type = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            content_type = "", {"charset": UNREADABLE}
        self.content_type, self.content_params = content_type


def readable_requests(get_response):
    """Refuse requests that are not UTF-8 or have a NUL, which PostgreSQL cannot store (middleware).

    Form data is checked by the fields of the form, whose errors say what is wrong with it.
    """

    def middleware(request):
        # Replaced like an undecodable byte, so that nothing is found at that path.
        request.path = request.path.replace("\0", "\ufffd")
        request.path_info = request.path_info.replace("\0", "\ufffd")
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if "\0" not in text}
        charset = str(request.content_params.get("charset", "utf-8"))
        if charset.lower() not in UTF_8:
            request.encoding = "utf-8"  # so that the error page itself can read the URL
            raise BadRequest("the text of the request is not UTF-8")
        length = request.META.get("CONTENT_LENGTH")
        if length and whole_number(length) is None:
            raise BadRequest("the length of what was sent is no number")
        if not _has_readable_accept(request):
            raise BadRequest("the header Accept cannot be read")
        address = request.META.get("QUERY_STRING", "")
        if b"\0" in unquote_to_bytes(address):
            raise BadRequest("the address holds a NUL")
        if len(request.path) + len(address) > MAX_URL_LENGTH:
            raise AddressTooLong("the address is too long")
        return get_response(request)

    return middleware


def is_sent_by_script(request: HttpRequest) -> bool:
    """Return whether a script (htmx, fetch) or a program reads the response, instead of a browser window."""
    headers = request.headers
    if "HX-Request" in headers:
        return not {"HX-Boosted", "HX-History-Restore-Request"} & headers.keys()
    accepted = headers.get("Accept", "*/*")
    is_page = "text/html" in accepted or "*/*" in accepted
    return headers.get("Sec-Fetch-Dest") == "empty" or not is_page


def script_response(words: Iterable[object], status: int) -> HttpResponse:
    """Return title and sentence of an error as the plain text that scripts show."""
    sentence = ": ".join(map(str, words))
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)


def _has_readable_accept(request):
    """Return whether the Accept header can be parsed; clear it otherwise."""
    try:
        list(request.accepted_types)
    except ValueError:
        request.META["HTTP_ACCEPT"] = ""
        return False
    return True
