"""Meetings of the committee: calling them, their agenda, their minutes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions, labels, queries
from assessments.domain.workflow import WorkflowError
from assessments.forms import MeetingForm
from assessments.models import Minutes
from assessments.views.assessments import do
from assessments.views.committee import chosen_assessments, get_meeting
from ecotown.common import thai

PAGE = "assessments/meeting.html"


@require_safe
@login_required
def meeting(request, pk):
    """A meeting with its agenda and its minutes; the minutes are asked for again while they are made."""
    found = get_meeting(request.user, pk)
    minutes = queries.minutes_for(found, request.user)
    if request.htmx:
        return render(request, f"{PAGE}#minutes", {"meeting": found, "minutes": minutes})
    items = queries.agenda_of(found, request.user)
    waiting = [item for item in items if item.is_waiting]
    context = {
        "meeting": found,
        "minutes": minutes,
        "items": items,
        "waiting": waiting,
        "unlisted": [] if found.is_closed else queries.not_on_agenda(request.user),
        "corrections": queries.corrections()
        .filter(meeting=found, resolution__isnull=False)
        .select_related("assessment__area", "assessment__cycle"),
        "resolve_question": ngettext(
            "Grant the computed level to %(count)s area? It cannot be changed afterwards.",
            "Grant the computed level to each of %(count)s areas? It cannot be changed afterwards.",
            len(waiting),
        )
        % {"count": len(waiting)},
        "close_question": ngettext(
            "Close the minutes? %(count)s area without a resolution is postponed. Nothing can be changed.",
            "Close the minutes? %(count)s areas without a resolution are postponed. Nothing can be changed.",
            len(waiting),
        )
        % {"count": len(waiting)}
        if waiting
        else _("Close the minutes? Nothing can be changed afterwards."),
    }
    return render(request, PAGE, context)


@require_http_methods(["GET", "POST"])
@login_required
def call_meeting(request):
    if not request.user.has_perm("assessments.hold_meetings"):
        raise PermissionDenied
    form = MeetingForm(request.POST if request.method == "POST" else None)
    called = _try(form, actions.call_meeting, by=request.user) if request.method == "POST" else None
    if called:
        messages.success(request, _("Meeting entered. Now put areas on its agenda."))
        return redirect(called)
    return render(request, "assessments/meeting_form.html", {"form": form, "meeting": None})


@require_http_methods(["GET", "POST"])
@login_required
def change_meeting(request, pk):
    found = get_meeting(request.user, pk)
    names = ("number", "place", "chair", "participants")
    day = found.date
    initial = {name: getattr(found, name) for name in names}
    initial["date"] = f"{day.day}/{day.month}/{thai.year(day)}"
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and _try(form, actions.change_meeting, meeting=found, by=request.user):
        messages.success(request, _("Meeting saved."))
        return redirect(found)
    return render(request, "assessments/meeting_form.html", {"form": form, "meeting": found})


@require_POST
@login_required
def put_on_agenda(request, pk):
    found, chosen = get_meeting(request.user, pk), chosen_assessments(request)
    done = ngettext("%(count)s area put on the agenda.", "%(count)s areas put on the agenda.", len(chosen))
    done %= {"count": len(chosen)}
    do(request, actions.put_on_agenda, done, meeting=found, assessments=chosen)
    return redirect(found)


@require_POST
@login_required
def take_off_agenda(request, pk, item_pk):
    item = _get_item(request.user, pk, item_pk)
    do(request, actions.take_off_agenda, _("Taken off the agenda."), item=item)
    return redirect(item.meeting)


@require_POST
@login_required
def order_agenda(request, pk, item_pk):
    """Move an item up or down its agenda."""
    item = _get_item(request.user, pk, item_pk)
    places = -1 if "up" in request.POST else 1
    do(request, actions.order_agenda, _("Agenda ordered."), item=item, places=places)
    return redirect(item.meeting)


@require_POST
@login_required
def resolve_all(request, pk):
    found = get_meeting(request.user, pk)
    do(request, actions.resolve_all, _("Resolutions recorded."), meeting=found)
    return redirect(found)


@require_POST
@login_required
def close_meeting(request, pk):
    found = get_meeting(request.user, pk)
    do(request, actions.close_meeting, _("Minutes closed."), meeting=found)
    return redirect(found)


@require_POST
@login_required
def ask_for_minutes(request, pk):
    found = get_meeting(request.user, pk)
    do(request, actions.ask_for_minutes, _("The minutes are being made."), meeting=found)
    return redirect(found)


@require_POST
@login_required
def retry_minutes(request, pk):
    found = get_meeting(request.user, pk)
    minutes = queries.minutes_for(found, request.user)
    if minutes is None:
        raise Http404
    do(request, actions.retry_minutes, _("The minutes are being made."), minutes=minutes)
    return redirect(found)


@require_safe
@login_required
def download_minutes(request, pk):
    """The final minutes, or one's own draft."""
    found = get_meeting(request.user, pk)
    minutes = queries.minutes_for(found, request.user)
    if minutes is None or minutes.state != Minutes.State.READY:
        raise Http404
    name = f"minutes-{found.number.replace('/', '-')}{'' if minutes.is_final else '-draft'}.pdf"
    return FileResponse(
        minutes.file.open(), as_attachment=True, filename=name, content_type="application/pdf"
    )


def _get_item(user, pk, item_pk):
    return get_object_or_404(get_meeting(user, pk).items.select_related("meeting"), pk=item_pk)


def _try(form, action, **values):
    """What the action made of what was typed; None when it was refused, which the form then says."""
    if not form.is_valid():
        return None
    try:
        return action(**values, **form.cleaned_data)
    except WorkflowError as error:
        field = "number" if error.code == "meeting-number-taken" else None
        form.add_error(field, labels.refusal(error.code))
        return None
