"""The pages on which anyone verifies an award; no sign-in, no personal data."""

import hashlib
import logging
from contextlib import suppress
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from awards import credentials, queries, signing
from awards.forms import CodeForm, FileForm
from awards.queries import Standing
from ecotown.common import parameters
from ecotown.common.apart import BusyError
from ecotown.common.credentials import KeyFileError, did_document
from ecotown.common.signatures import Seal
from ecotown.common.uploads import CHUNK, MEGABYTE, InMemory
from ecotown.common.visitors import Allowance

logger = logging.getLogger(__name__)
ENVELOPE = 64 << 10  # bytes that a form has beside its file
SOON = 15  # seconds
CREDENTIALS = {"json": "awards:credential", "jwt": "awards:credential-jwt"}
MACHINE = ["application/vc", "application/ld+json", "application/json"]


class Comparison(StrEnum):
    """What a visitor's file is."""

    SAME = "same"  # byte by byte the one that was issued
    CHANGED = "changed"  # it was changed after it had been signed
    UNKNOWN = "unknown"  # signed by us, but in no register
    FOREIGN = "foreign"  # nothing of ours


@require_safe
def enter_code(request):
    """The form for those who type number and code instead of scanning the code."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["number"].strip()
        address = reverse("awards:verify", args=[queries.plain_code(form.cleaned_data["code"])])
        return redirect(f"{address}?{urlencode({'number': number})}" if number else address)
    return render(request, "awards/verify.html", {"asked": False, "form": form, "file_form": FileForm()})


@vary_on_headers("Accept")
@require_safe
@never_cache
def verify(request, code, remains=""):
    """Valid, revoked, replaced, corrected or not found; who guesses codes waits. Machines get JSON.

    A code that exists is always answered: a whole network shares the tries, and codes are too long to guess.
    What a message put behind the address, the address itself loses.
    """
    found = queries.verified(queries.plain_code(code))
    meant = next((way for way in CREDENTIALS if f".{way}" in code.lower()), None)
    if found and (clean := _clean_address(request, found, CREDENTIALS.get(meant, "awards:verify"))):
        return redirect(clean)
    if not request.accepts("text/html") and any(request.accepts(kind) for kind in MACHINE):
        return _credential(request, found, "json")
    if found is None:
        tries = wrong_codes()
        if tries.is_used_up(request):
            return wait(request, "tries", tries.seconds_left())
        tries.use(request)
    typed = parameters.word(request.GET, "number", longest=40)
    context = {
        "asked": True,
        "form": CodeForm(initial={"code": found.code if found else "", "number": typed}),
        "typed_number": typed if found and typed and not queries.same_number(typed, found.number) else "",
        **shown(found),
    }
    status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
    return render(request, "awards/verify.html", context, status=status)


@require_safe
@never_cache
def credential(request, code, way="json"):
    """The award for machines, signed; 410 with the reason when it no longer counts."""
    found = queries.verified(queries.plain_code(code))
    if found and (clean := _clean_address(request, found, CREDENTIALS[way])):
        return redirect(clean)
    return _credential(request, found, way)


def _clean_address(request, found, name):
    """The address of what was found, with what was asked; None when the visitor is there already."""
    clean = reverse(name, args=[found.code])
    if request.path == clean:
        return None
    return f"{clean}?{asked}" if (asked := request.GET.urlencode()) else clean


def _credential(request, found, way):
    if found is None:
        tries = wrong_codes()
        if tries.is_used_up(request):
            said, after = {"error": "too-many-tries"}, {"Retry-After": tries.seconds_left()}
            return JsonResponse(said, status=HTTPStatus.TOO_MANY_REQUESTS, headers=after)
        tries.use(request)
        return JsonResponse({"error": "not-found"}, status=HTTPStatus.NOT_FOUND)
    if found.standing != Standing.VALID:
        said = {"error": found.standing, "page": found.verification_url}
        return JsonResponse(said, status=HTTPStatus.GONE)
    if not credentials.is_offered(found):
        return JsonResponse({"error": "no-credential"}, status=HTTPStatus.NOT_FOUND)
    try:
        return _signed(found, credentials.issuer_of(found), way)
    except (KeyFileError, OSError):
        return without_key(request)


def _signed(found, issuer, way):
    if way == "jwt":
        return HttpResponse(credentials.as_jwt(found, issuer), content_type="application/vc+jwt")
    readable = {"ensure_ascii": False, "indent": 2}
    document = credentials.as_document(found, issuer)
    return JsonResponse(document, content_type="application/vc", json_dumps_params=readable)


@require_safe
def did(request):
    """With which key the department signs credentials."""
    try:
        issuer = credentials.department()
    except KeyFileError:
        return without_key(request)
    if issuer is None:
        raise Http404
    return JsonResponse(did_document(issuer), content_type="application/did+json")


@csrf_exempt  # until the file is sure to stay in memory; then it is checked
@require_http_methods(["GET", "POST"])
@never_cache
def check_file(request):
    """Compare a visitor's PDF with the register, in memory."""
    most = settings.VERIFY_MAX_MB * MEGABYTE
    if request.method == "POST":  # of which nothing is parsed yet
        tries = files_tried()
        length = parameters.whole(request.META.get("CONTENT_LENGTH")) or 0
        if tries.is_used_up(request):
            _read_out(request)
            return wait(request, "tries", tries.seconds_left())
        if length > most + ENVELOPE:
            _read_out(request)
            return _forms(request, FileForm({}, {}, is_too_large=True))
    request.upload_handlers = [InMemory(request, most)]
    return _check_file(request)


@csrf_protect
def _check_file(request):
    if request.method != "POST":
        return _forms(request, FileForm())
    files_tried().use(request)
    form = FileForm(request.POST, request.FILES, is_too_large=request.upload_handlers[0].is_too_large)
    if not form.is_valid():
        return _forms(request, form)
    try:
        compared = _compared(form.cleaned_data["file"].read())
    except signing.TooManyError:
        return wait(request, "many", SOON)
    except BusyError:
        return wait(request, "busy", SOON, HTTPStatus.SERVICE_UNAVAILABLE)
    return render(request, "awards/verify.html", {"asked": True, "form": CodeForm(), **compared})


def _forms(request, file_form):
    return render(request, "awards/verify.html", {"asked": False, "form": CodeForm(), "file_form": file_form})


def _read_out(request):
    """To its end: who is still sending would see a broken connection instead of our answer."""
    with suppress(UnreadablePostError):
        while request.read(CHUNK):
            pass


def wrong_codes() -> Allowance:
    """How many codes that do not exist a visitor may try."""
    return Allowance("awards.codes", settings.VERIFY_TRIES, settings.VERIFY_SECONDS)


def files_tried() -> Allowance:
    """How many files a visitor may compare."""
    return Allowance("awards.files", settings.VERIFY_FILES, settings.VERIFY_SECONDS)


def wait(request, why, seconds, status=HTTPStatus.TOO_MANY_REQUESTS):
    """The page for those who have to come back: too "many" files, too many "tries", "busy", or no "key"."""
    context = {"why": why, "minutes": -(-seconds // 60)}
    response = render(request, "awards/verify_later.html", context, status=status)
    response["Retry-After"] = seconds
    return response


def without_key(request):
    logger.exception("the key that signs credentials cannot be read")
    return wait(request, "key", settings.VERIFY_SECONDS, HTTPStatus.SERVICE_UNAVAILABLE)


def shown(certificate):
    """What the page says of a certificate."""
    return {
        "file_form": FileForm(),
        "certificate": certificate,
        "signature": signing.said_of(certificate) if certificate else None,
        "has_credential": bool(certificate) and credentials.is_offered(certificate),
        "checked_at": timezone.now(),
    }


def _compared(content):
    sha256 = hashlib.sha256(content).hexdigest()
    found = queries.by_file(sha256)
    return {"comparison": _comparison(content, found), "file_sha256": sha256, **shown(found)}


def _comparison(content, found):
    if found:
        return Comparison.SAME
    kinds = {Seal.BROKEN: Comparison.CHANGED, Seal.VALID: Comparison.UNKNOWN}
    return kinds.get(signing.state_of_upload(content).seal, Comparison.FOREIGN)
