import datetime

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import assessments.models.evidence
import assessments.models.papers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("areas", "0001_initial"),
        ("indicators", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being filled in"),
                            ("internal-audit", "Internal audit"),
                            ("external-audit", "External audit"),
                            ("returned", "Returned for correction"),
                            ("committee", "Before the committee"),
                            ("granted", "Level granted"),
                            ("published", "Published"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                (
                    "level_asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="level asked for at"
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                ("passed_at", models.DateTimeField(null=True, verbose_name="internal audit passed at")),
                ("recommended_at", models.DateTimeField(null=True, verbose_name="recommended at")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="areas.targetarea",
                    ),
                ),
                (
                    "passed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recommended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommended_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submitted_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "assessment",
                "ordering": ["-cycle__year", "area__province__code", "area__key"],
                "constraints": [
                    models.CheckConstraint(
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
                                ],
                            )
                        ),
                        name="assessment_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_submitted_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed_at__isnull", True), ("passed_by__isnull", True)),
                            models.Q(("passed_at__isnull", False), ("passed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_passed_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recommended_at__isnull", True), ("recommended_by__isnull", True)),
                            models.Q(("recommended_at__isnull", False), ("recommended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_recommended_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_published_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed_by__isnull", True),
                            ("recommended_by__isnull", True),
                            models.Q(("passed_by", models.F("recommended_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_audits_by_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "granted_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="new granted level"),
                ),
                ("level_reason", models.TextField(blank=True, verbose_name="reason for the level")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for another administrator"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                ("level_asked_at", models.DateTimeField(verbose_name="level asked for at")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("note", models.TextField(blank=True, verbose_name="reason of the refusal")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "ordering": ["assessment_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "number"), name="correction_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("assessment",),
                        name="correction_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "approved", "refused"])),
                        name="correction_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="correction_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("state", "proposed"),
                            ),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correction_decided_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="correction_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), models.Q(("note", ""), _negated=True)),
                            models.Q(models.Q(("state", "refused"), _negated=True), ("note", "")),
                            _connector="OR",
                        ),
                        name="correction_refused_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cycle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="fiscal year (B.E.)")),
                ("opens_on", models.DateField(verbose_name="entry opens")),
                ("submit_by", models.DateField(verbose_name="submit by")),
                ("internal_audit_by", models.DateField(verbose_name="internal audit by")),
                ("external_audit_by", models.DateField(verbose_name="external audit by")),
                ("committee_by", models.DateField(verbose_name="committee by")),
                ("is_demonstration", models.BooleanField(default=False, verbose_name="demonstration data")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="indicators.framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "cycle",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on__lte", models.F("submit_by")),
                            ("submit_by__lte", models.F("internal_audit_by")),
                            ("internal_audit_by__lte", models.F("external_audit_by")),
                            ("external_audit_by__lte", models.F("committee_by")),
                        ),
                        name="cycle_dates_in_order",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="assessments.cycle",
            ),
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="value"
                    ),
                ),
                ("not_applicable", models.BooleanField(default=False, verbose_name="not applicable")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("is_answered", models.BooleanField(default=False, verbose_name="answered")),
                ("is_confirmed", models.BooleanField(default=True, verbose_name="confirmed")),
                ("entered_at", models.DateTimeField(verbose_name="entered at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry",
                "ordering": ["assessment_id", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "indicator"), name="entry_once_in_assessment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_applicable", False),
                            models.Q(("value__isnull", True), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="entry_not_applicable_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_answered", True),
                            models.Q(("not_applicable", False), ("value__isnull", True)),
                            _connector="OR",
                        ),
                        name="entry_with_value_is_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="assessments.entry",
                    ),
                ),
            ],
            options={
                "verbose_name": "formula input",
                "ordering": ["entry_id", "key"],
                "constraints": [models.UniqueConstraint(fields=("entry", "key"), name="entry_input_once")],
            },
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old", models.JSONField(verbose_name="published value")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="corrected value"
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="assessments.correction",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "erratum",
                "verbose_name_plural": "errata",
                "ordering": ["correction_id", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("correction", "indicator"), name="erratum_once_a_correction"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ErratumInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
                (
                    "erratum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="assessments.erratum",
                    ),
                ),
            ],
            options={
                "verbose_name": "corrected formula input",
                "ordering": ["erratum_id", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("erratum", "key"), name="erratum_input_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("jpeg", "JPEG"),
                            ("png", "PNG"),
                            ("webp", "WEBP"),
                            ("xlsx", "XLSX"),
                            ("docx", "DOCX"),
                        ],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "sent_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the file as it was sent"),
                ),
                (
                    "file",
                    models.FileField(upload_to=assessments.models.evidence.storage_name, verbose_name="file"),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not-scanned", "Not scanned for viruses"),
                            ("waiting", "Waiting for the virus scan"),
                            ("clean", "Scanned, nothing found"),
                            ("infected", "A virus was found"),
                        ],
                        max_length=12,
                        verbose_name="virus scan",
                    ),
                ),
                (
                    "finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what the virus scan found"),
                ),
                (
                    "preview",
                    models.CharField(
                        choices=[
                            ("waiting", "Preview is being made"),
                            ("ready", "Preview ready"),
                            ("none", "No preview"),
                        ],
                        max_length=8,
                        verbose_name="preview",
                    ),
                ),
                (
                    "thumbnail",
                    models.FileField(
                        blank=True,
                        upload_to=assessments.models.evidence.storage_name,
                        verbose_name="thumbnail",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="preparing asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="removed at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removed_evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploaded_evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "ordering": ["-uploaded_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("assessment", "sent_sha256"),
                        name="evidence_once_in_assessment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pdf", "jpeg", "png", "webp", "xlsx", "docx"])),
                        name="evidence_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan", "infected"), models.Q(("finding", ""), _negated=True)),
                            models.Q(("finding", ""), ("scan__in", ["not-scanned", "waiting", "clean"])),
                            _connector="OR",
                        ),
                        name="evidence_infected_has_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("preview", "ready"), models.Q(("thumbnail", ""), _negated=True)),
                            models.Q(("preview__in", ["waiting", "none"]), ("thumbnail", "")),
                            _connector="OR",
                        ),
                        name="evidence_ready_has_thumbnail",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="evidence_removed_by_and_at",
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="evidence_is_not_empty"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("expected", models.CharField(blank=True, max_length=300, verbose_name="expected evidence")),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="page")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("cited_at", models.DateTimeField(verbose_name="cited at")),
                (
                    "cited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="assessments.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "citation",
                "ordering": ["indicator_id", "cited_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evidence", "indicator", "expected", "page"), name="citation_once_a_page"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InternalNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internal_notes",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internal_notes",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internal_notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "internal note",
                "ordering": ["assessment_id", "indicator_id", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="internal_note_is_not_empty"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="looked at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "look",
                "constraints": [models.UniqueConstraint(fields=("assessment", "user"), name="look_once")],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="meeting number")),
                ("date", models.DateField(verbose_name="date of the meeting")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("chair", models.CharField(blank=True, max_length=200, verbose_name="chair")),
                ("participants", models.TextField(blank=True, verbose_name="participants")),
                ("called_at", models.DateTimeField(verbose_name="called at")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="minutes closed at")),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="called_meetings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_meetings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "ordering": ["-date", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("date__gte", datetime.date(2017, 1, 1))),
                        name="meeting_date_is_of_our_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="meeting_has_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_closed_by_and_at",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="meeting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="assessments.meeting",
            ),
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for the resolution"),
                            ("granted", "Level granted"),
                            ("sent-back", "Sent back to the external audit"),
                            ("postponed", "Postponed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "computed_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="computed level"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="assessments.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "ordering": ["meeting_id", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "assessment"), name="agenda_item_once_a_meeting"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "waiting")),
                        fields=("assessment",),
                        name="agenda_item_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["waiting", "granted", "sent-back", "postponed"])),
                        name="agenda_item_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("outcome", "waiting")),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="agenda_item_decided_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "sent-back"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("outcome", "sent-back"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="agenda_item_sent_back_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_final", models.BooleanField(default=False, verbose_name="final")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being prepared"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="rendering asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("file", models.FileField(blank=True, upload_to="minutes", verbose_name="file")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="assessments.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes",
                "ordering": ["meeting_id", "-is_final", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_final", True)), fields=("meeting",), name="minutes_final_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_final", False)),
                        fields=("meeting", "asked_by"),
                        name="minutes_draft_once_a_person",
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
                        name="minutes_ready_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="note")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "ordering": ["assessment_id", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "indicator"), name="note_once_at_an_indicator"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
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
                            ("dossier-pdf", "Dossier (PDF)"),
                            ("dossier-workbook", "Dossier (Excel)"),
                            ("audit-report-pdf", "Audit report (PDF)"),
                            ("checklist-pdf", "Checklist of the site visit (PDF)"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("is_internal", models.BooleanField(verbose_name="for the department only")),
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
                        blank=True, upload_to=assessments.models.papers.storage_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="size in bytes")),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=assessments.models.papers.usual_expiry, verbose_name="expires at"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "paper",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("assessment", "kind", "owner"),
                        name="paper_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["dossier-pdf", "dossier-workbook", "audit-report-pdf", "checklist-pdf"],
                            )
                        ),
                        name="paper_kind_is_known",
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
                        name="paper_ready_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTarget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="target fiscal year (B.E.)")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="target"
                    ),
                ),
                (
                    "baseline_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=30,
                        null=True,
                        verbose_name="value when planned",
                    ),
                ),
                ("baseline_level", models.PositiveSmallIntegerField(verbose_name="level when planned")),
                ("responsible", models.CharField(max_length=200, verbose_name="responsible")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("set_at", models.DateTimeField(verbose_name="set at")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_targets",
                        to="areas.targetarea",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_targets",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_targets",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_targets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "target of a plan",
                "ordering": ["year", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "indicator", "year"), name="plan_target_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2560, 2660))),
                        name="plan_target_year_is_of_our_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("baseline_level__range", (0, 5))),
                        name="plan_target_baseline_is_0_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("responsible", ""), _negated=True),
                        name="plan_target_has_responsible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTargetInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="assessments.plantarget",
                    ),
                ),
            ],
            options={
                "verbose_name": "formula input of a target",
                "ordering": ["target_id", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("target", "key"), name="plan_target_input_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="question")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("asker", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("handling", "Being handled"),
                            ("answered", "Answered"),
                            ("corrected", "Led to a correction"),
                        ],
                        default="new",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("handled_at", models.DateTimeField(null=True, verbose_name="handled at")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("shown_text", models.TextField(blank=True, verbose_name="question as shown")),
                ("is_shown", models.BooleanField(default=False, verbose_name="shown on the public page")),
                ("mail_due_at", models.DateTimeField(null=True, verbose_name="answer to be sent since")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handled_questions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="question_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "handling", "answered", "corrected"])),
                        name="question_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("handled_at__isnull", True), ("handled_by__isnull", True), ("state", "new")
                            ),
                            models.Q(
                                models.Q(("state", "new"), _negated=True),
                                ("handled_at__isnull", False),
                                ("handled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="question_handled_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "answered"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="question_answered_has_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_shown", False),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("shown_text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="question_shown_has_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mail_due_at__isnull", True),
                            models.Q(("email", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="question_mail_has_address",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="question",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="assessments.question",
            ),
        ),
        migrations.CreateModel(
            name="Reconsideration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("sent_back_at", models.DateTimeField(verbose_name="sent back at")),
                ("reply", models.TextField(blank=True, verbose_name="answer of the assessor")),
                ("replied_at", models.DateTimeField(null=True, verbose_name="answered at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsiderations",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsiderations",
                        to="assessments.meeting",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_reconsiderations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_back_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsiderations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "reconsideration",
                "ordering": ["assessment_id", "sent_back_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "meeting"), name="reconsideration_once_a_meeting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reconsideration_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")
                            ),
                            models.Q(
                                ("replied_at__gte", models.F("sent_back_at")),
                                ("replied_by__isnull", False),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reconsideration_replied_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Resolution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("computed_level", models.PositiveSmallIntegerField(verbose_name="computed level")),
                ("granted_level", models.PositiveSmallIntegerField(verbose_name="granted level")),
                ("reason", models.TextField(blank=True, verbose_name="reason for a different level")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="assessments.meeting",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="assessments.resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "resolution",
                "ordering": ["assessment_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces__isnull", True)),
                        fields=("assessment",),
                        name="resolution_first_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("granted_level__range", (0, 5))), name="granted_level_is_0_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_level", models.F("computed_level")),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="resolution_different_level_has_reason",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="correction",
            name="resolution",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="assessments.resolution",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="resolution",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessments.resolution",
            ),
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "stage",
                    models.CharField(
                        choices=[("internal-audit", "Internal audit"), ("external-audit", "External audit")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due date")),
                ("returned_at", models.DateTimeField(verbose_name="returned at")),
                ("resubmitted_at", models.DateTimeField(null=True, verbose_name="submitted again at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "resubmitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resubmissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "return",
                "ordering": ["assessment_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "number"), name="return_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("resubmitted_at__isnull", True)),
                        fields=("assessment",),
                        name="return_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                        name="return_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resubmitted_at__isnull", True), ("resubmitted_by__isnull", True)),
                            models.Q(
                                ("resubmitted_at__gte", models.F("returned_at")),
                                ("resubmitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="return_resubmitted_by_and_at",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SiteVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visited_on", models.DateField(verbose_name="date of the visit")),
                ("place", models.CharField(max_length=300, verbose_name="places visited")),
                ("participants", models.TextField(verbose_name="participants")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recorded_visits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "site visit",
                "ordering": ["assessment_id", "visited_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True),
                            models.Q(("participants", ""), _negated=True),
                        ),
                        name="site_visit_has_place_and_participants",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visited_on__gte", datetime.date(2017, 1, 1))),
                        name="site_visit_date_is_of_our_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="visit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="photos",
                to="assessments.sitevisit",
            ),
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="page")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="assessments.evidence",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled_threads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "thread",
                "ordering": ["assessment_id", "indicator_id", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="thread_settled_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence__isnull", False), ("page", ""), _connector="OR"),
                        name="thread_page_is_of_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
                ("written_at", models.DateTimeField(verbose_name="written at")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="assessments.thread",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "ordering": ["thread_id", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="comment_is_not_empty"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("internal-audit", "Internal audit"), ("external-audit", "External audit")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accept", "Accept"),
                            ("adjust", "Adjust"),
                            ("return", "Return"),
                            ("agree-not-applicable", "Agree that it does not apply"),
                            ("refuse-not-applicable", "Refuse: counts as missing"),
                        ],
                        max_length=25,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="adjusted value"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("seen", models.JSONField(verbose_name="what was seen")),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "verdict",
                "ordering": ["assessment_id", "indicator_id", "given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "indicator", "stage", "round"), name="verdict_once_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                        name="verdict_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "accept",
                                    "adjust",
                                    "return",
                                    "agree-not-applicable",
                                    "refuse-not-applicable",
                                ],
                            )
                        ),
                        name="verdict_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "adjust"), ("value__isnull", True), _connector="OR"),
                        name="verdict_value_is_an_adjustment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["accept", "agree-not-applicable"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="verdict_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("round__gte", 1)), name="verdict_round_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnedIndicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="reply of the province")),
                ("replied_at", models.DateTimeField(null=True, verbose_name="replied at")),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_back",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="assessments.return",
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returned",
                        to="assessments.verdict",
                    ),
                ),
            ],
            options={
                "verbose_name": "returned indicator",
                "ordering": ["sent_back_id", "verdict__indicator_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")
                            ),
                            models.Q(("replied_at__isnull", False), ("replied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="returned_indicator_replied_by_and_at",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VerdictInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="assessments.verdict",
                    ),
                ),
            ],
            options={
                "verbose_name": "adjusted formula input",
                "ordering": ["verdict_id", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("verdict", "key"), name="verdict_input_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        choices=[
                            ("conforms", "Conforms"),
                            ("observation", "Observation"),
                            ("does-not-conform", "Does not conform"),
                        ],
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("text", models.TextField(verbose_name="finding")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_findings",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="assessments.sitevisit",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding of a visit",
                "ordering": ["visit_id", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "indicator"), name="visit_finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("tone__in", ["conforms", "observation", "does-not-conform"])),
                        name="visit_finding_tone_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="visit_finding_is_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WarningAnswer",
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
                            ("last-year", "Far from last year"),
                            ("other-areas", "Outside the range of other areas"),
                            ("contradiction", "Contradiction"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("rule", models.SlugField(blank=True, max_length=40, verbose_name="consistency rule")),
                ("raised", models.JSONField(verbose_name="the warning as it was shown")),
                ("reason", models.TextField(verbose_name="reason")),
                ("answered_at", models.DateTimeField(verbose_name="answered at")),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warning_answers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warning_answers",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warning_answers",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a warning",
                "ordering": ["assessment_id", "indicator_id", "kind", "rule"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "indicator", "kind", "rule"), name="warning_answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "contradiction"), models.Q(("rule", ""), _negated=True)),
                            models.Q(("kind__in", ["last-year", "other-areas"]), ("rule", "")),
                            _connector="OR",
                        ),
                        name="warning_answer_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="warning_answer_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("internal-audit", "Internal audit"), ("external-audit", "External audit")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="assigned at")),
                ("begun_at", models.DateTimeField(null=True, verbose_name="begun at")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                ("reason", models.TextField(blank=True, verbose_name="reason for the end")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "assessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "ordering": ["assessment_id", "assigned_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                        name="assignment_stage_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("assessment", "stage"),
                        name="assignment_one_assessor_a_stage",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("assessment", "assessor"),
                        name="assignment_two_stages_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assignment_end_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComputedLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("explanation", models.JSONField(verbose_name="explanation")),
                (
                    "audited_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="level of the audited values"),
                ),
                (
                    "audited_explanation",
                    models.JSONField(null=True, verbose_name="explanation of the audited level"),
                ),
                ("computed_at", models.DateTimeField(verbose_name="computed at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="computed_levels",
                        to="assessments.assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "computed level",
                "ordering": ["assessment_id", "-revision"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "revision"), name="computed_level_once_a_revision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (0, 5))), name="computed_level_is_0_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("audited_level__isnull", True), ("audited_level__range", (0, 5)), _connector="OR"
                        ),
                        name="audited_level_is_0_to_5",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectedLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("explanation", models.JSONField(verbose_name="explanation")),
                ("computed_at", models.DateTimeField(verbose_name="computed at")),
                (
                    "correction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="computed",
                        to="assessments.correction",
                    ),
                ),
            ],
            options={
                "verbose_name": "corrected level",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (0, 5))), name="corrected_level_is_0_to_5"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["asker", "asked_at"], name="question_asker"),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("granted_level__isnull", True),
                    models.Q(
                        ("granted_level__range", (0, 5)),
                        ("meeting__isnull", False),
                        models.Q(("level_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="correction_level_has_meeting_and_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("resolution__isnull", True),
                    models.Q(("granted_level__isnull", False), ("state", "approved")),
                    _connector="OR",
                ),
                name="correction_resolution_is_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("area", "cycle"), name="assessment_once_in_cycle"),
        ),
    ]
