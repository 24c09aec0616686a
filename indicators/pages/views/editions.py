"""Pages on which administrators list, create, check and publish editions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, posted_with_files, run_action, run_form_action
from indicators.criteria.domain.faults import split_fault
from indicators.criteria.domain.framework_reading import FrameworkError
from indicators.criteria.words import faults as words_faults
from indicators.criteria.words import fields
from indicators.crosswalks import queries as crosswalks_queries
from indicators.editions.actions import parts as part_actions
from indicators.editions.actions.changes import EditionError
from indicators.editions.models import Framework
from indicators.editions.queries import editions as edition_queries
from indicators.editions.queries import parts as part_queries
from indicators.editions.queries.examples import red_examples
from indicators.editions.registry import EDITION_PAGES
from indicators.pages.forms.editions import MAX_FAULTS, EditionCopyForm, EditionFileForm, PublishForm
from indicators.pages.forms.parts import DetailsForm, LevelRulesForm
from indicators.pages.screens import editions as edition_screens
from indicators.pages.views.access import (
    after_change,
    get_edition,
    last_event,
    on_draft,
    run_sealed_action,
)
from indicators.publishing import actions, words
from indicators.publishing import queries as publishing_queries


@require_safe
@login_required
def edition_list(request):
    _check_may_list(request)
    return render(
        request,
        "indicators/editions/edition_list.html",
        {"editions": edition_screens.listed_editions(request.user)},
    )


@require_http_methods(["GET", "POST"])
@login_required
def copy_edition(request):
    _check_may_list(request)
    editions = Framework.objects.visible_to(request.user)
    initial = {"source": parameters.word(request.GET, "source") or None}
    form = EditionCopyForm(posted(request), editions=editions, initial=initial)
    message = _("The draft is made. Nothing of it is public yet.")
    fields = {"exists": "edition"}
    framework = run_form_action(request, form, actions.copy_framework, message, error_fields=fields)
    if framework:
        return redirect("indicators:edition", framework.edition)
    context = {
        "form": form,
        "title": _("New edition as a copy"),
        "lead": _("Everything is copied, the worked examples too."),
    }
    return render(request, "indicators/editions/edition_form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def upload_edition(request):
    _check_may_list(request)
    form = EditionFileForm(*posted_with_files(request))
    faults = []
    if form.is_valid():
        try:
            framework = actions.load_framework(document=form.document, may_replace=False, by=request.user)
        except FrameworkError as error:
            faults = [_fault_in_words(fault) for fault in error.faults]
        except EditionError as error:
            form.add_error("edition", words.refusal_sentence(error.code))
        else:
            messages.success(request, _("The draft is made. Nothing of it is public yet."))
            return redirect("indicators:edition", framework.edition)
    context = {
        "form": form,
        "title": _("New edition from a file"),
        "lead": _("The file is checked first; nothing is stored while anything in it is wrong."),
        "faults": faults[:MAX_FAULTS],
        "more_faults": max(0, len(faults) - MAX_FAULTS),
    }
    return render(request, "indicators/editions/edition_form.html", context)


@require_POST
@login_required
def load_working_edition(request):
    """Load the working edition that comes with the portal, as a draft with its worked examples."""
    _check_may_list(request)
    message = _("The working edition is a draft now. Please check and publish it.")
    framework = run_action(request, actions.load_working_edition, message)
    return (
        redirect("indicators:edition", framework.edition)
        if framework
        else redirect("indicators:edition-list")
    )


@require_safe
@login_required
def edition(request, edition):
    framework = get_edition(request.user, edition)
    context = {
        "framework": framework,
        "level_rules": framework.level_rules.all(),
        "quantities": framework.quantities.prefetch_related("inputs__indicator"),
        "dimensions": edition_queries.dimensions_of(framework),
        "checks": publishing_queries.check_list(framework),
        "cycles": framework.cycles.all(),
        "crosswalk": crosswalks_queries.crosswalk_of(framework),
        "pages": EDITION_PAGES,
    }
    return render(request, "indicators/editions/edition_detail.html", context)


@require_safe
@login_required
def edition_checks(request, edition):
    return _checks_page(request, get_edition(request.user, edition), PublishForm())


@require_POST
@login_required
@fresh_sign_in
def publish_edition(request, edition):
    framework = get_edition(request.user, edition, perm="indicators.publish_edition")
    form = PublishForm(request.POST)
    if not framework.is_published and not form.is_valid():
        return _checks_page(request, framework, form)
    if run_action(request, actions.publish_framework, _("The edition is published."), framework=framework):
        return redirect("indicators:edition", framework.edition)
    return redirect("indicators:edition-checks", framework.edition)


@require_safe
@login_required
def edition_history(request, edition):
    framework = get_edition(request.user, edition)
    context = {"framework": framework, "events": edition_screens.edition_events(framework)}
    return render(request, "indicators/editions/edition_history.html", context)


@require_http_methods(["GET", "POST"])
@on_draft
def edit_edition(request, framework):
    return _edit(
        request,
        framework,
        DetailsForm(posted(request), stored=part_queries.values_of(framework)),
        title=_("Names and note of the edition"),
        action=part_actions.edit_framework,
        current=lambda: part_queries.values_of(Framework.objects.get(pk=framework.pk)),
    )


@require_http_methods(["GET", "POST"])
@on_draft
def edit_levels(request, framework):
    stored = part_queries.rule_values_of(framework)
    return _edit(
        request,
        framework,
        LevelRulesForm(posted(request), stored=stored, framework=framework),
        title=_("Level rules"),
        action=part_actions.edit_level_rules,
        current=lambda: part_queries.rule_values_of(framework),
    )


@require_http_methods(["GET", "POST"])
@on_draft
@fresh_sign_in
def discard_edition(request, framework):
    if request.method == "POST":
        run_action(request, actions.discard_framework, _("The draft is discarded."), framework=framework)
        return redirect("indicators:edition-list")
    context = {
        "framework": framework,
        "title": _("Discard the draft?"),
        "sentence": _("The draft is removed with everything in it. Its history stays."),
        "button": _("Discard the draft"),
    }
    return render(request, "indicators/editions/edition_confirm.html", context)


def _edit(request, framework, form, *, title, action, current):
    values = {"framework": framework, "values": form.values} if form.is_valid() else {}
    red_before = red_examples(framework) if values else frozenset()
    if values and run_sealed_action(request, form, action, current, **values):
        return after_change(framework, red_before, reverse("indicators:edition", args=[framework.edition]))
    context = {"framework": framework, "form": form, "title": title, "last_event": last_event(framework)}
    return render(request, "indicators/editions/edition_form.html", context)


def _checks_page(request, framework, form):
    checks = publishing_queries.check_list(framework)
    context = {
        "framework": framework,
        "form": form,
        "checks": checks,
        "faults": edition_screens.fault_lines(framework, checks.faults),
    }
    return render(request, "indicators/publishing/edition_checks.html", context)


def _check_may_list(request):
    if not request.user.has_perm("indicators.list_editions"):
        raise PermissionDenied


def _fault_in_words(fault):
    """Return (place in words, place, sentence) for a fault line of the reader."""
    path, message = split_fault(fault)
    return fields.place_in_words(path), path, words_faults.fault_sentence(message)
