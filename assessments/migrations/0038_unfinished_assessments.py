"""Assessments that end without a result when their cycle is closed."""

from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0037_closed_cycles"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="assessment",
            name="assessment_status_is_known",
        ),
        migrations.AddField(
            model_name="assessment",
            name="ended_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "Being filled in"),
                    ("returned", "Returned for correction"),
                    ("internal-audit", "Internal audit"),
                    ("external-audit", "External audit"),
                    ("committee", "Before the committee"),
                ],
                default="",
                max_length=20,
                verbose_name="status in which it ended",
            ),
        ),
        migrations.AlterField(
            model_name="assessment",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Being filled in"),
                    ("internal-audit", "Internal audit"),
                    ("external-audit", "External audit"),
                    ("returned", "Returned for correction"),
                    ("committee", "Before the committee"),
                    ("granted", "Level granted"),
                    ("published", "Published"),
                    ("unfinished", "Ended without a result"),
                ],
                default="draft",
                max_length=20,
                verbose_name="status",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "internal-audit",
                            "external-audit",
                            "returned",
                            "committee",
                            "granted",
                            "published",
                            "unfinished",
                        ],
                    )
                ),
                name="assessment_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "ended_from__in",
                            ["draft", "returned", "internal-audit", "external-audit", "committee"],
                        ),
                        ("status", "unfinished"),
                    ),
                    models.Q(models.Q(("status", "unfinished"), _negated=True), ("ended_from", "")),
                    _connector="OR",
                ),
                name="assessment_ended_from_a_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=Guard(
                message="in a closed cycle no assessment is under way",
                name="assessment_is_of_open_cycle",
                refuses=["insert", "update"],
                when="NEW.status NOT IN ('granted', 'published', 'unfinished') AND EXISTS (SELECT 1 FROM assessments_cycle c WHERE c.id = NEW.cycle_id AND c.closed_at IS NOT NULL)",
            ),
        ),
    ]
