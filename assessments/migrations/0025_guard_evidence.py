"""Evidence is locked unless the province has the assessment, and a file is never replaced once it is examined.

docs/architecture.md, "The workflow" and "Data that must hold".
"""

from django.db import migrations

from assessments.migrations._locks import IS_LOCKED, assessment_meets, indicator_is_locked
from ecotown.common.database.triggers import Guard, InstallGuards

LOCKED = "the evidence of a submitted assessment is never changed"
KEPT_AS_SENT = ("assessment_id", "name", "kind", "sent_sha256", "uploaded_by_id", "uploaded_at")
KEPT_ONCE_EXAMINED = ("size", "sha256", "file", "received", "examination", "refusal", "is_first_frame")


def is_changed(columns):
    return " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)


def file_is_locked(evidence):
    """Return SQL: whether a file is locked.

    A photograph of a visit is added, cited and removed during the external audit, when the files of the
    province are locked.
    """
    visit_is_over = (
        f"{evidence}.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_sitevisit s"
        " JOIN assessments_assessment a ON a.id = s.assessment_id"
        f" WHERE s.id = {evidence}.visit_id AND a.id = {evidence}.assessment_id AND a.status = 'external-audit')"
    )
    return f"(({evidence}.visit_id IS NULL AND {assessment_meets(evidence, IS_LOCKED)}) OR ({visit_is_over}))"


def citation_is_locked(citation):
    return (
        "EXISTS (SELECT 1 FROM assessments_evidence e JOIN assessments_assessment a ON a.id = e.assessment_id"
        f" WHERE e.id = {citation}.evidence_id"
        f" AND ((e.visit_id IS NULL AND {indicator_is_locked(f'{citation}.indicator_id')})"
        " OR (e.visit_id IS NOT NULL AND a.status <> 'external-audit')))"
    )


FILE_IS_REPLACED = (
    f"{is_changed(KEPT_AS_SENT)} OR COALESCE(NEW.visit_id, 0) <> COALESCE(OLD.visit_id, 0)"
    f" OR (OLD.examination <> 'waiting' AND ({is_changed(KEPT_ONCE_EXAMINED)}))"
)
IS_REMOVED_OR_RESTORED = "(NEW.removed_at IS NULL) <> (OLD.removed_at IS NULL)"
WAS_SUBMITTED = "(a.submitted_at IS NOT NULL OR a.status NOT IN ('draft', 'returned'))"
GUARDS = [
    Guard("assessments_evidence", "INSERT", LOCKED, file_is_locked("NEW")),
    Guard(
        "assessments_evidence",
        "UPDATE",
        "a file of evidence is never replaced, nor removed once it was handed in",
        f"({FILE_IS_REPLACED} OR ({IS_REMOVED_OR_RESTORED} AND {file_is_locked('OLD')}))",
    ),
    Guard(
        "assessments_evidence",
        "DELETE",
        "what an assessor may have seen is never deleted",
        assessment_meets("OLD", WAS_SUBMITTED),
    ),
    Guard("assessments_citation", "INSERT", LOCKED, citation_is_locked("NEW")),
    Guard("assessments_citation", "UPDATE", "a citation is never changed"),
    Guard("assessments_citation", "DELETE", LOCKED, citation_is_locked("OLD")),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0024_guard_values")]

    operations = [InstallGuards(GUARDS)]
