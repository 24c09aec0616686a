"""The file of the values by which a published level was computed, for computing it again."""

import json
from decimal import Decimal

from assessments.entry.domain.values import EntryValue, is_answered
from assessments.explanation.queries.levels import counted_values
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.kinds import KINDS

# What an officer typed as the reason is not published.
ACCEPTED = "accepted in the audit"


def values_file(assessment: Assessment) -> bytes:
    """Return the counted values as UTF-8 JSON, which `compute_level --answers` reads.

    Numbers have at most 15 digits, so a JSON number is exact; a missing value is left out.
    """
    edition, values = edition_of(assessment), counted_values(assessment)
    document = {
        "area": assessment.area.key,
        "fiscal_year": assessment.cycle.year,
        "edition": assessment.cycle.framework.edition,
        "demonstration": assessment.cycle.is_demonstration,
        "answers": {
            indicator.code: _answer(values[indicator.code], indicator)
            for indicator in edition.indicators
            if indicator.code in values and is_answered(values[indicator.code], indicator)
        },
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _answer(entry_value: EntryValue, indicator: Indicator) -> object:
    """Return the answer of a complete entry, as the level rule reads it."""
    if entry_value.not_applicable:
        return {"na": True, "reason": ACCEPTED}
    if entry_value.inputs:
        return {"inputs": {key: _number(value) for key, value in entry_value.inputs.items()}}
    if entry_value.value is None:
        raise ValueError(indicator.code)
    written = KINDS[indicator.kind].written(entry_value.value)
    return written if isinstance(written, bool) else _number(entry_value.value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
