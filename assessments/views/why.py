"""The view of the full explanation of a level."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments import queries
from assessments.models import Assessment
from assessments.views.assessments import get_assessment
from ecotown.common import parameters


@require_safe
@login_required
def explanation(request, pk):
    """Show every condition with its numbers, and the change of the level since `since` in the query."""
    assessment = get_assessment(request.user, pk)
    visible_assessments = Assessment.objects.visible_to(request.user)
    comparisons = queries.comparisons_of(assessment, visible_assessments, with_steps=True)
    context = {
        "assessment": assessment,
        "framework": assessment.cycle.framework,
        **queries.report_of(assessment),
        **queries.compared(assessment, comparisons, parameters.word(request.GET, "since")),
    }
    return render(request, "assessments/explanation/explanation_detail.html", context)
