"""Who audits an assessment, and who has acted on it."""

from collections.abc import Iterable

from assessments.audit.models.assignments import Assignment
from assessments.workflow.domain import Participants, Status
from assessments.workflow.models import Assessment
from assessments.workflow.queries import entering_users


def assignment_of(assessment: Assessment, stage: str) -> Assignment | None:
    """Return the current assignment of a stage; None when there is none."""
    current = assessment.assignments.filter(stage=stage, ended_at__isnull=True)
    return current.select_related("assessor").first()


def current_assignment(assessment: Assessment) -> Assignment | None:
    """Return the assignment of the present stage; None without one, or when the stage is no audit."""
    return assignment_of(assessment, assessment.status)


def is_begun(assessment: Assessment) -> bool:
    """Return whether any assessor has begun to audit it."""
    return assessment.assignments.filter(begun_at__isnull=False).exists()


def participants_of(assessment: Assessment, judged: Iterable[tuple[str, int]] | None = None) -> Participants:
    """Return the people who have acted on an assessment, from its history, verdicts and assignments.

    `judged` are (stage, user id) of every verdict, read when None.
    """
    assignments = list(assessment.assignments.all())
    if judged is None:
        judged = assessment.verdicts.order_by().values_list("stage", "given_by").distinct()
    stage_assessors = set(judged)
    stage_assessors |= {(row.stage, row.assessor_id) for row in assignments if row.begun_at is not None}
    recused = (row.assessor_id for row in assignments if row.ended_by_id == row.assessor_id)
    return Participants(
        entered_by=frozenset(entering_users([assessment])[assessment.pk]),
        passed_by=assessment.passed_by_id,
        recommended_by=assessment.recommended_by_id,
        internal_assessors=_assessors_of(stage_assessors, Status.INTERNAL_AUDIT),
        external_assessors=_assessors_of(stage_assessors, Status.EXTERNAL_AUDIT),
        recused=frozenset(recused),
    )


def _assessors_of(stage_assessors: set[tuple[str, int]], stage: Status) -> frozenset[int]:
    return frozenset(assessor for assessor_stage, assessor in stage_assessors if assessor_stage == stage)
