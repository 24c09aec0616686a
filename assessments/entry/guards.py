"""SQL for guards: which inputs of formulas and which shared quantities are locked."""

from assessments.workflow.guards import indicator_is_locked, locked_unless_returned

INPUT_IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_entry e JOIN assessments_assessment a ON a.id = e.assessment_id"
    f" WHERE e.id = {{row}}.entry_id AND {indicator_is_locked('e.indicator_id')})"
)
# During a return a shared quantity is open while an input of a returned indicator is this quantity.
QUANTITY_IS_LOCKED = locked_unless_returned(
    "EXISTS (SELECT 1 FROM indicators_formulainput f"
    " WHERE f.indicator_id = v.indicator_id AND f.quantity_id = {row}.quantity_id)"
)
