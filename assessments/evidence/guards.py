"""SQL for guards: which files and citations are locked, and what a file keeps."""

from assessments.workflow.guards import IS_LOCKED, assessment_meets, indicator_is_locked

_KEPT_AS_SENT = ("assessment_id", "name", "kind", "sent_sha256", "uploaded_by_id", "uploaded_at")
_KEPT_ONCE_EXAMINED = ("size", "sha256", "file", "received", "examination", "refusal", "is_first_frame")


def _is_changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


# A photograph of a visit is added, cited and removed during the external audit, when the files of the
# province are locked.
FILE_IS_LOCKED = (
    f"(({{row}}.visit_id IS NULL AND {assessment_meets(IS_LOCKED)})"
    " OR ({row}.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_sitevisit s"
    " JOIN assessments_assessment a ON a.id = s.assessment_id"
    " WHERE s.id = {row}.visit_id AND a.id = {row}.assessment_id AND a.status = 'external-audit')))"
)
FILE_IS_REPLACED = (
    f"{_is_changed(_KEPT_AS_SENT)} OR COALESCE(NEW.visit_id, 0) <> COALESCE(OLD.visit_id, 0)"
    f" OR (OLD.examination <> 'waiting' AND ({_is_changed(_KEPT_ONCE_EXAMINED)}))"
)
FILE_IS_REMOVED_OR_RESTORED = "(NEW.removed_at IS NULL) <> (OLD.removed_at IS NULL)"
WAS_SUBMITTED = assessment_meets("(a.submitted_at IS NOT NULL OR a.status NOT IN ('draft', 'returned'))")
CITATION_IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_evidence e JOIN assessments_assessment a ON a.id = e.assessment_id"
    " WHERE e.id = {row}.evidence_id"
    f" AND ((e.visit_id IS NULL AND {indicator_is_locked('{row}.indicator_id')})"
    " OR (e.visit_id IS NOT NULL AND a.status <> 'external-audit')))"
)
