"""The basic data of an area: shared quantities, typed once, and the inputs that follow them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.entry.actions import quantities
from assessments.pages import words
from assessments.pages.forms.quantities import QuantitiesForm, written
from assessments.pages.screens import aspects
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.quantities import BasicDataPage
from assessments.pages.views.access import get_assessment
from assessments.workflow.domain import WorkflowError
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action


@require_http_methods(["GET", "POST"])
@login_required
def basic_data(request, pk):
    """Show the shared quantities and save them; where inputs hold other numbers ask first which follow.

    `confirm` is the quantity carried forward whose button was pressed, "all" for all that wait; what
    was typed is saved with it.
    """
    assessment = get_assessment(request.user, pk)
    may_fill_in = request.user.has_perm("assessments.fill_in", assessment)
    if request.method == "POST" and not may_fill_in:
        raise PermissionDenied
    page = BasicDataPage(assessment)
    form = QuantitiesForm(
        posted(request), edition=page.edition, quantities=page.quantities, open_keys=page.open_keys
    )
    questions = []
    if form.is_valid():
        # Who was overtaken is told so before choosing anything.
        is_settled = "asked" in request.POST or form.is_overtaken(page.quantities)
        questions = [] if is_settled else page.questions(form.values)
        if not questions and _save(request, assessment, form):
            return redirect(_confirm(request, assessment, page) or _after_saving(request, page))
    context = page.context(
        form=form,
        fields=[(line, form.field_of(line.quantity.key)) for line in page.lines],
        questions=questions,
        is_choice=any(question.choices for question in questions),
        seen=written(page.numbers_seen),
        is_continuing="save-and-continue" in request.POST,
        confirming=parameters.word(request.POST, "confirm"),
        may_fill_in=may_fill_in,
        is_form=may_fill_in and bool(page.open_keys),
    )
    return render(request, "assessments/entry/basic_data.html", context)


def _save(request, assessment, form):
    """Save the form and tell what followed; return whether the action succeeded."""
    if "confirm" in request.POST and not (form.values or form.followers):
        return True
    try:
        saved = quantities.save_quantities(
            assessment=assessment,
            values=form.values,
            followers=form.followers,
            expected=form.expected,
            by=request.user,
        )
    except WorkflowError as error:
        concerned = ", ".join(error.indicators)
        refusal = words.refusal(error.code)
        if error.code == "quantity-changed":
            form.tell_overtaken(BasicDataPage(assessment).quantities, error.indicators)
        messages.error(
            request, f"{concerned}: {refusal}" if concerned and error.code == "cannot-follow" else refusal
        )
        return False
    messages.success(request, _("Basic data saved."))
    if saved.followed:
        sentence = ngettext(
            "Filled in at %(count)s indicator: %(codes)s",
            "Filled in at %(count)s indicators: %(codes)s",
            len(saved.followed),
        )
        messages.info(request, sentence % {"count": len(saved.followed), "codes": ", ".join(saved.followed)})
    return True


def _confirm(request, assessment, page):
    """Confirm what was pressed; return the address to go on at, None when no such button was pressed."""
    pressed = parameters.word(request.POST, "confirm")
    keys = [quantity.key for quantity in page.edition.quantities if pressed in ("all", quantity.key)]
    if not keys:
        return None
    run_action(request, quantities.confirm_quantities, _("Confirmed."), assessment=assessment, keys=keys)
    return request.path if pressed == "all" else f"{request.path}#quantity-{pressed.lower()}"


def _after_saving(request, page):
    """Return the address after saving: the first indicator left to fill in, or this page."""
    if "save-and-continue" not in request.POST:
        return request.path
    for aspect, _indicator in AssessmentPage(page.assessment).unanswered:
        return f"{aspects.aspect_url(page.assessment, aspect.code)}#work"
    return page.assessment.get_absolute_url()
