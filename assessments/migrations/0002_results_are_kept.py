"""A granted level is never edited, and what was assessed is never deleted."""

from django.db import migrations

from ecotown.common.triggers import Refusal, install, remove

LOCKED = "the values of a submitted assessment are never changed"
IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id"
    " AND a.status NOT IN ('draft', 'returned'))"
)
INPUT_IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_entry e JOIN assessments_assessment a ON a.id = e.assessment_id"
    " WHERE e.id = {row}.entry_id AND a.status NOT IN ('draft', 'returned'))"
)
REFUSALS = [
    Refusal("assessments_resolution", "UPDATE", "a resolution is never changed"),
    Refusal("assessments_resolution", "DELETE", "a resolution is never deleted"),
    Refusal("assessments_computedlevel", "UPDATE", "a computed level is never changed"),
    Refusal("assessments_computedlevel", "DELETE", "a computed level is never deleted"),
    Refusal("assessments_assessment", "DELETE", "an assessment is never deleted", "OLD.status <> 'draft'"),
    Refusal(
        "assessments_assessment",
        "UPDATE",
        "a published result is never taken back or changed",
        "OLD.status = 'published' AND (NEW.status <> 'published' OR NEW.revision <> OLD.revision)",
    ),
]
for table, condition in (("assessments_entry", IS_LOCKED), ("assessments_entryinput", INPUT_IS_LOCKED)):
    REFUSALS += [
        Refusal(table, "INSERT", LOCKED, condition.format(row="NEW")),
        Refusal(table, "UPDATE", LOCKED, condition.format(row="OLD")),
        Refusal(table, "DELETE", LOCKED, condition.format(row="OLD")),
    ]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        )
    ]
