"""Designs say what they are for; ceremonies have designs for the partners of an area."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.triggers import install, remove

TABLES = ("awards_design", "awards_designsignatory", "awards_recipient", "awards_certificate")
# SQLite drops them with the tables that it builds anew, and the next migration sets purposes.
OUT_OF_THE_WAY = [
    refusal
    for refusal in import_module("awards.migrations.0002_issued_is_kept").REFUSALS
    if refusal.table in TABLES
]
DESIGN = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "to": "awards.design"}


class Migration(migrations.Migration):
    dependencies = [("awards", "0002_issued_is_kept")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: remove(schema_editor, OUT_OF_THE_WAY),
            lambda apps, schema_editor: install(schema_editor, OUT_OF_THE_WAY),
        ),
        migrations.AddField(
            model_name="design",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("area", "Areas, by the committee's resolution"),
                    ("partner", "Partners of an area that share its resolution"),
                    ("named", "Recognitions by name: factories, networks and others"),
                ],
                default="area",
                max_length=10,
                verbose_name="meant for",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ceremony",
            name="partner_certificate_design",
            field=models.ForeignKey(related_name="partner_certificate_ceremonies", **DESIGN),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="partner_plaque_design",
            field=models.ForeignKey(related_name="partner_plaque_ceremonies", **DESIGN),
        ),
    ]
