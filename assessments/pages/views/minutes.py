"""Views of the minutes of a meeting: roster, texts, discussions, files, closing."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.committee import queries
from assessments.committee.actions import minutes as minute_actions
from assessments.committee.actions import records
from assessments.committee.models.minutes import Minutes
from assessments.pages.forms.minutes import DiscussionForm, PasteForm, RecordForm, Roster, roster_of
from assessments.pages.views.committee import get_meeting
from assessments.pages.views.meetings import get_item
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.forms.refused_forms import show_refused
from ecotown.common.requests import parameters
from ecotown.common.requests.downloads import download
from ecotown.common.steps.running import posted, run_action


@require_http_methods(["GET", "POST"])
@login_required
def roster(request, pk):
    """Write who was present, absent or in attendance.

    `?from=previous` begins with the roster of the previous meeting. "more" and "paste" add lines to what was
    typed, without saving it.
    """
    meeting = get_meeting(request.user, pk)
    previous = queries.previous_meeting(meeting)
    paste_form = PasteForm(posted(request))
    seal = request.POST.get("seal") or queries.roster_seal(meeting)
    form = roster_of(_people_to_begin_with(request, meeting, previous))
    if request.method == "POST":
        form = Roster(request.POST, prefix="people")
        if form.is_valid() and paste_form.is_valid():
            people = form.people + paste_form.cleaned_data["pasted"]
            if "save" not in request.POST:
                form, paste_form = roster_of(people, spare=5), PasteForm()
            elif run_action(
                *(request, records.save_roster, _("Roster saved.")), meeting=meeting, people=people, seal=seal
            ):
                return redirect(meeting)
            else:
                form, paste_form = roster_of(people), PasteForm()
                seal = queries.roster_seal(meeting)
    context = {
        "meeting": meeting,
        "previous": previous,
        "roster": form,
        "paste_form": paste_form,
        "seal": seal,
    }
    return render(request, "assessments/committee/meeting_roster.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def record(request, pk):
    """Write the times of the meeting, the texts of its minutes, and the discussion of each area."""
    meeting = get_meeting(request.user, pk)
    items = list(meeting.items.select_related("assessment__area"))
    form = RecordForm(posted(request), meeting=meeting, items=items)
    seal = request.POST.get("seal") or queries.record_seal(meeting)
    if form.is_valid():
        message = _("Texts of the minutes saved.")
        values = {"meeting": meeting, "seal": seal, **form.values}
        if run_action(request, records.save_record, message, **values):
            return redirect(meeting)
        seal = queries.record_seal(meeting)
    context = {"meeting": meeting, "form": form, "seal": seal}
    return render(request, "assessments/committee/meeting_record.html", context)


@require_POST
@login_required
def save_discussion(request, pk, item_pk):
    """Save what was said about an area, from its screen in the meeting."""
    item = get_item(request.user, pk, item_pk)
    room = reverse("assessments:room", args=[pk, item.assessment_id])
    form = DiscussionForm(request.POST)
    if not form.is_valid():
        return show_refused(request, form, room)
    message = _("Discussion saved.")
    run_action(request, records.save_discussion, message, item=item, **form.cleaned_data)
    return redirect(f"{room}#discussion")


@require_POST
@login_required
@fresh_sign_in
def close_meeting(request, pk):
    meeting = get_meeting(request.user, pk)
    run_action(request, minute_actions.close_meeting, _("Minutes closed."), meeting=meeting)
    return redirect(meeting)


@require_POST
@login_required
def ask_for_minutes(request, pk):
    """Have a draft made, as PDF for reading or as a Word document for editing."""
    meeting = get_meeting(request.user, pk)
    is_word = request.POST.get("format") == Minutes.Format.WORD
    values = {"meeting": meeting, "file_format": Minutes.Format.WORD if is_word else Minutes.Format.PDF}
    run_action(request, minute_actions.ask_for_minutes, _("The minutes are being made."), **values)
    return redirect(meeting)


@require_POST
@login_required
def retry_minutes(request, pk, file_format):
    meeting = get_meeting(request.user, pk)
    minutes = _minutes(request, meeting, file_format)
    run_action(request, minute_actions.retry_minutes, _("The minutes are being made."), minutes=minutes)
    return redirect(meeting)


@require_safe
@login_required
def download_minutes(request, pk, file_format):
    """Send the final minutes, or the user's own draft."""
    meeting = get_meeting(request.user, pk)
    minutes = _minutes(request, meeting, file_format)
    if minutes.state != Minutes.State.READY:
        raise Http404
    words = _("minutes-%(number)s") if minutes.is_final else _("minutes-%(number)s-draft")
    name = words % {"number": meeting.number.replace("/", "-")}
    return download(minutes.file, f"{name}.{minutes.file_format}", MEDIA_TYPES[minutes.file_format])


def _people_to_begin_with(request, meeting, previous):
    if parameters.word(request.GET, "from") == "previous" and previous:
        return queries.roster_of(previous)
    return queries.roster_of(meeting)


def _minutes(request, meeting, file_format):
    files = queries.minutes_for(meeting, request.user)
    minutes = next((minutes for minutes in files if minutes.file_format == file_format), None)
    if minutes is None:
        raise Http404
    return minutes
