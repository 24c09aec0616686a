"""Areas that follow others."""

import django.db.models.deletion
from django.db import migrations, models

import ecotown.common.database.guards


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0008_area_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaSuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="areas.targetarea",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="areas.targetarea",
                    ),
                ),
            ],
            options={
                "verbose_name": "succession of areas",
                "ordering": ["predecessor_id", "successor_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("predecessor", "successor"), name="area_succession_once"),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="area_does_not_follow_itself",
                    ),
                    ecotown.common.database.guards.Guard(
                        message="only an area that has an end is followed by others",
                        name="area_succession_is_of_ended",
                        refuses=["insert", "update"],
                        when="EXISTS (SELECT 1 FROM areas_targetarea a WHERE a.id = NEW.predecessor_id AND a.ended_on IS NULL)",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="targetarea",
            name="successors",
            field=models.ManyToManyField(
                related_name="predecessors", through="areas.AreaSuccession", to="areas.targetarea"
            ),
        ),
        migrations.AddConstraint(
            model_name="targetarea",
            constraint=ecotown.common.database.guards.Guard(
                message="an area that others follow has an end",
                name="area_end_stays_with_successors",
                refuses=["update"],
                when="NEW.ended_on IS NULL AND EXISTS (SELECT 1 FROM areas_areasuccession s WHERE s.predecessor_id = NEW.id)",
            ),
        ),
    ]
