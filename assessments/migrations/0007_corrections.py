"""Questions of visitors, corrections of published results, and errata."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0006_committee"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
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
                        related_name="questions",
                        to="assessments.assessment",
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
                (
                    "handled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handled_questions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("handled_at", models.DateTimeField(null=True, verbose_name="handled at")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("shown_text", models.TextField(blank=True, verbose_name="question as shown")),
                ("is_shown", models.BooleanField(default=False, verbose_name="shown on the public page")),
                ("mail_due_at", models.DateTimeField(null=True, verbose_name="answer to be sent since")),
            ],
            options={
                "verbose_name": "question",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["asker", "asked_at"], name="question_asker")],
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
        migrations.CreateModel(
            name="Correction",
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
                        related_name="corrections",
                        to="assessments.assessment",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="assessments.question",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "granted_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="new granted level"),
                ),
                ("level_reason", models.TextField(blank=True, verbose_name="reason for the level")),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="assessments.meeting",
                    ),
                ),
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
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                ("level_asked_at", models.DateTimeField(verbose_name="level asked for at")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("note", models.TextField(blank=True, verbose_name="reason of the refusal")),
                (
                    "resolution",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="assessments.resolution",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), models.Q(("note", ""), _negated=True)),
                            models.Q(models.Q(("state", "refused"), _negated=True), ("note", "")),
                            _connector="OR",
                        ),
                        name="correction_refused_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolution__isnull", True),
                            models.Q(("granted_level__isnull", False), ("state", "approved")),
                            _connector="OR",
                        ),
                        name="correction_resolution_is_approved",
                    ),
                ],
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
                ("old", models.JSONField(verbose_name="published value")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="corrected value"
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
                (
                    "erratum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="assessments.erratum",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
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
            name="CorrectedLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "correction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="computed",
                        to="assessments.correction",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("explanation", models.JSONField(verbose_name="explanation")),
                ("computed_at", models.DateTimeField(verbose_name="computed at")),
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
    ]
