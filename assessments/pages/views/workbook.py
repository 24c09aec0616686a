"""Downloading and importing the workbook of an assessment."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.entry.actions import workbooks
from assessments.entry.documents import workbook as workbook_documents
from assessments.pages.forms import workbook as workbook_forms
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted_with_files, run_action


@require_safe
@login_required
def workbook(request, pk):
    """Send the assessment as an Excel workbook; 41 rows take a fraction of a second without a worker."""
    assessment = get_assessment(request.user, pk)
    name = f"eit-{assessment.area.key}-{assessment.cycle.year}.xlsx"
    return download(workbook_documents.entry_workbook(assessment), name, MEDIA_TYPES["xlsx"])


@require_http_methods(["GET", "POST"])
@login_required
def upload_workbook(request, pk):
    """Show the upload form and the preview of the changes in a workbook; nothing is saved here."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in")
    form = workbook_forms.WorkbookForm(*posted_with_files(request), assessment=assessment)
    preview, confirmation = None, ""
    page = AssessmentPage(assessment)
    if assessment.is_editable and form.is_valid():
        preview = workbook_forms.compare_workbook(
            form.cleaned_data["file"],
            page.edition,
            page.values,
            assessment.unlocked_codes(),
            quantities=page.quantities,
        )
        confirmation = preview.confirmation(assessment, request.user)
    context = {
        **page.context(),
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
    changes = workbook_forms.confirmed_changes(_confirmation(request), assessment, request.user)
    if changes is None:
        messages.error(request, _("The preview is too old or not yours. Please upload the workbook again."))
        return redirect("assessments:upload-workbook", pk)
    message = _("The values of the workbook were saved.")
    if run_action(request, workbooks.import_workbook, message, assessment=assessment, **changes):
        return redirect(assessment)
    return redirect("assessments:upload-workbook", pk)


def _confirmation(request):
    return parameters.word(request.POST, "confirmation", longest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
