"""The pages on which a ceremony is prepared and held."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.views.committee import chosen_assessments
from awards import actions, labels, queries
from awards.actions import AwardError
from awards.domain.ceremonies import Attendance, PackageKind
from awards.forms import CeremonyForm, RecipientForm
from awards.models import Ceremony
from ecotown.common import thai

PERMISSION = "awards.hold_ceremonies"
PAGE = "awards/ceremony.html"
CEREMONY = ("name", "place", "presiding", "presiding_position", "fiscal_year")
DESIGNS = ("certificate_design", "plaque_design", "named_certificate_design", "named_plaque_design")
RECIPIENT = (
    *("given_name", "given_recognition", "area", "with_certificate", "with_plaque"),
    *("seat", "represented_by", "reading_hint"),
)


def get_ceremony(user, pk):
    """403 for all but administrators, 404 where there is none."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    return get_object_or_404(Ceremony.objects.visible_to(user), pk=pk)


def get_recipient(user, pk, recipient_pk):
    return get_object_or_404(get_ceremony(user, pk).recipients.told(), pk=recipient_pk)


def do(request, action, done, **values):
    """Run an action and say how it went; what it made, None when it was refused."""
    try:
        made = action(by=request.user, **values)
    except AwardError as error:
        messages.error(request, labels.refusal(error.code, error.detail))
        return None
    messages.success(request, done)
    return made


@require_safe
@login_required
def ceremony_list(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    ceremonies = Ceremony.objects.visible_to(request.user).with_counts()
    return render(request, "awards/ceremony_list.html", {"ceremonies": ceremonies})


@require_safe
@login_required
def ceremony(request, pk):
    """Who is honoured, in call order; what can be printed and taken along."""
    found = get_ceremony(request.user, pk)
    packages = queries.packages_of(found, request.user)
    context = {
        "ceremony": found,
        "course": queries.course_of(found),
        "honourable": queries.honourable(found, request.user),
        "runs": found.runs.with_counts()[:10],
        "packages": packages,
        "offers": [(kind.value, labels.PACKAGES[kind]) for kind in PackageKind],
        "is_waiting": any(package.is_waiting for package in packages),
        "attendances": list(labels.ATTENDANCES.items()),
    }
    return render(request, f"{PAGE}#packages" if request.htmx else PAGE, context)


@require_safe
@login_required
def script(request, pk):
    """What the announcer reads, one recipient after the other."""
    found = get_ceremony(request.user, pk)
    context = {"ceremony": found, "course": queries.course_of(found)}
    return render(request, "awards/ceremony_script.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def plan_ceremony(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = CeremonyForm(request.POST if request.method == "POST" else None)
    planned = try_form(form, actions.plan_ceremony, by=request.user) if request.method == "POST" else None
    if planned:
        messages.success(request, _("Ceremony entered. Now choose who is honoured."))
        return redirect(planned)
    return render(request, "awards/ceremony_form.html", {"form": form, "ceremony": None})


@require_http_methods(["GET", "POST"])
@login_required
def change_ceremony(request, pk):
    found = get_ceremony(request.user, pk)
    initial = {name: getattr(found, name) for name in (*CEREMONY, *DESIGNS)}
    initial["date"] = f"{found.date.day}/{found.date.month}/{thai.year(found.date)}"
    form = CeremonyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and try_form(form, actions.change_ceremony, ceremony=found, by=request.user):
        messages.success(request, _("Ceremony saved."))
        return redirect(found)
    return render(request, "awards/ceremony_form.html", {"form": form, "ceremony": found})


@require_POST
@login_required
def add_areas(request, pk):
    """Put the ticked results on the list."""
    found, chosen = get_ceremony(request.user, pk), chosen_assessments(request)
    done = ngettext("%(count)s area added.", "%(count)s areas added.", len(chosen)) % {"count": len(chosen)}
    with_plaque = request.POST.get("with_plaque") == "1"
    do(request, actions.add_areas, done, ceremony=found, assessments=chosen, with_plaque=with_plaque)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def add_recipient(request, pk):
    found = get_ceremony(request.user, pk)
    form = RecipientForm(request.POST if request.method == "POST" else None, is_new=True)
    if request.method == "POST" and try_form(form, actions.add_recipient, ceremony=found, by=request.user):
        messages.success(request, _("Recipient added."))
        return redirect(found)
    return render(request, "awards/recipient_form.html", {"form": form, "ceremony": found})


@require_http_methods(["GET", "POST"])
@login_required
def recipient(request, pk, recipient_pk):
    """What is known of a recipient: name, recognition, seat, reading hint."""
    one = get_recipient(request.user, pk, recipient_pk)
    initial = {name: getattr(one, name) for name in RECIPIENT}
    form = RecipientForm(
        request.POST if request.method == "POST" else None, initial=initial, is_area=not one.is_named
    )
    if request.method == "POST" and try_form(form, actions.change_recipient, recipient=one, by=request.user):
        messages.success(request, _("Recipient saved."))
        return redirect(one.ceremony)
    context = {"form": form, "ceremony": one.ceremony, "recipient": one}
    return render(request, "awards/recipient_form.html", context)


@require_POST
@login_required
def remove_recipient(request, pk, recipient_pk):
    one = get_recipient(request.user, pk, recipient_pk)
    try:
        actions.remove_recipient(recipient=one, by=request.user)
    except AwardError as error:
        messages.error(request, labels.refusal(error.code))
    else:
        messages.success(request, _("Recipient taken off the list."))
    return redirect(one.ceremony)


@require_POST
@login_required
def move_recipient(request, pk, recipient_pk):
    """Let a recipient be called earlier or later, by one place or at a number."""
    one = get_recipient(request.user, pk, recipient_pk)
    typed = thai.arabic_digits(request.POST.get("place", ""))
    place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else one.position
    place += ("down" in request.POST) - ("up" in request.POST)
    actions.move_recipient(recipient=one, place=place, by=request.user)
    return redirect(f"{one.ceremony.get_absolute_url()}#recipient-{one.pk}")


@require_POST
@login_required
def mark_attendance(request, pk, recipient_pk):
    """Say who has come; a partial answer for the page that asked by htmx."""
    one = get_recipient(request.user, pk, recipient_pk)
    try:
        attendance = Attendance(request.POST.get("attendance", ""))
    except ValueError as error:
        raise BadRequest("unknown attendance") from error
    actions.mark_attendance(recipient=one, attendance=attendance, by=request.user)
    return redirect(f"{reverse('awards:ceremony', args=[pk])}#recipient-{one.pk}")


def try_form(form, action, **values):
    """What the action made of what was typed; None when it was refused, which the form then says."""
    if not form.is_valid():
        return None
    try:
        return action(**values, **form.cleaned_data)
    except AwardError as error:
        form.add_error(None, labels.refusal(error.code))
        return None
