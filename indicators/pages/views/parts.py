"""Pages on which the dimensions, aspects and indicators of a draft are edited."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action
from indicators.editions import words
from indicators.editions.actions import parts as part_actions
from indicators.editions.models import Aspect, Dimension, Framework, Indicator, Quantity
from indicators.editions.queries import parts as part_queries
from indicators.editions.queries.examples import red_examples
from indicators.pages.forms.parts import PART_FORMS
from indicators.pages.views.access import after_change, last_event, on_draft, run_sealed_action

MODELS = {"dimension": Dimension, "aspect": Aspect, "indicator": Indicator, "quantity": Quantity}
EDITION = {
    "quantity": "framework",
    "dimension": "framework",
    "aspect": "dimension__framework",
    "indicator": "aspect__dimension__framework",
}
PARENTS = {"quantity": Framework, "dimension": Framework, "aspect": Dimension, "indicator": Aspect}


@require_http_methods(["GET", "POST"])
@on_draft
def add_part(request, framework, kind, parent):
    parent_part = _get_parent(framework, kind, parent)
    stored = {"dimension": getattr(parent_part, "code", ""), "aspect": getattr(parent_part, "code", "")}
    form = PART_FORMS[kind](posted(request), stored=stored, framework=framework)
    if form.is_valid():
        addition = {"model": MODELS[kind], "parent": parent_part, "values": form.values}
        red_before = red_examples(framework)
        part = run_sealed_action(request, form, _add, dict, **addition)
        if part:
            return after_change(framework, red_before, place_of(framework, kind, part))
    return _form_page(request, framework, kind, form)


@require_http_methods(["GET", "POST"])
@on_draft
def edit_part(request, framework, kind, pk):
    part = _get_part(framework, kind, pk)
    form = PART_FORMS[kind](posted(request), stored=part_queries.values_of(part), framework=framework)
    if form.is_valid():

        def current():
            return part_queries.values_of(_get_part(framework, kind, pk))

        red_before = red_examples(framework)
        if run_sealed_action(request, form, part_actions.edit_part, current, part=part, values=form.values):
            return after_change(framework, red_before, place_of(framework, kind, part))
        part = _get_part(framework, kind, pk)
    return _form_page(request, framework, kind, form, part)


@require_POST
@on_draft
def move_part(request, framework, kind, pk):
    part = _get_part(framework, kind, pk)
    step = -1 if "up" in request.POST else 1
    run_action(request, part_actions.move_part, _("Moved."), part=part, step=step)
    return redirect(place_of(framework, kind, part))


@require_http_methods(["GET", "POST"])
@on_draft
def remove_part(request, framework, kind, pk):
    part = _get_part(framework, kind, pk)
    if request.method == "POST":
        seal = parameters.word(request.POST, "seen") or None
        red_before = red_examples(framework)
        if run_action(request, part_actions.remove_part, _("Removed."), part=part, seal=seal):
            return after_change(
                framework, red_before, reverse("indicators:edition", args=[framework.edition])
            )
    context = {
        "framework": framework,
        "title": _("Remove %(part)s?") % {"part": part.code},
        "sentence": _removal_sentence(kind) % {"name": part.name_th},
        "users": part_queries.codes_of_quantity(part) if kind == "quantity" else [],
        "button": _("Remove"),
        "seen": part_queries.seal_of(part_queries.values_of(part)),
    }
    return render(request, "indicators/editions/edition_confirm.html", context)


def place_of(framework, kind, part):
    """Return the URL of a part: its anchor on the page of the edition."""
    return f"{reverse('indicators:edition', args=[framework.edition])}#{kind}-{part.pk}"


def _add(*, seal, **values):
    """Add a part; `seal` is not used, because a new part has no earlier values to compare."""
    return part_actions.add_part(**values)


def _removal_sentence(kind):
    if kind == "quantity":
        return _("“%(name)s” is removed from the draft.")
    return _("“%(name)s” is removed from the draft with everything in it.")


def _form_page(request, framework, kind, form, part=None):
    names = {
        "dimension": _("New dimension"),
        "aspect": _("New aspect"),
        "indicator": _("New indicator"),
        "quantity": _("New shared quantity"),
    }
    context = {
        "framework": framework,
        "form": form,
        "part": part,
        "kind": kind,
        "title": f"{words.PARTS[kind]} {part.code}" if part else names[kind],
        "last_event": last_event(framework),
    }
    return render(request, "indicators/editions/edition_form.html", context)


def _get_part(framework, kind, pk):
    if kind not in MODELS:
        raise Http404
    parts = MODELS[kind].objects.select_related(EDITION[kind])
    return get_object_or_404(parts, pk=pk, **{EDITION[kind]: framework})


def _get_parent(framework, kind, pk):
    if kind not in PARENTS:
        raise Http404
    model = PARENTS[kind]
    if model is Framework:
        if pk != framework.pk:
            raise Http404
        return framework
    path = EDITION[model.__name__.lower()]
    return get_object_or_404(model.objects.select_related(path), pk=pk, **{path: framework})
