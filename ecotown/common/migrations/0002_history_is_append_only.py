"""Triggers that refuse to change or delete rows of the history, also from an SQL console."""

from django.db import migrations

from ecotown.common.triggers import Refusal, install, remove

REFUSALS = [
    Refusal("common_historyrow", "UPDATE", "history rows are never changed"),
    Refusal("common_historyrow", "DELETE", "history rows are never deleted"),
    Refusal("common_historychain", "DELETE", "history chains are never deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        )
    ]
