"""Pages of the worked examples of a draft."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action
from indicators.criteria.domain.exact_json import parse_json
from indicators.editions.actions import examples as example_actions
from indicators.editions.domain import threshold_answers
from indicators.editions.queries import editions, parts
from indicators.editions.queries import examples as example_queries
from indicators.pages.forms.examples import ExampleForm
from indicators.pages.views.access import last_event, on_draft, run_sealed_action


@require_http_methods(["GET", "POST"])
@on_draft
def add_example(request, framework):
    """Add an example; `?level=3` fills in answers equal to the thresholds of that level."""
    edition = editions.edition_of(framework)
    level = parameters.number(request.GET, "level", largest=len(edition.levels)) or 0
    stored = {"expected_level": level} if "level" in request.GET else {}
    form = ExampleForm(
        posted(request), stored=stored, edition=edition, answers=threshold_answers(edition, level)
    )
    return _example_page(request, framework, form)


@require_http_methods(["GET", "POST"])
@on_draft
def edit_example(request, framework, pk):
    example = get_object_or_404(framework.worked_examples, pk=pk)
    form = ExampleForm(
        posted(request),
        stored=parts.values_of(example),
        edition=editions.edition_of(framework),
        answers=parse_json(example.answers)["answers"],
    )
    return _example_page(request, framework, form, example)


@require_http_methods(["GET", "POST"])
@on_draft
def remove_example(request, framework, pk):
    example = get_object_or_404(framework.worked_examples, pk=pk)
    if request.method == "POST":
        run_action(request, example_actions.remove_example, _("Removed."), example=example)
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
def adapt_examples(request, framework):
    """Show the worked examples that compute another level than expected, and adapt those that are ticked.

    `?broken=3` names those that the last change broke; they are ticked.
    """
    if request.method == "POST":
        levels = dict(_shown_levels(request.POST.getlist("example")))
        message = ngettext(
            "Expectation of %(count)s example adapted.",
            "Expectations of %(count)s examples adapted.",
            len(levels),
        ) % {"count": len(levels)}
        action = example_actions.adapt_examples
        if run_action(request, action, message, framework=framework, levels=levels):
            return redirect(_examples_of(framework))
    results = example_queries.example_results(framework)
    broken = set(parameters.keys(request.GET, "broken"))
    context = {
        "framework": framework,
        "results": [(result, result.example.pk in broken) for result in results if not result.is_green],
        "broken_count": len(broken),
    }
    return render(request, "indicators/editions/examples_adapt.html", context)


def _shown_levels(values):
    """Yield example and level of each value such as 12:3 that the form sent."""
    for value in values:
        pk, _colon, level = value.partition(":")
        if pk.isdecimal() and level.isdecimal() and len(pk) < 10 and len(level) < 3:
            yield int(pk), int(level)


def _example_page(request, framework, form, example=None):
    if form.is_valid() and "save" in request.POST:
        values = form.example_values(example_actions.answers_text(form.answers))

        def current():
            return parts.values_of(framework.worked_examples.get(pk=example.pk))

        action = example_actions.save_example if example else _add_example
        arguments = {"framework": framework, "example": example, "values": values}
        if run_sealed_action(request, form, action, current, **arguments):
            return redirect(_examples_of(framework))
    example_result = None
    if request.method == "GET" and example:
        results = example_queries.example_results(framework)
        example_result = next((result for result in results if result.example == example), None)
    context = {
        "framework": framework,
        "form": form,
        "example": example,
        "result": example_result,
        "last_event": last_event(framework),
        "levels": framework.level_rules.all(),
    }
    return render(request, "indicators/editions/example_form.html", context)


def _add_example(*, seal, **values):
    return example_actions.save_example(**values)


def _examples_of(framework):
    return f"{reverse('indicators:edition', args=[framework.edition])}#examples"
