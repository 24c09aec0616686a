"""The pages on which an officer enters and confirms values."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries, quantities
from assessments.entry.domain.values import plain
from assessments.evidence import queries as evidence_queries
from assessments.explanation.queries import cards
from assessments.pages import words
from assessments.pages.forms.entry import EntryForm, value_seen
from assessments.pages.screens import aspects
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.views.access import AUTOSAVE_STATUS, get_assessment
from assessments.pages.views.warnings import card_with_refused_reason
from assessments.plans import queries as plans_queries
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import WorkflowError
from ecotown.common.forms.refused_forms import refused_form
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_action

# The buttons beside values that do something besides saving.
PRESSED = {"confirm", "follow"}


@require_http_methods(["GET", "POST"])
@login_required
def aspect(request, pk, code):
    """Show the indicators of one aspect, with forms while the officer may fill them in, and save them.

    `to` in the query is the aspect chosen in the picker of a narrow screen.
    """
    assessment = get_assessment(request.user, pk)
    edition = workflow_queries.edition_of(assessment)
    shown_aspect = _get_aspect(edition, code)
    if chosen := parameters.word(request.GET, "to"):
        return redirect(aspects.aspect_url(assessment, _get_aspect(edition, chosen).code))
    may_fill_in = request.user.has_perm("assessments.fill_in", assessment)
    if request.method == "POST" and not may_fill_in:
        raise PermissionDenied
    entered = entry_queries.entered(assessment)
    forms = _entry_forms(request, assessment, shown_aspect, entered.values)
    open_forms = [form for form in forms if form]
    if request.method == "POST" and _are_valid(open_forms) and _save(request, assessment, open_forms):
        return redirect(_after_saving(request, assessment, code, open_forms))
    context = {
        **_aspect_context(request, assessment, shown_aspect, entered, forms),
        "may_plan": request.user.has_perm("assessments.plan", assessment),
        "citable": evidence_queries.citable_files(assessment) if may_fill_in else [],
        "may_fill_in": may_fill_in,
        "is_form": may_fill_in and assessment.is_editable and bool(open_forms),
        "has_errors": any(form.errors for form in open_forms),
    }
    return render(request, "assessments/entry/aspect_detail.html", context)


def _get_aspect(edition, code):
    """Return the aspect with this code; raise 404 when the edition has none."""
    for dimension in edition.dimensions:
        for aspect_of_dimension in dimension.aspects:
            if aspect_of_dimension.code == code:
                return aspect_of_dimension
    raise Http404


def _entry_forms(request, assessment, shown_aspect, values):
    """Return the form of each indicator of an aspect; None where its value is locked.

    After a return only the returned indicators have a form.
    """
    indicators = shown_aspect.indicators
    entry_values = {indicator.code: values.get(indicator.code, cards.NO_VALUE) for indicator in indicators}
    exempt = [code for code, entry_value in entry_values.items() if entry_value.not_applicable]
    values_before = entry_queries.values_before_not_applicable(assessment, exempt)
    unlocked = assessment.unlocked_codes()
    return [
        EntryForm(
            posted(request),
            indicator=indicator,
            entry_value=entry_values[indicator.code],
            value_before=values_before.get(indicator.code),
        )
        if unlocked is None or indicator.code in unlocked
        else None
        for indicator in indicators
    ]


def _aspect_context(request, assessment, shown_aspect, entered, forms):
    """Return the cards of an aspect and the codes of its neighbours."""
    page = AssessmentPage(assessment, entered)
    aspect_cards = page.cards(
        shown_aspect,
        forms,
        page.evidence_of(shown_aspect),
        plans_queries.targets_of(assessment.area),
    )
    return {
        **page.context(),
        "aspect": shown_aspect,
        "cards": [_with_refused_reason(request, assessment, card) for card in aspect_cards],
        **aspects.neighbouring_aspects(page.edition, shown_aspect.code),
    }


def _with_refused_reason(request, assessment, card):
    """Return the card with the refused reason for its warnings as it was typed."""
    address = reverse("assessments:answer-warning", args=[assessment.pk, card.indicator.code])
    form = refused_form(request, address)
    return card_with_refused_reason(card, form) if form else card


@require_POST
@login_required
def entry(request, pk, code):
    """Save one indicator while the officer types; respond with the parts of the aspect page that change."""
    assessment = get_assessment(request.user, pk, perm="assessments.fill_in", with_level=False)
    edition = workflow_queries.edition_of(assessment)
    entry_aspect = workflow_queries.aspect_of(edition, code)
    if entry_aspect is None:
        raise Http404
    form = EntryForm(request.POST, indicator=edition.by_code[code], entry_value=cards.NO_VALUE)
    is_confirming = "confirm" in request.POST
    saved, outcome = _save_entry(assessment, form, is_confirming=is_confirming, by=request.user)
    if saved and saved.is_changed:
        saved.assessment.last_result = assessment.last_result
        page = AssessmentPage(saved.assessment, saved.entered)
    else:
        page = AssessmentPage(get_assessment(request.user, pk))
    context = page.context(
        card=page.saved_card(form.indicator, form),
        # A save may raise warnings at the neighbouring indicators, too; nobody answers those not returned.
        cards=[
            page.saved_card(indicator) for indicator in entry_aspect.indicators if page.is_open(indicator)
        ],
        aspect=entry_aspect,
        may_plan=request.user.has_perm("assessments.plan", assessment),
        **outcome,
    )
    if is_confirming and "saved_at" in outcome:
        next_place = page.next_unconfirmed(code)
        context["confirmed"] = {"url": aspects.confirming_url(page.assessment, next_place)}
    status = AUTOSAVE_STATUS[next(iter(outcome))]
    return render(request, "assessments/entry/entry_save.html", context, status=status)


def _are_valid(forms):
    """Return whether all forms are valid; all are validated, so that all errors show at once."""
    return not [form for form in forms if not form.is_valid()]


def _save(request, assessment, forms):
    """Save the forms that the officer changed; return whether the action succeeded."""
    touched = [form for form in forms if form.is_sent and form.is_touched]
    if not touched and PRESSED & request.POST.keys():
        return True
    values = {form.indicator.code: form.entry_value for form in touched}
    expected_values = {form.indicator.code: form.expected for form in touched if form.expected is not None}
    try:
        entries.save_entries(assessment=assessment, values=values, expected=expected_values, by=request.user)
    except WorkflowError as error:
        messages.error(request, words.refusal(error.code))
        if error.code == "changed-meanwhile":
            current = entry_queries.entered_values(assessment)
            for form in touched:
                if form.indicator.code in error.indicators:
                    form.tell_overtaken(current.get(form.indicator.code, cards.NO_VALUE))
        return False
    messages.success(request, _("Values saved."))
    return True


def _save_entry(assessment, form, *, is_confirming, by):
    """Save the form of one indicator; return what was saved, None for nothing, and the outcome as context.

    When confirming, a value that was carried forward and not changed is confirmed. The outcome begins with
    `saved_at`, `errors` or `refusal`.
    """
    if not form.is_valid():
        return None, {"errors": form.error_sentences(), "invalid": " ".join(form.errors)}
    code, saved = form.indicator.code, None
    try:
        if form.is_touched:
            expected_values = {} if form.expected is None else {code: form.expected}
            saved = entries.save_entries(
                assessment=assessment, values={code: form.entry_value}, expected=expected_values, by=by
            )
        elif is_confirming:
            seen = {code: form.entry_value}
            outcome = entries.confirm_entries(assessment=assessment, codes=[code], expected=seen, by=by)
            if outcome.overtaken:
                raise WorkflowError("changed-meanwhile", outcome.overtaken)
    except WorkflowError as error:
        is_overtaken = error.code == "changed-meanwhile"
        overtaken = aspects.overtaken_context(assessment, form) if is_overtaken else {}
        return None, {"refusal": words.refusal(error.code), **overtaken}
    return saved, {"saved_at": timezone.now(), "before": json.dumps(plain(form.entry_value))}


def _after_saving(request, assessment, code, forms):
    """Do what the pressed button does besides saving; return the address to go on at.

    That is the next aspect, the next value to confirm, or this page when the officer only saves.
    """
    edition = workflow_queries.edition_of(assessment)
    if "confirm" in request.POST:
        return _confirm(request, assessment, parameters.word(request.POST, "confirm"), forms)
    if "follow" in request.POST:
        return _follow(request, assessment, parameters.word(request.POST, "follow"))
    following = aspects.neighbouring_aspects(edition, code)["following"]
    if "save-and-continue" in request.POST:
        # The keyboard focus continues at the forms.
        url = f"{aspects.aspect_url(assessment, following)}#work" if following else ""
        return url or assessment.get_absolute_url()
    return request.path


def _confirm(request, assessment, code, forms):
    """Confirm the value carried forward at an indicator; return the address of the next one that waits.

    What the officer typed into its form has just been saved, so that it needs no confirmation.
    """
    _check_code(assessment, code)
    typed = {form.indicator.code: form.entry_value for form in forms if form.is_sent and form.is_touched}
    seen = typed.get(code) or value_seen(request.POST.get(f"{code}-before", ""))
    values = {"codes": [code], "expected": {} if seen is None else {code: seen}}
    outcome = run_action(request, entries.confirm_entries, "", assessment=assessment, **values)
    if outcome and outcome.overtaken:
        messages.error(request, words.refusal("changed-meanwhile"))
        return f"{request.path}#indicator-{code.lower()}"
    place = AssessmentPage(assessment).next_unconfirmed(code)
    return aspects.confirming_url(assessment, place) or f"{request.path}#indicator-{code.lower()}"


def _follow(request, assessment, code):
    """Have the inputs of an indicator take the numbers of the basic data; return the address to go on at."""
    _check_code(assessment, code)
    page = AssessmentPage(assessment)
    uses = page.saved_card(page.edition.by_code[code]).shared
    followers = {use.spot: use.number for use in uses if not use.is_equal}
    message = _("The number of the basic data was taken.") if followers else ""
    values = {"assessment": assessment, "values": {}, "followers": followers}
    run_action(request, quantities.save_quantities, message, **values)
    return f"{request.path}#indicator-{code.lower()}"


def _check_code(assessment, code):
    """Raise 404 unless the edition has an indicator `code`."""
    if code not in workflow_queries.edition_of(assessment).by_code:
        raise Http404
