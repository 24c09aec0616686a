"""Cycles that are closed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0036_roster_lines"),
    ]

    operations = [
        migrations.AddField(
            model_name="cycle",
            name="closed_at",
            field=models.DateTimeField(null=True, verbose_name="closed at"),
        ),
        migrations.AddField(
            model_name="cycle",
            name="closed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="closed_cycles",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="cycle_closed_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=Guard(
                message="a cycle with assessments keeps its year and its edition",
                name="cycle_keeps_its_year",
                refuses=["update"],
                when="(NEW.year <> OLD.year OR NEW.framework_id <> OLD.framework_id) AND EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.cycle_id = OLD.id)",
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=Guard(
                message="a cycle is closed once none of its assessments is under way",
                name="cycle_is_closed_at_its_end",
                refuses=["update"],
                when="NEW.closed_at IS NOT NULL AND EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.cycle_id = NEW.id AND a.status NOT IN ('published', 'unfinished'))",
            ),
        ),
    ]
