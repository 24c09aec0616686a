"""Pages of the years before the portal: their list, those of an area; loading, showing and removing one."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from areas.models import Province
from assessments.history import words as history_words
from assessments.pages.forms import past_years as forms
from assessments.past_years import actions, documents, queries, words
from assessments.past_years.models import PastYear
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.history.reading import shown_events
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted, posted_with_files, run_action

AREA_PAGE = "assessments/past_years/area_years.html"
LOAD = "assessments.load_past_year"


@require_safe
@login_required
def past_year_list(request):
    """List the areas of a person with the years that are loaded of them."""
    if not request.user.has_perm("assessments.list_past_years"):
        raise PermissionDenied
    areas = queries.areas_of(request.user)
    provinces = Province.objects.filter(pk__in=areas.order_by().values("province"))
    form = forms.PastYearListForm(request.GET, provinces=provinces, years=[])
    rows = queries.with_past_years(areas.matching(form.values))
    return render(request, "assessments/past_years/year_list.html", {"areas": list_page(rows, form)})


@require_safe
@login_required
def area_years(request, key):
    """Show the loaded years of an area, and the way to load one."""
    return _area_page(request, _area(request.user, key))


@require_safe
@login_required
def year_form(request, key):
    """Send the workbook of a year: empty, or with what is loaded of it."""
    area = _area(request.user, key, perm=LOAD)
    form = forms.YearChoiceForm(request.GET, first_assessed=queries.first_assessed_year(area))
    if not form.is_valid():
        return _area_page(request, area, choice=form, status=422)
    year, framework = form.cleaned_data["year"], form.cleaned_data["edition"]
    stored = area.past_years.filter(year=year, framework=framework).first()
    workbook = documents.past_year_workbook(area, year, framework, queries.content_of(stored))
    return download(workbook, f"eit-{area.key}-{year}.xlsx", MEDIA_TYPES["xlsx"])


@require_http_methods(["GET", "POST"])
@login_required
def upload_year(request, key):
    """Show the upload form and what a workbook would change; nothing is saved here."""
    area = _area(request.user, key, perm=LOAD)
    first_assessed = queries.first_assessed_year(area)
    form = forms.PastWorkbookForm(*posted_with_files(request), area=area, first_assessed=first_assessed)
    preview, confirmation = None, ""
    if form.is_valid():
        file = form.cleaned_data["file"]
        preview = forms.compare_past_year(file, area.past_years.filter(year=file.year).first())
        confirmation = preview.confirmation(request.user)
    context = {"area": area, "form": form, "preview": preview, "confirmation": confirmation}
    is_refused = bool(form.errors) or (preview is not None and bool(preview.refusals))
    template = "assessments/past_years/year_upload.html"
    return render(request, template, context, status=422 if is_refused else 200)


@require_POST
@login_required
def load_year(request, key):
    """Load the year of the preview unless it was loaded or removed meanwhile."""
    area = _area(request.user, key, perm=LOAD)
    longest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    text = parameters.word(request.POST, "confirmation", longest=longest)
    year = forms.confirmed_year(text, area, request.user)
    if year is None:
        messages.error(request, _("The preview is too old or not yours. Please upload the workbook again."))
        return redirect("past_years:upload", key)
    if run_action(request, actions.load_past_year, _("The year was loaded."), area=area, **year):
        return redirect("past_years:year", key, year["year"])
    return redirect("past_years:upload", key)


@require_safe
@login_required
def past_year(request, key, year):
    """Show what is loaded of a year."""
    shown_year = _past_year(request.user, key, year)
    may_load = request.user.has_perm(LOAD, shown_year.area)
    can_be_released = shown_year.granted_level is not None and not shown_year.is_released
    context = {
        "past_year": shown_year,
        "past_result": queries.result_of(shown_year),
        "may_load": may_load,
        "may_release": can_be_released and request.user.has_perm("assessments.release_past_year"),
    }
    return render(request, "assessments/past_years/year_detail.html", context)


@require_POST
@login_required
@fresh_sign_in
def release_year(request, key, year):
    """Show the level of a loaded year to everyone."""
    shown_year = _meant_year(request, key, year, perm="assessments.release_past_year")
    message = _("The level of this year is shown to everyone now, marked as loaded.")
    run_action(request, actions.release_past_year, message, past_year=shown_year)
    return redirect(shown_year if shown_year.pk else reverse("past_years:area", args=[key]))


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def remove_year(request, key, year):
    """Ask why a loaded year is removed, and remove it."""
    removed_year = _meant_year(request, key, year, perm=LOAD)
    form = forms.RemovalForm(posted(request))
    if form.is_valid():
        message = _("The loaded year was removed. The history keeps what it held.")
        run_action(request, actions.remove_past_year, message, past_year=removed_year, **form.cleaned_data)
        return redirect("past_years:area", key)
    context = {"past_year": removed_year, "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/past_years/year_remove.html", context, status=status)


def _area(user, key, perm=None):
    """Return the area; raise 404 when the user may not see its loaded years, 403 when `perm` is missing."""
    area = get_object_or_404(queries.areas_of(user).select_related("province"), key=key)
    if perm and not user.has_perm(perm, area):
        raise PermissionDenied
    return area


def _past_year(user, key, year, perm=None):
    """Return the loaded year of an area, as `_area` does."""
    rows = PastYear.objects.visible_to(user)
    rows = rows.select_related("area__province", "framework", "loaded_by", "released_by")
    past_year = rows.filter(area__key=key, year=year).first()
    if past_year is None:
        raise Http404
    if perm and not user.has_perm(perm, past_year.area):
        raise PermissionDenied
    return past_year


def _meant_year(request, key, year, perm):
    """Return the loaded year that a form means; one without a row when it was removed meanwhile."""
    try:
        return _past_year(request.user, key, year, perm)
    except Http404:
        area = _area(request.user, key, perm)
        if request.method != "POST" or not queries.was_removed(area, year):
            raise
        return PastYear(area=area, year=year)


def _area_page(request, area, *, choice=None, status=200):
    first_assessed = queries.first_assessed_year(area)
    context = {
        "area": area,
        "past_years": queries.years_of(area),
        "first_assessed": first_assessed,
        "choice": choice or forms.YearChoiceForm(first_assessed=first_assessed),
        "form_url": reverse("past_years:form", args=[area.key]),
        "may_load": request.user.has_perm(LOAD, area),
        "events": shown_events(
            queries.history_subject(area),
            history_words.event_label,
            facts=lambda event: words.facts_of_event(event.data),
        ),
    }
    return render(request, AREA_PAGE, context, status=status)
