"""The pages of officers, assessors and administrators."""

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
    """404 outside what the user may see, 403 when they may see but not do."""
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
    return render(request, "assessments/assessment_list.html", context)


@require_safe
@login_required
def detail(request, pk):
    assessment = get_assessment(request.user, pk)
    edition = queries.edition_of(assessment)
    given = queries.given_of(assessment)
    frame = queries.workspace(assessment, given)
    context = {
        **frame,
        "dimensions": queries.table_of(frame, edition),
        "steps": queries.steps_for(request.user, assessment, frame),
        "history": queries.timeline(assessment),
        "paper_offers": queries.paper_offers(request.user, assessment),
        "may_plan": request.user.has_perm("assessments.plan", assessment),
        **_of_committee(request, frame),
        "may_import": assessment.is_editable and request.user.has_perm("assessments.fill_in", assessment),
    }
    return render(request, "assessments/assessment_detail.html", context)


def _of_committee(request, frame):
    """The form for the assessor's answer when the committee sent it back; whether one may correct it."""
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
    """The panel that tells why the area has its level; asked again and again while it is computed."""
    assessment = get_assessment(request.user, pk)
    if request.htmx:
        may_plan = request.user.has_perm("assessments.plan", assessment)
        context = queries.workspace(assessment) | {"may_plan": may_plan}
        return render(request, "components/level_panel.html", context)
    return redirect(assessment)


@require_http_methods(["GET", "POST"])
@login_required
def aspect(request, pk, code):
    """The indicators of one aspect: forms for the officers while it is theirs, else for reading."""
    assessment = get_assessment(request.user, pk)
    edition = queries.edition_of(assessment)
    found = next((one for part in edition.dimensions for one in part.aspects if one.code == code), None)
    if found is None:
        raise Http404
    may_fill_in = request.user.has_perm("assessments.fill_in", assessment)
    if request.method == "POST" and not may_fill_in:
        raise PermissionDenied
    given = queries.given_of(assessment)
    exempt = [one.code for one in found.indicators if given.get(one.code, queries.NOTHING).not_applicable]
    aside = queries.put_aside(assessment, exempt)
    # After a return only what came back has a form.
    unlocked = assessment.unlocked_codes()
    forms = [
        EntryForm(
            _posted(request),
            indicator=one,
            given=given.get(one.code, queries.NOTHING),
            aside=aside.get(one.code),
        )
        if unlocked is None or one.code in unlocked
        else None
        for one in found.indicators
    ]
    shown = [form for form in forms if form]
    if request.method == "POST" and _are_valid(shown) and _save(request, assessment, shown):
        return redirect(_after_saving(request, assessment, edition, code))
    frame = queries.workspace(assessment, given)
    proofs = queries.proofs_of(assessment, found)
    context = {
        **frame,
        "aspect": found,
        "cards": [
            _as_sent(request, assessment, card)
            for card in queries.cards(found, frame, forms, proofs, queries.targets_of(assessment.area))
        ],
        "may_plan": request.user.has_perm("assessments.plan", assessment),
        "citable": queries.citable(assessment) if may_fill_in else [],
        "may_fill_in": may_fill_in,
        "is_form": may_fill_in and assessment.is_editable and bool(shown),
        "has_errors": any(form.errors for form in shown),
        **queries.neighbours(edition, code),
    }
    return render(request, "assessments/aspect.html", context)


def _as_sent(request, assessment, card):
    """The card with the reasons that were sent for its warnings and not taken."""
    address = reverse("assessments:answer-warning", args=[assessment.pk, card.indicator.code])
    form = refused_at(request, address)
    return queries.with_typed_reasons(card, form.typed, form.problems) if form else card


@require_POST
@login_required
def entry(request, pk, code):
    """Save one indicator while the officer types; answers with the parts of the aspect page that change."""
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
    return render(request, "assessments/entry.html", context, status=status[next(iter(outcome))])


@require_POST
@login_required
def confirm(request, pk, code):
    """Say that the value carried forward from the cycle before still holds."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    part = queries.aspect_of(queries.edition_of(assessment), code)
    if part is None or not assessment.entries.filter(indicator__code=code).exists():
        raise Http404
    do(request, actions.confirm_entry, _("Confirmed."), assessment=assessment, code=code)
    return redirect(f"{queries.aspect_url(assessment, part.code)}#indicator-{code.lower()}")


@require_http_methods(["GET", "POST"])
@login_required
def submit(request, pk):
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
    return render(request, "assessments/assessment_submit.html", context)


@require_safe
@login_required
def workbook(request, pk):
    """The assessment as an Excel workbook; 41 rows take a fraction of a second, so no worker is asked."""
    assessment = get_assessment(request.user, pk)
    name = f"eit-{assessment.area.key}-{assessment.cycle.year}.xlsx"
    return HttpResponse(
        documents.workbook_of(assessment),
        headers={"Content-Type": XLSX, "Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "POST"])
@login_required
def upload_workbook(request, pk):
    """Choose a workbook, then see what it would change; nothing is saved here."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    files = request.FILES if request.method == "POST" else None
    form = uploads.WorkbookForm(_posted(request), files, assessment=assessment)
    preview, confirmation = None, ""
    if request.method == "POST" and assessment.is_editable and form.is_valid():
        given = queries.given_of(assessment)
        preview = uploads.compare(
            form.cleaned_data["file"], queries.edition_of(assessment), given, assessment.unlocked_codes()
        )
        confirmation = preview.confirmation(assessment, request.user)
    context = {
        **queries.workspace(assessment),
        "form": form,
        "preview": preview,
        "confirmation": confirmation,
    }
    return render(request, "assessments/assessment_workbook.html", context)


@require_POST
@login_required
def import_workbook(request, pk):
    """Save what the preview showed, when nothing of it was changed meanwhile."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    changes = uploads.confirmed(_confirmation(request), assessment, request.user)
    if changes is None:
        messages.error(request, _("The preview is too old or not yours. Please upload the workbook again."))
        return redirect("assessments:upload-workbook", pk)
    done = _("The values of the workbook were saved.")
    if do(request, actions.import_workbook, done, assessment=assessment, **changes):
        return redirect(assessment)
    return redirect("assessments:upload-workbook", pk)


def _confirmation(request):
    return parameters.word(request.POST, "confirmation", longest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _posted(request):
    """What was sent, None when the page is only looked at; an empty form is sent too."""
    return request.POST if request.method == "POST" else None


def _are_valid(forms):
    """Whether all are valid; every one is looked at, so that all faults show at once."""
    return not [form for form in forms if not form.is_valid()]


def _save(request, assessment, forms):
    """Store what the officer touched; True when nothing stood in the way."""
    touched = [form for form in forms if form.is_touched]
    values = {form.indicator.code: form.given for form in touched}
    seen = {form.indicator.code: form.seen for form in touched if form.seen is not None}
    try:
        actions.save_entries(assessment=assessment, values=values, seen=seen, by=request.user)
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
    """What became of one value: `saved_at`, `errors`, or a `refusal`, as the page tells it."""
    if not form.is_valid():
        return {"errors": form.error_sentences(), "invalid": " ".join(form.errors)}
    code = form.indicator.code
    try:
        if form.is_touched:
            seen = {} if form.seen is None else {code: form.seen}
            actions.save_entries(assessment=assessment, values={code: form.given}, seen=seen, by=by)
    except WorkflowError as error:
        refused = {"refusal": labels.refusal(error.code)}
        return refused | (queries.overtaken(assessment, form) if error.code == "changed-meanwhile" else {})
    return {"saved_at": timezone.now(), "before": json.dumps(plain(form.given))}


def do(request, action, done, **values):
    """Run an action and say how it went; True when it went well."""
    try:
        action(by=request.user, **values)
    except WorkflowError as error:
        messages.error(request, labels.refusal(error.code))
        return False
    messages.success(request, done)
    return True


def _after_saving(request, assessment, edition, code):
    """On to the next aspect, or the same page when the officer only saves."""
    following = queries.neighbours(edition, code)["following"]
    if "save-and-continue" in request.POST:
        # The keyboard goes on where the work begins.
        place = f"{queries.aspect_url(assessment, following)}#work" if following else ""
        return place or assessment.get_absolute_url()
    return request.path
