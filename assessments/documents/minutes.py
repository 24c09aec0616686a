"""The minutes of a committee meeting, and the mail that answers a visitor's question."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from assessments import labels, queries
from assessments.domain.committee import Outcome
from assessments.models import AgendaItem, Assessment, Correction, Meeting, Minutes, Question, Resolution
from ecotown.common import pdf, thai


def minutes_pdf(minutes: Minutes) -> bytes:
    """Return the present minutes as a PDF on A4 portrait with Thai digits."""
    with override("th"):  # whatever language is active in the worker
        return pdf.render("assessments/committee/minutes_pdf.html", _context(minutes))


def answer_mail(question: Question) -> tuple[str, str]:
    """Return subject and text of the mail with the answer to a visitor's question."""
    area_and_year = {"area": str(question.assessment.area), "year": question.assessment.cycle.year}
    subject = _("Answer to your question about %(area)s, fiscal year %(year)s") % area_and_year
    parts = [subject, "", _("Your question:"), question.text, "", _("Our answer:"), question.answer]
    return subject, "\n".join([*parts, "", _("Department of Industrial Works"), ""])


def _context(minutes: Minutes) -> dict[str, object]:
    meeting = minutes.meeting
    resolutions = {
        resolution.assessment_id: resolution
        for resolution in meeting.resolutions.filter(replaces__isnull=True)
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
        "number": thai.digits(meeting.number),
        "date": thai.digits(thai.long_date(meeting.date)),
        "fiscal_year": thai.digits(meeting.fiscal_year),
        "place": thai.digits(meeting.place),
        "chair": thai.digits(meeting.chair),
        "participants": [thai.digits(line) for line in meeting.participant_lines],
        "rows": rows,
        "granted_count": thai.digits(len(granted)),
        "item_count": thai.digits(len(rows)),
        "corrections": [_correction(correction) for correction in _corrections(meeting)],
        "is_final": minutes.is_final,
        "printed_on": thai.digits(thai.long_date(timezone.localdate())),
        "demonstration": any(row["demonstration"] for row in rows),
    }


def _row(
    position: int, item: AgendaItem, resolution: Resolution | None, computed: int | None
) -> dict[str, object]:
    """Return the template row of an agenda item.

    `computed` is the present level, shown for items without a resolution.
    """
    assessment = item.assessment
    if not item.is_waiting:
        computed = resolution.computed_level if resolution else item.computed_level
    granted = thai.digits(resolution.granted_level) if resolution else None
    differs = bool(resolution) and resolution.granted_level != resolution.computed_level
    reason = thai.digits(resolution.reason if resolution else item.reason)
    return {
        "place": thai.digits(position),
        "area": thai.digits(str(assessment.area)),
        "province": assessment.area.province.name_th,
        "year": thai.digits(assessment.cycle.year),
        "outcome": item.outcome,
        "computed": None if computed is None else thai.digits(computed),
        "granted": granted,
        "resolution": labels.resolution(granted, differs=differs, outcome=item.outcome, reason=reason),
        "demonstration": assessment.cycle.is_demonstration,
    }


def _corrections(meeting: Meeting) -> QuerySet[Correction]:
    """Return the corrections that changed a level at this meeting."""
    corrections = queries.corrections().filter(meeting=meeting, resolution__isnull=False)
    return corrections.select_related("assessment__area", "assessment__cycle").order_by("decided_at")


def _correction(correction: Correction) -> dict[str, object]:
    resolution = correction.resolution
    return {
        "area": thai.digits(str(correction.assessment.area)),
        "year": thai.digits(correction.assessment.cycle.year),
        "old": thai.digits(resolution.replaces.granted_level),
        "new": thai.digits(resolution.granted_level),
        "reason": thai.digits(resolution.reason),
    }
