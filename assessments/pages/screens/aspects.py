"""The aspects of an assessment: their addresses and order, and a value that two people changed at once."""

import json
from collections.abc import Collection
from typing import Any

from django.urls import reverse

from assessments.entry import words
from assessments.entry.domain.values import plain
from assessments.entry.queries import entered
from assessments.explanation.queries.cards import ValueForm
from assessments.workflow.models import Assessment
from indicators.criteria.domain.framework import Aspect, Indicator
from indicators.criteria.domain.framework import Framework as Edition


def overtaken_context(assessment: Assessment, form: ValueForm) -> dict[str, Any]:
    """Return the context for choosing between the officer's value and the one saved meanwhile by another."""
    entry = assessment.entries.select_related("entered_by").get(indicator__code=form.indicator.code)
    current = entered(assessment).values[form.indicator.code]
    return {
        "overtaken_by": entry,
        "typed_value": words.entry_in_words(form.entry_value, form.indicator),
        "saved_value": words.entry_in_words(current, form.indicator),
        "saved_as_json": json.dumps(plain(current)),
    }


def indicators_with_aspects(edition: Edition, codes: Collection[str]) -> list[tuple[Aspect, Indicator]]:
    """Return the indicators `codes` in the order of the criteria, each with its aspect."""
    return [
        (aspect, indicator)
        for dimension in edition.dimensions
        for aspect in dimension.aspects
        for indicator in aspect.indicators
        if indicator.code in codes
    ]


def neighbouring_aspects(edition: Edition, code: str) -> dict[str, str | None]:
    """Return the codes of the aspects before and after `code`, None at the ends."""
    codes = [aspect.code for dimension in edition.dimensions for aspect in dimension.aspects]
    position = codes.index(code)
    return {
        "previous": codes[position - 1] if position else None,
        "following": codes[position + 1] if position + 1 < len(codes) else None,
    }


def confirming_url(assessment: Assessment, place: tuple[Aspect, Indicator] | None) -> str:
    """Return the address of the button that confirms the value of an indicator; empty without one."""
    if place is None:
        return ""
    aspect, indicator = place
    return f"{aspect_url(assessment, aspect.code)}#confirm-{indicator.code.lower()}"


def aspect_url(assessment: Assessment, code: str) -> str:
    """Return the address of the page of an aspect."""
    return reverse("assessments:aspect", args=[assessment.pk, code])
