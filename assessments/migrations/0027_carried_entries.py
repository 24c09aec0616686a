"""Which values were carried forward from the cycle before, also once they are confirmed."""

from django.db import migrations, models


def mark_waiting(apps, _schema_editor):
    """Mark the values that wait to be confirmed: of those confirmed before, only the history knows."""
    apps.get_model("assessments", "Entry").objects.filter(is_confirmed=False).update(is_carried=True)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0026_bulk_verdicts")]

    operations = [
        migrations.AddField(
            "entry", "is_carried", models.BooleanField(default=False, verbose_name="carried forward")
        ),
        migrations.RunPython(mark_waiting, migrations.RunPython.noop),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=models.Q(is_confirmed=True) | models.Q(is_carried=True),
                name="entry_to_confirm_was_carried",
            ),
        ),
    ]
