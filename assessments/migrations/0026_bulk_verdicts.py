"""Which verdicts accepted a value together with others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0025_indicator_views")]

    operations = [
        migrations.AddField(
            model_name="verdict",
            name="is_in_bulk",
            field=models.BooleanField(default=False, verbose_name="accepted in bulk"),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_in_bulk", False), ("kind", "accept"), _connector="OR"),
                name="verdict_in_bulk_accepts",
            ),
        ),
    ]
