"""Views of the committee: overview, meeting screen, resolutions, sending back, publication."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.committee import queries as committee_queries
from assessments.committee.actions import resolutions
from assessments.committee.models.meetings import AgendaItem, Meeting
from assessments.corrections import queries as corrections_queries
from assessments.pages.forms.committee import (
    ReplyForm,
    ResolutionForm,
    SendBackForm,
    WithdrawResolutionForm,
)
from assessments.pages.forms.lists import DecidedListForm
from assessments.pages.forms.minutes import DiscussionForm
from assessments.pages.screens import committee as committee_screens
from assessments.pages.screens import lists, my_work, steps
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.committee import ResolutionStatement
from assessments.pages.views.access import get_assessment
from assessments.pages.views.lists import list_form
from assessments.workflow import queries as workflow_queries
from assessments.workflow import words
from assessments.workflow.domain import Step
from assessments.workflow.models import Assessment
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.forms.refused_forms import focus_first_error, refused_form, show_refused
from ecotown.common.lists.forms import PAGE
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action


def get_meeting(user, pk):
    """Return the meeting; raise 404 when it does not exist, 403 without the right to hold meetings."""
    if not user.has_perm("assessments.hold_meetings"):
        raise PermissionDenied
    return get_object_or_404(Meeting, pk=pk)


@require_safe
@login_required
def committee(request):
    """Show the next meeting, then assessments that wait for an agenda or publication, and open questions."""
    if not request.user.has_perm("assessments.list_committee"):
        raise PermissionDenied
    meeting = Meeting.objects.unclosed().first()
    form = list_form(request, DecidedListForm, lists.DECIDED)

    def found(rows, name):
        return list_page(lists.matching(rows, form.values), form, name=name)

    context = {
        "meeting": meeting,
        "items": committee_screens.agenda_of(meeting, request.user) if meeting else [],
        "unlisted": found(committee_screens.not_on_agenda(request.user), "unlisted"),
        "before_committee": found(committee_screens.recommended_assessments(request.user), "before"),
        "granted": found(committee_screens.granted_assessments(request.user), "granted"),
        "questions": [question for question in corrections_queries.visitor_questions() if question.is_open],
        "corrections": corrections_queries.open_corrections(),
        "meetings": committee_screens.meetings(),
        "decided": found(my_work.decided_assessments(request.user), PAGE),
    }
    return render(request, "assessments/committee/committee_overview.html", context)


@require_safe
@login_required
def meeting_screen(request, pk, assessment_pk):
    """Show one area on the meeting screen, in large type."""
    meeting = get_meeting(request.user, pk)
    return _meeting_screen(request, meeting, get_assessment(request.user, assessment_pk))


@require_http_methods(["GET", "POST"])
@login_required
def resolve(request, pk):
    """Record the resolution of the committee, once the person has confirmed what is to be recorded."""
    assessment = get_assessment(request.user, pk, perm="assessments.resolve")
    form = _resolution_form(assessment, posted(request))
    meeting, position = _meeting_of_screen(request, assessment)
    page = AssessmentPage(assessment)
    item = committee_queries.waiting_item(assessment)
    refusal = steps.step_refusal(request.user, assessment, Step.RESOLVE, page)
    context = {**page.context(), "item": item, "form": form, "refusal": refusal}
    if form.is_valid() and "change" not in request.POST:
        values = form.cleaned_data
        statement = ResolutionStatement(assessment, item.meeting if item else None, **values)
        # What is refused anyway, or was taken already, is told without being confirmed.
        if not context["refusal"] and request.POST.get("statement") != statement.mark:
            outdated = "statement" in request.POST
            context |= {"statement": statement, "meeting": statement.meeting, "is_outdated": outdated}
            return render(request, "assessments/committee/resolution_confirm.html", context)
        if run_action(
            request, resolutions.resolve, _("Resolution recorded."), assessment=assessment, **values
        ):
            return redirect(_next_screen(meeting, position) or assessment)
    if meeting and request.method == "POST":
        return _meeting_screen(request, meeting, assessment, form=form)
    return render(request, "assessments/committee/assessment_resolve.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def withdraw_resolution(request, pk):
    """Withdraw a resolution that was recorded wrongly, with the reason."""
    assessment = get_assessment(request.user, pk, perm="assessments.withdraw_resolution")
    form = WithdrawResolutionForm(posted(request))
    if form.is_valid():
        message = _("Resolution withdrawn. The area waits for its resolution again.")
        action = resolutions.withdraw_resolution
        if run_action(request, action, message, assessment=assessment, **form.cleaned_data):
            item = committee_queries.waiting_item(assessment)
            return redirect(_screen(item.meeting, assessment) if item else assessment)
    page = AssessmentPage(assessment)
    context = {
        **page.context(),
        "form": form,
        "refusal": steps.step_refusal(request.user, assessment, Step.WITHDRAW_RESOLUTION, page),
    }
    return render(request, "assessments/committee/resolution_withdraw.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def send_back(request, pk):
    """Send the assessment back to the external audit, with the committee's reason."""
    assessment = get_assessment(request.user, pk, perm="assessments.send_back")
    form = SendBackForm(posted(request))
    meeting, position = _meeting_of_screen(request, assessment)
    if form.is_valid():
        message = _("Sent back to the external audit.")
        if run_action(request, resolutions.send_back, message, assessment=assessment, **form.cleaned_data):
            return redirect(_next_screen(meeting, position) or assessment)
    if meeting and request.method == "POST":
        return _meeting_screen(request, meeting, assessment, send_back_form=form)
    page = AssessmentPage(assessment)
    context = {
        **page.context(),
        "item": committee_queries.waiting_item(assessment),
        "form": form,
        "refusal": steps.step_refusal(request.user, assessment, Step.SEND_BACK, page),
    }
    return render(request, "assessments/committee/assessment_send_back.html", context)


@require_POST
@login_required
def answer_committee(request, pk):
    """Save the assessor's answer to the reason of the committee."""
    assessment = get_assessment(request.user, pk, perm="assessments.audit")
    form = ReplyForm(request.POST, action=request.path)
    message = _("Answer saved.")
    if form.is_valid() and run_action(
        request, resolutions.answer_committee, message, assessment=assessment, **form.cleaned_data
    ):
        return redirect(assessment)
    return show_refused(request, form, assessment.get_absolute_url())


@require_POST
@login_required
@fresh_sign_in
def publish(request, pk):
    assessment = get_assessment(request.user, pk, perm="assessments.publish", with_level=False)
    run_action(request, resolutions.publish, _("Published."), assessment=assessment)
    return redirect(assessment)


@require_POST
@login_required
@fresh_sign_in
def publish_all(request):
    """Publish the chosen assessments among those granted."""
    if not request.user.has_perm("assessments.publish"):
        raise PermissionDenied
    assessments = chosen_assessments(request)
    message = ngettext("%(count)s result published.", "%(count)s results published.", len(assessments))
    run_action(
        request, resolutions.publish_all, message % {"count": len(assessments)}, assessments=assessments
    )
    return redirect("assessments:committee")


def chosen_assessments(request):
    """Return the ticked assessments that the user may see, in the order of the page."""
    pks = parameters.keys(request.POST, "assessment")
    assessments = Assessment.objects.visible_to(request.user).in_bulk(pks)
    return [assessments[pk] for pk in pks if pk in assessments]


def _meeting_screen(request, meeting, assessment, *, form=None, send_back_form=None):
    """Return the screen of one area, with a form as it was sent where something of it was refused."""
    try:
        screen = committee_screens.meeting_screen_context(meeting, assessment)
    except AgendaItem.DoesNotExist:
        raise Http404 from None
    refusal = committee_screens.resolution_refusal(request.user, screen["item"], screen["page"])
    form = form or _resolution_form(assessment)
    send_back_form = send_back_form or SendBackForm()
    for screen_form, name in ((form, "resolve"), (send_back_form, "send-back")):
        focus_first_error(screen_form)
        screen_form.helper.form_action = f"{_url(name, assessment)}?room={meeting.pk}"
    action = reverse("assessments:discussion", args=[meeting.pk, screen["item"].pk])
    discussion_form = refused_form(request, action) or DiscussionForm(
        initial={"discussion": screen["item"].discussion}
    )
    discussion_form.helper.form_action = action
    context = {
        **screen,
        "refusal": refusal,
        "form": form,
        "send_back_form": send_back_form,
        "discussion_form": discussion_form,
        "may_withdraw": committee_screens.may_withdraw_resolution(request.user, assessment),
    }
    return render(request, "assessments/committee/meeting_screen.html", context)


def _resolution_form(assessment, form_data=None):
    return ResolutionForm(
        form_data,
        level_names=words.level_choices(workflow_queries.edition_of(assessment)),
        computed_level=assessment.computed_level,
    )


def _meeting_of_screen(request, assessment):
    """Return the meeting whose screen the request comes from, else None, and the agenda position."""
    item = committee_queries.waiting_item(assessment)
    if item is None or parameters.number(request.GET, "room") != item.meeting_id:
        return None, 0
    return item.meeting, item.position


def _next_screen(meeting, position):
    """Return the meeting screen of the next waiting item, else the meeting; None outside that screen."""
    if meeting is None:
        return None
    item = committee_queries.next_waiting_item(meeting, position)
    return _screen(meeting, item.assessment) if item else meeting


def _screen(meeting, assessment):
    return reverse("assessments:room", args=[meeting.pk, assessment.pk])


def _url(name, assessment):
    return reverse(f"assessments:{name}", args=[assessment.pk])
