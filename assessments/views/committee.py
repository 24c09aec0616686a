"""Views of the committee: overview, meeting room screen, resolutions, sending back, publication."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions, labels, queries
from assessments.domain.workflow import Step
from assessments.forms import ReplyForm, ResolutionForm, SendBackForm
from assessments.models import AgendaItem, Assessment, Meeting
from assessments.views.assessments import do, get_assessment
from ecotown.common import parameters
from ecotown.common.refusing import show_refused


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
    context = {
        "meeting": meeting,
        "items": queries.agenda_of(meeting, request.user) if meeting else [],
        "unlisted": queries.not_on_agenda(request.user),
        "before_committee": queries.before_committee(request.user),
        "granted": queries.granted(request.user),
        "questions": [question for question in queries.questions() if question.is_open],
        "corrections": queries.open_corrections(),
        "meetings": queries.meetings(),
        "decided": queries.decided(request.user),
    }
    return render(request, "assessments/committee/committee_overview.html", context)


@require_safe
@login_required
def room(request, pk, assessment_pk):
    """Show one area on the meeting room screen, in large type."""
    meeting = get_meeting(request.user, pk)
    assessment = get_assessment(request.user, assessment_pk)
    try:
        screen = queries.room(meeting, assessment)
    except AgendaItem.DoesNotExist:
        raise Http404 from None
    refusal = queries.refusal_in_room(request.user, meeting, assessment)
    room_query = f"?room={meeting.pk}"
    context = {
        **screen,
        "refusal": refusal,
        "form": _resolution_form(assessment, action=_url("resolve", assessment) + room_query),
        "send_back_form": SendBackForm(action=_url("send-back", assessment) + room_query),
    }
    return render(request, "assessments/committee/meeting_screen.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def resolve(request, pk):
    """Record the resolution of the committee."""
    assessment = get_assessment(request.user, pk, perm="assessments.resolve")
    form = _resolution_form(assessment, _posted(request))
    if request.method == "POST" and form.is_valid():
        meeting, position = _meeting_room(request, assessment)
        values = form.cleaned_data
        if do(request, actions.resolve, _("Resolution recorded."), assessment=assessment, **values):
            return redirect(_next_screen(meeting, position) or assessment)
    frame = queries.workspace(assessment)
    context = {
        **frame,
        "item": assessment.waiting_item,
        "form": form,
        "refusal": queries.refusal(request.user, assessment, Step.RESOLVE, frame),
    }
    return render(request, "assessments/committee/assessment_resolve.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def send_back(request, pk):
    """Send the assessment back to the external audit, with the committee's reason."""
    assessment = get_assessment(request.user, pk, perm="assessments.send_back")
    form = SendBackForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        meeting, position = _meeting_room(request, assessment)
        message = _("Sent back to the external audit.")
        if do(request, actions.send_back, message, assessment=assessment, **form.cleaned_data):
            return redirect(_next_screen(meeting, position) or assessment)
    frame = queries.workspace(assessment)
    context = {
        **frame,
        "item": assessment.waiting_item,
        "form": form,
        "refusal": queries.refusal(request.user, assessment, Step.SEND_BACK, frame),
    }
    return render(request, "assessments/committee/assessment_send_back.html", context)


@require_POST
@login_required
def answer_committee(request, pk):
    """Save the assessor's answer to the reason of the committee."""
    assessment = get_assessment(request.user, pk, perm="assessments.audit")
    form = ReplyForm(request.POST, action=request.path)
    message = _("Answer saved.")
    if form.is_valid() and do(
        request, actions.answer_committee, message, assessment=assessment, **form.cleaned_data
    ):
        return redirect(assessment)
    return show_refused(request, form, assessment.get_absolute_url())


@require_POST
@login_required
def publish(request, pk):
    assessment = get_assessment(request.user, pk, perm="assessments.publish")
    do(request, actions.publish, _("Published."), assessment=assessment)
    return redirect(assessment)


@require_POST
@login_required
def publish_all(request):
    """Publish the chosen assessments among those granted."""
    if not request.user.has_perm("assessments.publish"):
        raise PermissionDenied
    assessments = chosen_assessments(request)
    message = ngettext("%(count)s result published.", "%(count)s results published.", len(assessments))
    do(request, actions.publish_all, message % {"count": len(assessments)}, assessments=assessments)
    return redirect("assessments:committee")


def chosen_assessments(request):
    """Return the ticked assessments that the user may see, in the order of the page."""
    pks = parameters.keys(request.POST, "assessment")
    assessments = Assessment.objects.visible_to(request.user).in_bulk(pks)
    return [assessments[pk] for pk in pks if pk in assessments]


def _resolution_form(assessment, data=None, *, action=""):
    return ResolutionForm(
        data,
        level_names=labels.level_choices(queries.edition_of(assessment)),
        computed_level=assessment.computed_level,
        action=action,
    )


def _meeting_room(request, assessment):
    """Return the meeting whose room screen the request comes from, else None, and the agenda position."""
    item = assessment.waiting_item
    if item is None or parameters.number(request.GET, "room") != item.meeting_id:
        return None, 0
    return item.meeting, item.position


def _next_screen(meeting, position):
    """Return the room screen of the next waiting item, else the meeting; None outside the room screen."""
    if meeting is None:
        return None
    item = queries.next_waiting(meeting, position)
    return reverse("assessments:room", args=[meeting.pk, item.assessment_id]) if item else meeting


def _url(name, assessment):
    return reverse(f"assessments:{name}", args=[assessment.pk])


def _posted(request):
    """Return the posted data, None for other requests; an empty form is posted data too."""
    return request.POST if request.method == "POST" else None
