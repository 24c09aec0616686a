"""Public pages that verify an award, without sign-in and personal data."""

import hashlib
import logging
from contextlib import suppress
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from awards.pages.forms.verification import CodeForm, FileForm
from awards.verification import documents, domain
from awards.verification.queries import awards, signatures
from awards.verification.queries.awards import Validity
from ecotown.common.files.limited_process import LimitReachedError
from ecotown.common.files.uploads import CHUNK, MEGABYTE, MemoryUploadHandler
from ecotown.common.produced_files.registry import known_file
from ecotown.common.requests import parameters
from ecotown.common.requests.visitors import Allowance
from ecotown.common.signing import credentials
from ecotown.common.signing.credentials import KeyFileError
from ecotown.common.signing.signatures import SignatureStatus
from ecotown.configuration.queries import current

logger = logging.getLogger(__name__)
FORM_BYTES = 64 << 10  # bytes of a form besides its file
RETRY_SECONDS = 15  # seconds until a visitor may try again
CREDENTIALS = {"json": "awards:credential", "jwt": "awards:credential-jwt"}
MACHINE_MEDIA_TYPES = ["application/vc", "application/ld+json", "application/json"]


class Comparison(StrEnum):
    """The result of comparing a visitor's file with the register."""

    SAME = "same"  # byte by byte the issued file
    KNOWN = "known"  # byte by byte another file that the portal made
    CHANGED = "changed"  # changed after it was signed
    UNKNOWN = "unknown"  # signed by us, but in no register
    FOREIGN = "foreign"  # not signed by us


@require_safe
def enter_code(request):
    """Show the form for number and code, and redirect to the result."""
    form = CodeForm(request.GET or None)
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["number"].strip()
        address = reverse("awards:verify", args=[domain.code_in(form.cleaned_data["code"])])
        return redirect(f"{address}?{urlencode({'number': number})}" if number else address)
    return render(
        request,
        "awards/verification/award_verify.html",
        {"is_result": False, "form": form, "file_form": FileForm()},
    )


@vary_on_headers("Accept")
@require_safe
@never_cache
def verify(request, code, trailing_text=""):
    """Show whether an award is valid, revoked, replaced, outdated or unknown; send machines JSON.

    Wrong codes are limited per network. A code that exists is always answered, because a whole network shares
    the limit and codes are too long to guess. Text that a message appended to the address is redirected away.
    """
    award = awards.award_by_code(domain.code_in(code))
    requested_format = next(
        (proof_format for proof_format in CREDENTIALS if f".{proof_format}" in code.lower()), None
    )
    if award and (
        clean_address := _clean_address(request, award, CREDENTIALS.get(requested_format, "awards:verify"))
    ):
        return redirect(clean_address)
    if not request.accepts("text/html") and any(request.accepts(kind) for kind in MACHINE_MEDIA_TYPES):
        return _credential(request, award, "json")
    if award is None:
        tries = wrong_code_allowance()
        if tries.is_used_up(request):
            return come_back_later(request, "tries", tries.seconds_left())
        tries.use(request)
    typed = parameters.word(request.GET, "number", longest=40)
    context = {
        "is_result": True,
        "form": CodeForm(initial={"code": domain.code_in(code).strip("-"), "number": typed}),
        "typed_number": typed if award and typed and not domain.is_same_number(typed, award.number) else "",
        **award_context(award),
    }
    status = HTTPStatus.OK if award else HTTPStatus.NOT_FOUND
    return render(request, "awards/verification/award_verify.html", context, status=status)


@require_safe
@never_cache
def credential(request, code, proof_format="json"):
    """Send the signed credential of an award; 410 with the reason when it is no longer valid."""
    award = awards.award_by_code(domain.code_in(code))
    if award and (clean_address := _clean_address(request, award, CREDENTIALS[proof_format])):
        return redirect(clean_address)
    return _credential(request, award, proof_format)


def _clean_address(request, award, name):
    """Return the canonical address of an award with the query string, None when it is the current one."""
    address = reverse(name, args=[award.code])
    if request.path == address:
        return None
    return f"{address}?{query_string}" if (query_string := request.GET.urlencode()) else address


def _credential(request, award, proof_format):
    if award is None:
        tries = wrong_code_allowance()
        if tries.is_used_up(request):
            headers = {"Retry-After": tries.seconds_left()}
            error = {"error": "too-many-tries"}
            return JsonResponse(error, status=HTTPStatus.TOO_MANY_REQUESTS, headers=headers)
        tries.use(request)
        return JsonResponse({"error": "not-found"}, status=HTTPStatus.NOT_FOUND)
    if award.validity != Validity.VALID:
        error = {"error": award.validity, "page": award.verification_url}
        return JsonResponse(error, status=HTTPStatus.GONE)
    if not documents.has_credential(award):
        return JsonResponse({"error": "no-credential"}, status=HTTPStatus.NOT_FOUND)
    try:
        return _credential_response(award, documents.issuer_of(award), proof_format)
    except (KeyFileError, OSError):
        return key_unreadable(request)


def _credential_response(award, issuer, proof_format):
    if proof_format == "jwt":
        return HttpResponse(documents.credential_jwt(award, issuer), content_type="application/vc+jwt")
    readable = {"ensure_ascii": False, "indent": 2}
    document = documents.credential_document(award, issuer)
    return JsonResponse(document, content_type="application/vc", json_dumps_params=readable)


@require_safe
def did_document(request):
    """Send the DID document with the department's public key."""
    try:
        issuer = documents.department_issuer()
    except KeyFileError:
        return key_unreadable(request)
    if issuer is None:
        raise Http404
    return JsonResponse(credentials.did_document(issuer), content_type="application/did+json")


@csrf_exempt  # until the upload handler keeps the file in memory; `_check_file` checks it
@require_http_methods(["GET", "POST"])
@never_cache
def check_file(request):
    """Compare a visitor's PDF with the files that the portal issued or made, in memory."""
    max_bytes = current().verify_max_mb * MEGABYTE
    if request.method == "POST":  # the body is not parsed yet
        tries = file_allowance()
        length = parameters.whole_number(request.META.get("CONTENT_LENGTH")) or 0
        if tries.is_used_up(request):
            _drain(request)
            return come_back_later(request, "tries", tries.seconds_left())
        if length > max_bytes + FORM_BYTES:
            _drain(request)
            return _forms(request, FileForm({}, {}, is_too_large=True))
    request.upload_handlers = [MemoryUploadHandler(request, max_bytes)]
    return _check_file(request)


@csrf_protect
def _check_file(request):
    if request.method != "POST":
        return _forms(request, FileForm())
    file_allowance().use(request)
    form = FileForm(request.POST, request.FILES, is_too_large=request.upload_handlers[0].is_too_large)
    if not form.is_valid():
        return _forms(request, form)
    try:
        compared = _comparison_context(form.cleaned_data["file"].read())
    except signatures.TooManyExaminationsError:
        return come_back_later(request, "many", RETRY_SECONDS)
    except LimitReachedError:
        return come_back_later(request, "busy", RETRY_SECONDS, HTTPStatus.SERVICE_UNAVAILABLE)
    return render(
        request,
        "awards/verification/award_verify.html",
        {"is_result": True, "form": CodeForm(), **compared},
    )


def _forms(request, file_form):
    return render(
        request,
        "awards/verification/award_verify.html",
        {"is_result": False, "form": CodeForm(), "file_form": file_form},
    )


def _drain(request):
    """Read the body to its end, so that a client that is still sending gets the answer."""
    with suppress(UnreadablePostError):
        while request.read(CHUNK):
            pass


def wrong_code_allowance() -> Allowance:
    """Return the allowance of wrong codes."""
    return Allowance("awards.codes", current().verify_tries, current().verify_minutes * 60)


def file_allowance() -> Allowance:
    """Return the allowance of compared files."""
    return Allowance("awards.files", current().verify_files, current().verify_minutes * 60)


def come_back_later(request, reason, seconds, status=HTTPStatus.TOO_MANY_REQUESTS):
    """Return the page that asks to come back later; `reason` is "many", "tries", "busy" or "key"."""
    context = {"reason": reason, "minutes": -(-seconds // 60)}
    response = render(request, "awards/verification/verify_refused.html", context, status=status)
    response["Retry-After"] = seconds
    return response


def key_unreadable(request):
    """Log the current exception and return the page that asks to come back later."""
    logger.exception("the key that signs credentials cannot be read")
    return come_back_later(request, "key", current().verify_minutes * 60, HTTPStatus.SERVICE_UNAVAILABLE)


def award_context(award):
    """Return the template context of an award, which may be None."""
    return {
        "file_form": FileForm(),
        "award": award,
        "signature": signatures.signature_in_words(award) if award else None,
        "has_credential": bool(award) and documents.has_credential(award),
        "checked_at": timezone.now(),
        "explanation_url": _explanation_url(award) if award else "",
    }


def _explanation_url(award):
    """Return where the level of its resolution is explained, empty for an award without a resolution."""
    area = award.assessment.area if award.assessment else award.area
    return area.explanation_url(award.year) if area and award.resolution else ""


def _comparison_context(content):
    sha256 = hashlib.sha256(content).hexdigest()
    award = awards.award_by_file(sha256)
    known = None if award else known_file(sha256)
    comparison = Comparison.KNOWN if known else _compare(content, award)
    is_ours = comparison in {Comparison.SAME, Comparison.KNOWN}
    facts = {"comparison": comparison, "is_ours": is_ours, "known": known, "file_sha256": sha256}
    return facts | award_context(award)


def _compare(content, award):
    if award:
        return Comparison.SAME
    kinds = {SignatureStatus.BROKEN: Comparison.CHANGED, SignatureStatus.VALID: Comparison.UNKNOWN}
    return kinds.get(signatures.uploaded_signature_state(content).status, Comparison.FOREIGN)
