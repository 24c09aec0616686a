"""Views of one assessment: list, detail, data entry, submission and workbook."""

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions, documents, labels, queries, uploads
from assessments.domain.entries import plain
from assessments.domain.workflow import Status, Step, WorkflowError
from assessments.forms import EntryForm, ReplyForm, SubmitForm
from assessments.models import Assessment
from ecotown.common import parameters
from ecotown.common.refusing import refused_at

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def get_assessment(user, pk, perm=None):
    """Return the assessment; raise 404 when the user may not see it, 403 when `perm` is missing."""
    assessments = (
        queries.with_audit(Assessment.objects.visible_to(user))
        .select_related("area__province", "cycle__framework", "resolution__meeting")
        .with_level()
    )
    assessment = get_object_or_404(assessments, pk=pk)
    if perm and not user.has_perm(perm, assessment):
        raise PermissionDenied
    return assessment


@require_safe
@login_required
def assessment_list(request):
    context = {
        "waiting": queries.waiting_for(request.user),
        "assessments": queries.on_list(request.user),
    }
    return render(request, "assessments/workflow/assessment_list.html", context)


@require_safe
@login_required
def detail(request, pk):
    assessment = get_assessment(request.user, pk)
    edition = queries.edition_of(assessment)
    values = queries.given_of(assessment)
    frame = queries.workspace(assessment, values)
    context = {
        **frame,
        "dimensions": queries.table_of(frame, edition),
        "steps": queries.steps_for(request.user, assessment, frame),
        "history": queries.timeline(assessment),
        "paper_offers": queries.paper_offers(request.user, assessment),
        "may_plan": request.user.has_perm("assessments.plan", assessment),
        **_committee_context(request, frame),
        "may_import": assessment.is_editable and request.user.has_perm("assessments.fill_in", assessment),
    }
    return render(request, "assessments/workflow/assessment_detail.html", context)


def _committee_context(request, frame):
    """Return the form for answering the committee, if allowed, and whether corrections are allowed."""
    assessment, reconsideration = frame["assessment"], frame["reconsideration"]
    may_answer = reconsideration is not None and request.user.has_perm("assessments.audit", assessment)
    action = reverse("assessments:answer-committee", args=[assessment.pk])
    refused = refused_at(request, action)
    return {
        "reply_form": refused or ReplyForm(initial={"reply": reconsideration.reply}, action=action)
        if may_answer
        else None,
        "may_correct": assessment.status == Status.PUBLISHED
        and request.user.has_perm("assessments.correct", assessment),
    }


@require_safe
@login_required
def level(request, pk):
    """Show the panel with the level and its explanation; polled while the level is computed."""
    assessment = get_assessment(request.user, pk)
    if request.htmx:
        may_plan = request.user.has_perm("assessments.plan", assessment)
        context = queries.workspace(assessment) | {"may_plan": may_plan}
        return render(request, "components/level_panel.html", context)
    return redirect(assessment)


@require_http_methods(["GET", "POST"])
@login_required
def aspect(request, pk, code):
    """Show the indicators of one aspect, with forms while the officer may fill them in, and save them."""
    assessment = get_assessment(request.user, pk)
    edition = queries.edition_of(assessment)
    part = next(
        (
            candidate
            for dimension in edition.dimensions
            for candidate in dimension.aspects
            if candidate.code == code
        ),
        None,
    )
    if part is None:
        raise Http404
    may_fill_in = request.user.has_perm("assessments.fill_in", assessment)
    if request.method == "POST" and not may_fill_in:
        raise PermissionDenied
    values = queries.given_of(assessment)
    exempt = [
        indicator.code
        for indicator in part.indicators
        if values.get(indicator.code, queries.NOTHING).not_applicable
    ]
    values_put_aside = queries.put_aside(assessment, exempt)
    # After a return only the returned indicators have a form.
    unlocked = assessment.unlocked_codes()
    forms = [
        EntryForm(
            _posted(request),
            indicator=indicator,
            given=values.get(indicator.code, queries.NOTHING),
            aside=values_put_aside.get(indicator.code),
        )
        if unlocked is None or indicator.code in unlocked
        else None
        for indicator in part.indicators
    ]
    open_forms = [form for form in forms if form]
    if request.method == "POST" and _are_valid(open_forms) and _save(request, assessment, open_forms):
        return redirect(_after_saving(request, assessment, edition, code))
    frame = queries.workspace(assessment, values)
    proofs = queries.proofs_of(assessment, part)
    context = {
        **frame,
        "aspect": part,
        "cards": [
            _as_sent(request, assessment, card)
            for card in queries.cards(part, frame, forms, proofs, queries.targets_of(assessment.area))
        ],
        "may_plan": request.user.has_perm("assessments.plan", assessment),
        "citable": queries.citable(assessment) if may_fill_in else [],
        "may_fill_in": may_fill_in,
        "is_form": may_fill_in and assessment.is_editable and bool(open_forms),
        "has_errors": any(form.errors for form in open_forms),
        **queries.neighbours(edition, code),
    }
    return render(request, "assessments/entry/aspect_detail.html", context)


def _as_sent(request, assessment, card):
    """Return the card with the refused reasons for its warnings as they were typed."""
    address = reverse("assessments:answer-warning", args=[assessment.pk, card.indicator.code])
    form = refused_at(request, address)
    return queries.with_typed_reasons(card, form.typed, form.problems) if form else card


@require_POST
@login_required
def entry(request, pk, code):
    """Save one indicator while the officer types; respond with the parts of the aspect page that change."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    edition = queries.edition_of(assessment)
    part = queries.aspect_of(edition, code)
    if part is None:
        raise Http404
    form = EntryForm(request.POST, indicator=edition.by_code[code], given=queries.NOTHING)
    outcome = _save_one(assessment, form, by=request.user)
    assessment = get_assessment(request.user, pk)
    frame = queries.workspace(assessment)
    may_plan = request.user.has_perm("assessments.plan", assessment)
    context = {**frame, **queries.entry_card(frame, part, form), **outcome, "may_plan": may_plan}
    status = {"saved_at": 200, "errors": 422, "refusal": 409}
    return render(request, "assessments/entry/entry_save.html", context, status=status[next(iter(outcome))])


@require_POST
@login_required
def confirm(request, pk, code):
    """Confirm the value carried forward from the cycle before."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    part = queries.aspect_of(queries.edition_of(assessment), code)
    if part is None or not assessment.entries.filter(indicator__code=code).exists():
        raise Http404
    do(request, actions.confirm_entry, _("Confirmed."), assessment=assessment, code=code)
    return redirect(f"{queries.aspect_url(assessment, part.code)}#indicator-{code.lower()}")


@require_http_methods(["GET", "POST"])
@login_required
def submit(request, pk):
    """Show the check before submission and submit the assessment."""
    assessment = get_assessment(request.user, pk, perm="assessments.submit")
    form = SubmitForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if do(request, actions.submit, _("Submitted to the assessors."), assessment=assessment, **values):
            return redirect(assessment)
    edition = queries.edition_of(assessment)
    frame = queries.workspace(assessment)
    unsettled = queries.unsettled_files(assessment)
    context = {
        **frame,
        **queries.check_of(frame, edition, queries.proofs_of(assessment, edition), unsettled),
        "dimensions": queries.table_of(frame, edition),
        "form": form,
        "refusal": queries.refusal(request.user, assessment, Step.SUBMIT, frame, unsettled),
        "is_refused": request.method == "POST",
        "is_waiting": bool(unsettled.unexamined),
    }
    return render(request, "assessments/workflow/assessment_submit.html", context)


@require_safe
@login_required
def workbook(request, pk):
    """Send the assessment as an Excel workbook; 41 rows take a fraction of a second without a worker."""
    assessment = get_assessment(request.user, pk)
    name = f"eit-{assessment.area.key}-{assessment.cycle.year}.xlsx"
    return HttpResponse(
        documents.workbook_of(assessment),
        headers={"Content-Type": XLSX, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "POST"])
@login_required
def upload_workbook(request, pk):
    """Show the upload form and the preview of the changes in a workbook; nothing is saved here."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    files = request.FILES if request.method == "POST" else None
    form = uploads.WorkbookForm(_posted(request), files, assessment=assessment)
    preview, confirmation = None, ""
    if request.method == "POST" and assessment.is_editable and form.is_valid():
        stored = queries.given_of(assessment)
        preview = uploads.compare(
            form.cleaned_data["file"], queries.edition_of(assessment), stored, assessment.unlocked_codes()
        )
        confirmation = preview.confirmation(assessment, request.user)
    context = {
        **queries.workspace(assessment),
        "form": form,
        "preview": preview,
        "confirmation": confirmation,
    }
    return render(request, "assessments/entry/workbook_upload.html", context)


@require_POST
@login_required
def import_workbook(request, pk):
    """Save the changes of the preview unless one of the values was changed meanwhile."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    changes = uploads.confirmed(_confirmation(request), assessment, request.user)
    if changes is None:
        messages.error(request, _("The preview is too old or not yours. Please upload the workbook again."))
        return redirect("assessments:upload-workbook", pk)
    message = _("The values of the workbook were saved.")
    if do(request, actions.import_workbook, message, assessment=assessment, **changes):
        return redirect(assessment)
    return redirect("assessments:upload-workbook", pk)


def _confirmation(request):
    return parameters.word(request.POST, "confirmation", longest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _posted(request):
    """Return the posted data, None for other requests; an empty form is posted data too."""
    return request.POST if request.method == "POST" else None


def _are_valid(forms):
    """Return whether all forms are valid; all are validated, so that all errors show at once."""
    return not [form for form in forms if not form.is_valid()]


def _save(request, assessment, forms):
    """Save the forms that the officer changed; return whether the action succeeded."""
    touched = [form for form in forms if form.is_touched]
    values = {form.indicator.code: form.given for form in touched}
    seen_values = {form.indicator.code: form.seen for form in touched if form.seen is not None}
    try:
        actions.save_entries(assessment=assessment, values=values, seen=seen_values, by=request.user)
    except WorkflowError as error:
        messages.error(request, labels.refusal(error.code))
        if error.code == "changed-meanwhile":
            current = queries.given_of(assessment)
            for form in touched:
                if form.indicator.code in error.indicators:
                    form.tell_overtaken(current.get(form.indicator.code, queries.NOTHING))
        return False
    messages.success(request, _("Values saved."))
    return True


def _save_one(assessment, form, *, by):
    """Save one form; return context with one of `saved_at`, `errors`, `refusal`."""
    if not form.is_valid():
        return {"errors": form.error_sentences(), "invalid": " ".join(form.errors)}
    code = form.indicator.code
    try:
        if form.is_touched:
            seen_values = {} if form.seen is None else {code: form.seen}
            actions.save_entries(assessment=assessment, values={code: form.given}, seen=seen_values, by=by)
    except WorkflowError as error:
        refusal = {"refusal": labels.refusal(error.code)}
        return refusal | (queries.overtaken(assessment, form) if error.code == "changed-meanwhile" else {})
    return {"saved_at": timezone.now(), "before": json.dumps(plain(form.given))}


def do(request, action, message, **values):
    """Run an action and show its message or its refusal; return whether it succeeded."""
    try:
        action(by=request.user, **values)
    except WorkflowError as error:
        messages.error(request, labels.refusal(error.code))
        return False
    messages.success(request, message)
    return True


def _after_saving(request, assessment, edition, code):
    """Return the address after saving: the next aspect, or this page when the officer only saves."""
    following = queries.neighbours(edition, code)["following"]
    if "save-and-continue" in request.POST:
        # The keyboard focus continues at the forms.
        url = f"{queries.aspect_url(assessment, following)}#work" if following else ""
        return url or assessment.get_absolute_url()
    return request.path
