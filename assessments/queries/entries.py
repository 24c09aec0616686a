"""What was entered in an assessment, as the level rule takes it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from assessments.domain.entries import Given, from_plain
from assessments.models import Assessment, Entry, EntryInput
from ecotown.common import history
from indicators import queries as criteria
from indicators.domain.crosswalk import SAME, Origin
from indicators.domain.framework import Framework


def given_of(assessment: Assessment, codes: Collection[str] | None = None) -> dict[str, Given]:
    """What was entered, by indicator code, of all indicators or of `codes`; two queries."""
    entries = Entry.objects.filter(assessment=assessment)
    if codes is not None:
        entries = entries.filter(indicator__code__in=codes)
    return given_in(entries).get(assessment.pk, {})


def given_in(entries: QuerySet) -> dict[int, dict[str, Given]]:
    """What some entries hold, by assessment and indicator code; two queries for any number of them.

    Read as columns, not as rows of models: every saving and every page asks for all of it.
    """
    named = ("assessment_id", "pk", "indicator__code", "value", "not_applicable", "reason")
    columns = list(entries.values_list(*named))
    inputs = _inputs_of(entries) if columns else {}
    found = defaultdict(dict)
    for assessment, pk, code, value, not_applicable, reason in columns:
        found[assessment][code] = Given(
            value=value, inputs=inputs.get(pk, {}), not_applicable=not_applicable, reason=reason
        )
    return found


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the area gave in the cycle before this one, and which indicators of today come from which then."""

    assessment: Assessment
    year: int
    edition: Framework
    given: Mapping[str, Given]
    origins: Mapping[str, Origin]

    @property
    def comparable(self) -> dict[str, Given]:
        """The values that mean the same today, by the code of today."""
        return {
            code: self.given[origin.code]
            for code, origin in self.origins.items()
            if origin.relation == SAME and self.given.get(origin.code, Given()) != Given()
        }


def earlier_of(assessment: Assessment) -> Earlier | None:
    """The area's assessment before this one, None when there is none; three queries within one edition."""
    previous = assessment.previous
    if previous is None:
        return None
    return Earlier(
        assessment=previous,
        year=previous.cycle.year,
        edition=edition_of(previous),
        given=given_of(previous),
        origins=criteria.origins_between(assessment.cycle.framework, previous.cycle.framework),
    )


def earlier_given(assessment: Assessment) -> tuple[int | None, dict[str, Given]]:
    """The year and the values of the area's assessment before this one, as far as they mean the same here.

    None and nothing when there is none.
    """
    earlier = earlier_of(assessment)
    return (earlier.year, earlier.comparable) if earlier else (None, {})


def put_aside(assessment: Assessment, codes: Collection[str]) -> dict[str, Given]:
    """What stood at indicators before they were said not to apply; one query, none without `codes`.

    An entry that does not apply holds no value, so the history is what remembers it.
    """
    if not codes:
        return {}
    about = Q(*((f"data__changes__{code}__new__not_applicable", True) for code in codes), _connector=Q.OR)
    saved = history.rows_of(assessment.history_subject).filter(about, name="entries-saved")
    changes = [change for data in saved.values_list("data", flat=True) for change in data["changes"].items()]
    return {
        code: from_plain(change["old"])
        for code, change in changes
        if code in codes and "reason" not in change["old"]
    }


def edition_of(assessment: Assessment) -> Framework:
    """The criteria that this assessment is measured by, whatever editions came later."""
    return criteria.edition_of(assessment.cycle.framework)


def missing_codes(assessment: Assessment) -> list[str]:
    """The indicators without an answer, in the order of the criteria."""
    answered = set(assessment.entries.filter(is_answered=True).values_list("indicator__code", flat=True))
    return [item.code for item in edition_of(assessment).indicators if item.code not in answered]


def unconfirmed_codes(assessment: Assessment) -> set[str]:
    """The indicators whose value was carried forward and waits to be confirmed or changed."""
    waiting = assessment.entries.filter(is_confirmed=False)
    return set(waiting.values_list("indicator__code", flat=True))


def _inputs_of(entries):
    inputs = defaultdict(dict)
    for entry, key, value in EntryInput.objects.filter(entry__in=entries).values_list(
        "entry", "key", "value"
    ):
        inputs[entry][key] = value
    return inputs
