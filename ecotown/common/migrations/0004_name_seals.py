"""Sealed names: what the events hold of the name under which a person signed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_mails"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NameSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest")),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("salt", models.CharField(blank=True, max_length=64, verbose_name="salt")),
                ("sealed_at", models.DateTimeField(verbose_name="sealed at")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_seals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "name seal",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), ("salt", "")),
                            models.Q(("name", ""), ("salt", ""), _connector="OR", _negated=True),
                            _connector="OR",
                        ),
                        name="name_seal_goes_whole",
                    ),
                    Guard(
                        name="name_seal_stays",
                        refuses=["update"],
                        message="a sealed name is never changed, only erased",
                        when=(
                            "NOT (NEW.name = '' AND NEW.salt = '' AND NEW.id = OLD.id AND NEW.digest = OLD.digest"
                            " AND NEW.person_id = OLD.person_id AND NEW.sealed_at = OLD.sealed_at)"
                        ),
                    ),
                    Guard(
                        name="name_seal_is_kept", refuses=["delete"], message="a name seal is never deleted"
                    ),
                ],
            },
        ),
        migrations.AddField(
            "event",
            "name_seal",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="common.nameseal",
                to_field="digest",
            ),
        ),
    ]
