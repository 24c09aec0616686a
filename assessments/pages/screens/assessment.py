"""The template context shared by the screens of one assessment, and the cards of its indicators."""

import json
from collections.abc import Collection, Mapping, Set
from typing import Any

from django.urls import reverse

from assessments.audit.domain import changed_indicators
from assessments.audit.queries.audits import Audit, audit_of
from assessments.audit.queries.comments import thread_counts
from assessments.audit.queries.returns import open_return_of, returned_item_states
from assessments.committee.queries import open_reconsideration
from assessments.corrections.queries import approved_corrections, corrected_values
from assessments.entry import words
from assessments.entry.domain.values import EntryValue, answers_of, is_answered, plain
from assessments.entry.queries import earlier_values, entered_values, progress_of, unconfirmed_codes
from assessments.explanation.domain import explanation_of
from assessments.explanation.queries.cards import ValueForm, last_year_results
from assessments.warnings.queries.warnings import notes_of, warnings_and_peers
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import Aspect, Framework, Indicator
from indicators.criteria.domain.scoring import area_level


def workspace_context(
    assessment: Assessment, values: Mapping[str, EntryValue] | None = None
) -> dict[str, Any]:
    """Return the template context shared by every screen of an assessment: progress, level, explanation.

    `assessment` comes from `with_level()`. `values` are the values entered, read when None. The explanation
    is None until the worker has stored the level of this revision; it follows from the same values and rule.
    """
    edition = edition_of(assessment)
    values = entered_values(assessment) if values is None else values
    audit = audit_of(assessment, values)
    earlier = earlier_values(assessment)
    shown_warnings = warnings_and_peers(assessment, values, earlier)
    open_return = open_return_of(assessment) if assessment.status == Status.RETURNED else None
    returned_items = returned_item_states(open_return, audit)
    warned = shown_warnings.open_codes if assessment.is_editable else set()
    if open_return:
        warned &= {item.code for item in returned_items}  # the other indicators are locked
    return {
        "assessment": assessment,
        "framework": assessment.cycle.framework,
        "edition": edition,
        "values": values,
        "audit": audit,
        "open_return": open_return,
        "returned_items": returned_items,
        "reconsideration": open_reconsideration(assessment),
        "thread_counts": thread_counts(assessment),
        "last_year": last_year_results(earlier),
        "warnings_and_peers": shown_warnings,
        "notes": notes_of(assessment),
        **_level_context(assessment, edition, values, audit),
        **_progress_context(assessment, edition, values, warned),
    }


def _level_context(
    assessment: Assessment, edition: Framework, values: Mapping[str, EntryValue], audit: Audit
) -> dict[str, Any]:
    """Return the results of the values entered and of those that count for the committee.

    These are the ones entered, unless an assessor overrides one or a published value is corrected.
    """
    errata = approved_corrections(assessment)
    entered_result = counted_result = area_level(edition, answers_of(values, edition))
    if audit.is_overridden or errata:
        counted_values = corrected_values(audit.audited, errata)
        counted_result = area_level(edition, answers_of(counted_values, edition))
    is_level_pending = assessment.computed_level is None
    return {
        "errata": errata,
        "is_level_pending": is_level_pending,
        "explanation": None if is_level_pending else explanation_of(counted_result, edition),
        "entered_level": entered_result.level,
        "audited_level": counted_result.level,
        "changed_indicators": changed_indicators(entered_result, counted_result),
        "results": {result.code: result for result in entered_result.indicators},
        "counted_results": {result.code: result for result in counted_result.indicators},
    }


def _progress_context(
    assessment: Assessment, edition: Framework, values: Mapping[str, EntryValue], warned: Set[str]
) -> dict[str, Any]:
    """Return what is answered and what the province has to do; `warned` are codes with open warnings."""
    answered = {code for code, value in values.items() if is_answered(value, edition.by_code[code])}
    unconfirmed = unconfirmed_codes(assessment) if assessment.is_editable else set()
    return {
        "progress": progress_of(edition, answered, warned),
        "answered": answered,
        "answered_count": len(answered),
        "total_count": len(edition.indicators),
        "unanswered": indicators_with_aspects(edition, edition.by_code.keys() - answered),
        "unconfirmed": unconfirmed,
        "to_confirm": indicators_with_aspects(edition, unconfirmed),
        "warned": indicators_with_aspects(edition, warned),
    }


def overtaken_context(assessment: Assessment, form: ValueForm) -> dict[str, Any]:
    """Return the context for choosing between the officer's value and the one saved meanwhile by another."""
    entry = assessment.entries.select_related("entered_by").get(indicator__code=form.indicator.code)
    current = entered_values(assessment)[form.indicator.code]
    return {
        "overtaken_by": entry,
        "typed_value": words.entry_in_words(form.entry_value, form.indicator),
        "saved_value": words.entry_in_words(current, form.indicator),
        "saved_as_json": json.dumps(plain(current)),
    }


def indicators_with_aspects(edition: Framework, codes: Collection[str]) -> list[tuple[Aspect, Indicator]]:
    """Return the indicators `codes` in the order of the criteria, each with its aspect."""
    return [
        (aspect, indicator)
        for dimension in edition.dimensions
        for aspect in dimension.aspects
        for indicator in aspect.indicators
        if indicator.code in codes
    ]


def neighbouring_aspects(edition: Framework, code: str) -> dict[str, str | None]:
    """Return the codes of the aspects before and after `code`, None at the ends."""
    codes = [aspect.code for dimension in edition.dimensions for aspect in dimension.aspects]
    position = codes.index(code)
    return {
        "previous": codes[position - 1] if position else None,
        "following": codes[position + 1] if position + 1 < len(codes) else None,
    }


def aspect_url(assessment: Assessment, code: str) -> str:
    """Return the address of the page of an aspect."""
    return reverse("assessments:aspect", args=[assessment.pk, code])
