"""The handbook of an edition as a page and as PDF files, and its data dictionary."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecotown.common.requests.downloads import cached_download, download
from ecotown.common.steps.running import run_action
from indicators.editions.models import Framework
from indicators.editions.queries import editions
from indicators.handbook import actions, words
from indicators.handbook.documents.dictionary import dictionary_csv
from indicators.handbook.documents.workbook import edition_workbook
from indicators.handbook.queries import handbooks_of
from indicators.pages.screens import editions as edition_screens
from indicators.pages.screens.handbook import handbook_files
from indicators.pages.views.access import get_edition

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def handbook(request, edition):
    """Show the handbook of a published edition, to administrators also of a draft; its files are polled."""
    framework = _visible_edition(request, edition)
    files = handbook_files(framework)
    context = {
        "framework": framework,
        "files": files,
        "is_waiting": any(file.handbook and file.handbook.is_waiting for file in files),
        "may_retry": request.user.has_perm("indicators.edit_edition", framework),
    }
    template = "indicators/handbook/handbook.html"
    if request.htmx:
        return render(request, f"{template}#files", context)
    context["edition"] = editions.edition_of(framework)
    context["edition_url"] = edition_screens.edition_url(framework, request.user)
    return render(request, template, context)


@require_POST
def ask_for_handbook(request, edition, language):
    """Have the PDF made; visitors may ask, too: there is one file for each edition and language."""
    framework = _visible_edition(request, edition)
    _check_language(language)
    by = request.user if request.user.is_authenticated else None
    actions.ask_for_handbook(framework=framework, language=language, by=by)
    messages.success(request, _("The file is being made."))
    return redirect("indicators:handbook", framework.edition)


@require_POST
@login_required
def retry_handbook(request, edition, language):
    framework = get_edition(request.user, edition)
    _check_language(language)
    if handbook := handbooks_of(framework).get(language):
        run_action(request, actions.retry_handbook, _("The file is being made."), handbook=handbook)
    return redirect("indicators:handbook", framework.edition)


@require_safe
def download_handbook(request, edition, language):
    """Send the PDF; lead on to the page of the handbook while it is not made."""
    framework = _visible_edition(request, edition)
    _check_language(language)
    handbook = handbooks_of(framework).get(language)
    if handbook is None or not handbook.is_ready:
        return redirect("indicators:handbook", framework.edition)
    name, media_type = words.handbook_name(framework, language), "application/pdf"
    if framework.is_published:
        return cached_download(request, handbook.file, name, media_type, sha256=handbook.sha256)
    return download(handbook.file, name, media_type, is_private=True)


@require_safe
def dictionary(request, edition):
    """Send the data dictionary of an edition as CSV."""
    framework = _visible_edition(request, edition)
    content = dictionary_csv(editions.edition_of(framework))
    return download(content, f"dictionary-{framework.edition}.csv", "text/csv; charset=utf-8")


@require_safe
def workbook(request, edition):
    """Send an edition as a workbook in the language of the reader."""
    framework = _visible_edition(request, edition)
    content = edition_workbook(
        editions.edition_of(framework), code=framework.edition, is_draft=not framework.is_published
    )
    return download(content, f"criteria-{framework.edition}-{get_language()}.xlsx", XLSX)


def _visible_edition(request, edition):
    return get_object_or_404(Framework.objects.visible_to(request.user), edition=edition)


def _check_language(language):
    if language not in dict(settings.LANGUAGES):
        raise Http404
