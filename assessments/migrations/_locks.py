"""SQL about locked values that guards share. Migrations refer to it, so it never changes: a new rule has a new name.

Each condition is about an assessment `a`. docs/architecture.md, "The workflow".
"""

IS_LOCKED = "a.status NOT IN ('draft', 'returned')"


def indicator_is_locked(indicator_id):
    """Return SQL: whether an indicator is locked. During a return only the returned ones are open."""
    return (
        "(a.status NOT IN ('draft', 'returned') OR (a.status = 'returned' AND NOT EXISTS ("
        "SELECT 1 FROM assessments_returneditem i"
        " JOIN assessments_return r ON r.id = i.returned_in_id"
        " JOIN assessments_verdict v ON v.id = i.verdict_id"
        f" WHERE r.assessment_id = a.id AND r.resubmitted_at IS NULL AND v.indicator_id = {indicator_id})))"
    )


def assessment_meets(row, condition):
    """Return SQL: whether the assessment `a` of a row meets a condition."""
    return f"EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND {condition})"
