"""What holds for the reference number, the promised day and the consent of a question."""

from django.db import migrations, models

from ecotown.common.database.guards import Guard

NAME = "question_keeps_its_text"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0029_question_codes")]

    operations = [
        migrations.AlterField(
            "question",
            "code",
            models.CharField(max_length=12, unique=True, verbose_name="reference number"),
        ),
        migrations.AlterField("question", "answer_by", models.DateField(verbose_name="answer promised by")),
        migrations.AddConstraint(
            "question",
            models.CheckConstraint(
                condition=models.Q(("is_shown", False), ("may_be_shown", True), _connector="OR"),
                name="question_shown_with_consent",
            ),
        ),
        migrations.AddConstraint(
            "question",
            models.CheckConstraint(condition=models.Q(("code", ""), _negated=True), name="question_has_code"),
        ),
        migrations.RemoveConstraint("question", NAME),
        migrations.AddConstraint(
            "question",
            Guard(
                name=NAME,
                refuses=["update"],
                message="what a visitor asked and was promised is never changed, nor is consent given for it",
                when="NEW.text <> OLD.text OR NEW.assessment_id <> OLD.assessment_id"
                " OR NEW.asked_at <> OLD.asked_at OR NEW.code <> OLD.code"
                " OR NEW.answer_by <> OLD.answer_by OR (NEW.may_be_shown AND NOT OLD.may_be_shown)",
            ),
        ),
    ]
