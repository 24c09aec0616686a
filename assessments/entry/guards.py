"""SQL for guards: which inputs of formulas are locked."""

from assessments.workflow.guards import indicator_is_locked

INPUT_IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_entry e JOIN assessments_assessment a ON a.id = e.assessment_id"
    f" WHERE e.id = {{row}}.entry_id AND {indicator_is_locked('e.indicator_id')})"
)
