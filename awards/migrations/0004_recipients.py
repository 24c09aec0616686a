"""Recipients of a ceremony."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("areas", "0002_target_areas"),
        ("assessments", "0002_assessments"),
        ("awards", "0003_ceremonies"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="awards.ceremony",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("area", "Area"),
                            ("local-government", "Local government"),
                            ("organisation", "Organisation"),
                            ("factory", "Factory"),
                            ("network", "Network"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="areas.targetarea",
                    ),
                ),
                ("given_name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "given_recognition",
                    models.CharField(blank=True, max_length=300, verbose_name="recognised as"),
                ),
                (
                    "by_resolution",
                    models.BooleanField(default=False, verbose_name="by the resolution on the area"),
                ),
                (
                    "with_certificate",
                    models.BooleanField(default=True, verbose_name="receives a certificate"),
                ),
                ("with_plaque", models.BooleanField(default=False, verbose_name="receives a plaque")),
                ("position", models.PositiveIntegerField(verbose_name="place in the call order")),
                ("seat", models.CharField(blank=True, max_length=30, verbose_name="seat")),
                (
                    "represented_by",
                    models.CharField(blank=True, max_length=200, verbose_name="who comes to receive it"),
                ),
                (
                    "pronunciation",
                    models.CharField(blank=True, max_length=300, verbose_name="how it is read aloud"),
                ),
                (
                    "attendance",
                    models.CharField(
                        choices=[("expected", "Expected"), ("present", "Present"), ("absent", "Absent")],
                        default="expected",
                        max_length=10,
                        verbose_name="attendance",
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="added at")),
            ],
            options={
                "verbose_name": "recipient",
                "ordering": ["ceremony_id", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("ceremony", "assessment"), name="recipient_area_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("assessment__isnull", True)),
                        fields=("ceremony", "kind", "given_name", "given_recognition"),
                        name="recipient_by_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("assessment__isnull", False),
                                ("given_name", ""),
                                ("given_recognition", ""),
                                ("kind", "area"),
                            ),
                            models.Q(
                                ("assessment__isnull", True),
                                ("kind__in", ["local-government", "organisation", "factory", "network"]),
                                models.Q(("given_name", ""), _negated=True),
                                models.Q(("given_recognition", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recipient_is_area_or_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("with_certificate", True), ("with_plaque", True), _connector="OR"
                        ),
                        name="recipient_receives_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attendance__in", ["expected", "present", "absent"])),
                        name="recipient_attendance_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_resolution", False),
                            models.Q(
                                ("area__isnull", False),
                                ("assessment__isnull", True),
                                ("kind__in", ["local-government", "organisation"]),
                            ),
                            _connector="OR",
                        ),
                        name="recipient_by_resolution_is_partner",
                    ),
                    Guard(
                        name="recipient_stays_once_awarded",
                        refuses=["update"],
                        message="what stands on an issued award stays",
                        when="(NEW.kind <> OLD.kind OR NEW.ceremony_id <> OLD.ceremony_id) AND EXISTS (SELECT 1 FROM awards_award c WHERE c.recipient_id = OLD.id)",
                    ),
                ],
            },
        ),
    ]
