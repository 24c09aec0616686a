"""The pages on which anyone verifies an award; no sign-in, no personal data."""

import hashlib
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
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
from ecotown.common.credentials import did_document
from ecotown.common.signatures import Seal
from ecotown.common.uploads import MEGABYTE, InMemory
from ecotown.common.visitors import Allowance

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
    return render(request, "awards/verify.html", {"form": form, "file_form": FileForm(), "asked": False})


@vary_on_headers("Accept")
@require_safe
@never_cache
def verify(request, code):
    """Valid, revoked, replaced, corrected or not found; those who guess codes wait. Machines get JSON."""
    if not request.accepts("text/html") and any(request.accepts(kind) for kind in MACHINE):
        return credential(request, code)
    tries = wrong_codes()
    if tries.is_used_up(request):
        return too_many(request, tries)
    found = queries.verified(code)
    if found is None:
        tries.use(request)
    typed = request.GET.get("number", "")[:40]
    context = {
        "asked": True,
        "form": CodeForm(initial={"code": code if found else "", "number": typed}),
        "typed_number": typed if found and typed and not queries.same_number(typed, found.number) else "",
        **shown(found),
    }
    status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
    return render(request, "awards/verify.html", context, status=status)


@require_safe
@never_cache
def credential(request, code, way="json"):
    """The award for machines, signed; 410 with the reason when it no longer counts."""
    tries = wrong_codes()
    if tries.is_used_up(request):
        headers = {"Retry-After": tries.seconds_left()}
        return JsonResponse({"error": "too-many-tries"}, status=HTTPStatus.TOO_MANY_REQUESTS, headers=headers)
    found = queries.verified(code)
    if found is None:
        tries.use(request)
        return JsonResponse({"error": "not-found"}, status=HTTPStatus.NOT_FOUND)
    if found.standing != Standing.VALID:
        said = {"error": found.standing, "page": found.verification_url}
        return JsonResponse(said, status=HTTPStatus.GONE)
    if not credentials.is_offered(found):
        return JsonResponse({"error": "no-credential"}, status=HTTPStatus.NOT_FOUND)
    issuer = credentials.issuer_of(found)
    if way == "jwt":
        return HttpResponse(credentials.as_jwt(found, issuer), content_type="application/vc+jwt")
    readable = {"ensure_ascii": False, "indent": 2}
    document = credentials.as_document(found, issuer)
    return JsonResponse(document, content_type="application/vc", json_dumps_params=readable)


@require_safe
def did(_request):
    """With which key the department signs credentials."""
    issuer = credentials.department()
    if issuer is None:
        raise Http404
    return JsonResponse(did_document(issuer), content_type="application/did+json")


@csrf_exempt  # until the file is sure to stay in memory; then it is checked
@require_http_methods(["GET", "POST"])
@never_cache
def check_file(request):
    """Compare a visitor's PDF with the register, in memory."""
    request.upload_handlers = [InMemory(request, settings.VERIFY_MAX_MB * MEGABYTE)]
    return _check_file(request)


@csrf_protect
def _check_file(request):
    context = {"asked": False, "form": CodeForm(), "file_form": FileForm()}
    if request.method == "POST":
        tries = Allowance("awards.files", settings.VERIFY_FILES, settings.VERIFY_SECONDS)
        if tries.is_used_up(request):
            return too_many(request, tries)
        tries.use(request)
        files = request.FILES
        form = FileForm(request.POST, files, is_too_large=request.upload_handlers[0].is_too_large)
        context["file_form"] = form
        if form.is_valid():
            context |= {"asked": True, "file_form": FileForm()} | _compared(files["file"].read())
    return render(request, "awards/verify.html", context)


def wrong_codes() -> Allowance:
    """How many codes that do not exist a visitor may try."""
    return Allowance("awards.codes", settings.VERIFY_TRIES, settings.VERIFY_SECONDS)


def too_many(request, tries):
    seconds = tries.seconds_left()
    context = {"minutes": -(-seconds // 60)}
    response = render(request, "awards/verify_later.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = seconds
    return response


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
