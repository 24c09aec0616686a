"""The basic data of an area: shared quantities, typed once, and the inputs that follow them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.entry.actions import quantities
from assessments.pages import words
from assessments.pages.forms.quantities import QuantitiesForm, written
from assessments.pages.screens import assessment as assessment_screens
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.quantities import BasicDataPage
from assessments.pages.views.access import get_assessment
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import WorkflowError
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action


@require_http_methods(["GET", "POST"])
@login_required
def basic_data(request, pk):
    """Show the shared quantities and save them; where inputs hold other numbers ask first which follow."""
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
            return redirect(_after_saving(request, page))
    context = page.context(
        form=form,
        fields=[(line, form.field_of(line.quantity.key)) for line in page.lines],
        questions=questions,
        is_choice=any(question.choices for question in questions),
        seen=written(page.numbers_seen),
        is_continuing="save-and-continue" in request.POST,
        may_fill_in=may_fill_in,
        is_form=may_fill_in and bool(page.open_keys),
    )
    return render(request, "assessments/entry/basic_data.html", context)


@require_POST
@login_required
def confirm_basic_data(request, pk):
    """Confirm the quantity `key` carried forward from the cycle before; all of them without a key."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    edition = workflow_queries.edition_of(assessment)
    key = parameters.word(request.POST, "key")
    keys = [quantity.key for quantity in edition.quantities if key in ("", quantity.key)]
    run_action(request, quantities.confirm_quantities, _("Confirmed."), assessment=assessment, keys=keys)
    place = f"#quantity-{keys[0]}" if key and keys else ""
    return redirect(f"{reverse('assessments:basic-data', args=[pk])}{place}")


def _save(request, assessment, form):
    """Save the form and tell what followed; return whether the action succeeded."""
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


def _after_saving(request, page):
    """Return the address after saving: the first indicator left to fill in, or this page."""
    if "save-and-continue" not in request.POST:
        return request.path
    for aspect, _indicator in AssessmentPage(page.assessment).unanswered:
        return f"{assessment_screens.aspect_url(page.assessment, aspect.code)}#work"
    return page.assessment.get_absolute_url()
