import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import awards.models.designs
import awards.models.runs


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("assessments", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Design",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("layout", models.SlugField(max_length=40, verbose_name="layout")),
                (
                    "kind",
                    models.CharField(
                        choices=[("certificate", "Certificate"), ("plaque", "Plaque")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("width", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="width in mm")),
                ("height", models.DecimalField(decimal_places=2, max_digits=6, verbose_name="height in mm")),
                (
                    "bleed",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=4, verbose_name="bleed in mm"
                    ),
                ),
                ("texts", models.JSONField(default=dict, verbose_name="wording")),
                (
                    "seal",
                    models.FileField(
                        blank=True, upload_to=awards.models.designs.picture_name, verbose_name="seal"
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="drafted at")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copies",
                        to="awards.design",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafted_designs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_designs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "design",
                "ordering": ["kind", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="design_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("layout", ""), _negated=True)
                        ),
                        name="design_has_name_and_layout",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["certificate", "plaque"])),
                        name="design_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("height__gte", 20),
                            ("height__lte", 600),
                            ("width__gte", 20),
                            ("width__lte", 600),
                            ("bleed__gte", 0),
                            ("bleed__lte", 20),
                        ),
                        name="design_size_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="design_published_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("certificate", "Certificate"), ("plaque", "Plaque")],
                        default="certificate",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("honoured", models.CharField(max_length=300, verbose_name="who is honoured")),
                ("recognition", models.CharField(blank=True, max_length=300, verbose_name="recognised as")),
                ("dated_on", models.DateField(verbose_name="given on")),
                ("is_demonstration", models.BooleanField(verbose_name="of a demonstration")),
                (
                    "shared_resolution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_certificates",
                        to="assessments.resolution",
                    ),
                ),
                (
                    "replacement_reason",
                    models.TextField(blank=True, verbose_name="why it replaces another one"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("running_number", models.PositiveIntegerField(verbose_name="running number in the year")),
                ("code", models.CharField(max_length=24, unique=True, verbose_name="verification code")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being prepared"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                            ("held", "Put off"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="rendering asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("file", models.FileField(blank=True, upload_to="certificates", verbose_name="file")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                ("revocation_reason", models.TextField(blank=True, verbose_name="reason of the revocation")),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="areas.targetarea",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_certificates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="awards.certificate",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revoked_certificates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="awards.design",
                    ),
                ),
            ],
            options={
                "verbose_name": "certificate",
                "ordering": ["-year", "-running_number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "year", "running_number"), name="certificate_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("assessment__isnull", False), ("replaces__isnull", True)),
                        fields=("kind", "assessment"),
                        name="certificate_first_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["certificate", "plaque"])),
                        name="certificate_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("honoured", ""), _negated=True),
                        name="certificate_honours_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replacement_reason", ""), ("replaces__isnull", True)),
                            models.Q(
                                ("replaces__isnull", False),
                                models.Q(("replacement_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_replaces_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("file", ""), ("sha256", ""), ("state__in", ["waiting", "failed", "held"])
                            ),
                            models.Q(
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_ready_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revocation_reason", ""),
                                ("revoked_at__isnull", True),
                                ("revoked_by__isnull", True),
                            ),
                            models.Q(
                                ("revoked_at__isnull", False),
                                ("revoked_by__isnull", False),
                                models.Q(("revocation_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certificate_revoked_has_reason",
                    ),
                ],
            },
        ),
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
                ("planned_at", models.DateTimeField(verbose_name="entered at")),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ceremonies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "plaque_design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plaque_ceremonies",
                        to="awards.design",
                    ),
                ),
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
            name="DesignSignatory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("position", models.CharField(blank=True, max_length=200, verbose_name="position")),
                (
                    "image",
                    models.FileField(
                        blank=True, upload_to=awards.models.designs.picture_name, verbose_name="signature"
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatories",
                        to="awards.design",
                    ),
                ),
            ],
            options={
                "verbose_name": "signatory of a design",
                "ordering": ["design_id", "order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="design_signatory_has_name"
                    )
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
                        blank=True, upload_to=awards.models.runs.package_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="size in bytes")),
                (
                    "expires_at",
                    models.DateTimeField(default=awards.models.runs.usual_expiry, verbose_name="expires at"),
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to=settings.AUTH_USER_MODEL,
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
        migrations.CreateModel(
            name="PrintRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("finished", "Finished"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="running",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="awards.ceremony"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="print_runs",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "print run",
                "ordering": ["-started_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("ceremony",),
                        name="print_run_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state", "running")),
                            models.Q(
                                ("finished_at__isnull", False), ("state__in", ["finished", "cancelled"])
                            ),
                            _connector="OR",
                        ),
                        name="print_run_ended_has_time",
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
                ("given_name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "given_recognition",
                    models.CharField(blank=True, max_length=300, verbose_name="recognised as"),
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
                    "reading_hint",
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
                    "by_resolution",
                    models.BooleanField(default=False, verbose_name="by the resolution on the area"),
                ),
                ("added_at", models.DateTimeField(verbose_name="added at")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to=settings.AUTH_USER_MODEL,
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
                    "ceremony",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipients",
                        to="awards.ceremony",
                    ),
                ),
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
                            models.Q(("area__isnull", False), ("assessment__isnull", True)),
                            _connector="OR",
                        ),
                        name="recipient_by_resolution_has_area",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="awards.certificate",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="awards.printrun",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="awards.recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a print run",
                "ordering": ["run_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "certificate"), name="print_item_once_in_run"),
                    models.UniqueConstraint(fields=("run", "position"), name="print_item_position_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="certificate",
            name="recipient",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="awards.recipient",
            ),
        ),
        migrations.CreateModel(
            name="Reprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason of the reprint")),
                ("asked_at", models.DateTimeField(verbose_name="rendering asked for at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being prepared"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                            ("held", "Put off"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("file", models.FileField(blank=True, upload_to="reprints", verbose_name="file")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reprints",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "certificate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reprints",
                        to="awards.certificate",
                    ),
                ),
            ],
            options={
                "verbose_name": "reprint",
                "ordering": ["certificate_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("certificate",),
                        name="reprint_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reprint_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("sha256", ""), ("state__in", ["waiting", "failed"])),
                            models.Q(
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reprint_ready_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("certificate", "Certificate"), ("plaque", "Plaque")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="last running number")),
            ],
            options={
                "verbose_name": "series of numbers",
                "ordering": ["-year", "kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year"), name="series_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["certificate", "plaque"])),
                        name="series_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("recipient__isnull", False), ("replaces__isnull", True)),
                fields=("kind", "recipient"),
                name="certificate_first_of_recipient_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("area__isnull", True),
                        ("assessment__isnull", False),
                        ("recipient__isnull", True),
                        ("recognition", ""),
                        ("shared_resolution__isnull", True),
                    ),
                    models.Q(
                        ("assessment__isnull", True),
                        ("recipient__isnull", False),
                        models.Q(("recognition", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="certificate_of_assessment_or_recipient",
            ),
        ),
    ]
