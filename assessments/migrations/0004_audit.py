"""Assignments, verdicts, returns and comments of the audits."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0003_evidence"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="assessments.assessment",
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
                ("assigned_at", models.DateTimeField(verbose_name="assigned at")),
                ("begun_at", models.DateTimeField(null=True, verbose_name="begun at")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                ("reason", models.TextField(blank=True, verbose_name="reason for the end")),
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
            name="Thread",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="assessments.assessment",
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
                    "evidence",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="assessments.evidence",
                    ),
                ),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="page")),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled_threads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled at")),
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
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="assessments.thread",
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written at")),
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
            name="InternalNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("text", models.TextField(verbose_name="note")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="internal_notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written at")),
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
            name="AuditView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_views",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="looked at")),
            ],
            options={
                "verbose_name": "look",
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "user"), name="audit_view_once")
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
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="assessments.assessment",
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
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
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
            name="VerdictInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="assessments.verdict",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
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
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="assessments.assessment",
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
                (
                    "returned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("returned_at", models.DateTimeField(verbose_name="returned at")),
                (
                    "resubmitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resubmissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("resubmitted_at", models.DateTimeField(null=True, verbose_name="submitted again at")),
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
            name="ReturnedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "returned_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="assessments.return",
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returned_item",
                        to="assessments.verdict",
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="reply of the province")),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("replied_at", models.DateTimeField(null=True, verbose_name="replied at")),
            ],
            options={
                "verbose_name": "returned indicator",
                "ordering": ["returned_in_id", "verdict__indicator_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")
                            ),
                            models.Q(("replied_at__isnull", False), ("replied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="returned_item_replied_by_and_at",
                    )
                ],
            },
        ),
    ]
