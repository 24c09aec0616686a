"""What was entered in an assessment, as the level rule takes it."""

from collections.abc import Mapping

from assessments.domain.entries import Given, answer_of
from assessments.models import Assessment, Entry
from indicators import queries as criteria
from indicators.domain.answers import Answer
from indicators.domain.framework import Framework


def given_of(assessment: Assessment) -> dict[str, Given]:
    """What was entered, by indicator code; two queries."""
    entries = (
        Entry.objects.filter(assessment=assessment).select_related("indicator").prefetch_related("inputs")
    )
    return {entry.indicator.code: given_of_entry(entry) for entry in entries}


def earlier_given(assessment: Assessment) -> tuple[int | None, dict[str, Given]]:
    """The fiscal year and the values of the area's assessment before this one, None when there is none.

    Only by the same edition: another one may ask something else under the same code.
    """
    earlier = (
        Assessment.objects.filter(
            area=assessment.area_id,
            cycle__year__lt=assessment.cycle.year,
            cycle__framework=assessment.cycle.framework_id,
        )
        .select_related("cycle")
        .order_by("-cycle__year")
        .first()
    )
    return (earlier.cycle.year, given_of(earlier)) if earlier else (None, {})


def given_of_entry(entry: Entry) -> Given:
    return Given(
        value=entry.value,
        inputs={item.key: item.value for item in entry.inputs.all()},
        not_applicable=entry.not_applicable,
        reason=entry.reason,
    )


def edition_of(assessment: Assessment) -> Framework:
    """The criteria that this assessment is measured by, whatever editions came later."""
    return criteria.edition_of(assessment.cycle.framework)


def answers_of(given: Mapping[str, Given], edition: Framework) -> dict[str, Answer]:
    """`given` as the level rule takes it."""
    return {code: answer_of(one, edition.by_code[code]) for code, one in given.items()}


def missing_codes(assessment: Assessment) -> list[str]:
    """The indicators without an answer, in the order of the criteria."""
    answered = set(assessment.entries.filter(is_answered=True).values_list("indicator__code", flat=True))
    return [item.code for item in edition_of(assessment).indicators if item.code not in answered]
