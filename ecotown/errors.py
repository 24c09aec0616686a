"""Error responses: a page of the portal, or a sentence as plain text for scripts."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, UnreadablePostError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import ConnectionError as CacheError
from redis.exceptions import TimeoutError as CacheTimeout

from ecotown.common.requests.readable_requests import AddressTooLong, is_sent_by_script, script_response

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Errors of an unavailable service (database, broker, cache): the same request can succeed later.
UNAVAILABLE = (OperationalError, InterfaceError, BrokerError, CacheError, CacheTimeout)
RETRY_AFTER = 5  # seconds, after which the script that saves while somebody types tries again
# Title and sentence of the error page of each status.
WORDS = {
    400: (
        _("The request cannot be read"),
        _("The address or what was sent holds characters that cannot be read. Nothing was saved."),
    ),
    403: (
        _("No permission"),
        _(
            "Your role does not include this step. "
            "If it should, please ask an administrator of the department."
        ),
    ),
    404: (
        _("Page not found"),
        _("The address may have been typed wrongly, or the page belongs to a place you do not look after."),
    ),
    405: (
        _("This address only takes what a form sends"),
        _("Nothing was changed. Please open the page again and use its buttons."),
    ),
    413: (
        _("Too much was sent at once"),
        _("Nothing was saved. Please send smaller files, fewer files, or less text at a time."),
    ),
    414: (
        _("The address is too long"),
        _("The address may have been put together wrongly. Please begin again on the first page."),
    ),
    429: (_("Too many requests"), _("Please wait a moment and try again.")),
    500: (
        _("Something went wrong"),
        _(
            "The fault is ours and has been recorded. What you saved before is kept. "
            "Please try again in a few minutes."
        ),
    ),
    502: (
        _("The portal is starting or being maintained"),
        _("What you saved before is kept. Please try again in a few minutes."),
    ),
    503: (
        _("The portal is too busy or being maintained"),
        _(
            "What you sent just now was not saved; what you saved before is kept. "
            "Please try again in a minute."
        ),
    ),
    504: (
        _("The portal took too long to answer"),
        _("Please look whether your last step was saved before you try it again."),
    ),
}


def bad_request(request, exception):
    if isinstance(exception, TOO_MUCH):
        return error_response(request, 413)
    return error_response(request, 414 if isinstance(exception, AddressTooLong) else 400)


def permission_denied(request, exception):
    return error_response(request, 403)


def not_found(request, exception):
    return error_response(request, 404)


def server_error(request):
    """Answer 503 when a service is unavailable, 400 when the sender broke off, 500 for any other error."""
    error = sys.exc_info()[1]
    if isinstance(error, UnreadablePostError):
        return error_response(request, 400)
    if not isinstance(error, UNAVAILABLE):
        return error_response(request, 500)
    response = error_response(request, 503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def error_response(request, status):
    """Return the response for `status`; from 500 on it needs neither database nor session."""
    if is_sent_by_script(request):
        return script_response(WORDS[status], status)
    if status < 500 and hasattr(request, "user"):
        return render(request, "errors/page.html", _context(status), status=status)
    return HttpResponse(bare_page(status), status=status)


def bare_page(status, *, styles=""):
    """Return the HTML page of `status`, rendered without a request; with `styles` it needs no other file."""
    return render_to_string("errors/bare.html", {**_context(status), "styles": styles})


def error_pages(get_response):
    """Give error responses without content their page (middleware)."""

    def middleware(request):
        response = get_response(request)
        if response.status_code in WORDS and not response.streaming and not response.content:
            page = error_response(request, response.status_code)
            response.content = page.content
            response.headers["Content-Type"] = page.headers["Content-Type"]
        return response

    return middleware


def _context(status):
    title, sentence = WORDS[status]
    return {"status": status, "title": title, "sentence": sentence}
