"""SQL for guards: which assessments are locked, and what a published one keeps.

Conditions about `a` are about an assessment. docs/architecture.md, "The workflow".
"""

IS_LOCKED = "a.status NOT IN ('draft', 'returned')"
# The resolution in force is one of the same assessment; a correction replaces it. Only a withdrawn one is
# taken off, from a result that is not published.
RESULT_IS_TAKEN_BACK = (
    "(OLD.status = 'published' AND (NEW.status <> 'published' OR NEW.revision <> OLD.revision))"
    " OR (NEW.status IN ('granted', 'published') AND NEW.resolution_id IS NULL)"
    " OR (OLD.resolution_id IS NOT NULL AND NEW.resolution_id IS NULL AND NOT (OLD.status = 'granted'"
    " AND NEW.status = 'committee' AND EXISTS (SELECT 1 FROM assessments_resolution r"
    " WHERE r.id = OLD.resolution_id AND r.withdrawn_at IS NOT NULL)))"
    " OR (NEW.resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_resolution r"
    " WHERE r.id = NEW.resolution_id AND r.assessment_id = NEW.id AND r.withdrawn_at IS NULL))"
)

CYCLE_IS_ANOTHER = (
    "(NEW.year <> OLD.year OR NEW.framework_id <> OLD.framework_id)"
    " AND EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.cycle_id = OLD.id)"
)
# What is published or ended without a result is at its end.
CLOSES_UNDER_WAY = (
    "NEW.closed_at IS NOT NULL AND EXISTS (SELECT 1 FROM assessments_assessment a"
    " WHERE a.cycle_id = NEW.id AND a.status NOT IN ('published', 'unfinished'))"
)
# A granted level needs a resolution, which an assessment that ended does not have.
IS_UNDER_WAY_IN_CLOSED_CYCLE = (
    "NEW.status NOT IN ('granted', 'published', 'unfinished') AND EXISTS (SELECT 1 FROM assessments_cycle c"
    " WHERE c.id = NEW.cycle_id AND c.closed_at IS NOT NULL)"
)


def indicator_is_locked(indicator_id: str) -> str:
    """Return SQL: whether an indicator is locked. During a return only the returned ones are open."""
    return locked_unless_returned(f"v.indicator_id = {indicator_id}")


def locked_unless_returned(condition: str) -> str:
    """Return SQL: whether something is locked that a returned indicator opens which meets the condition.

    It names tables of the audit, which stands above: what an audit returns unlocks entries and citations,
    which stand below the audit and share this condition. `v.indicator_id` is a returned indicator.
    """
    return (
        "(a.status NOT IN ('draft', 'returned') OR (a.status = 'returned' AND NOT EXISTS ("
        "SELECT 1 FROM assessments_returneditem i"
        " JOIN assessments_return r ON r.id = i.returned_in_id"
        " JOIN assessments_verdict v ON v.id = i.verdict_id"
        f" WHERE r.assessment_id = a.id AND r.resubmitted_at IS NULL AND {condition})))"
    )


def assessment_meets(condition: str) -> str:
    """Return SQL: whether the assessment `a` of the guarded row meets a condition."""
    return (
        f"EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {{row}}.assessment_id AND {condition})"
    )
