"""A list of officers that is invited at once, after a preview."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted_with_files, run_action
from ecotown.people import words
from ecotown.people.actions import people as people_actions
from ecotown.people.documents import officer_form
from ecotown.people.forms.imports import OfficerImportForm, confirmed_officers, preview_officers
from ecotown.people.views.access import for_administrators


@require_http_methods(["GET", "POST"])
@for_administrators
def import_officers(request):
    """Show the form of a list and the preview of what it would add; nothing is saved here."""
    form = OfficerImportForm(*posted_with_files(request))
    context = {"form": form, "headings": words.COLUMNS.values(), "preview": None}
    if form.is_valid():
        preview = preview_officers(form.rows)
        context |= {"preview": preview, "confirmation": preview.confirmation(request.user)}
    return render(request, "people/officer_import.html", context, status=422 if form.errors else 200)


@require_POST
@for_administrators
def confirm_import(request):
    """Invite the officers of the preview."""
    text = parameters.word(request.POST, "confirmation", longest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    officers = confirmed_officers(text, request.user)
    if officers is None:
        messages.error(request, _("The preview is too old or not yours. Please check the list again."))
        return redirect("people:import")
    message = ngettext("%(count)s officer invited.", "%(count)s officers invited.", len(officers))
    message %= {"count": len(officers)}
    invited = run_action(request, people_actions.import_officers, message, officers=officers)
    return redirect("people:list" if invited else "people:import")


@require_safe
@for_administrators
def import_form(request):
    """Send the Excel form in which a list of officers is filled in."""
    return download(officer_form.officer_form(), f"{_('Officers')}.xlsx", MEDIA_TYPES["xlsx"])
