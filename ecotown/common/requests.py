"""Requests that cannot be read, answered before a view sees them; requests of scripts, told apart."""

from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

from ecotown.common.parameters import whole

LONGEST_ADDRESS = 4000  # characters; more than that no page of ours asks for
UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
UNREADABLE = "unreadable"


class AddressTooLong(BadRequest):
    """The path and the query string of a request are longer than `LONGEST_ADDRESS`."""


class PortalRequest(WSGIRequest):
    """A request that can be made of any headers; what cannot be read is left for `readable_requests`.

    Django decodes the address in whatever encoding is named, while it makes the request, where no page can
    answer what goes wrong. Here it is UTF-8.
    """

    def _set_content_type_params(self, meta):
        try:
            said = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            said = "", {"charset": UNREADABLE}
        self.content_type, self.content_params = said


def readable_requests(get_response):
    """Middleware: only UTF-8 is read, and no NUL in addresses and cookies, which PostgreSQL cannot store.

    A text that was sent by a form is examined by the fields of the form, which say what is wrong with it.
    """

    def middleware(request):
        # Like a byte that is no character: then nothing is found there.
        request.path = request.path.replace("\0", "\ufffd")
        request.path_info = request.path_info.replace("\0", "\ufffd")
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if "\0" not in text}
        charset = str(request.content_params.get("charset", "utf-8"))
        if charset.lower() not in UTF_8:
            request.encoding = "utf-8"  # or the page that says so could not read the address either
            raise BadRequest("the text of the request is not UTF-8")
        length = request.META.get("CONTENT_LENGTH")
        if length and whole(length) is None:
            raise BadRequest("the length of what was sent is no number")
        if not _has_readable_accept(request):
            raise BadRequest("the header Accept cannot be read")
        address = request.META.get("QUERY_STRING", "")
        if b"\0" in unquote_to_bytes(address):
            raise BadRequest("the address holds a NUL")
        if len(request.path) + len(address) > LONGEST_ADDRESS:
            raise AddressTooLong("the address is too long")
        return get_response(request)

    return middleware


def is_asked_by_script(request: HttpRequest) -> bool:
    """Whether the answer is read by a script of a page (htmx, fetch) or a program, not shown as a page."""
    headers = request.headers
    if "HX-Request" in headers:
        return not {"HX-Boosted", "HX-History-Restore-Request"} & headers.keys()
    accepted = headers.get("Accept", "*/*")
    is_page = "text/html" in accepted or "*/*" in accepted
    return headers.get("Sec-Fetch-Dest") == "empty" or not is_page


def sentence_for_script(words: Iterable[object], status: int) -> HttpResponse:
    """Title and sentence of an error as a script shows them."""
    sentence = ": ".join(map(str, words))
    return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=status)


def _has_readable_accept(request):
    """Whether views can ask which kinds of answers are wanted; what they cannot is taken away."""
    try:
        list(request.accepted_types)
    except ValueError:
        request.META["HTTP_ACCEPT"] = ""
        return False
    return True
