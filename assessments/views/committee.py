"""The committee: its page, the screen in the room, resolutions, sending back, publication."""

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
    """404 when there is none, 403 for who does not hold meetings."""
    if not user.has_perm("assessments.hold_meetings"):
        raise PermissionDenied
    return get_object_or_404(Meeting, pk=pk)


@require_safe
@login_required
def committee(request):
    """The next meeting first, then what waits for an agenda, for publication, for an answer."""
    if not request.user.has_perm("assessments.list_committee"):
        raise PermissionDenied
    meeting = Meeting.objects.unclosed().first()
    context = {
        "meeting": meeting,
        "items": queries.agenda_of(meeting, request.user) if meeting else [],
        "unlisted": queries.not_on_agenda(request.user),
        "before_committee": queries.before_committee(request.user),
        "granted": queries.granted(request.user),
        "questions": [one for one in queries.questions() if one.is_open],
        "corrections": queries.open_corrections(),
        "meetings": queries.meetings(),
        "decided": queries.decided(request.user),
    }
    return render(request, "assessments/committee.html", context)


@require_safe
@login_required
def room(request, pk, assessment_pk):
    """One area on the screen in the room, in large type."""
    meeting = get_meeting(request.user, pk)
    assessment = get_assessment(request.user, assessment_pk)
    try:
        screen = queries.room(meeting, assessment)
    except AgendaItem.DoesNotExist:
        raise Http404 from None
    refusal = queries.refusal_in_room(request.user, meeting, assessment)
    here = f"?room={meeting.pk}"
    context = {
        **screen,
        "refusal": refusal,
        "form": _resolution_form(assessment, action=_url("resolve", assessment) + here),
        "send_back_form": SendBackForm(action=_url("send-back", assessment) + here),
    }
    return render(request, "assessments/room.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def resolve(request, pk):
    assessment = get_assessment(request.user, pk, perm="assessments.resolve")
    form = _resolution_form(assessment, _posted(request))
    if request.method == "POST" and form.is_valid():
        meeting, place = _sitting(request, assessment)
        values = form.cleaned_data
        if do(request, actions.resolve, _("Resolution recorded."), assessment=assessment, **values):
            return redirect(_go_on(meeting, place) or assessment)
    frame = queries.workspace(assessment)
    context = {
        **frame,
        "item": assessment.waiting_item,
        "form": form,
        "refusal": queries.refusal(request.user, assessment, Step.RESOLVE, frame),
    }
    return render(request, "assessments/assessment_resolve.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def send_back(request, pk):
    """Back to the external audit, with the committee's reason."""
    assessment = get_assessment(request.user, pk, perm="assessments.send_back")
    form = SendBackForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        meeting, place = _sitting(request, assessment)
        done = _("Sent back to the external audit.")
        if do(request, actions.send_back, done, assessment=assessment, **form.cleaned_data):
            return redirect(_go_on(meeting, place) or assessment)
    frame = queries.workspace(assessment)
    context = {
        **frame,
        "item": assessment.waiting_item,
        "form": form,
        "refusal": queries.refusal(request.user, assessment, Step.SEND_BACK, frame),
    }
    return render(request, "assessments/assessment_send_back.html", context)


@require_POST
@login_required
def answer_committee(request, pk):
    """The assessor answers why the assessment was sent back."""
    assessment = get_assessment(request.user, pk, perm="assessments.audit")
    form = ReplyForm(request.POST, action=request.path)
    done = _("Answer saved.")
    if form.is_valid() and do(
        request, actions.answer_committee, done, assessment=assessment, **form.cleaned_data
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
    """Publish the chosen ones of those that were granted."""
    if not request.user.has_perm("assessments.publish"):
        raise PermissionDenied
    chosen = chosen_assessments(request)
    done = ngettext("%(count)s result published.", "%(count)s results published.", len(chosen))
    do(request, actions.publish_all, done % {"count": len(chosen)}, assessments=chosen)
    return redirect("assessments:committee")


def chosen_assessments(request):
    """The assessments whose boxes are ticked, of those the user may see, in the order of the page."""
    chosen = parameters.keys(request.POST, "assessment")
    found = Assessment.objects.visible_to(request.user).in_bulk(chosen)
    return [found[pk] for pk in chosen if pk in found]


def _resolution_form(assessment, data=None, *, action=""):
    return ResolutionForm(
        data,
        level_names=labels.level_choices(queries.edition_of(assessment)),
        computed_level=assessment.computed_level,
        action=action,
    )


def _sitting(request, assessment):
    """The meeting whose screen this came from, None for none, and the place on its agenda."""
    item = assessment.waiting_item
    if item is None or parameters.number(request.GET, "room") != item.meeting_id:
        return None, 0
    return item.meeting, item.position


def _go_on(meeting, place):
    """The screen of the next one that waits, the meeting when none does; None outside a room."""
    if meeting is None:
        return None
    item = queries.next_waiting(meeting, place)
    return reverse("assessments:room", args=[meeting.pk, item.assessment_id]) if item else meeting


def _url(name, assessment):
    return reverse(f"assessments:{name}", args=[assessment.pk])


def _posted(request):
    """What was sent, None when the page is only looked at; an empty form is sent too."""
    return request.POST if request.method == "POST" else None
