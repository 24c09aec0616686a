"""Views of the list of areas, of an area and of the explanation of its level."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from areas.models import TargetArea
from areas.queries import area_record
from areas.words import certainty
from assessments.corrections import queries as corrections_queries
from assessments.corrections.queries import with_level_in_force
from assessments.explanation.queries import levels
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.common.lists.columns import Column
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.portal import queries, words
from ecotown.portal.forms import AreaSearchForm
from indicators.editions.queries import editions


@vary_on_headers("HX-Request", "HX-History-Restore-Request")
@require_safe
def home(request):
    """Show what the portal is, and a searchable list of the areas by level."""
    lines = queries.area_lines()
    in_force = [line for line in lines if not line.area.is_ended]
    form = AreaSearchForm(
        request.GET,
        columns=_columns(lines),
        anchor="areas",
        provinces=[line.area.province for line in lines],
        years=[published.year for line in lines for published in line.years],
    )
    framework = editions.current_framework()
    context = {
        # Who searches by a name finds areas that have ended, too.
        "list": list_page(queries.matching(lines if "q" in form.values else in_force, form.values), form),
        "totals": queries.totals(),
        "in_system": queries.areas_in_system(in_force),
        "framework": framework,
        "level_links": words.level_links(form, framework),
        "level_rules": framework.level_rules.all() if framework else [],
        "today": timezone.localdate(),
    }
    wants_list = request.htmx and not request.htmx.history_restore_request
    return render(request, "portal/home.html#areas" if wants_list else "portal/home.html", context)


def _columns(lines):
    """Return the columns of the list of areas; between province and level stand the published years."""
    years = words.year_range(words.span(lines))
    return (
        Column(_("Area"), "area", key=lambda line: line.area.name_order),
        Column(
            _("Province"),
            "province",
            key=lambda line: (line.area.province.name_order, line.area.name_order),
        ),
        Column(years or _("Published")),
        Column(_("Level"), "level", key=lambda line: line.level, css_class="centre"),
    )


@require_safe
def area(request, key):
    """Show one area: its province, its levels by year and their sources."""
    target_area = get_object_or_404(TargetArea.objects.select_related("province", "announcement"), key=key)
    line = queries.area_line(target_area)
    published = corrections_queries.published_assessments(target_area)
    newest = published[0] if published else corrections_queries.newest_assessment(target_area)
    current = editions.current_framework()
    context = {
        "area": target_area,
        "record": area_record(target_area, timezone.localdate()),
        "certainty": certainty(target_area.confidence),
        "line": line,
        "loaded_years": target_area.past_years.released().select_related("framework"),
        "framework": newest.cycle.framework if newest else current,
        "current_rules": current.level_rules.all() if current else [],
        "published": published,
        "errata": corrections_queries.approved_corrections_in(published),
        "questions": corrections_queries.shown_questions(published),
    }
    return render(request, "portal/area.html", context)


@require_safe
def explanation(request, key, year):
    """Show the full explanation of the level published for an area and a year."""
    published = Assessment.objects.filter(status=Status.PUBLISHED)
    candidates = with_level_in_force(published).select_related(
        "area__province", "cycle__framework", "resolution__meeting"
    )
    assessment = get_object_or_404(candidates, area__key=key, cycle__year=year)
    comparisons = levels.comparison_choices(assessment, published, with_steps=False)
    context = {
        "assessment": assessment,
        "name_then": assessment.area.name_on(assessment.resolution.meeting.date),
        "framework": assessment.cycle.framework,
        "corrections": corrections_queries.approved_corrections(assessment),
        **levels.explanation_context(assessment),
        **levels.comparison_context(assessment, comparisons, parameters.word(request.GET, "since")),
    }
    return render(request, "portal/explanation.html", context)
