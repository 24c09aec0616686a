"""Views of the open data: their page, each data set as a file, the values behind a published level."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.explanation.documents import values_file
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.common.requests.downloads import download
from ecotown.configuration.queries import current
from ecotown.portal import documents, words
from indicators.editions.queries import editions

FORMATS = {
    "csv": (documents.csv_of, "text/csv; charset=utf-8"),
    "json": (documents.json_of, "application/json"),
}


@require_safe
def data_sets(request):
    """Show which data can be used, what their columns say and under which licence."""
    framework = editions.current_framework()
    context = {
        "data_sets": words.data_sets(documents.DATA_SETS),
        "formats": list(FORMATS),
        "licence": current().licence,
        "edition": framework.edition if framework else "edition",
    }
    return render(request, "portal/open_data.html", context)


@require_safe
def data_set(request, name, file_format):
    """Send a data set as a file."""
    if name not in documents.DATA_SETS or file_format not in FORMATS:
        raise Http404
    write, media_type = FORMATS[file_format]
    return download(write(documents.DATA_SETS[name]), f"{name}.{file_format}", media_type)


@require_safe
def values(request, key, year):
    """Send the values by which a published level was computed, so that anyone can compute it again."""
    published = Assessment.objects.filter(status=Status.PUBLISHED)
    candidates = published.select_related("area", "cycle__framework", "resolution")
    assessment = get_object_or_404(candidates, area__key=key, cycle__year=year)
    return download(values_file(assessment), f"values-{key}-{year}.json", "application/json")
