"""Pages of a ceremony's run sheet: announcer script, arrangement, attendance, samples, history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.ceremonies import queries as ceremonies_queries
from awards.ceremonies import words as ceremonies_words
from awards.ceremonies.actions import order as order_actions
from awards.ceremonies.domain.ceremonies import Attendance, CallOrder
from awards.ceremonies.domain.pronunciation import suggested_pronunciation
from awards.designs.documents import placing, stored_designs
from awards.designs.domain.kinds import AwardKind
from awards.pages.forms.arrangement import ArrangementForm
from awards.pages.screens import history
from awards.pages.screens.printing import PrintCheck
from awards.pages.views.access import get_ceremony, get_recipient
from awards.pages.views.designs import svg_response
from awards.printing import queries as printing_queries
from awards.printing.documents import announcer_script as announcer_script_documents
from awards.printing.documents import checks
from awards.printing.documents import samples as sample_documents
from ecotown.common.requests import parameters
from ecotown.common.steps.running import run_action

ROWS, SAMPLES, EVENTS = 50, 12, 50  # per page


@require_safe
@login_required
def announcer_script(request, pk):
    """Show the announcer script, one recipient after the other."""
    ceremony = get_ceremony(request.user, pk)
    run_sheet = printing_queries.run_sheet_of(ceremony)
    context = {
        "ceremony": ceremony,
        "run_sheet": run_sheet,
        "announcer_script": announcer_script_documents.announcer_script_of(run_sheet),
    }
    return render(request, "awards/printing/announcer_script.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def arrange_recipients(request, pk):
    """Show and save the table of places, seats, representatives, pronunciation and attendance."""
    ceremony = get_ceremony(request.user, pk)
    page = Paginator(printing_queries.run_sheet_of(ceremony).lines, ROWS).get_page(
        parameters.number(request.GET, "page")
    )
    lines, form_data, is_sent = page.object_list, None, request.method == "POST"
    if is_sent:
        form_data = request.POST
        lines = [line for line in page.paginator.object_list if f"{line.recipient.pk}-place" in form_data]
    rows = [(line, ArrangementForm(form_data, recipient=line.recipient, place=line.place)) for line in lines]
    # All rows are validated, so that each shows its errors.
    faulty = [form for _line, form in rows if not form.is_valid()]
    if is_sent and not faulty:
        changes = {line.recipient.pk: form.changed_values for line, form in rows if form.has_changed()}
        order = parameters.word(form_data, "order")
        order = CallOrder(order) if order in ceremonies_words.ORDERS else None
        count = run_action(
            request,
            order_actions.arrange_recipients,
            "",
            ceremony=ceremony,
            changes=changes,
            order=order,
        )
        if count is not None:
            _add_saved_message(request, 0 if count is True else count)
            return redirect(f"{reverse('awards:arrange-recipients', args=[pk])}?page={page.number}")
    context = {
        "ceremony": ceremony,
        "page": page,
        "rows": [(line, form, _suggestion(line.recipient)) for line, form in rows],
        "orders": ceremonies_words.ORDERS.items(),
        "is_refused": is_sent,
    }
    return render(request, "awards/ceremonies/ceremony_arrange.html", context)


def _add_saved_message(request, count):
    if count:
        sentence = ngettext("%(count)s recipient changed.", "%(count)s recipients changed.", count)
        messages.success(request, sentence % {"count": count})
    else:
        messages.info(request, _("Nothing was changed."))


def _suggestion(recipient):
    return "" if recipient.pronunciation else suggested_pronunciation(recipient.name)


@require_POST
@login_required
def mark_attendance(request, pk, recipient_pk):
    """Store the attendance of a recipient; answer htmx with the partial."""
    recipient = get_recipient(request.user, pk, recipient_pk)
    try:
        attendance = Attendance(parameters.word(request.POST, "attendance"))
    except ValueError as error:
        raise BadRequest("unknown attendance") from error
    marked = order_actions.mark_attendance(recipient=recipient, attendance=attendance, by=request.user)
    if not request.htmx:
        return redirect(f"{reverse('awards:ceremony', args=[pk])}#recipient-{recipient.pk}")
    context = {
        "recipient": recipient,
        "ceremony": recipient.ceremony,
        "attendance": marked.attendance,
        "attendances": list(ceremonies_words.ATTENDANCES.items()),
        "present_count": ceremonies_queries.present_count(recipient.ceremony),
    }
    return render(request, "awards/ceremonies/attendance_form.html", context)


@require_safe
@login_required
def samples(request, pk):
    """Say what can be printed of that which has no number yet, and show samples of it."""
    ceremony = get_ceremony(request.user, pk)
    checked = checks.checked_awards(printing_queries.run_sheet_of(ceremony))
    check = PrintCheck(ceremony, [award for award in checked if not award.is_issued])
    page = Paginator(check.printable, SAMPLES).get_page(parameters.number(request.GET, "page"))
    context = {"ceremony": ceremony, "check": check, "page": page}
    return render(request, "awards/printing/ceremony_samples.html", context)


@require_safe
@login_required
def sample(request, pk, recipient_pk, kind):
    """Send the sample of one document as SVG."""
    recipient = get_recipient(request.user, pk, recipient_pk)
    if kind not in recipient.award_kinds or not recipient.ceremony.design_of(kind, recipient.purpose):
        raise Http404
    (award,) = sample_documents.sample_awards(recipient.ceremony, [(recipient, AwardKind(kind))])
    if award is None:
        raise Http404
    try:
        svg = sample_documents.sample_svg(award)
    except (placing.TextOverflowError, stored_designs.UnfitDesignError):
        raise Http404 from None
    return svg_response(svg)


@require_safe
@login_required
def ceremony_history(request, pk):
    """Show the events of a ceremony, the newest first."""
    ceremony = get_ceremony(request.user, pk)
    page = Paginator(history.ceremony_events(ceremony), EVENTS).get_page(
        parameters.number(request.GET, "page")
    )
    return render(request, "awards/ceremonies/ceremony_history.html", {"ceremony": ceremony, "page": page})
