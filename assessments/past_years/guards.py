"""SQL for guards: which years of an area lie before its first assessment in the portal."""

IS_ASSESSED = (
    "EXISTS (SELECT 1 FROM assessments_assessment a JOIN assessments_cycle c ON c.id = a.cycle_id"
    " WHERE a.area_id = {row}.area_id AND c.year <= {row}.year)"
)
