"""The end of an area, its announcement, and a key that stays."""

import django.db.models.deletion
from django.db import migrations, models

import ecotown.common.database.guards


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0006_announcements"),
    ]

    operations = [
        migrations.AddField(
            model_name="targetarea",
            name="announcement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="areas",
                to="areas.announcement",
            ),
        ),
        migrations.AddField(
            model_name="targetarea",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="no target area from"),
        ),
        migrations.AddField(
            model_name="targetarea",
            name="end_reason",
            field=models.TextField(blank=True, verbose_name="why it is no target area"),
        ),
        migrations.AddConstraint(
            model_name="targetarea",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                    models.Q(("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="area_end_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetarea",
            constraint=ecotown.common.database.guards.Guard(
                message="the key of an area stands in public addresses and never changes",
                name="area_key_stays",
                refuses=["update"],
                when="NEW.key <> OLD.key",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetarea",
            constraint=ecotown.common.database.guards.Guard(
                message="a target area is never deleted", name="area_is_kept", refuses=["delete"]
            ),
        ),
    ]
