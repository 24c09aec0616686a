"""Pages of designs: draft, preview, publish, history."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.designs import actions, queries
from awards.designs import words as designs_words
from awards.designs.actions import check_publishing
from awards.designs.documents import artwork, decorations, placing, standard_design, stored_designs
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.layouts import LAYOUTS
from awards.designs.domain.purposes import Purpose
from awards.designs.models import Design
from awards.pages import words as pages_words
from awards.pages.forms.designs import CopyForm, DesignForm, NewDesignForm
from awards.pages.screens import history
from awards.pages.views.access import PERMISSION, get_design
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.forms.refused_forms import refused_form, show_refused
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, posted_with_files, run_action, run_form_action
from ecotown.common.thai.ordering import sort_key

EVENTS = 50  # per page
# A drawing embeds its pictures and loads nothing else.
DRAWING_HEADERS = {"Content-Security-Policy": "default-src 'none'; img-src data:"}
OVERFLOW_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 297 210">'
    '<rect width="297" height="210" fill="#fdecea"/>'
    '<path stroke="#b3261e" d="M0 0L297 210M297 0L0 210"/></svg>'
)


@require_safe
@login_required
def design_list(request):
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    context = {
        "designs": sorted(Design.objects.all(), key=lambda row: (row.kind, sort_key(row.name), row.pk)),
        "layouts": designs_words.LAYOUT_NAMES.items(),
        "purposes": designs_words.PURPOSES.items(),
    }
    return render(request, "awards/designs/design_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def draft_design(request):
    """Begin a design from one of the layouts, which the query string may name."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    initial = {"layout": parameters.word(request.GET, "layout")}
    form = NewDesignForm(posted(request), initial=initial)
    message = _("Design begun. Now write its wording.")
    drafted = run_form_action(request, form, actions.draft_design, message)
    if drafted:
        return redirect(drafted)
    return render(
        request, "awards/designs/design_form.html", {"form": form, "purposes": designs_words.PURPOSES.items()}
    )


@require_http_methods(["GET", "POST"])
@login_required
def design(request, pk):
    """Show a design with its previews, a draft also with the form that changes it."""
    shown_design = get_design(request.user, pk)
    form = None
    if not shown_design.is_published:
        form = DesignForm(*posted_with_files(request), design=shown_design)
    if request.method == "POST" and form is None:
        messages.error(request, _("A published design is never changed. Please make a copy."))
        return redirect(shown_design)
    message = _("Design saved.")
    if (
        form
        and form.is_valid()
        and run_action(request, actions.change_design, message, design=shown_design, **form.values)
    ):
        return redirect(shown_design)
    margin = decorations.sheet_margin(float(shown_design.bleed))
    copy_url = reverse("awards:copy-design", args=[shown_design.pk])
    copy_form = CopyForm(action=copy_url, initial={"name": queries.free_design_name(shown_design.name)})
    context = {
        "design": shown_design,
        "form": form,
        "publishing_obstacle": _publishing_obstacle(shown_design),
        "copy_form": refused_form(request, copy_url) or copy_form,
        # Millimetres; their proportion keeps the room of a picture until it has come.
        "sheet_width": round(float(shown_design.width) + 2 * margin),
        "sheet_height": round(float(shown_design.height) + 2 * margin),
        "trials": [(trial, *designs_words.TRIALS[trial]) for trial in queries.TRIALS],
        "signatories": shown_design.signatories.all(),
    }
    return render(request, "awards/designs/design_detail.html", context)


def _publishing_obstacle(draft):
    """Return why a draft cannot be published yet, empty when it can."""
    try:
        check_publishing(draft)
    except AwardError as error:
        return pages_words.refusal(error.code, error.detail)
    return ""


@require_POST
@login_required
def copy_design(request, pk):
    shown_design = get_design(request.user, pk)
    form = CopyForm(request.POST, action=request.path)
    copied = run_form_action(request, form, actions.copy_design, "", design=shown_design)
    if copied:
        return redirect(copied)
    return show_refused(request, form, shown_design.get_absolute_url())


@require_POST
@login_required
@fresh_sign_in
def publish_design(request, pk):
    shown_design = get_design(request.user, pk)
    run_action(
        request,
        actions.publish_design,
        _("Design published. Ceremonies can print with it."),
        design=shown_design,
    )
    return redirect(shown_design)


@require_POST
@login_required
def discard_design(request, pk):
    shown_design = get_design(request.user, pk)
    run_action(request, actions.discard_design, _("The draft was deleted."), design=shown_design)
    return redirect("awards:designs" if not Design.objects.filter(pk=pk).exists() else shown_design)


@require_safe
@login_required
def design_history(request, pk):
    """Show the events of a design, the newest first."""
    shown_design = get_design(request.user, pk)
    page = Paginator(history.design_events(shown_design), EVENTS).get_page(
        parameters.number(request.GET, "page")
    )
    return render(request, "awards/ceremonies/ceremony_history.html", {"design": shown_design, "page": page})


@require_safe
@login_required
def preview(request, pk, trial):
    """Send the design with a long or a short name as SVG."""
    shown_design = get_design(request.user, pk)
    if trial not in queries.TRIALS:
        raise Http404
    return _trial_drawing(stored_designs.design_of_row(shown_design), trial)


@require_safe
@login_required
def preview_layout(request, layout):
    """Send a layout with its usual wording as SVG, for areas unless another purpose is given."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    if layout not in LAYOUTS:
        raise Http404
    purpose = parameters.word(request.GET, "for") or Purpose.AREA
    if purpose not in list(Purpose):
        raise Http404
    return _trial_drawing(standard_design.standard_design(layout, purpose=Purpose(purpose)), "shortest")


def _trial_drawing(design, trial):
    try:
        svg = artwork.artwork_svg(design, queries.trial_texts(trial, design.kind, design.purpose))
    except placing.TextOverflowError:
        svg = OVERFLOW_DRAWING
    return svg_response(svg)


def svg_response(svg):
    """Return a response with a drawing."""
    return HttpResponse(svg, content_type="image/svg+xml", headers=DRAWING_HEADERS)
