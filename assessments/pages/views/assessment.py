"""Views of assessments: the list, one assessment, its level."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.explanation import actions as explanation_actions
from assessments.history import queries as history_queries
from assessments.pages.forms.committee import ReplyForm
from assessments.pages.forms.lists import AssessmentListForm
from assessments.pages.screens import lists, my_work, steps
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.committee import may_withdraw_resolution
from assessments.pages.views.access import get_assessment
from assessments.pages.views.lists import list_form
from assessments.reports.queries import reports
from assessments.workflow.domain import Status
from ecotown.common.forms.refused_forms import refused_form
from ecotown.common.lists.pages import list_page
from ecotown.common.steps.running import run_action

FEW = 10  # so many rows are looked through faster than searched


@require_safe
@login_required
def assessment_list(request):
    """Show what waits for the user, the most urgent first, and all assessments that they may see.

    The filters concern both lists of assessments when many wait for the user.
    """
    waiting = my_work.waiting_assessments(request.user)
    few = list(waiting[: FEW + 1])
    is_long = len(few) > FEW
    form = list_form(request, AssessmentListForm, lists.ASSESSMENTS, anchor="all")
    assessments = list_page(lists.matching(my_work.listed_assessments(request.user), form.values), form)
    found = list_page(lists.matching(waiting, form.values) if is_long else few, form, name="waiting")
    groups = my_work.other_work(request.user)
    context = {
        "waiting": found,
        "work_groups": groups,
        "work_count": found.count + sum(len(group.pieces) for group in groups),
        "is_long": is_long,
        "list": assessments,
        "all_count": assessments.count
        if is_long or not form.is_narrowed
        else my_work.assessment_count(request.user),
    }
    return render(request, "assessments/workflow/assessment_list.html", context)


@require_safe
@login_required
def detail(request, pk):
    assessment = get_assessment(request.user, pk)
    page = AssessmentPage(assessment)
    may_read_audit = request.user.has_perm("assessments.read_audit", assessment)
    context = {
        **page.context(),
        "dimensions": page.cards_by_dimension(),
        "steps": steps.steps_for(request.user, assessment, page),
        "turn_of_others": steps.turn_of_others(assessment),
        "history": history_queries.timeline(assessment, with_statements=may_read_audit),
        "report_offers": reports.report_offers(request.user, assessment),
        "may_plan": request.user.has_perm("assessments.plan", assessment),
        "questions": page.questions if request.user.has_perm("assessments.fill_in", assessment) else [],
        **_committee_context(request, page),
        "may_import": assessment.is_editable and request.user.has_perm("assessments.fill_in", assessment),
    }
    return render(request, "assessments/workflow/assessment_detail.html", context)


def _committee_context(request, page):
    """Return the form for answering the committee, if allowed, and what the user may do with the result."""
    assessment, reconsideration = page.assessment, page.reconsideration
    may_answer = reconsideration is not None and request.user.has_perm("assessments.audit", assessment)
    action = reverse("assessments:answer-committee", args=[assessment.pk])
    refused = refused_form(request, action)
    return {
        "reply_form": refused or ReplyForm(initial={"reply": reconsideration.reply}, action=action)
        if may_answer
        else None,
        "withdrawn": assessment.resolutions.withdrawn().select_related("meeting", "withdrawn_by")
        if assessment.status == Status.COMMITTEE
        else [],
        "may_withdraw": may_withdraw_resolution(request.user, assessment),
        "may_correct": assessment.status == Status.PUBLISHED
        and request.user.has_perm("assessments.correct", assessment),
    }


@require_POST
@login_required
def retry_level(request, pk):
    """Have the level computed again after an error; everyone who may see the assessment may ask for it."""
    assessment = get_assessment(request.user, pk)
    message = _("The level is being computed.")
    run_action(request, explanation_actions.retry_level, message, assessment=assessment)
    return redirect(assessment)


@require_safe
@login_required
def level(request, pk):
    """Show the panel with the level and its explanation; polled while the level is computed."""
    assessment = get_assessment(request.user, pk)
    if request.htmx:
        may_plan = request.user.has_perm("assessments.plan", assessment)
        context = AssessmentPage(assessment).context(may_plan=may_plan)
        return render(request, "assessments/explanation/level_panel.html", context)
    return redirect(assessment)
