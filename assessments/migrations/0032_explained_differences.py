"""A correction that leaves another level granted than computed has a reason, or a meeting that decided."""

from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("assessments", "0031_former_levels")]

    operations = [
        migrations.AlterField(
            "correctedlevel",
            "former_level",
            models.PositiveSmallIntegerField(verbose_name="computed level before"),
        ),
        migrations.RemoveConstraint("correctedlevel", "corrected_level_is_0_to_5"),
        migrations.AddConstraint(
            "correctedlevel",
            models.CheckConstraint(
                condition=models.Q(("level__range", (0, 5)), ("former_level__range", (0, 5))),
                name="corrected_levels_are_0_to_5",
            ),
        ),
        migrations.AddConstraint(
            "correctedlevel",
            Guard(
                name="corrected_level_stays",
                refuses=["update"],
                message="a computed level is never changed",
            ),
        ),
        migrations.AddConstraint(
            "correction",
            Guard(
                name="correction_explains_difference",
                refuses=["update"],
                message="a granted level that differs from the computed one needs a reason or a meeting",
                when="OLD.state = 'proposed' AND NEW.state = 'approved' AND NEW.granted_level IS NULL"
                " AND NEW.level_reason = ''"
                " AND NEW.meeting_id IS NULL"
                " AND EXISTS (SELECT 1 FROM assessments_correctedlevel l"
                " JOIN assessments_assessment a ON a.id = NEW.assessment_id"
                " JOIN assessments_resolution r ON r.id = a.resolution_id"
                " WHERE l.correction_id = NEW.id AND l.level <> r.granted_level)",
            ),
        ),
    ]
