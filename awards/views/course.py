"""The course of a ceremony: the script, the table in which it is arranged, attendance, samples, history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions, documents, labels, queries
from awards.actions.runs import samples_of
from awards.domain.awards import Kind
from awards.domain.ceremonies import Attendance, Order
from awards.domain.reading import suggested_reading
from awards.forms import SeatForm
from awards.views.ceremonies import get_ceremony, get_recipient
from awards.views.designs import get_design
from ecotown.common import parameters

ROWS, SAMPLES, DEEDS = 50, 12, 50  # of a page
# A drawing brings its pictures along and asks for nothing else.
DRAWING = {"Content-Security-Policy": "default-src 'none'; img-src data:"}


@require_safe
@login_required
def script(request, pk):
    """What the announcer reads, one recipient after the other."""
    found = get_ceremony(request.user, pk)
    course = queries.course_of(found)
    context = {"ceremony": found, "course": course, "script": documents.script_of(course)}
    return render(request, "awards/ceremony_script.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def arrange(request, pk):
    """One table for places, seats, representatives, readings and attendance, saved at once."""
    found = get_ceremony(request.user, pk)
    page = Paginator(queries.course_of(found).lines, ROWS).get_page(parameters.number(request.GET, "page"))
    lines, data, is_sent = page.object_list, None, request.method == "POST"
    if is_sent:
        data = request.POST
        lines = [line for line in page.paginator.object_list if f"{line.recipient.pk}-place" in data]
    rows = [(line, SeatForm(data, recipient=line.recipient, place=line.place)) for line in lines]
    faulty = [form for _line, form in rows if not form.is_valid()]  # each says what is wrong with it
    if is_sent and not faulty:
        changes = {line.recipient.pk: form.changed for line, form in rows if form.has_changed()}
        order = parameters.word(data, "order")
        order = Order(order) if order in labels.ORDERS else None
        count = actions.arrange(ceremony=found, changes=changes, order=order, by=request.user)
        _say_saved(request, count)
        return redirect(f"{reverse('awards:arrange', args=[pk])}?page={page.number}")
    context = {
        "ceremony": found,
        "page": page,
        "rows": [(line, form, _suggestion(line.recipient)) for line, form in rows],
        "orders": labels.ORDERS.items(),
        "is_refused": is_sent,
    }
    return render(request, "awards/ceremony_arrange.html", context)


def _say_saved(request, count):
    if count:
        words = ngettext("%(count)s recipient changed.", "%(count)s recipients changed.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Nothing was changed."))


def _suggestion(recipient):
    return "" if recipient.reading_hint else suggested_reading(recipient.name)


@require_POST
@login_required
def mark_attendance(request, pk, recipient_pk):
    """Say who has come; a partial answer for the page that asked by htmx."""
    one = get_recipient(request.user, pk, recipient_pk)
    try:
        attendance = Attendance(parameters.word(request.POST, "attendance"))
    except ValueError as error:
        raise BadRequest("unknown attendance") from error
    marked = actions.mark_attendance(recipient=one, attendance=attendance, by=request.user)
    if not request.htmx:
        return redirect(f"{reverse('awards:ceremony', args=[pk])}#recipient-{one.pk}")
    context = {
        "one": one,
        "ceremony": one.ceremony,
        "attendance": marked.attendance,
        "attendances": list(labels.ATTENDANCES.items()),
        "present": queries.present_count(one.ceremony),
    }
    return render(request, "components/attendance.html", context)


@require_safe
@login_required
def samples(request, pk):
    """What the documents that have no number yet will look like, with what does not fit."""
    found = get_ceremony(request.user, pk)
    page = Paginator(queries.course_of(found).unnumbered(), SAMPLES).get_page(
        parameters.number(request.GET, "page")
    )
    wanted = [(line.recipient, kind) for line, kind in page]
    awards = samples_of(found, wanted, by=request.user)
    faults = iter(documents.faults_of([award for award in awards if award]))
    shown = [
        (line, kind.value, labels.KINDS[kind], *(_drawing(award, next(faults)) if award else _refused()))
        for (line, kind), award in zip(page, awards, strict=True)
    ]
    context = {"ceremony": found, "page": page, "shown": shown}
    return render(request, "awards/ceremony_samples.html", context)


def _drawing(award, faults):
    """No refusal, room for the drawing, so that the page does not jump, and the boxes that are too small."""
    room = round(award.design.width * 4), round(award.design.height * 4)
    return "", room, [labels.box(one.slot) for one in faults]


def _refused():
    """What stands in the place of a drawing where a print run would refuse the award."""
    return labels.refusal("no-level"), None, []


@require_safe
@login_required
def sample(request, pk, recipient_pk, kind):
    """One document before it has a number, as a drawing."""
    one = get_recipient(request.user, pk, recipient_pk)
    if kind not in one.kinds or not one.ceremony.design_of(kind, one.purpose):
        raise Http404
    (award,) = samples_of(one.ceremony, [(one, Kind(kind))], by=request.user)
    if award is None:
        raise Http404
    try:
        svg = documents.sample_svg(award)
    except (documents.TextOverflow, documents.UnfitDesign):
        raise Http404 from None
    return HttpResponse(svg, content_type="image/svg+xml", headers=DRAWING)


@require_safe
@login_required
def ceremony_history(request, pk):
    """What people did to a ceremony, the newest first."""
    found = get_ceremony(request.user, pk)
    page = Paginator(queries.deeds_of_ceremony(found), DEEDS).get_page(parameters.number(request.GET, "page"))
    return render(request, "awards/history.html", {"ceremony": found, "page": page})


@require_safe
@login_required
def design_history(request, pk):
    """What people did to a design, the newest first."""
    found = get_design(request.user, pk)
    page = Paginator(queries.deeds_of_design(found), DEEDS).get_page(parameters.number(request.GET, "page"))
    return render(request, "awards/history.html", {"design": found, "page": page})
