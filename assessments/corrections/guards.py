"""SQL of the guards of corrections."""

# Of an approved correction that keeps the granted level. A changed level has its reason by a constraint.
DIFFERENCE_IS_UNEXPLAINED = (
    "OLD.state = 'proposed' AND NEW.state = 'approved' AND NEW.granted_level IS NULL"
    " AND NEW.level_reason = '' AND NEW.meeting_id IS NULL"
    " AND EXISTS (SELECT 1 FROM assessments_correctedlevel l"
    " JOIN assessments_assessment a ON a.id = NEW.assessment_id"
    " JOIN assessments_resolution r ON r.id = a.resolution_id"
    " WHERE l.correction_id = NEW.id AND l.level <> r.granted_level)"
)
