"""A granted level is never edited, and what was assessed is never deleted."""

from django.db import migrations

from ecotown.common.triggers import Refusal, install, remove

REFUSALS = [
    Refusal("assessments_resolution", "UPDATE", "a resolution is never changed"),
    Refusal("assessments_resolution", "DELETE", "a resolution is never deleted"),
    Refusal("assessments_computedlevel", "UPDATE", "a computed level is never changed"),
    Refusal("assessments_assessment", "DELETE", "an assessment is never deleted", "OLD.status <> 'draft'"),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        )
    ]
