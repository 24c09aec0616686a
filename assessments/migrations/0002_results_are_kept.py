"""What was submitted, audited, resolved and published is kept by the database.

Three kinds of rules: what an officer entered is locked unless the province has it; what assessors and the
committee said is never changed after its time; a result is never taken back.
"""

from django.db import migrations

from ecotown.common.triggers import Refusal, install, remove

# --- What the officer enters and cites ---

VALUES = "the values of a submitted assessment are never changed"
EVIDENCE = "the evidence of a submitted assessment is never changed"
SAID = "what was said about the values of a submitted assessment is never changed"
# In words about an assessment `a`. While the province answers a return, only what came back is open.
NOT_RETURNED = (
    "(a.status NOT IN ('draft', 'returned') OR (a.status = 'returned' AND NOT EXISTS ("
    "SELECT 1 FROM assessments_returnedindicator i"
    " JOIN assessments_return r ON r.id = i.sent_back_id"
    " JOIN assessments_verdict v ON v.id = i.verdict_id"
    " WHERE r.assessment_id = a.id AND r.resubmitted_at IS NULL AND v.indicator_id = {indicator})))"
)

OF_ROW = "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND {locked})"
IS_LOCKED = OF_ROW.replace("{locked}", "a.status NOT IN ('draft', 'returned')")
ENTRY_IS_LOCKED = OF_ROW.replace("{locked}", NOT_RETURNED.format(indicator="{row}.indicator_id"))
INPUT_IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_entry e JOIN assessments_assessment a ON a.id = e.assessment_id"
    " WHERE e.id = {row}.entry_id AND " + NOT_RETURNED.format(indicator="e.indicator_id") + ")"
)
WAS_SUBMITTED = (
    "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = OLD.assessment_id"
    " AND (a.submitted_at IS NOT NULL OR a.status NOT IN ('draft', 'returned')))"
)
# A photograph of a visit is added, cited and removed during the external audit, when the province's files are locked.
IS_OF_PROVINCE = "{row}.visit_id IS NULL"
VISIT_IS_OVER = (
    "{row}.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_sitevisit s"
    " JOIN assessments_assessment a ON a.id = s.assessment_id"
    " WHERE s.id = {row}.visit_id AND a.id = {row}.assessment_id AND a.status = 'external-audit')"
)
FILE_IS_LOCKED = f"(({IS_OF_PROVINCE} AND {IS_LOCKED}) OR ({VISIT_IS_OVER}))"
CITATION_IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_evidence e JOIN assessments_assessment a ON a.id = e.assessment_id"
    " WHERE e.id = {row}.evidence_id AND ((e.visit_id IS NULL AND "
    + NOT_RETURNED.format(indicator="{row}.indicator_id")
    + ") OR (e.visit_id IS NOT NULL AND a.status <> 'external-audit')))"
)
KEPT = (
    "assessment_id",
    "name",
    "kind",
    "size",
    "sha256",
    "sent_sha256",
    "file",
    "uploaded_by_id",
    "uploaded_at",
)
IS_REPLACED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT)
IS_REMOVED = "(NEW.removed_at IS NULL) <> (OLD.removed_at IS NULL)"
DEEDS = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
ENTERED = [
    Refusal(table, deed, message, locked.format(row=row))
    for table, message, locked in (
        ("assessments_entry", VALUES, ENTRY_IS_LOCKED),
        ("assessments_entryinput", VALUES, INPUT_IS_LOCKED),
        ("assessments_warninganswer", SAID, IS_LOCKED),
        ("assessments_note", SAID, IS_LOCKED),
    )
    for deed, row in DEEDS
]
CITED = [
    Refusal("assessments_evidence", "INSERT", EVIDENCE, FILE_IS_LOCKED.format(row="NEW")),
    Refusal(
        "assessments_evidence",
        "UPDATE",
        "a file of evidence is never replaced, nor removed once it was handed in",
        f"({IS_REPLACED} OR COALESCE(NEW.visit_id, 0) <> COALESCE(OLD.visit_id, 0)"
        f" OR ({IS_REMOVED} AND {FILE_IS_LOCKED.format(row='OLD')}))",
    ),
    Refusal(
        "assessments_evidence", "DELETE", "what an assessor may have seen is never deleted", WAS_SUBMITTED
    ),
    Refusal("assessments_citation", "INSERT", EVIDENCE, CITATION_IS_LOCKED.format(row="NEW")),
    Refusal("assessments_citation", "UPDATE", "a citation is never changed"),
    Refusal("assessments_citation", "DELETE", EVIDENCE, CITATION_IS_LOCKED.format(row="OLD")),
]

# --- What assessors say ---

VERDICT_IS_CLOSED = (
    "NOT EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id"
    " AND a.status = {row}.stage AND {row}.round = 1 +"
    " (SELECT COUNT(*) FROM assessments_return r WHERE r.assessment_id = a.id))"
)
# design.md, "The workflow": the assessor of the stage, and nobody in both audits.
NOT_THE_ASSESSOR = (
    "NOT EXISTS (SELECT 1 FROM assessments_assignment t WHERE t.assessment_id = NEW.assessment_id"
    " AND t.stage = NEW.stage AND t.assessor_id = NEW.given_by_id AND t.ended_at IS NULL)"
    " OR EXISTS (SELECT 1 FROM assessments_verdict o WHERE o.assessment_id = NEW.assessment_id"
    " AND o.given_by_id = NEW.given_by_id AND o.stage <> NEW.stage)"
)
VERDICT_MOVES = (
    "NEW.assessment_id <> OLD.assessment_id OR NEW.indicator_id <> OLD.indicator_id"
    " OR NEW.stage <> OLD.stage OR NEW.round <> OLD.round"
)
INPUT_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_verdict v WHERE v.id = {row}.verdict_id AND "
    + VERDICT_IS_CLOSED.format(row="v")
    + ")"
)
CLOSED = "a verdict is never changed after its stage"
AUDITED = [
    Refusal(
        "assessments_verdict",
        "INSERT",
        "a verdict is given in the open stage by its assessor, never by one of the other stage",
        f"({VERDICT_IS_CLOSED.format(row='NEW')} OR {NOT_THE_ASSESSOR})",
    ),
    Refusal(
        "assessments_verdict",
        "UPDATE",
        CLOSED,
        f"({VERDICT_IS_CLOSED.format(row='OLD')} OR {NOT_THE_ASSESSOR} OR {VERDICT_MOVES})",
    ),
    Refusal("assessments_verdict", "DELETE", "a verdict is never deleted"),
    Refusal("assessments_verdictinput", "INSERT", CLOSED, INPUT_IS_CLOSED.format(row="NEW")),
    Refusal("assessments_verdictinput", "UPDATE", CLOSED),
    Refusal("assessments_verdictinput", "DELETE", CLOSED, INPUT_IS_CLOSED.format(row="OLD")),
    Refusal(
        "assessments_assignment",
        "UPDATE",
        "an assignment that ended is never changed",
        "OLD.ended_at IS NOT NULL",
    ),
    Refusal("assessments_assignment", "DELETE", "an assignment is never deleted"),
    Refusal(
        "assessments_return",
        "UPDATE",
        "a return that was answered is never changed",
        "OLD.resubmitted_at IS NOT NULL",
    ),
    Refusal("assessments_return", "DELETE", "a return is never deleted"),
    Refusal(
        "assessments_returnedindicator",
        "UPDATE",
        "the answer to a return is never changed after it was submitted",
        "(NEW.verdict_id <> OLD.verdict_id OR NEW.sent_back_id <> OLD.sent_back_id OR EXISTS (SELECT 1"
        " FROM assessments_return r WHERE r.id = OLD.sent_back_id AND r.resubmitted_at IS NOT NULL))",
    ),
    Refusal("assessments_returnedindicator", "DELETE", "a returned indicator is never deleted"),
    Refusal("assessments_thread", "DELETE", "a thread is never deleted"),
    Refusal("assessments_comment", "UPDATE", "a comment is never changed"),
    Refusal("assessments_comment", "DELETE", "a comment is never deleted"),
    Refusal("assessments_internalnote", "UPDATE", "an internal note is never changed"),
    Refusal("assessments_internalnote", "DELETE", "an internal note is never deleted"),
]
FINDING_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_sitevisit s JOIN assessments_assessment a ON a.id = s.assessment_id"
    " WHERE s.id = {row}.visit_id AND a.status <> 'external-audit')"
)
VISIT_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_assessment a"
    " WHERE a.id = {row}.assessment_id AND a.status <> 'external-audit')"
)
RECORDED = "a site visit is recorded during the external audit"
VISITED = [
    Refusal("assessments_sitevisit", "INSERT", RECORDED, VISIT_IS_CLOSED.format(row="NEW")),
    Refusal("assessments_sitevisit", "UPDATE", RECORDED, VISIT_IS_CLOSED.format(row="OLD")),
    Refusal("assessments_sitevisit", "DELETE", "a site visit is never deleted"),
    Refusal("assessments_visitfinding", "INSERT", RECORDED, FINDING_IS_CLOSED.format(row="NEW")),
    Refusal("assessments_visitfinding", "UPDATE", RECORDED, FINDING_IS_CLOSED.format(row="OLD")),
    Refusal("assessments_visitfinding", "DELETE", RECORDED, FINDING_IS_CLOSED.format(row="OLD")),
]

# --- What the committee resolves and what is published ---

LEVEL = "a computed level is never changed"
LEVELS = [
    refusal
    for table in ("assessments_computedlevel", "assessments_correctedlevel")
    for refusal in (
        Refusal(table, "UPDATE", LEVEL),
        Refusal(table, "DELETE", "a computed level is never deleted"),
    )
]
IS_TAKEN_BACK = "OLD.status = 'published' AND (NEW.status <> 'published' OR NEW.revision <> OLD.revision)"
# The resolution in force is one of the same assessment, and stays until a correction puts another in its place.
IS_WITHOUT_RESOLUTION = (
    "(NEW.status IN ('granted', 'published') AND NEW.resolution_id IS NULL)"
    " OR (OLD.resolution_id IS NOT NULL AND NEW.resolution_id IS NULL)"
    " OR (NEW.resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_resolution r"
    " WHERE r.id = NEW.resolution_id AND r.assessment_id = NEW.id))"
)
IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL)"
)
IS_RENUMBERED = (
    "(NEW.number <> OLD.number OR NEW.date <> OLD.date)"
    " AND EXISTS (SELECT 1 FROM assessments_resolution r WHERE r.meeting_id = OLD.id)"
)
IS_REVISED = (
    "NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id OR (OLD.outcome <> 'waiting'"
    " AND (NEW.outcome <> OLD.outcome OR NEW.reason <> OLD.reason OR NEW.decided_at <> OLD.decided_at))"
)
IS_DECIDED = (
    "NOT EXISTS (SELECT 1 FROM assessments_correction c WHERE c.id = {row}.correction_id"
    " AND c.state = 'proposed')"
)
INPUT_IS_DECIDED = (
    "NOT EXISTS (SELECT 1 FROM assessments_erratum e JOIN assessments_correction c ON c.id = e.correction_id"
    " WHERE e.id = NEW.erratum_id AND c.state = 'proposed')"
)
ERRATUM = "an erratum is never changed"
RESOLVED = [
    Refusal("assessments_assessment", "DELETE", "an assessment is never deleted", "OLD.status <> 'draft'"),
    Refusal(
        "assessments_assessment",
        "UPDATE",
        "a published result is never taken back or changed",
        f"(({IS_TAKEN_BACK}) OR {IS_WITHOUT_RESOLUTION})",
    ),
    Refusal("assessments_resolution", "UPDATE", "a resolution is never changed"),
    Refusal("assessments_resolution", "DELETE", "a resolution is never deleted"),
    Refusal(
        "assessments_resolution",
        "INSERT",
        "what was resolved is recorded before the minutes are closed, never after",
        IS_CLOSED.format(row="NEW"),
    ),
    Refusal(
        "assessments_meeting",
        "UPDATE",
        "closed minutes are never changed, nor number and date once something was resolved",
        f"(OLD.closed_at IS NOT NULL OR ({IS_RENUMBERED}))",
    ),
    Refusal("assessments_meeting", "DELETE", "a meeting is never deleted"),
    Refusal(
        "assessments_agendaitem",
        "INSERT",
        "the agenda of a closed meeting is never changed",
        IS_CLOSED.format(row="NEW"),
    ),
    Refusal(
        "assessments_agendaitem",
        "UPDATE",
        "what a meeting decided is never changed",
        f"({IS_CLOSED.format(row='OLD')} OR {IS_REVISED})",
    ),
    Refusal(
        "assessments_agendaitem",
        "DELETE",
        "what a meeting decided is never deleted",
        f"({IS_CLOSED.format(row='OLD')} OR OLD.outcome <> 'waiting')",
    ),
    Refusal(
        "assessments_reconsideration",
        "UPDATE",
        "why the committee sent an assessment back is never changed",
        "(NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id"
        " OR NEW.reason <> OLD.reason OR NEW.sent_back_at <> OLD.sent_back_at)",
    ),
    Refusal("assessments_reconsideration", "DELETE", "a sending back is never deleted"),
    Refusal(
        "assessments_minutes",
        "UPDATE",
        "final minutes are never made again",
        "(OLD.is_final AND OLD.sha256 <> '')",
    ),
    Refusal("assessments_minutes", "DELETE", "final minutes are never deleted", "OLD.is_final"),
    Refusal(
        "assessments_question",
        "UPDATE",
        "what a visitor asked is never changed",
        "(NEW.text <> OLD.text OR NEW.assessment_id <> OLD.assessment_id OR NEW.asked_at <> OLD.asked_at)",
    ),
    Refusal(
        "assessments_correction",
        "UPDATE",
        "a decided correction is never changed",
        "(OLD.state <> 'proposed' OR NEW.reason <> OLD.reason OR NEW.assessment_id <> OLD.assessment_id"
        " OR NEW.number <> OLD.number OR NEW.proposed_by_id <> OLD.proposed_by_id)",
    ),
    Refusal("assessments_correction", "DELETE", "a correction is never deleted"),
    Refusal("assessments_erratum", "INSERT", ERRATUM, IS_DECIDED.format(row="NEW")),
    Refusal("assessments_erratum", "UPDATE", ERRATUM),
    Refusal("assessments_erratum", "DELETE", ERRATUM),
    Refusal("assessments_erratuminput", "INSERT", ERRATUM, INPUT_IS_DECIDED),
    Refusal("assessments_erratuminput", "UPDATE", ERRATUM),
    Refusal("assessments_erratuminput", "DELETE", ERRATUM),
]

REFUSALS = [*ENTERED, *CITED, *AUDITED, *VISITED, *LEVELS, *RESOLVED]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        )
    ]
