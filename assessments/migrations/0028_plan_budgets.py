"""The budget of a target, and whether its indicator did not apply when it was planned."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0027_carried_entries")]

    operations = [
        migrations.AddField(
            "plantarget",
            "budget",
            models.DecimalField(
                blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="budget (baht)"
            ),
        ),
        migrations.AddField(
            "plantarget",
            "baseline_not_applicable",
            models.BooleanField(default=False, verbose_name="did not apply when planned"),
        ),
        migrations.AddConstraint(
            "plantarget",
            models.CheckConstraint(
                condition=models.Q(budget__isnull=True) | models.Q(budget__gte=0),
                name="plan_target_budget_is_not_negative",
            ),
        ),
    ]
