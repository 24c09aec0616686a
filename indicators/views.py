"""The criteria, for everyone to read."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from indicators import queries
from indicators.models import Framework


@require_safe
def current_criteria(request):
    framework = Framework.objects.published().first()
    if framework is None:
        raise Http404
    return redirect(framework)


@require_safe
def criteria(request, edition):
    framework = get_object_or_404(Framework.objects.published(), edition=edition)
    context = {
        "framework": framework,
        "level_rules": framework.level_rules.all(),
        "dimensions": queries.dimensions_of(framework),
    }
    return render(request, "indicators/criteria.html", context)
