"""Public pages of the criteria: reading, exporting and comparing editions."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.thai import dates
from indicators.crosswalks import queries
from indicators.crosswalks.domain.comparison import compare_editions
from indicators.editions.models import Framework
from indicators.editions.queries import editions
from indicators.pages.screens import editions as edition_screens
from indicators.pages.screens.criteria import public_editions
from indicators.publishing import documents


@require_safe
def criteria_list(request):
    """Show the published editions with their years and files, the one in force marked."""
    year = dates.fiscal_year(timezone.localdate())
    context = {"editions": public_editions(year), "year": year}
    return render(request, "indicators/editions/criteria_list.html", context)


@require_safe
def criteria(request, edition):
    framework = get_object_or_404(Framework.objects.published(), edition=edition)
    context = {
        "framework": framework,
        "level_rules": framework.level_rules.all(),
        "dimensions": editions.dimensions_of(framework),
    }
    return render(request, "indicators/editions/criteria.html", context)


@require_safe
def export(request, edition):
    """Return the edition as a file, which can be loaded again."""
    framework = get_object_or_404(Framework.objects.visible_to(request.user), edition=edition)
    return download(documents.edition_file(framework), f"{framework.edition}.json", "application/json")


@require_safe
def compare(request, edition):
    """Compare two editions; `with` selects the earlier one, by default the edition before."""
    visible = Framework.objects.visible_to(request.user)
    framework = get_object_or_404(visible, edition=edition)
    other_editions = visible.exclude(pk=framework.pk)
    code = parameters.word(request.GET, "with")
    earlier = (
        get_object_or_404(other_editions, edition=code)
        if code
        else queries.earlier_edition(framework, other_editions)
    )
    context = {
        "framework": framework,
        "edition_url": edition_screens.edition_url(framework, request.user),
        "editions": other_editions,
        "earlier": earlier,
    }
    if earlier:
        old, new = editions.edition_of(earlier), editions.edition_of(framework)
        context["comparison"] = compare_editions(old, new, queries.origins_between(framework, earlier))
    return render(request, "indicators/crosswalks/edition_compare.html", context)
