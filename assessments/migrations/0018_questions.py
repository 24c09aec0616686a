"""Questions of visitors about published results."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0017_minutes"),
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
                    Guard(
                        name="question_keeps_its_text",
                        refuses=["update"],
                        message="what a visitor asked is never changed",
                        when="NEW.text <> OLD.text OR NEW.assessment_id <> OLD.assessment_id OR NEW.asked_at <> OLD.asked_at",
                    ),
                ],
            },
        ),
    ]
