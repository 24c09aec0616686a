"""The view of the full explanation of a level."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.explanation.queries import levels
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import get_assessment
from assessments.workflow.models import Assessment
from ecotown.common.requests import parameters


@require_safe
@login_required
def explanation(request, pk):
    """Show every condition with its numbers, and the change of the level since `since` in the query."""
    assessment = get_assessment(request.user, pk)
    visible_assessments = Assessment.objects.visible_to(request.user)
    comparisons = levels.comparison_choices(assessment, visible_assessments, with_steps=True)
    context = {
        **AssessmentPage(assessment).context(),
        **levels.explanation_context(assessment),
        **levels.comparison_context(assessment, comparisons, parameters.word(request.GET, "since")),
    }
    return render(request, "assessments/explanation/explanation_detail.html", context)
