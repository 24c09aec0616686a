"""Ceremonies with their recipients and packages."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import awards.ceremonies.models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("areas", "0002_target_areas"),
        ("assessments", "0002_assessments"),
        ("awards", "0001_designs"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ceremony",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("date", models.DateField(verbose_name="date")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("presiding", models.CharField(blank=True, max_length=200, verbose_name="presiding person")),
                ("presiding_position", models.CharField(blank=True, max_length=200, verbose_name="position")),
                ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                (
                    "certificate_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificate_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "plaque_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plaque_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "partner_certificate_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_certificate_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "partner_plaque_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner_plaque_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "named_certificate_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_certificate_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "named_plaque_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named_plaque_ceremonies",
                        to="awards.design",
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ceremonies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("planned_at", models.DateTimeField(verbose_name="entered at")),
            ],
            options={
                "verbose_name": "ceremony",
                "ordering": ["-date", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="ceremony_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("date__gte", datetime.date(2017, 1, 1))),
                        name="ceremony_date_is_of_our_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fiscal_year__range", (2560, 2699))),
                        name="ceremony_year_is_of_our_time",
                    ),
                ],
            },
        ),
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Package",
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
                        related_name="packages",
                        to="awards.ceremony",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("zip", "All documents, one PDF each (ZIP)"),
                            ("merged-pdf", "One print file in call order (PDF)"),
                            ("artwork-zip", "Plaque artwork for the engraver (ZIP of SVG)"),
                            ("run-sheet-pdf", "Run sheet with script (PDF)"),
                            ("run-sheet-workbook", "Run sheet (Excel workbook)"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                            ("expired", "Expired"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=awards.ceremonies.models.package_path, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="size in bytes")),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=awards.ceremonies.models.default_expiry, verbose_name="expires at"
                    ),
                ),
            ],
            options={
                "verbose_name": "package",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("ceremony", "kind", "owner"),
                        name="package_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["zip", "merged-pdf", "artwork-zip", "run-sheet-pdf", "run-sheet-workbook"],
                            )
                        ),
                        name="package_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("state__in", ["waiting", "failed", "expired"])),
                            models.Q(
                                ("size__gt", 0),
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="package_ready_has_file",
                    ),
                ],
            },
        ),
    ]
