"""Pages on which a list of areas is downloaded, checked and taken into the register."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.actions import imports
from areas.documents import area_workbook
from areas.forms.imports import AreaImportForm, confirmed_areas, preview_import
from areas.views.access import keeps_register
from areas.words import IMPORT_HEADINGS
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted_with_files, run_action


@require_http_methods(["GET", "POST"])
@keeps_register
def import_areas(request):
    """Show the form of a list and the preview of what it would change; nothing is saved here."""
    form = AreaImportForm(*posted_with_files(request))
    context = {"form": form, "preview": None, "headings": IMPORT_HEADINGS.values()}
    status = 200
    if form.is_valid():
        preview = preview_import(form.cleaned_data["file"])
        context |= {"preview": preview, "confirmation": preview.confirmation(request.user)}
    elif form.is_bound:
        status = 422
    return render(request, "areas/area_import.html", context, status=status)


@require_POST
@keeps_register
@fresh_sign_in
def confirm_import(request):
    """Take the rows of the preview into the register."""
    text = parameters.word(request.POST, "confirmation", longest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    listed = confirmed_areas(text, request.user)
    if listed is None:
        messages.error(request, _("The preview is too old or not yours. Please check the list again."))
        return redirect("areas:import")
    sentence = ngettext("%(count)s area is saved.", "%(count)s areas are saved.", len(listed))
    message = sentence % {"count": len(listed)}
    if run_action(request, imports.import_areas, message, listed=listed) is None:
        return redirect("areas:import")
    return redirect("areas:list")


@require_safe
@keeps_register
def workbook(request):
    """Send the register as a workbook."""
    return download(area_workbook(), f"{_('Register of target areas')}.xlsx", MEDIA_TYPES["xlsx"])
