"""One-time codes: given by administrators, and used by people without signing in."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.requests.visitors import Allowance
from ecotown.common.steps.running import posted, run_action
from ecotown.people import domain, words
from ecotown.people.actions import codes
from ecotown.people.documents import letters
from ecotown.people.domain import PeopleError
from ecotown.people.forms.codes import ChoosePasswordForm, OneTimeCodeForm
from ecotown.people.models.codes import OneTimeCode
from ecotown.people.views.access import for_administrators, get_person

ALLOWANCE = Allowance("people.codes", tries=20, seconds=600)
CODE_REFUSALS = {
    HTTPStatus.NOT_FOUND: words.CODE_UNKNOWN,
    HTTPStatus.GONE: words.CODE_USED,
    HTTPStatus.TOO_MANY_REQUESTS: words.TOO_MANY_TRIES,
}


@require_POST
@for_administrators
def give_invitation(request, pk):
    """Invite a person anew: by mail with `by_mail`, else by a letter."""
    by_mail = parameters.word(request.POST, "by_mail") == "1"
    message = (
        _("The invitation is being sent.")
        if by_mail
        else _("There is a new code. Please print the letter and hand it over.")
    )
    run_action(request, codes.give_invitation, message, person=get_person(pk), by_mail=by_mail)
    return redirect("people:person", pk)


@require_POST
@for_administrators
def give_password_code(request, pk):
    message = _("There is a new code. Tell it only to the person, after you are sure who it is.")
    run_action(request, codes.give_password_code, message, person=get_person(pk))
    return redirect("people:person", pk)


@require_POST
@for_administrators
def withdraw_code(request, pk, code_pk):
    code = get_object_or_404(OneTimeCode, pk=code_pk, person=get_person(pk))
    run_action(request, codes.withdraw_code, _("The code is withdrawn."), code=code)
    return redirect("people:person", pk)


@require_safe
@for_administrators
def letter(request, pk, code_pk):
    """Send the letter with a code as PDF; a code that went by mail, or has ended, has none."""
    usable = OneTimeCode.objects.usable().filter(by_mail=False)
    code = get_object_or_404(usable.select_related("person", "given_by"), pk=code_pk, person=get_person(pk))
    name = f"{_('Invitation')} {code.person}.pdf"
    return download(letters.code_letter(code), name, "application/pdf", is_shown=True, is_private=True)


@require_http_methods(["GET", "POST"])
@never_cache
def enter_code(request):
    """Show the form for a one-time code, and lead to the page on which it is used."""
    form = OneTimeCodeForm(posted(request))
    if form.is_valid():
        code, status = usable_code(request, form.cleaned_data["code"])
        if code:
            return redirect("people:use-code", code.code)
        form.add_error("code", _refusal(status))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/code_enter.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("password", "repeated")
def use_code(request, text):
    """Let a person choose a password, after an invitation a user name, too."""
    code, status = usable_code(request, text)
    if code is None:
        return refuse_code(request, status)
    form = ChoosePasswordForm(posted(request), code=code)
    if form.is_valid() and _is_used(form, code):
        messages.success(request, _("The password is set. Please sign in."))
        return redirect("accounts:sign-in")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "code": code, "person": code.person, "terms": _terms(code.person)}
    return render(request, "people/code_use.html", context, status=status)


def usable_code(request, text):
    """Return the usable code that a visitor sent, or None with the status of the answer; wrong ones count."""
    if ALLOWANCE.is_used_up(request):
        return None, HTTPStatus.TOO_MANY_REQUESTS
    typed = domain.code_in(text)
    code = codes.usable_code(typed) if typed else None
    if code is None and typed and codes.is_used(typed):
        # A second click on the button, or a way back: the person knows the code, so nothing is guessed.
        return None, HTTPStatus.GONE
    if code is None:
        ALLOWANCE.use(request)
        return None, HTTPStatus.NOT_FOUND
    return code, HTTPStatus.OK


def refuse_code(request, status):
    """Show the form for a code, and why the one of the address opens nothing."""
    context = {"form": OneTimeCodeForm(), "refusal": _refusal(status)}
    return render(request, "people/code_enter.html", context, status=status)


def _refusal(status):
    return CODE_REFUSALS[status]


def _is_used(form, code):
    values = {name: form.cleaned_data[name] for name in ("username", "password") if name in form.cleaned_data}
    try:
        codes.use_code(code=code, **values)
    except PeopleError as error:
        form.add_error("username" if error.code == "name-taken" else None, words.refusal(error.code))
        return False
    return True


def _terms(person):
    return person.terms.not_over().select_related("province").order_by("province__sort_key")
