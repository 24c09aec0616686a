"""The reference number of a question, the day promised for its answer, and the visitor's consent.

Nobody was asked for consent before: what was shown until now is hidden, and its text is kept.
"""

import os
import secrets
from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone

from assessments.corrections.domain import CODE_LETTERS, RANDOM_LETTERS, question_code

SATURDAY = 5
# The setting as it was then; a row holds it now (ecotown.configuration).
ANSWER_DAYS = int(os.environ.get("QUESTION_ANSWER_DAYS", "15"))


def fill_in(apps, schema_editor):
    alias = schema_editor.connection.alias
    question_model = apps.get_model("assessments", "Question")
    holidays = set(
        apps.get_model("common", "PublicHoliday").objects.using(alias).values_list("day", flat=True)
    )
    for question in question_model.objects.using(alias):
        letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(RANDOM_LETTERS))
        question.code = question_code(letters)
        question.answer_by = answer_by(timezone.localdate(question.asked_at), holidays)
        question.is_shown = False
        question.save(update_fields=["code", "answer_by", "is_shown"])


def answer_by(day, holidays):
    """Return the working day that is as many working days after `day` as an answer takes."""
    for _ in range(ANSWER_DAYS):
        day += timedelta(days=1)
        while day.weekday() >= SATURDAY or day in holidays:
            day += timedelta(days=1)
    return day


def nothing(apps, schema_editor):
    """Keep the rows: the columns go."""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0028_plan_budgets"), ("common", "0002_public_holidays")]

    operations = [
        migrations.AddField(
            "question",
            "code",
            models.CharField(default="", max_length=12, verbose_name="reference number"),
            preserve_default=False,
        ),
        migrations.AddField(
            "question",
            "answer_by",
            models.DateField(null=True, verbose_name="answer promised by"),
        ),
        migrations.AddField(
            "question",
            "may_be_shown",
            models.BooleanField(default=False, verbose_name="may be shown to everyone"),
        ),
        migrations.RunPython(fill_in, nothing, elidable=False),
    ]
