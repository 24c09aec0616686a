"""SQL for guards: who gives a verdict when, and what verdicts and answers to a return keep."""


def _is_closed(verdict: str) -> str:
    """Return SQL: whether a verdict does not belong to the present stage and round of its assessment."""
    return (
        f"NOT EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {verdict}.assessment_id"
        f" AND a.status = {verdict}.stage AND {verdict}.round = 1 +"
        " (SELECT COUNT(*) FROM assessments_return r WHERE r.assessment_id = a.id))"
    )


IS_CLOSED = _is_closed("{row}")
# A verdict is given by the assessor of the stage, and nobody gives verdicts in both audits.
IS_BY_SOMEBODY_ELSE = (
    "NOT EXISTS (SELECT 1 FROM assessments_assignment t WHERE t.assessment_id = NEW.assessment_id"
    " AND t.stage = NEW.stage AND t.assessor_id = NEW.given_by_id AND t.ended_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM assessments_verdict o WHERE o.assessment_id = NEW.assessment_id"
    " AND o.given_by_id = NEW.given_by_id AND o.stage <> NEW.stage)"
)
IS_MOVED = (
    "NEW.assessment_id <> OLD.assessment_id OR NEW.indicator_id <> OLD.indicator_id"
    " OR NEW.stage <> OLD.stage OR NEW.round <> OLD.round"
)
INPUT_IS_CLOSED = (
    f"EXISTS (SELECT 1 FROM assessments_verdict v WHERE v.id = {{row}}.verdict_id AND {_is_closed('v')})"
)
