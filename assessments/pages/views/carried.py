"""Views that confirm many values carried forward at once, by dimension."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.entry.actions import entries
from assessments.pages import words
from assessments.pages.forms.carried import CarriedForm
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.carried import CarriedPage, first_waiting_dimension
from assessments.pages.views.access import get_assessment
from assessments.workflow.domain import WorkflowError


@require_safe
@login_required
def carried(request, pk):
    """Lead to the first dimension with a value that waits to be confirmed, without one to the assessment."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    dimension = first_waiting_dimension(AssessmentPage(assessment))
    if dimension is None:
        messages.info(request, _("No value of the year before waits to be confirmed."))
        return redirect(assessment)
    return redirect(_url(pk, dimension))


@require_http_methods(["GET", "POST"])
@login_required
def carried_dimension(request, pk, code):
    """Show the values carried forward of a dimension, and confirm those ticked.

    Those that someone else changed meanwhile are not confirmed and shown as they stand now.
    """
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    page = AssessmentPage(assessment)
    dimension = next((part for part in page.edition.dimensions if part.code == code), None)
    if dimension is None:
        raise Http404
    codes = {indicator.code for indicator in dimension.indicators}
    form = CarriedForm(request.POST, codes=codes) if request.method == "POST" else None
    outcome = _confirm(request, assessment, form) if form else None
    if outcome and not outcome.overtaken:
        return redirect(_after_confirming(AssessmentPage(assessment), dimension))
    # What was confirmed is read again, so that the page shows it.
    carried_page = CarriedPage(
        AssessmentPage(get_assessment(request.user, pk)) if form else page,
        dimension,
        ticked=codes if "all" in request.GET else (),
        overtaken=outcome.overtaken if outcome else (),
    )
    context = {**carried_page.page.context(), "carried_page": carried_page}
    return render(request, "assessments/entry/carried_dimension.html", context)


def _confirm(request, assessment, form):
    """Confirm the ticked values and show the outcome; return it, None when nothing could be confirmed."""
    if not form.codes:
        messages.error(request, words.refusal("nothing-chosen"))
        return None
    try:
        outcome = entries.confirm_entries(
            assessment=assessment, codes=form.codes, expected=form.expected, by=request.user
        )
    except WorkflowError as error:
        messages.error(request, words.refusal(error.code))
        return None
    count = len(outcome.confirmed)
    if count:
        sentence = ngettext("%(count)s value confirmed.", "%(count)s values confirmed.", count)
        messages.success(request, sentence % {"count": count})
    if outcome.overtaken:
        sentence = ngettext(
            "%(count)s value was not confirmed, because someone else has changed it: %(codes)s",
            "%(count)s values were not confirmed, because someone else has changed them: %(codes)s",
            len(outcome.overtaken),
        )
        codes = ", ".join(outcome.overtaken)
        messages.error(request, sentence % {"count": len(outcome.overtaken), "codes": codes})
    if not count and not outcome.overtaken:
        messages.info(request, _("These values are confirmed already."))
    return outcome


def _after_confirming(page, dimension):
    """Return the address to go on at: this dimension, the next one that waits, or the assessment."""
    carried_page = CarriedPage(page, dimension)
    following = dimension if carried_page.waiting else carried_page.following
    return _url(page.assessment.pk, following) if following else page.assessment.get_absolute_url()


def _url(pk, dimension):
    return reverse("assessments:carried-dimension", args=[pk, dimension.code])
