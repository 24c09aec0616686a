"""The row that holds the settings of the portal."""

import datetime

import django.core.validators
from django.db import migrations, models

import ecotown.common.database.guards


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredConfiguration",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                (
                    "department_name_th",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="Name of the department in Thai"
                    ),
                ),
                (
                    "department_name_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="Name of the department in English",
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="Who helps"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, default="", max_length=60, verbose_name="Telephone"),
                ),
                (
                    "contact_mail",
                    models.EmailField(blank=True, default="", max_length=254, verbose_name="E-mail"),
                ),
                (
                    "help_text_th",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=500,
                        verbose_name="When and how to reach them, in Thai",
                    ),
                ),
                (
                    "help_text_en",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=500,
                        verbose_name="When and how to reach them, in English",
                    ),
                ),
                (
                    "security_mail",
                    models.EmailField(
                        blank=True,
                        default="",
                        max_length=254,
                        verbose_name="E-mail for weaknesses of the portal",
                    ),
                ),
                (
                    "open_data_licence",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="Licence"),
                ),
                (
                    "open_data_licence_url",
                    models.URLField(
                        blank=True, default="", max_length=300, verbose_name="Address of its text"
                    ),
                ),
                (
                    "signatory_name",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="Name of the first signatory"
                    ),
                ),
                (
                    "signatory_position",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="Position of the first signatory"
                    ),
                ),
                (
                    "second_signatory_name",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="Name of the second signatory"
                    ),
                ),
                (
                    "second_signatory_position",
                    models.CharField(
                        blank=True,
                        default="",
                        max_length=200,
                        verbose_name="Position of the second signatory",
                    ),
                ),
                (
                    "third_signatory_name",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="Name of the third signatory"
                    ),
                ),
                (
                    "third_signatory_position",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="Position of the third signatory"
                    ),
                ),
                (
                    "certificate_number",
                    models.CharField(
                        default="{number}/{year}", max_length=60, verbose_name="Number of a certificate"
                    ),
                ),
                (
                    "plaque_number",
                    models.CharField(
                        default="ล. {number}/{year}", max_length=60, verbose_name="Number of a plaque"
                    ),
                ),
                (
                    "award_thai_digits",
                    models.BooleanField(
                        default=True, verbose_name="Thai digits in numbers and dates of awards"
                    ),
                ),
                (
                    "credential_days",
                    models.PositiveIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="Days that a saved digital credential counts",
                    ),
                ),
                (
                    "digest_time",
                    models.TimeField(default=datetime.time(7, 30), verbose_name="Time of the daily mail"),
                ),
                (
                    "due_soon_days",
                    models.PositiveIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Days before a due date at which it is notified",
                    ),
                ),
                (
                    "signing_warning_days",
                    models.PositiveIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="Days before the signing certificate expires at which its renewal waits",
                    ),
                ),
                (
                    "question_answer_days",
                    models.PositiveIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Working days in which a question of a visitor is answered",
                    ),
                ),
                (
                    "minutes_days",
                    models.PositiveIntegerField(
                        default=15,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="Working days after a meeting in which its minutes are closed",
                    ),
                ),
                (
                    "evidence_max_mb",
                    models.PositiveIntegerField(
                        default=50,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="Largest file of evidence, in MB",
                    ),
                ),
                (
                    "verify_max_mb",
                    models.PositiveIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="Largest file that a visitor verifies, in MB",
                    ),
                ),
                (
                    "design_picture_max_kb",
                    models.PositiveIntegerField(
                        default=500,
                        validators=[
                            django.core.validators.MinValueValidator(50),
                            django.core.validators.MaxValueValidator(2000),
                        ],
                        verbose_name="Largest picture of a seal or a signature, in kB",
                    ),
                ),
                (
                    "questions_a_day",
                    models.PositiveIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="Questions from one address in a day",
                    ),
                ),
                (
                    "question_tries",
                    models.PositiveIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="Wrong reference numbers from one address",
                    ),
                ),
                (
                    "question_minutes",
                    models.PositiveIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="… in how many minutes (reference numbers)",
                    ),
                ),
                (
                    "verify_tries",
                    models.PositiveIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="Wrong codes of certificates from one address",
                    ),
                ),
                (
                    "verify_files",
                    models.PositiveIntegerField(
                        default=20,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="Files verified from one address",
                    ),
                ),
                (
                    "verify_minutes",
                    models.PositiveIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1440),
                        ],
                        verbose_name="… in how many minutes (codes and files)",
                    ),
                ),
                (
                    "paper_days",
                    models.PositiveIntegerField(
                        default=7,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="Days after which a dossier, report or checklist is deleted",
                    ),
                ),
            ],
            options={
                "verbose_name": "settings of the portal",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="configuration_is_one_row"),
                    models.CheckConstraint(
                        condition=models.Q(("credential_days__gte", 1), ("credential_days__lte", 365)),
                        name="configuration_credential_days_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_soon_days__gte", 1), ("due_soon_days__lte", 60)),
                        name="configuration_due_soon_days_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signing_warning_days__gte", 7), ("signing_warning_days__lte", 365)
                        ),
                        name="configuration_signing_warning_days_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("question_answer_days__gte", 1), ("question_answer_days__lte", 60)
                        ),
                        name="configuration_question_answer_days_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes_days__gte", 1), ("minutes_days__lte", 60)),
                        name="configuration_minutes_days_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence_max_mb__gte", 1), ("evidence_max_mb__lte", 500)),
                        name="configuration_evidence_max_mb_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verify_max_mb__gte", 1), ("verify_max_mb__lte", 50)),
                        name="configuration_verify_max_mb_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("design_picture_max_kb__gte", 50), ("design_picture_max_kb__lte", 2000)
                        ),
                        name="configuration_design_picture_max_kb_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("questions_a_day__gte", 1), ("questions_a_day__lte", 1000)),
                        name="configuration_questions_a_day_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("question_tries__gte", 3), ("question_tries__lte", 1000)),
                        name="configuration_question_tries_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("question_minutes__gte", 1), ("question_minutes__lte", 1440)),
                        name="configuration_question_minutes_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verify_tries__gte", 3), ("verify_tries__lte", 1000)),
                        name="configuration_verify_tries_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verify_files__gte", 1), ("verify_files__lte", 1000)),
                        name="configuration_verify_files_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verify_minutes__gte", 1), ("verify_minutes__lte", 1440)),
                        name="configuration_verify_minutes_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("paper_days__gte", 1), ("paper_days__lte", 90)),
                        name="configuration_paper_days_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("signatory_name", ""), _negated=True),
                                models.Q(("second_signatory_name", ""), ("signatory_position", "")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("second_signatory_name", ""), _negated=True),
                                models.Q(("second_signatory_position", ""), ("third_signatory_name", "")),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("third_signatory_name", ""), _negated=True),
                                ("third_signatory_position", ""),
                                _connector="OR",
                            ),
                        ),
                        name="configuration_signatories_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("certificate_number__contains", "{number}"),
                            ("certificate_number__contains", "{year}"),
                            ("plaque_number__contains", "{number}"),
                            ("plaque_number__contains", "{year}"),
                            models.Q(("certificate_number", models.F("plaque_number")), _negated=True),
                        ),
                        name="configuration_numbers_are_told_apart",
                    ),
                    ecotown.common.database.guards.Guard(
                        message="the settings of the portal are never deleted",
                        name="configuration_is_kept",
                        refuses=["delete"],
                    ),
                ],
            },
        ),
    ]
