"""The template context shared by the screens of one assessment, and the cards of its indicators."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse

from assessments.audit.domain import changed_indicators
from assessments.audit.queries.audits import audit_of
from assessments.audit.queries.comments import thread_counts
from assessments.audit.queries.returns import returned_item_states
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
    answered = {code for code, value in values.items() if is_answered(value, edition.by_code[code])}
    unconfirmed = unconfirmed_codes(assessment) if assessment.is_editable else set()
    is_level_pending = assessment.computed_level is None
    result = area_level(edition, answers_of(values, edition))
    audit, errata = audit_of(assessment, values), approved_corrections(assessment)
    # The values that count for the committee: those entered, unless an assessor overrides one or a
    # published value is corrected.
    is_changed = audit.is_overridden or bool(errata)
    counted = corrected_values(audit.audited, errata)
    counted_result = area_level(edition, answers_of(counted, edition)) if is_changed else result
    sent_back = assessment.open_return if assessment.status == Status.RETURNED else None
    earlier = earlier_values(assessment)
    shown_warnings = warnings_and_peers(assessment, values, earlier)
    returned_items = returned_item_states(sent_back, audit)
    warned = shown_warnings.open_codes if assessment.is_editable else set()
    if sent_back:
        warned &= {item.code for item in returned_items}  # the other indicators are locked
    return {
        "assessment": assessment,
        "framework": assessment.cycle.framework,
        "edition": edition,
        "progress": progress_of(edition, answered, warned),
        "answered": answered,
        "answered_count": len(answered),
        "unconfirmed": unconfirmed,
        "unanswered": indicators_with_aspects(edition, edition.by_code.keys() - answered),
        "to_confirm": indicators_with_aspects(edition, unconfirmed),
        "total_count": len(edition.indicators),
        "is_level_pending": is_level_pending,
        "explanation": None if is_level_pending else explanation_of(counted_result, edition),
        "entered_level": result.level,
        "audited_level": counted_result.level,
        "changed_indicators": changed_indicators(result, counted_result),
        "audit": audit,
        "counted": {item.code: item for item in counted_result.indicators},
        "sent_back": sent_back,
        "errata": errata,
        "reconsideration": open_reconsideration(assessment),
        "returned_items": returned_items,
        "thread_counts": thread_counts(assessment),
        "values": values,
        "result": {item.code: item for item in result.indicators},
        "last_year": last_year_results(earlier),
        "warnings_and_peers": shown_warnings,
        "warned": indicators_with_aspects(edition, warned),
        "notes": notes_of(assessment),
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
