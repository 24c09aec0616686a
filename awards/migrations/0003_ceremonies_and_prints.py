"""Ceremonies, recipients, designs, print runs; a certificate may be a plaque, and of a recipient by name."""

import datetime
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import awards.models.designs
import awards.models.runs
from ecotown.common.triggers import install, remove

issued = import_module("awards.migrations.0002_issued_is_kept")


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_add_name_keys"),
        ("assessments", "0009_site_visits_and_papers"),
        ("awards", "0002_issued_is_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The table is rebuilt on SQLite, which drops its triggers; the next migration brings new ones.
        migrations.RunPython(
            lambda apps, schema_editor: remove(schema_editor, issued.REFUSALS),
            lambda apps, schema_editor: install(schema_editor, issued.REFUSALS),
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
            ],
            options={
                "verbose_name": "ceremony",
                "ordering": ["-date", "-pk"],
            },
        ),
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
            ],
            options={
                "verbose_name": "design",
                "ordering": ["kind", "name", "pk"],
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
            ],
            options={
                "verbose_name": "signatory of a design",
                "ordering": ["design_id", "order", "pk"],
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
            ],
            options={
                "verbose_name": "package",
                "ordering": ["-asked_at", "-pk"],
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
            ],
            options={
                "verbose_name": "document of a print run",
                "ordering": ["run_id", "position"],
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
            ],
            options={
                "verbose_name": "print run",
                "ordering": ["-started_at", "-pk"],
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
                ("added_at", models.DateTimeField(verbose_name="added at")),
            ],
            options={
                "verbose_name": "recipient",
                "ordering": ["ceremony_id", "position", "pk"],
            },
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
            ],
            options={
                "verbose_name": "reprint",
                "ordering": ["certificate_id", "pk"],
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
            },
        ),
        migrations.RemoveConstraint(
            model_name="certificate",
            name="certificate_number_once",
        ),
        migrations.RemoveConstraint(
            model_name="certificate",
            name="certificate_ready_has_file",
        ),
        migrations.AddField(
            model_name="certificate",
            name="kind",
            field=models.CharField(
                choices=[("certificate", "Certificate"), ("plaque", "Plaque")],
                default="certificate",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="replacement_reason",
            field=models.TextField(blank=True, verbose_name="why it replaces another one"),
        ),
        migrations.AddField(
            model_name="certificate",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="awards.certificate",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="assessment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="assessments.assessment",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="state",
            field=models.CharField(
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
        migrations.AddField(
            model_name="ceremony",
            name="planned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ceremonies",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="design",
            name="copied_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="awards.design",
            ),
        ),
        migrations.AddField(
            model_name="design",
            name="drafted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafted_designs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="design",
            name="published_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published_designs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="certificate_design",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificate_ceremonies",
                to="awards.design",
            ),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="named_certificate_design",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named_certificate_ceremonies",
                to="awards.design",
            ),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="named_plaque_design",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named_plaque_ceremonies",
                to="awards.design",
            ),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="plaque_design",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plaque_ceremonies",
                to="awards.design",
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="design",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates",
                to="awards.design",
            ),
        ),
        migrations.AddField(
            model_name="designsignatory",
            name="design",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="signatories", to="awards.design"
            ),
        ),
        migrations.AddField(
            model_name="package",
            name="ceremony",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="packages", to="awards.ceremony"
            ),
        ),
        migrations.AddField(
            model_name="package",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="packages",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="printitem",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="awards.certificate"
            ),
        ),
        migrations.AddField(
            model_name="printrun",
            name="ceremony",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="awards.ceremony"
            ),
        ),
        migrations.AddField(
            model_name="printrun",
            name="started_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="print_runs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="printitem",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="awards.printrun"
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recipients",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="area",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recipients",
                to="areas.targetarea",
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="assessment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recipients",
                to="assessments.assessment",
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="ceremony",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="recipients", to="awards.ceremony"
            ),
        ),
        migrations.AddField(
            model_name="printitem",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="awards.recipient"
            ),
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
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                fields=("kind", "year", "running_number"), name="certificate_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("assessment__isnull", False), ("replaces__isnull", True)),
                fields=("kind", "assessment"),
                name="certificate_first_once",
            ),
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
                condition=models.Q(("kind__in", ["certificate", "plaque"])), name="certificate_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assessment__isnull", False), ("recipient__isnull", True)),
                    models.Q(("assessment__isnull", True), ("recipient__isnull", False)),
                    _connector="OR",
                ),
                name="certificate_of_assessment_or_recipient",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("replacement_reason", ""), ("replaces__isnull", True)),
                    models.Q(
                        ("replaces__isnull", False), models.Q(("replacement_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="certificate_replaces_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file", ""), ("sha256", ""), ("state__in", ["waiting", "failed", "held"])),
                    models.Q(
                        ("state", "ready"),
                        models.Q(("file", ""), _negated=True),
                        models.Q(("sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="certificate_ready_has_file",
            ),
        ),
        migrations.AddField(
            model_name="reprint",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reprints",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reprint",
            name="certificate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reprints", to="awards.certificate"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(fields=("kind", "year"), name="series_once_a_year"),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["certificate", "plaque"])), name="series_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.UniqueConstraint(fields=("name",), name="design_name_once"),
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("layout", ""), _negated=True)
                ),
                name="design_has_name_and_layout",
            ),
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["certificate", "plaque"])), name="design_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                    models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                    _connector="OR",
                ),
                name="design_published_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="ceremony",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="ceremony_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="ceremony",
            constraint=models.CheckConstraint(
                condition=models.Q(("date__gte", datetime.date(2017, 1, 1))),
                name="ceremony_date_is_of_our_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="ceremony",
            constraint=models.CheckConstraint(
                condition=models.Q(("fiscal_year__range", (2560, 2699))), name="ceremony_year_is_of_our_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="designsignatory",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="design_signatory_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("ceremony", "kind", "owner"),
                name="package_waits_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["zip", "merged-pdf", "artwork-zip", "run-sheet-pdf", "run-sheet-workbook"])
                ),
                name="package_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="package",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="printrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "running")), fields=("ceremony",), name="print_run_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="printrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", True), ("state", "running")),
                    models.Q(("finished_at__isnull", False), ("state__in", ["finished", "cancelled"])),
                    _connector="OR",
                ),
                name="print_run_ended_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(fields=("ceremony", "assessment"), name="recipient_area_once"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(
                condition=models.Q(("assessment__isnull", True)),
                fields=("ceremony", "kind", "given_name", "given_recognition"),
                name="recipient_by_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(("with_certificate", True), ("with_plaque", True), _connector="OR"),
                name="recipient_receives_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(("attendance__in", ["expected", "present", "absent"])),
                name="recipient_attendance_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="printitem",
            constraint=models.UniqueConstraint(fields=("run", "certificate"), name="print_item_once_in_run"),
        ),
        migrations.AddConstraint(
            model_name="printitem",
            constraint=models.UniqueConstraint(fields=("run", "position"), name="print_item_position_once"),
        ),
        migrations.AddConstraint(
            model_name="reprint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")), fields=("certificate",), name="reprint_waits_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="reprint",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reprint_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="reprint",
            constraint=models.CheckConstraint(
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
        ),
    ]
