"""Pages of the worked examples and the crosswalk of a draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ecotown.common import parameters
from indicators import actions, queries
from indicators.domain.crosswalk import proposal
from indicators.domain.exact_json import parse_json
from indicators.domain.examples import answers_reaching
from indicators.forms import CrosswalkForm, ExampleForm
from indicators.models import Framework
from indicators.views.access import do, last_deed, on_draft, posted, saved


@require_http_methods(["GET", "POST"])
@on_draft
def add_example(request, framework):
    """Add an example; `?level=3` fills in answers equal to the thresholds of that level."""
    edition = queries.edition_of(framework)
    level = parameters.number(request.GET, "level", largest=len(edition.levels)) or 0
    stored = {"expected_level": level} if "level" in request.GET else {}
    form = ExampleForm(
        posted(request), stored=stored, edition=edition, answers=answers_reaching(edition, level)
    )
    return _example_page(request, framework, form)


@require_http_methods(["GET", "POST"])
@on_draft
def edit_example(request, framework, pk):
    example = get_object_or_404(framework.worked_examples, pk=pk)
    form = ExampleForm(
        posted(request),
        stored=queries.values_of(example),
        edition=queries.edition_of(framework),
        answers=parse_json(example.answers)["answers"],
    )
    return _example_page(request, framework, form, example)


@require_http_methods(["GET", "POST"])
@on_draft
def remove_example(request, framework, pk):
    example = get_object_or_404(framework.worked_examples, pk=pk)
    if request.method == "POST":
        do(request, actions.remove_example, _("Removed."), example=example)
        return redirect(_examples_of(framework))
    context = {
        "framework": framework,
        "title": _("Remove this worked example?"),
        "sentence": example.name,
        "button": _("Remove"),
    }
    return render(request, "indicators/editions/edition_confirm.html", context)


@require_http_methods(["GET", "POST"])
@on_draft
def crosswalk(request, framework):
    """Edit the origins of the indicators, beginning with a proposal by equal codes and definitions."""
    editions = Framework.objects.published().exclude(pk=framework.pk)
    stored = queries.crosswalk_of(framework)
    code = parameters.word(request.GET, "earlier")
    selected = get_object_or_404(editions, edition=code) if code else None
    earlier = selected or queries.earlier_edition(framework, editions)
    form = None
    if earlier:
        old, new = queries.edition_of(earlier), queries.edition_of(framework)
        is_stored = stored is not None and stored.earlier == earlier
        origins = queries.origins_of(stored) if is_stored else proposal(old, new)
        values = queries.crosswalk_values(framework)
        form = CrosswalkForm(posted(request), stored=values, old=old, new=new, origins=origins)
        if (
            request.method == "POST"
            and form.is_valid()
            and _save_crosswalk(request, framework, earlier, form)
        ):
            return redirect("indicators:edition", framework.edition)
    context = {
        "framework": framework,
        "form": form,
        "earlier": earlier,
        "editions": editions,
        "is_proposal": earlier and not (stored and stored.earlier == earlier),
    }
    return render(request, "indicators/crosswalks/crosswalk_form.html", context)


def _save_crosswalk(request, framework, earlier, form):
    stored = saved(
        request,
        form,
        actions.save_crosswalk,
        lambda: queries.crosswalk_values(framework),
        framework=framework,
        earlier=earlier,
        origins=form.origins,
    )
    if stored:
        messages.success(request, _("Saved."))
    return stored


def _example_page(request, framework, form, example=None):
    if request.method == "POST" and form.is_valid() and "save" in request.POST:
        values = form.example_values(actions.answers_text(form.answers))

        def current():
            return queries.values_of(framework.worked_examples.get(pk=example.pk))

        target = {"framework": framework, "example": example, "values": values}
        if saved(request, form, actions.save_example if example else _add_example, current, **target):
            messages.success(request, _("Saved."))
            return redirect(_examples_of(framework))
    if request.method == "GET":
        run = next(
            (run for run in queries.run_examples(framework) if example and run.example == example), None
        )
    else:
        run = None
    context = {
        "framework": framework,
        "form": form,
        "example": example,
        "run": run,
        "last_deed": last_deed(framework),
        "levels": framework.level_rules.all(),
    }
    return render(request, "indicators/editions/example_form.html", context)


def _add_example(*, seen, **values):
    return actions.save_example(**values)


def _examples_of(framework):
    return f"{reverse('indicators:edition', args=[framework.edition])}#examples"
