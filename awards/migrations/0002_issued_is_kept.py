"""An issued certificate keeps its number, its code and its file, and is never deleted."""

from django.db import migrations

from ecotown.common.triggers import Refusal, install, remove

KEPT = ("assessment_id", "year", "running_number", "code", "issued_by_id", "issued_at")
IS_RENAMED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT)
IS_REPLACED = "OLD.sha256 <> '' AND (NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file)"
IS_REINSTATED = "OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)"
REFUSALS = [
    Refusal("awards_certificate", "DELETE", "a certificate is never deleted"),
    Refusal(
        "awards_certificate",
        "UPDATE",
        "an issued certificate is never changed",
        f"({IS_RENAMED} OR ({IS_REPLACED}) OR ({IS_REINSTATED}))",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        )
    ]
