"""What an audit decided and wrote is kept; verdicts are given in the open stage by its assessor.

docs/architecture.md, "The workflow" and "Data that must hold".
"""

from django.db import migrations

from ecotown.common.database.triggers import Guard, InstallGuards

CLOSED = "a verdict is never changed after its stage"


def is_closed(verdict):
    """Return SQL: whether a verdict does not belong to the present stage and round of its assessment."""
    return (
        f"NOT EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {verdict}.assessment_id"
        f" AND a.status = {verdict}.stage AND {verdict}.round = 1 +"
        " (SELECT COUNT(*) FROM assessments_return r WHERE r.assessment_id = a.id))"
    )


def input_is_closed(verdict_input):
    return (
        f"EXISTS (SELECT 1 FROM assessments_verdict v WHERE v.id = {verdict_input}.verdict_id"
        f" AND {is_closed('v')})"
    )


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
ANSWER_IS_CHANGED = (
    "(NEW.verdict_id <> OLD.verdict_id OR NEW.returned_in_id <> OLD.returned_in_id OR EXISTS (SELECT 1"
    " FROM assessments_return r WHERE r.id = OLD.returned_in_id AND r.resubmitted_at IS NOT NULL))"
)
GUARDS = [
    Guard(
        "assessments_verdict",
        "INSERT",
        "a verdict is given in the open stage by its assessor, never by one of the other stage",
        f"({is_closed('NEW')} OR {IS_BY_SOMEBODY_ELSE})",
    ),
    Guard(
        "assessments_verdict",
        "UPDATE",
        CLOSED,
        f"({is_closed('OLD')} OR {IS_BY_SOMEBODY_ELSE} OR {IS_MOVED})",
    ),
    Guard("assessments_verdict", "DELETE", "a verdict is never deleted"),
    Guard("assessments_verdictinput", "INSERT", CLOSED, input_is_closed("NEW")),
    Guard("assessments_verdictinput", "UPDATE", CLOSED),
    Guard("assessments_verdictinput", "DELETE", CLOSED, input_is_closed("OLD")),
    Guard(
        "assessments_assignment",
        "UPDATE",
        "an assignment that ended is never changed",
        "OLD.ended_at IS NOT NULL",
    ),
    Guard("assessments_assignment", "DELETE", "an assignment is never deleted"),
    Guard(
        "assessments_return",
        "UPDATE",
        "a return that was answered is never changed",
        "OLD.resubmitted_at IS NOT NULL",
    ),
    Guard("assessments_return", "DELETE", "a return is never deleted"),
    Guard(
        "assessments_returneditem",
        "UPDATE",
        "the answer to a return is never changed after it was submitted",
        ANSWER_IS_CHANGED,
    ),
    Guard("assessments_returneditem", "DELETE", "a returned indicator is never deleted"),
    Guard("assessments_thread", "DELETE", "a thread is never deleted"),
    Guard("assessments_comment", "UPDATE", "a comment is never changed"),
    Guard("assessments_comment", "DELETE", "a comment is never deleted"),
    Guard("assessments_internalnote", "UPDATE", "an internal note is never changed"),
    Guard("assessments_internalnote", "DELETE", "an internal note is never deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0025_guard_evidence")]

    operations = [InstallGuards(GUARDS)]
