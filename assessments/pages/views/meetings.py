"""Views of committee meetings: calling and changing them, their agenda."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.committee import queries as committee_queries
from assessments.committee.actions import meetings, resolutions
from assessments.corrections import queries as corrections_queries
from assessments.pages.forms.committee import MeetingForm
from assessments.pages.forms.lists import RecommendedListForm
from assessments.pages.screens import committee, lists
from assessments.pages.views.committee import chosen_assessments, get_meeting
from assessments.pages.views.lists import list_form
from ecotown.common.lists.pages import list_page
from ecotown.common.steps.running import posted, run_action, run_form_action

PAGE = "assessments/committee/meeting_detail.html"
# The field beside which a refusal stands.
ERROR_FIELDS = {"meeting-number-taken": "number"}


@require_safe
@login_required
def meeting(request, pk):
    """Show a meeting with its agenda and minutes; the minutes are polled while they are rendered."""
    committee_meeting = get_meeting(request.user, pk)
    files = committee_queries.minutes_for(committee_meeting, request.user)
    if request.htmx:
        context = {"meeting": committee_meeting, **committee.minutes_context(files)}
        return render(request, f"{PAGE}#minutes", context)
    items = committee.agenda_of(committee_meeting, request.user)
    form = list_form(request, RecommendedListForm, (), anchor="unlisted")
    unlisted = None
    if not committee_meeting.is_closed:
        unlisted = list_page(lists.matching(committee.not_on_agenda(request.user), form.values), form)
    waiting = [item for item in items if item.is_waiting]
    context = {
        "meeting": committee_meeting,
        **committee.minutes_context(files),
        **committee.record_context(committee_meeting),
        "items": items,
        "waiting": waiting,
        "withdrawable": {
            item.assessment_id
            for item in items
            if committee.may_withdraw_resolution(request.user, item.assessment)
        },
        "unlisted": unlisted if unlisted and (unlisted.rows or form.is_narrowed) else None,
        "waiting_corrections": corrections_queries.open_corrections().filter(meeting=committee_meeting)
        if not committee_meeting.is_closed
        else [],
        "corrections": corrections_queries.all_corrections()
        .filter(meeting=committee_meeting, resolution__isnull=False)
        .select_related("assessment__area", "assessment__cycle"),
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
    form = MeetingForm(posted(request))
    message = _("Meeting entered. Now put areas on its agenda.")
    new_meeting = run_form_action(request, form, meetings.call_meeting, message, error_fields=ERROR_FIELDS)
    if new_meeting:
        return redirect(new_meeting)
    return render(request, "assessments/committee/meeting_form.html", {"form": form, "meeting": None})


@require_http_methods(["GET", "POST"])
@login_required
def change_meeting(request, pk):
    committee_meeting = get_meeting(request.user, pk)
    initial = {name: getattr(committee_meeting, name) for name in ("number", "date", "place")}
    form = MeetingForm(posted(request), initial=initial)
    message = _("Meeting saved.")
    if run_form_action(
        *(request, form, meetings.change_meeting, message),
        error_fields=ERROR_FIELDS,
        meeting=committee_meeting,
    ):
        return redirect(committee_meeting)
    return render(
        request, "assessments/committee/meeting_form.html", {"form": form, "meeting": committee_meeting}
    )


@require_POST
@login_required
def put_on_agenda(request, pk):
    committee_meeting, assessments = get_meeting(request.user, pk), chosen_assessments(request)
    message = ngettext(
        "%(count)s area put on the agenda.", "%(count)s areas put on the agenda.", len(assessments)
    )
    message %= {"count": len(assessments)}
    run_action(request, meetings.put_on_agenda, message, meeting=committee_meeting, assessments=assessments)
    return redirect(committee_meeting)


@require_POST
@login_required
def take_off_agenda(request, pk, item_pk):
    item = get_item(request.user, pk, item_pk)
    run_action(request, meetings.take_off_agenda, _("Taken off the agenda."), item=item)
    return redirect(item.meeting)


@require_POST
@login_required
def order_agenda(request, pk, item_pk):
    """Move an item up or down its agenda."""
    item = get_item(request.user, pk, item_pk)
    places = -1 if "up" in request.POST else 1
    run_action(request, meetings.order_agenda, _("Agenda ordered."), item=item, places=places)
    return redirect(item.meeting)


@require_http_methods(["GET", "POST"])
@login_required
def resolve_all(request, pk):
    """Grant every waiting area its computed level, once the person has confirmed the list of them."""
    committee_meeting = get_meeting(request.user, pk)
    statement = committee.agenda_statement(committee_meeting, request.user)
    # A repeated request finds nothing that waits, and is told so.
    is_confirmed = not statement.items or request.POST.get("statement") == statement.mark
    if request.method == "POST" and is_confirmed:
        run_action(request, resolutions.resolve_all, _("Resolutions recorded."), meeting=committee_meeting)
        return redirect(committee_meeting)
    context = {
        "meeting": committee_meeting,
        "statement": statement,
        "is_outdated": request.method == "POST",
    }
    return render(request, "assessments/committee/meeting_resolve_all.html", context)


def get_item(user, pk, item_pk):
    return get_object_or_404(get_meeting(user, pk).items.select_related("meeting"), pk=item_pk)
