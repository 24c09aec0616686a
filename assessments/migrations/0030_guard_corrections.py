"""A decided correction, its errata and its level never change, nor does what a visitor asked.

docs/architecture.md, "Data that must hold".
"""

from django.db import migrations

from ecotown.common.database.triggers import Guard, InstallGuards

ERRATUM = "an erratum is never changed"
IS_OF_DECIDED_CORRECTION = (
    "NOT EXISTS (SELECT 1 FROM assessments_correction c WHERE c.id = NEW.correction_id"
    " AND c.state = 'proposed')"
)
INPUT_IS_OF_DECIDED_CORRECTION = (
    "NOT EXISTS (SELECT 1 FROM assessments_erratum e JOIN assessments_correction c ON c.id = e.correction_id"
    " WHERE e.id = NEW.erratum_id AND c.state = 'proposed')"
)
GUARDS = [
    Guard(
        "assessments_question",
        "UPDATE",
        "what a visitor asked is never changed",
        "(NEW.text <> OLD.text OR NEW.assessment_id <> OLD.assessment_id OR NEW.asked_at <> OLD.asked_at)",
    ),
    Guard(
        "assessments_correction",
        "UPDATE",
        "a decided correction is never changed",
        "(OLD.state <> 'proposed' OR NEW.reason <> OLD.reason OR NEW.assessment_id <> OLD.assessment_id"
        " OR NEW.number <> OLD.number OR NEW.proposed_by_id <> OLD.proposed_by_id)",
    ),
    Guard("assessments_correction", "DELETE", "a correction is never deleted"),
    Guard("assessments_erratum", "INSERT", ERRATUM, IS_OF_DECIDED_CORRECTION),
    Guard("assessments_erratum", "UPDATE", ERRATUM),
    Guard("assessments_erratum", "DELETE", ERRATUM),
    Guard("assessments_erratuminput", "INSERT", ERRATUM, INPUT_IS_OF_DECIDED_CORRECTION),
    Guard("assessments_erratuminput", "UPDATE", ERRATUM),
    Guard("assessments_erratuminput", "DELETE", ERRATUM),
    Guard("assessments_correctedlevel", "UPDATE", "a computed level is never changed"),
    Guard("assessments_correctedlevel", "DELETE", "a computed level is never deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0029_guard_meetings")]

    operations = [InstallGuards(GUARDS)]
