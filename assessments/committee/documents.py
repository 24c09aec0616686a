"""The minutes of a meeting as PDF."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from areas.words import province_in_words
from assessments.committee import words
from assessments.committee.domain import Outcome
from assessments.committee.models import AgendaItem, Meeting, Minutes, Resolution
from assessments.workflow.models import Assessment
from ecotown.common.pdf import rendering
from ecotown.common.thai.formats import long_date
from ecotown.common.thai.papers import formal_paper, paper_dates, paper_digits


def minutes_pdf(minutes: Minutes) -> bytes:
    """Return the present minutes as a tagged PDF on A4 portrait; only its table has Arabic digits."""
    with formal_paper():
        return rendering.render("assessments/committee/minutes_pdf.html", _context(minutes), is_tagged=True)


def _context(minutes: Minutes) -> dict[str, object]:
    meeting = minutes.meeting
    resolutions = {
        resolution.assessment_id: resolution
        for resolution in meeting.resolutions.standing().filter(replaces__isnull=True)
    }
    items = meeting.items.select_related("assessment__area__province", "assessment__cycle__framework")
    levels = Assessment.objects.with_level().filter(agenda_items__meeting=meeting)
    computed = dict(levels.values_list("pk", "computed_level"))
    rows = [
        _row(position, item, resolutions.get(item.assessment_id), computed[item.assessment_id])
        for position, item in enumerate(items, 1)
    ]
    granted = [row for row in rows if row["outcome"] == Outcome.GRANTED]
    return {
        "number": paper_digits(meeting.number),
        "date": long_date(meeting.date),
        "fiscal_year": paper_digits(_years(items, meeting)),
        "place": meeting.place,
        "chair": meeting.chair,
        "participants": meeting.participant_lines,
        "rows": rows,
        "granted_count": paper_digits(len(granted)),
        "item_count": paper_digits(len(rows)),
        "corrections": [_correction(correction) for correction in _corrections(meeting)],
        "is_final": minutes.is_final,
        "printed_on": long_date(timezone.localdate()),
        "demonstration": any(row["demonstration"] for row in rows),
    }


def _years(items: QuerySet[AgendaItem], meeting: Meeting) -> str:
    """Return the fiscal years that the meeting considers, its own one while nothing is on the agenda."""
    years = {item.assessment.cycle.year for item in items} or {meeting.fiscal_year}
    return ", ".join(map(str, sorted(years)))


def _row(
    position: int, item: AgendaItem, resolution: Resolution | None, computed: int | None
) -> dict[str, object]:
    """Return the template row of an agenda item.

    `computed` is the present level, shown for items without a resolution.
    """
    assessment = item.assessment
    if not item.is_waiting:
        computed = resolution.computed_level if resolution else item.computed_level
    granted = resolution.granted_level if resolution else None
    differs = resolution is not None and resolution.granted_level != resolution.computed_level
    reason = resolution.reason if resolution else item.reason
    return {
        "place": position,
        "area": str(assessment.area),
        "province": province_in_words(assessment.area.province.name_th),
        "year": assessment.cycle.year,
        "outcome": item.outcome,
        "computed": computed,
        "granted": granted,
        "resolution": words.resolution(granted, differs=differs, outcome=item.outcome, reason=reason),
        "demonstration": assessment.cycle.is_demonstration,
    }


def _corrections(meeting: Meeting) -> QuerySet[Any]:
    """Return the corrections that changed a level at this meeting."""
    changed = meeting.corrections.filter(resolution__isnull=False)
    related = ("assessment__area", "assessment__cycle", "resolution__replaces")
    return changed.select_related(*related).order_by("decided_at")


def _correction(correction: Any) -> dict[str, object]:
    resolution = correction.resolution
    return {
        "area": str(correction.assessment.area),
        "year": paper_digits(correction.assessment.cycle.year),
        "old": paper_digits(resolution.replaces.granted_level),
        "new": paper_digits(resolution.granted_level),
        "reason": paper_dates(resolution.reason),
    }
