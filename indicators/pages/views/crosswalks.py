"""The page of a crosswalk."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted
from indicators.crosswalks import actions, queries
from indicators.crosswalks.domain.origins import proposed_origins
from indicators.editions.models import Framework
from indicators.editions.queries import editions as edition_queries
from indicators.pages.forms.crosswalks import CrosswalkForm
from indicators.pages.views.access import on_draft, run_sealed_action


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
        old, new = edition_queries.edition_of(earlier), edition_queries.edition_of(framework)
        is_stored = stored is not None and stored.earlier == earlier
        origins = queries.origins_of(stored) if is_stored else proposed_origins(old, new)
        values = queries.crosswalk_values(framework)
        form = CrosswalkForm(posted(request), stored=values, old=old, new=new, origins=origins)
        if form.is_valid() and _save_crosswalk(request, framework, earlier, form):
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
    return run_sealed_action(
        request,
        form,
        actions.save_crosswalk,
        lambda: queries.crosswalk_values(framework),
        framework=framework,
        earlier=earlier,
        origins=form.origins,
    )
